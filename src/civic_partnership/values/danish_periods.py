"""Danish periods, and the words for their ends: `2021-2024`, `fra 1.1.2021`, `2021 - indtil videre`."""

import re
from collections.abc import Callable, Iterator
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
_TWO_YEARS_IN_TEXT = rf"(?<![0-9./-]){_TWO_YEARS}(?![0-9./~-])"
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
_TWO_MEANINGS = Label(
    "det kan læses på to måder, som en måned eller som to år; skriv 12-2011, 2011-2012 eller "
    "8-2011 - 7-2012, eller skriv season i kolonneopsætningen",
    "it can be read in two ways, as a month or as two years; write 12-2011, 2011-2012 or "
    "8-2011 - 7-2012, or write season in the mapping",
)
_TWO_MEANINGS_OF_AN_END = Label(
    "det kan læses på to måder, som en måned eller som en sæson; skriv måneden som 12-2011, eller skriv "
    "season i kolonneopsætningen",
    "it can be read in two ways, as a month or as a season; write the month as 12-2011, or write season in "
    "the mapping",
)
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
    folded = _fold_season(text, season)
    if (years := re.fullmatch(_TWO_YEARS, folded)) and (read := _read_two_years(years[1], years[2], season)):
        return read
    if folded.endswith("/") and (start := parse_if_date(folded[:-1].rstrip())):
        return f"{start}/{UNKNOWN_END}"
    begun = folded.removesuffix("-").rstrip()
    is_without_end = begun != folded or re.fullmatch(_START, folded)
    if is_without_end and (start := _parse_if_side(begun, season, parse_start)):
        return f"{start}/{empty_end}"
    if (end := _parse_end_alone(folded, season)) is not None:
        if empty_start is None:
            raise InvalidValue(*_NO_START)
        return f"{empty_start}/{end}"
    alone = parse_if_date(folded)
    readings = {f"{alone}/{alone}"} if alone and len(alone) < ONE_DAY else set(_split_period(folded, season))
    if len(readings) != 1:
        if season is None:
            _refuse_two_meanings(folded, _TWO_MEANINGS)
        raise InvalidValue(
            "en periode skrives 2021-2024 eller 1.1.2021 - 31.12.2024",
            "a period is written 2021-2024 or 1.1.2021 - 31.12.2024",
        )
    return readings.pop()


def parse_end(text: str, season: str | None = None) -> str:
    """Read the end of a period: a date as in `parse_date`, or words such as `indtil videre` or `ukendt`.

    `til og med` may stand before the date. `2011-12` is the last month or year of what `season` says, as in
    `parse_period`; without it, the text is refused.
    """
    folded = _fold_season(text, season)
    end = _find_end(folded)
    if end is None and (match := re.fullmatch(_LAST, folded)):
        folded = f"{match[1] or ''}{match[2]}"
        end = _find_end(folded)
    return _parse_side(folded, season, -1) if end is None else end


def has_no_end(text: str) -> bool:
    """Tell whether a text in the place of an end says that there is none, as `indtil videre` does."""
    return _find_end(fold_date_text(text)) == NO_END


def parse_start(text: str, season: str | None = None) -> str:
    """Read the start of a period: a date as in `parse_date`; `fra`, `pr.` or `siden` may stand before it.

    `2011-12` is the first month or year of what `season` says, as in `parse_period`; without it, the text is
    refused.
    """
    folded = _fold_season(text, season)
    match = re.fullmatch(_START, folded)
    return _parse_side(match[1] if match else folded, season, 0)


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


def _fold_season(text: str, season: str | None) -> str:
    """Fold a text; take off words such as `sæson`, and refuse a year alone, where seasons are expected."""
    folded = fold_date_text(text)
    if season in (None, "month", "years"):
        return folded
    folded = re.sub(_SEASON_WORD, "", folded)
    if re.fullmatch("[0-9]{4}", folded):
        raise InvalidValue(*_NO_SEASON)
    return folded


