"""Days that are asked for and not covered: what the rules about gaps and days outside are written on."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Any

from civic_partnership.findings import Verdict, missing, missing_in_each
from civic_partnership.model import Partnership
from civic_partnership.values import Answer, Days, Interval
from civic_partnership.values.timeline import Lasting, sweep

from .context import Context

Stretch = tuple[date, date]
"""The days from one to another."""

_FIRST, _LAST = itemgetter(0), itemgetter(1)


def has_begun(row: Lasting, on: date) -> bool:
    """Whether it may have begun by a day."""
    return row.days.earliest_start <= on


def is_over(row: Lasting, on: date) -> bool:
    """Whether it may be over by a day."""
    return row.days.earliest_end < on


def may_have_begun(partnership: Partnership, context: Context) -> bool:
    """Whether a partnership may have begun; one that records no terms may have on any day."""
    starts = [term.days.earliest_start for term in partnership.terms]
    return min(starts, default=context.on) <= context.on


def nothing_in(
    field: str, name: str, partnership: Partnership, context: Context, is_asked: Callable[[Any, date], bool]
) -> Iterator[Verdict]:
    """One answer for a partnership whose list has no row, or nothing in a field of any that is asked."""
    rows = getattr(partnership, name)
    if not rows and may_have_begun(partnership, context):
        yield missing(name)
    elif not any(getattr(row, field) for row in rows):
        places = [(name, i, field) for i, row in enumerate(rows) if is_asked(row, context.on)]
        if places:
            yield missing_in_each(*places)


class PeriodSet:
    """The days of the rows of a list, looked at together.

    Attributes:
        rows: the rows, in the order of the list.
        possible: the first and the last day on which each may stand, in order of time.
        certain: the stretches of days on each of which one certainly stands, in order of time.
        are_apart: whether certainly no two of them have a day in common.

    """

    def __init__(self, rows: Sequence[Lasting]) -> None:
        self.rows = rows
        self.possible: list[Stretch] = []
        sure: list[Stretch] = []
        for row in rows:
            days = row.days
            self.possible.append((days.earliest_start, days.latest_end))
            if days.latest_start <= days.earliest_end:
                sure.append((days.latest_start, days.earliest_end))
        self.possible.sort()
        self.are_apart = all(one[1] < other[0] for one, other in pairwise(self.possible))
        self.certain = _joined(sorted(sure))

    @cached_property
    def somewhere(self) -> list[Stretch]:
        """The stretches of days on each of which one may stand, in order of time."""
        return _joined(self.possible)

    def covers(self, asked: "PeriodSet", until: date) -> bool:
        """Whether all days that may be asked for, of each, certainly lie in one stretch."""
        for start, end in asked.possible:
            last_asked = min(end, until)
            if start <= last_asked:
                place = bisect_right(self.certain, start, key=_FIRST) - 1
                if place < 0 or self.certain[place][1] < last_asked:
                    return False
        return True


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches of days in order of time, joined where they meet."""
    joined: list[Stretch] = []
    for first, last in stretches:
        if joined and first.toordinal() <= joined[-1][1].toordinal() + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


class PartnershipPeriods:
    """The days of a partnership's lists, each worked out once for all rules that ask about them."""

    def __init__(self, partnership: Partnership) -> None:
        self._partnership = partnership

    @cached_property
    def terms(self) -> PeriodSet:
        """Of its terms."""
        return PeriodSet(self._partnership.terms)

    @cached_property
    def grants(self) -> PeriodSet:
        """Of its grants."""
        return PeriodSet(self._partnership.grants)

    @cached_property
    def employments(self) -> PeriodSet:
        """Of its employments."""
        return PeriodSet(self._partnership.employments)

    @cached_property
    def action_plans(self) -> PeriodSet:
        """Of its action plans."""
        return PeriodSet(self._partnership.action_plans)


def outside(asked: PeriodSet, cover: PeriodSet, *, until: date) -> Iterator[tuple[int, Days, Answer]]:
    """The runs of days of each row alone that nothing covers, with the place of the row in its list."""
    if not cover.covers(asked, until):
        for i, row in enumerate(asked.rows):
            for days, answer in uncovered(PeriodSet([row]), cover, until=until):
                yield i, days, answer


def uncovered(asked: PeriodSet, cover: PeriodSet, *, until: date) -> list[tuple[Days, Answer]]:
    """The runs of days, in order, that something is asked of and that nothing covers.

    Where one of them is broken, every reading has a day that is asked for and not covered; where
    one is undecided, some readings have; where there are none, none has.

    Args:
        asked: what must be covered, each on all of its days.
        cover: what covers it, together.
        until: the last day that is asked about.

    """
    if cover.covers(asked, until):
        return []
    first = min(each[0] for each in asked.possible)
    last = min(until, max(each[1] for each in asked.possible))
    may_cover = [
        Interval((one, one), (other, other)) for one, other in _meeting(cover.somewhere, first, last)
    ]
    do_cover = [Interval((one, one), (other, other)) for one, other in _meeting(cover.certain, first, last)]
    certain = list(filter(None, (_certain(row.days, cover, until) for row in asked.rows)))
    runs: list[tuple[Days, Answer]] = []
    for days, (wanted, given, given_surely, surely) in sweep(
        asked.rows, may_cover, do_cover, certain, until=until
    ):
        answer = Answer.possibly(
            holds=bool(given.possible) or not surely.possible,
            fails=bool(wanted.possible) and not given_surely.possible,
        )
        if runs and runs[-1][1] is answer and runs[-1][0].last.toordinal() + 1 == days.first.toordinal():
            runs[-1] = Days(runs[-1][0].first, days.last), answer
        elif answer is not Answer.HOLDS:
            runs.append((days, answer))
    return runs


def _meeting(stretches: list[Stretch], first: date, last: date) -> list[Stretch]:
    """Those of some stretches, in order of time and apart, that have a day from one to another."""
    return stretches[bisect_left(stretches, first, key=_LAST) : bisect_right(stretches, last, key=_FIRST)]


def _certain(days: Interval, cover: PeriodSet, until: date) -> Interval | None:
    """The days on which it certainly stands, or on one of which it does, not covered whichever that is."""
    if sure := days.certain:
        return Interval((sure[0], sure[0]), (sure[1], sure[1]))
    first, last = days.earliest_end, days.latest_start
    if last <= until and not _meeting(cover.somewhere, first, last):
        return Interval((first, first), (last, last))
    return None
