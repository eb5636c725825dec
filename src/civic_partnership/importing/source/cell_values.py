"""Write the values of a workbook as a Danish spreadsheet shows them."""

import datetime
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from civic_partnership.values import danish_date, danish_number

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""The parts of a number format that are shown as they stand, and its colours and languages."""
_ZEROS = re.compile("0{2,}")


def show_value(value: Any, number_format: str) -> str:
    """Write a truth value, a number, a day with its time, a time of day, or how long something lasts.

    Raises:
        ValueError: a number is infinite or none; no spreadsheet holds one.
    """
    match value:
        case bool():
            return "ja" if value else "nej"
        case int() | float():
            return _show_number(value, number_format)
        case datetime.datetime():
            day = _show_day(value.date(), number_format)
            return day if value.time() == datetime.time() else f"{day} {value:%H:%M:%S}"
        case datetime.date():
            return _show_day(value, number_format)
        case datetime.time():
            return f"{value:%H:%M:%S}"
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


@lru_cache(4096, typed=True)
def _show_number(value: float, number_format: str) -> str:
    """Write a number: with `%`, as a power of ten or with zeros in front if its format says so."""
    exact = Decimal(value if isinstance(value, int) else f"{value:.15g}")  # as many digits as are kept
    if not exact.is_finite():
        raise ValueError(value)
    bare = _QUOTED.sub("", number_format)
    if "%" in bare:
        return f"{danish_number(exact * 100)} %"
    if "E+" in bare.upper():
        return f"{exact.normalize():E}".replace(".", ",")
    if _ZEROS.fullmatch(bare) and exact == int(exact):
        return f"{int(exact):0{len(bare)}}"
    return danish_number(exact)


def _show_day(value: datetime.date, number_format: str) -> str:
    """Write a day, or only its month or year if the format shows no more."""
    shown = _QUOTED.sub("", number_format).lower()
    steps = danish_date(value).split("-")
    if "y" in shown and "d" not in shown:
        steps = steps[1:] if "m" in shown else steps[2:]
    return "-".join(steps)
