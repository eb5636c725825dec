"""The way through the records by their types: which field a path leads to, which ids a record names."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin

import attrs

from civic_partnership.values import Dated, Range, Table

from .record import Entry, info

Path = tuple[str | int, ...]

T = TypeVar("T")


def field_at(cls: Any, path: Path) -> "attrs.Attribute[Any] | None":
    """The field that a path from a class of records leads to, or that holds what it leads to.

    None where the path is empty or leads to no known field.
    """
    field: attrs.Attribute[Any] | None = None
    for step in path:
        cls = unwrap_type(cls)
        if attrs.has(cls):
            field = attrs.fields_dict(cls).get(str(step))
            if field is None:
                return None
            cls = field.type
        elif get_origin(cls) in (tuple, Table, Dated):
            cls = get_args(cls)[0]
        elif cls is not Range:
            return None
    return field


def walk_path(thing: Any, path: Path) -> Iterator[Any]:
    """A record, and everything on the way of a path in it, as far as the path leads."""
    yield thing
    for step in path:
        try:
            thing = getattr(thing, str(step)) if attrs.has(type(thing)) else thing[step]
        except (AttributeError, LookupError, TypeError):
            return
        yield thing


def unwrap_type(cls: Any) -> Any:
    """A field's type without `None` and without annotations."""
    if get_origin(cls) in (Union, UnionType):
        (cls,) = (each for each in get_args(cls) if each is not NoneType)
    return get_args(cls)[0] if get_origin(cls) is Annotated else cls


def item_type(cls: Any) -> Any:
    """What a field of this type holds: the class of its rows, of its table's entries, or itself."""
    inner = unwrap_type(cls)
    return get_args(inner)[0] if get_origin(inner) in (tuple, Table) else inner


def values_at(thing: Any, way: tuple[str, ...]) -> Iterator[Any]:
    """Every value that is filled where a way of fields leads in a record, through all rows on it.

    Where the way ends at rows, each row is one value.
    """
    if not way:
        yield thing
        return
    cls: Any = type(thing)
    default, holds_records = _step(cls, way[0])
    value = getattr(thing, way[0])
    if value is None or value == default:
        return
    if not holds_records:
        yield value
    elif isinstance(value, (tuple, Table)):
        for row in value.values() if isinstance(value, Table) else value:
            yield from values_at(row, way[1:])
    else:
        yield from values_at(value, way[1:])


@cache
def _step(cls: Any, name: str) -> tuple[Any, bool]:
    """The default of a field, and whether it holds records or rows."""
    attribute = attrs.fields_dict(cls)[name]
    return attribute.default, attrs.has(item_type(attribute.type))


def parts(record: Entry, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """A record and each of its parts that is an entry of its own, with where it stands, in order."""
    yield path, record
    cls: Any = type(record)
    for name in _parts(cls):
        rows: Any = getattr(record, name)
        for step, part in enumerate(rows) if isinstance(rows, tuple) else rows.items():
            yield from parts(part, (*path, name, step))


@cache
def _parts(cls: Any) -> tuple[str, ...]:
    """The fields of a class that hold rows of entries."""
    inner = ((field.name, item_type(field.type)) for field in attrs.fields(cls))
    return tuple(name for name, held in inner if isinstance(held, type) and issubclass(held, Entry))


class FieldStep(NamedTuple, Generic[T]):
    """A field that is looked for, or one that leads to such fields.

    Attributes:
        name: its name.
        default: what it holds where it is not filled.
        has_rows: whether it holds rows, or the entries of a table.
        mark: what it is looked for as; None where it only leads on.

    """

    name: str
    default: Any
    has_rows: bool
    mark: T | None


class FieldFinder(dict[Any, tuple[FieldStep[T], ...]]):
    """The ways from each class of records and parts to the fields that are looked for.

    Args:
        mark: what a field is looked for as; None for all that are not.
        key_mark: what the keys of tables are looked for as; None where they are not.

    """

    def __init__(self, mark: "Callable[[attrs.Attribute[Any]], T | None]", key_mark: T | None = None) -> None:
        super().__init__()
        self._mark = mark
        self.key_mark = key_mark

    def __missing__(self, cls: Any) -> tuple[FieldStep[T], ...]:
        """Find the ways from a class that was not met before."""
        ways = []
        for attribute in attrs.fields(cls):
            mark, part = self._mark(attribute), item_type(attribute.type)
            if mark is not None or (attrs.has(part) and self[part]):
                has_rows = get_origin(unwrap_type(attribute.type)) in (tuple, Table)
                ways.append(FieldStep(attribute.name, attribute.default, has_rows, mark))
        self[cls] = tuple(ways)
        return self[cls]


def find_fields(record: Any, ways: FieldFinder[T], path: Path = ()) -> Iterator[tuple[Path, T, Any]]:
    """What stands in fields that are looked for, in order: its place, what it is looked for as, itself."""
    for name, default, has_rows, mark in ways[type(record)]:
        value = getattr(record, name)
        if value is None or value is default:
            continue
        if ways.key_mark is not None and isinstance(value, Table):
            yield from (((*path, name, key), ways.key_mark, key) for key in value)
        held: Any = [((*path, name), value)]
        if has_rows:
            rows = value.items() if isinstance(value, Table) else enumerate(value)
            held = [((*path, name, step), row) for step, row in rows]
        for place, each in held:
            if mark is None:
                yield from find_fields(each, ways, place)
            else:
                yield place, mark, each


def collect_fields(record: Any, ways: FieldFinder[T]) -> dict[T, list[Any]]:
    """The same without its place and in no order, by what it is looked for as: found more quickly."""
    values: dict[T, list[Any]] = defaultdict(list)
    things = [record]
    for thing in things:  # to which its parts are added
        for name, default, has_rows, mark in ways[type(thing)]:
            value = getattr(thing, name)
            if value is None or value is default:
                continue
            held = things if mark is None else values[mark]
            if has_rows and isinstance(value, Table):
                held.extend(value.values())
                if ways.key_mark is not None:
                    values[ways.key_mark].extend(value)
            elif has_rows:
                held.extend(value)
            else:
                held.append(value)
    return {mark: rows for mark, rows in values.items() if rows}


class Reference(NamedTuple):
    """An id that a record names.

    Attributes:
        path: where it stands in the record.
        kind: the kind of record that it names.
        id: the id.

    """

    path: Path
    kind: str
    id: str


def references(record: Any) -> Iterator[Reference]:
    """Every id that a record names, in order."""
    return (Reference(*each) for each in find_fields(record, _NAMING))


_NAMING: FieldFinder[str] = FieldFinder(lambda attribute: info(attribute).refers_to)
