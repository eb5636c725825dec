"""Where the value of a field comes from: the part of a mapping that readers of cells need."""

from typing import Any, ClassVar

from attrs import field, frozen

from civic_partnership.model import about
from civic_partnership.values import Count, Table


@frozen(kw_only=True)
class FieldSource:
    """Where the value of a field comes from: exactly one of the first six.

    Attributes:
        columns: a column, by any of these headings.
        value: the same for every row.
        record: the id of the record of this kind that the same row gives.
        heading: the year in the heading of a wide column.
        cell: the cell of a wide column.
        start: of a period, the column of its first day; `end` that of its last.
        end: an empty cell, or no such column, means that no end is recorded.
        between: the text between several values in one cell.
        words: text of a cell -> its meaning; an empty text means an empty cell.
        digits: how many digits a code has, where a spreadsheet may have dropped zeros in front.

    """

    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ("columns", "value", "record", "heading", "cell", "start")

    columns: tuple[str, ...] = field(default=(), metadata=about("kolonner", "columns"))
    value: Any = field(default=None, metadata=about("værdi", "value"))
    record: str | None = field(default=None, metadata=about("post", "record"))
    heading: bool = field(default=False, metadata=about("overskrift", "heading"))
    cell: bool = field(default=False, metadata=about("celle", "cell"))
    start: tuple[str, ...] = field(default=(), metadata=about("begynder", "start"))
    end: tuple[str, ...] = field(default=(), metadata=about("slutter", "end"))
    between: str | None = field(default=None, metadata=about("skilletegn", "between"))
    words: Table[Any] = field(default=Table(), metadata=about("ord", "words"))
    digits: Count | None = field(default=None, metadata=about("cifre", "digits"))

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings that it names."""
        return (*self.columns, *self.start, *self.end)
