"""Find out what stands in the cells of a column, without showing any of it."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from attrs import frozen

from civic_partnership.exporting import FieldPath
from civic_partnership.findings import holds_civil_registration_number
from civic_partnership.importing.mapping import FieldSource, reader_of
from civic_partnership.importing.source import Row, normalize_heading
from civic_partnership.values import InvalidValue, Label, Money, parse_end, parse_start, strip_none

from .heading_words import attribute_at

_HALF = 0.5
"""At least this share of the filled cells must be of a kind, if the heading says so too."""
_NEARLY_ALL = 0.8
"""At least this share must be, if only the cells say so."""
_FEWEST = 3
"""The cells of fewer rows tell nothing without a heading."""
_LEAST_AMOUNT = 1000
"""Smaller numbers below an unknown heading may be members or hours."""

_NUMBER = re.compile(r"[0-9]{1,3}(?:[ .]?[0-9]{3})*(?:[.,][0-9]+)?(?: ?kr\.?)?|[0-9]+")
_DAY_IN_DIGITS = re.compile(r"(?:19|20)[0-9]{6}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PHONE = re.compile(r"(?:(?:\+|00)45 ?)?(?:[2-9][0-9](?: ?[0-9]{2}){3}|[2-9][0-9]{3} [0-9]{4})")
_CLUB = re.compile(
    r"klub|forening|selskab|forbund|spejder|idræt|gymnastik|svøm|\b(?:if|aif|ik|bk|gf|sk|fc|rk|kfum|kfuk|fdf)\b"
)
_PERSON = re.compile(r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){1,3}")

_Reader = Callable[[str], Any]


class Fit(NamedTuple):
    """How many filled cells a column has, and the lines of those that a field cannot hold."""

    filled: int
    unfit: tuple[int, ...]

    @property
    def is_likely(self) -> bool:
        """Tell whether the field can hold most cells, and there are some."""
        return self.filled > 0 and self.filled - len(self.unfit) >= self.filled * _HALF


@frozen
class ColumnContents:
    """The filled cells of a column, each with its line."""

    cells: tuple[tuple[int, str], ...]

    @classmethod
    def collect(cls, rows: Iterable[Row], places: Sequence[int]) -> "ColumnContents":
        """Collect the filled cells at the places of one or more columns."""
        texts = (
            (row.number, row.cells[place].strip())
            for row in rows
            for place in places
            if place < len(row.cells)
        )
        return cls(tuple((number, text) for number, text in texts if text))

    def fit(self, path: FieldPath) -> Fit:
        """Find the cells that a field cannot hold."""
        read = _reader_at(path)
        unfit = [number for number, text in self.cells if _value(read, text) is None]
        return Fit(len(self.cells), tuple(unfit))

    def holds_large_amounts(self) -> bool:
        """Tell whether most cells are amounts of at least 1,000 kr."""
        read = reader_of(Money, FieldSource())
        return self._share(lambda text: (_value(read, text) or 0) >= _LEAST_AMOUNT) >= _HALF

    def count_valid_cvr(self) -> int:
        """Return how many cells pass the check digit of a CVR number."""
        from stdnum.dk import cvr  # noqa: PLC0415 - only where numbers are looked at

        return sum(text.isdigit() and cvr.is_valid(text) for _, text in self.cells)

    def are_cvr_numbers(self) -> bool:
        """Tell whether nearly all cells are CVR numbers, and enough of them that it is no accident."""
        return self.count_valid_cvr() >= max(_FEWEST, len(self.cells) * _NEARLY_ALL)

    def are_club_names(self) -> bool:
        """Tell whether most cells hold a word for a club."""
        return self._share(lambda text: _CLUB.search(normalize_heading(text))) >= _HALF

    def are_phone_numbers(self) -> bool:
        """Tell whether nearly all cells look like phone numbers."""
        return self._share(_PHONE.fullmatch) >= _NEARLY_ALL

    def are_person_names(self) -> bool:
        """Tell whether nearly all cells look like the names of persons."""
        return self._share(_is_person_name) >= _NEARLY_ALL

    def find_personal(self) -> Label | None:
        """Name the personal data that the cells hold, whatever the heading says; None if there is none."""
        if self._share(lambda text: "@" in text) >= _HALF:
            return Label("mailadresser", "mail addresses")
        if self._share(holds_civil_registration_number) >= _NEARLY_ALL:
            return Label(
                "tal, der kan være CPR-numre", "numbers that may be civil registration numbers (CPR)"
            )
        return None

    def kind(self) -> Label:
        """Say in a word what most cells are."""
        if not self.cells:
            return Label("tom", "empty")
        if self._share(_NUMBER.fullmatch) >= _HALF:
            return Label("tal", "numbers")
        if self._share(lambda text: _value(parse_start, text)) >= _HALF:
            return Label("datoer", "dates")
        return Label("tekst", "text")

    def _share(self, test: Callable[[str], object]) -> float:
        return sum(bool(test(text)) for _, text in self.cells) / max(len(self.cells), 1)


def is_text(path: FieldPath) -> bool:
    """Tell whether a field takes any text."""
    return not path.endswith((".start", ".end")) and strip_none(attribute_at(path).type) is str


def _reader_at(path: FieldPath) -> _Reader:
    """Return the reader of the cells that a field can hold."""
    if path.endswith(".start"):
        return parse_start
    if path.endswith(".end"):
        return parse_end
    if is_text(path):
        return _require_letters
    read = reader_of(attribute_at(path).type, FieldSource())
    return _refuse_numbers(read) if path.endswith((".on", "_on")) else read


def _value(read: _Reader, text: str) -> Any:
    """Return the value of a text; None if it cannot be read."""
    try:
        return read(text)
    except InvalidValue:
        return None


def _require_letters(text: str) -> str | None:
    return text if _LETTERS.search(text) else None


def _refuse_numbers(read: _Reader) -> _Reader:
    """Make a reader of days that takes no plain number for one, though a spreadsheet may count days so."""

    def read_day(text: str) -> Any:
        return None if text.isdigit() and not _DAY_IN_DIGITS.fullmatch(text) else read(text)

    return read_day


def _is_person_name(text: str) -> bool:
    """Tell whether a text is two to four words with capital letters, none of them a word for a club."""
    is_capitalized = all(word[0].isupper() for word in text.split())
    return bool(_PERSON.fullmatch(text)) and is_capitalized and not _CLUB.search(normalize_heading(text))
