"""All rows of a file together: what they give, what they change, and which are not taken in."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import attrs
from attrs import field, frozen

from civic_partnership.model import Association, Contact, Record, RecordKey, Register
from civic_partnership.storage.reading import pause_collector
from civic_partnership.values import Label, Table

from .columns import Columns
from .contacts import Contacts
from .headings import normalize_heading
from .joining import RecordChange, merge_register
from .mapping import Mapping
from .matching import Associations, How
from .merging import Change, merged
from .rejecting import ALREADY_RECORDED, ROW_CONFLICT, Reason, Rejected
from .rows import ParsedRecord, RowReader
from .tables import Row


@frozen(kw_only=True)
class MatchTold:
    """An association that was there before, and how it was told.

    Attributes:
        line: the line of the row.
        id: the association.
        how: by which of its marks.

    """

    line: int
    id: str
    how: How


@frozen(kw_only=True)
class ImportResult:
    """What all rows of a file come to.

    Attributes:
        register: the register with them.
        rows: how many rows there were below the headings, but for totals.
        taken: how many were taken in.
        repeated: how many of these only said what an earlier row had said.
        totals: how many were totals and what stands below them.
        new: kind -> how many records are new.
        matches: how -> how many rows were about associations of which that told which they are.
        matched: those that were told by another name than the one they have.
        changes: what was changed in records that were there before.

    """

    register: Register = field(repr=False)
    rows: int
    taken: int
    repeated: int
    totals: int
    new: Table[int]
    matches: Table[int]
    matched: tuple[MatchTold, ...]
    changes: tuple[RecordChange, ...]

    @property
    def rejected(self) -> int:
        """How many rows were not taken in."""
        return self.rows - self.taken


class Gathering:
    """Takes rows into a register.

    Args:
        register: what is there before.
        update: whether records that are there before may be changed.

    """

    def __init__(self, register: Register, mapping: Mapping, columns: Columns, *, update: bool) -> None:
        same = next((each.same for each in mapping.records if each.kind == "associations"), Table[str]())
        self._register = register
        self._update = update
        self._associations = Associations(register.associations.values(), same)
        self._contacts = Contacts(register.contacts.values())
        self._reader = RowReader(mapping, columns, self._associations, self._contacts)
        words = "|".join(map(re.escape, map(normalize_heading, mapping.file.until)))
        self._until = re.compile(rf"(?:{words})(?!\w)") if words else None
        self._mine: dict[str, dict[str, Record]] = {}
        self._rows = self._taken = self._repeated = self._totals = 0
        self._matches: Counter[str] = Counter()
        self._matched: list[MatchTold] = []

    def take(self, rows: Iterable[Row], reject: Callable[[Row, tuple[Reason, ...]], object]) -> None:
        """Take every row in; those that cannot be are rejected, with the reasons."""
        with pause_collector():  # what grows here holds no cycles
            for row in rows:
                if self._totals or self._is_total(row):
                    self._totals += 1
                    continue
                self._rows += 1
                try:
                    self._add(row, self._reader.records(row))
                except Rejected as rejected:
                    reject(row, rejected.reasons)
                else:
                    self._taken += 1

    def gathered(self) -> ImportResult:
        """What all rows came to."""
        mine = ((RecordKey(kind, id), each) for kind, some in self._mine.items() for id, each in some.items())
        result = merge_register(self._register, mine)
        return ImportResult(
            register=result.register,
            rows=self._rows,
            taken=self._taken,
            repeated=self._repeated,
            totals=self._totals,
            new=result.new,
            matches=Table(self._matches),
            matched=tuple(self._matched),
            changes=result.changes,
        )

    def _is_total(self, row: Row) -> bool:
        if self._until is None:
            return False
        first = next((cell for cell in row.cells if cell.strip()), "")
        return self._until.match(normalize_heading(first)) is not None

    def _add(self, row: Row, made: list[ParsedRecord]) -> None:
        """Take the records of a row in, all or none.

        Raises:
            Rejected: one of them contradicts another row, or what is there before.

        """
        together = [self._together(each) for each in made]
        says = False
        for (kind, record, match), known in zip(made, together, strict=True):
            mine = self._mine.setdefault(kind, {})
            if mine.get(known.id) is not known:
                mine[known.id] = known
                says = True
                if isinstance(known, Association):
                    self._associations.add(known)
                elif isinstance(known, Contact):
                    self._contacts.add(known)
            if match is not None and match.how != "new":
                self._matches[match.how] += 1
                if _name(record) != _name(known):
                    self._matched.append(MatchTold(line=row.number, id=known.id, how=match.how))
        self._repeated += not says

    def _together(self, made: ParsedRecord) -> Record:
        """A record with what other rows said of it."""
        record, kind = made.record, made.kind
        before = getattr(self._register, kind).get(record.id)
        mine = self._mine.get(kind, {}).get(record.id)
        known = mine or before
        if made.match is not None and made.match.how != "new" and known is not None:
            record = _renamed(record, known)
        if before is not None and not self._update and (changes := merged(before, record).changes):
            raise Rejected(_already(kind, record.id, changes))
        if mine is None:
            return record
        result = merged(mine, record)
        if contradicted := [change for change in result.changes if change.contradicts]:
            raise Rejected(_conflict(kind, record.id, contradicted))
        return result.record


def _renamed(record: Any, known: Any) -> Any:
    """The same with the name that is known: the row may have another, or other capital letters."""
    return attrs.evolve(record, name=known.name)


def _name(record: Any) -> str:
    return normalize_heading(record.name)


def _where(changes: Iterable[Change]) -> str:
    first, *_ = changes
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in first.path)


def _already(kind: str, id: str, changes: Iterable[Change]) -> Reason:
    where = f"{kind}.{id}.{_where(changes)}"
    return Reason(
        ALREADY_RECORDED,
        Label(
            f"Rækken ændrer en post, der allerede står i registeret: {where}. Tillad det med --update.",
            f"The row changes a record that stands in the register already: {where}. Allow it with --update.",
        ),
    )


def _conflict(kind: str, id: str, changes: Iterable[Change]) -> Reason:
    where = f"{kind}.{id}.{_where(changes)}"
    return Reason(
        ROW_CONFLICT,
        Label(
            f"En tidligere række siger noget andet om {where}. Ret den ene.",
            f"An earlier row says something else about {where}. Correct one of them.",
        ),
    )
