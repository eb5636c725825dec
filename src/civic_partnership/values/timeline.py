"""Runs of days on which nothing changes. Rules use them to check that every day is covered.

A *row* is any object with a property `days`, such as a term or a grant. A row *stands* on a day if the day is
one of its days. If the days are uncertain, the row may stand *possibly* but not *certainly*.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Generic, Protocol, TypeVar

from .period import OPEN, Days, Interval
from .uncertainty import Answer

_DAY = timedelta(days=1)


class Lasting(Protocol):
    """A row: any object that lasts for some days, such as a term, a grant or an employment."""

    @property
    def days(self) -> Interval:
        """Return the days on which the row is in force."""


A = TypeVar("A", bound=Lasting)


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


def sweep(*lists: Iterable[Any], until: date) -> Iterator[tuple[Days, tuple[Present[Any], ...]]]:
    """Yield runs of days, in order of time, each with the rows of each list that stand on the run.

    No row starts or ends within a run. Runs on which no row possibly stands are left out. If the number of
    rows doubles, the time only about doubles.

    Args:
        lists: any number of lists of rows.
        until: the last day of the last run.

    Yields:
        The first and last day of the run, and a `Present` for each list; the next run changes it.

    """
    present = tuple(Present[Any]() for _ in lists)
    changes: dict[date, list[tuple[dict[int, Any], int, Any]]] = defaultdict(list)

    for each, rows in zip(present, lists, strict=True):
        for place, row in enumerate(rows):
            days = row.days
            changes[days.earliest_start].append((each.possible, place, row))
            if days.latest_end != OPEN:
                changes[days.latest_end + _DAY].append((each.possible, place, None))  # None: the row stops
            if days.latest_start <= days.earliest_end:
                changes[days.latest_start].append((each.certain, place, row))
                if days.earliest_end != OPEN:
                    changes[days.earliest_end + _DAY].append((each.certain, place, None))
    firsts = sorted(day for day in changes if day <= until)
    lasts = [*(first - _DAY for first in firsts[1:]), until]
    for first, last in zip(firsts, lasts, strict=False):  # none where nothing has begun
        for standing, place, row in changes[first]:
            if row is None:
                del standing[place]
            else:
                standing[place] = row
        if any([each.possible for each in present]):
            yield Days(first, last), present
