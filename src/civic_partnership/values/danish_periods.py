"""Danish periods, and the words for their ends: `2021-2024`, `fra 1.1.2021`, `2021 - indtil videre`."""

import re
from collections.abc import Iterator
from functools import cache

from .danish_dates import ONE_DAY, fold_date_text, parse_date, parse_if_date
from .label import Label
from .value_type import InvalidValue

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
_TWO_YEARS = r"([0-9]{4}) ?[-/] ?([0-9]{4}|[0-9]{2})"
_SEASON_WORD = "^(?:sæson(?:en)?|skoleår(?:et)?) "
_LAST = r"(foreløbigt? )?(?:til og med|t\.?o\.?m\.?|indtil|til) (.+)"
_SHORT_DAY = r"\d\d?-\d\d?-\d\d"
_PROVISIONAL = r"\bforeløbigt?\b"
_NO_START = (
    "begyndelsen mangler; en periode skrives 2021-2024. Hvad der ellers menes, kan stå i empty_start",
    "the start is missing; a period is written 2021-2024. What else is meant can stand in empty_start",
)
_LONGEST_SPAN = 50
"""`2011-12` can be two years, `2011-10` cannot: it would take 99 years."""
_NO_SEASON = (
    "en sæson skrives med to år efter hinanden, som 2011/12",
    "a season is written with two years in a row, such as 2011/12",
)
# None of these is compiled before it is needed: only imports of foreign tables read so.


def parse_period(
    text: str, empty_end: str = UNKNOWN_END, *, empty_start: str | None = None, season: str | None = None
) -> str:
    """Read a period: `2021-2024`, `1.1.2021 - 31.12.2024`, `2021/2024` or `2021 - indtil videre`.

    A year or month alone is the period from its first to its last day. A text with two meanings is refused,
    such as `2011-12`: a month, two years, or a season from one year to the next. The result is a text
    `start/end`, with dates as in `parse_date`. The end is `..` if the period goes on until somebody ends it,
    and empty if nobody recorded the end: `2021/` or `2021 - slutdato ikke oplyst`.

    Args:
        text: the text.
        empty_end: the end of a period without one, as in `2021 -` or `fra 1.1.2021`.
        empty_start: the start of a period without one, as in `indtil 2024`; None to refuse it.
        season: what `2011-12` means: `month`, `years`, or the first month of a season, such as `08`. With a
            month, `2011/2012` is a season too, and a text of other years is refused.
    """
    folded = fold_date_text(text)
    has_season = season not in (None, "month", "years")
    if has_season:
        folded = re.sub(_SEASON_WORD, "", folded)
    if (years := re.fullmatch(_TWO_YEARS, folded)) and (read := _read_two_years(years[1], years[2], season)):
        return read
    if has_season and re.fullmatch("[0-9]{4}", folded):
        raise InvalidValue(*_NO_SEASON)
    if folded.endswith("/") and (start := parse_if_date(folded[:-1].rstrip())):
        return f"{start}/{UNKNOWN_END}"
    begun = folded.removesuffix("-").rstrip()
    is_without_end = begun != folded or re.fullmatch(_START, folded)
    if is_without_end and (start := parse_if_date(begun, parse_start)):
        return f"{start}/{empty_end}"
    if (end := _parse_end_alone(folded)) is not None:
        if empty_start is None:
            raise InvalidValue(*_NO_START)
        return f"{empty_start}/{end}"
    alone = parse_if_date(folded)
    readings = {f"{alone}/{alone}"} if alone and len(alone) < ONE_DAY else set(_split_period(folded))
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
    folded = fold_date_text(text)
    end = _find_end(folded)
    if end is None and (match := re.fullmatch(_LAST, folded)):
        folded = f"{match[1] or ''}{match[2]}"
        end = _find_end(folded)
    return parse_date(folded) if end is None else end


def has_no_end(text: str) -> bool:
    """Tell whether a text in the place of an end says that there is none, as `indtil videre` does."""
    return _find_end(fold_date_text(text)) == NO_END


def parse_start(text: str) -> str:
    """Read the start of a period: a date as in `parse_date`; `fra`, `pr.` or `siden` may stand before it."""
    folded = fold_date_text(text)
    match = re.fullmatch(_START, folded)
    return parse_date(match[1] if match else folded)


def is_provisional(text: str) -> bool:
    """Tell whether a text says that a date may still change, as `foreløbigt 2024` does."""
    return re.search(_PROVISIONAL, fold_date_text(text)) is not None


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


def _read_two_years(first: str, second: str, season: str | None) -> str | None:
    """Return the period of a text such as `2011-12` or `2011/2012`; None if it is no text with two years.

    Raises:
        InvalidValue: nobody said what the text means, or it is no season although seasons are expected.

    """
    start, is_short = int(first), len(second) == 2
    is_month = is_short and 1 <= int(second) <= 12
    last = start + (int(second) - start) % 100 if is_short else int(second)
    is_in_order = not is_short or start < last < start + _LONGEST_SPAN
    if not is_in_order or season == "month":
        is_asked = season == "month" and is_month
        return f"{first}-{second}/{first}-{second}" if is_asked else None
    if season is not None and season != "years":
        if last != start + 1:
            raise InvalidValue(*_NO_SEASON)
        return f"{first}-{season}/{last}-{int(season) - 1:02}"
    if not is_short:
        return None
    if season == "years":
        return f"{first}/{last}"
    if is_month or last == start + 1:
        raise InvalidValue(
            "det kan læses på to måder, som en måned eller som to år; skriv 12-2011, 2011-2012 eller "
            "8-2011 - 7-2012, eller skriv season i kolonneopsætningen",
            "it can be read in two ways, as a month or as two years; write 12-2011, 2011-2012 or "
            "8-2011 - 7-2012, or write season in the mapping",
        )
    return None


def _parse_end_alone(folded: str) -> str | None:
    """Return the end of a period that has no start, such as `indtil 2024`; None for any other text."""
    if (end := _find_end(folded)) is not None:
        return end
    start, sign, last = map(str.strip, folded.partition("-"))
    if sign and (not start or _find_end(start) == UNKNOWN_END):
        return parse_if_date(last, parse_end)
    return parse_if_date(folded, parse_end) if re.fullmatch(_LAST, folded) else None


def _split_period(folded: str) -> Iterator[str]:
    """Yield the period for every way to split a text into two dates.

    A dash, a slash, `til` or `to` may separate the dates. Words may stand for the second date, and these may
    stand first. A sign without blanks does not stand beside a day such as `1-1-24`, which has it too.
    """
    for sign in re.finditer(r" (?:-|til og med|t\.?o\.?m\.?|til|to) |, ?| ?[-/] ?| ", folded):
        sides = folded[: sign.start()], folded[sign.end() :]
        bare = sign.group().strip(" ,")
        if not bare and _find_end(sides[1]) is None and not sides[1].startswith("indtil "):
            if _find_end(sides[0]) is None or not re.fullmatch(_START, sides[1]):
                continue
            sides = sides[1], sides[0]
        if sign.group() == bare and any(map(re.compile(_SHORT_DAY.replace("-", bare)).fullmatch, sides)):
            continue
        start = parse_if_date(sides[0], parse_start)
        if start and (end := parse_if_date(sides[1], parse_end)) is not None:
            yield f"{start}/{end}"
