"""What one cell of a table holds: values as text that no spreadsheet runs, and back.

An empty cell is an absent value. What a cell holds that its field cannot is passed on as text, so
that the converter refuses it.
"""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args, get_origin

from civic_partnership.model import plain
from civic_partnership.values import Dated, PartialDate, Period, Range

_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20'")
"""With these a cell begins that a spreadsheet may run, the wide signs too; the last one guards it."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{1,99})?")
_ITEM = re.compile(r"((?:\\[\\|]|[^|])*)\|")


class Cell(NamedTuple):
    """How values of one type stand in a cell.

    Attributes:
        type: the type in words of Frictionless: string, integer, number, boolean, date, time.
        write: from a value to its text; None where `csv.writer` writes it as it should stand.
        read: from a text that is not empty to what the converter takes.

    """

    type: Literal["string", "integer", "number", "boolean", "date", "time"]
    write: Callable[[Any], str] | None
    read: Callable[[str], Any]


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula: where it might, `'` stands before it."""
    return f"'{text}" if text[:1] in _FORMULA else text


def unguard(cell: str) -> str:
    """The text that was guarded; what needs no guard is as it was."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def cell_of(annotation: Any) -> Cell:
    """The cell of a field with this type.

    Raises:
        TypeError: no cell is made for it.

    """
    cls = plain(annotation)
    origin = get_origin(cls)
    if origin is Literal:
        return _TEXT
    if origin is tuple:
        return _list(cell_of(get_args(cls)[0]))
    if origin is Dated:
        return _dated(_in_dated(get_args(cls)[0]))
    if cls not in _CELLS:
        raise TypeError(f"no cell holds a {cls}")
    return _CELLS[cls]


def _number_out(value: Decimal | int) -> str:
    """The number in plain notation; what is equal is written alike."""
    if type(value) not in (Decimal, int):
        raise TypeError("an amount is a Decimal, or a whole number")
    if not value:
        return "0"
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number_in(cell: str) -> int | Decimal | str:
    if not _NUMBER.fullmatch(cell):
        return cell
    return Decimal(cell) if "." in cell else int(cell)


def _range_out(value: Range) -> str:
    return str(value.least) if value.least == value.most else f"{value.least},{value.most}"


def _range_in(cell: str) -> Any:
    numbers = [_number_in(each) for each in cell.split(",")]
    return numbers if len(numbers) > 1 else numbers[0]


def _list(inner: Cell) -> Cell:
    """Several in a cell, with `|` between; a backslash before each `|` and backslash inside one of them."""
    write, read = (str, _as_is) if inner is _TEXT else (inner.write or str, inner.read)

    def out(values: tuple[Any, ...]) -> str:
        return guard("|".join(write(each).replace("\\", r"\\").replace("|", r"\|") for each in values))

    def back(cell: str) -> list[Any]:
        items = _ITEM.findall(f"{unguard(cell)}|")
        return [read(re.sub(r"\\([\\|])", r"\1", each)) for each in items]

    return Cell("string", out, back)


def _in_dated(annotation: Any) -> Cell:
    """A value, or several with `,` between, as it stands in a dated one; `[]` for none."""
    cls = plain(annotation)
    if get_origin(cls) is not tuple:
        return cell_of(cls)
    inner = cell_of(get_args(cls)[0])
    write = inner.write or str

    def back(cell: str) -> list[Any]:
        return [] if cell == "[]" else [inner.read(each) for each in cell.split(",")]

    return inner._replace(write=lambda values: ",".join(map(write, values)) or "[]", read=back)


def _dated(inner: Cell) -> Cell:
    """`200000` where it is always the same, else `2012=200000|2027=212000`."""
    if inner.type == "string" and inner is not _RANGE:
        raise TypeError("no cell holds a dated text: it could not be told from dates")
    write = inner.write or str

    def out(dated: Dated[Any]) -> str:
        (start, value), *_ = dated.changes
        if start is None:
            return write(value)
        return "|".join(f"{start}={write(value)}" for start, value in dated.changes)

    def back(cell: str) -> Any:
        if "=" not in cell:
            return inner.read(cell)
        entries = [each.partition("=") for each in cell.split("|")]
        values = {start: inner.read(value) for start, _, value in entries}
        return values if len(values) == len(entries) else cell

    return Cell("string", out, back)


def _as_is(cell: str) -> str:
    return cell


_TEXT = Cell("string", guard, unguard)
_RANGE = Cell("string", _range_out, _range_in)
_CELLS: dict[Any, Cell] = {
    str: _TEXT,
    bool: Cell(
        "boolean",
        lambda value: "true" if value else "false",
        lambda cell: {"true": True, "false": False}.get(cell, cell),
    ),
    int: Cell("integer", None, _number_in),
    Decimal: Cell("number", _number_out, _number_in),
    date: Cell("date", None, _as_is),
    time: Cell("time", None, _as_is),
    PartialDate: Cell("string", None, _as_is),
    Period: Cell("string", None, _as_is),
    Range: _RANGE,
}
PRESENCE = Cell("boolean", lambda _: "true", lambda cell: {} if cell == "true" else cell)
"""Says that a part is there, of which otherwise nothing might be seen."""
