"""A value that changes on dates."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Generic, TypeVar

from .immutable import Immutable
from .label import InvalidValue
from .partial_date import PartialDate
from .period import OPEN, Interval

T = TypeVar("T")


class InForce(Immutable, Generic[T]):
    """One value of a dated one and the days on which it is in force.

    Attributes:
        days: from the date it came to the day before the next one.
        value: the value.

    """

    __slots__ = ("days", "value")
    days: Interval
    value: T

    def __init__(self, days: Interval, value: T) -> None:
        self._set(days=days, value=value)

    def _parts(self) -> tuple[Any, ...]:
        return self.days, self.value


class Dated(Immutable, Generic[T]):
    """A value that is always the same, or one that changes on dates.

    Made with `Dated.always(Decimal(200_000))` or
    `Dated.since({"2012": Decimal(200_000), "2027": Decimal(212_000)})`. A date counts as a start:
    a year is its first day. Before the first date nothing is in force.

    Attributes:
        changes: date and value in order of time; one with None as its date where it never changes.
        entries: the same as days on which each value is in force.

    Raises:
        InvalidValue: no date, none beside others, or dates of which it cannot be told which comes first.

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
        self._set(
            changes=changes,
            entries=tuple(
                InForce(Interval(start, end), value)
                for start, end, (_, value) in zip(spans, ends, changes, strict=True)
            ),
        )

    @classmethod
    def always(cls, value: T) -> "Dated[T]":
        """The same on every day."""
        return cls(((None, value),))

    @classmethod
    def since(cls, values: Mapping[str, T]) -> "Dated[T]":
        """Each value from its date on: date as text -> value."""
        by_date = {PartialDate(start): value for start, value in values.items()}
        return cls(tuple((start, by_date[start]) for start in sorted(by_date)))

    def on(self, day: date) -> T | None:
        """The value certainly in force on a day; None where there is none, or it cannot be told."""
        first, *others = self.possible(day, day)
        return first if all(other == first for other in others) else None

    def possible(self, first: date, last: date) -> tuple[T | None, ...]:
        """Every value that may be in force on a day from first to last, None for none, in order of time."""
        in_force: list[T | None] = [
            entry.value
            for entry in self.entries
            if entry.days.earliest_start <= last and first <= entry.days.latest_end
        ]
        if first < self.entries[0].days.latest_start:
            in_force.insert(0, None)
        return tuple(in_force)

    def _parts(self) -> tuple[Any, ...]:
        return (self.changes,)
