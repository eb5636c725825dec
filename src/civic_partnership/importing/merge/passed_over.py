"""Tell the rows that are no records: totals, what stands below them, notes, and headings that stand again.

Nothing that may be a record is passed over. A row that may be either is rejected, so that a person decides.
"""

import re
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from enum import IntEnum
from typing import Any, Literal

import attrs

from civic_partnership.importing.mapping import Columns, FieldSource, Mapping, PartMapping, RecordMapping
from civic_partnership.importing.rejection_rules import (
    BELOW_TOTAL,
    LIKE_A_TOTAL,
    MAY_BE_A_TOTAL,
    Reason,
    Rejected,
)
from civic_partnership.importing.source import Row, normalize_heading
from civic_partnership.model import KINDS, info, item_type, unwrap_type
from civic_partnership.values import Range, Year, strip_none

Why = Literal["headings", "total", "below-total", "note"]
"""Why a row is passed over."""

_TOTAL = re.compile(r"(?:sum )?(?:i ?alt|total(?:t|sum)?|sub-?total|sum|samlet|tilsammen)\W*")
"""The usual labels of totals, for a mapping that names none."""
_TOTAL_OF = re.compile(r"i ?alt\b")
_NOTE = re.compile(r"[*†]|[0-9]\) |.+ = |(?:noter?|kilder?|obs|bemærk|(?:signatur)?forklaring|source)\s*:")
"""The beginning of a note that stands alone in its row: `* foreløbige tal`, `Kilde: …`, `Rød = stoppet`."""


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
        self._places = _places_by_content(mapping, columns)
        self._keys = _key_places(mapping, columns)
        self._known = frozenset(self._headings)
        self._content = Content.NOTHING
        self._is_below = False
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
        content = self._content = self._find_content(filled[1:])
        has_key = not self._keys.isdisjoint(filled[1:])
        why: Why | None = None
        if self._total_of.match(label) or self._total.fullmatch(label):
            if not has_key and self._is_total(label, content):
                self._is_below = True
                return "total" if len(filled) > 1 or _is_usual_total(label) else "note"
        elif len(filled) == 1 and _NOTE.match(label):
            return "note"
        elif self._is_below and self._least is not None:
            why = self._find_below(content)
        if why is None:
            self.filled.update(filled)
        return why

    def take(self) -> None:
        """Learn what the last row has, which was taken in: no later row with as much is passed over."""
        if self._least is not Content.NOTHING:
            content = self._content
            self._least = content if self._least is None else min(self._least, content)

    def _repeats_headings(self, row: Row, filled: list[int]) -> bool:
        return filled[-1] < len(self._headings) and all(
            self._headings[place] == normalize_heading(row.cells[place]) for place in filled
        )

    def _is_total(self, label: str, content: Content) -> bool:
        """Tell whether a row that begins like a total is one; reject it if it may be a record."""
        is_label = self._total.fullmatch(label) is not None
        if content <= Content.QUANTITY and (is_label or self._is_named or self._is_less(content)):
            return True
        if is_label and self._is_named:
            return True
        raise Rejected(Reason(MAY_BE_A_TOTAL, LIKE_A_TOTAL))

    def _find_below(self, content: Content) -> Why | None:
        """Return why a row below a total is no record, or None; reject it if it may be a record."""
        if self._is_less(content):
            return "below-total"
        if content < Content.FACT:
            raise Rejected(Reason(MAY_BE_A_TOTAL, BELOW_TOTAL))
        return None

    def _is_less(self, content: Content) -> bool:
        """Tell whether a row has less than any row that was taken in."""
        return self._least is not None and content < self._least

    def _find_content(self, filled: Collection[int]) -> Content:
        return max((self._places.get(place, Content.NOTHING) for place in filled), default=Content.NOTHING)


def _is_usual_total(label: str) -> bool:
    """Tell whether a label is that of a total, whatever words a mapping names."""
    return bool(_TOTAL.fullmatch(label) or _TOTAL_OF.match(label))


def _places_by_content(mapping: Mapping, columns: Columns) -> dict[int, Content]:
    """Return the place of each column that fills something -> what its cells hold."""
    places: dict[int, Content] = {}

    def add(names: Collection[str], content: Content) -> None:
        for place in columns.find([*names]):
            places[place] = max(content, places.get(place, Content.NOTHING))

    for record in mapping.records:
        if record.id is not None:
            add(record.id.columns, Content.FACT)
        _add_fields(record, KINDS[record.kind], columns, add, places)
    return places


def _add_fields(
    holder: RecordMapping | PartMapping,
    cls: Any,
    columns: Columns,
    add: Callable[[Collection[str], Content], None],
    places: dict[int, Content],
) -> None:
    known = attrs.fields_dict(cls)
    for name, source in holder.fields.items():
        content = _content_of(known[name])
        add((*source.columns, *source.start, *source.end), content)
        for heading in _wide_headings(source, holder):
            places.update((place, content) for place, _ in columns.find_wide(heading))
    for part in holder.parts:
        attribute = known[part.list]
        _add_fields(part, item_type(attribute.type), columns, add, places)


def _wide_headings(source: FieldSource, holder: RecordMapping | PartMapping) -> Iterator[str]:
    if source.cell and isinstance(holder, PartMapping) and holder.headings is not None:
        yield holder.headings


def _content_of(attribute: Any) -> Content:
    annotation = strip_none(attribute.type)
    if annotation is not Year and unwrap_type(annotation) in (int, Decimal, Range):
        return Content.QUANTITY
    facts = info(attribute)
    is_text = annotation is str and not facts.words and facts.refers_to is None
    return Content.TEXT if is_text else Content.FACT


def _key_places(mapping: Mapping, columns: Columns) -> set[int]:
    """Return the places of the columns with CVR numbers, or of which ids are made."""
    names: list[str] = []
    for record in mapping.records:
        names.extend(record.id.columns if record.id is not None else ())
        if record.kind == "associations" and "cvr" in record.fields:
            names.extend(record.fields["cvr"].columns)
    return set(columns.find(names))
