"""Danish dates, periods and times of day: `1. oktober 2020`, `medio 2024`, `kl. 17.30`."""

import datetime
import re
from collections.abc import Callable, Iterator
from functools import cache

from .label import Label
from .partial_date import PartialDate
from .value_type import InvalidValue

_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli"),
    *("august", "september", "oktober", "november", "december"),
)
_MIDNIGHT = r"[ t]00[:.]00(?:[:.]00(?:[.,]0+)?)?$"
"""The time 00:00 that many systems write behind a date."""
_DAY = r"(?:(?:den|d\.) )?([0-9]{1,2}) ?[./-] ?([0-9]{1,2}) ?[./-] ?([0-9]{4})"
_ISO = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?~?"
_NAMED = r"(?:(?:(?:den|d\.) )?([0-9]{1,2})\.? )?([a-zæøå]{3,})\.? ([0-9]{4})"
_MONTH = r"([0-9]{1,2})[-/.]([0-9]{4})"
_ABOUT = (
    r"(?:ca|cirka|omkring|omtrent|medio|primo|ultimo|foreløbigt?|forventet|forventes|"
    r"forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?)\.? (.+)"
)
_FIRST_SERIAL = datetime.date(1899, 12, 30)
"""Day 0 of a spreadsheet. It is one day early, because spreadsheets count 29 February 1900."""
_ONE_DAY = len("2024-01-31")
_DASHES = str.maketrans("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}", "----")
NO_END, UNKNOWN_END = "..", ""
"""The ends of a period that goes on until somebody ends it, and of one whose end nobody recorded."""
END_LABELS = {
    NO_END: Label("indtil videre", "until further notice"),
    UNKNOWN_END: Label("slutdato ikke oplyst", "end not recorded"),
}
"""The words for these ends."""
_MORE_WORDS = {
    NO_END: (
        *("tidsubegrænset", "ubegrænset", "løbende", "permanent", "varig", "varigt", "fast", "nu"),
        *("uden slutdato", "ingen slutdato", "uden udløb", "dags dato", "d.d."),
        *("ongoing", "open-ended", "present"),
    ),
    UNKNOWN_END: ("ukendt", "uoplyst", "ikke oplyst", "vides ikke", "?", "unknown"),
}
"""Further words for these ends that people write."""
_START = r"(?:(?:gældende )?fra(?: og med)?|f\.?o\.?m\.?|siden|pr\.?) (.+)"
_LAST = r"(foreløbigt? )?(?:til og med|t\.?o\.?m\.?|indtil|til) (.+)"
_PROVISIONAL = r"\bforeløbigt?\b"
_TIME = r"(?:kl\.? ?)?([0-9]{1,2})[.:]([0-9]{2})(?:[.:]([0-9]{2}))?"
# None of these is compiled before it is needed: only imports of foreign tables read so.


