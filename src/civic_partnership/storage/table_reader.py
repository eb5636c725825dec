"""From a folder of CSV tables to the plain tables that a TOML file would hold.

Whatever cannot be put in its place is told, with the line it stands in, and what it belongs to is
left out; nothing is dropped.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import Any, NamedTuple

import attrs

from civic_partnership.findings import (
    DUPLICATE_ID,
    INVALID_VALUE,
    SECOND_MUNICIPALITY,
    UNREADABLE_FILE,
    Finding,
    broken,
    closest_match,
    shown_path,
)
from civic_partnership.model import RecordKey
from civic_partnership.values import Label

from .csv_text import Line, read_lines
from .parsing import InputFile, Unreadable, compute_digest, decode_text
from .structure_errors import Shape
from .table_file import Keys, TableFile, set_at_path
from .table_layout import TableLayout, table_layouts


class TableSource(NamedTuple):
    """A file of a table, not opened yet.

    Attributes:
        name: the file.
        table: the name of the table that it holds, as the file says.
        open: what reads it; raises `Unreadable`.

    """

    name: str
    table: str
    open: Callable[[], tuple[InputFile, TableFile]]


def table_source(name: str, load: Callable[[], bytes], *, kept: bool = False) -> TableSource:
    """A CSV file of a folder, named after its table.

    Args:
        name: the file.
        load: what reads its bytes; raises `Unreadable`.
        kept: whether its text is kept, as there is no file to read again.

    """
    table = PurePath(name).stem

    def opened() -> tuple[InputFile, TableFile]:
        data = load()
        text = decode_text(data)
        document = InputFile(
            name=name, format="csv", size=len(data), digest=compute_digest(data), text=text if kept else None
        )
        return document, TableFile(table_layouts()[table], name, read_lines(text))

    return TableSource(name, table, opened)


class _Row:
    """One row on its way into a record.

    Attributes:
        line: the line it stands in.
        fields: what its cells hold: a table, or one text.
        lists: the rows that belong to it, by the way to their list and by their last key.

    """

    __slots__ = ("fields", "line", "lists")

    def __init__(self, line: int, fields: Any) -> None:
        self.line = line
        self.fields = fields
        self.lists: dict[tuple[str, ...], dict[Any, _Row]] = {}

    def assembled(self) -> Any:
        """Its fields, with every list in its place; rows go by their number, whatever their order."""
        for way, rows in self.lists.items():
            parts = {key: rows[key].assembled() for key in sorted(rows)}
            set_at_path(self.fields, way, [*parts.values()] if isinstance(next(iter(parts)), int) else parts)
        return self.fields


class TableReader:
    """The tables of a folder, put together.

    Attributes:
        findings: what is wrong with rows and columns.
        unreadable: the files that could not be read at all, by name.
        spoiled: the records of which something could not be put in its place; without an id where
            that is not known.

    """

    def __init__(self, files: Iterable[TableSource]) -> None:
        self.findings: list[Finding] = []
        self.unreadable: dict[str, Unreadable] = {}
        self.spoiled: set[RecordKey] = set()
        self._documents: dict[str, InputFile] = {}
        self._rows: dict[str, dict[Keys, _Row]] = {}
        self._incomplete: set[str] = set()
        tables: dict[str, TableFile] = {}
        for file in files:
            try:
                self._read(file, tables)
            except Unreadable as error:
                self._give_up(file.name, file.table, error)
        for name in table_layouts():
            if name in tables:
                self._place(tables.pop(name))

    def records(self) -> Iterator[tuple[InputFile, dict[str, Any]]]:
        """The plain tables of each kind, with the document that they come from."""
        for name, sheet in table_layouts().items():
            if sheet.parent is not None or name not in self._rows:
                continue
            nested = [each for other, each in self._documents.items() if other.startswith(f"{name}.")]
            document = attrs.evolve(self._documents[name], nested=tuple(nested))
            rows = {_record(sheet, keys): row.assembled() for keys, row in self._rows[name].items()}
            if name in self._incomplete:
                self.spoiled.update(rows)
            if sheet.keys:
                yield document, {name: {key.id or "": row for key, row in rows.items()}}
            else:
                yield document, {key.kind: row for key, row in rows.items()}

    def _read(self, file: TableSource, tables: dict[str, TableFile]) -> None:
        if file.table not in table_layouts():
            raise _no_table(file.table)
        if file.table in tables:
            raise _two_files()
        self._documents[file.table], tables[file.table] = file.open()

    def _give_up(self, file: str, table: str, error: Unreadable) -> None:
        """Tell a file that cannot be read; no record that it may hold a part of is complete."""
        self.unreadable[file] = error
        self._incomplete.add(table.partition(".")[0])

    def _place(self, table: TableFile) -> None:
        """Put every row of a table where it belongs."""
        sheet = table.sheet
        for shape in table.unknown():
            self._tell(shape, None, table, table.header.number)
        if sheet.parent is not None and sheet.parent.name not in self._rows:
            if table.lines and sheet.kind not in self._incomplete:
                self._give_up(table.name, sheet.name, _no_parent(sheet.parent))
            return
        self._rows[sheet.name] = {}
        for line in table.lines:
            self._place_row(table, line)

    def _place_row(self, table: TableFile, line: Line) -> None:
        sheet, keys = table.sheet, table.keys(line)
        record = _record(sheet, keys)
        if told := self._misplaced(table, line, keys):
            self._tell(told, record, table, line.number)
            self.spoiled.add(record)
            return
        if table.holds_unknown(line):
            self.spoiled.add(record)
        row = self._rows[sheet.name][keys] = _Row(line.number, table.fields(line))
        if sheet.parent is not None:
            parent = self._rows[sheet.parent.name][keys[:-1]]
            parent.lists.setdefault(sheet.way, {})[keys[-1]] = row

    def _misplaced(self, table: TableFile, line: Line, keys: Keys) -> Shape | None:
        """Why a row cannot be put anywhere; None where it can."""
        sheet = table.sheet
        if not table.complete(line):
            return _not_complete(len(line.cells), len(table.header.cells))
        for key, value in zip(sheet.keys, keys, strict=True):
            if key.numbered and not isinstance(value, int):
                return _refused(
                    key.name,
                    "rækkens nummer skal være et helt tal fra 1",
                    "the number of a row must be a whole number from 1",
                )
        if other := self._rows[sheet.name].get(keys):
            if sheet.parent is None:
                record = _record(sheet, keys)
                self._tell(_duplicate(record, table, line.number), record, table, other.line)
                return _duplicate(record, table, other.line)
            return _refused(
                sheet.keys[-1].name,
                f"den samme række står også i linje {other.line}",
                f"the same row also stands in line {other.line}",
            )
        if sheet.parent is not None and keys[:-1] not in self._rows[sheet.parent.name]:
            parent = f"{sheet.parent.name}.csv"
            return _refused(
                sheet.keys[-2].name if sheet.parent.keys else sheet.parent.name,
                f"den række, som denne hører til, er ikke i {parent}",
                f"the row that this one belongs to is not in {parent}",
            )
        return None

    def _tell(self, shape: Shape, record: RecordKey | None, table: TableFile, line: int) -> None:
        rule, verdict = shape
        known = record if record is not None and (record.id or not table.sheet.keys) else None
        self.findings.append(rule.finding(verdict, known, file=table.name, at=(line, 1)))


def _record(sheet: TableLayout, keys: Keys) -> RecordKey:
    """The record that a row is part of; without an id where that is not known."""
    has_id = bool(table_layouts()[sheet.kind].keys)
    return RecordKey(sheet.kind, str(keys[0]) or None if has_id else None)


# What is said of files and rows


def _refused(column: str, da: str, en: str) -> Shape:
    return INVALID_VALUE, broken(field=column, reason=Label(da, en))


def _duplicate(record: RecordKey, table: TableFile, line: int) -> Shape:
    place = f"{shown_path(table.name)}:{line}"
    words = SECOND_MUNICIPALITY if record.id is None else None
    return DUPLICATE_ID, broken(id=record.id or record.kind, other=Label(place, place))._replace(words=words)


def _not_complete(cells: int, columns: int) -> Shape:
    reason = Label(
        f"rækken har {cells} celler, men overskriften {columns}",
        f"the row has {cells} cells, but the header {columns}",
    )
    remedy = Label(
        'Giv hver kolonne en celle; sæt tekst med komma i anførselstegn, "…".',
        'Give each column a cell; put text with a comma in quotation marks, "…".',
    )
    return UNREADABLE_FILE, broken(reason=reason, remedy=remedy)


def _no_table(name: str) -> Unreadable:
    remedy = closest_match(
        name,
        table_layouts(),
        Label(
            "Kald den efter en tabel, som partnerships.csv, eller flyt den ud af mappen.",
            "Name it after a table, such as partnerships.csv, or move it out of the folder.",
        ),
        ending=".csv",
    )
    return Unreadable(Label("ingen tabel har dette navn", "no table has this name"), remedy)


def _two_files() -> Unreadable:
    return Unreadable(
        Label("tabellen står også i en anden fil", "the table also stands in another file"),
        Label("Behold den ene.", "Keep one of them."),
    )


def _no_parent(parent: TableLayout) -> Unreadable:
    return Unreadable(
        Label(
            f"dens rækker hører til i {parent.name}.csv, som ikke er der",
            f"its rows belong to {parent.name}.csv, which is not there",
        ),
        Label("Læg begge filer i mappen.", "Put both files into the folder."),
    )
