"""Read cells as an import would, to find out whether they fit a field."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from civic_partnership.exporting import FieldPath
from civic_partnership.importing.mapping import FieldSource, reader_of
from civic_partnership.values import InvalidValue, parse_end, parse_start, strip_none

from .heading_words import attribute_at, is_side

CellReader = Callable[[str], Any]
"""Reads the text of a cell; raises `InvalidValue` if it has no value for the field."""

_DAY_IN_DIGITS = re.compile(r"(?:19|20)[0-9]{6}")
_SHOWN = 5
"""So many lines are named at most."""
_LETTERS = re.compile(r"[^\W\d_]{2}")


def reader_at(path: FieldPath, source: FieldSource) -> CellReader:
    """Return the reader of the cells of a field; a text must have letters."""
    if path.endswith(".start"):
        return parse_start
    if path.endswith(".end"):
        return parse_end
    return _require_letters if is_text(path) else reader_of(attribute_at(path).type, source)


def read_or_none(read: CellReader, text: str) -> Any:
    """Return the value of a text; None if it has none."""
    try:
        return read(text)
    except InvalidValue:
        return None


def is_text(path: FieldPath) -> bool:
    """Tell whether a field takes any text."""
    return not is_side(path) and strip_none(attribute_at(path).type) is str


def may_be_no_day(path: FieldPath, text: str) -> bool:
    """Tell whether a text in the column of a day is a plain number, which may be an amount as well."""
    return path.endswith((".on", "_on")) and text.isdigit() and not _DAY_IN_DIGITS.fullmatch(text)


def _require_letters(text: str) -> str | None:
    return text if _LETTERS.search(text) else None


def list_lines(numbers: Sequence[int]) -> str:
    """Return the numbers of lines with commas between them, each once, the first of many: `3, 5, 8 …`."""
    return ", ".join(map(str, dict.fromkeys(numbers[:_SHOWN]))) + (" …" if len(numbers) > _SHOWN else "")
