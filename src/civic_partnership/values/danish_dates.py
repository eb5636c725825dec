"""Danish dates and times of day: `1. oktober 2020`, `medio 2024`, `kl. 17.30`.

Dates as systems write them are read too: `20201001`, `2020/10/01`, `01-OCT-2020`, `2020-10-01T00:00:00Z`.
"""

import datetime
import re
from collections.abc import Callable

from .partial_date import PartialDate
from .value_type import InvalidValue

_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli"),
    *("august", "september", "oktober", "november", "december"),
)
_ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MIDNIGHT = r"[ t](?:kl\.? ?)?00?[:.]00(?:[:.]00(?:[.,]0+)?)?(?: ?(?:z|utc|\+0[012](?::?00)?))?$"
"""The time 00:00 that many systems write behind a date.

In each of these zones, from that of London to that of Danish summer, it lies on the same day in Denmark.
"""
_CLOCK = (
    r"[ t](?:kl\.? ?)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?(?: ?(?:z|utc|[+-][0-9:]+))?$"
)
_ANY_YEAR = "([0-9]{4}|[0-9]{2})"
_DAY = (
    r"(?:(?:den|d\.) )?([0-9]{1,2}) ?[./-] ?([0-9]{1,2})"
    rf"(?: ?[./-] ?|(?<=[./][0-9]) |(?<=[./][0-9][0-9]) ){_ANY_YEAR}"
)
_ISO = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?~?"
_YEAR_FIRST = r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{2})([0-9]{2}))"
_NAMED_DAY = rf"(?:(?:den|d\.) )?([0-9]{{1,2}})(?:\.? ?|-)([a-zæøå]{{3,}})(?:\.? ?|-){_ANY_YEAR}"
_NAMED_MONTH = r"([a-zæøå]{3,})\.? ([0-9]{4})"
_MONTH = r"([0-9]{1,2})[-/.]([0-9]{4})"
LAST_OF_2000S, FIRST_OF_1900S = 39, 80
"""Years with two digits: 00 to 39 lie after 2000, 80 to 99 before. The years between are refused."""
_ABOUT = (
    r"(?:ca|cirka|omkring|omtrent|medio|primo|ultimo|foreløbigt?|forventet|forventes|"
    r"forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?)\.? (.+)"
)
_FIRST_SERIAL = datetime.date(1899, 12, 30)
"""Day 0 of a spreadsheet. It is one day early, because spreadsheets count 29 February 1900."""
ONE_DAY = len("2024-01-31")
"""The length of an exact day as a text."""
_DASHES = str.maketrans("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}", "----")
_TIME = r"(?:kl\.? ?)?([0-9]{1,2})[.:]([0-9]{2})(?:[.:]([0-9]{2}))?"
# None of these is compiled before it is needed: only imports of foreign tables read so.


def parse_date(text: str) -> str:
    """Read a Danish date: `1.10.2020`, `1. oktober 2020`, `okt. 2020`, `medio 2024`.

    A spreadsheet may have changed a date into a day number such as `44105`, which is read too. The day stands
    before the month, unless the year stands first. Of years with two digits, 00 to 39 lie after 2000 and 80
    to 99 before; others are refused. Words such as `medio 2024` or `ca. 2024` give an approximate date: any
    day of that month or year. The result is written as in EDTF, a standard for dates: `2024-01-31`, or
    `2024~` for an approximate date.
    """
    folded = re.sub(_MIDNIGHT, "", fold_date_text(text))
    if about := re.fullmatch(_ABOUT, folded) or re.fullmatch(r"(.+?) ?\?", folded):
        unit = parse_date(about[1]).removesuffix("~")
        if len(unit) == ONE_DAY:
            raise InvalidValue(
                "kun en måned eller et år kan være omtrentlig, ikke en dag",
                "only a month or a year can be approximate, no day",
            )
        return f"{unit}~"
    if re.fullmatch(r"[2-7][0-9]{4}", folded):
        return (_FIRST_SERIAL + datetime.timedelta(int(folded))).isoformat()
    iso = folded if re.fullmatch(_ISO, folded) else _to_iso(folded)
    if iso is None and (clock := re.search(_CLOCK, folded)) and parse_if_date(folded[: clock.start()]):
        raise InvalidValue(
            "efter datoen står et klokkeslæt; skriv kun dagen", "a time follows the date; write only the day"
        )
    if iso is None:
        raise InvalidValue(
            "en dato skrives 1.10.2020, okt. 2020, 2020 eller medio 2020",
            "a date is written 1.10.2020, okt. 2020, 2020 or medio 2020",
        )
    return PartialDate(iso).text


def parse_time(text: str) -> str:
    """Read a time of day, such as `17:30`, `17.30` or `kl. 17.30`, and return it as `17:30:00`."""
    match = re.fullmatch(_TIME, fold_date_text(text))
    if match is None:
        raise InvalidValue("et klokkeslæt skrives 17:30", "a time is written 17:30")
    return f"{int(match[1]):02}:{match[2]}:{match[3] or '00'}"


def parse_if_date(folded: str, parse: Callable[[str], str] = parse_date) -> str | None:
    """Return the date that a folded text holds; None if it holds none."""
    try:
        return parse(folded)
    except InvalidValue:
        return None


def fold_date_text(text: str) -> str:
    """Return a text with small letters, single blanks and plain dashes."""
    return re.sub(r"\s+", " ", text.translate(_DASHES).casefold()).strip()


def _to_iso(folded: str) -> str | None:
    """Return the ISO text of a Danish date such as `1.10.2020`, even of a day that does not exist."""
    if match := re.fullmatch(_DAY, folded):
        return f"{_full_year(match[3])}-{int(match[2]):02}-{int(match[1]):02}"
    if match := re.fullmatch(_MONTH, folded):
        return f"{match[2]}-{int(match[1]):02}"
    if match := re.fullmatch(_YEAR_FIRST, folded):
        month, day = match[3] or match[5], match[4] or match[6]
        return f"{match[1]}-{int(month):02}-{int(day):02}"
    if (match := re.fullmatch(_NAMED_DAY, folded)) and (found := _find_month(match[2])):
        return f"{_full_year(match[3])}-{found:02}-{int(match[1]):02}"
    if (match := re.fullmatch(_NAMED_MONTH, folded)) and (found := _find_month(match[1])):
        return f"{match[2]}-{found:02}"
    return None


def _full_year(year: str) -> str:
    """Return a year with four digits; refuse one of two digits that may lie before or after 2000."""
    if len(year) > 2:
        return year
    if LAST_OF_2000S < int(year) < FIRST_OF_1900S:
        raise InvalidValue(
            "årstallet har to cifre og kan læses på to måder; skriv alle fire",
            "the year has two digits and can be read in two ways; write all four",
        )
    return f"{20 if int(year) <= LAST_OF_2000S else 19}{year}"


def _find_month(word: str) -> int | None:
    names = (*_MONTHS, *_ENGLISH_MONTHS)
    return next((n % 12 + 1 for n, name in enumerate(names) if name.startswith(word)), None)
