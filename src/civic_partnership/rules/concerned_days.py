"""The days that a verdict is about."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from civic_partnership.findings import Verdict
from civic_partnership.values import Days, Interval, PartialDate, Period


def find_concerned_days(verdict: Verdict, parts: Sequence[Any]) -> Interval | None:
    """Return the days that a verdict concerns; None if it concerns no days.

    They are those of the fact `days`, `year`, `period`, `due` or `planned`, else those of the innermost part
    with days.

    Args:
        verdict: the verdict.
        parts: the record, and the parts of it that the path of the verdict leads through.
    """
    return next((days for days in map(_days_of, _concerned(verdict, parts)) if days), None)


def _concerned(verdict: Verdict, parts: Sequence[Any]) -> Iterator[Any]:
    yield from (verdict.facts.get(name) for name in ("days", "year", "period", "due", "planned"))
    for part in reversed(parts):
        yield getattr(part, "days", None) or getattr(part, "on", None)


def _days_of(value: Any) -> Interval | None:
    match value:
        case Interval():
            return value
        case int(year):
            return Period.of_year(year)
        case Days(first, last):
            return Interval((first, first), (last, last))
        case PartialDate():
            return Interval((value.earliest, value.earliest), (value.latest, value.latest))
        case date():
            return Interval((value, value), (value, value))
    return None
