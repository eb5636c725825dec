"""Read the fields of records from the cells of a row, each from where the mapping says."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from types import GenericAlias
from typing import Any, get_origin

import attrs

from civic_partnership.importing.rejection_rules import (
    Reason,
    Rejected,
    absent_record,
    empty_cell,
    hide_personal,
    unreadable_cell,
)
from civic_partnership.model import KINDS, info, unwrap_type, word_spellings
from civic_partnership.storage import shared_converter
from civic_partnership.values import (
    InvalidValue,
    Label,
    Table,
    is_provisional,
    make_slug,
    parse_end,
    parse_start,
    strip_none,
)

from .cell_readers import (
    Reader,
    end_if_empty,
    id_reader,
    make_id,
    make_until_reader,
    make_word_reader,
    reader_of,
    translate,
)
from .columns import Columns
from .definition import FieldSource

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

    Attributes:
        names: the only fields that may be filled.
        places: the places of the cells that it reads; None if the same cells may give other values in
            another row.

    Args:
        fields: field -> where its value comes from.
        cls: the class of the record, or of the rows of the list.
        columns: the columns of the file.
        resolve: finds associations by their names.
        own: the fields that must not all be empty, else a row of a list is not made.
        wide: the place and the year of the wide column that a row of a list is made of.
        required: fields that must be filled beside those without a default.
        split: the field of one value that is filled by cells with several values.
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
        split: str | None = None,
    ) -> None:
        known = attrs.fields_dict(cls)
        places: set[int] = set()
        self._own = frozenset(own)
        self._provisional_places = _provisional_places(fields, known, columns)
        self._fixed: dict[str, Any] = {}
        self._periods_if_empty = {
            name: f"{source.empty_start}/{end_if_empty(source)}"
            for name, source in fields.items()
            if source.empty_start is not None
        }
        readers: list[tuple[int, str, _FieldReader]] = []
        needed: list[tuple[int, str]] = []
        for name, source in fields.items():
            if source.value is not None:
                self._fixed[name] = source.value
            elif source.heading and wide:
                self._fixed[name] = reader_of(known[name].type, source)(wide[1])
            else:
                found = columns.find(source.columns or source.start)
                if not found and (source.columns or source.start):
                    continue  # a wide column that this year does not have
                place = wide[0] if wide and source.cell else next(iter(found), -1)
                places.update((place, *columns.find((*source.columns, *source.start, *source.end))))
                attribute = known[name]
                if name == split:
                    attribute = attribute.evolve(type=GenericAlias(tuple, (strip_none(attribute.type), ...)))
                readers.append((place, name, _make_reader(attribute, source, place, columns, resolve)))
                is_required = known[name].default is attrs.NOTHING or name in required
                if is_required and source.record is None:
                    needed.append((place, name))
        needs_others = any(
            source.record or (source.value is None and info(known[name]).refers_to == "associations")
            for name, source in fields.items()
        )
        self.places = None if needs_others else places
        readers.sort(key=lambda each: each[0])  # reasons stand in the order of the columns
        self._readers = [(name, read) for _, name, read in readers]
        self._needed = [(name, empty_cell(columns.title(place))) for place, name in sorted(needed)]
        self.names = frozenset({*fields, *(["provisional"] if self._provisional_places else [])})

    @property
    def empty_cells(self) -> list[Reason]:
        """Return the reasons against a row in which no cell is filled."""
        return [reason for _, reason in self._needed]

    def read(
        self, cells: Cells, ids: Ids, reasons: list[Reason], *, is_needed: bool = False
    ) -> dict[str, Any]:
        """Return field -> value (None if its cell cannot be read).

        Unless `is_needed`, the result is empty if all `own` fields are empty. The reasons why a cell cannot
        be read, or may not be empty, are added to `reasons`.
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
        if self._own and self._own.isdisjoint(table) and not is_needed:
            return {}
        for name, period in self._periods_if_empty.items():
            table.setdefault(name, period)
        for place in self._provisional_places:
            if is_provisional(cells[place]):
                table.setdefault("provisional", True)
        reasons += [reason for name, reason in self._needed if name not in table]
        return table


