"""The days that a verdict is about."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from civic_partnership.values import Days, Interval, PartialDate, Period


def find_concerned_days(facts: Mapping[str, Any], parts: Sequence[Any]) -> Interval | None:
    """Return the days that a verdict concerns; None if it concerns no days.

    They are those of the fact `days`, `year`, `period`, `due` or `planned`, else those of the innermost part
    with days. `parts` are the record, and the parts of it that the path of the verdict leads through.
    """
    concerned = [facts.get(name) for name in ("days", "year", "period", "due", "planned")]
    concerned += [getattr(part, "days", None) or getattr(part, "on", None) for part in reversed(parts)]
    return next(filter(None, map(_days_of, concerned)), None)


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
