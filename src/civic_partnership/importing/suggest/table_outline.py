"""Find the heading rows of a table, and the rows at its end that are no records."""

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from attrs import frozen

from civic_partnership.importing.mapping import join_headings
from civic_partnership.importing.source import Row, normalize_heading

from .heading_words import field_headings, heading_key, is_known

_SEARCHED = 50
"""So many rows are searched for the headings."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])")
_END_WORDS = (
    *("I alt", "Ialt", "Sum", "Total", "Hovedtotal", "Grand total", "Samlet", "Totals"),
    *("Kilde", "Note", "Noter", "Bemærk", "Forklaring", "Signaturforklaring", "Farveforklaring", "Farver"),
    *("Udskrevet", "Source", "Sources", "Legend", "*"),
)
"""Words at the start of totals, legends and footnotes."""
_END = {re.compile(rf"{re.escape(normalize_heading(word))}(?!\w)"): word for word in _END_WORDS}
_LIKE_DATA = re.compile(r"\S@\S|[0-9]{5}|[0-9]{2} [0-9]{2} [0-9]{2}")
"""What stands in cells of records, and in no heading: mail addresses, long numbers."""
_FEW_CELLS = 2
"""At most so many cells are filled in a row of a legend or footnote."""


@frozen(kw_only=True)
class TableOutline:
    """Where the parts of a table stand.

    Attributes:
        header: the row of the headings, counted from 1.
        header_rows: how many rows they have.
        headings: the headings, those of two rows joined; an empty text for a column without one.
        keys: their keys; of two rows, the key of the second where only that is known.
        known: how many of them are known.
        above: the rows above the headings: titles.
        records: the rows that seem to be records.
        end: the rows after the last record: totals, legends, footnotes.
        end_words: the words with which the end begins.
        early: lines of rows between the records that begin with one of these words too.
    """

    header: int
    header_rows: int
    headings: tuple[str, ...]
    keys: tuple[str, ...]
    known: int
    above: tuple[Row, ...]
    records: tuple[Row, ...]
    end: tuple[Row, ...]
    end_words: tuple[str, ...]
    early: tuple[int, ...]


def find_year(text: str) -> str | None:
    """Return the only year in a text, from 1900 to 2199; None if there is none or more than one."""
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else None


def outline_table(rows: Sequence[Row]) -> TableOutline | None:
    """Find the parts of a table; None if no row has the heading of a field, and nothing that is data."""
    first = rows[:_SEARCHED]
    place = max(range(len(first)), key=lambda index: _count_known(first[index].cells))
    two = [
        index
        for index, (upper, lower) in enumerate(pairwise(first))
        if _is_second_row(upper, lower) and place - 1 <= index <= place
    ]
    header_rows = 2 if two else 1
    place = two[0] if two else place
    width = max(len(row.cells) for row in rows[place:])
    headings = join_headings([row.cells for row in rows[place : place + header_rows]])
    headings = (*headings, *[""] * (width - len(headings)))
    below_title = (*rows[place + header_rows - 1].cells, *[""] * len(headings))
    keys = [
        cell if is_known(cell) and not _is_heading(heading) else heading
        for cell, heading in zip(below_title, headings, strict=False)
    ]
    if not any(map(_is_field, keys)) or any(map(_LIKE_DATA.search, headings)):
        return None
    below = rows[place + header_rows :]
    end = len(below)
    while end and _is_end(below[end - 1], len(headings)):
        end -= 1
    words = dict.fromkeys(word for row in below[end:] if (word := _end_word(row)))
    return TableOutline(
        header=rows[place].number,
        header_rows=header_rows,
        headings=headings,
        keys=tuple(map(heading_key, keys)),
        known=_count_known(keys),
        above=tuple(rows[:place]),
        records=tuple(below[:end]),
        end=tuple(below[end:]),
        end_words=tuple(words),
        early=tuple(row.number for row in below[:end] if _end_word(row) in words),
    )


def _is_second_row(upper: Row, lower: Row) -> bool:
    """Tell whether a row belongs to the headings in the row above: `2021` and `2022` below `Tilskud`.

    The two rows joined must have more known headings than either; as many are enough where the second row
    has nothing but headings, and cells are merged.
    """
    joined = join_headings([upper.cells, lower.cells])
    columns = list(zip_longest(upper.cells, lower.cells, joined, fillvalue=""))
    below = [_is_heading(cell) or _is_heading(both) for _, cell, both in columns if cell.strip()]
    known = sum(_is_heading(cell) or _is_heading(both) for _, cell, both in columns)
    if known <= _count_known(lower.cells) or sum(below) * 2 < len(below):
        return False
    is_merged = any(bool(above.strip()) != bool(cell.strip()) for above, cell, _ in columns)
    return known > _count_known(upper.cells) or (
        known == _count_known(upper.cells) and all(below) and is_merged
    )


def _is_heading(text: str) -> bool:
    """Tell whether a heading is known, with or without a year in it."""
    return is_known(text) or is_known(_YEAR.sub("", text))


def _is_field(text: str) -> bool:
    """Tell whether a heading is that of a field, with or without a year in it."""
    return any(heading_key(each) in field_headings() for each in (text, _YEAR.sub("", text)))


def _count_known(headings: Sequence[str]) -> int:
    return sum(map(_is_heading, headings))


def _is_end(row: Row, width: int) -> bool:
    """Tell whether a row below the table is a total, a legend or a footnote."""
    filled = [cell for cell in row.cells if cell.strip()]
    word = _end_word(row)
    if word is None:
        return len(filled) < _FEW_CELLS < width
    return len(filled) <= max(1, width - 2) or heading_key(filled[0]) == heading_key(word)


def _end_word(row: Row) -> str | None:
    """Return the word of a total, legend or footnote with which a row begins; None if it has none."""
    first = normalize_heading(next((cell for cell in row.cells if cell.strip()), ""))
    return next((word for pattern, word in _END.items() if pattern.match(first)), None)
