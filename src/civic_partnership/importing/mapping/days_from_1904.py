"""Write the day numbers of workbooks that count from 1904 as dates, before anything is made of them."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from civic_partnership.importing.source import Row
from civic_partnership.values import PartialDate, Period, danish_date, find_value_type

from .columns import Columns
from .definition import Mapping

_FIRST_DAY = datetime.date(1904, 1, 1)
_DAYS = frozenset({datetime.date, PartialDate, Period})
"""The Python types of days and periods in cells."""
_DAY_NUMBER = re.compile(r"\s*([2-7][0-9]{4})\s*")


def write_days_from_1904(rows: Iterator[Row], mapping: Mapping, columns: Columns) -> Iterator[Row]:
    """Yield the rows with dates for day numbers in the columns that fill dates and periods.

    The rows come back from a file of rejects as dates: no other program would know where they count from.
    """
    places = columns.find_filling(mapping, lambda annotation, _: _holds_days(annotation))
    for row in rows:
        cells = [_write_day(cell) if i in places else cell for i, cell in enumerate(row.cells)]
        yield row._replace(cells=cells)


def _write_day(cell: str) -> str:
    found = _DAY_NUMBER.fullmatch(cell)
    return danish_date(_FIRST_DAY + datetime.timedelta(int(found[1]))) if found else cell


def _holds_days(annotation: Any) -> bool:
    found = find_value_type(annotation)
    return found is not None and not _DAYS.isdisjoint(found.python_types)
