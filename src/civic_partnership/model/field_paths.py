"""Paths through records: the field that a path leads to, fields of some kind, the ids that a record names."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, get_args, get_origin

import attrs

from civic_partnership.values import Dated, Path, Range, Table, strip_none

from .record import Entry, info

T = TypeVar("T")


def field_at(cls: Any, path: Path) -> "attrs.Attribute[Any] | None":
    """Return the field that a path from a class of records leads to, or leads into.

    Returns:
        The field; None where the path is empty or leads to no known field.

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
    """Yield a record and everything that a path leads through in it, as far as it leads."""
    yield thing
    for step in path:
        try:
            thing = getattr(thing, str(step)) if attrs.has(type(thing)) else thing[step]
        except (AttributeError, LookupError, TypeError):
            return
        yield thing


def unwrap_type(cls: Any) -> Any:
    """Return a field's type without `None` and without annotations."""
    cls = strip_none(cls)
    return get_args(cls)[0] if get_origin(cls) is Annotated else cls


def item_type(cls: Any) -> Any:
    """Return the class of the rows or entries of a field of this type; for other fields its own type."""
    inner = unwrap_type(cls)
    return get_args(inner)[0] if get_origin(inner) in (tuple, Table) else inner


def values_at(thing: Any, way: tuple[str, ...]) -> Iterator[Any]:
    """Yield every value that a record has at the end of a way of fields, through all rows on the way.

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
    """Return the default of a field, and whether it holds records or rows."""
    attribute = attrs.fields_dict(cls)[name]
    return attribute.default, attrs.has(item_type(attribute.type))


def parts(record: Entry, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """Yield a record and its parts that are entries, in order, each with its path."""
    yield path, record
    cls: Any = type(record)
    for name in _parts(cls):
        rows: Any = getattr(record, name)
        for step, part in enumerate(rows) if isinstance(rows, tuple) else rows.items():
            yield from parts(part, (*path, name, step))


@cache
def _parts(cls: Any) -> tuple[str, ...]:
    """Return the fields of a class that hold rows of entries."""
    inner = ((field.name, item_type(field.type)) for field in attrs.fields(cls))
    return tuple(name for name, held in inner if isinstance(held, type) and issubclass(held, Entry))


class FieldStep(NamedTuple, Generic[T]):
    """A tagged field, or one that leads to tagged fields.

    Attributes:
        name: its name.
        default: what it holds where it is not filled.
        has_rows: whether it holds rows, or the entries of a table.
        tag: its tag; None where it only leads on.

    """

    name: str
    default: Any
    has_rows: bool
    tag: T | None


class FieldFinder(dict[Any, tuple[FieldStep[T], ...]]):
    """The steps from each class of records and parts to the tagged fields.

    Args:
        tag: the function from a field to its tag; None for fields that are not looked for.
        key_tag: the tag of the keys of tables; None where they are not looked for.

    """

    def __init__(self, tag: "Callable[[attrs.Attribute[Any]], T | None]", key_tag: T | None = None) -> None:
        super().__init__()
        self._tag = tag
        self.key_tag = key_tag

    def __missing__(self, cls: Any) -> tuple[FieldStep[T], ...]:
        """Find the steps from a class that was not met before."""
        steps = []
        for attribute in attrs.fields(cls):
            tag, part = self._tag(attribute), item_type(attribute.type)
            if tag is not None or (attrs.has(part) and self[part]):
                has_rows = get_origin(unwrap_type(attribute.type)) in (tuple, Table)
                steps.append(FieldStep(attribute.name, attribute.default, has_rows, tag))
        self[cls] = tuple(steps)
        return self[cls]


def find_fields(record: Any, finder: FieldFinder[T], path: Path = ()) -> Iterator[tuple[Path, T, Any]]:
    """Yield what stands in the tagged fields of a record, in order: its path, its tag, its value."""
    for name, default, has_rows, tag in finder[type(record)]:
        value = getattr(record, name)
        if value is None or value is default:
            continue
        held: Any = [((*path, name), value)]
        if has_rows:
            is_table = not isinstance(value, tuple)
            if is_table and finder.key_tag is not None:
                yield from (((*path, name, key), finder.key_tag, key) for key in value)
            rows = value.items() if is_table else enumerate(value)
            held = [((*path, name, step), row) for step, row in rows]
        for place, each in held:
            if tag is None:
                yield from find_fields(each, finder, place)
            else:
                yield place, tag, each


def collect_fields(record: Any, finder: FieldFinder[T]) -> dict[T, list[Any]]:
    """Collect the same values by tag, without paths and in no order; this is quicker."""
    values: dict[T, list[Any]] = defaultdict(list)
    things = [record]
    for thing in things:  # to which its parts are added
        for name, default, has_rows, tag in finder[type(thing)]:
            value = getattr(thing, name)
            if value is None or value is default:
                continue
            held = things if tag is None else values[tag]
            if has_rows and isinstance(value, Table):
                held.extend(value.values())
                if finder.key_tag is not None:
                    values[finder.key_tag].extend(value)
            elif has_rows:
                held.extend(value)
            else:
                held.append(value)
    return {tag: rows for tag, rows in values.items() if rows}


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
    """Return every id that a record names, in order."""
    return (Reference(*each) for each in find_fields(record, _NAMING))


_NAMING: FieldFinder[str] = FieldFinder(lambda attribute: info(attribute).refers_to)
