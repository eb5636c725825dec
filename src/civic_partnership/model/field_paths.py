"""Paths through records: how to find fields, their values, and the ids of other records.

A *path* lists the steps from a record to a value: names of fields, indexes in lists and keys of tables. The
*rows* of a field are the items of its list, or the values of its table.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, get_args, get_origin

import attrs

from civic_partnership.values import Dated, Path, Range, Table, strip_none

from .record import Entry, info

T = TypeVar("T")


def field_at(cls: Any, path: Path) -> "attrs.Attribute[Any] | None":
    """Return the field to which a path leads, from a class on; None if it leads to no known field.

    A path such as `("grants", 0, "amount")` may go on into the value of a field.
    """
    return _find_field(cls, path)


@lru_cache(maxsize=1000)
def _find_field(cls: Any, path: Path) -> "attrs.Attribute[Any] | None":
    field: attrs.Attribute[Any] | None = None
    for step in path:
        cls = unwrap_type(cls)
        if attrs.has(cls):
            field = _fields_by_name(cls).get(str(step))
            if field is None:
                return None
            cls = field.type
        elif get_origin(cls) in (tuple, Table, Dated):
            cls = get_args(cls)[0]
        elif cls is not Range:
            return None
    return field


@cache
def _fields_by_name(cls: Any) -> "dict[str, attrs.Attribute[Any]]":
    return attrs.fields_dict(cls)


def walk_path(thing: Any, path: Path) -> Iterator[Any]:
    """Yield a record, and then the value after each step of a path, up to a step that leads to nothing."""
    yield thing
    for step in path:
        try:
            thing = getattr(thing, str(step)) if attrs.has(type(thing)) else thing[step]
        except (AttributeError, LookupError, TypeError):
            return
        yield thing


def unwrap_type(cls: Any) -> Any:
    """Return the type of a field without `None` and without the notes of `Annotated[…]`."""
    cls = strip_none(cls)
    return get_args(cls)[0] if get_origin(cls) is Annotated else cls


def item_type(cls: Any) -> Any:
    """Return the type of the items in a list or table field; for other fields, the type itself."""
    inner = unwrap_type(cls)
    return get_args(inner)[0] if get_origin(inner) in (tuple, Table) else inner


def values_at(thing: Any, way: tuple[str, ...]) -> Iterator[Any]:
    """Yield every filled value of a field in a record.

    In a list or table of records, each record is one value. A list or table of other values is one value as
    a whole. Values that are None, empty or the default are left out.

    Args:
        thing: the record.
        way: the names of the fields on the way to the value. If a field on the way has rows, the function
            looks into each row.

    """
    if not way:
        yield thing
        return
    value = getattr(thing, way[0])
    if value is None or value == getattr(attrs.fields(type(thing)), way[0]).default:
        return
    rows = value if type(value) is tuple else tuple(value.values()) if type(value) is Table else (value,)
    if rows and not attrs.has(type(rows[0])):
        yield value
        return
    for row in rows:
        yield from values_at(row, way[1:])


def parts(record: Entry, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """Yield a record and its larger parts of class `Entry`, such as grants, in order, with their paths."""
    yield path, record
    cls: Any = type(record)
    for name in _parts(cls):
        rows: Any = getattr(record, name)
        for step, part in enumerate(rows) if isinstance(rows, tuple) else rows.items():
            yield from parts(part, (*path, name, step))


@cache
def _parts(cls: Any) -> tuple[str, ...]:
    inner = ((field.name, item_type(field.type)) for field in attrs.fields(cls))
    return tuple(name for name, held in inner if isinstance(held, type) and issubclass(held, Entry))


class FieldStep(NamedTuple, Generic[T]):
    """A tagged field, or a field whose value contains tagged fields.

    Attributes:
        name: the name of the field.
        default: the value of the field if nothing is filled in.
        rows: `tuple` for a list, `Table` for a table; None for a single value.
        part: the class of the value, or of its items.
        tag: the tag of the field; None if only fields inside its value are tagged.

    """

    name: str
    default: Any
    rows: type | None
    part: Any
    tag: T | None


class FieldFinder(dict[Any, tuple[FieldStep[T], ...]]):
    """A search for tagged fields: class -> its fields that are tagged or lead to tagged fields.

    A *tag* is any object that marks a field as wanted. The argument `tag` is the function from a field to its
    tag, or to None; `key_tag` is the tag for the keys of tables.
    """

    def __init__(self, tag: "Callable[[attrs.Attribute[Any]], T | None]", key_tag: T | None = None) -> None:
        super().__init__()
        self._tag = tag
        self.key_tag = key_tag
        self.collectors: dict[Any, Callable[[Any], dict[T, list[Any]]]] = {}

    def __missing__(self, cls: Any) -> tuple[FieldStep[T], ...]:
        """Find the steps for a class that is asked for the first time, and keep them."""
        steps = []
        for attribute in attrs.fields(cls):
            tag, part = self._tag(attribute), item_type(attribute.type)
            if tag is not None or (attrs.has(part) and self[part]):
                origin = get_origin(unwrap_type(attribute.type))
                rows = origin if origin in (tuple, Table) else None
                steps.append(FieldStep(attribute.name, attribute.default, rows, part, tag))
        self[cls] = tuple(steps)
        return self[cls]


def find_fields(record: Any, finder: FieldFinder[T], path: Path = ()) -> Iterator[tuple[Path, T, Any]]:
    """Yield the path, the tag and the value of each tagged field that is filled, in order.

    If a tagged field is a list or a table, each of its items is yielded separately. The path of the record
    itself is put before each path.
    """
    for name, default, rows, _, tag in finder[type(record)]:
        value = getattr(record, name)
        if value is None or value is default:
            continue
        held: Any = [((*path, name), value)]
        if rows is not None:
            if rows is Table and finder.key_tag is not None:
                yield from (((*path, name, key), finder.key_tag, key) for key in value)
            steps = value.items() if rows is Table else enumerate(value)
            held = [((*path, name, step), row) for step, row in steps]
        for place, each in held:
            if tag is None:
                yield from find_fields(each, finder, place)
            else:
                yield place, tag, each


def collect_fields(record: Any, finder: FieldFinder[T]) -> dict[T, list[Any]]:
    """Return the filled values of the tagged fields in any order: tag -> values, of which there may be none.

    This is much faster than `find_fields`, because the walk through each class is compiled.
    """
    cls = type(record)
    if cls not in finder.collectors:
        finder.collectors[cls] = _compile_collector(cls, finder)
    return finder.collectors[cls](record)


def _compile_collector(cls: Any, finder: FieldFinder[T]) -> Callable[[Any], dict[T, list[Any]]]:
    """Compile the function from a record of a class to the values of its tagged fields: tag -> values.

    It reads field after field, part after part, as one would write it by hand for this class.
    """
    lists: dict[T, str] = {}
    names: dict[str, Any] = {}
    lines: list[str] = []

    def list_of(tag: T) -> str:
        return lists.setdefault(tag, f"values_{len(lists)}")

    def write(cls: Any, thing: str, depth: int) -> None:
        for number, (name, default, rows, part, tag) in enumerate(finder[cls]):
            indent = "    " * depth
            value = f"{thing}_{number}"
            lines.append(f"{indent}{value} = {thing}.{name}")
            if default is not attrs.NOTHING:
                names[f"default_{value}"] = default
                lines.append(f"{indent}if {value} is not default_{value}:")
                indent += "    "
            items = f"{value}.values()" if rows is Table else value
            if rows is Table and finder.key_tag is not None:
                lines.append(f"{indent}{list_of(finder.key_tag)}.extend({value})")
            if tag is not None:
                lines.append(f"{indent}{list_of(tag)}.{'extend' if rows else 'append'}({items})")
            else:
                lines.append(f"{indent}for {value} in {items if rows else f'({value},)'}:")
                write(part, value, len(indent) // 4 + 1)

    write(cls, "record", 1)
    names |= {f"tag_of_{each}": tag for tag, each in lists.items()}
    head = ["def collect(record):", *(f"    {each} = []" for each in lists.values())]
    end = f"    return {{{', '.join(f'tag_of_{each}: {each}' for each in lists.values())}}}"
    exec("\n".join([*head, *lines, end]), names)  # noqa: S102 - made of the names of fields alone
    return names["collect"]  # type: ignore[no-any-return]


class Reference(NamedTuple):
    """A field that holds the id of another record: its path, and the kind and the id of that record."""

    path: Path
    kind: str
    id: str


def references(record: Any) -> Iterator[Reference]:
    """Return an iterator over the ids of other records that a record contains, in order."""
    return (Reference(*each) for each in find_fields(record, _NAMING))


_NAMING: FieldFinder[str] = FieldFinder(lambda attribute: info(attribute).refers_to)
