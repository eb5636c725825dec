"""A value that changes on given dates, such as an amount that rises in 2027."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeVar

from .immutable import Immutable, set_field
from .partial_date import PartialDate
from .period import OPEN, Interval, Period
from .value_type import InvalidValue

T = TypeVar("T")

_DAY = timedelta(days=1)


class InForce(NamedTuple, Generic[T]):
    """One of the values of a `Dated`, with the days on which the value is in force."""

    days: Interval
    value: T


class Dated(Immutable, Generic[T]):
    """A value that never changes, or a value that changes on given dates.

    Make it with `Dated.always(Decimal(200_000))` or with
    `Dated.since({"2012": Decimal(200_000), "2027": Decimal(212_000)})`. A new value is in force from the
    first day of its date: `2012` means 1 January 2012. Before the first date no value is in force. A value
    may also end: `Dated.since({"2018/2024": Decimal(200_000)})` is in force in this period only.

    Attributes:
        changes: the pairs of date or period and value, in order of time; if the value never changes, its date
            is None.
        entries: the values, each with the days on which the value is in force.
        gaps: the runs of days on which there may be no value.

    Raises:
        InvalidValue: there is no value; one of several values has no date; or two values may be in force on
            the same day.

    """

    __slots__ = ("changes", "entries", "gaps")
    changes: tuple[tuple[PartialDate | Period | None, T], ...]
    entries: tuple[InForce[T], ...]
    gaps: tuple[Interval, ...]

    def __init__(self, changes: tuple[tuple[PartialDate | Period | None, T], ...]) -> None:
        if not isinstance(changes, tuple):
            raise TypeError("make it with Dated.always(value) or Dated.since({date: value})")
        starts = [_start(key) for key, _ in changes]
        if not starts:
            raise InvalidValue("der mangler en dato med en værdi", "a date with a value is missing")
        if len(changes) > 1 and not all(key for key, _ in changes):
            raise InvalidValue("en værdi uden dato skal stå alene", "a value without a date must stand alone")
        if any(latest >= following for (_, latest), (following, _) in pairwise(starts)):
            raise InvalidValue(
                "to datoer kan være den samme dag", "two of the dates may be one and the same day"
            )
        ends = [*((first - _DAY, last - _DAY) for first, last in starts[1:]), (OPEN, OPEN)]
        for (key, _), (end, _) in zip(changes, ends, strict=True):
            if isinstance(key, Period) and key.latest_end > end:
                raise InvalidValue(
                    "en periode slutter, efter at den næste værdi er begyndt",
                    "a period ends after the next value has begun",
                )
        entries = tuple(
            InForce(key.days if isinstance(key, Period) else Interval(start, end), value)
            for (key, value), start, end in zip(changes, starts, ends, strict=True)
        )
        set_field(self, "changes", changes)
        set_field(self, "entries", entries)
        set_field(self, "gaps", tuple(_find_gaps(changes, entries)))

    @classmethod
    def always(cls, value: T) -> "Dated[T]":
        """Return a `Dated` whose value is the same on every day."""
        return cls(((None, value),))

    @classmethod
    def since(cls, values: Mapping[str, T]) -> "Dated[T]":
        """Return a `Dated` from a mapping: the date as text -> the value from that date on.

        A key may also be a period: its value is in force in that period only.
        """
        changes = [(Period(key) if "/" in key else PartialDate(key), value) for key, value in values.items()]
        return cls(tuple(sorted(changes, key=lambda change: (_start(change[0]), str(change[0])))))

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
        if any([gap.earliest_start <= last and first <= gap.latest_end for gap in self.gaps]):
            in_force.insert(0, None)
        return tuple(in_force)

    def _arguments(self) -> tuple[Any, ...]:
        return (self.changes,)


def _find_gaps(
    changes: Sequence[tuple[PartialDate | Period | None, Any]], entries: Sequence[InForce[Any]]
) -> Iterator[Interval]:
    """Yield the runs of days without a value: before the first one, and after each one that ends."""
    after: tuple[date, date] | None = (date.min, date.min)
    for (key, _), (days, _) in zip(changes, entries, strict=True):
        if after and after[0] < days.latest_start:
            yield Interval(after, (days.earliest_start - _DAY, days.latest_start - _DAY))
        after = None
        if isinstance(key, Period) and not key.has_no_end:
            after = days.earliest_end + _DAY, OPEN if days.latest_end == OPEN else days.latest_end + _DAY
    if after:
        yield Interval(after, (OPEN, OPEN))


def _start(key: PartialDate | Period | None) -> tuple[date, date]:
    """Return the earliest and the latest first day of a value."""
    if isinstance(key, Period):
        return key.earliest_start, key.latest_start
    return key.as_start if key else (date.min, date.min)
