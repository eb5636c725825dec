"""Runs of days: the days that rows have in common, and the days that nothing covers."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypeVar

from civic_partnership.model import Partnership
from civic_partnership.values import OPEN, Answer, Days, Interval, Lasting, sweep

from .context import Context

T = TypeVar("T")

_FEW = 10
"""A row is compared with so many earlier rows: those that end last."""


def find_uncovered(
    rows: Sequence[Lasting], cover: Sequence[Lasting], *, until: date
) -> list[tuple[Days, Answer]]:
    """Find the runs of days that belong to a row and that nothing covers, in order of time.

    The answer for a run is broken if both facts are certain, else undecided. Days after `until` do not count.
    """
    stretches = find_certain_stretches(cover)
    if all([is_covered(row.days, stretches, until=until) for row in rows]):
        return []
    runs: list[tuple[Days, Answer]] = []
    for days, (needed, covering) in sweep(rows, cover, until=until):
        answer = Answer.possibly(
            holds=bool(covering.possible) or not needed.certain,
            fails=bool(needed.possible) and not covering.certain,
        )
        if answer is not Answer.HOLDS:
            runs.append((days, answer))
    return join_runs(runs)


def join_runs(runs: Iterable[tuple[Days, T]]) -> list[tuple[Days, T]]:
    """Join two neighbouring runs of days if no day lies between them and the same fact belongs to them.

    The runs are sorted by their first days.
    """
    joined: list[tuple[Days, T]] = []
    for days, fact in runs:
        before = joined[-1] if joined else None
        if before and before[1] == fact and (days.first - before[0].last).days <= 1:
            joined[-1] = Days(before[0].first, max(before[0].last, days.last)), fact
        else:
            joined.append((days, fact))
    return joined


def find_outside_terms(
    rows: Sequence[Lasting], partnership: Partnership, context: Context, *, until: date
) -> list[tuple[int, Days, Answer]]:
    """Find the runs of days of each single row that no term covers, with the index of the row."""
    stretches = context.cached(find_certain_terms, partnership)
    outside = [i for i, row in enumerate(rows) if not is_covered(row.days, stretches, until=until)]
    return [(i, *run) for i in outside for run in find_uncovered([rows[i]], partnership.terms, until=until)]


def find_certain_terms(partnership: Partnership) -> list[tuple[date, date]]:
    """Find the runs of days that certainly belong to a term, in order of time."""
    return find_certain_stretches(partnership.terms)


def find_certain_stretches(rows: Sequence[Lasting]) -> list[tuple[date, date]]:
    """Find the first and last day of each run of days that certainly belong to a row, in order of time."""
    certain: list[tuple[date, date]] = []
    for row in rows:
        days = row.days
        if days.latest_start <= days.earliest_end:
            certain.append((days.latest_start, days.earliest_end))
    certain.sort()
    stretches: list[tuple[date, date]] = []
    for first, last in certain:
        if not stretches or first.toordinal() - stretches[-1][1].toordinal() > 1:
            stretches.append((first, last))
        elif stretches[-1][1] < last:
            stretches[-1] = stretches[-1][0], last
    return stretches


def is_covered(days: Interval, stretches: Sequence[tuple[date, date]], *, until: date) -> bool:
    """Return whether one of the stretches contains all days that an interval may have, up to a day."""
    if days.earliest_start > until:
        return True
    index = bisect_right(stretches, (days.earliest_start, OPEN))
    last = stretches[index - 1][1] if index else date.min
    return days.latest_end <= last or until <= last


def are_apart(rows: Sequence[Lasting]) -> bool:
    """Return whether certainly no two rows have a day in common."""
    in_order = sorted([(days.earliest_start, days.latest_end) for days in [row.days for row in rows]])
    return all([one[1] < other[0] for one, other in pairwise(in_order)])


class Row(NamedTuple):
    """The days of a row and the owner of the row.

    Two rows of one owner are not compared, nor are two shared rows.
    """

    owner: Hashable
    days: Interval
    is_shared: bool = False


class Overlap(NamedTuple):
    """The indexes of two rows that may share a day: the row that starts first, and the other row.

    The answer is broken if they certainly share a day that has come, else undecided.
    """

    earlier: int
    later: int
    answer: Answer


def find_overlaps(rows: Sequence[Row], on: date) -> Iterator[Overlap]:
    """Compare each row with those that start before it and end last.

    Every pair of rows is found unless more than ten rows go on at a time.
    """
    ongoing: list[int] = []
    for index in sorted(range(len(rows)), key=lambda each: (rows[each].days.earliest_start, each)):
        row = rows[index]
        if row.days.earliest_start > on:
            break
        ongoing = [each for each in ongoing if rows[each].days.latest_end >= row.days.earliest_start]
        for other in ongoing:
            if rows[other].owner != row.owner and not (rows[other].is_shared and row.is_shared):
                yield Overlap(other, index, share_no_day(rows[other].days, row.days, on))
        ongoing.append(index)
        if len(ongoing) > _FEW:
            ongoing.remove(min(ongoing, key=lambda each: rows[each].days.latest_end))


def find_repeats(rows: Iterable[tuple[int, Hashable, Interval]], on: date) -> dict[int, Answer]:
    """Find the rows of a list that share a day with a row above of the same owner: index -> answer.

    Each row is given with its index, its owner and its days.
    """
    by_owner: dict[Hashable, list[tuple[int, Interval]]] = defaultdict(list)
    for index, owner, days in rows:
        by_owner[owner].append((index, days))
    answers: dict[int, list[Answer]] = defaultdict(list)
    for own in by_owner.values():
        for one, other, answer in find_overlaps([Row(*each) for each in own], on):
            answers[max(own[one][0], own[other][0])].append(answer)
    return {index: Answer.every(answers[index]) for index in sorted(answers)}


def share_no_day(one: Interval, other: Interval, on: date) -> Answer:
    """Answer whether two rows have no day in common up to a day."""
    first, last = max(one.earliest_start, other.earliest_start), min(one.latest_end, other.latest_end)
    if first > min(last, on):
        return Answer.HOLDS
    has_come = max(one.latest_start, other.latest_start) <= on
    return Answer.possibly(holds=not (has_come and one.overlap(other).certain), fails=True)
