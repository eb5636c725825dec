"""Collect the records of all rows: merge those of one id, and reject rows that contradict others."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import attrs
from attrs import frozen

from civic_partnership.importing.mapping import Columns, Mapping
from civic_partnership.importing.rejection_rules import ALREADY_RECORDED, ROW_CONFLICT, Reason, Rejected
from civic_partnership.importing.source import Row, normalize_heading
from civic_partnership.model import Association, Contact, Record, RecordKey, Register
from civic_partnership.storage import pause_collector
from civic_partnership.values import Label, Table

from .known_records import KnownAssociations, KnownContacts, Match
from .record_merge import FieldChange, MergeResult, RecordChange, merge_record, merge_register
from .row_parser import ParsedRecord, RowParser


@frozen(kw_only=True)
class ImportResult(MergeResult):
    """The result of all rows of a file.

    Attributes:
        rows: how many rows there were below the headings, without totals.
        taken: how many were taken in.
        repeated: how many of these only repeated an earlier row.
        totals: how many rows were totals, or stood below them.
        matches: way in which associations were recognised -> number of rows.
        other_names: line of a row -> the association that the register has under another name.
    """

    rows: int
    taken: int
    repeated: int
    totals: int
    matches: Table[int]
    other_names: tuple[tuple[int, Match], ...]

    @property
    def rejected(self) -> int:
        """Number of rejected rows."""
        return self.rows - self.taken


class RowCollector:
    """Collects the records of the rows of one file, for a register."""

    def __init__(self, register: Register, mapping: Mapping, columns: Columns, *, update: bool) -> None:
        """Begin with no rows; `update` tells if the records in the register may be changed."""
        same = next((each.same for each in mapping.records if each.kind == "associations"), Table[str]())
        self._register = register
        self._update = update
        self._associations = KnownAssociations(register.associations.values(), same)
        self._contacts = KnownContacts(register.contacts.values())
        self._parser = RowParser(mapping, columns, self._associations, self._contacts)
        words = "|".join(map(re.escape, map(normalize_heading, mapping.file.until)))
        self._until = re.compile(rf"(?:{words})(?!\w)") if words else None
        self._collected: dict[str, dict[str, Record]] = {each.kind: {} for each in mapping.records}
        self._rows = self._taken = self._repeated = self._totals = 0
        self._matches: Counter[str] = Counter()
        self._other_names: list[tuple[int, Match]] = []

    def collect(self, rows: Iterable[Row], reject: Callable[[Row, tuple[Reason, ...]], object]) -> None:
        """Collect the records of every row, or reject it with the reasons."""
        with pause_collector():  # what grows here holds no cycles
            for row in rows:
                if self._totals or self._is_total(row):
                    self._totals += 1
                    continue
                self._rows += 1
                try:
                    self._add(row, self._parser.parse(row))
                except Rejected as rejected:
                    reject(row, rejected.reasons)
                else:
                    self._taken += 1

    def result(self) -> ImportResult:
        """Merge the collected records into the register and count the rows."""
        records = (
            (RecordKey(kind, id), record)
            for kind, collected in self._collected.items()
            for id, record in collected.items()
        )
        merged = merge_register(self._register, records)
        return ImportResult(
            register=merged.register,
            rows=self._rows,
            taken=self._taken,
            repeated=self._repeated,
            totals=self._totals,
            new=merged.new,
            matches=Table(self._matches),
            other_names=tuple(self._other_names),
            changes=merged.changes,
        )

    def _is_total(self, row: Row) -> bool:
        if self._until is None:
            return False
        first = next((cell for cell in row.cells if cell.strip()), "")
        return self._until.match(normalize_heading(first)) is not None

    def _add(self, row: Row, parsed: list[ParsedRecord]) -> None:
        """Add the records of a row, or none if one contradicts another row or the register."""
        merged = [self._merge(each) for each in parsed]
        is_new = False
        for (kind, record, match), result in zip(parsed, merged, strict=True):
            if self._collected[kind].get(result.id) is not result:
                self._collected[kind][result.id] = result
                is_new = True
                if isinstance(result, Association):
                    self._associations.add(result)
                elif isinstance(result, Contact):
                    self._contacts.add(result)
            if match is not None and match.how != "new":
                self._matches[match.how] += 1
                if normalize_heading(record.name) != normalize_heading(result.name):
                    self._other_names.append((row.number, Match(result.id, match.how)))
        self._repeated += not is_new

    def _merge(self, parsed: ParsedRecord) -> Any:
        """Merge a record with those of earlier rows."""
        record = parsed.record
        before = getattr(self._register, parsed.kind).get(record.id)
        earlier: Any = self._collected[parsed.kind].get(record.id)
        known = earlier or before
        if parsed.match is not None and parsed.match.how != "new" and known is not None:
            record = attrs.evolve(record, name=known.name)  # the row may have another, or other capitals
            if parsed.match.how == "former-cvr":
                record = attrs.evolve(record, cvr=known.cvr)
        if before is not None and not self._update:
            _, changes = merge_record(before, record)
            if changes:
                where = _locate(parsed, changes[0])
                raise _rejected(
                    ALREADY_RECORDED,
                    f"Rækken ændrer en post, der allerede står i registeret: {where}. "
                    "Tillad det med --update.",
                    f"The row changes a record that stands in the register already: {where}. "
                    "Allow it with --update.",
                )
        if earlier is None:
            return record
        result, changes = merge_record(earlier, record)
        if contradiction := next((change for change in changes if change.contradicts), None):
            where = _locate(parsed, contradiction)
            raise _rejected(
                ROW_CONFLICT,
                f"En tidligere række siger noget andet om {where}. Ret den ene.",
                f"An earlier row says something else about {where}. Correct one of them.",
            )
        return result


def _locate(parsed: ParsedRecord, change: FieldChange) -> str:
    return RecordChange(RecordKey(parsed.kind, parsed.record.id), *change).place


def _rejected(rule: str, da: str, en: str) -> Rejected:
    return Rejected(Reason(rule, Label(da, en)))
