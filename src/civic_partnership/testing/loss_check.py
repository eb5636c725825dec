"""The loss law: a carried value can be told from the files again, or a loss names it."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Set as AbstractSet
from functools import partial
from itertools import islice
from random import Random

from civic_partnership.errors import OptionsError
from civic_partnership.exporting import FieldPath, Loss, field_path
from civic_partnership.findings import Path
from civic_partnership.model import Entry, RecordKey, Register

from .breaker import set_in
from .field_leaves import FilledField, collect_leaves, find_filled_in, is_carried, is_concerned
from .hostile_text import LONG
from .memory_export import MemoryExport
from .mutations import Mutation, mutate_field, remove_record
from .property_check import Violation

_NEAREST = 3
"""So many changes of a field of the filled register are tried."""
_COMMON = {"sources", "exempt"}
"""Fields of nearly every class, of which one change is tried."""
_PLACES = 10
"""So many places of a register that was drawn are changed."""


class LossCheck:
    """Checks whether an exporter loses what it says it carries.

    Attributes:
        export: exports a register.
        carries: the fields that the exporter carries.

    """

    def __init__(self, export: Callable[[Register], MemoryExport], carries: AbstractSet[FieldPath]) -> None:
        self.export = export
        self.carries = carries

    def check_filled(self, register: Register) -> None:
        """Check small changes of each carried field of a register, and the absence of each kind of record.

        A field is changed in its record alone, which is quick. Where the files stay the same, it is changed
        in the whole register too: a record that is refused alone may be carried there. Each text is also
        changed while it is a long one.

        Raises:
            Violation: the exporter loses a change silently, or reports a loss of what it does not carry.
            OptionsError: it refuses the register and each record of it.
            PluginError: it fails.

        """
        before = self._export_unless_refused(register)
        is_exported = before is not None
        seen: set[FieldPath] = set()
        for key, record in register:
            alone = Register().replace(record)
            before_alone = self._export_unless_refused(alone)
            is_exported |= before_alone is not None
            for path, field in self._places(key, record):
                if (name := field_path(key, path)) in seen:
                    continue
                seen.add(name)
                limit = 1 if not _COMMON.isdisjoint(map(str, path)) else _NEAREST
                is_distinguished = before_alone is not None and self.check_place(
                    alone, key, path, before=before_alone, limit=limit
                )
                if before is not None and not is_distinguished:
                    self.check_place(register, key, path, before=before, limit=limit)
                if field is not None and field.attribute.type in (str, str | None):
                    with contextlib.suppress(OptionsError):
                        self.check_place(alone.replace(set_in(record, path, LONG)), key, path, limit=1)
        if not is_exported:
            self.export(register)  # nothing could be checked: pass the refusal on

    def check_some(self, case: tuple[Register, Random]) -> None:
        """Check a few changes of a register, chosen by chance.

        Raises:
            Violation: the exporter loses a change silently.
            OptionsError: it refuses the register.
            PluginError: it fails.

        """
        register, random = case
        before = self.check_losses(register)
        places = [(key, path) for key, record in register for path, _ in self._places(key, record)]
        for key, path in random.sample(places, min(len(places), _PLACES)):
            if some := list(self._mutate(register, key, path)):
                self._can_distinguish(register, key, path, before, random.choice(some))

    def check_place(
        self,
        register: Register,
        key: RecordKey,
        path: Path,
        *,
        before: MemoryExport | None = None,
        limit: int | None = None,
    ) -> bool:
        """Check small changes of one place, and return whether the files alone tell each of them apart.

        Args:
            register: the register.
            key: the record.
            path: the field in it; empty for the record itself.
            before: the export of the register, where it is known.
            limit: how many changes are tried; all by default.

        Raises:
            Violation: the exporter loses a change silently.
            OptionsError: it refuses the register.
            PluginError: it fails.

        """
        known = self.export(register) if before is None else before
        mutations = islice(self._mutate(register, key, path), limit)
        apart = [self._can_distinguish(register, key, path, known, each) for each in mutations]
        return all(apart)

    def check_losses(self, register: Register) -> MemoryExport:
        """Check that every loss names a field that the exporter carries in general, and return the export.

        Raises:
            Violation: a loss does not.
            OptionsError: the exporter refuses the register.
            PluginError: it fails.

        """
        export = self.export(register)
        for loss in export.losses:
            field = field_path(loss.record, loss.path)
            if not is_concerned(field, self.carries):
                raise Violation(
                    f"it gave a loss of {field}, which it does not carry", register, self.check_losses
                )
        return export

    def _export_unless_refused(self, register: Register) -> MemoryExport | None:
        try:
            return self.check_losses(register)
        except OptionsError:
            return None

    def _places(self, key: RecordKey, record: Entry) -> Iterator[tuple[Path, FilledField | None]]:
        """Yield the record itself, and each field of which something is carried."""
        if is_concerned(key.kind, self.carries):
            yield (), None
        for field in find_filled_in(key, record):
            if is_concerned(field.name, self.carries):
                yield field.path, field

    def _mutate(self, register: Register, key: RecordKey, path: Path) -> Iterable[Mutation]:
        """Return the changes of a place; none where the register has no such place."""
        record = register.get(key)
        if record is None:
            return ()
        if not path:
            return (remove_record(register, key),)
        fields = (field for field in find_filled_in(key, record) if field.path == path)
        return (mutation for field in fields for mutation in mutate_field(register, field))

    def _can_distinguish(
        self, register: Register, key: RecordKey, path: Path, before: MemoryExport, mutation: Mutation
    ) -> bool:
        """Return whether the files tell a register from a changed one; it may be a loss that does.

        Raises:
            Violation: neither does.
            PluginError: the exporter fails.

        """
        changed = self._changed_leaves(key, register.get(key), mutation.record)
        if not changed:
            return True
        try:
            after = self.export(mutation.register)
        except OptionsError:  # the changed register may be one that it does not take
            return False
        if before.files != after.files or [*before.files] != [*after.files]:
            return True
        keys = {key, key._replace(id=getattr(mutation.record, "id", None))}
        losses = [loss for loss in (*before.losses, *after.losses) if loss.record in keys]
        if all(any(_names(loss, leaf) for loss in losses) for leaf in changed):
            return False
        place = f"{key.kind}.{key.id}" if key.id else key.kind
        raise Violation(
            "it gave the same files for two registers, and no loss that tells them apart: "
            f"in {place}, {mutation.change}",
            register,
            partial(self.check_place, key=key, path=path),
        )

    def _changed_leaves(self, key: RecordKey, record: Entry | None, other: Entry | None) -> list[Path]:
        """Return the paths of the carried values in which two records differ."""
        one, two = collect_leaves(key, record), collect_leaves(key, other)
        return [
            path
            for path in one | two
            if one.get(path) != two.get(path) and is_carried(field_path(key, path), self.carries)
        ]


def _names(loss: Loss, path: Path) -> bool:
    """Return whether a loss names a place, or something above it."""
    return path[: len(loss.path)] == loss.path
