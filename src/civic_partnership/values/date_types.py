"""The value types of days, times of day and partial dates, in ISO and in Danish form."""

import contextlib
import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from .danish_dates import parse_date, parse_time
from .partial_date import FIRST_YEAR, LAST_YEAR, PartialDate
from .value_type import Cell, Dialect, InvalidValue, ValueType, WrongType, written_schema

_ABOUT = "ca. "


def danish_date(value: date | PartialDate) -> str:
    """Write a date in Danish order, day first.

    A day becomes `31-12-2024`, a month `12-2024`, a year `2024`, and an approximate date `ca. 2024`.
    """
    text = str(value)
    exact = text.removesuffix("~")
    return (_ABOUT if exact != text else "") + "-".join(reversed(exact.split("-")))


def iso_date(text: str) -> str:
    """Return the ISO text of a date that `danish_date` wrote: `12-2024` becomes `2024-12`.

    If the text is no date, the result is no date either.
    """
    exact = text.removeprefix(_ABOUT)
    return "-".join(reversed(exact.split("-"))) + ("~" if exact != text else "")


_CENTURIES = range(FIRST_YEAR // 100, LAST_YEAR // 100 + 1)
_YEAR = f"(?:{'|'.join(map(str, _CENTURIES))})[0-9]{{2}}"
_LEAP_YEAR = "(?:{}|(?:{})(?:0[48]|[2468][048]|[13579][26]))".format(
    "|".join(f"{century}00" for century in _CENTURIES if century % 4 == 0),
    "|".join(map(str, _CENTURIES)),
)
_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])"
_DAY = (
    f"(?:{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])"
    f"|{_YEAR}-(?:0[13-9]|1[0-2])-(?:29|30)"
    f"|{_YEAR}-(?:0[13578]|1[02])-31"
    f"|{_LEAP_YEAR}-02-29)"
)
PARTIAL_DATE_PATTERN = f"(?:{_DAY}|{_MONTH}|{_YEAR})~?"


class DayType(ValueType[date]):
    """The value type of exact days."""

    in_python = ("datetime.date(2024, 1, 31)", "datetime.date(2024, 1, 31)")
    hint = "2024-01-31"
    is_text = True
    python_types = (date,)
    recurs = True
    parse = staticmethod(parse_date)
    plain_schema = written_schema(_DAY, format="date")

    def read(self, raw: Any, _: Any = None) -> date:
        """Read a day from a date or from a text such as `2024-01-31`; refuse a month or a year."""
        if type(raw) is date:
            if FIRST_YEAR <= raw.year <= LAST_YEAR:
                return raw
            raw = raw.isoformat()
        if type(raw) is not str:
            raise WrongType("en dag som 2024-01-31", "a day such as 2024-01-31")
        unit = PartialDate(raw)
        if len(unit.text) != len("2024-01-31"):
            raise InvalidValue(
                "der kræves en bestemt dag som 2024-01-31", "one exact day is needed, such as 2024-01-31"
            )
        return unit.earliest

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a day in a table cell."""
        return Cell("date", dialect.write_date, dialect.read_date)

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for days from 1900 to 2199."""
        return st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


_TIME = written_schema("(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?")
_NO_TEXT = [{"type": other} for other in ("null", "boolean", "number", "array", "object")]
_TIME_SCHEMA = {"pattern": _TIME["pattern"], "not": {"anyOf": [_TIME["not"], *_NO_TEXT]}}
"""The JSON Schema of times of day.

The schema does not require a text, because the tool tombi does not count a TOML time as a text. The schema
has no `format`, because the tool ajv knows none that fits.
"""


class TimeType(ValueType[time]):
    """The value type of times of day, exact to the second."""

    in_python = ("datetime.time(17, 30)", "datetime.time(17, 30)")
    hint = "17:30:00"
    is_text = True
    python_types = (time,)
    parse = staticmethod(parse_time)
    plain_schema = _TIME_SCHEMA

    def read(self, raw: Any, _: Any = None) -> time:
        """Read a time of day from a TOML time or a text `17:30:00`; refuse fractions of a second."""
        if type(raw) is str and re.fullmatch("[0-9]{2}:[0-9]{2}:[0-9]{2}", raw):
            with contextlib.suppress(ValueError):  # refused below, as every other text that is no time
                raw = time.fromisoformat(raw)
        elif type(raw) not in (str, time):
            raise WrongType("et klokkeslæt som 17:30:00", "a time such as 17:30:00")
        if type(raw) is not time or raw.tzinfo or raw.microsecond:
            raise InvalidValue("et klokkeslæt skrives som 17:30:00", "a time is written 17:30:00")
        return raw

    def cell(self, _: Dialect) -> Cell:
        """Return the functions that write and read a time of day in a table cell."""
        return Cell("time", None, str)

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for times of day without fractions of a second."""
        return st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))


class PartialDateType(ValueType[PartialDate]):
    """The value type of partial dates: a day, a month or a year."""

    in_python = ('PartialDate("2024-01")', 'PartialDate("2024-01")')
    hint = "2024-01"
    is_text = True
    python_types = (PartialDate,)
    recurs = True
    is_checked_when_made = True
    parse = staticmethod(parse_date)
    plain_schema = written_schema(PARTIAL_DATE_PATTERN)

    def read(self, raw: Any, _: Any = None) -> PartialDate:
        """Read a partial date from a text such as `2024-01`, or from a date; refuse any other type."""
        if type(raw) is date:
            return PartialDate.of(DayType().read(raw))
        if type(raw) is not str:
            raise WrongType(
                'en dato i anførselstegn som "2024" eller "2024-01"',
                'a date in quotation marks such as "2024" or "2024-01"',
            )
        return PartialDate(raw)

    def write(self, value: PartialDate) -> str:
        """Return the text of a partial date, such as `2020-10`."""
        return value.text

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a partial date in a table cell.

        In a Danish table, a month or a year is protected: a spreadsheet would make a month its first day.
        """
        write_date = dialect.write_date
        if write_date is None:
            return Cell("string", None, dialect.read_date)
        return Cell(
            "string",
            lambda value: (str if value.earliest == value.latest else dialect.guard)(write_date(value)),
            lambda cell: dialect.read_date(dialect.unguard(cell)),
        )
