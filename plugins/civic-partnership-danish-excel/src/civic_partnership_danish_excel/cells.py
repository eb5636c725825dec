"""What a cell of a workbook holds: a number, a day, a time or a text, so that nothing of a value is lost."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, get_args

from civic_partnership.storage import DanishColumn, unguard_danish_cell
from civic_partnership.values import Count, Dated, Label, Money, PartialDate, Year, danish_date, danish_number

Held = int | Decimal | date | time | str | None
"""What a cell holds; None where it is empty."""

MOST: Final = 32_767
"""The most characters of a cell; Excel counts one beyond U+FFFF twice."""
CUT: Final = " […]"
"""The end of a text of which only the beginning could be held."""
TOO_LONG: Final = Label(
    f"teksten er for lang; en celle kan højst have {MOST} tegn",
    f"the text is too long; a cell holds {MOST} characters at most",
)
MISTAKEN: Final = Label(
    "teksten ligner den måde, som en projektmappe skriver særlige tegn på",
    "the text looks like the way in which a workbook writes special characters",
)

_DIGITS = 15
"""So many digits of a number does Excel keep."""
_FIRST = date(1900, 3, 1)
"""The first day that is the same number in every spreadsheet: in Excel there is a 29 February 1900."""
_RICH = re.compile("<r>.*</r>", re.DOTALL)
_ESCAPE = "_x[0-9a-fA-F]{4}"
_AMBIGUOUS = re.compile(rf"{_ESCAPE}(?=[\x00-\x08\x0b-\x1f\ufffe\uffff]|{_ESCAPE}_)")
"""What XlsxWriter writes so that it is read otherwise; alone, `_x0041_` and control characters come back."""
_FORMATS: Final = ((Money, "#,##0.00"), (Year, "0"), (Count, "#,##0"))
"""Type of a number -> its format; a Danish Excel shows a decimal comma, and points between thousands."""


def held(column: DanishColumn, value: Any) -> Held:
    """What a cell of a column holds for a value; other values of the column are held otherwise."""
    if value is None or value == ():
        return None
    if column.column is not None and column.column.words:
        return column.written(value)
    make = _MADE.get(type(value))
    return _written(column, value) if make is None else make(column, value)


def _written(column: DanishColumn, value: Any) -> str:
    """The text that a table of CSV has; a text in a workbook needs no guard."""
    return unguard_danish_cell(column.written(value))


def _as_it_is(_: DanishColumn, value: Any) -> Any:
    return value


def _number(_: DanishColumn, value: int | Decimal) -> int | Decimal | str:
    """The number, equal ones alike; as text where Excel would round it."""
    text = danish_number(value)
    if len(text.replace(",", "").strip("-0")) > _DIGITS:
        return text
    return Decimal(text.replace(",", ".")) if "," in text else int(text)


def _day(_: DanishColumn, value: date) -> date | str:
    return value if value >= _FIRST else danish_date(value)


def _partial_date(column: DanishColumn, value: PartialDate) -> date | str:
    is_a_day = value.earliest == value.latest and not value.approximate
    return _day(column, value.earliest) if is_a_day else danish_date(value)


def _dated(column: DanishColumn, value: Dated[Any]) -> Held:
    """The value itself where it is always the same; else a line for each change: `2027: 212000,5`."""
    (start, first), *_ = value.changes
    if start is not None:
        return _written(column, value).replace("=", ": ").replace("|", "\n")
    return _number(column, first) if isinstance(first, (int, Decimal)) else _written(column, value)


def _lines(_: DanishColumn, values: tuple[Any, ...]) -> str:
    """A line for each."""
    return "\n".join(str(each).replace("\\", r"\\").replace("\n", r"\n") for each in values)


_MADE: Final[Mapping[type, Callable[[DanishColumn, Any], Held]]] = {
    str: _as_it_is,
    time: _as_it_is,
    int: _number,
    Decimal: _number,
    date: _day,
    PartialDate: _partial_date,
    Dated: _dated,
    tuple: _lines,
}
"""Type of a value -> what holds it; of all others, the text of a table of CSV."""


def fitted(text: str) -> tuple[str, Label | None]:
    """A text as a cell can hold it; and if that is another one, why."""
    reason = None
    if _AMBIGUOUS.search(text) or _RICH.fullmatch(text):
        text, reason = text.replace("_x", "_ x").replace("<r>", "< r>"), MISTAKEN
    if len(text) > MOST // 2 and _length(text) > MOST:
        units = text.encode("utf-16-le")[: 2 * (MOST - len(CUT))]
        text, reason = units.decode("utf-16-le", errors="ignore") + CUT, TOO_LONG
    return text, reason


def _length(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def format_of(column: DanishColumn) -> str:
    """The number format of a column's numbers."""
    types = () if column.column is None else list(_within(column.column.type))
    general = "0" if column.column is None else "General"
    return next((shown for kind, shown in _FORMATS if kind in types), general)


def _within(annotation: Any) -> Iterator[Any]:
    yield annotation
    for each in get_args(annotation):
        yield from _within(each)
