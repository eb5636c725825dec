"""The loss law: a carried value can be told from the files again, or a loss names it."""

import contextlib
from collections.abc import Callable, Iterator, Set as AbstractSet
from functools import lru_cache, partial
from itertools import islice
from random import Random
from typing import Any

from civic_partnership.errors import OptionsError
from civic_partnership.exporting import FieldPath, Loss, field_path
from civic_partnership.findings import Path
from civic_partnership.model import Entry, RecordKey, Register

from .contract import Violation
from .filled_register import LONG, is_carried
from .memory_export import MemoryExport
from .record_edits import list_values, near_dicts, record_from_dict, record_to_dict, set_value

Differences = dict[Path, tuple[Any, Any]]
"""Path in a record -> its values in two registers."""
_NEAREST = 3
"""So many changes of a field of the filled register are tried; of `sources` and `exempt` one."""
_PLACES = 10
"""So many values of a register that was drawn are changed."""


class LossCheck:
    """Checks whether an exporter loses what it says it carries.

    Attributes:
        export: exports a register.
        carries: the fields that the exporter carries.
    """

    def __init__(self, export: Callable[[Register], MemoryExport], carries: AbstractSet[FieldPath]) -> None:
        self.export = lru_cache(maxsize=8)(export)
        self.carries = carries

    def check_filled(self, register: Register) -> None:
        """Check small changes of each carried field of a register, and the absence of each kind of record.

        A field is changed in its record alone, which is quick; in the whole register if the exporter refuses
        the record alone. Each text is also changed while it is a long one.

        Raises:
            Violation: the exporter loses a change silently, or reports a loss of what it does not carry.
            OptionsError: it refuses the register and each record of it.
            PluginError: it fails.
        """
        seen: set[tuple[FieldPath, int]] = set()
        for key, record in register:
            places = (Register().replace(record), register)
            place = next(filter(self._is_taken, places), None)
            if place is None:
                continue
            for path, value in self._list_places(key, record):
                field = (field_path(key, path), len(path))  # a list and its items are two
                if field in seen:
                    continue
                seen.add(field)
                self.check_place(place, key, path, 1 if {"sources", "exempt"} & {*path} else _NEAREST)
                if isinstance(value, str) and (long := set_value(record, path, LONG)) is not None:
                    with contextlib.suppress(OptionsError):
                        self.check_place(place.replace(long), key, path, 1)
        if not seen:  # perhaps each register was refused: pass the refusal on
            self.check_losses(register)

    def check_some(self, case: tuple[Register, int]) -> None:
        """Check a few changes of a register, which a seed chooses."""
        register, seed = case
        random = Random(seed)  # noqa: S311 - nothing secret
        self.check_losses(register)
        places = [(key, path) for key, record in register for path, _ in self._list_places(key, record)]
        for key, path in random.sample(places, min(len(places), _PLACES)):
            self.check_place(register, key, path, 1, skip=random.randrange(_NEAREST))

    def check_place(
        self, register: Register, key: RecordKey, path: Path, limit: int | None = None, skip: int = 0
    ) -> None:
        """Check small changes of one value of a register.

        Args:
            register: the register.
            key: the record.
            path: the value in the record; empty for the record itself.
            limit: how many changes are checked; all by default.
            skip: how many changes are passed over before.

        Raises:
            Violation: the exporter loses a change silently.
            OptionsError: it refuses the register.
            PluginError: it fails.
        """
        before = self.export(register)
        changes = self._list_changes(key, register.get(key), path)
        for other, differences in islice(changes, skip, None if limit is None else skip + limit):
            self._check_change(register, key, path, before, other, differences)

    def check_losses(self, register: Register) -> None:
        """Check that every loss names a field that the exporter carries in general.

        Raises:
            Violation: a loss does not.
            OptionsError: the exporter refuses the register.
            PluginError: it fails.
        """
        for loss in self.export(register).losses:
            field = field_path(loss.record, loss.path)
            if not self._is_concerned(field):
                raise Violation(
                    f"it gave a loss of {field}, which it does not carry", register, self.check_losses
                )

    def _is_taken(self, register: Register) -> bool:
        try:
            self.check_losses(register)
        except OptionsError:
            return False
        return True

    def _is_concerned(self, field: FieldPath) -> bool:
        """Return whether a field is carried, or something below it is."""
        return is_carried(field, self.carries) or any(is_carried(path, {field}) for path in self.carries)

    def _list_places(self, key: RecordKey, record: Entry) -> Iterator[tuple[Path, Any]]:
        """Yield the path and value of each field of which something is carried; first the record itself."""
        for path, value in list_values(record_to_dict(record)):
            if self._is_concerned(field_path(key, path)):
                yield path, value

    def _list_changes(self, key: RecordKey, record: Any, path: Path) -> Iterator[tuple[Any, Differences]]:
        """Yield a record with small changes at a path in it, and the carried values in which it differs.

        If the path is that of the record itself, the change is None: no record.
        """
        if record is None:
            return
        one = _collect_values(record)
        others = (record_from_dict(near, type(record)) for near in near_dicts(record_to_dict(record), path))
        for other in filter(None, others) if path else [None]:
            two = _collect_values(other)
            differences = {
                each: (one.get(each), two.get(each))
                for each in one | two
                if one.get(each) != two.get(each) and is_carried(field_path(key, each), self.carries)
            }
            if differences:
                yield other, differences

    def _check_change(
        self,
        register: Register,
        key: RecordKey,
        path: Path,
        before: MemoryExport,
        other: Any,
        differences: Differences,
    ) -> None:
        """Check that the files tell a register from the one with another record, or that a loss does."""
        record: Any = register.get(key)
        changed = register.without(record)
        try:
            after = self.export(changed if other is None else changed.replace(other))
        except OptionsError:  # the changed register may be one that the exporter does not take
            return
        if [*before.files.items()] != [*after.files.items()]:
            return
        keys = {key, key._replace(id=getattr(other, "id", None))}
        losses = [loss for loss in (*before.losses, *after.losses) if loss.record in keys]
        if all(any(_names(loss, each) for loss in losses) for each in differences):
            return
        where, (one, two) = next(iter(differences.items()))
        change = f"{'.'.join(map(str, where))} is {_shorten(one)} in one and {_shorten(two)} in the other"
        raise Violation(
            "it gave the same files for two registers, and no loss that tells them apart: in "
            f"{'.'.join(filter(None, key))}, "
            f"{change if other is not None else 'the record is in one and not in the other'}",
            register,
            partial(self.check_place, key=key, path=path),
        )


def _collect_values(record: Any) -> dict[Path, Any]:
    """Return the values of a record by their paths, without the lists and dicts that hold them."""
    if record is None:
        return {}
    values = list_values(record_to_dict(record))
    return {path: value for path, value in values if not isinstance(value, dict | list)}


def _names(loss: Loss, path: Path) -> bool:
    """Return whether a loss names a place, or something above it."""
    return path[: len(loss.path)] == loss.path


def _shorten(value: Any) -> str:
    text = "absent" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:28]}...{text[-29:]}"
