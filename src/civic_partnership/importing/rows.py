"""From one row to records: every cell is read, and every reason why it cannot be is told."""

from typing import Any, NamedTuple

from civic_partnership.model import KINDS, Record
from civic_partnership.storage import shared_converter
from civic_partnership.storage.structure import structure_record
from civic_partnership.storage.structure_errors import structure_errors
from civic_partnership.values import Label

from .columns import Columns
from .contacts import Contacts
from .getters import Cells, Ids, InCell, filling, id_getter, part_makers
from .mapping import Mapping, RecordMapping, Source
from .matching import Associations, Match
from .personal import holds_number
from .rejecting import CPR_NUMBER, UNREADABLE_ROW, Reason, Rejected
from .tables import Row

_CPR = Reason(
    CPR_NUMBER,
    Label(
        "Rækken har et CPR-nummer. Slet det; personnumre hører ikke hjemme i registeret.",
        "The row holds a civil registration number (CPR). "
        "Delete it; such numbers do not belong in the register.",
    ),
)


class ParsedRecord(NamedTuple):
    """A record that a row gives.

    Attributes:
        kind: its kind.
        record: the record, with only what the row says.
        match: of an association, which one it is.

    """

    kind: str
    record: Record
    match: Match | None


class RowReader:
    """Makes records of the rows of one file."""

    def __init__(
        self, mapping: Mapping, columns: Columns, associations: Associations, contacts: Contacts
    ) -> None:
        self._width = len(columns.headings)
        self._skipped = frozenset(columns.of(mapping.file.skip))
        self._makers = [_Maker(record, columns, associations, contacts) for record in mapping.records]

    def records(self, row: Row) -> list[ParsedRecord]:
        """The records that a row gives.

        Raises:
            Rejected: with every reason.

        """
        cells = self._cells(row)
        ids: Ids = {}
        made: list[ParsedRecord] = []
        for maker in self._makers:
            made.append(maker.made(cells, ids))
            ids[maker.kind] = made[-1].record.id
        return made

    def _cells(self, row: Row) -> Cells:
        """The cells of a row, one for each heading.

        Raises:
            Rejected: it holds what it must not, or cannot be read.

        """
        cells = row.cells
        looked_at = [cell for place, cell in enumerate(cells) if place not in self._skipped]
        if holds_number(looked_at) or (row.broken and holds_number([row.raw.decode("latin-1")])):
            raise Rejected(_CPR)
        if row.broken is not None:
            raise _unreadable(
                f"Rækken kan ikke læses: {row.broken.da}.", f"The row cannot be read: {row.broken.en}."
            )
        missing = self._width - len(cells)
        if row.doubtful and missing:
            raise _unreadable(
                "Rækken kan være en del af den foregående, som ikke kan læses. Ret begge.",
                "The row may be a part of the one before, which cannot be read. Correct both.",
            )
        if missing < 0 and any(map(str.strip, cells[self._width :])):
            raise _unreadable(
                f"Rækken har {len(cells)} celler, men {self._width} overskrifter. "
                "Sæt tekst med skilletegn i anførselstegn.",
                f"The row has {len(cells)} cells, but {self._width} headings. "
                "Put text with a delimiter in quotation marks.",
            )
        return [*cells, *[""] * missing] if missing > 0 else cells


class _Maker:
    """Makes the records of one kind."""

    def __init__(
        self, mapping: RecordMapping, columns: Columns, associations: Associations, contacts: Contacts
    ) -> None:
        self.kind = mapping.kind
        self._cls = KINDS[mapping.kind]
        self._converter = shared_converter()
        self._associations = associations
        self._filling = filling(mapping.fields, self._cls, columns, associations)
        source = mapping.id or mapping.fields["name"]
        self._contacts = contacts if mapping.id is None and mapping.kind == "contacts" else None
        if self._contacts is not None:  # a name is needed, but no id is made of it
            self._filling.needed.extend(
                ("name", columns.headings[each]) for each in columns.of(source.columns)
            )
            source = Source(value="contact")
        self._id = id_getter(source, columns)
        self._lists = [
            (part.list, list(part_makers(part, self._cls, columns, associations))) for part in mapping.parts
        ]

    def made(self, cells: Cells, ids: Ids) -> ParsedRecord:
        """The record of a row.

        Raises:
            Rejected: with every reason.

        """
        reasons: list[Reason] = []
        table = self._filling.table(cells, ids, reasons)
        reasons.extend(self._filling.missing(table))
        for name, makers in self._lists:
            rows = [row for make in makers if (row := make(cells, ids, reasons)) is not None]
            if rows:
                table[name] = [*table.get(name, ()), *rows]
        try:
            id = self._id(cells, ids)
        except InCell as error:
            reasons.append(error.reason)
        if reasons:
            raise Rejected(*dict.fromkeys(reasons))
        match = None
        if self.kind == "associations":
            match = self._associations.match(table["name"], table.get("cvr"), id)
            id = match.id
        try:
            record: Any = structure_record(self._converter, table, self._cls, id)
        except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
            told = structure_errors(error, table, self._cls)
            raise Rejected(
                *(Reason(rule.name, rule.finding(verdict).message) for rule, verdict in told)
            ) from None
        if self._contacts is not None:
            record = self._contacts.known(record)
        return ParsedRecord(self.kind, record, match)


def _unreadable(da: str, en: str) -> Rejected:
    return Rejected(Reason(UNREADABLE_ROW, Label(da, en)))
