"""The lengths of terms and action plans, in words."""

from collections.abc import Sequence
from datetime import timedelta

from civic_partnership.values import Interval, Label, months_after

_UNKNOWN_LENGTH = Label("et uvist antal år", "an uncertain number of years")
_HALF_YEAR = 6
_YEARS = Label("år", "year"), Label("år", "years")
_MONTHS = Label("måned", "month"), Label("måneder", "months")
_DAYS = Label("dag", "day"), Label("dage", "days")


def describe_length(days: Interval) -> Label:
    """Return how long a term or a plan lasts, in years, months and days, as in "2½ år"."""
    if not days.is_exact:
        return _UNKNOWN_LENGTH
    after = days.latest_end + timedelta(1)
    months = (after.year - days.earliest_start.year) * 12 + after.month - days.earliest_start.month
    months -= months_after(days.earliest_start, months) > after
    rest = (after - months_after(days.earliest_start, months)).days
    years, months = divmod(months, 12)
    half = "½" if months == _HALF_YEAR and not rest and years else ""
    parts = [(years, _YEARS), (0 if half else months, _MONTHS), (rest, _DAYS)]
    texts = [
        Label(f"{n}{mark} {words[n > 1 or bool(mark)].da}", f"{n}{mark} {words[n > 1 or bool(mark)].en}")
        for (n, words), mark in zip(parts, (half, "", ""), strict=True)
        if n
    ]
    return Label(_join([each.da for each in texts], " og "), _join([each.en for each in texts], " and "))


def _join(texts: Sequence[str], word: str) -> str:
    return word.join(filter(None, [", ".join(texts[:-1]), texts[-1]]))
