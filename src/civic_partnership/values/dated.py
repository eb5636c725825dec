"""A value that changes on dates."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Generic, TypeVar

from .immutable import Immutable
from .label import InvalidValue
from .partial_date import PartialDate
from .period import OPEN, Interval
from .range import RangeType
from .standard_types import ListType
from .table import require_text_keys
from .value_type import Cell, Check, ContainerType, Dialect, Hook, Misfit, Path, Schema, Structuring

T = TypeVar("T")


class InForce(Immutable, Generic[T]):
    """One value of a dated value, with the days on which it is in force.

    Attributes:
        days: from the date it came to the day before the next one.
        value: the value.

    """

    __slots__ = ("days", "value")
    days: Interval
    value: T

    def __init__(self, days: Interval, value: T) -> None:
        self._fill(days=days, value=value)


class Dated(Immutable, Generic[T]):
    """A value that is always the same, or one that changes on dates.

    Made with `Dated.always(Decimal(200_000))` or
    `Dated.since({"2012": Decimal(200_000), "2027": Decimal(212_000)})`. A date counts as a start:
    a year is its first day. Before the first date nothing is in force.

    Attributes:
        changes: date and value in order of time; the date is None where it never changes.
        entries: the values, each with the days on which it is in force.

    Raises:
        InvalidValue: there is no date, one without a date stands beside others, or the order is uncertain.

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
        self._fill(
            changes=changes,
            entries=tuple(
                InForce(Interval(start, end), value)
                for start, end, (_, value) in zip(spans, ends, changes, strict=True)
            ),
        )

    @classmethod
    def always(cls, value: T) -> "Dated[T]":
        """Return a value that is the same on every day."""
        return cls(((None, value),))

    @classmethod
    def since(cls, values: Mapping[str, T]) -> "Dated[T]":
        """Return a value that changes on dates: date as text -> value from then on."""
        by_date = {PartialDate(start): value for start, value in values.items()}
        return cls(tuple((start, by_date[start]) for start in sorted(by_date)))

    def on(self, day: date) -> T | None:
        """Return the value certainly in force on a day; None where there is none, or it is uncertain."""
        first, *others = self.possible(day, day)
        return first if all(other == first for other in others) else None

    def possible(self, first: date, last: date) -> tuple[T | None, ...]:
        """Return all values that may be in force from first to last day, in order of time; None for none."""
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
    """A value that may change on dates."""

    in_python = ("Dated.always(…) eller Dated.since({…})", "Dated.always(…) or Dated.since({…})")
    python_types = (Dated,)

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads a value, or a table from date to value."""
        (inner,) = self.inner
        read_value, read_date = structuring.hook(inner), structuring.hook(PartialDate)

        def read_entry(key: Any, item: Any) -> tuple[str, Any]:
            return read_date(key, PartialDate).text, read_value(item, inner)

        def read(raw: Any, _: Any) -> Dated[Any]:
            if type(raw) is not dict:
                return Dated.always(read_value(raw, inner))
            require_text_keys(raw, str, date)
            entries = structuring.collect(raw.items(), read_entry)
            values = dict(entries)
            if len(values) < len(entries):  # a day as such and as a text
                raise InvalidValue("to datoer er den samme dag", "two of the dates are one and the same day")
            return Dated.since(values)

        return read

    def writer(self, hook: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any]:
        """Return the function that writes a value, or a table from date to value."""
        write_value = hook(self.inner[0])

        def write(dated: Dated[Any]) -> Any:
            if dated.changes[0][0] is None:
                return write_value(dated.changes[0][1])
            return {str(start): write_value(value) for start, value in dated.changes}

        return write

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the schema of a value, or of an object from date to value."""
        (inner,) = self.inner
        by_date = {
            "type": "object",
            "propertyNames": of(PartialDate),
            "additionalProperties": of(inner),
            "minProperties": 1,
        }
        return {"anyOf": [of(inner), by_date]}

    def cell(self, dialect: Dialect) -> Cell:
        """Return the cell of a dated value: `200000`, or `2012=200000|2027=212000`."""
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
        """Return the cell of one value, or of several that are in force at one time."""
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
        """Yield what does not fit in the values, each at its date."""
        check_value = check(self.inner[0])
        for start, each in value.changes:
            yield from check_value(each, (*path, start.text) if start else path)

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a strategy for values that are always the same, or change on up to four dates."""
        value = of(self.inner[0])
        changes = st.dictionaries(st.from_type(PartialDate), value, min_size=1, max_size=4)
        return value.map(Dated.always) | changes.map(_keep_apart)


def _keep_apart(values: Mapping[PartialDate, Any]) -> Dated[Any]:
    """Keep only the dates that certainly come after the date kept before them."""
    changes: list[tuple[PartialDate | None, Any]] = []
    last = date.min
    for start in sorted(values):
        if last < start.as_start[0]:
            changes.append((start, values[start]))
            last = start.as_start[1]
    return Dated(tuple(changes))