def _parse_side(folded: str, season: str | None, side: int) -> str:
    """Read the date at one side of a period, the first or the last: `2011-12` as the season says."""
    years = re.fullmatch(_TWO_YEARS, folded)
    if years and season is not None:
        if read := _read_two_years(years[1], years[2], season):
            return read.split("/")[side]
    elif season != "month":
        _refuse_two_meanings(folded, _TWO_MEANINGS_OF_AN_END)
    return parse_date(folded)


def _refuse_two_meanings(folded: str, reason: Label) -> None:
    """Raise an InvalidValue with this reason if a text such as `2011-12` stands anywhere in a text."""
    for years in re.finditer(_TWO_YEARS_IN_TEXT, folded):
        if _has_two_meanings(years[1], years[2]):
            raise InvalidValue(reason.da, reason.en)


def _has_two_meanings(first: str, second: str) -> bool:
    """Tell whether `2011-12` or the like may be two years, although it may be a month or a season too."""
    last = _find_last_year(int(first), second)
    return len(second) == 2 and last is not None and (int(second) in range(1, 13) or last == int(first) + 1)


def _is_month_only(folded: str) -> bool:
    """Tell whether a text such as `2012-06` is a month, and no two years."""
    years = re.fullmatch("([0-9]{4})-([0-9]{2})", folded)
    return years is not None and not _has_two_meanings(years[1], years[2])


def _find_last_year(first: int, second: str) -> int | None:
    """Return the second of two years, which may have two digits; None if it is not after the first."""
    if len(second) > 2:
        return int(second)
    years = (int(second) - first) % 100
    return first + years if 0 < years < _LONGEST_SPAN else None


def _read_two_years(first: str, second: str, season: str | None) -> str | None:
    """Return the period of a text such as `2011-12` or `2011/2012`; None if it is no text with two years.

    Raises:
        InvalidValue: nobody said what the text means, or it is no season although seasons are expected.

    """
    last = _find_last_year(int(first), second)
    if last is None or season == "month":
        is_month = len(second) == 2 and int(second) in range(1, 13)
        return f"{first}-{second}/{first}-{second}" if season == "month" and is_month else None
    if season is not None and season != "years":
        if last != int(first) + 1:
            raise InvalidValue(*_NO_SEASON)
        return f"{first}-{season}/{last}-{int(season) - 1:02}"
    if season is None and _has_two_meanings(first, second):
        raise InvalidValue(_TWO_MEANINGS.da, _TWO_MEANINGS.en)
    return f"{first}/{last}" if season and len(second) == 2 else None


def _parse_if_side(folded: str, season: str | None, parse: Callable[[str, str | None], str]) -> str | None:
    """Return the start or end that a folded text holds; None if it holds none."""
    return parse_if_date(folded, lambda text: parse(text, season))


def _parse_end_alone(folded: str, season: str | None) -> str | None:
    """Return the end of a period that has no start, such as `indtil 2024`; None for any other text."""
    if (end := _find_end(folded)) is not None:
        return end
    start, sign, last = map(str.strip, folded.partition("-"))
    if sign and (not start or _find_end(start) == UNKNOWN_END):
        return _parse_if_side(last, season, parse_end)
    return _parse_if_side(folded, season, parse_end) if re.fullmatch(_LAST, folded) else None


def _split_period(folded: str, season: str | None) -> Iterator[str]:
    """Yield the period for every way to split a text into two dates.

    A dash, a slash, `til` or `to` may separate the dates. Words may stand for the second date, and these may
    stand first. A sign without blanks does not stand beside a day such as `1-1-24`, which has it too. Beside
    a month such as `2012-06`, and around a slash without blanks, `2011-12` is a month.
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
        if season is None and (sign.group() == "/" or any(map(_is_month_only, sides))):
            meaning: str | None = "month"
        else:
            meaning = season
        start = _parse_if_side(sides[0], meaning, parse_start)
        if start and (end := _parse_if_side(sides[1], meaning, parse_end)) is not None:
            yield f"{start}/{end}"
