"""Runs of days on which nothing changes; every rule about coverage is written on them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, overload

from .answer import Answer
from .period import OPEN, Interval

_DAY = timedelta(days=1)


class Lasting(Protocol):
    """Anything that has days: a term, a grant, an employment, a value in force."""

    @property
    def days(self) -> Interval:
        """Return the days on which it stands."""
        ...


A = TypeVar("A", bound=Lasting)
B = TypeVar("B", bound=Lasting)
C = TypeVar("C", bound=Lasting)


class Days(NamedTuple):
    """A run of days.

    Attributes:
        first: the first day.
        last: the last day, inclusive.

    """

    first: date
    last: date


class Standing(NamedTuple, Generic[A]):
    """The rows of a list that stand on every day of a run.

    Attributes:
        certain: the rows that certainly stand.
        possible: the rows that possibly stand, the certain ones too.

    """

    certain: tuple[A, ...]
    possible: tuple[A, ...]

    @property
    def any(self) -> Answer:
        """Tell whether any row stands."""
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
    """Yield the runs of days, in order, on which nothing changes in any of the lists.

    Runs on which no row possibly stands are left out.

    Args:
        lists: up to three lists of rows that have `days`.
        until: the last day of the last run.

    """
    for days, present in sweep(*lists, until=until):
        yield days, *(each.standing for each in present)


class Present(Generic[A]):
    """The rows of a list that stand on a run of days; they change with the next run.

    Attributes:
        certain: place in the list -> row, of those that certainly stand.
        possible: the same of those that possibly stand, the certain ones too.

    """

    __slots__ = ("certain", "possible")

    def __init__(self) -> None:
        self.certain: dict[int, A] = {}
        self.possible: dict[int, A] = {}

    @property
    def any(self) -> Answer:
        """Tell whether any row stands."""
        return Answer.possibly(holds=bool(self.possible), fails=not self.certain)

    @property
    def standing(self) -> Standing[A]:
        """Return the same rows in the order of the list, in tuples that do not change."""
        certain, possible = (
            tuple(rows[place] for place in sorted(rows)) for rows in (self.certain, self.possible)
        )
        return Standing(certain, possible)


def sweep(*lists: Iterable[Any], until: date) -> Iterator[tuple[Days, tuple[Present[Any], ...]]]:
    """Yield the same runs in a time that grows with the number of rows and not with its square.

    Args:
        lists: any number of lists of rows that have `days`.
        until: the last day of the last run.

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
    """Note that a row comes on its first day, and leaves (None) on the day after its last."""
    changes[first].append((standing, place, row))
    if last != OPEN:
        changes[last + _DAY].append((standing, place, None))