def parse_date(text: str) -> str:
    """Read a Danish date: `1.10.2020`, `1. oktober 2020`, `okt. 2020`, `medio 2024`.

    A spreadsheet may have changed a date into a day number such as `44105`, which is read too. Words such as
    `medio 2024` or `ca. 2024` give an approximate date: any day of that month or year. The result is written
    as in EDTF, a standard for dates: `2024-01-31`, or `2024~` for an approximate date.
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


def parse_period(text: str, empty_end: str = UNKNOWN_END) -> str:
    """Read a period: `2021-2024`, `1.1.2021 - 31.12.2024`, `2021/2024` or `2021 - indtil videre`.

    A year or month alone is the period from its first to its last day. A text with two meanings is refused.
    The result is a text `start/end`, with dates as in `parse_date`. The end is `..` if the period goes on
    until somebody ends it, and empty if nobody recorded the end: `2021/` or `2021 - slutdato ikke oplyst`.

    Args:
        text: the text.
        empty_end: the end of a period without one, as in `2021 -` or `fra 1.1.2021`.
    """
    folded = _normalize(text)
    if folded.endswith("/") and (start := _parse_if_date(folded[:-1].rstrip())):
        return f"{start}/{UNKNOWN_END}"
    begun = folded.removesuffix("-").rstrip()
    is_without_end = begun != folded or re.fullmatch(_START, folded)
    if is_without_end and (start := _parse_if_date(begun, parse_start)):
        return f"{start}/{empty_end}"
    alone = _parse_if_date(folded)
    readings = {f"{alone}/{alone}"} if alone and len(alone) < _ONE_DAY else set(_split_period(folded))
    if len(readings) != 1:
        raise InvalidValue(
            "en periode skrives 2021-2024 eller 1.1.2021 - 31.12.2024",
            "a period is written 2021-2024 or 1.1.2021 - 31.12.2024",
        )
    return readings.pop()


def parse_end(text: str) -> str:
    """Read the end of a period: a date as in `parse_date`, or words such as `indtil videre` or `ukendt`.

    `til og med` may stand before the date.
    """
    folded = _normalize(text)
    end = _find_end(folded)
    if end is None and (match := re.fullmatch(_LAST, folded)):
        folded = f"{match[1] or ''}{match[2]}"
        end = _find_end(folded)
    return parse_date(folded) if end is None else end


def has_no_end(text: str) -> bool:
    """Tell whether a text in the place of an end says that there is none, as `indtil videre` does."""
    return _find_end(_normalize(text)) == NO_END


def parse_start(text: str) -> str:
    """Read the start of a period: a date as in `parse_date`; `fra`, `pr.` or `siden` may stand before it."""
    folded = _normalize(text)
    match = re.fullmatch(_START, folded)
    return parse_date(match[1] if match else folded)


def is_provisional(text: str) -> bool:
    """Tell whether a text says that a date may still change, as `foreløbigt 2024` does."""
    return re.search(_PROVISIONAL, _normalize(text)) is not None


def parse_time(text: str) -> str:
    """Read a time of day, such as `17:30`, `17.30` or `kl. 17.30`, and return it as `17:30:00`."""
    match = re.fullmatch(_TIME, _normalize(text))
    if match is None:
        raise InvalidValue("et klokkeslæt skrives 17:30", "a time is written 17:30")
    return f"{int(match[1]):02}:{match[2]}:{match[3] or '00'}"


def _normalize(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_DASHES).casefold()).strip()


def _to_iso(folded: str) -> str | None:
    """Return the ISO text of a Danish date such as `1.10.2020`, even of a day that does not exist."""
    if match := re.fullmatch(_DAY, folded):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := re.fullmatch(_MONTH, folded):
        return f"{match[2]}-{int(match[1]):02}"
    if (match := re.fullmatch(_NAMED, folded)) and (month := _find_month(match[2])):
        return f"{match[3]}-{month:02}" + (f"-{int(match[1]):02}" if match[1] else "")
    return None


def _find_month(word: str) -> int | None:
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def _find_end(folded: str) -> str | None:
    """Return `..` or an empty text for words that stand for such an end; None for any other text."""
    if folded == NO_END:
        return NO_END
    return _ends_by_word().get(_join_letters(folded))


@cache
def _ends_by_word() -> dict[str, str]:
    return {
        _join_letters(word): end
        for end, label in END_LABELS.items()
        for word in (label.da, label.en, *_MORE_WORDS[end])
    }


def _join_letters(folded: str) -> str:
    """Return a text without blanks and full stops: `d. d.` and `dd` are the same word."""
    return re.sub("[ .]", "", folded)


def _split_period(folded: str) -> Iterator[str]:
    """Yield the period for every way to split a text into two dates.

    A dash, a slash, `til` or `to` may separate the dates. Words may stand for the second date.
    """
    for sign in re.finditer(r" (?:-|til og med|t\.?o\.?m\.?|til|to) | (?=indtil )| ?[-/] ?", folded):
        start, end = _parse_if_date(folded[: sign.start()], parse_start), folded[sign.end() :]
        if start and (end_read := _parse_if_date(end, parse_end)) is not None:
            yield f"{start}/{end_read}"


def _parse_if_date(folded: str, parse: Callable[[str], str] = parse_date) -> str | None:
    try:
        return parse(folded)
    except InvalidValue:
        return None
