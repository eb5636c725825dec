"""Danish dates, periods and times: from what stands in a cell to what a file of the register would hold."""

import datetime
import re
from collections.abc import Iterator

from civic_partnership.values import InvalidValue, PartialDate

_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli"),
    *("august", "september", "oktober", "november", "december"),
)
_BLANKS = re.compile(r"\s+")
_MIDNIGHT = re.compile(r"[ t]00[:.]00(?:[:.]00(?:[.,]0+)?)?$")
"""What systems write behind a day that they keep as a point in time."""
_DAY = re.compile(r"(?:(?:den|d\.) )?([0-9]{1,2}) ?[./-] ?([0-9]{1,2}) ?[./-] ?([0-9]{4})")
_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?~?")
_NAMED = re.compile(r"(?:(?:(?:den|d\.) )?([0-9]{1,2})\.? )?([a-zæøå]{3,})\.? ([0-9]{4})")
_MONTH = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_ABOUT = re.compile(
    r"(?:ca|cirka|omkring|omtrent|medio|primo|ultimo|foreløbigt?|forventet|forventes|"
    r"forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?)\.? (.+)"
)
_PERHAPS = re.compile(r"(.+?) ?\?")
_SERIAL = re.compile(r"[2-7][0-9]{4}")
_FIRST_SERIAL = datetime.date(1899, 12, 30)
"""Day 0 of a spreadsheet, which takes 1900 for a leap year."""
_ONE_DAY = len("2024-01-31")
_BETWEEN = re.compile(r" (?:-|til|to) | ?[-/] ?")
_DASHES = str.maketrans("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}", "----")
_TIME = re.compile(r"(?:kl\.? ?)?([0-9]{1,2})[.:]([0-9]{2})(?:[.:]([0-9]{2}))?")


def partial_date(text: str) -> str:
    """A date as EDTF, from `1.10.2020`, `1. oktober 2020`, `okt. 2020`, `2020`, `medio 2024` or serial days.

    What is said to be about a month or year, or in some part of one, is any day of it: `2024~`.

    Raises:
        InvalidValue: it is written otherwise, or is no date.

    """
    folded = _MIDNIGHT.sub("", _folded(text))
    if about := _ABOUT.fullmatch(folded) or _PERHAPS.fullmatch(folded):
        unit = partial_date(about[1]).removesuffix("~")
        if len(unit) == _ONE_DAY:
            raise InvalidValue(
                "kun en måned eller et år kan være omtrentlig, ikke en dag",
                "only a month or a year can be approximate, no day",
            )
        return f"{unit}~"
    if _SERIAL.fullmatch(folded):
        return (_FIRST_SERIAL + datetime.timedelta(int(folded))).isoformat()
    written = folded if _ISO.fullmatch(folded) else _as_iso(folded)
    if written is None:
        raise InvalidValue(
            "en dato skrives 1.10.2020, okt. 2020, 2020 eller medio 2020",
            "a date is written 1.10.2020, okt. 2020, 2020 or medio 2020",
        )
    return PartialDate(written).text


def period(text: str) -> str:
    """A period: `2021-2024`, `1.1.2021 - 31.12.2024`, `2021/2024`, `2021/..`; a year or month by itself.

    Raises:
        InvalidValue: it is written otherwise, or can be read in two ways.

    """
    folded = _folded(text)
    alone = _date(folded)
    readings = {f"{alone}/{alone}"} if alone and len(alone) < _ONE_DAY else set(_split(folded))
    if len(readings) != 1:
        raise InvalidValue(
            "en periode skrives 2021-2024 eller 1.1.2021 - 31.12.2024",
            "a period is written 2021-2024 or 1.1.2021 - 31.12.2024",
        )
    return readings.pop()


def time(text: str) -> str:
    """A time of the day: `17:30`, `17.30`, `kl. 17.30`.

    Raises:
        InvalidValue: it is none.

    """
    found = _TIME.fullmatch(_folded(text))
    if found is None:
        raise InvalidValue("et klokkeslæt skrives 17:30", "a time is written 17:30")
    return f"{int(found[1]):02}:{found[2]}:{found[3] or '00'}"


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text.translate(_DASHES).casefold()).strip()


def _as_iso(folded: str) -> str | None:
    """A date with its day or month first as ISO text; None where it is none."""
    if found := _DAY.fullmatch(folded):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := _MONTH.fullmatch(folded):
        return f"{found[2]}-{int(found[1]):02}"
    if (found := _NAMED.fullmatch(folded)) and (month := _month(found[2])):
        return f"{found[3]}-{month:02}" + (f"-{int(found[1]):02}" if found[1] else "")
    return None


def _month(word: str) -> int | None:
    """The number of a month from its name, or from the first three letters or more of it."""
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def _split(folded: str) -> Iterator[str]:
    """Every way to read a text as two dates with something between them."""
    for found in _BETWEEN.finditer(folded):
        start, end = _date(folded[: found.start()]), folded[found.end() :]
        if start and (end := ".." if end == ".." else _date(end) or ""):
            yield f"{start}/{end}"


def _date(folded: str) -> str | None:
    try:
        return partial_date(folded)
    except InvalidValue:
        return None
