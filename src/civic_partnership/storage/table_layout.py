"""The tables that a register is laid out in, with their columns.

Each kind of record has a table, such as `partnerships`. Each list of parts inside a record has one more,
named by the path to the list: `partnerships.grants.spending`. A row begins with its keys: the id of its
record, then for each list on the path the number of the row there, counted from 1. All this follows from
the classes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_origin

import attrs
from attrs import field, frozen

from civic_partnership.model import Entry, Record, Register, info, unwrap_type
from civic_partnership.values import Cell, Label, Table

from .cells import PRESENCE, cell_of

_VALUE = Label("værdi", "value")
_ID = info(attrs.fields_dict(Record)["id"]).label


class Key(NamedTuple):
    """A column that says which row this is, or which row this one belongs to.

    Attributes:
        name: its name in the header.
        label: its name in Danish and English.
        numbered: whether it holds the number of a row, counted from 1; if not, an id or a name.
    """

    name: str
    label: Label
    numbered: bool


@frozen(kw_only=True)
class Column:
    """A column that holds a field.

    Attributes:
        name: its name in the header: `hearing.opens`.
        path: the path from the row to the field: `("hearing", "opens")`; empty if the row is the value.
        label: its name in Danish and English.
        type: the annotation of the field; None for a column that only says that a part is there.
        cell: how a value is written in a cell of it.
        refers_to: the kind of record whose id it holds.
        words: the name of each word, if only some words are allowed.
        several: whether it holds several values with `|` between.
        get: the function from a row to the value; None if the value, or the part that holds it, is absent.
    """

    name: str
    path: tuple[str, ...]
    label: Label
    type: Any
    cell: Cell
    refers_to: str | None = None
    words: Table[Label] = field(default=Table())
    several: bool = False
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
        required: whether every row of the parent must have the list, which may be empty.
    """

    path: tuple[str, ...]
    label: Label
    keys: tuple[Key, ...]
    columns: tuple[Column, ...]
    parent: "TableLayout | None" = field(default=None, repr=False)
    required: bool = False

    @cached_property
    def name(self) -> str:
        """Its name: `partnerships.grants`."""
        return ".".join(self.path)

    @property
    def kind(self) -> str:
        """The kind of record that it is part of."""
        return self.path[0]

    @cached_property
    def list_path(self) -> tuple[str, ...]:
        """The path from a row of the parent table to the list: `("grants",)`, `("hearing", "consulted")`."""
        return self.path[len(self.parent.path) :] if self.parent else self.path

    @property
    def header(self) -> tuple[str, ...]:
        """The names of all columns."""
        return (*(key.name for key in self.keys), *(column.name for column in self.columns))

    def rows(self, register: Register) -> Iterator[tuple[tuple[str | int, ...], Any]]:
        """Yield the records or parts that are its rows, each with its keys."""
        owners = [((), register)] if self.parent is None else self.parent.rows(register)
        get = _getter(self.list_path)
        for keys, owner in owners:
            content = get(owner)
            if isinstance(content, tuple):
                for number, part in enumerate(content, 1):
                    yield (*keys, number), part
            elif isinstance(content, Table):
                for key, part in content.items():
                    yield (*keys, key), part
            elif content is not None:
                yield keys, content

    def bare_rows(self, register: Register) -> Iterator[Any]:
        """Yield its rows without their keys, which is quicker."""
        for content in self._contents(register):
            if isinstance(content, tuple):
                yield from content
            elif isinstance(content, Table):
                yield from content.values()
            elif content is not None:
                yield content

    def has_rows(self, register: Register) -> bool:
        """Tell whether it has a row."""
        return any(self._contents(register))

    def is_needed(self, register: Register) -> bool:
        """Tell whether it has a row, or must be there to say that a required list is empty."""
        is_required = self.required and self.parent is not None and self.parent.has_rows(register)
        return is_required or self.has_rows(register)

    def _contents(self, register: Register) -> Iterator[Any]:
        owners = (register,) if self.parent is None else self.parent.bare_rows(register)
        return map(_getter(self.list_path), owners)


class _List(NamedTuple):
    """A list of parts: the path from the row that holds it, its type and name, and if it is required."""

    path: tuple[str, ...]
    type: Any
    label: Label
    required: bool = False


@cache
def table_layouts() -> Mapping[str, TableLayout]:
    """Return every table by its name, each after the one that its rows belong to."""
    kinds = (
        _List((each.name,), unwrap_type(each.type), info(each).label)
        for each in attrs.fields(Register)
        if each.name != "left_out"
    )
    return MappingProxyType({each.name: each for kind in kinds for each in _lay_out(kind, None, ())})


def _lay_out(part: _List, parent: TableLayout | None, keys_above: tuple[Key, ...]) -> Iterator[TableLayout]:
    """Yield the table of a kind of record or of a list, and those of the lists in its rows."""
    keys, cls = keys_above, part.type
    if not attrs.has(cls):
        keys += (Key(".".join(part.path), part.label, numbered=get_origin(cls) is tuple),)
        cls = get_args(cls)[0]
    fields = list(_parts(cls, (), None))
    layout = TableLayout(
        path=(*(parent.path if parent else ()), *part.path),
        label=_prefix_label(parent.label if parent else None, part.label),
        keys=keys if parent else tuple(Key("id", _ID, numbered=False) for _ in keys),
        columns=tuple(each for each in fields if isinstance(each, Column)),
        parent=parent,
        required=part.required,
    )
    yield layout
    for each in fields:
        if isinstance(each, _List):
            yield from _lay_out(each, layout, keys)


def _parts(cls: Any, path_above: tuple[str, ...], above: Label | None) -> Iterator[Column | _List]:
    """Yield the columns of a row, and the lists in it, which have tables of their own."""
    if not attrs.has(cls):
        yield _column((), _VALUE, cls, cell_of(cls))
        return
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
        elif get_origin(inner) is Table or (get_origin(inner) is tuple and attrs.has(get_args(inner)[0])):
            yield _List(path, inner, label, required=attribute.default is attrs.NOTHING)
        else:
            yield _column(
                path,
                label,
                attribute.type,
                cell_of(attribute.type),
                refers_to=info(attribute).refers_to,
                words=info(attribute).words,
                several=get_origin(inner) is tuple,
            )


def _column(path: tuple[str, ...], label: Label, cls: Any, cell: Cell, **more: Any) -> Column:
    name = ".".join(path) or "value"
    return Column(name=name, path=path, label=label, type=cls, cell=cell, get=_getter(path), **more)


def _may_be_blank(cls: Any) -> bool:
    """Tell whether a part may be there though all its own cells are empty."""
    fields = attrs.fields_dict(cls)
    choices = [getattr(cls, rule, ()) for rule in ("EXACTLY_ONE", "AT_LEAST_ONE")]
    required = [(name,) for name, each in fields.items() if each.default is attrs.NOTHING]
    return not any(
        names and all(get_origin(unwrap_type(fields[name].type)) not in (tuple, Table) for name in names)
        for names in (*choices, *required)
    )


def _prefix_label(above: Label | None, label: Label) -> Label:
    return label if above is None else Label(f"{above.da}: {label.da}", f"{above.en}: {label.en}")


def _getter(path: tuple[str, ...]) -> Callable[[Any], Any]:
    """Return the function from a row to the value at the end of a path, or to None."""
    if len(path) == 1:
        return attrgetter(path[0])

    def get(row: Any) -> Any:
        for step in path:
            row = getattr(row, step)
            if row is None:
                return None
        return row

    return get
