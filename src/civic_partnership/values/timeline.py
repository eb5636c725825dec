"""Runs of days on which nothing changes. Rules use them to check that every day is covered.

A *row* is any object that lasts for some days and has a property `days`, such as a term or a grant. A row
*stands* on a day if the day is one of its days. If the days are uncertain, the row may stand *possibly* but
not *certainly*.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, overload

from .answer import Answer
from .period import OPEN, Interval

_DAY = timedelta(days=1)


class Lasting(Protocol):
    """Any object that lasts for some days, such as a term, a grant or an employment."""

    @property
    def days(self) -> Interval:
        """Return the days on which the object is in force."""
        ...


A = TypeVar("A", bound=Lasting)
B = TypeVar("B", bound=Lasting)
C = TypeVar("C", bound=Lasting)


class Days(NamedTuple):
    """Consecutive days with an exact first and last day.

    Attributes:
        first: the first day.
        last: the last day, which belongs to the days.

    """

    first: date
    last: date


class Standing(NamedTuple, Generic[A]):
    """The rows of one list that stand on every day of a run of days.

    Attributes:
        certain: the rows that certainly stand.
        possible: the rows that possibly stand; this includes the certain rows.

    """

    certain: tuple[A, ...]
    possible: tuple[A, ...]

    @property
    def any(self) -> Answer:
        """Answer whether at least one row stands."""
        return Answer.possibly(holds=bool(self.possible), fails=not self.certain)


@overload
def timeline(a: Iterable[A], /, *, until: date) -> Iterator[tuple[Days, Standing[A]]]: ...
@overload
def timeline(
    a: Iterable[A], b: Iterable[B], /, *, until: date
) -> Iterator[tuple[Days, Standing[A], Standing[B]]]: ...
@overload
def timeline(
    a: Iterable[A], b: Iterable[B], c: Iterable[C], /, *, until: date
) -> Iterator[tuple[Days, Standing[A], Standing[B], Standing[C]]]: ...
def timeline(*lists: Iterable[Any], until: date) -> Iterator[tuple[Any, ...]]:
    """Yield runs of days, in order of time, each with the rows that stand on them.

    No row starts or ends within a run. Runs on which no row possibly stands are left out.

    Args:
        lists: up to three lists of rows that have `days`.
        until: the last day of the last run.

    Yields:
        The first and last day of the run, and the rows that stand then, list by list.

    """
    for days, present in sweep(*lists, until=until):
        yield days, *(each.standing for each in present)


class Present(Generic[A]):
    """The rows of one list that stand on the current run of days. The next run changes this object.

    Attributes:
        certain: the rows that certainly stand: index in the list -> row.
        possible: the rows that possibly stand, including the certain rows: index in the list -> row.

    """

    __slots__ = ("certain", "possible")

    def __init__(self) -> None:
        self.certain: dict[int, A] = {}
        self.possible: dict[int, A] = {}

    @property
    def any(self) -> Answer:
        """Answer whether at least one row stands."""
        return Answer.possibly(holds=bool(self.possible), fails=not self.certain)

    @property
    def standing(self) -> Standing[A]:
        """Return a copy of the rows, in the order of the list, that the next run does not change."""
        certain, possible = (
            tuple(rows[place] for place in sorted(rows)) for rows in (self.certain, self.possible)
        )
        return Standing(certain, possible)


def sweep(*lists: Iterable[Any], until: date) -> Iterator[tuple[Days, tuple[Present[Any], ...]]]:
    """Yield the same runs as `timeline`, but reuse the objects that hold the rows.

    This is fast: if the number of rows doubles, the time only about doubles.

    Args:
        lists: any number of lists of rows that have `days`.
        until: the last day of the last run.

    Yields:
        The first and last day of the run, and a `Present` for each list; the next run changes it.

    """
    present = tuple(Present[Any]() for _ in lists)
    changes: dict[date, list[tuple[dict[int, Any], int, Any]]] = defaultdict(list)
    for each, rows in zip(present, lists, strict=True):
        for place, row in enumerate(rows):
            days = row.days
            _enter(changes, each.possible, place, row, days.earliest_start, days.latest_end)
            if days.latest_start <= days.earliest_end:
                _enter(changes, each.certain, place, row, days.latest_start, days.earliest_end)
    firsts = sorted(day for day in changes if day <= until)
    lasts = [*(first - _DAY for first in firsts[1:]), until]
    for first, last in zip(firsts, lasts, strict=False):  # none where nothing has begun
        for standing, place, row in changes[first]:
            if row is None:
                del standing[place]
            else:
                standing[place] = row
        if any(each.possible for each in present):
            yield Days(first, last), present


def _enter(
    changes: dict[date, list[tuple[dict[int, Any], int, Any]]],
    standing: dict[int, Any],
    place: int,
    row: Any,
    first: date,
    last: date,
) -> None:
    """Note in `changes` that a row starts to stand on its first day, and stops after its last day.

    In `changes`, None in place of the row means that the row stops.
    """
    changes[first].append((standing, place, row))
    if last != OPEN:
        changes[last + _DAY].append((standing, place, None))
