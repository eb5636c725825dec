"""Days that are asked for and not covered: what the rules about gaps and days outside are written on."""

from collections.abc import Iterable, Sequence
from datetime import date

from civic_partnership.model import Partnership
from civic_partnership.values import Answer, Days, Interval, timeline
from civic_partnership.values.timeline import Lasting

from .context import Context


def may_have_begun(partnership: Partnership, context: Context) -> bool:
    """Whether a partnership may have begun; one that records no terms may have on any day."""
    starts = [term.days.earliest_start for term in partnership.terms]
    return min(starts, default=context.on) <= context.on


def uncovered(
    asked: Iterable[Lasting], cover: Sequence[Lasting], *, until: date
) -> list[tuple[Days, Answer]]:
    """The runs of days, in order, that something is asked of and that nothing covers.

    Where one of them is broken, every reading has a day that is asked for and not covered; where
    one is undecided, some readings have; where there are none, none has.

    Args:
        asked: what must be covered, each on all of its days.
        cover: what covers it, together.
        until: the last day that is asked about.

    """
    sure = _stretches(cover)
    rows = [row.days for row in asked if not _is_covered(row.days, sure, until)]
    if not rows:
        return []
    certain = list(filter(None, (_certain(row, cover, until) for row in rows)))
    runs: list[tuple[Days, Answer]] = []
    for days, wanted, given, surely in timeline(rows, cover, certain, until=until):
        answer = Answer.possibly(
            holds=bool(given.possible) or not surely.possible,
            fails=bool(wanted.possible) and not given.certain,
        )
        if runs and runs[-1][1] is answer and runs[-1][0].last.toordinal() + 1 == days.first.toordinal():
            runs[-1] = Days(runs[-1][0].first, days.last), answer
        elif answer is not Answer.HOLDS:
            runs.append((days, answer))
    return runs


def _stretches(cover: Sequence[Lasting]) -> list[tuple[date, date]]:
    """The days that are certainly covered, joined where they meet."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(sure for row in cover if (sure := row.days.certain)):
        if joined and first.toordinal() <= joined[-1][1].toordinal() + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


def _is_covered(days: Interval, sure: list[tuple[date, date]], until: date) -> bool:
    """Whether every day that may be asked for is certainly covered."""
    start, end = days.earliest_start, min(days.latest_end, until)
    return end < start or any(first <= start and end <= last for first, last in sure)


def _certain(days: Interval, cover: Sequence[Lasting], until: date) -> Interval | None:
    """The days on which it certainly stands, or on one of which it does, not covered whichever that is."""
    if sure := days.certain:
        return Interval((sure[0], sure[0]), (sure[1], sure[1]))
    first, last = days.earliest_end, days.latest_start
    somewhere = Interval((first, first), (last, last))
    if last <= until and all(row.days.overlap(somewhere).possible == 0 for row in cover):
        return somewhere
    return None
