"""Collect the records of all rows: merge those of one id, and reject rows that contradict others."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import attrs
from attrs import frozen

from civic_partnership.importing.mapping import Columns, Mapping, filled_fields
from civic_partnership.importing.rejection_rules import ALREADY_RECORDED, ROW_CONFLICT, Reason, Rejected
from civic_partnership.importing.source import Row, normalize_heading
from civic_partnership.model import Association, Contact, Partnership, Record, RecordKey, Register, walk_path
from civic_partnership.storage import pause_collector
from civic_partnership.values import Label, Table

from .grant_rows import (
    add_up_payments,
    fills_grant_and_payment,
    find_grant_conflict,
    repeats_grant,
    take_amounts,
)
from .known_records import KnownAssociations, KnownContacts, Match
from .passed_over import RowFilter
from .record_merge import FieldChange, MergeResult, RecordChange, merge_record, merge_register
from .row_parser import ParsedRecord, RowParser


class MergedRow(NamedTuple):
    """A row that was merged into the record of an earlier one.

    Attributes:
        line: the line of the row.
        first: the line of the first row that gave the record.
        record: the record.
    """

    line: int
    first: int
    record: RecordKey


@frozen(kw_only=True)
class ImportResult(MergeResult):
    """The result of all rows of a file: each is taken in, merged, rejected or passed over.

    Attributes:
        rows: how many rows there are, also above the headings, but without these.
        taken: how many were taken in.
        merged: the rows that were merged into a record of an earlier row.
        rejected: how many were rejected.
        rows_above: how many were passed over because they stand above the headings.
        passed_over: why other rows were passed over -> their lines.
        matches: way in which associations were recognised -> number of rows.
        other_names: line of a row -> the association that the register has under another name.
    """

    rows: int
    taken: int
    merged: tuple[MergedRow, ...]
    rejected: int
    rows_above: int
    passed_over: Table[tuple[int, ...]]
    matches: Table[int]
    other_names: tuple[tuple[int, Match], ...]


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
        self._filter = RowFilter(mapping, columns)
        self._main_kinds = _find_main_kinds(mapping)
        self._is_paid_amount = fills_grant_and_payment(mapping)
        self._rows_above = columns.rows_above
        self._collected: dict[str, dict[str, Record]] = {each.kind: {} for each in mapping.records}
        self._lines: dict[str, dict[str, int]] = {each.kind: {} for each in mapping.records}
        self._merged: list[MergedRow] = []
        self._passed_over: dict[str, list[int]] = {}
        self._taken = self._rejected = 0
        self._matches: Counter[str] = Counter()
        self._other_names: list[tuple[int, Match]] = []

    def collect(self, rows: Iterable[Row], reject: Callable[[Row, tuple[Reason, ...]], object]) -> None:
        """Collect the records of every row, or reject it with the reasons."""
        with pause_collector():  # what grows here holds no cycles
            for row in rows:
                try:
                    if why := self._filter.pass_over(row):
                        self._passed_over.setdefault(why, []).append(row.number)
                        continue
                    self._add(row, self._parser.parse(row))
                except Rejected as rejected:
                    self._rejected += 1
                    reject(row, rejected.reasons)
                else:
                    self._filter.take()

    @property
    def filled(self) -> set[int]:
        """Return the places of the columns in which a row has something."""
        return self._filter.filled

    def result(self) -> ImportResult:
        """Merge the collected records into the register and count the rows."""
        records = (
            (RecordKey(kind, id), self._add_up(getattr(self._register, kind).get(id), record))
            for kind, collected in self._collected.items()
            for id, record in collected.items()
        )
        merged = merge_register(self._register, records)
        return ImportResult(
            register=merged.register,
            rows=self._rows_above
            + self._taken
            + len(self._merged)
            + self._rejected
            + sum(map(len, self._passed_over.values())),
            taken=self._taken,
            merged=tuple(self._merged),
            rejected=self._rejected,
            rows_above=self._rows_above,
            passed_over=Table({why: tuple(lines) for why, lines in self._passed_over.items()}),
            new=merged.new,
            matches=Table(self._matches),
            other_names=tuple(self._other_names),
            changes=merged.changes,
        )

    def _add(self, row: Row, parsed: list[ParsedRecord]) -> None:
        """Add the records of a row, or none if one contradicts another row or the register."""
        main = [each for each in parsed if each.kind in self._main_kinds] or parsed
        merged = [self._merge(each) for each in parsed]
        is_new = False
        for (kind, record, match), (result, adds) in zip(parsed, merged, strict=True):
            is_new = is_new or (adds and (main is parsed or kind in self._main_kinds))
            collected = self._collected[kind]
            if collected.get(result.id) is not result:
                collected[result.id] = result
                if isinstance(result, Association):
                    self._associations.add(result)
                elif isinstance(result, Contact):
                    self._contacts.add(result)
            if match is not None and match.how != "new":
                self._matches[match.how] += 1
                if normalize_heading(record.name) != normalize_heading(result.name):
                    self._other_names.append((row.number, Match(result.id, match.how)))
            self._lines[kind].setdefault(record.id, row.number)
        if is_new:
            self._taken += 1
        else:
            kind, record, _ = main[-1]
            self._merged.append(
                MergedRow(row.number, self._lines[kind][record.id], RecordKey(kind, record.id))
            )

    def _merge(self, parsed: ParsedRecord) -> tuple[Any, bool]:
        """Merge a record with those of earlier rows; return it, and whether the row adds something."""
        record = parsed.record
        before = getattr(self._register, parsed.kind).get(record.id)
        earlier: Any = self._collected[parsed.kind].get(record.id)
        known = earlier or before
        if parsed.match is not None and parsed.match.how != "new" and known is not None:
            if record.name != known.name:  # the row may have another, or other capitals
                record = attrs.evolve(record, name=known.name)
            if parsed.match.how == "former-cvr":
                record = attrs.evolve(record, cvr=known.cvr)
        if before is not None and not self._update:
            _, changes = merge_record(before, self._add_up(before, record))
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
            return record, True
        if isinstance(earlier, Partnership) and (
            why := find_grant_conflict(earlier, record, is_paid_amount=self._is_paid_amount)
        ):
            key = RecordKey(parsed.kind, record.id)
            first = self._lines[parsed.kind][record.id]
            where = RecordChange(key, (), contradicts=True).place
            raise _rejected(
                ROW_CONFLICT,
                f"Rækken {why.da}. Sammenlign med linje {first}: {where}.",
                f"The row {why.en}. Compare line {first}: {where}.",
            )
        joined = self._add_up(earlier, record)
        start = take_amounts(joined, earlier) if joined is not record else earlier
        result, changes = merge_record(start, joined)
        if contradiction := next((change for change in changes if change.contradicts), None):
            where = _locate(parsed, contradiction)
            raise _rejected(
                ROW_CONFLICT,
                f"En tidligere række siger noget andet om {where}. Ret den ene.",
                f"An earlier row says something else about {where}. Correct one of them.",
            )
        adds = any(_adds_row(change, result) for change in changes)
        if isinstance(earlier, Partnership):
            adds = adds and not repeats_grant(earlier, record)
        return (result if changes else earlier), adds

    def _add_up(self, known: Any, record: Any) -> Any:
        """Return a record with the payments that are known of its grants, if each row is a payment."""
        if self._is_paid_amount and isinstance(known, Partnership):
            return add_up_payments(known, record)
        return record


def _find_main_kinds(mapping: Mapping) -> set[str]:
    """Return the kinds of records to which no other record of a row refers."""
    referred = {field.source.record for record in mapping.records for field in filled_fields(record)}
    return {record.kind for record in mapping.records if record.kind not in referred}


def _adds_row(change: FieldChange, result: Any) -> bool:
    """Tell whether a change adds rows to a list of a record; a partner is no such row."""
    *_, value = walk_path(result, change.path)
    rows = value if isinstance(value, tuple) else (value,)
    return change.path[0] != "partners" and any(attrs.has(type(row)) for row in rows)


def _locate(parsed: ParsedRecord, change: FieldChange) -> str:
    return RecordChange(RecordKey(parsed.kind, parsed.record.id), *change).place


def _rejected(rule: str, da: str, en: str) -> Rejected:
    return Rejected(Reason(rule, Label(da, en)))
