"""Find out whether numbers and periods in a column need a setting of the mapping: `decimal` or `season`."""

import re
from collections.abc import Sequence
from typing import Any, Literal

from attrs import frozen

from civic_partnership.exporting import FieldPath
from civic_partnership.importing.mapping import FieldSource, is_number
from civic_partnership.model import unwrap_type
from civic_partnership.values import Label, Period

from .cell_readings import list_lines, read_or_none, reader_at
from .heading_words import attribute_at, is_side

Cells = Sequence[tuple[int, str]]
"""The filled cells of a column, each with its line."""

_DECIMAL_COMMA = re.compile(r"[0-9],(?:[0-9]{1,2}(?![0-9])|[0-9]{4}|-)")
_SEASON = re.compile(r"(?:\D* )?((?:19|20)[0-9]{2}) ?[-/] ?((?:19|20)?[0-9]{2})")
_SEASON_HEADING = re.compile(r"\b(?:skoleår|sæson|school year|season)")
_SCHOOL_YEAR = re.compile(r"\b(?:skoleår|school year)")
_FIRST_MONTH = "08"

_OTHER_SEASON = Label(
    'begynder de 1. august? Skriv ellers den første måned, som "07", "years" for to hele år, '
    'eller "month", hvis 2011-12 er december 2011',
    'do they begin on 1 August? Else write the first month, such as "07", "years" for two whole years, '
    'or "month" if 2011-12 is December 2011',
)
_TWO_NOTATIONS = Label(
    "nogle tal har punktum foran decimalerne, andre har komma dér eller punktum foran tusinder; "
    "ret dem i filen",
    "some numbers have a point before the decimals, others a comma there or a point before thousands; "
    "correct them in the file",
)


@frozen(kw_only=True)
class Notation:
    """A setting that the cells of a column need, or seem to need.

    Attributes:
        key: the setting.
        value: what to write; None if the cells do not prove it.
        reason: why.
        doubt: what is not sure; None if nothing.
    """

    key: Literal["decimal", "season"]
    value: str | None
    reason: Label
    doubt: Label | None = None

    @property
    def source(self) -> FieldSource:
        """Return the source of a field with this setting."""
        settings: dict[str, Any] = {self.key: self.value}
        return FieldSource(**settings)


def find_notation(cells: Cells, path: FieldPath, key: str) -> Notation | None:
    """Find the setting that a field needs to read the cells below a heading; None if it needs none."""
    if is_side(path):
        return None
    annotation = attribute_at(path).type
    if is_number(annotation):
        return _find_decimal(cells, path)
    return _find_season(cells, path, key) if unwrap_type(annotation) is Period else None


def _find_decimal(cells: Cells, path: FieldPath) -> Notation | None:
    """Look for numbers that only a decimal point explains, and for those that contradict it.

    `12.500` proves nothing: it is twelve thousand five hundred, or twelve and a half.
    """
    comma, point = reader_at(path, FieldSource()), reader_at(path, FieldSource(decimal="."))
    proofs, against, either = [], [], []
    for number, text in cells:
        with_comma, with_point = read_or_none(comma, text), read_or_none(point, text)
        if with_comma is None and with_point is not None:
            proofs.append(number)
        elif _DECIMAL_COMMA.search(text) or (with_comma is not None and with_point is None):
            against.append(number)
        elif with_comma != with_point:
            either.append(number)
    if not proofs:
        return None
    reason = Label(
        f"{len(proofs)} af {len(cells)} tal har punktum foran decimalerne",
        f"{len(proofs)} of {len(cells)} numbers have a point before the decimals",
    )
    value: str | None = "."
    doubt = None
    lines = list_lines(either)
    if against:
        value, doubt = None, _TWO_NOTATIONS
    elif len(either) > len(proofs):
        value = None
        doubt = Label(
            f"{reason.da}, men i linje {lines} kan det stå foran tusinder; "
            'er det altid decimaler, så skriv decimal = "." i [file]',
            f"{reason.en}, but in line {lines} it may stand before thousands; "
            'if they always are decimals, write decimal = "." into [file]',
        )
    elif either:
        doubt = Label(
            f"så er tre cifre efter punktum også decimaler (linje {lines})",
            f"then three digits after the point are decimals too (line {lines})",
        )
    return Notation(key="decimal", value=value, reason=reason, doubt=doubt)


def _find_season(cells: Cells, path: FieldPath, key: str) -> Notation | None:
    """Look for two years in a row, such as `2023/24`, that nobody could read without a setting.

    Below a heading such as `Skoleår`, `2023/2024` is a season too, though it can be read as two whole years.
    """
    has_season_heading = _SEASON_HEADING.search(key) is not None
    seasons = [text for _, text in cells if _is_season(text)]
    without, with_season = (
        sum(read_or_none(reader_at(path, source), text) is not None for _, text in cells)
        for source in (FieldSource(), FieldSource(season=_FIRST_MONTH))
    )
    if not seasons or with_season < without or (with_season == without and not has_season_heading):
        return None
    is_school_year = _SCHOOL_YEAR.search(key) or all(_SCHOOL_YEAR.match(text.casefold()) for text in seasons)
    reason = Label(
        f"{len(seasons)} af {len(cells)} perioder er to år i træk, som 2023/24",
        f"{len(seasons)} of {len(cells)} periods are two years in a row, such as 2023/24",
    )
    doubt = None if is_school_year else _OTHER_SEASON
    return Notation(key="season", value=_FIRST_MONTH, reason=reason, doubt=doubt)


def _is_season(text: str) -> bool:
    """Tell whether a text is two years in a row: `2023/24`, `sæson 2023-2024`."""
    match = _SEASON.fullmatch(text)
    return match is not None and (int(match[2]) - int(match[1]) - 1) % 100 == 0
