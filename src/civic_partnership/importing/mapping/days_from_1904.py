"""Write the day numbers of workbooks that count from 1904 as dates, before anything is made of them."""

import datetime
import re
from collections.abc import Iterator, Mapping as AnyMapping
from typing import Any

import attrs

from civic_partnership.importing.source import Row
from civic_partnership.model import KINDS, item_type
from civic_partnership.values import danish_date, find_value_type
from civic_partnership.values.date_types import DayType, PartialDateType
from civic_partnership.values.period import PeriodType

from .columns import Columns, NamedColumn
from .definition import FieldSource, Mapping, PartMapping, RecordMapping

_FIRST_DAY = datetime.date(1904, 1, 1)
_DAY_NUMBER = re.compile(r"\s*([2-7][0-9]{4})\s*")


def write_days_from_1904(rows: Iterator[Row], mapping: Mapping, columns: Columns) -> Iterator[Row]:
    """Yield the rows with dates for day numbers in the columns that fill dates and periods.

    The rows come back from a file of rejects as dates: no other program would know where they count from.
    """
    places = {
        place
        for record in mapping.records
        for column in _day_columns(record, KINDS[record.kind])
        for place, _ in column.find(columns)
    }
    for row in rows:
        cells = [_write_day(cell) if i in places else cell for i, cell in enumerate(row.cells)]
        yield row._replace(cells=cells)


def _write_day(cell: str) -> str:
    found = _DAY_NUMBER.fullmatch(cell)
    return danish_date(_FIRST_DAY + datetime.timedelta(int(found[1]))) if found else cell


def _day_columns(part: RecordMapping | PartMapping, cls: Any) -> Iterator[NamedColumn]:
    """Yield the columns that fill dates and periods of a record, or of a list in it."""
    known: AnyMapping[str, Any] = attrs.fields_dict(cls)
    headings = part.headings if isinstance(part, PartMapping) else None
    for name, source in part.fields.items():
        if _holds_days(known[name].type):
            yield NamedColumn((), _names(source, headings))
    for inner in part.parts:
        yield from _day_columns(inner, item_type(known[inner.list].type))


def _names(source: FieldSource, headings: str | None) -> tuple[str, ...]:
    wide = (headings,) if source.cell and headings is not None else ()
    return (*source.columns, *source.start, *source.end, *wide)


def _holds_days(annotation: Any) -> bool:
    return isinstance(find_value_type(annotation), DayType | PartialDateType | PeriodType)