def make_id_reader(source: FieldSource, columns: Columns) -> Callable[[Cells, Ids], str]:
    """Make the reader of a record's id; it raises `Rejected` if no id can be made."""
    if source.record is not None:
        return _make_id_of_record_reader(source.record, Label("id", "id"), is_required=True)
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
        is_required = attribute.default is attrs.NOTHING
        read_id = _make_id_of_record_reader(source.record, info(attribute).label, is_required=is_required)
        return (lambda cells, ids: [id] if (id := read_id(cells, ids)) else None) if is_list else read_id
    if source.start:
        return _make_period_reader(attribute.type, source, columns)
    if attribute.name == "until":
        read = make_until_reader(attribute.type, source)
    elif words := word_spellings(attribute):
        read = reader_of(attribute.type, attrs.evolve(source, words=Table(words | dict(source.words))))
        read = make_word_reader(read, attribute)
    else:
        read = reader_of(attribute.type, source)
    if (kind_named := info(attribute).refers_to) is not None:
        read = _make_reference_reader(read, kind_named, source, resolve)
    return _make_cell_reader(place, columns, read, is_personal=info(attribute).personal)


def _make_id_of_record_reader(kind: str, field: Label, *, is_required: bool) -> _FieldReader:
    """Make the reader of the id of another record of the row, which may have none."""
    absent = absent_record(KINDS[kind].LABEL, field)

    def read_id(_: Cells, ids: Ids) -> str | None:
        id = ids.get(kind)
        if id is None and is_required:
            raise Rejected(absent)
        return id

    return read_id


def _make_cell_reader(
    place: int, columns: Columns, read: Reader, *, required: bool = False, is_personal: bool = False
) -> _FieldReader:
    """Make the reader of a cell; no message shows a text that is personal, or may be."""
    heading = columns.title(place)

    def read_cell(cells: Cells, _: Ids) -> Any:
        text = cells[place].strip()
        try:
            value = read(text) if text else None
        except InvalidValue as error:
            shown = "" if is_personal else hide_personal(text)
            raise Rejected(unreadable_cell(heading, error, shown)) from None
        if value is None and required:
            raise Rejected(empty_cell(heading))
        return value

    return read_cell


def _provisional_places(fields: Table[FieldSource], known: dict[str, Any], columns: Columns) -> list[int]:
    """Return the places of the cells that may say that the period of a term is provisional."""
    if "provisional" not in known or "period" not in fields:
        return []
    source = fields["period"]
    return [place for names in (source.columns, source.start, source.end) for place in columns.find(names)]


def _make_reference_reader(
    read: Reader, kind: str, source: FieldSource, resolve: ResolveAssociation
) -> Reader:
    """Make the reader of ids from names; a known association keeps its own id."""

    def refer(name: str) -> str:
        id = make_id(name, source)
        return resolve(name, id) if kind == "associations" else id

    def read_reference(text: str) -> Any:
        names = read(text)
        if isinstance(names, list):
            return [refer(name) for name in names]
        return None if names is None else refer(names)

    return read_reference


def _make_period_reader(annotation: Any, source: FieldSource, columns: Columns) -> _FieldReader:
    first, last = columns.find(source.start)[0], next(iter(columns.find(source.end)), None)
    start_of, end_of = (
        translate(partial(parse, season=source.season), source) for parse in (parse_start, parse_end)
    )
    read_start = _make_cell_reader(first, columns, start_of)
    read_end = _make_cell_reader(last, columns, end_of) if last is not None else None
    empty_start = source.empty_start.text if source.empty_start else None
    empty_end = end_if_empty(source)
    structure = shared_converter().get_structure_hook(annotation)

    def read_period(cells: Cells, ids: Ids) -> str | None:
        start, end = read_start(cells, ids), read_end(cells, ids) if read_end else None
        if start is None and not end:
            return None
        start = empty_start if start is None else start
        if start is None:
            raise Rejected(empty_cell(columns.title(first)))
        period = f"{start}/{empty_end if end is None else end}"
        try:
            structure(period, annotation)
        except InvalidValue as error:
            raise Rejected(unreadable_cell(columns.title(first), error)) from None
        return period

    return read_period
