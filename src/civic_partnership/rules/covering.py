"""Days that are asked for and not covered: what the rules about gaps and days outside are written on."""

from collections.abc import Sequence
from datetime import date

from civic_partnership.model import Partnership
from civic_partnership.values import Answer, Days, Interval, timeline
from civic_partnership.values.timeline import Lasting

from .context import Context


def may_have_begun(partnership: Partnership, context: Context) -> bool:
    """Whether a partnership may have begun; one that records no terms may have on any day."""
    starts = [term.days.earliest_start for term in partnership.terms]
    return min(starts, default=context.on) <= context.on


class Spells:
    """The days of the rows of a list, looked at together.

    Attributes:
        rows: the rows, in the order of the list.
        bounds: the first and last day of each that it possibly and, between them, certainly stands, in order.
        are_apart: whether certainly no two of them have a day in common.

    """

    __slots__ = ("_sure", "are_apart", "bounds", "rows")

    def __init__(self, rows: Sequence[Lasting]) -> None:
        self.rows = rows
        self.are_apart = True
        self.bounds: list[tuple[date, date, date, date]] = []
        self._sure: list[tuple[date, date]] = []
        for row in rows:
            days = row.days
            self.bounds.append((days.earliest_start, days.latest_end, days.latest_start, days.earliest_end))
        self.bounds.sort()
        latest = date.min
        for first, last, sure_first, sure_last in self.bounds:
            if first <= latest:
                self.are_apart = False
            latest = max(latest, last)
            if sure_first <= sure_last:
                self._join(sure_first, sure_last)

    def _join(self, first: date, last: date) -> None:
        """Add days on which one certainly stands to the stretch before, where they meet it."""
        if self._sure and first.toordinal() <= self._sure[-1][1].toordinal() + 1:
            self._sure[-1] = self._sure[-1][0], max(self._sure[-1][1], last)
        else:
            self._sure.append((first, last))

    def cover(self, asked: "Spells", until: date) -> bool:
        """Whether all days that may be asked for, of each, certainly lie in one stretch."""
        for start, end, *_ in asked.bounds:
            last_asked = min(end, until)
            for first, last in self._sure:
                if first <= start and last_asked <= last:
                    break
            else:
                if start <= last_asked:
                    return False
        return True


class Course:
    """The days of a partnership's lists, worked out once for all rules that ask about them."""

    __slots__ = ("action_plans", "employments", "grants", "terms")

    def __init__(self, partnership: Partnership) -> None:
        self.terms = Spells(partnership.terms)
        self.grants = Spells(partnership.grants)
        self.employments = Spells(partnership.employments)
        self.action_plans = Spells(partnership.action_plans)


def uncovered(asked: Spells, cover: Spells, *, until: date) -> list[tuple[Days, Answer]]:
    """The runs of days, in order, that something is asked of and that nothing covers.

    Where one of them is broken, every reading has a day that is asked for and not covered; where
    one is undecided, some readings have; where there are none, none has.

    Args:
        asked: what must be covered, each on all of its days.
        cover: what covers it, together.
        until: the last day that is asked about.

    """
    if cover.cover(asked, until):
        return []
    certain = list(filter(None, (_certain(row.days, cover.rows, until) for row in asked.rows)))
    runs: list[tuple[Days, Answer]] = []
    for days, wanted, given, surely in timeline(asked.rows, cover.rows, certain, until=until):
        answer = Answer.possibly(
            holds=bool(given.possible) or not surely.possible,
            fails=bool(wanted.possible) and not given.certain,
        )
        if runs and runs[-1][1] is answer and runs[-1][0].last.toordinal() + 1 == days.first.toordinal():
            runs[-1] = Days(runs[-1][0].first, days.last), answer
        elif answer is not Answer.HOLDS:
            runs.append((days, answer))
    return runs


def _certain(days: Interval, cover: Sequence[Lasting], until: date) -> Interval | None:
    """The days on which it certainly stands, or on one of which it does, not covered whichever that is."""
    if sure := days.certain:
        return Interval((sure[0], sure[0]), (sure[1], sure[1]))
    first, last = days.earliest_end, days.latest_start
    somewhere = Interval((first, first), (last, last))
    if last <= until and all(row.days.overlap(somewhere).possible == 0 for row in cover):
        return somewhere
    return None
