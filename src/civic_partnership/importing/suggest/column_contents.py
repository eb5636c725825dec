"""Find out what stands in the cells of a column, without showing any of it."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from attrs import frozen

from civic_partnership.exporting import FieldPath
from civic_partnership.findings import holds_civil_registration_number
from civic_partnership.importing.mapping import FieldSource, reader_of
from civic_partnership.importing.source import Row, normalize_heading
from civic_partnership.values import Label, Money, parse_start

from .cell_notation import Notation, find_notation
from .cell_readings import may_be_no_day, read_or_none, reader_at

_HALF = 0.5
"""At least this share of the filled cells must be of a kind, if the heading says so too."""
_NEARLY_ALL = 0.8
"""At least this share must be, if only the cells say so."""
_FEWEST = 3
"""The cells of fewer rows tell nothing without a heading."""
_LEAST_AMOUNT = 1000
"""Smaller numbers below an unknown heading may be members or hours."""

_NUMBER = re.compile(r"[0-9]{1,3}(?:[ .]?[0-9]{3})*(?:[.,][0-9]+)?(?: ?kr\.?)?|[0-9]+")
_PHONE = re.compile(r"(?:(?:\+|00)45 ?)?(?:[2-9][0-9](?: ?[0-9]{2}){3}|[2-9][0-9]{3} [0-9]{4})")
_CLUB = re.compile(
    r"klub|forening|selskab|forbund|spejder|idræt|gymnastik|svøm|\b(?:if|aif|ik|bk|gf|sk|fc|rk|kfum|kfuk|fdf)\b"
)
_PERSON = re.compile(r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){1,3}")


class Fit(NamedTuple):
    """How well the cells of a column fit a field.

    Attributes:
        filled: how many filled cells the column has.
        unfit: the lines of those that the field cannot hold.
        unlikely: how many may be something else, though the field can hold them.
        notation: the setting that the cells need; None if they need none.
    """

    filled: int
    unfit: tuple[int, ...]
    unlikely: int = 0
    notation: Notation | None = None

    @property
    def is_likely(self) -> bool:
        """Tell whether most cells are what the field holds, and there are some."""
        likely = self.filled - len(self.unfit) - self.unlikely
        return self.filled > 0 and likely >= self.filled * _HALF


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

    def fit(self, path: FieldPath, key: str = "") -> Fit:
        """Find the cells that a field cannot hold, below a heading with a key."""
        notation = find_notation(self.cells, path, key)
        read = reader_at(path, notation.source if notation is not None else FieldSource())
        unfit = tuple(number for number, text in self.cells if read_or_none(read, text) is None)
        unlikely = sum(may_be_no_day(path, text) for _, text in self.cells)
        return Fit(len(self.cells), unfit, unlikely, notation)

    def holds_large_amounts(self) -> bool:
        """Tell whether most cells are amounts of at least 1,000 kr."""
        comma, point = (reader_of(Money, FieldSource(decimal=sign)) for sign in (",", "."))

        def is_large(text: str) -> bool:
            return bool((read_or_none(comma, text) or read_or_none(point, text) or 0) >= _LEAST_AMOUNT)

        return self._share(is_large) >= _HALF

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
        if self._share(lambda text: read_or_none(parse_start, text)) >= _HALF:
            return Label("datoer", "dates")
        return Label("tekst", "text")

    def _share(self, test: Callable[[str], object]) -> float:
        return sum(bool(test(text)) for _, text in self.cells) / max(len(self.cells), 1)


def _is_person_name(text: str) -> bool:
    """Tell whether a text is two to four words with capital letters, none of them a word for a club."""
    is_capitalized = all(word[0].isupper() for word in text.split())
    return bool(_PERSON.fullmatch(text)) and is_capitalized and not _CLUB.search(normalize_heading(text))
