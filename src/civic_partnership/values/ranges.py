"""Ranges of whole numbers, such as from 3 to 4."""

from collections.abc import Callable, Iterator
from typing import Any

from .immutable import Immutable, set_field
from .number_texts import number_cell_reader, parse_range
from .numbers import Count
from .value_type import (
    Cell,
    Check,
    Dialect,
    Hook,
    InvalidValue,
    Misfit,
    Path,
    Schema,
    Structuring,
    ValueType,
    WrongType,
)


class Range(Immutable):
    """A lower and an upper whole number, both included: `[3, 4]` means from 3 to 4.

    A single number in a file is the lower and the upper number at once. A rule, not this type, checks that
    the lower number is not above the upper number.
    """

    __slots__ = ("least", "most")
    least: int
    most: int

    def __init__(self, least: int, most: int) -> None:
        set_field(self, "least", least)
        set_field(self, "most", most)


class RangeType(ValueType[Range]):
    """The value type of ranges: in a file, one whole number or a list of two."""

    in_python = ("Range(3, 4)", "Range(3, 4)")
    python_types = (Range,)
    parse = staticmethod(parse_range)

    def reader(self, structuring: Structuring) -> Hook:
        """Return the function that reads a range from one whole number or a list of two."""
        read_count = structuring.hook(Count)

        def read(raw: Any, _: Any) -> Range:
            if type(raw) is int:
                return Range(read_count(raw, Count), raw)
            if type(raw) is not list:
                raise WrongType("et helt tal eller to som [3, 4]", "a whole number or two such as [3, 4]")
            if len(raw) != 2:
                raise InvalidValue(
                    "der skal stå to tal, mindst og højst", "there must be two numbers, least and most"
                )
            return Range(*structuring.collect(list(enumerate(raw)), lambda _, item: read_count(item, Count)))

        return read

    def write(self, value: Range) -> int | list[int]:
        """Write one number if least and most are equal, else a list of the two."""
        return value.least if value.least == value.most else [value.least, value.most]

    def schema(self, of: Callable[[Any], Schema]) -> Schema:
        """Return the JSON Schema of one count, or of an array of two counts."""
        two = {"type": "array", "items": of(Count), "minItems": 2, "maxItems": 2}
        return {"anyOf": [of(Count), two]}

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a range in a table cell."""
        read_number = number_cell_reader(dialect)

        def write(value: Range) -> str:
            numbers = self.write(value)
            return str(numbers) if isinstance(numbers, int) else dialect.to.join(map(str, numbers))

        def read(cell: str) -> Any:
            numbers = [read_number(each) for each in cell.split(dialect.to)]
            return numbers if len(numbers) > 1 else numbers[0]

        return Cell("string", write, read)

    def check_content(self, value: Any, path: Path, check: Callable[[Any], Check]) -> Iterator[Misfit]:
        """Check the two numbers; yield each number that is negative or too large, with its path."""
        for place, number in enumerate((value.least, value.most)):
            yield from check(Count)(number, (*path, place))
