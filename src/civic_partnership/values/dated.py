"""A value that changes on given dates, such as an amount that rises in 2027."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

from .immutable import Immutable, set_field
from .list_and_table import ListType, require_keys
from .numbers import RangeType
from .partial_date import PartialDate
from .period import OPEN, Interval
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
)

T = TypeVar("T")


class InForce(NamedTuple, Generic[T]):
    """One of the values of a `Dated`, with the days from its start to the eve of the next value."""

    days: Interval
    value: T


class Dated(Immutable, Generic[T]):
    """A value that never changes, or a value that changes on given dates.

    Make it with `Dated.always(Decimal(200_000))` or with
    `Dated.since({"2012": Decimal(200_000), "2027": Decimal(212_000)})`. A new value is in force from the
    first day of its date: `2012` means 1 January 2012. Before the first date no value is in force.

    Attributes:
        changes: the pairs of date and value, in order of time; if the value never changes, its date is None.
        entries: the values, each with the days on which the value is in force.

    Raises:
        InvalidValue: there is no value; one of several values has no date; or two dates may be the same day.

    """

    __slots__ = ("changes", "entries")
    changes: tuple[tuple[PartialDate | None, T], ...]
    entries: tuple[InForce[T], ...]

    def __init__(self, changes: tuple[tuple[PartialDate | None, T], ...]) -> None:
        if not isinstance(changes, tuple):
            raise TypeError("make it with Dated.always(value) or Dated.since({date: value})")
        spans = [start.as_start if start else (date.min, date.min) for start, _ in changes]
        if not spans:
            raise InvalidValue("der mangler en dato med en værdi", "a date with a value is missing")
        if len(changes) > 1 and not all(start for start, _ in changes):
            raise InvalidValue("en værdi uden dato skal stå alene", "a value without a date must stand alone")
        if any(latest >= following for (_, latest), (following, _) in pairwise(spans)):
            raise InvalidValue(
                "to datoer kan være den samme dag", "two of the dates may be one and the same day"
            )
        eve = timedelta(days=1)
        ends = [*((first - eve, last - eve) for first, last in spans[1:]), (OPEN, OPEN)]
        entries = zip(map(Interval, spans, ends), (value for _, value in changes), strict=True)
        set_field(self, "changes", changes)
        set_field(self, "entries", tuple(InForce(days, value) for days, value in entries))

    @classmethod
    def always(cls, value: T) -> "Dated[T]":
        """Return a `Dated` whose value is the same on every day."""
        return cls(((None, value),))

    @classmethod
    def since(cls, values: Mapping[str, T]) -> "Dated[T]":
        """Return a `Dated` from a mapping: the date as text -> the value from that date on."""
        by_date = {PartialDate(start): value for start, value in values.items()}
        return cls(tuple((start, by_date[start]) for start in sorted(by_date)))

    def on(self, day: date) -> T | None:
        """Return the value in force on a day; None if there is no value, or if the value is uncertain."""
        first, *others = self.possible(day, day)
        return first if all(other == first for other in others) else None

    def possible(self, first: date, last: date) -> tuple[T | None, ...]:
        """Return all values that may be in force on any day from the first to the last day.

        The values are in order of time. None stands first if there may be a day without a value.
        """
        in_force: list[T | None] = [
            entry.value
            for entry in self.entries
            if entry.days.earliest_start <= last and first <= entry.days.latest_end
        ]
        if first < self.entries[0].days.latest_start:
            in_force.insert(0, None)
        return tuple(in_force)

    def _arguments(self) -> tuple[Any, ...]:
        return (self.changes,)


class DatedType(ContainerType[Dated[Any]]):
    """The value type of values that may change on given dates.

    In a file, such a value is the value alone, or a table from date to value.
    """

    in_python = ("Dated.always(…) eller Dated.since({…})", "Dated.always(…) or Dated.since({…})")
    python_types = (Dated,)

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads a value alone, or a table from date to value."""
        read_value, read_date = structuring.hook(self.item), structuring.hook(PartialDate)

        def read_entry(key: Any, value: Any) -> tuple[str, Any]:
            return read_date(key, PartialDate).text, read_value(value, self.item)

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

    def writer(self, hook: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any]:
        """Return the function that writes a value alone, or a table from date to value."""
        write_value = hook(self.item)

        def write(dated: Dated[Any]) -> Any:
            if dated.changes[0][0] is None:
                return write_value(dated.changes[0][1])
            return {str(start): write_value(value) for start, value in dated.changes}

        return write

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of a value alone, or of an object from date to value."""
        by_date = {
            "type": "object",
            "propertyNames": of(PartialDate),
            "additionalProperties": of(self.item),
            "minProperties": 1,
        }
        return {"anyOf": [of(self.item), by_date]}

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a cell such as `200000` or `2012=200000|2027=212000`."""
        inner = self._cell_of_value(dialect)
        write_value, write_date = inner.write or str, dialect.write_date or str

        def write(dated: Dated[Any]) -> str:
            (start, value), *_ = dated.changes
            if start is None:
                return write_value(value)
            return "|".join(f"{write_date(start)}={write_value(value)}" for start, value in dated.changes)

        def read(cell: str) -> Any:
            if "=" not in cell:
                return inner.read(cell)
            entries = [each.partition("=") for each in cell.split("|")]
            values = {dialect.read_date(start): inner.read(value) for start, _, value in entries}
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
        changes = st.dictionaries(st.from_type(PartialDate), value, min_size=1, max_size=4)
        return value.map(Dated.always) | changes.map(_keep_apart)


def _keep_apart(values: Mapping[PartialDate, Any]) -> Dated[Any]:
    """Drop each date that may be the same day as the kept date before; return the rest as a `Dated`."""
    changes: list[tuple[PartialDate | None, Any]] = []
    last = date.min
    for start in sorted(values):
        if last < start.as_start[0]:
            changes.append((start, values[start]))
            last = start.as_start[1]
    return Dated(tuple(changes))
