"""The cattrs converter between records and plain tables, and how to add it to a converter of one's own.

A plain table is a dict as TOML gives it: texts, numbers, days, lists and further dicts. All errors in a
record are raised together, each with its place.
"""

from collections.abc import Callable, Collection
from functools import cache, partial
from typing import Any, TypeVar, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.fns import identity
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from civic_partnership.model import Entry, Record, Register, wrong_choices
from civic_partnership.values import (
    VALUE_TYPES,
    Dated,
    InvalidValue,
    ListType,
    PartialDate,
    Period,
    Range,
    Table,
    ValueType,
    WrongType,
    find_value_type,
    get_value_type,
    strip_none,
)

from .record_compiler import ID_KEY, Build, Read, compile_builder, keep_reader, read_each

C = TypeVar("C", bound=Converter)
R = TypeVar("R", bound=Entry)
Hook = Callable[[Any, Any], Any]
Writer = Callable[[Any], Any]

_ROOM = Register.__module__.rpartition(".")[0]
_SHARED = frozenset(attrs.fields_dict(Entry))
"""The fields that every entry has; they are written after its own."""

MOST_ERRORS = 200
"""The most errors of one list or table that are shown: nobody reads more before correcting these."""


def make_converter() -> Converter:
    """Make a converter that reads and writes all records strictly."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True, omit_if_default=True)
    converter.register_structure_hook_factory(attrs.has, RecordReaders(converter).reader)
    converter.register_structure_hook_factory(  # a field that may be absent is never null
        lambda cls: strip_none(cls) is not cls,
        lambda cls, converter: converter.get_structure_hook(strip_none(cls)),
    )
    converter.register_structure_hook_factory(_is_value, _value_reader)
    for cls in VALUE_TYPES:  # for some of these cattrs has hooks of its own, which come before factories
        converter.register_structure_hook(cls, _value_reader(cls, converter))
    converter.register_unstructure_hook_factory(_is_value, _value_writer)
    converter.register_unstructure_hook_factory(attrs.has, _record_writer)
    return converter


@cache
def shared_converter() -> Converter:
    """Return the converter that this package reads and writes with."""
    return make_converter()


def configure_converter(converter: C) -> C:
    """Teach a cattrs converter of one's own all values and records, and return it.

    The converter then reads and writes them as strictly as this package does in files; everything else
    goes on as before. In a register the id of a record is its key in the table of its kind; a record
    by itself has an `id`.
    """
    strict = shared_converter()

    def structure(raw: Any, cls: Any) -> Any:
        if type(raw) is dict and isinstance(cls, type) and issubclass(cls, Record):
            table = dict(raw)
            return structure_record(strict, table, cls, table.pop("id", ""))
        return strict.structure(raw, cls)

    def unstructure(value: Any) -> Any:
        plain = strict.unstructure(value)
        return converter.unstructure({"id": value.id, **plain} if isinstance(value, Record) else plain)

    converter.register_structure_hook_func(_is_ours, structure)
    converter.register_unstructure_hook_func(_is_ours, unstructure)
    return converter


def reads_strictly(annotation: Any) -> bool:
    """Tell whether the converter reads a field of this type as it is written, and converts no part of it."""
    annotation = strip_none(annotation)
    if attrs.has(annotation):
        return all(reads_strictly(attribute.type) for attribute in attrs.fields(annotation))
    known_type = find_value_type(annotation)
    return known_type is not None and all(map(reads_strictly, known_type.inner))


def _is_value(annotation: Any) -> bool:
    return find_value_type(annotation) is not None


def _is_ours(cls: Any) -> bool:
    if (get_origin(cls) or cls) in (Table, Dated, PartialDate, Period, Range):
        return True
    return attrs.has(cls) and getattr(cls, "__module__", "").startswith(_ROOM)


class _RecordStructuring:
    """The functions of a converter that the value types of lists and tables need."""

    def __init__(self, converter: Converter, annotation: Any) -> None:
        self._converter = converter
        self._annotation = annotation

    def hook(self, annotation: Any) -> Hook:
        """Return the function that reads an item of a list or table."""
        return self._converter.get_structure_hook(annotation)

    def entry_hook(self, annotation: Any) -> Hook:
        """Return the function that reads a key of a table and its item, which may be an id and a record."""
        if attrs.has(annotation) and issubclass(annotation, Record):
            cls: type[Record] = annotation
            return lambda key, item: (key, structure_record(self._converter, item, cls, key))
        read_name, read_value = get_value_type(str).read, self.hook(annotation)
        return lambda key, item: (read_name(key), read_value(item, annotation))

    def collect(self, items: Collection[tuple[Any, Any]], read: Hook) -> list[Any]:
        """Read all items, which are pairs of a place (a number or a key) and a plain value.

        Raises:
            IterableValidationError: the errors of all items, each with its place. After too many errors
                reading stops, and the last error says how many items were not read.
        """
        values, errors = [], list[Exception]()
        for place, item in items:
            try:
                values.append(read(place, item))
            except Exception as error:  # noqa: BLE001 - all are raised below
                note = IterableValidationNote if type(place) is int else AttributeValidationNote
                error.add_note(note(f"at {place}", place, self._annotation))
                errors.append(_without_frames(error))
                if len(errors) == MOST_ERRORS and (left := len(items) - len(values) - len(errors)):
                    errors.append(
                        InvalidValue(
                            f"{MOST_ERRORS} værdier i den er forkerte, og de sidste {left} er ikke læst",
                            f"{MOST_ERRORS} of its values are wrong, and the last {left} were not read",
                        )
                    )
                    break
        if errors:
            raise IterableValidationError(f"in {self._annotation}", errors, self._annotation)
        return values


def _without_frames(error: Exception) -> Exception:
    """Return an error that holds no frames; those of the readers hold their errors, in a circle."""
    return error.with_traceback(None)


def _value_reader(annotation: Any, converter: Converter) -> Hook:
    """Return the function that reads values of an annotated type."""
    return get_value_type(annotation).reader(_RecordStructuring(converter, annotation))


def structure_record(converter: Converter, raw: Any, cls: type[R], id: str | None) -> R:
    """Build a record from its plain table and its id; the municipality has none."""
    if id is not None and type(raw) is dict:
        if ID_KEY in raw:
            raise ForbiddenExtraKeysError("", cls, {ID_KEY})
        raw = {**raw, ID_KEY: id}
    return converter.structure(raw, cls)


class RecordReaders:
    """The functions of a converter that read records and parts of records."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._builder = cache(self._compile)

    def reader(self, cls: Any) -> Hook:
        """Return the function that reads a record, or a part of one.

        Nearly all are right, and are built at once. Only of a wrong one all errors are looked for.
        """
        explain = cache(partial(_explaining_reader, cls, self._converter))
        if not _is_ours(cls):
            return explain()
        build = self._builder(cls)

        def structure(raw: Any, annotation: Any) -> Any:
            try:
                return build(raw)
            except Exception:  # noqa: BLE001, S110 - the errors that are raised below say more
                pass
            return explain()(raw, annotation)

        return structure

    def _compile(self, cls: Any) -> Build:
        readers = {each.name: self.value_reader(each.type) for each in attrs.fields(cls)}
        return compile_builder(cls, readers, source="dict", absent=None)

    def value_reader(self, annotation: Any) -> Read:
        """Return the function that reads the value of a field, or an item of it, without explanation."""
        annotation = strip_none(annotation)
        if attrs.has(annotation):
            return self._builder(annotation)
        known = get_value_type(annotation)
        if isinstance(known, ListType):
            return read_each(self.value_reader(known.item))
        if type(known).reader is ValueType.reader:
            return keep_reader(known)
        hook = self._converter.get_structure_hook(annotation)
        return lambda raw: hook(raw, annotation)


