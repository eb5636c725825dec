"""Intervals and periods: consecutive days whose first or last day may be uncertain."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from .danish_periods import NO_END, UNKNOWN_END, parse_period
from .date_types import PARTIAL_DATE_PATTERN
from .immutable import Immutable, set_field
from .partial_date import PartialDate
from .uncertainty import Answer, Bounds
from .value_type import Cell, Dialect, InvalidValue, ValueType, WrongType, written_schema

_DAY = timedelta(days=1)
OPEN = date.max
"""The last day of an interval without an end, and the latest possible one if nobody recorded the end."""


def years_after(day: date, years: int) -> date | None:
    """Return the same day a number of years later; None if that year lies outside the Python calendar.

    29 February becomes 1 March in a year without 29 February.
    """
    year = day.year + years
    try:
        return day.replace(year=year)
    except (ValueError, OverflowError):  # a day that the year does not have, or no year of the calendar
        return date(year, 3, 1) if date.min.year <= year <= date.max.year else None


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month; `OPEN` beyond the calendar."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > OPEN.year:
        return OPEN
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class Days(NamedTuple):
    """Consecutive days from the first to the last day, both included."""

    first: date
    last: date


class Interval(Immutable):
    """Consecutive days whose first and last day may be uncertain.

    The first day lies between two known days, and so does the last day. A *reading* is one possible choice of
    the first and the last day. *Certainly* means in every reading; *possibly* means in at least one reading.

    Attributes:
        earliest_start, latest_start: the earliest and the latest possible first day.
        earliest_end, latest_end: the earliest and the latest possible last day. The latest is `OPEN` if
            nobody recorded the end; both are `OPEN` if the interval goes on until somebody ends it.

    """

    __slots__ = ("earliest_end", "earliest_start", "latest_end", "latest_start")
    earliest_start: date
    latest_start: date
    earliest_end: date
    latest_end: date

    def __init__(self, start: tuple[date, date], end: tuple[date, date]) -> None:
        if end[1] < start[0]:
            raise InvalidValue("perioden slutter, før den begynder", "the period ends before it starts")
        set_field(self, "earliest_start", start[0])
        set_field(self, "latest_start", min(start[1], end[1]))
        set_field(self, "earliest_end", max(end[0], start[0]))
        set_field(self, "latest_end", end[1])

    def _arguments(self) -> tuple[Any, ...]:
        return (self.earliest_start, self.latest_start), (self.earliest_end, self.latest_end)

    @property
    def days(self) -> "Interval":
        """Return the interval itself. All objects that last for some days have this property."""
        return self

    @property
    def is_exact(self) -> bool:
        """Tell whether there is a first and a last day, and both are certain."""
        return self.earliest_start == self.latest_start and self.earliest_end == self.latest_end != OPEN

    @property
    def certain(self) -> Days | None:
        """Return the days that certainly belong to the interval; None if none does."""
        if self.earliest_end < self.latest_start:
            return None
        return Days(self.latest_start, self.earliest_end)

    @property
    def length(self) -> Bounds:
        """Return the number of days in the interval. Without an end, the number may be any."""
        if self.earliest_end == OPEN:
            return Bounds(1, None)
        shortest = max(1, (self.earliest_end - self.latest_start).days + 1)
        longest = None if self.latest_end == OPEN else (self.latest_end - self.earliest_start).days + 1
        return Bounds(shortest, longest)

    def covers(self, day: date) -> Answer:
        """Answer whether a day lies in the interval."""
        sure = self.certain
        return Answer.possibly(
            holds=self.earliest_start <= day <= self.latest_end,
            fails=sure is None or not sure[0] <= day <= sure[1],
        )

    def contains(self, other: "Interval") -> Answer:
        """Answer whether every day of another interval lies in this interval."""
        start = max(self.earliest_start, other.earliest_start)
        end = min(self.latest_end, other.latest_end)
        return Answer.possibly(
            holds=start <= other.latest_start and other.earliest_end <= end and start <= end,
            fails=other.earliest_start < self.latest_start or self.earliest_end < other.latest_end,
        )

    def overlap(self, other: "Interval") -> Bounds:
        """Return the number of days that this interval and another interval share."""
        first = max(self.earliest_start, other.earliest_start)
        last = min(self.latest_end, other.latest_end)
        most = None if last == OPEN else max(0, (last - first).days + 1)
        return Bounds(self._certain_overlap(other), most)

    def _certain_overlap(self, other: "Interval") -> int:
        """Return the lowest possible number of days that this interval and another interval share.

        Suppose that one interval has no certain day. In its shortest reading the interval is a single day:
        any day from its earliest end to its latest start. The intervals certainly share a day only if each of
        these days certainly belongs to the other interval.
        """
        ours, theirs = self.certain, other.certain
        if ours is not None and theirs is not None:
            return max(0, (min(ours[1], theirs[1]) - max(ours[0], theirs[0])).days + 1)
        if ours is None and theirs is None:
            return 0
        loose, sure = (self, theirs) if ours is None else (other, ours)
        assert sure is not None  # noqa: S101 - one of the two is not None here
        return int(sure[0] <= loose.earliest_end and loose.latest_start <= sure[1])

    def adjoins(self, following: "Interval") -> Answer:
        """Answer whether another interval starts on the day after this interval ends."""
        first, last = following.earliest_start.toordinal() - 1, following.latest_start.toordinal() - 1
        earliest, latest = self.earliest_end.toordinal(), self.latest_end.toordinal()
        return Answer.possibly(
            holds=first <= latest and earliest <= last, fails=not (first == last == earliest == latest)
        )

    def lasts_at_most(self, years: int) -> Answer:
        """Answer whether the interval lasts at most a number of years.

        Without an end, it may end on any day.
        """
        longest, shortest = (years_after(day, years) for day in (self.earliest_start, self.latest_start))
        is_open = OPEN in (self.earliest_end, self.latest_end)
        return Answer.possibly(
            holds=is_open or shortest is None or self.earliest_end < shortest,
            fails=longest is not None and self.latest_end >= longest,
        )

    def lasts(self, years: int) -> Answer:
        """Answer whether the interval lasts exactly a number of years.

        An interval from 1 May 2020 to 30 April 2024 lasts four years. Without an end, it may end on any day.
        """
        if self.is_exact:
            after = years_after(self.earliest_start, years)
            return Answer.of(after is not None and after.toordinal() - 1 == self.latest_end.toordinal())
        holds = fails = False
        for number in range((self.latest_start - self.earliest_start).days + 1):
            first = self.earliest_start + number * _DAY
            after = years_after(first, years)
            asked = None if after is None or after <= first else after - _DAY
            earliest = first if self.earliest_end == OPEN else max(self.earliest_end, first)
            holds = holds or (asked is not None and earliest <= asked <= self.latest_end)
            fails = fails or not (asked == earliest == self.latest_end)
            if holds and fails:
                break
        return Answer.possibly(holds=holds, fails=fails)


class Period(Interval):
    """A text `start/end`: `2012/2015` is 1 January 2012 to 31 December 2015, both included.

    The start and the end are partial dates. `2022/..` has no end: it goes on until somebody ends it. `2022/`
    has an end that nobody recorded: it may be any day from the start on. Both are written as in EDTF.

    Attributes:
        text: the period as written.

    Raises:
        InvalidValue: the text is no period, or the period ends before it starts.

    """

    __slots__ = ("text",)
    text: str

    def __init__(self, text: str) -> None:
        start_text, slash, end_text = text.partition("/")
        if not slash or not start_text:
            raise InvalidValue(
                'en periode skrives som "2012/2015", "2020-10/2021-09" eller "2024-01-01/.."',
                'a period is written "2012/2015", "2020-10/2021-09" or "2024-01-01/.."',
            )
        start = PartialDate(start_text).as_start
        if end_text in (NO_END, UNKNOWN_END):
            super().__init__(start, (OPEN if end_text == NO_END else start[0], OPEN))
        else:
            super().__init__(start, PartialDate(end_text).as_end)
        set_field(self, "text", text)

    @staticmethod
    @cache
    def of_year(year: int) -> "Period":
        """Return the period from 1 January to 31 December of a year."""
        return Period(f"{year}/{year}")

    @property
    def start(self) -> PartialDate:
        """Return the date before the slash."""
        return PartialDate(self.text.partition("/")[0])

    @property
    def end(self) -> PartialDate | None:
        """Return the date after the slash; None if `..` or nothing stands there."""
        end = self.text.partition("/")[2]
        return None if end in (NO_END, UNKNOWN_END) else PartialDate(end)

    @property
    def has_no_end(self) -> bool:
        """Tell whether the period goes on until somebody ends it, as `2022/..` does."""
        return self.earliest_end == OPEN

    def _arguments(self) -> tuple[Any, ...]:
        return (self.text,)

    def __str__(self) -> str:
        return self.text


class PeriodType(ValueType[Period]):
    """The value type of periods."""

    in_python = ('Period("2012/2015")', 'Period("2012/2015")')
    hint = "2024/2025"
    is_text = True
    python_types = (Period,)
    recurs = True
    is_checked_when_made = True
    parse = staticmethod(parse_period)
    plain_schema = written_schema(rf"{PARTIAL_DATE_PATTERN}/(?:\.\.|{PARTIAL_DATE_PATTERN})?")

    def read(self, raw: Any, _: Any = None) -> Period:
        """Read a period from a text such as `2012/2015`; refuse any other type."""
        if type(raw) is not str:
            raise WrongType(
                'en periode i anførselstegn som "2012/2015"',
                'a period in quotation marks such as "2012/2015"',
            )
        return Period(raw)

    def write(self, value: Period) -> str:
        """Return the text of a period."""
        return value.text

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a period in a table cell."""
        if dialect.write_date is not None:  # a Danish table has two columns instead: start and end
            return super().cell(dialect)
        return Cell("string", None, str)
