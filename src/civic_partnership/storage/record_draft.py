"""A record that is being changed place by place, as a plain table; its shape is checked at the end."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, get_args, get_origin

import attrs

from civic_partnership.errors import RecordsError
from civic_partnership.findings import Shape, format_text, sanitize, shape_error
from civic_partnership.model import (
    Place,
    RecordKey,
    Register,
    class_of,
    field_at,
    item_type,
    name_rows,
    place_of_record,
    row_key_fields,
    unwrap_type,
    walk_path,
)
from civic_partnership.values import (
    Dated,
    InvalidValue,
    Label,
    PartialDate,
    Path,
    Period,
    Range,
    Table,
    strip_none,
)

from .converter import shared_converter, structure_record
from .row_key_texts import read_row_key
from .structure_errors import find_structure_errors, unknown
from .value_texts import read_value_text


class RecordDraft:
    """A record of a register, or a new one, that is being changed.

    Attributes:
        key: the key of the record.
    """

    def __init__(self, register: Register, key: RecordKey) -> None:
        self.key = key
        self._cls: Any = class_of(key)
        self._record = register.get(key)
        self._register = register
        self._plain: Any = {} if self._record is None else shared_converter().unstructure(self._record)
        self._names: dict[Path, list[str]] = {}

    def set(self, address: str, value: Any, *, is_text: bool = False) -> None:
        """Put a value into a place.

        Args:
            address: the address of the place in the record; empty for the record as a whole.
            value: the value as a record holds it, or as TOML does; None removes the value of a field.
            is_text: whether the value is a text of the command line, which is read first.

        Raises:
            RecordsError: there is no such place.
        """
        place, annotation = self._find(address, make_rows=True)
        if value is None:
            self._container(place.path).pop(place.path[-1], None)
            return
        if is_text:
            attribute = field_at(self._cls, place.path)
            try:
                value = read_value_text(value, annotation, attribute)
            except InvalidValue as error:
                found = Label("en tekst", "a text")
                raise self._refuse(shape_error(self._cls, place.path, error, value, found)) from None
            value = self._with_key(value, annotation, place)
        plain = _to_plain(value, annotation)
        if place.path:
            self._container(place.path)[place.path[-1]] = plain
        else:
            self._plain = plain

    def remove(self, address: str) -> None:
        """Remove the value of a field, a row of a list or a value of a table.

        Raises:
            RecordsError: there is no such place, or nothing in it.
        """
        place, _ = self._find(address, make_rows=False)
        try:
            del self._container(place.path)[place.path[-1]]
        except LookupError:
            raise self._refuse_address(address) from None

    def finish(self) -> Any:
        """Return the changed record.

        Raises:
            RecordsError: no file could hold it.
        """
        try:
            return structure_record(shared_converter(), self._plain, self._cls, self.key.id)
        except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
            raise self._refuse(*find_structure_errors(error, self._plain, self._cls)) from None

    def _with_key(self, value: Any, annotation: Any, place: Place) -> Any:
        """Return the plain table of a row with the key that its name gives, unless it has one itself."""
        if not isinstance(value, dict) or not isinstance(next(reversed(place.path), None), int):
            return value
        names = [field.name for field in row_key_fields(unwrap_type(annotation))]
        if any(name in value for name in names):
            return value
        old = self._container(place.path)[place.path[-1]]
        return {**{name: old[name] for name in names if name in old}, **value}

    def _container(self, path: Path) -> Any:
        """Return the plain table or list in which a path ends; make the tables on the way to it."""
        thing: Any = self._plain
        try:
            for step in path[:-1]:
                thing = thing[step] if isinstance(step, int) else thing.setdefault(step, {})
        except (AttributeError, LookupError, TypeError):  # an earlier change has put something else there
            thing = None
        if not isinstance(thing, dict | list):
            raise self._refuse_address(".".join(map(str, path)))
        return thing

    def _find(self, address: str, *, make_rows: bool) -> tuple[Place, Any]:
        """Return the place at an address in the record, and the type of its value."""
        place, cls, rest = Place(), self._cls, address
        while rest:
            inner = unwrap_type(cls)
            if attrs.has(inner):
                name, rest = _cut_name(rest)
                attribute = attrs.fields_dict(inner).get(name)
                if attribute is None or name == "id":
                    known = [each.name for each in attrs.fields(inner) if each.name != "id"]
                    raise self._refuse(*unknown([name], known, *place.path))
                place, cls = place.field(name), attribute.type
            elif rest.startswith("[") and attrs.has(item_type(cls)) and not _is_table(cls):
                name, rest = _cut_row(rest, self._row_names(place.path))
                place, cls = self._find_row(place, name, item_type(cls), make_rows=make_rows), item_type(cls)
            elif rest.startswith("[") and _is_table(cls):
                name, rest = _cut_row(rest, self._container((*place.path, "")))
                place, cls = place.row(name, name), _item_annotation(cls)
            else:
                raise self._refuse_address(address)
        return place, cls

    def _find_row(self, place: Place, name: str, cls: Any, *, make_rows: bool) -> Place:
        """Return the place of a row; add it with its key if it is not there."""
        names = self._row_names(place.path)
        if name in names:
            return place.row(names.index(name), name)
        if not make_rows:
            raise self._refuse_address(place.row(0, name).address)
        row = self._make_row(name, names, cls)
        if row is None:
            raise self._refuse_address(place.row(0, name).address)
        rows = self._container(place.path).setdefault(place.path[-1], [])
        rows.append(row)
        names.append(name)
        return place.row(len(rows) - 1, name)

    def _make_row(self, name: str, names: Sequence[str], cls: Any) -> Any:
        """Return the plain table of a new row with this name; None if no row can have it."""
        alone = re.fullmatch(r"(.*?) ?#([0-9]+)", name)
        tries = [(alone[1], int(alone[2]))] if alone else []
        for key, number in [*tries, (name, 1)]:
            alike = sum(re.sub(r" ?#[0-9]+$", "", each) == key for each in names)
            row = read_row_key(key, cls, self._register) if key else {}
            if row is not None and number == alike + 1:
                return row
        return None

    def _row_names(self, path: Path) -> list[str]:
        """Return the names of the rows of a list, those of new rows too."""
        if path not in self._names:
            values = [*walk_path(self._record, path)]
            rows = values[-1] if len(values) == len(path) + 1 else None
            self._names[path] = name_rows(rows) if isinstance(rows, tuple) else []
        return self._names[path]

    def _refuse(self, *faults: Shape) -> RecordsError:
        """Return the error about faults in this record, worded as the reader of files words them."""
        findings = [rule.finding(verdict, self.key) for rule, verdict in faults]
        where = format_text(place_of_record(self.key).address)
        lines = (each.message for each in findings)
        da, en = zip(*((each.da, each.en) for each in lines), strict=True)
        return RecordsError(f"{where}: {' '.join(da)}", f"{where}: {' '.join(en)}", findings)

    def _refuse_address(self, address: str) -> RecordsError:
        where, shown = format_text(place_of_record(self.key).address), sanitize(address)
        return RecordsError(
            f"{where}: Der er intet sted {shown}. En række nævnes ved sin nøgle: grants[2024].",
            f"{where}: There is no place {shown}. A row is named by its key: grants[2024].",
            (),
        )


def _to_plain(value: Any, annotation: Any) -> Any:
    """Return a value as TOML holds it; a plain value stays as it is."""
    if attrs.has(type(value)) or isinstance(value, tuple | Table | Dated | PartialDate | Period | Range):
        return shared_converter().unstructure(value, strip_none(annotation))
    return value


def _is_table(annotation: Any) -> bool:
    return get_origin(unwrap_type(annotation)) is Table


def _item_annotation(annotation: Any) -> Any:
    return get_args(unwrap_type(annotation))[0]


def _cut_name(address: str) -> tuple[str, str]:
    """Return the name of a field with which an address begins, and the rest."""
    name = re.split(r"[.\[]", address.removeprefix("."), maxsplit=1)[0]
    return name, address.removeprefix(".").removeprefix(name)


def _cut_row(address: str, names: Iterable[str]) -> tuple[str, str]:
    """Return the name of a row with which an address begins, as `[name]`, and the rest."""
    known = [name for name in names if re.match(rf"{re.escape(f'[{name}]')}(?![^.\[])", address)]
    match = re.match(r"\[(.*?)\](?![^.\[])", address, re.DOTALL)
    name = max(known, key=len) if known else match[1] if match else address[1:]
    return name, address[len(name) + 2 :]
