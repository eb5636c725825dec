"""Make the records of one row, or reject the row with every reason."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import attrs

from civic_partnership.findings import (
    holds_civil_registration_number,
    may_hold_civil_registration_number,
)
from civic_partnership.importing.mapping import (
    Cells,
    Columns,
    FieldReaders,
    Ids,
    Mapping,
    RecordMapping,
    columns_of_record,
    has_decimal_points,
    make_id_reader,
    make_part_readers,
)
from civic_partnership.importing.rejection_rules import (
    CPR_NUMBER,
    PART_OF_BROKEN_ROW,
    UNREADABLE_ROW,
    Reason,
    Rejected,
    doubtful_number,
    lost_letters,
    unreadable_row,
)
from civic_partnership.importing.source import Row, has_lost_letters
from civic_partnership.model import KINDS
from civic_partnership.rules import find_civil_registration_numbers
from civic_partnership.storage import (
    find_structure_errors,
    make_record_builder,
    shared_converter,
    structure_record,
)
from civic_partnership.values import Dated, Label, Table

from .known_records import KnownAssociations, KnownContacts, Match

_CPR = Reason(
    CPR_NUMBER,
    Label(
        "Rækken har et CPR-nummer. Slet det; personnumre hører ikke hjemme i registeret.",
        "The row holds a civil registration number (CPR). "
        "Delete it; such numbers do not belong in the register.",
    ),
)
_BETWEEN_CELLS = "\nx\n"
"""The text between cells that are searched together: no number goes across a letter."""
_WITH_POINT = re.compile(r"\s*[0-9]{6}\.[0-9]{4}\s*")
"""A number that looks like a CPR number with a point, in a column of numbers with points."""
_WITHOUT_ZERO = re.compile(r"\n[ \t]*([0-9]{9})[ \t]*(?=\n)")
"""A number alone in its line that may have lost a zero in front."""


class ParsedRecord(NamedTuple):
    """A record with only the facts of one row; `match` tells which association it is, if it is one."""

    kind: str
    record: Any
    match: Match | None


class RowParser:
    """Makes records of the rows of one file."""

    def __init__(
        self, mapping: Mapping, columns: Columns, associations: KnownAssociations, contacts: KnownContacts
    ) -> None:
        self._titles = [columns.title(place) for place in range(len(columns.headings))]
        self._width = len(columns.headings)
        self._number_places = columns.find_numbers(mapping)
        self._places_with_points = columns.find_filling(mapping, has_decimal_points)
        self._optional_places = [
            _own_places(record, mapping, columns)
            if record.optional or record.kind == "contacts"
            else frozenset[int]()
            for record in mapping.records
        ]
        self._parsers = [_RecordParser(each, columns, associations, contacts) for each in mapping.records]

    def parse(self, row: Row) -> list[ParsedRecord]:
        """Make the records of a row, or raise `Rejected` with every reason."""
        cells = self._check_cells(row)
        ids: Ids = {}
        records: list[ParsedRecord] = []
        for parser, places in zip(self._parsers, self._optional_places, strict=True):
            if places and not any(cells[place].strip() for place in places):
                continue
            records.append(parser.parse(cells, ids))
            ids[parser.kind] = records[-1].record.id
        return records or [self._parsers[0].parse(cells, ids)]

    def _check_cells(self, row: Row) -> Cells:
        """Return one cell for each heading; reject a row that is unreadable or holds a CPR number."""
        cells = row.cells
        text = _join([*cells, row.raw])
        if may_hold_civil_registration_number(text) or _WITHOUT_ZERO.search(text):
            self._refuse_cpr_number(row)
        if row.broken is not None:
            raise Rejected(unreadable_row(row.broken))
        if row.damaged:
            self._refuse_lost_letters(cells)
        missing = self._width - len(cells)
        if row.doubtful and missing:
            raise Rejected(unreadable_row(PART_OF_BROKEN_ROW))
        if missing < 0 and any(map(str.strip, cells[self._width :])):
            message = Label(
                f"Rækken har {len(cells)} celler, men {self._width} overskrifter. "
                "Sæt tekst med skilletegn i anførselstegn.",
                f"The row has {len(cells)} cells, but {self._width} headings. "
                "Put text with a delimiter in quotation marks.",
            )
            raise Rejected(Reason(UNREADABLE_ROW, message))
        return [*cells, *[""] * missing] if missing > 0 else cells

    def _refuse_cpr_number(self, row: Row) -> None:
        """Reject a row with a CPR number; ten digits in a row are none if the mapping says so."""
        cells = [
            "" if place in self._places_with_points and _WITH_POINT.fullmatch(cell) else cell
            for place, cell in enumerate(row.cells)
        ]
        raw = [row.raw] if row.broken else []  # which column its numbers stand in is not known
        if holds_cpr_number([*cells, *raw], certain=True) or holds_cpr_number(raw):
            raise Rejected(_CPR)
        places = [
            place
            for place, cell in enumerate(cells)
            if place not in self._number_places and holds_cpr_number([cell])
        ]
        if places:
            titles = [self._titles[place] for place in places if place < self._width]
            raise Rejected(*(map(doubtful_number, titles) if titles else [_CPR]))

    def _refuse_lost_letters(self, cells: Cells) -> None:
        """Reject a row for the cells in which letters are lost; those in skipped columns do not matter."""
        reasons = [
            lost_letters(title)
            for place, (title, cell) in enumerate(zip(self._titles, cells, strict=False))
            if place not in self._number_places and has_lost_letters(cell)
        ]
        if reasons:
            raise Rejected(*reasons)


class _RecordParser:
    """Makes the records of one kind."""

    def __init__(
        self,
        mapping: RecordMapping,
        columns: Columns,
        associations: KnownAssociations,
        contacts: KnownContacts,
    ) -> None:
        self.kind = mapping.kind
        self._cls = KINDS[mapping.kind]
        self._converter = shared_converter()
        self._associations = associations
        resolve = associations.resolve
        is_nameless = mapping.id is None and mapping.kind == "contacts"  # no id is made of a person's name
        self._contacts = contacts if is_nameless else None
        reasons = (column.source.reason for column in columns_of_record(mapping))
        self._number_reasons = list(filter(None, dict.fromkeys(reasons)))
        self._read_id = None if is_nameless else make_id_reader(mapping.id or mapping.fields["name"], columns)
        self._fields = FieldReaders(
            mapping.fields, self._cls, columns, resolve, required=("name",) if is_nameless else ()
        )
        self._parts = [
            reader
            for part in mapping.parts
            for reader in make_part_readers(part, self._cls, columns, resolve)
        ]
        self._required_parts = [part for part in self._parts if part.is_required]
        self._lists = frozenset(part.name for part in self._parts if part.is_list)
        filled = self._fields.names.union(part.name for part in self._parts)
        self._build = make_record_builder(self._cls, filled, self._lists)

    def parse(self, cells: Cells, ids: Ids) -> ParsedRecord:
        reasons: list[Reason] = []
        table = self._fields.read(cells, ids, reasons)
        for part in self._parts:
            part.add_rows(table, cells, ids, reasons)
        for part in self._required_parts:
            reasons.extend(part.missing_reasons(table))
        id, match = "contact", None
        if self._read_id is not None:
            try:
                id = self._read_id(cells, ids)
            except Rejected as rejected:
                reasons.extend(rejected.reasons)
        if reasons:
            raise Rejected(*dict.fromkeys(reasons))
        if self.kind == "associations":
            match = self._associations.match(table["name"], table.get("cvr"), id)
            id = match.id
        try:
            record: Any = self._build(table, id)
        except Exception:  # noqa: BLE001 - what is wrong is found again, and explained
            record = self._explain(table, id)
        if self._number_reasons and any(find_civil_registration_numbers(record)):
            reason = Dated.always("; ".join(self._number_reasons))
            record = attrs.evolve(record, exempt=Table({**record.exempt, CPR_NUMBER: reason}))
        if self._contacts is not None:
            record = self._contacts.identify(record)
        return ParsedRecord(self.kind, record, match)

    def _explain(self, table: dict[str, Any], id: str) -> Any:
        """Read a record that was not built at once; reject it for all that is wrong with its shape."""
        plain = table | {
            name: [self._converter.unstructure(row) if attrs.has(type(row)) else row for row in table[name]]
            for name in self._lists.intersection(table)
        }
        try:
            return structure_record(self._converter, plain, self._cls, id)
        except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
            errors = find_structure_errors(error, plain, self._cls)
            found = [Reason(rule.name, rule.finding(verdict).message) for rule, verdict in errors]
            raise Rejected(*found) from None


def holds_cpr_number(cells: Iterable[str], *, certain: bool = False) -> bool:
    """Tell whether a cell holds a civil registration number (CPR).

    Nine digits alone in their line count as a number that has lost a zero in front. With `certain`, digits in
    a row are no such number, for they may be any other.
    """
    text = _WITHOUT_ZERO.sub(r"\n0\1", _join(cells))
    return holds_civil_registration_number(text, certain=certain)


def _join(cells: Iterable[str]) -> str:
    return _BETWEEN_CELLS.join(("", *cells, ""))


def _own_places(record: RecordMapping, mapping: Mapping, columns: Columns) -> frozenset[int]:
    """Return the places of the columns that only this record is made of; all its places if there are none."""
    own = columns.find_all(columns_of_record(record))
    others = (
        column for other in mapping.records if other is not record for column in columns_of_record(other)
    )
    return own.difference(columns.find_all(others)) or own
