"""Tell the rows that are no records: totals, what stands below them, notes, and headings that stand again.

Nothing that may be a record is passed over. A row that may be either is rejected, so that a person decides.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache, partial
from typing import Any, Literal

from civic_partnership.importing.mapping import Columns, Mapping, named_columns
from civic_partnership.importing.rejection_rules import (
    BELOW_TOTAL,
    HEADINGS_IN_OTHER_ORDER,
    LIKE_A_TOTAL,
    MAY_BE_A_TOTAL,
    Reason,
    Rejected,
    unreadable_row,
)
from civic_partnership.importing.source import Row, normalize_heading
from civic_partnership.model import info, unwrap_type
from civic_partnership.values import Range, Year, strip_none

from .note_rows import is_note, is_title_of_notes

Why = Literal["headings", "total", "below-total", "note"]
"""Why a row is passed over."""

_TOTAL = re.compile(r"(?:sum )?(?:i ?alt|total(?:t|sum)?|sub-?total|sum|samlet|tilsammen)\W*")
"""The usual labels of totals, for a mapping that names none."""
_MOST_IN_NOTE = 3
"""The most cells of a row with a note or a legend; the cells of other rows are not compared."""
_TOTAL_OF = re.compile(r"i ?alt\b")


class Content(IntEnum):
    """The most telling thing that a row has beside its first cell."""

    NOTHING = 0
    QUANTITY = 1
    TEXT = 2
    FACT = 3
    """A day, a year, a word of a fixed list, a CVR number or a column of which an id is made."""


class RowFilter:
    """Tells which rows of a file are no records.

    Attributes:
        filled: the places of all columns in which a row that was not passed over has something.
    """

    def __init__(self, mapping: Mapping, columns: Columns) -> None:
        self._headings = [normalize_heading(each) for each in columns.headings]
        words = "|".join(map(re.escape, map(normalize_heading, mapping.file.until)))
        self._total = re.compile(rf"(?:{words})\W*") if words else _TOTAL
        self._total_of = re.compile(rf"(?:{words})(?!\w)") if words else _TOTAL_OF
        self._is_named = bool(words)
        self._key_places = _places_of(mapping, columns, "cvr")
        self._name_places = _places_of(mapping, columns, "name")
        self._number_places = self._key_places - self._name_places
        places = _places_by_content(mapping, columns)
        # most rows have the same columns filled, so the answers are remembered
        self._find_content = lru_cache(partial(_find_content, places))
        self._titles = _split_headings(self._headings, mapping.file.header_rows or 1)
        self._known = frozenset().union(*self._titles)
        self._is_in_other_order = False
        self._content = Content.NOTHING
        self._below: Why | None = None
        self._least: Content | None = None
        self.filled: set[int] = set()

    def pass_over(self, row: Row) -> Why | None:
        """Return why a row is no record, or None if it is to be read as one; reject what may be either."""
        filled = [place for place, cell in enumerate(row.cells) if cell and not cell.isspace()]
        if row.broken is not None or not filled:
            return None
        label = normalize_heading(row.cells[filled[0]])
        if label in self._known and self._repeats_headings(row, filled):
            return "headings"
        if self._is_note(row, filled):
            return "note"
        content = self._content = self._find_content(tuple(filled[1:]))
        if self._total_of.match(label) or self._total.fullmatch(label):
            if self._key_places.isdisjoint(filled[1:]) and self._is_total(label, content):
                self._below = "below-total"
                is_usual = _TOTAL.fullmatch(label) or _TOTAL_OF.match(label)
                return "total" if len(filled) > 1 or is_usual else "note"
        elif self._below is not None and self._least is not None and filled[0] not in self._number_places:
            if self._is_less(content):
                return self._below
            if content < Content.FACT:
                raise Rejected(Reason(MAY_BE_A_TOTAL, BELOW_TOTAL))
        if self._is_in_other_order:
            raise Rejected(unreadable_row(HEADINGS_IN_OTHER_ORDER))
        self.filled.update(filled)
        return None

    def take(self) -> None:
        """Learn what the last row has, which was taken in: no later row with as much is passed over."""
        if self._least is None or self._content < self._least:
            self._least = self._content

    def _repeats_headings(self, row: Row, filled: list[int]) -> bool:
        """Tell whether a row has nothing but headings; note whether their columns are those of the file."""
        texts = [normalize_heading(row.cells[place]) for place in filled]
        if not self._known.issuperset(texts):
            return False
        is_in_order = filled[-1] < len(self._titles) and all(
            text in self._titles[place] for place, text in zip(filled, texts, strict=True)
        )
        if is_in_order or len(filled) > 1:
            self._is_in_other_order = not is_in_order
        return True

    def _is_note(self, row: Row, filled: list[int]) -> bool:
        """Tell whether a row is a note or part of a legend; after a title of notes, more may follow."""
        if len(filled) > _MOST_IN_NOTE:
            return False
        may_be_name = filled[0] in self._name_places or self._name_places.isdisjoint(filled)
        texts = [normalize_heading(row.cells[place]) for place in filled]
        if not is_note(texts, may_be_name=may_be_name):
            return False
        if len(texts) == 1 and is_title_of_notes(texts[0]):
            self._below = "note"
        return True

    def _is_total(self, label: str, content: Content) -> bool:
        """Tell whether a row that begins like a total is one; reject it if it may be a record."""
        is_label = self._total.fullmatch(label) is not None
        if content <= Content.QUANTITY and (is_label or self._is_named or self._is_less(content)):
            return True
        if is_label and self._is_named:
            return True
        raise Rejected(Reason(MAY_BE_A_TOTAL, LIKE_A_TOTAL))

    def _is_less(self, content: Content) -> bool:
        """Tell whether a row has less than any row that was taken in."""
        return self._least is not None and content < self._least


def _find_content(places: dict[int, Content], filled: tuple[int, ...]) -> Content:
    return max((places.get(place, Content.NOTHING) for place in filled), default=Content.NOTHING)


def _places_by_content(mapping: Mapping, columns: Columns) -> dict[int, Content]:
    """Return the place of each column that fills something -> what its cells hold."""
    places: dict[int, Content] = {}
    for column in named_columns(mapping):
        content = Content.FACT if column.field is None else _content_of(column.field)
        for place, _ in column.find(columns):
            places[place] = max(content, places.get(place, Content.NOTHING))
    return places


def _content_of(attribute: Any) -> Content:
    annotation = strip_none(attribute.type)
    if annotation is not Year and unwrap_type(annotation) in (int, Decimal, Range):
        return Content.QUANTITY
    is_text = annotation is str and not info(attribute).words and info(attribute).refers_to is None
    return Content.TEXT if is_text else Content.FACT


def _places_of(mapping: Mapping, columns: Columns, field: str) -> frozenset[int]:
    """Return the places of the columns that fill a field of records, or of which their ids are made."""
    wanted = (("id",), ("fields", field))
    return columns.find_all(column for column in named_columns(mapping) if column.path[2:] in wanted)


def _split_headings(headings: Sequence[str], rows: int) -> list[frozenset[str]]:
    """Return the texts that stand above each column: its heading, and its parts if it takes several rows."""
    if rows == 1:
        return [frozenset(filter(None, [heading])) for heading in headings]
    return [
        frozenset(
            part
            for place in range(1, len(words) + 1)
            for part in (" ".join(words[:place]), " ".join(words[-place:]))
        )
        for words in map(str.split, headings)
    ]
