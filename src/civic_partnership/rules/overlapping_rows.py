"""Rows that may share a day, found in order of time: comparing all with all takes too long."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from civic_partnership.values import Answer, Interval

_FEW = 10
"""The rows that a row is compared with: those that end last."""


class Row(NamedTuple):
    """Something that lasts.

    Attributes:
        owner: whose it is; rows of one owner are not compared.
        days: its days.
        is_shared: whether its owner shares it; two shared rows are not compared.

    """

    owner: Hashable
    days: Interval
    is_shared: bool = False


class Overlap(NamedTuple):
    """Two rows that may share a day.

    Attributes:
        earlier: the place of the row that starts first.
        later: the place of the other row.
        answer: broken where they certainly share a day that has come, else undecided.

    """

    earlier: int
    later: int
    answer: Answer


def find_overlaps(rows: Sequence[Row], on: date) -> Iterator[Overlap]:
    """Compare each row with those that start before it and end last.

    Every pair of rows is found unless more than ten rows go on at a time.
    """
    going: list[int] = []
    for place in sorted(range(len(rows)), key=lambda each: (rows[each].days.earliest_start, each)):
        row = rows[place]
        if row.days.earliest_start > on:
            break
        going = [each for each in going if rows[each].days.latest_end >= row.days.earliest_start]
        for other in going:
            if rows[other].owner != row.owner and not (rows[other].is_shared and row.is_shared):
                answer = share_no_day(rows[other].days, row.days, on)
                if answer is not Answer.HOLDS:
                    yield Overlap(other, place, answer)
        going.append(place)
        if len(going) > _FEW:
            going.remove(min(going, key=lambda each: rows[each].days.latest_end))


def share_no_day(one: Interval, other: Interval, on: date) -> Answer:
    """Answer whether two rows have no day in common up to a day."""
    first, last = max(one.earliest_start, other.earliest_start), min(one.latest_end, other.latest_end)
    if first > min(last, on):
        return Answer.HOLDS
    has_come = max(one.latest_start, other.latest_start) <= on
    return Answer.possibly(holds=not (has_come and one.overlap(other).certain), fails=True)
