"""From the cells of a row to the plain values of fields, each from where the mapping says."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, get_origin

import attrs

from civic_partnership.model import info, item_type, unwrap_type
from civic_partnership.storage import shared_converter
from civic_partnership.values import InvalidValue, Table
from civic_partnership.values.danish_dates import parse_date
from civic_partnership.values.identifiers import make_slug

from .cells import Reader, id_reader, reader_of
from .columns import Columns
from .mapping import PartMapping, Source
from .matching import Associations
from .rejecting import Reason, Rejected, of_cell, of_empty

Cells = Sequence[str]
Ids = dict[str, str]
"""Kind -> the id of the record that this row gave."""

Getter = Callable[[Cells, Ids], Any]
"""From the cells of a row to a plain value; None where there is none."""


class InCell(Exception):  # noqa: N818 - told with its row
    """What stands in a cell cannot be read.

    Attributes:
        reason: why.

    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Filling(NamedTuple):
    """How the fields of a record, or of a row in it, are filled.

    Attributes:
        fixed: field -> what is the same for all rows.
        getters: field and its getter, of all others.
        needed: field that must be filled, and the heading of the column that says it.
        saying: the fields that say something of the row.

    """

    fixed: dict[str, Any]
    getters: list[tuple[str, Getter]]
    needed: list[tuple[str, str]]
    saying: frozenset[str]

    def table(self, cells: Cells, ids: Ids, reasons: list[Reason]) -> dict[str, Any]:
        """A plain table of what the cells of a row say; of what cannot be read it holds None.

        Why it cannot be read is added to the reasons.
        """
        table = self.fixed.copy()
        for name, get in self.getters:
            try:
                value = get(cells, ids)
            except InCell as error:
                reasons.append(error.reason)
                table[name] = None
            else:
                if value is not None:
                    table[name] = value
        return table

    def missing(self, table: dict[str, Any]) -> list[Reason]:
        """What must be filled in a table, and is not."""
        return [of_empty(heading) for name, heading in self.needed if name not in table]


PartMaker = Callable[[Cells, Ids, list[Reason]], dict[str, Any] | None]
"""From a row to the plain table of a part; None where nothing of it is filled. Adds to the reasons."""


def filling(
    fields: Table[Source],
    cls: Any,
    columns: Columns,
    associations: Associations,
    wide: tuple[int, str] | None = None,
) -> Filling:
    """How the fields of a class are filled.

    Args:
        fields: field -> where it comes from.
        cls: the class of a record, or of the rows of a list in it.
        columns: the columns of the file.
        associations: what names of associations are looked up in.
        wide: of the rows of wide columns, the place of the column and its year.

    """
    known = attrs.fields_dict(cls)
    fixed: dict[str, Any] = {}
    getters: list[tuple[int, str, Getter]] = []
    needed: list[tuple[int, str]] = []
    for name, source in fields.items():
        if source.value is not None:
            fixed[name] = source.value
        elif source.heading and wide:
            fixed[name] = reader_of(known[name].type, source)(wide[1])
        else:
            found = columns.of(source.columns or source.start)
            place = wide[0] if wide and source.cell else next(iter(found), -1)
            getters.append((place, name, _getter(known[name], source, place, columns, associations)))
            if known[name].default is attrs.NOTHING and source.record is None:
                needed.append((place, name))
    saying = {
        name for name, each in fields.items() if (each.cell if wide else bool(each.columns or each.start))
    }
    getters.sort(key=lambda each: each[0])  # what is wrong is told in the order of the columns
    return Filling(
        fixed,
        [(name, get) for _, name, get in getters],
        [(name, columns.headings[place]) for place, name in sorted(needed)],
        frozenset(saying),
    )


def part_makers(
    part: PartMapping, cls: Any, columns: Columns, associations: Associations
) -> Iterator[PartMaker]:
    """What makes the rows of a list: one, or one for each wide column."""
    held = item_type(attrs.fields_dict(cls)[part.list].type)
    for wide in columns.wide(part.headings) if part.headings is not None else [None]:
        yield _part_maker(filling(part.fields, held, columns, associations, wide))


def _part_maker(how: Filling) -> PartMaker:
    def make(cells: Cells, ids: Ids, reasons: list[Reason]) -> dict[str, Any] | None:
        table = how.table(cells, ids, reasons)
        if how.saying and how.saying.isdisjoint(table):
            return None
        reasons.extend(how.missing(table))
        return table

    return make


def id_getter(source: Source, columns: Columns) -> Callable[[Cells, Ids], str]:
    """What makes the id of a record; it raises `InCell` where there is none to be made."""
    if source.record is not None:
        kind = source.record
        return lambda _, ids: ids[kind]
    if source.value is not None:
        made = make_slug(str(source.value))
        return lambda _cells, _ids: made
    place, *_ = columns.of(source.columns)
    get = _cell_getter(place, columns, id_reader(source))
    heading = columns.headings[place]

    def made_of(cells: Cells, ids: Ids) -> str:
        id: str | None = get(cells, ids)
        if id is None:
            raise InCell(of_empty(heading))
        return id

    return made_of


def _getter(
    attribute: Any, source: Source, place: int, columns: Columns, associations: Associations
) -> Getter:
    """The getter of a field that is not the same for all rows; its cell stands in a place, if in one."""
    several = get_origin(unwrap_type(attribute.type)) is tuple
    if source.record is not None:
        kind = source.record
        return lambda _, ids: [ids[kind]] if several else ids[kind]
    if source.start:
        return _period_getter(attribute.type, source, columns)
    words = {label.da: word for word, label in info(attribute).words.items()}
    read = reader_of(attribute.type, attrs.evolve(source, words=Table(words | dict(source.words))))
    if (kind_named := info(attribute).refers_to) is not None:
        read = _references(read, kind_named, source, associations, several=several)
    return _cell_getter(place, columns, read)


def _cell_getter(place: int, columns: Columns, read: Reader) -> Getter:
    heading = columns.headings[place]

    def get(cells: Cells, _: Ids) -> Any:
        text = cells[place].strip()
        if not text:
            return None
        try:
            return read(text)
        except InvalidValue as refused:
            raise InCell(of_cell(heading, refused)) from None
        except Rejected as rejected:
            raise InCell(*rejected.reasons) from None

    return get


def _references(
    read: Reader, kind: str, source: Source, associations: Associations, *, several: bool
) -> Reader:
    """An id from a name in a cell, or from each of several; of an association that is known, its own."""
    to_id = id_reader(source)

    def referred(name: str) -> str:
        id = to_id(name)
        return associations.referred(name, id) if kind == "associations" else id

    if several:
        return lambda text: None if (names := read(text)) is None else [referred(name) for name in names]
    return lambda text: None if (name := read(text)) is None else referred(name)


def _period_getter(annotation: Any, source: Source, columns: Columns) -> Getter:
    first, last = columns.of(source.start)[0], next(iter(columns.of(source.end)), None)
    start = _cell_getter(first, columns, parse_date)
    end = _cell_getter(last, columns, parse_date) if last is not None else None
    fit = shared_converter().get_structure_hook(annotation)

    def get(cells: Cells, ids: Ids) -> str | None:
        begins, ends = start(cells, ids), end(cells, ids) if end else None
        if begins is None and ends is None:
            return None
        if begins is None:
            raise InCell(of_empty(columns.headings[first]))
        written = f"{begins}/{ends or '..'}"
        try:
            fit(written, annotation)
        except InvalidValue as refused:
            raise InCell(of_cell(columns.headings[first], refused)) from None
        return written

    return get
