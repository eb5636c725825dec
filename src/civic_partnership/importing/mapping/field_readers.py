"""Read the fields of records from the cells of a row, each from where the mapping says."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, get_origin

import attrs

from civic_partnership.importing.rejection_rules import Reason, Rejected, empty_cell, unreadable_cell
from civic_partnership.model import info, item_type, unwrap_type
from civic_partnership.storage import shared_converter
from civic_partnership.values import InvalidValue, Table, make_slug, parse_date

from .cell_readers import Reader, id_reader, reader_of
from .columns import Columns
from .definition import FieldSource, PartMapping

Cells = Sequence[str]
"""The cells of a row, one for each heading."""

Ids = dict[str, str]
"""Kind -> the id of the record that the row gives."""

ResolveAssociation = Callable[[str, str], str]
"""Return the id of the association of this name; the second text is the id of a new one."""

_FieldReader = Callable[[Cells, Ids], Any]
"""Read a value from a row; None if there is none. Raises `Rejected` for a cell that cannot be read."""


class FieldReaders:
    """Reads the fields of a record, or of a row of a list in a record.

    Args:
        fields: field -> where its value comes from.
        cls: the class of the record, or of the rows of the list.
        columns: the columns of the file.
        resolve: finds associations by their names.
        own: the fields that must not all be empty, else a row of a list is not made.
        wide: the place and the year of the wide column that a row of a list is made of.
        required: fields that must be filled beside those without a default.
    """

    def __init__(
        self,
        fields: Table[FieldSource],
        cls: Any,
        columns: Columns,
        resolve: ResolveAssociation,
        *,
        own: Collection[str] = (),
        wide: tuple[int, str] | None = None,
        required: Collection[str] = (),
    ) -> None:
        known = attrs.fields_dict(cls)
        self._own = frozenset(own)
        self._fixed: dict[str, Any] = {}
        readers: list[tuple[int, str, _FieldReader]] = []
        needed: list[tuple[int, str]] = []
        for name, source in fields.items():
            if source.value is not None:
                self._fixed[name] = source.value
            elif source.heading and wide:
                self._fixed[name] = reader_of(known[name].type, source)(wide[1])
            else:
                found = columns.find(source.columns or source.start)
                place = wide[0] if wide and source.cell else next(iter(found), -1)
                readers.append((place, name, _make_reader(known[name], source, place, columns, resolve)))
                is_required = known[name].default is attrs.NOTHING or name in required
                if is_required and source.record is None:
                    needed.append((place, name))
        readers.sort(key=lambda each: each[0])  # reasons stand in the order of the columns
        self._readers = [(name, read) for _, name, read in readers]
        self._needed = [(name, empty_cell(columns.headings[place])) for place, name in sorted(needed)]

    def read(self, cells: Cells, ids: Ids, reasons: list[Reason]) -> dict[str, Any]:
        """Return field -> value (None if its cell cannot be read); nothing if all `own` fields are empty.

        The reasons why a cell cannot be read, or may not be empty, are added to `reasons`.
        """
        table = self._fixed.copy()
        for name, read in self._readers:
            try:
                value = read(cells, ids)
            except Rejected as rejected:
                reasons.extend(rejected.reasons)
                table[name] = None
            else:
                if value is not None:
                    table[name] = value
        if self._own and self._own.isdisjoint(table):
            return {}
        reasons.extend(reason for name, reason in self._needed if name not in table)
        return table


def make_part_readers(
    part: PartMapping, cls: Any, columns: Columns, resolve: ResolveAssociation
) -> Iterator[FieldReaders]:
    """Make the readers of a list in a record: one, or one for each wide column."""
    row_type = item_type(attrs.fields_dict(cls)[part.list].type)
    if part.headings is None:
        own = {name for name, source in part.fields.items() if source.columns or source.start}
        yield FieldReaders(part.fields, row_type, columns, resolve, own=own)
        return
    own = {name for name, source in part.fields.items() if source.cell}
    for wide in columns.find_wide(part.headings):
        yield FieldReaders(part.fields, row_type, columns, resolve, own=own, wide=wide)


def make_id_reader(source: FieldSource, columns: Columns) -> Callable[[Cells, Ids], str]:
    """Make the reader of a record's id; it raises `Rejected` if no id can be made."""
    if source.record is not None:
        kind = source.record
        return lambda _, ids: ids[kind]
    if source.value is not None:
        fixed = make_slug(str(source.value))
        return lambda _cells, _ids: fixed
    place, *_ = columns.find(source.columns)
    return _make_cell_reader(place, columns, id_reader(source), required=True)


def _make_reader(
    attribute: Any, source: FieldSource, place: int, columns: Columns, resolve: ResolveAssociation
) -> _FieldReader:
    """Make the reader of a field whose value differs from row to row; `place` is that of its cell."""
    is_list = get_origin(unwrap_type(attribute.type)) is tuple
    if source.record is not None:
        kind = source.record
        return lambda _, ids: [ids[kind]] if is_list else ids[kind]
    if source.start:
        return _make_period_reader(attribute.type, source, columns)
    words = {label.da: word for word, label in info(attribute).words.items()}
    read = reader_of(attribute.type, attrs.evolve(source, words=Table(words | dict(source.words))))
    if (kind_named := info(attribute).refers_to) is not None:
        read = _make_reference_reader(read, kind_named, source, resolve)
    return _make_cell_reader(place, columns, read)


def _make_cell_reader(place: int, columns: Columns, read: Reader, *, required: bool = False) -> _FieldReader:
    heading = columns.headings[place]

    def read_cell(cells: Cells, _: Ids) -> Any:
        text = cells[place].strip()
        if not text:
            if required:
                raise Rejected(empty_cell(heading))
            return None
        try:
            return read(text)
        except InvalidValue as error:
            raise Rejected(unreadable_cell(heading, error)) from None

    return read_cell


def _make_reference_reader(
    read: Reader, kind: str, source: FieldSource, resolve: ResolveAssociation
) -> Reader:
    """Make the reader of ids from names; a known association keeps its own id."""
    make_id = id_reader(source)

    def refer(name: str) -> str:
        id = make_id(name)
        return resolve(name, id) if kind == "associations" else id

    def read_reference(text: str) -> Any:
        names = read(text)
        if isinstance(names, list):
            return [refer(name) for name in names]
        return None if names is None else refer(names)

    return read_reference


def _make_period_reader(annotation: Any, source: FieldSource, columns: Columns) -> _FieldReader:
    first, last = columns.find(source.start)[0], next(iter(columns.find(source.end)), None)
    read_start = _make_cell_reader(first, columns, parse_date)
    read_end = _make_cell_reader(last, columns, parse_date) if last is not None else None
    structure = shared_converter().get_structure_hook(annotation)

    def read_period(cells: Cells, ids: Ids) -> str | None:
        start, end = read_start(cells, ids), read_end(cells, ids) if read_end else None
        if start is None and end is None:
            return None
        if start is None:
            raise Rejected(empty_cell(columns.headings[first]))
        period = f"{start}/{end or '..'}"
        try:
            structure(period, annotation)
        except InvalidValue as error:
            raise Rejected(unreadable_cell(columns.headings[first], error)) from None
        return period

    return read_period
