"""Rows that may share a day, found in the order of time and not by comparing all with all."""

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import islice
from typing import NamedTuple

from civic_partnership.values import Answer, Interval

_FEW = 20
"""With how many owners, and how many rows of each, a row is compared."""


class Row(NamedTuple):
    """Something that lasts.

    Attributes:
        owner: whose it is; rows of one owner are not compared.
        days: its days.
        is_silent: whether it is not compared with others that are silent too.

    """

    owner: Hashable
    days: Interval
    is_silent: bool = False


class Overlap(NamedTuple):
    """Two rows that may share a day.

    Attributes:
        earlier: the place of the one that comes first in order of start.
        later: the place of the other.
        answer: broken where they certainly share a day that has come, else undecided.

    """

    earlier: int
    later: int
    answer: Answer


class _Going:
    """The rows that have begun and are not over, by owner, in the order in which they began."""

    def __init__(self) -> None:
        self._places: OrderedDict[Hashable, OrderedDict[int, None]] = OrderedDict()
        self._ends: list[tuple[date, int, Hashable]] = []

    def add(self, place: int, owner: Hashable, last: date) -> None:
        """Add a row that ends on a day."""
        self._places.setdefault(owner, OrderedDict())[place] = None
        heappush(self._ends, (last, place, owner))

    def end(self, day: date) -> None:
        """Take away what is over on a day."""
        while self._ends and self._ends[0][0] < day:
            _, place, owner = heappop(self._ends)
            del self._places[owner][place]
            if not self._places[owner]:
                del self._places[owner]

    def of_others(self, owner: Hashable) -> Iterator[int]:
        """A few rows of each of a few other owners."""
        others = (rows for other, rows in self._places.items() if other != owner)
        for rows in islice(others, _FEW):
            yield from islice(rows, _FEW)


def overlaps(rows: Sequence[Row], on: date) -> Iterator[Overlap]:
    """Compare each row, in the order of their starts, with those of others that began before and go on.

    Where more than a few go on at a time, not all of them are compared. Each row that shares a day with one
    before it is still found, but may be undecided where only one that is left out certainly shares a day.
    """
    going = [_Going() for _ in range(4)]  # all rows, and the certain days of each; spoken, and silent
    for place in sorted(range(len(rows)), key=lambda each: (rows[each].days.earliest_start, each)):
        owner, days, is_silent = rows[place]
        if days.earliest_start > on:
            break
        compared: set[int] = set()
        for each in going[: 2 if is_silent else 4]:
            each.end(days.earliest_start)
            compared.update(each.of_others(owner))
        for other in sorted(compared, key=lambda each: (rows[each].days.earliest_start, each)):
            answer = share_no_day(rows[other].days, days, on)
            if answer is not Answer.HOLDS:
                yield Overlap(other, place, answer)
        going[2 * is_silent].add(place, owner, days.latest_end)
        if days.certain:
            going[2 * is_silent + 1].add(place, owner, days.earliest_end)


def share_no_day(one: Interval, other: Interval, on: date) -> Answer:
    """Whether two have no day in common that has come."""
    first, last = max(one.earliest_start, other.earliest_start), min(one.latest_end, other.latest_end)
    if first > min(last, on):
        return Answer.HOLDS
    has_come = max(one.latest_start, other.latest_start) <= on
    return Answer.possibly(holds=not (has_come and one.overlap(other).certain), fails=True)
