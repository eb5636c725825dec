"""Write the numbers and days of a workbook as a Danish spreadsheet shows them."""

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from civic_partnership.values import danish_date, danish_number

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""The parts of a number format that are shown as they stand, and its colours and languages."""
_ZEROS = re.compile("0{2,}")


@lru_cache(4096, typed=True)
def show_number(value: float, number_format: str) -> str:
    """Write a number: with `%`, as a power of ten or with zeros in front if its format says so.

    Raises:
        ValueError: it is infinite or no number; no spreadsheet holds one.
    """
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


def show_day(value: datetime.date, number_format: str) -> str:
    """Write a day, or only its month or year if the format shows no more."""
    shown = _QUOTED.sub("", number_format).lower()
    steps = danish_date(value).split("-")
    if "y" in shown and "d" not in shown:
        steps = steps[1:] if "m" in shown else steps[2:]
    return "-".join(steps)


def show_moment(value: datetime.datetime, number_format: str) -> str:
    """Write a day with its time, unless that is midnight."""
    day = show_day(value.date(), number_format)
    return day if value.time() == datetime.time() else f"{day} {value.time():%H:%M:%S}"
