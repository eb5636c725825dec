"""Strict readers of single values: nothing is converted, and every refusal says what is asked for.

A text is no number, `true` is no 1, a missing value is no text.
"""

import contextlib
import datetime
import re
from collections.abc import Callable
from typing import Any

from civic_partnership.values import FIRST_YEAR, LAST_YEAR, InvalidValue, PartialDate, Period, WrongType


def read_text(value: object, _: object = None) -> str:
    """A text that is not empty and can be written as UTF-8."""
    if type(value) is not str:
        raise WrongType("en tekst i anførselstegn", "a text in quotation marks")
    if not value or value.isspace():
        raise InvalidValue(
            "teksten er tom; skriv noget, eller udelad feltet",
            "the text is empty; write something, or leave it out",
        )
    if not value.isascii() and not value.isprintable():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise InvalidValue(
                "teksten har tegn, der ikke findes i Unicode", "the text has characters that Unicode lacks"
            ) from None
    return value


def _boolean(value: object, _: object) -> bool:
    if type(value) is not bool:
        raise WrongType("true eller false", "true or false")
    return value


def _integer(value: object, _: object) -> int:
    if type(value) is not int:
        raise WrongType("et helt tal uden anførselstegn", "a whole number without quotation marks")
    return value


def _day(value: object, _: object = None) -> datetime.date:
    if type(value) is datetime.date:
        if FIRST_YEAR <= value.year <= LAST_YEAR:
            return value
        value = value.isoformat()
    if type(value) is not str:
        raise WrongType("en dag som 2024-01-31", "a day such as 2024-01-31")
    read = PartialDate(value)
    if len(read.text) != len("2024-01-31"):
        raise InvalidValue(
            "der kræves en bestemt dag som 2024-01-31", "one exact day is needed, such as 2024-01-31"
        )
    return read.earliest


def _time(value: object, _: object) -> datetime.time:
    if type(value) is str and re.fullmatch("[0-9]{2}:[0-9]{2}:[0-9]{2}", value):
        with contextlib.suppress(ValueError):  # told below, as every other text that is no time
            value = datetime.time.fromisoformat(value)
    elif type(value) not in (str, datetime.time):
        raise WrongType("et klokkeslæt som 17:30:00", "a time such as 17:30:00")
    if type(value) is not datetime.time or value.tzinfo or value.microsecond:
        raise InvalidValue("et klokkeslæt skrives som 17:30:00", "a time is written 17:30:00")
    return value


def read_partial_date(value: object, _: object = None) -> PartialDate:
    """A day, a month or a year, from a text or a day."""
    if type(value) is datetime.date:
        return PartialDate.of(_day(value))
    if type(value) is not str:
        raise WrongType(
            'en dato i anførselstegn som "2024" eller "2024-01"',
            'a date in quotation marks such as "2024" or "2024-01"',
        )
    return PartialDate(value)


def _period(value: object, _: object) -> Period:
    if type(value) is not str:
        raise WrongType(
            'en periode i anførselstegn som "2012/2015"', 'a period in quotation marks such as "2012/2015"'
        )
    return Period(value)


READERS: dict[type, Callable[[Any, Any], Any]] = {
    str: read_text,
    bool: _boolean,
    int: _integer,
    datetime.date: _day,
    datetime.time: _time,
    PartialDate: read_partial_date,
    Period: _period,
}
"""Python type of a field -> its reader."""
