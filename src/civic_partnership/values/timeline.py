"""Runs of days on which nothing changes: what every rule about coverage is written on."""

from collections import defaultdict
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
    for days, present in sweep(*lists, until=until):
        yield days, *(each.standing for each in present)


class Present(Generic[A]):
    """The rows of a list that stand on a run of days; they change with the next run.

    Attributes:
        certain: place in the list -> row, of those that certainly stand.
        possible: the same of those that possibly stand, the certain among them.

    """

    __slots__ = ("certain", "possible")

    def __init__(self) -> None:
        self.certain: dict[int, A] = {}
        self.possible: dict[int, A] = {}

    @property
    def any(self) -> Answer:
        """Whether anything stands at all."""
        return Answer.possibly(holds=bool(self.possible), fails=not self.certain)

    @property
    def standing(self) -> Standing[A]:
        """The same in the order of the list, to be kept."""
        certain, possible = (
            tuple(rows[place] for place in sorted(rows)) for rows in (self.certain, self.possible)
        )
        return Standing(certain, possible)


def sweep(*lists: Iterable[Any], until: date) -> Iterator[tuple[Days, tuple[Present[Any], ...]]]:
    """Go through the same runs, in a time that grows with the number of rows and not with its square.

    Args:
        lists: any number of lists of things that have `days`.
        until: the last day that is looked at.

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
    """Note that a row comes on a day, and goes on the day after another; None stands for its going."""
    changes[first].append((standing, place, row))
    if last != OPEN:
        changes[last + _DAY].append((standing, place, None))
