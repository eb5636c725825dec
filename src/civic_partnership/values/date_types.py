"""Days, times and partial dates: how they are read and written, also in Denmark."""

import calendar
import contextlib
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

from .danish_dates import parse_date, parse_time
from .label import InvalidValue, WrongType
from .partial_date import FIRST_YEAR, LAST_YEAR, PartialDate
from .value_type import Cell, Check, Dialect, Misfit, Path, Schema, ValueType, written_schema

_ABOUT = "ca. "


def danish_date(value: date | PartialDate) -> str:
    """Return the date, day first: `31-12-2024`; a month `12-2024`, a year `2024`, about then `ca. 2024`."""
    text = str(value)
    exact = text.removesuffix("~")
    return (_ABOUT if exact != text else "") + "-".join(reversed(exact.split("-")))


def iso_date(text: str) -> str:
    """Return the ISO text of what `danish_date` wrote; for any other text, one that is no date."""
    exact = text.removeprefix(_ABOUT)
    return "-".join(reversed(exact.split("-"))) + ("~" if exact != text else "")


def date_patterns() -> tuple[str, str]:
    """Return regular expressions for the days of the calendar, and for partial dates."""
    centuries = range(FIRST_YEAR // 100, LAST_YEAR // 100 + 1)
    any_century = "|".join(map(str, centuries))
    year = f"(?:{any_century})[0-9]{{2}}"
    leap_centuries = "|".join(f"{century}00" for century in centuries if calendar.isleap(100 * century))
    leap_year = f"(?:{leap_centuries}|(?:{any_century})(?:0[48]|[2468][048]|[13579][26]))"
    month = f"{year}-(?:0[1-9]|1[0-2])"
    day = (
        f"(?:{month}-(?:0[1-9]|1[0-9]|2[0-8])"
        f"|{year}-(?:0[13-9]|1[0-2])-(?:29|30)"
        f"|{year}-(?:0[13578]|1[02])-31"
        f"|{leap_year}-02-29)"
    )
    return day, f"(?:{day}|{month}|{year})~?"


class DayType(ValueType[date]):
    """One exact day."""

    in_python = ("datetime.date(2024, 1, 31)", "datetime.date(2024, 1, 31)")
    hint = "2024-01-31"
    is_text = True

    @property
    def python_types(self) -> tuple[type, ...]:
        """The class of days."""
        return (date,)

    def read(self, raw: Any, annotation: Any = None) -> date:
        """Return the day; it may stand as such or as a text."""
        del annotation
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

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the schema of its ISO text."""
        del of
        return {**written_schema(date_patterns()[0]), "format": "date"}

    def cell(self, dialect: Dialect) -> Cell:
        """Return the cell of a day."""
        return Cell("date", dialect.write_date, dialect.read_date)

    def parse(self, text: str) -> str:
        """Return the day as EDTF."""
        return parse_date(text)

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a strategy for the days of all years that a date may have."""
        del of
        return st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


class TimeType(ValueType[time]):
    """A time of the day, to the second."""

    in_python = ("datetime.time(17, 30)", "datetime.time(17, 30)")
    hint = "17:30:00"
    is_text = True

    @property
    def python_types(self) -> tuple[type, ...]:
        """The class of times."""
        return (time,)

    def read(self, raw: Any, annotation: Any = None) -> time:
        """Return the time; it may stand as such or as a text."""
        del annotation
        if type(raw) is str and re.fullmatch("[0-9]{2}:[0-9]{2}:[0-9]{2}", raw):
            with contextlib.suppress(ValueError):  # refused below, as every other text that is no time
                raw = time.fromisoformat(raw)
        elif type(raw) not in (str, time):
            raise WrongType("et klokkeslæt som 17:30:00", "a time such as 17:30:00")
        if type(raw) is not time or raw.tzinfo or raw.microsecond:
            raise InvalidValue("et klokkeslæt skrives som 17:30:00", "a time is written 17:30:00")
        return raw

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the schema of a time, as text or as TOML has it.

        To tombi a time of TOML is no text, and there is no name for it in a schema that ajv knows.
        """
        del of
        others = ("null", "boolean", "number", "array", "object")
        written = written_schema("(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?")
        return {
            "pattern": written["pattern"],
            "not": {"anyOf": [written["not"], *({"type": other} for other in others)]},
        }

    def cell(self, dialect: Dialect) -> Cell:
        """Return the cell of a time."""
        del dialect
        return Cell("time", None, str)

    def parse(self, text: str) -> str:
        """Return the time with its seconds."""
        return parse_time(text)

    def samples(self, st: Any, of: Callable[[Any], Any]) -> Any:
        """Return a strategy for all times to the second."""
        del of
        return st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))


class PartialDateType(ValueType[PartialDate]):
    """A partial date."""

    in_python = ('PartialDate("2024-01")', 'PartialDate("2024-01")')
    hint = "2024-01"
    is_text = True

    @property
    def python_types(self) -> tuple[type, ...]:
        """The class of partial dates."""
        return (PartialDate,)

    def read(self, raw: Any, annotation: Any = None) -> PartialDate:
        """Return the date; a day may stand as such or as a text."""
        del annotation
        if type(raw) is date:
            return PartialDate.of(DayType().read(raw))
        if type(raw) is not str:
            raise WrongType(
                'en dato i anførselstegn som "2024" eller "2024-01"',
                'a date in quotation marks such as "2024" or "2024-01"',
            )
        return PartialDate(raw)

    def write(self, value: PartialDate) -> str:
        """Return its text."""
        return value.text

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the schema of its text."""
        del of
        return written_schema(date_patterns()[1])

    def cell(self, dialect: Dialect) -> Cell:
        """Return the cell of a date.

        It is guarded where it is no day: a spreadsheet would make the first day of a month of it.
        """
        write_date = dialect.write_date
        if write_date is None:
            return Cell("string", None, dialect.read_date)
        return Cell(
            "string",
            lambda value: (str if value.earliest == value.latest else dialect.guard)(write_date(value)),
            lambda cell: dialect.read_date(dialect.unguard(cell)),
        )

    def parse(self, text: str) -> str:
        """Return the date as EDTF."""
        return parse_date(text)

    def check_content(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Yield nothing: a partial date is right as soon as it is made."""
        del value, path, check
        return iter(())
