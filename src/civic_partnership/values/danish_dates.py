"""Dates, periods and times as Danish officials write them: `1. oktober 2020`, `medio 2024`, `kl. 17.30`."""

import datetime
import re
from collections.abc import Iterator

from .label import InvalidValue
from .partial_date import PartialDate

_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli"),
    *("august", "september", "oktober", "november", "december"),
)
_MIDNIGHT = r"[ t]00[:.]00(?:[:.]00(?:[.,]0+)?)?$"
"""What systems write behind a day that they keep as a point in time."""
_DAY = r"(?:(?:den|d\.) )?([0-9]{1,2}) ?[./-] ?([0-9]{1,2}) ?[./-] ?([0-9]{4})"
_ISO = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?~?"
_NAMED = r"(?:(?:(?:den|d\.) )?([0-9]{1,2})\.? )?([a-zæøå]{3,})\.? ([0-9]{4})"
_MONTH = r"([0-9]{1,2})[-/.]([0-9]{4})"
_ABOUT = (
    r"(?:ca|cirka|omkring|omtrent|medio|primo|ultimo|foreløbigt?|forventet|forventes|"
    r"forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?)\.? (.+)"
)
_FIRST_SERIAL = datetime.date(1899, 12, 30)
"""Day 0 of a spreadsheet, which takes 1900 for a leap year."""
_ONE_DAY = len("2024-01-31")
_DASHES = str.maketrans("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}", "----")
_TIME = r"(?:kl\.? ?)?([0-9]{1,2})[.:]([0-9]{2})(?:[.:]([0-9]{2}))?"
# None of these is compiled before it is needed: only imports of foreign tables read so.


def parse_date(text: str) -> str:
    """Read a date: `1.10.2020`, `1. oktober 2020`, `okt. 2020`, `medio 2024`, or a spreadsheet's number.

    A date about a month or year, or in some part of one, is any day of it.

    Returns:
        The date as EDTF: `2024-01-31`, `2024~`.

    Raises:
        InvalidValue: it is written otherwise, or is no date.

    """
    folded = re.sub(_MIDNIGHT, "", _normalize(text))
    if about := re.fullmatch(_ABOUT, folded) or re.fullmatch(r"(.+?) ?\?", folded):
        unit = parse_date(about[1]).removesuffix("~")
        if len(unit) == _ONE_DAY:
            raise InvalidValue(
                "kun en måned eller et år kan være omtrentlig, ikke en dag",
                "only a month or a year can be approximate, no day",
            )
        return f"{unit}~"
    if re.fullmatch(r"[2-7][0-9]{4}", folded):
        return (_FIRST_SERIAL + datetime.timedelta(int(folded))).isoformat()
    iso = folded if re.fullmatch(_ISO, folded) else _to_iso(folded)
    if iso is None:
        raise InvalidValue(
            "en dato skrives 1.10.2020, okt. 2020, 2020 eller medio 2020",
            "a date is written 1.10.2020, okt. 2020, 2020 or medio 2020",
        )
    return PartialDate(iso).text


def parse_period(text: str) -> str:
    """Read a period: `2021-2024`, `1.1.2021 - 31.12.2024`, `2021/2024`, `2021/..`; a year or month by itself.

    Raises:
        InvalidValue: it is written otherwise, or can be read in two ways.

    """
    folded = _normalize(text)
    alone = _parse_if_date(folded)
    readings = {f"{alone}/{alone}"} if alone and len(alone) < _ONE_DAY else set(_split_period(folded))
    if len(readings) != 1:
        raise InvalidValue(
            "en periode skrives 2021-2024 eller 1.1.2021 - 31.12.2024",
            "a period is written 2021-2024 or 1.1.2021 - 31.12.2024",
        )
    return readings.pop()


def parse_time(text: str) -> str:
    """Read a time of the day: `17:30`, `17.30`, `kl. 17.30`.

    Raises:
        InvalidValue: it is none.

    """
    match = re.fullmatch(_TIME, _normalize(text))
    if match is None:
        raise InvalidValue("et klokkeslæt skrives 17:30", "a time is written 17:30")
    return f"{int(match[1]):02}:{match[2]}:{match[3] or '00'}"


def _normalize(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_DASHES).casefold()).strip()


def _to_iso(folded: str) -> str | None:
    """Return a date with its day or month first as ISO text; None where it is none."""
    if match := re.fullmatch(_DAY, folded):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := re.fullmatch(_MONTH, folded):
        return f"{match[2]}-{int(match[1]):02}"
    if (match := re.fullmatch(_NAMED, folded)) and (month := _find_month(match[2])):
        return f"{match[3]}-{month:02}" + (f"-{int(match[1]):02}" if match[1] else "")
    return None


def _find_month(word: str) -> int | None:
    """Return the number of a month from its name, or from the first three letters or more of it."""
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def _split_period(folded: str) -> Iterator[str]:
    """Yield every way to read a text as two dates with a sign or word between them."""
    for sign in re.finditer(r" (?:-|til|to) | ?[-/] ?", folded):
        start, end = _parse_if_date(folded[: sign.start()]), folded[sign.end() :]
        if start and (end := ".." if end == ".." else _parse_if_date(end) or ""):
            yield f"{start}/{end}"


def _parse_if_date(folded: str) -> str | None:
    try:
        return parse_date(folded)
    except InvalidValue:
        return None
