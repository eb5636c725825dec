"""Dates of which the day, or the day and month, may be missing (standard: ISO 8601-2, EDTF)."""

import functools
import re
from datetime import date
from typing import Any

from .immutable import Immutable, set_field
from .value_type import InvalidValue

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The first and the last year that a date may have."""
YEAR_REFUSED = (
    f"året skal ligge mellem {FIRST_YEAR} og {LAST_YEAR}",
    f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}",
)
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~?)")


@functools.total_ordering
class PartialDate(Immutable):
    """A day `2024-01-01`, a month `2020-10` or a year `2012`, from 1900 to 2199.

    A `~` at the end says approximate: `2020-10~` is some unknown day of October 2020. Without `~`, a month or
    year means its first day if it starts a period, and its last day if it ends a period.

    Dates are sorted by first day, then by last day; an exact date comes before an approximate date.

    Attributes:
        text: the date as written.
        earliest: the first day of the month or year; for a day, the day itself.
        latest: the last day of the month or year; for a day, the day itself.
        approximate: whether the text ends with `~`.

    Raises:
        InvalidValue: the text is no such date.

    """

    __slots__ = ("approximate", "earliest", "latest", "text")
    text: str
    earliest: date
    latest: date
    approximate: bool

    def __init__(self, text: str) -> None:
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise InvalidValue(
                'en dato skrives som "2024-01-31", "2024-01" eller "2024", omtrentlig som "2024~"',
                'a date is written "2024-01-31", "2024-01" or "2024", approximately "2024~"',
            )
        year_text, month_text, day_text, approximate = written.groups()
        year = int(year_text)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InvalidValue(*YEAR_REFUSED)
        if month_text is None:
            earliest, latest = date(year, 1, 1), date(year, 12, 31)
        else:
            month = int(month_text)
            if not 1 <= month <= 12:
                raise InvalidValue(
                    "måneden skal ligge mellem 01 og 12", "the month must lie between 01 and 12"
                )
            length = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
            if day_text is None:
                earliest, latest = date(year, month, 1), date(year, month, length)
            elif 1 <= int(day_text) <= length:
                earliest = latest = date(year, month, int(day_text))
            else:
                raise InvalidValue(f"måneden har {length} dage", f"that month has {length} days")
        set_field(self, "text", text)
        set_field(self, "earliest", earliest)
        set_field(self, "latest", latest)
        set_field(self, "approximate", bool(approximate))

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Return a day as a partial date."""
        return cls(day.isoformat())

    @property
    def as_start(self) -> tuple[date, date]:
        """Return the earliest and the latest day that this date can mean as the start of a period."""
        return self.earliest, self.latest if self.approximate else self.earliest

    @property
    def as_end(self) -> tuple[date, date]:
        """Return the earliest and the latest day that this date can mean as the end of a period."""
        return self.earliest if self.approximate else self.latest, self.latest

    def _arguments(self) -> tuple[Any, ...]:
        return (self.text,)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.earliest, self.latest, self.approximate) < (
            other.earliest,
            other.latest,
            other.approximate,
        )

    def __str__(self) -> str:
        return self.text
