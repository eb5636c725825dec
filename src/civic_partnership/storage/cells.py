"""What one cell of a table holds: values as text that no spreadsheet runs, and back.

An empty cell is an absent value. What a cell holds that its field cannot is passed on as text, so
that the converter refuses it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args, get_origin

from civic_partnership.model import unwrap_type
from civic_partnership.values import Dated, PartialDate, Period, Range, plain_number

_SIGNS = "=+@\uff1d\uff0b\uff0d\uff20-"
"""With these a formula begins, the wide signs too."""
_UNSEEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    r"\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
"""White space and letters of which nothing is seen: a spreadsheet may strip them first."""
_PLAIN_STARTS = frozenset("abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ0123456789")
"""With these nearly all texts begin; such a text needs no closer look unless something in it ends a cell."""
_BREAKS = "\t\r\n"
"""These end a cell where a spreadsheet reads a table with another delimiter than it was written with."""
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


class Dialect(NamedTuple):
    """How a whole family of tables writes its cells.

    Attributes:
        cells: type -> cell; of a text, of each plain value.
        start: how the date of a dated value stands, from the value to its text and back.
        between: what stands between several values of which a dated one has one.
        none: what stands for none of these.

    """

    cells: Mapping[Any, Cell]
    start: tuple[Callable[[Any], str], Callable[[str], str]]
    between: str
    none: str


class FormulaGuard:
    """Keeps spreadsheets from running a text, also where they read a table with another delimiter.

    An apostrophe stands before every place where a spreadsheet may see a cell that begins with a formula.
    No two texts are guarded alike, because an apostrophe in such a place is guarded too.
    """

    def __init__(self, delimiters: str) -> None:
        """Make one for tables that a spreadsheet may part at these delimiters, beside their own."""
        ends = f"[{delimiters}{_BREAKS}]"
        guarded = f"[{_UNSEEN}]*+['{_SIGNS}]"
        first = f"{guarded}|[{_BREAKS}]"
        self._ends = re.compile(ends)
        self._before = re.compile(f"\\A(?={first})|{ends}(?={guarded})")
        self._guards = re.compile(f"(\\A)'(?={first})|({ends})'(?={guarded})")

    def guard(self, text: str) -> str:
        """A text of which no spreadsheet runs a part: where it might, `'` stands before it."""
        if text[:1] in _PLAIN_STARTS and self._ends.search(text) is None:
            return text
        return self._before.sub(r"\g<0>'", text)

    def unguard(self, cell: str) -> str:
        """The text that was guarded; what needs no guard is as it was."""
        return self._guards.sub(r"\1\2", cell)


COMMA_TABLE = FormulaGuard(";")
"""For tables with commas, which a Danish spreadsheet parts at semicolons."""
SEMICOLON_TABLE = FormulaGuard(",")
"""For tables with semicolons, which an English spreadsheet parts at commas."""

ANY_TABLE = FormulaGuard(",;")
"""For tables of which it is not known what stands between their cells."""


def guard_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: where it might, `'` stands before it.

    It is looked at behind white space and unseen letters, and also where a spreadsheet would part the text:
    at a semicolon, a tab or a line break.
    """
    return COMMA_TABLE.guard(text)


def unguard_cell(cell: str) -> str:
    """The text that was guarded; what needs no guard is as it was."""
    return COMMA_TABLE.unguard(cell)


def cell_of(annotation: Any, dialect: Dialect | None = None) -> Cell:
    """The cell of a field with this type, in the tables of this package unless told otherwise.

    Raises:
        TypeError: no cell is made for it.

    """
    dialect = dialect or PLAIN
    cls = unwrap_type(annotation)
    origin = get_origin(cls)
    if origin is Literal:
        return dialect.cells[str]
    if origin is tuple:
        return _list(cell_of(get_args(cls)[0], dialect), dialect)
    if origin is Dated:
        return _dated(get_args(cls)[0], dialect)
    if cls not in dialect.cells:
        raise TypeError(f"no cell holds a {cls}")
    return dialect.cells[cls]


def _number_in(cell: str) -> int | Decimal | str:
    if not _NUMBER.fullmatch(cell):
        return cell
    return Decimal(cell) if "." in cell else int(cell)


def _range_out(value: Range) -> str:
    return str(value.least) if value.least == value.most else f"{value.least},{value.most}"


def _range_in(cell: str) -> Any:
    numbers = [_number_in(each) for each in cell.split(",")]
    return numbers if len(numbers) > 1 else numbers[0]


def _list(inner: Cell, dialect: Dialect) -> Cell:
    """Several in a cell, with `|` between; a backslash before each `|` and backslash inside one of them."""
    text = dialect.cells[str]
    is_text = inner is text
    write, read = (str, _as_is) if is_text else (inner.write or str, inner.read)

    def out(values: tuple[Any, ...]) -> str:
        whole = "|".join(write(each).replace("\\", r"\\").replace("|", r"\|") for each in values)
        return whole if text.write is None else text.write(whole)

    def back(cell: str) -> list[Any]:
        items = _ITEM.findall(f"{text.read(cell)}|")
        return [read(re.sub(r"\\([\\|])", r"\1", each)) for each in items]

    return Cell("string", out, back)


def _in_dated(annotation: Any, dialect: Dialect) -> Cell:
    """A value, or several, as it stands in a dated one."""
    cls = unwrap_type(annotation)
    if get_origin(cls) is not tuple:
        return cell_of(cls, dialect)
    inner = cell_of(get_args(cls)[0], dialect)
    write = inner.write or str

    def back(cell: str) -> list[Any]:
        return [] if cell == dialect.none else [inner.read(each) for each in cell.split(dialect.between)]

    return inner._replace(
        write=lambda values: dialect.between.join(map(write, values)) or dialect.none, read=back
    )


def _dated(annotation: Any, dialect: Dialect) -> Cell:
    """`200000` where it is always the same, else `2012=200000|2027=212000`."""
    inner = _in_dated(annotation, dialect)
    if inner.type == "string" and inner is not dialect.cells[Range]:
        raise TypeError("no cell holds a dated text: it could not be told from dates")
    write = inner.write or str
    write_start, read_start = dialect.start

    def out(dated: Dated[Any]) -> str:
        (start, value), *_ = dated.changes
        if start is None:
            return write(value)
        return "|".join(f"{write_start(start)}={write(value)}" for start, value in dated.changes)

    def back(cell: str) -> Any:
        if "=" not in cell:
            return inner.read(cell)
        entries = [each.partition("=") for each in cell.split("|")]
        values = {read_start(start): inner.read(value) for start, _, value in entries}
        return values if len(values) == len(entries) else cell

    return Cell("string", out, back)


def _as_is(cell: str) -> str:
    return cell


PLAIN = Dialect(
    cells={
        str: Cell("string", guard_cell, unguard_cell),
        bool: Cell(
            "boolean",
            lambda value: "true" if value else "false",
            lambda cell: {"true": True, "false": False}.get(cell, cell),
        ),
        int: Cell("integer", None, _number_in),
        Decimal: Cell("number", plain_number, _number_in),
        date: Cell("date", None, _as_is),
        time: Cell("time", None, _as_is),
        PartialDate: Cell("string", None, _as_is),
        Period: Cell("string", None, _as_is),
        Range: Cell("string", _range_out, _range_in),
    },
    start=(str, _as_is),
    between=",",
    none="[]",
)
"""The tables of this package: ISO dates, decimal points."""
PRESENCE = Cell("boolean", lambda _: "true", lambda cell: {} if cell == "true" else cell)
"""Says that a part is there, of which otherwise nothing might be seen."""
