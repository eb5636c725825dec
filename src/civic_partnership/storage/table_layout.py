"""The tables that a register is laid out in, with their columns.

Each kind of record has one, `partnerships`, and each list of parts one more, named by the path to it,
`partnerships.grants.spending`. A row begins with its keys: the id of its record, then for each list
on the path the number of the row there, counted from 1. All of it follows from the classes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from operator import attrgetter, methodcaller
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_origin

import attrs
from attrs import field, frozen

from civic_partnership.model import Entry, Record, Register, info, unwrap_type
from civic_partnership.values import Cell, Label, Table

from .cells import PRESENCE, cell_of

_ROWS = methodcaller("values")
_VALUE = Label("værdi", "value")
_ID = info(attrs.fields_dict(Record)["id"]).label


class Key(NamedTuple):
    """A column that says which row this is, or to which it belongs.

    Attributes:
        name: its name in the header.
        label: its name in Danish and English.
        numbered: whether it holds the number of a row, counted from 1; else an id or a name.

    """

    name: str
    label: Label
    numbered: bool


@frozen(kw_only=True)
class Column:
    """A column that holds a field.

    Attributes:
        name: its name in the header: `hearing.opens`.
        path: the path from the row to the field: `("hearing", "opens")`; empty where the row itself
            is the value.
        label: its name in Danish and English.
        type: the annotation of the field; None where it only says that a part is there.
        cell: how a value stands in a cell of it.
        refers_to: the kind of record whose id it holds.
        words: the name of each word, where only some may stand in it.
        several: whether it holds several values with `|` between.
        required: whether the field must be there.
        get: returns the value of a row; None where it is absent, or the part that holds it.

    """

    name: str
    path: tuple[str, ...]
    label: Label
    type: Any
    cell: Cell
    refers_to: str | None = None
    words: Table[Label] = field(default=Table())
    several: bool = False
    required: bool = False
    get: Callable[[Any], Any] = field(repr=False, eq=False)

    def cells(self, rows: Iterable[Any]) -> Iterable[Any]:
        """Return the cells of this column for rows, one after the other, fit for `csv.writer`."""
        values = map(self.get, rows)
        write = self.cell.write
        return values if write is None else [None if value is None else write(value) for value in values]


@frozen(kw_only=True, eq=False)
class TableLayout:
    """The layout of one table.

    Attributes:
        path: the path to it: `("partnerships", "grants")`.
        label: its name in Danish and English.
        keys: the columns that every row begins with.
        columns: the columns of the fields.
        parent: the table of the rows that its rows belong to; None for the table of a kind.
        list_path: the path from such a row to the list: `("grants",)`, `("hearing", "consulted")`.
        get: returns what stands there, a tuple or a table; empty where there is nothing.

    """

    path: tuple[str, ...]
    label: Label
    keys: tuple[Key, ...]
    columns: tuple[Column, ...]
    parent: "TableLayout | None" = field(default=None, repr=False)
    list_path: tuple[str, ...] = ()
    get: Callable[[Any], Any] = field(repr=False)

    @property
    def name(self) -> str:
        """Its name: `partnerships.grants`."""
        return ".".join(self.path)

    @property
    def kind(self) -> str:
        """The kind of record that it is part of."""
        return self.path[0]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of all columns."""
        return (*(key.name for key in self.keys), *(column.name for column in self.columns))

    def rows(self, register: Register) -> Iterator[tuple[tuple[str | int, ...], Any]]:
        """Yield the records or parts that are its rows, each with its keys."""
        if self.parent is not None:
            for keys, row in self.parent.rows(register):
                held = self.get(row)
                for key, part in held.items() if isinstance(held, Table) else enumerate(held, 1):
                    yield (*keys, key), part
        elif self.keys:
            for id, record in self.get(register).items():
                yield (id,), record
        else:
            for record in self.bare_rows(register):
                yield (), record

    def bare_rows(self, register: Register) -> Iterator[Any]:
        """Yield its rows without their keys, which is quicker."""
        if self.parent is None:
            held = self.get(register)
            return iter(held.values() if isinstance(held, Table) else () if held is None else (held,))
        lists = map(self.get, self.parent.bare_rows(register))
        return chain.from_iterable(lists if self.keys[-1].numbered else map(_ROWS, lists))

    def has_rows(self, register: Register) -> bool:
        """Whether it has a row."""
        parents = (register,) if self.parent is None else self.parent.bare_rows(register)
        return any(map(self.get, parents))


@cache
def table_layouts() -> Mapping[str, TableLayout]:
    """Return every table by its name, each after the one that its rows belong to."""
    kinds = (each for each in attrs.fields(Register) if each.name != "left_out")
    return MappingProxyType({layout.name: layout for kind in kinds for layout in _lay_out_kind(kind)})


