"""The loss law: a carried value can be told from the files again, or a loss names it."""

import contextlib
from collections.abc import Callable, Iterator, Set as AbstractSet
from functools import lru_cache, partial
from itertools import islice
from random import Random
from typing import Any

from civic_partnership.errors import OptionsError
from civic_partnership.exporting import FieldPath, field_path
from civic_partnership.findings import Path
from civic_partnership.model import Entry, RecordKey, Register

from .contract import Violation
from .filled_register import LONG, is_carried
from .memory_export import MemoryExport
from .record_edits import list_values, near_records, record_to_dict, reduce_records, set_value

_NEAREST = 3
"""So many changes of a field of the filled register are tried, the last of a text while it is a long one."""
_COMMON = {"sources", "exempt"}
"""Fields of nearly every record and row: of each value in them one change is tried."""
_PLACES = 10
"""So many values of a register that was drawn are changed."""


class LossCheck:
    """Checks whether an exporter loses what it says it carries.

    A check raises a `Violation` for a value that is lost in silence, and for a loss of what is never carried;
    an `OptionsError` if the exporter refuses the register, and a `PluginError` if the exporter fails.

    Attributes:
        export: exports a register.
        carries: the fields that the exporter carries.
    """

    def __init__(self, export: Callable[[Register], MemoryExport], carries: AbstractSet[FieldPath]) -> None:
        self.export = lru_cache(maxsize=8)(export)
        self.carries = carries

    def check_filled(self, register: Register) -> None:
        """Check small changes of each carried field of a register, and the absence of each kind of record.

        Each record stands beside as few others as the exporter takes, mostly none: small registers are quick.
        Each text is also changed while it is a long one.
        """
        is_empty_taken = self._is_taken(Register())
        fewest = Register() if is_empty_taken else reduce_records(register, self._is_taken)
        self.check_losses(fewest)
        seen: set[tuple[FieldPath, int]] = set()
        for key, record in register:
            places = (fewest.replace(record), register)
            for place in islice(filter(self._is_taken, places), 1):
                for path, value in self._list_places(key, record):
                    field = (field_path(key, path), len(path))  # a list and its items are two
                    if field not in seen:
                        seen.add(field)
                        self._check_field(place, key, path, value)

    def _check_field(self, register: Register, key: RecordKey, path: Path, value: Any) -> None:
        """Check the nearest changes of a value; if it is a text, the last while it is a long text."""
        if not _COMMON.isdisjoint(path):
            self.check_place(register, key, path, 1)
            return
        long = set_value(register.get(key), path, LONG) if isinstance(value, str) else None
        if long is None:
            self.check_place(register, key, path, _NEAREST)
            return
        self.check_place(register, key, path, _NEAREST - 1)
        with contextlib.suppress(OptionsError):
            self.check_place(register.replace(long), key, path, 1, skip=1)

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
            path: the value in the record; empty for the record itself, which is left out then.
            limit: how many changes are checked; all by default.
            skip: how many changes are passed over before.
        """
        record: Any = register.get(key)
        if record is None:
            return
        others = near_records(record, path) if path else [None]
        for other in islice(others, skip, None if limit is None else skip + limit):
            self._check_change(register, key, path, other)

    def check_losses(self, register: Register) -> None:
        """Check that every loss names a field that the exporter carries in general."""
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

    def _check_change(self, register: Register, key: RecordKey, path: Path, other: Any) -> None:
        """Check that a register differs from the one with another record, or none, in its files or a loss."""
        record: Any = register.get(key)
        changed = register.without(record)
        before = self.export(register)
        try:
            after = self.export(changed if other is None else changed.replace(other))
        except OptionsError:  # the changed register may be one that the exporter does not take
            return
        if [*before.files.items()] != [*after.files.items()]:
            return
        keys = {key, key._replace(id=getattr(other, "id", None))}
        told = [loss.path for loss in (*before.losses, *after.losses) if loss.record in keys]
        one, two = _collect_values(record), _collect_values(other)
        for each in one | two:
            is_same = one.get(each) == two.get(each) or not is_carried(field_path(key, each), self.carries)
            if is_same or any(each[: len(above)] == above for above in told):
                continue
            values = f"is {_shorten(one.get(each))} in one and {_shorten(two.get(each))} in the other"
            difference = (
                f"{'.'.join(map(str, each))} {values}"
                if other
                else "the record is in one and not in the other"
            )
            raise Violation(
                "it gave the same files for two registers, and no loss that tells them apart: in "
                f"{'.'.join(filter(None, key))}, {difference}",
                register,
                partial(self.check_place, key=key, path=path),
            )


def _collect_values(record: Any) -> dict[Path, Any]:
    """Return the values of a record by their paths, without the lists and dicts that hold them."""
    if record is None:
        return {}
    values = list_values(record_to_dict(record))
    return {path: value for path, value in values if not isinstance(value, dict | list)}


def _shorten(value: Any) -> str:
    text = "absent" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:28]}...{text[-29:]}"
