"""Days that must be covered and are not: the rules about gaps, and about days outside the terms."""

from collections.abc import Iterator, Sequence
from datetime import date

from civic_partnership.values import Answer, Days, Lasting, sweep


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
    for i, row in enumerate(rows):
        if not any(each.days.contains(row.days) is Answer.HOLDS for each in cover):
            for days, answer in find_uncovered([row], cover, until=until):
                yield i, days, answer