def _lay_out_kind(attribute: "attrs.Attribute[Any]") -> Iterator[TableLayout]:
    """Yield the table of a kind of record, and those of its lists."""
    cls = unwrap_type(attribute.type)
    if get_origin(cls) is Table:
        (cls,) = get_args(cls)
    label = info(attribute).label
    columns, lists = _split_fields(cls)
    layout = TableLayout(
        path=(attribute.name,),
        label=label,
        keys=(Key("id", _ID, numbered=False),) if issubclass(cls, Record) else (),
        columns=columns,
        get=attrgetter(attribute.name),
    )
    yield layout
    enclosing = tuple(key._replace(name=attribute.name, label=label) for key in layout.keys)
    for each in lists:
        yield from _lay_out_list(layout, enclosing, each)


class _List(NamedTuple):
    """A list of parts inside a row: the path to it, its type, and its name."""

    path: tuple[str, ...]
    type: Any
    label: Label


def _lay_out_list(parent: TableLayout, enclosing: tuple[Key, ...], each: _List) -> Iterator[TableLayout]:
    """Yield the table of a list, and those of the lists in its rows."""
    cls = get_args(each.type)[0]
    keys = (*enclosing, Key(".".join(each.path), each.label, numbered=get_origin(each.type) is tuple))
    if attrs.has(cls):
        columns, lists = _split_fields(cls)
    else:
        value = Column(name="value", path=(), label=_VALUE, type=cls, cell=cell_of(cls), get=lambda row: row)
        columns, lists = (value,), ()
    layout = TableLayout(
        path=(*parent.path, *each.path),
        label=_prefix_label(parent.label, each.label),
        keys=keys,
        columns=columns,
        parent=parent,
        list_path=each.path,
        get=_getter(each.path, ()),
    )
    yield layout
    for below in lists:
        yield from _lay_out_list(layout, keys, below)


def _split_fields(cls: Any) -> tuple[tuple[Column, ...], tuple[_List, ...]]:
    """Split the fields of a class into columns of its own row, and lists that have tables of their own."""
    parts = list(_parts(cls, (), None))
    return (
        tuple(part for part in parts if isinstance(part, Column)),
        tuple(part for part in parts if isinstance(part, _List)),
    )


def _parts(cls: Any, path_above: tuple[str, ...], above: Label | None) -> Iterator[Column | _List]:
    shared = attrs.fields_dict(Entry)
    for attribute in sorted(attrs.fields(cls), key=lambda each: each.name in shared):
        path = (*path_above, attribute.name)
        label = _prefix_label(above, info(attribute).label)
        inner = unwrap_type(attribute.type)
        if attribute.name == "id" and issubclass(cls, Record):
            continue
        if attrs.has(inner):
            if _may_be_blank(inner):
                yield _column(path, label, None, PRESENCE)
            yield from _parts(inner, path, label)
        elif _is_list_of_parts(inner):
            yield _List(path, inner, label)
        else:
            yield _column(
                path,
                label,
                attribute.type,
                cell_of(attribute.type),
                refers_to=info(attribute).refers_to,
                words=info(attribute).words,
                several=get_origin(inner) is tuple,
                required=attribute.default is attrs.NOTHING,
            )


def _column(path: tuple[str, ...], label: Label, cls: Any, cell: Cell, **more: Any) -> Column:
    get = _getter(path, None)
    return Column(name=".".join(path), path=path, label=label, type=cls, cell=cell, get=get, **more)


def _is_list_of_parts(cls: Any) -> bool:
    return get_origin(cls) is Table or (get_origin(cls) is tuple and attrs.has(get_args(cls)[0]))


def _may_be_blank(cls: Any) -> bool:
    """Whether a part may be there though none of its own cells holds anything."""
    fields = attrs.fields_dict(cls)
    choices = [getattr(cls, rule, ()) for rule in ("EXACTLY_ONE", "AT_LEAST_ONE")]
    required = [(name,) for name, each in fields.items() if each.default is attrs.NOTHING]
    return not any(
        names and all(get_origin(unwrap_type(fields[name].type)) not in (tuple, Table) for name in names)
        for names in (*choices, *required)
    )


def _prefix_label(above: Label | None, label: Label) -> Label:
    return label if above is None else Label(f"{above.da}: {label.da}", f"{above.en}: {label.en}")


def _getter(path: tuple[str, ...], absent: Any) -> Callable[[Any], Any]:
    """Return a function from a row to the value at the end of a path, or else to what stands for none."""
    if len(path) == 1:
        return attrgetter(path[0])

    def get(row: Any) -> Any:
        for step in path:
            row = getattr(row, step)
            if row is None:
                return absent
        return row

    return get
