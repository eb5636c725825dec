"""Read the lists in a record, and the parts of which it has one, from the cells of a row."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, get_origin

import attrs

from civic_partnership.importing.rejection_rules import Reason
from civic_partnership.importing.source import normalize_heading
from civic_partnership.model import item_type, unwrap_type
from civic_partnership.storage import make_row_builder
from civic_partnership.values import Table

from .columns import Columns
from .definition import YEAR, FieldSource, PartMapping, fill_year
from .field_readers import Cells, FieldReaders, Ids, ResolveAssociation

_MOST_KEPT = 4096
"""So many different rows of a list are remembered: most lists have few amounts, and the same days."""


class PartReader:
    """Reads the rows of a list, or a part of which a record has one, with the lists in these.

    Attributes:
        name: the list.
        is_required: whether the record needs it.
        is_list: whether it is a list, and not a part of which there is one.
        places: the places of the cells that it reads; None if the same cells may give other rows.
        has_own_columns: whether a cell of its own makes the row around it necessary. One column beside wide
            columns does not: its cell belongs to the years that have a row.

    Args:
        part: how they are made.
        cls: the class of the record that holds them.
        columns: the columns of the file.
        resolve: finds associations by their names.
        wide: the place and the year of the wide column that a row of the list is made of.
        outer: the mapping of the row that holds them, if they are not in the record itself.
    """

    def __init__(
        self,
        part: PartMapping,
        cls: Any,
        columns: Columns,
        resolve: ResolveAssociation,
        *,
        wide: tuple[int, str] | None = None,
        outer: PartMapping | None = None,
    ) -> None:
        attribute = attrs.fields_dict(cls)[part.list]
        annotation, row_type = attribute.type, item_type(attribute.type)
        self.name = part.list
        self.is_required = attribute.default is attrs.NOTHING
        self.is_list = get_origin(unwrap_type(annotation)) is tuple
        self.has_own_columns = bool(
            _fields_of_year(part) if wide else any(map(_headings, part.fields.values()))
        )
        own = _own_fields(part, outer)
        self._named = frozenset(source.record for source in part.fields.values() if source.record and not own)
        self._split = next(iter(find_split_fields(part, row_type)), None)
        fields = part.fields
        if wide is not None:
            fields = Table({name: fill_year(source, wide[1]) for name, source in fields.items()})
        self._fields = FieldReaders(fields, row_type, columns, resolve, own=own, wide=wide, split=self._split)
        self._inner = [
            PartReader(inner, row_type, columns, resolve, wide=wide, outer=part) for inner in part.parts
        ]
        all_places = [self._fields.places, *(each.places for each in self._inner)]
        self.places: set[int] | None = (
            None if None in all_places else set[int]().union(*filter(None, all_places))
        )
        self._texts = itemgetter(*self.places) if self.is_list and self.places else None
        self._kept: dict[Any, list[Any]] = {}
        filled = self._fields.names.union(each.name for each in self._inner)
        self._build = make_row_builder(row_type, filled)

    def read_into(self, table: dict[str, Any], cells: Cells, ids: Ids, reasons: list[Reason]) -> None:
        """Add the rows that the cells give to the table of a record, and the reasons against them.

        A row that only names other records of the file row is not made where these are not there.
        """
        if not self._named <= ids.keys():
            return
        inner: dict[str, Any] = {}
        inner_reasons: list[Reason] = []
        is_needed = False
        for each in self._inner:
            before = len(inner_reasons)
            each.read_into(inner, cells, ids, inner_reasons)
            is_filled = each.name in inner or len(inner_reasons) > before
            is_needed = is_needed or (is_filled and each.has_own_columns)
        row = self._fields.read(cells, ids, reasons, is_needed=is_needed)
        if not row:
            return
        reasons.extend(inner_reasons)
        row |= inner
        if not self.is_list:
            table[self.name] = row
            return
        values = row[self._split] if self._split is not None and row.get(self._split) else None
        rows = [row] if values is None else [{**row, self._split: each} for each in dict.fromkeys(values)]
        table.setdefault(self.name, []).extend(rows)

    def add_rows(self, table: dict[str, Any], cells: Cells, ids: Ids, reasons: list[Reason]) -> None:
        """Add what `read_into` adds, but rows of a list as objects; make these once for the same texts."""
        if not self.is_list:
            self.read_into(table, cells, ids, reasons)
            return
        texts = self._texts(cells) if self._texts is not None else None
        rows = self._kept.get(texts)
        if rows is None:
            own: dict[str, Any] = {}
            before = len(reasons)
            self.read_into(own, cells, ids, reasons)
            rows = [self._build_row(row) for row in own.get(self.name, ())]
            if texts is not None and len(reasons) == before and len(self._kept) < _MOST_KEPT:
                self._kept[texts] = rows
        if rows:
            table.setdefault(self.name, []).extend(rows)

    def _build_row(self, row: dict[str, Any]) -> Any:
        """Return a row as an object; its plain table if something is wrong, which is explained later."""
        try:
            return self._build(row)
        except Exception:  # noqa: BLE001 - what is wrong is found again with the record
            return row

    def missing_reasons(self, table: dict[str, Any]) -> list[Reason]:
        """Return the reasons against a record without rows in this list, which it needs."""
        return [] if self.name in table else self._fields.empty_cells


def make_part_readers(
    part: PartMapping, cls: Any, columns: Columns, resolve: ResolveAssociation
) -> Iterator[PartReader]:
    """Make the readers of a list in a record: one, or one for each wide column."""
    if part.headings is None:
        yield PartReader(part, cls, columns, resolve)
        return
    for wide in columns.find_wide(part.headings):
        yield PartReader(part, cls, columns, resolve, wide=wide)


def find_split_fields(part: PartMapping, row_type: Any) -> list[str]:
    """Return the fields of one value that are filled by cells with several values: each gives a row."""
    fields = attrs.fields_dict(row_type)
    return [
        name
        for name, source in part.fields.items()
        if source.between is not None and name in fields
        if get_origin(unwrap_type(fields[name].type)) is not tuple
    ]


def _own_fields(part: PartMapping, outer: PartMapping | None) -> set[str]:
    """Return the fields that must not all be empty, else there is no such row.

    A cell that also fills the row around this one does not tell whether this one is there.
    """
    by_cell = {name for name, source in part.fields.items() if source.cell}
    if part.headings is not None:
        return by_cell | _fields_of_year(part)
    shared = (
        {heading for source in outer.fields.values() for heading in _headings(source)} if outer else set()
    )
    filled = {name: _headings(source) for name, source in part.fields.items() if _headings(source)}
    return {name for name, headings in filled.items() if not headings & shared} or set(filled) or by_cell


def _headings(source: FieldSource) -> set[str]:
    return set(map(normalize_heading, (*source.columns, *source.start)))


def _fields_of_year(part: PartMapping) -> set[str]:
    """Return the fields that have a column for each year, such as `Udbetalt {year}`."""
    return {
        name for name, source in part.fields.items() if any(YEAR in heading for heading in _headings(source))
    }
