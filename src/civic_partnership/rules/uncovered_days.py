"""Days that must be covered and are not: the rules about gaps, and about days outside the terms."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from civic_partnership.values import Answer, Days, Interval, Lasting, sweep


def find_uncovered(
    rows: Sequence[Lasting], cover: Sequence[Lasting], *, until: date
) -> list[tuple[Days, Answer]]:
    """Find the runs of days that rows have and nothing covers.

    Args:
        rows: what must be covered on all of its days.
        cover: what covers it, together.
        until: the last day that is looked at.

    Returns:
        The runs in order of time, each as long as it can be: broken where a row certainly stands and
        certainly nothing covers it, else undecided.

    """
    stretches = find_certain_stretches(cover)
    if all(is_covered(row.days, stretches, until=until) for row in rows):
        return []
    runs: list[tuple[Days, Answer]] = []
    for days, (needed, covering) in sweep(rows, cover, until=until):
        answer = Answer.possibly(
            holds=bool(covering.possible) or not needed.certain,
            fails=bool(needed.possible) and not covering.certain,
        )
        if answer is Answer.HOLDS:
            continue
        if runs and runs[-1][1] is answer and (days.first - runs[-1][0].last).days == 1:
            runs[-1] = Days(runs[-1][0].first, days.last), answer
        else:
            runs.append((days, answer))
    return runs


def find_outside(
    rows: Sequence[Lasting], cover: Sequence[Lasting], *, until: date
) -> Iterator[tuple[int, Days, Answer]]:
    """Find the runs of days of each row alone that nothing covers, with the place of the row."""
    stretches = find_certain_stretches(cover)
    for i, row in enumerate(rows):
        if not is_covered(row.days, stretches, until=until):
            for days, answer in find_uncovered([row], cover, until=until):
                yield i, days, answer


def find_certain_stretches(rows: Sequence[Lasting]) -> list[Days]:
    """Find the stretches of days on each of which a row certainly stands, in order of time."""
    stretches: list[Days] = []
    for first, last in sorted(filter(None, [row.days.certain for row in rows])):
        if stretches and first.toordinal() <= stretches[-1].last.toordinal() + 1:
            stretches[-1] = Days(stretches[-1].first, max(stretches[-1].last, last))
        else:
            stretches.append(Days(first, last))
    return stretches


def is_covered(days: Interval, stretches: Sequence[Days], *, until: date) -> bool:
    """Return whether all days that an interval may have, up to a day, lie in one of the stretches."""
    first, last = days.earliest_start, min(days.latest_end, until)
    place = bisect_right(stretches, first, key=_first_day)
    return first > last or (place > 0 and last <= stretches[place - 1].last)


def are_apart(rows: Sequence[Lasting]) -> bool:
    """Return whether certainly no two rows have a day in common."""
    in_order = sorted([(row.days.earliest_start, row.days.latest_end) for row in rows])
    return all(one[1] < other[0] for one, other in pairwise(in_order))


def _first_day(stretch: Days) -> date:
    """Return the first day of a stretch."""
    return stretch.first
