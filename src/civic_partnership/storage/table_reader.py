"""The reader that puts the rows of tables together to the dicts that a TOML file would give.

A row that belongs to no other row is reported with its line, and the record that it should be part of is left
out; no row is dropped without a finding.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from civic_partnership.findings import INVALID_VALUE, UNREADABLE_FILE, Finding, Shape, broken, closest_match
from civic_partnership.model import RecordKey
from civic_partnership.values import Label

from .csv_text import Line
from .parsing import InputFile, Unreadable
from .structure_errors import duplicate_id
from .table_layout import TableLayout, table_layouts
from .table_rows import CsvSource, Keys, TableRows, TableSource, set_at_path


class _Row:
    """One row that becomes a record or a part of one.

    Attributes:
        line: the number of its line.
        fields: the values of its cells: a dict, or one value.
        lists: the rows that belong to it, by the path to their list and by their last key.
    """

    __slots__ = ("fields", "line", "lists")

    def __init__(self, line: int, fields: Any) -> None:
        self.line = line
        self.fields = fields
        self.lists: dict[tuple[str, ...], dict[Any, _Row]] = {}

    def assemble(self) -> Any:
        """Return its fields together with its lists, each in the order of the numbers of the rows."""
        for path, rows in self.lists.items():
            keys = sorted(rows)
            parts = [rows[key].assemble() for key in keys]
            is_list = not keys or isinstance(keys[0], int)
            set_at_path(self.fields, path, parts if is_list else dict(zip(keys, parts, strict=True)))
        return self.fields


class TableReader:
    """A reader that puts the rows of several tables together.

    Attributes:
        findings: what is wrong with rows and columns.
        unreadable: name of a file that cannot be read at all -> the reason.
        incomplete: the keys of records with a wrong row or column; without an id if the id is not known.
    """

    def __init__(self, sources: Iterable[TableSource | CsvSource]) -> None:
        self.findings: list[Finding] = []
        self.unreadable: dict[str, Unreadable] = {}
        self.incomplete: set[RecordKey] = set()
        self._files: dict[str, InputFile] = {}
        self._rows: dict[str, dict[Keys, _Row]] = {}
        self._incomplete_kinds: set[str] = set()
        tables: dict[str, TableRows] = {}
        for source in sources:
            try:
                self._open(source, tables)
            except Unreadable as error:
                self._give_up(source.name, source.table, error)
        for name in table_layouts():
            if name in tables:
                self._place_rows(tables.pop(name))

    def records(self) -> Iterator[tuple[InputFile, dict[str, Any]]]:
        """Yield the records of each kind, as a TOML file would give them, with their file."""
        for name, layout in table_layouts().items():
            if layout.parent is not None or name not in self._rows:
                continue
            nested = [file for other, file in self._files.items() if other.startswith(f"{name}.")]
            file = attrs.evolve(self._files[name], nested=tuple(nested))
            rows = {_record_key(layout, keys): row.assemble() for keys, row in self._rows[name].items()}
            if name in self._incomplete_kinds:
                self.incomplete.update(rows)
            if layout.keys:
                yield file, {name: {key.id or "": row for key, row in rows.items()}}
            else:
                yield file, {key.kind: row for key, row in rows.items()}

    def _open(self, source: TableSource | CsvSource, tables: dict[str, TableRows]) -> None:
        layout = table_layouts().get(source.table)
        if layout is None:
            raise _no_table(source.table)
        if source.table in tables:
            raise Unreadable(
                Label("tabellen står også i en anden fil", "the table also stands in another file"),
                Label("Behold den ene.", "Keep one of them."),
            )
        self._files[source.table], lines = source.open()
        tables[source.table] = TableRows(layout, source.name, lines, source.columns)

    def _give_up(self, file: str, table: str, error: Unreadable) -> None:
        """Note that the file of a table cannot be read.

        Records of the table's kind may lack a part that stood in the file, so all of them count as incomplete
        and are left out.
        """
        self.unreadable[file] = error
        self._incomplete_kinds.add(table.partition(".")[0])

    def _place_rows(self, table: TableRows) -> None:
        layout = table.layout
        for shape in table.unknown_columns:
            self._report(shape, None, table, table.header.number)
        if layout.parent is not None and layout.parent.name not in self._rows:
            if table.lines and layout.kind not in self._incomplete_kinds:
                reason = Label(
                    f"dens rækker hører til i {layout.parent.name}.csv, som ikke er der",
                    f"its rows belong to {layout.parent.name}.csv, which is not there",
                )
                remedy = Label("Læg begge filer i mappen.", "Put both files into the folder.")
                self._give_up(table.name, layout.name, Unreadable(reason, remedy))
            return
        self._rows[layout.name] = {}
        if layout.parent is not None and layout.required:  # without rows the list is empty
            for row in self._rows[layout.parent.name].values():
                row.lists[layout.list_path] = {}
        for line in table.lines:
            self._place_row(table, line)

    def _place_row(self, table: TableRows, line: Line) -> None:
        layout, keys = table.layout, table.keys(line)
        fault = self._find_fault(table, line, keys)
        if fault or table.has_unknown_cells(line):
            record = _record_key(layout, keys)
            self.incomplete.add(record)
            if fault:
                self._report(fault, record, table, line.number)
                return
        row = self._rows[layout.name][keys] = _Row(line.number, table.fields(line))
        if layout.parent is not None:
            parent = self._rows[layout.parent.name][keys[:-1]]
            parent.lists.setdefault(layout.list_path, {})[keys[-1]] = row

    def _find_fault(self, table: TableRows, line: Line, keys: Keys) -> Shape | None:
        """Return why a row cannot be used; None if it can."""
        layout = table.layout
        cells, columns = len(line.cells), len(table.header.cells)
        if cells != columns:
            reason = Label(
                f"rækken har {cells} celler, men overskriften {columns}",
                f"the row has {cells} cells, but the header {columns}",
            )
            remedy = Label(
                'Giv hver kolonne en celle; sæt tekst med komma i anførselstegn, "…".',
                'Give each column a cell; put text with a comma in quotation marks, "…".',
            )
            return UNREADABLE_FILE, broken(reason=reason, remedy=remedy)
        for key, value in zip(layout.keys, keys, strict=True):
            if key.numbered and type(value) is not int:
                return _invalid(
                    key.name,
                    "rækkens nummer skal være et helt tal fra 1",
                    "the number of a row must be a whole number from 1",
                )
        if other := self._rows[layout.name].get(keys):
            if layout.parent is None:
                record = _record_key(layout, keys)
                self._report(duplicate_id(record, table.name, line.number), record, table, other.line)
                return duplicate_id(record, table.name, other.line)
            return _invalid(
                layout.keys[-1].name,
                f"den samme række står også i linje {other.line}",
                f"the same row also stands in line {other.line}",
            )
        if layout.parent is not None and keys[:-1] not in self._rows[layout.parent.name]:
            parent = f"{layout.parent.name}.csv"
            return _invalid(
                layout.keys[-2].name if layout.parent.keys else layout.parent.name,
                f"den række, som denne hører til, er ikke i {parent}",
                f"the row that this one belongs to is not in {parent}",
            )
        return None

    def _report(self, shape: Shape, record: RecordKey | None, table: TableRows, line: int) -> None:
        rule, verdict = shape
        known = record if record is not None and (record.id or not table.layout.keys) else None
        self.findings.append(rule.finding(verdict, known, file=table.name, at=(line, 1)))


def _record_key(layout: TableLayout, keys: Keys) -> RecordKey:
    """Return the key of the record that a row is part of; without an id if the id is not known."""
    has_id = bool(table_layouts()[layout.kind].keys)
    return RecordKey(layout.kind, str(keys[0]) or None if has_id else None)


def _invalid(column: str, da: str, en: str) -> Shape:
    return INVALID_VALUE, broken(field=column, reason=Label(da, en))


def _no_table(name: str) -> Unreadable:
    remedy = closest_match(
        name,
        table_layouts(),
        Label(
            "Kald den efter en tabel, som partnerships.csv, flyt den ud af mappen, eller tag den ind med "
            "civic-partnership import.",
            "Name it after a table, such as partnerships.csv, move it out of the folder, or take it in with "
            "civic-partnership import.",
        ),
        ending=".csv",
    )
    return Unreadable(Label("ingen tabel har dette navn", "no table has this name"), remedy)
