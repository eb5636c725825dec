"""The values of workbook cells: a number, a day, a time or a text, so that nothing of a value is lost."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, get_args

from civic_partnership.plugins import Label, unguard_danish_cell
from civic_partnership.values import Count, Dated, Money, PartialDate, Year, danish_date, danish_number

from .danish_cells import END, REASON, write_reason_lines
from .danish_tables import DanishColumn

CellValue = int | Decimal | date | time | str | None
"""The value of a cell; None where it is empty."""

MAX_CHARACTERS: Final = 32_767
"""The most characters of a cell; Excel counts one beyond U+FFFF twice."""
CUT_MARK: Final = " […]"
"""The end of a text that was cut."""
TOO_LONG: Final = Label(
    f"teksten er for lang; en celle kan højst have {MAX_CHARACTERS} tegn",
    f"the text is too long; a cell holds {MAX_CHARACTERS} characters at most",
)
MISTAKEN: Final = Label(
    "teksten ligner den måde, som en projektmappe skriver særlige tegn på",
    "the text looks like the way in which a workbook writes special characters",
)

_DIGITS = 15
"""The most digits of a number that Excel keeps."""
_FIRST = date(1900, 3, 1)
"""The first day that is the same number in every spreadsheet: in Excel there is a 29 February 1900."""
_RICH = re.compile("<r>.*</r>", re.DOTALL)
_ESCAPE = "_x[0-9a-fA-F]{4}"
_AMBIGUOUS = re.compile(rf"{_ESCAPE}(?=[\x00-\x08\x0b-\x1f\ufffe\uffff]|{_ESCAPE}_)")
"""A text that does not come back from XlsxWriter; alone, `_x0041_` and control characters do."""
_FORMATS: Final = ((Money, "#,##0.00"), (Year, "0"), (Count, "#,##0"))
"""Type of a number -> its format; a Danish Excel shows a decimal comma, and points between thousands."""


def cell_value(column: DanishColumn, value: Any) -> CellValue:
    """Return what a cell of a column holds for a value; no other value of the column is held alike."""
    if value is None or value == ():
        return None
    if isinstance(value, str) and column.column is not None and column.cell is END:
        return column.write(value)
    if column.cell is REASON:
        return write_reason_lines(value)
    if column.column is not None and column.column.words:
        return column.write(value).replace("|", "\n")
    convert = _CONVERTERS.get(type(value), _text)
    return convert(column, value)


def _text(column: DanishColumn, value: Any) -> str:
    """Write a value as a table of CSV does; a text in a workbook needs no guard."""
    return unguard_danish_cell(column.write(value))


def _as_it_is(_: DanishColumn, value: Any) -> Any:
    return value


def _number(_: DanishColumn, value: int | Decimal) -> int | Decimal | str:
    """Return the number, equal ones alike; as text where Excel would round it."""
    text = danish_number(value)
    if len(text.replace(",", "").strip("-0")) > _DIGITS:
        return text
    return Decimal(text.replace(",", ".")) if "," in text else int(text)


def _day(_: DanishColumn, value: date) -> date | str:
    return value if value >= _FIRST else danish_date(value)


def _partial_date(column: DanishColumn, value: PartialDate) -> date | str:
    is_a_day = value.earliest == value.latest and not value.approximate
    return _day(column, value.earliest) if is_a_day else danish_date(value)


def _dated(column: DanishColumn, value: Dated[Any]) -> CellValue:
    """Return the value itself where it is always the same; else a line for each change: `2027: 212000,5`."""
    (start, first), *_ = value.changes
    if start is not None:
        return _text(column, value).replace("=", ": ").replace("|", "\n")
    return _number(column, first) if isinstance(first, (int, Decimal)) else _text(column, value)


def _lines(_: DanishColumn, values: tuple[Any, ...]) -> str:
    """Write a line for each value."""
    return "\n".join(str(each).replace("\\", r"\\").replace("\n", r"\n") for each in values)


_CONVERTERS: Final[Mapping[type, Callable[[DanishColumn, Any], CellValue]]] = {
    str: _as_it_is,
    time: _as_it_is,
    int: _number,
    Decimal: _number,
    date: _day,
    PartialDate: _partial_date,
    Dated: _dated,
    tuple: _lines,
}
"""Type of a value -> the function that converts it; all others become the text of a table of CSV."""


def fit_text(text: str) -> tuple[str, Label | None]:
    """Return a text as a cell can hold it, and the reason where that is another text."""
    reason = None
    if _AMBIGUOUS.search(text) or _RICH.fullmatch(text):
        text, reason = text.replace("_x", "_ x").replace("<r>", "< r>"), MISTAKEN
    if len(text) > MAX_CHARACTERS // 2 and _utf16_length(text) > MAX_CHARACTERS:
        units = text.encode("utf-16-le")[: 2 * (MAX_CHARACTERS - len(CUT_MARK))]
        text, reason = units.decode("utf-16-le", errors="ignore") + CUT_MARK, TOO_LONG
    return text, reason


def _utf16_length(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def number_format(column: DanishColumn) -> str:
    """Return the number format of a column."""
    types = () if column.column is None else list(_nested_types(column.column.type))
    general = "0" if column.column is None else "General"
    return next((shown for kind, shown in _FORMATS if kind in types), general)


def _nested_types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for each in get_args(annotation):
        yield from _nested_types(each)