def _explaining_reader(cls: Any, converter: Converter) -> Hook:
    """Return the function that reads a record or a part of one, and raises all errors together."""
    build = make_dict_structure_fn(
        cls,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        **_with_id(cls, override(rename=ID_KEY)),
    )

    def structure(raw: object, _: object) -> Any:
        if type(raw) is not dict:
            raise WrongType("en tabel som { navn = … }", "a table such as { name = … }")
        errors = wrong_choices(cls, raw.keys())
        try:
            made = build(raw, cls)
        except ClassValidationError as group:
            errors += map(_without_frames, group.exceptions)
        if errors:
            raise ClassValidationError(f"in {cls}", errors, cls)
        return made

    return structure


def _with_id(cls: Any, how: Any) -> dict[str, Any]:
    """Return the option that tells cattrs how to treat the id of a record; a part of one has no id."""
    return {"id": how} if issubclass(cls, Record) else {}


def _record_writer(cls: Any, converter: Converter) -> Writer:
    """Return the function from a record, or a part of one, to a plain table without its absent fields."""
    unstructure = make_dict_unstructure_fn(
        cls, converter, _cattrs_omit_if_default=True, **_with_id(cls, override(omit=True))
    )
    names = sorted((each.name for each in attrs.fields(cls)), key=lambda name: name in _SHARED)

    def write(record: Any) -> dict[str, Any]:
        table = unstructure(record)
        return {name: table[name] for name in names if name in table}

    return write


def _value_writer(annotation: Any, converter: Converter) -> Writer:
    return get_value_type(annotation).writer(converter.get_unstructure_hook) or identity
