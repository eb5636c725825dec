"""The value types of dated values: values that may change on given dates, and reasons for periods."""

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Annotated, Any

from .danish_periods import NO_END
from .dated import Dated
from .list_and_table import ListType, require_keys
from .partial_date import PartialDate
from .period import Period
from .ranges import RangeType
from .text_and_boolean_types import TextType
from .value_type import (
    Cell,
    Check,
    ContainerType,
    Dialect,
    Hook,
    InvalidValue,
    Misfit,
    Path,
    Schema,
    Structuring,
    WrongType,
)


class DatedType(ContainerType[Dated[Any]]):
    """The value type of values that may change on given dates.

    In a file, such a value is the value alone, or a table from date or period to value.
    """

    keys: tuple[type, ...] = (PartialDate, Period)
    """The types of keys in the table."""

    in_python = ("Dated.always(…) eller Dated.since({…})", "Dated.always(…) or Dated.since({…})")
    python_types = (Dated,)

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads a value alone, or a table from date or period to value."""
        read_value = structuring.hook(self.item)

        def read_entry(key: Any, value: Any) -> tuple[str, Any]:
            return self.read_key(key), read_value(value, self.item)

        def read(raw: Any, _: Any) -> Dated[Any]:
            if type(raw) is not dict:
                return Dated.always(read_value(raw, self.item))
            require_keys(raw, str, date)
            entries = structuring.collect(raw.items(), read_entry)
            values = dict(entries)
            if len(values) < len(entries):  # a day as such and as a text
                raise InvalidValue("to datoer er den samme dag", "two of the dates are one and the same day")
            return Dated.since(values)

        return read

    def read_key(self, key: str | date) -> str:
        """Return the text of a date or period; refuse any other key."""
        text = str(key)
        return Period(text).text if "/" in text else PartialDate(text).text

    def writer(self, hook: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any]:
        """Return the function that writes a value alone, or a table from date or period to value."""
        write_value = hook(self.item)

        def write(dated: Dated[Any]) -> Any:
            if dated.changes[0][0] is None:
                return write_value(dated.changes[0][1])
            return {str(start): write_value(value) for start, value in dated.changes}

        return write

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of a value alone, or of an object from date or period to value."""
        by_date = {
            "type": "object",
            "propertyNames": {"anyOf": [of(key) for key in self.keys]},
            "additionalProperties": of(self.item),
            "minProperties": 1,
        }
        return {"anyOf": [of(self.item), by_date]}

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a cell such as `200000` or `2012=200000|2027=212000`."""
        inner = self._cell_of_value(dialect)
        write_value = inner.write or str

        def write(dated: Dated[Any]) -> str:
            (start, value), *_ = dated.changes
            if start is None:
                return write_value(value)
            return "|".join(
                f"{_write_key(key, dialect)}={write_value(value)}" for key, value in dated.changes if key
            )

        def read(cell: str) -> Any:
            if "=" not in cell:
                return inner.read(cell)
            entries = [each.partition("=") for each in cell.split("|")]
            values = {_read_key(start, dialect): inner.read(value) for start, _, value in entries}
            return values if len(values) == len(entries) else cell

        return Cell("string", write, read)

    def _cell_of_value(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read the value of one date in a table cell.

        If the value is a list, its items stand in the cell with a sign between them.
        """
        one = self.held.held if isinstance(self.held, ListType) else self.held
        cell = one.cell(dialect) if one else super().cell(dialect)
        if cell.type == "string" and not isinstance(one, RangeType):
            raise TypeError("no cell holds a dated text: it could not be told from dates")
        if one is self.held:
            return cell
        write = cell.write or str

        def read(text: str) -> list[Any]:
            return [] if text == dialect.none else [cell.read(each) for each in text.split(dialect.between)]

        return cell._replace(
            write=lambda values: dialect.between.join(map(write, values)) or dialect.none, read=read
        )

    def check_content(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Check the value of each date; yield every value that no file can hold, with its path."""
        check_value = check(self.item)
        for start, each in value.changes:
            yield from check_value(each, (*path, start.text) if start else path)

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for values that never change, or change on up to four dates."""
        value = of(self.item)
        keys = st.one_of([st.from_type(key) for key in self.keys])
        changes = st.lists(st.tuples(keys, value), min_size=1, max_size=4)
        return value.map(Dated.always) | changes.map(_keep_apart)


class ReasonType(DatedType):
    """The value type of reasons: a text, or a table from period to text.

    A year or month as a key means the whole year or month. Each text concerns its period only.
    """

    in_python = (
        "Dated.always(…) eller Dated.since({periode: …})",
        "Dated.always(…) or Dated.since({period: …})",
    )

    def __init__(self) -> None:
        super().__init__(str, TextType())

    def read_key(self, key: str | date) -> str:
        """Return the text of a period; a year, month or day is the period of its days."""
        text = super().read_key(key)
        return text if "/" in text else f"{text}/{text}"

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a text, or a JSON object from period to text.

        A backslash stands before a text that begins with a brace or a backslash.
        """

        def write(reason: Dated[str]) -> str:
            (period, text), *_ = reason.changes
            if period is None:
                return dialect.guard(rf"\{text}" if text[0] in "{\\" else text)
            texts = {str(key): value for key, value in reason.changes}
            return dialect.guard(json.dumps(texts, ensure_ascii=False))

        def read(cell: str) -> Any:
            text = dialect.unguard(cell)
            with contextlib.suppress(ValueError):
                return json.loads(text) if text.startswith("{") else text.removeprefix("\\")
            return text

        return Cell("string", write, read)

    def check_content(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Check the texts, and refuse a key that is no period."""
        if any(isinstance(key, PartialDate) for key, _ in value.changes):
            yield path, WrongType(*self.in_python), value
        yield from super().check_content(value, path, check)

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for texts, and for tables from period to text."""
        changes = st.lists(st.tuples(st.from_type(Period), of(str)), min_size=1, max_size=2)
        return of(str).map(Dated.always) | changes.map(_keep_apart)


Reason = Annotated[Dated[str], ReasonType()]
"""A text, or texts that each concern a period: `"covid"`, or `{ "2020/2021" = "covid" }`."""


def _write_key(key: PartialDate | Period, dialect: Dialect) -> str:
    """Return the text of a date or period in a table: `2018`, `2018/2024`, or in Danish `31-12-2024`."""
    write_date = dialect.write_date or str
    if isinstance(key, PartialDate):
        return write_date(key)
    return f"{write_date(key.start)}/{write_date(key.end) if key.end else key.text.partition('/')[2]}"


def _read_key(text: str, dialect: Dialect) -> str:
    """Return the text of a date or period for a text that `_write_key` wrote."""
    start, slash, end = text.partition("/")
    return f"{dialect.read_date(start)}{slash}{end if end == NO_END else dialect.read_date(end)}"


def _first_date(change: tuple[PartialDate | Period, Any]) -> PartialDate:
    return change[0].start if isinstance(change[0], Period) else change[0]


def _keep_apart(values: Sequence[tuple[PartialDate | Period, Any]]) -> Dated[Any]:
    """Drop each value that may be in force on the same day as another; return the rest as a `Dated`."""
    changes: list[tuple[PartialDate | Period | None, Any]] = []
    for change in sorted(values, key=_first_date):
        with contextlib.suppress(InvalidValue):
            changes = list(Dated((*changes, change)).changes)
    return Dated(tuple(changes))
