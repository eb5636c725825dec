"""Runs of days on which nothing changes: what every rule about coverage is written on."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, overload

from .answer import Answer
from .period import OPEN, Interval

_DAY = timedelta(days=1)


class Lasting(Protocol):
    """Whatever has days: a term, a grant, an employment, a value in force."""

    @property
    def days(self) -> Interval:
        """The days on which it stands."""
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
    """What stands on every day of a run.

    Attributes:
        certain: what certainly stands.
        possible: what possibly stands, the certain among it.

    """

    certain: tuple[A, ...]
    possible: tuple[A, ...]

    @property
    def any(self) -> Answer:
        """Whether anything stands at all."""
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
    """The runs of days, in order, on which nothing changes in any of the lists.

    Runs on which nothing of any list possibly stands are left out.

    Args:
        lists: up to three lists of things that have `days`.
        until: the last day that is looked at.

    """
    rows = [[(*_bounds(row.days), row) for row in each] for each in lists]
    cuts: set[date] = set()
    for first, sure_first, sure_last, last, _ in (row for each in rows for row in each):
        cuts.add(first)
        if last != OPEN:
            cuts.add(last + _DAY)
        if sure_first <= sure_last:
            cuts.add(sure_first)
            if sure_last != OPEN:
                cuts.add(sure_last + _DAY)
    firsts = sorted(cut for cut in cuts if cut <= until)
    lasts = [*(first - _DAY for first in firsts[1:]), until]
    for first, last in zip(firsts, lasts, strict=False):  # none where nothing has begun
        standing = [_standing(each, first) for each in rows]
        if any(each.possible for each in standing):
            yield Days(first, last), *standing


def _bounds(days: Interval) -> tuple[date, date, date, date]:
    """The first and last day on which it possibly and, between them, certainly stands."""
    return days.earliest_start, days.latest_start, days.earliest_end, days.latest_end


def _standing(rows: list[tuple[date, date, date, date, A]], day: date) -> Standing[A]:
    standing = [row for row in rows if row[0] <= day <= row[3]]
    certain = tuple(row[4] for row in standing if row[1] <= day <= row[2])
    return Standing(certain, tuple(row[4] for row in standing))
