"""Numbers: counts, years, amounts, hours, percentages and ranges, always exact and never floats.

Each type of number is an annotated Python type. So a caller writes `Grant(amount=Decimal(200_000))`, and
needs no class around the number.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal

from .number_texts import (
    DIGITS,
    TOO_LARGE,
    canonical,
    danish_number,
    number_cell_reader,
    parse_amount,
    parse_hours,
    parse_number,
    parse_percent,
    parse_whole,
    plain_number,
    require_exact,
)
from .partial_date import FIRST_YEAR, LAST_YEAR, YEAR_REFUSED
from .value_type import (
    Cell,
    Dialect,
    InvalidValue,
    ValueType,
    WrongType,
    type_schema,
    written_schema,
)

_LIMIT, _WEEK = 10**DIGITS, 7 * 24
_AMOUNT = rf"[0-9]{{1,{DIGITS}}}(\.[0-9]{{1,2}})?"
_AMOUNT_PATTERN = re.compile(_AMOUNT)

_OVER_A_WEEK = (f"der er højst {_WEEK} timer i en uge", f"there are at most {_WEEK} hours in a week")
_NEGATIVE = ("tallet må ikke være negativt", "the number must not be negative")
_TOO_EXACT = {
    2: ("tallet må højst have to decimaler", "the number may have two decimals at most"),
    6: ("tallet må højst have seks decimaler", "the number may have six decimals at most"),
}


class IntegerType(ValueType[int]):
    """The value type of whole numbers of any size."""

    in_python = ("et helt tal", "a whole number")
    hint = "123"
    python_types = (int,)
    parse = staticmethod(parse_whole)
    plain_schema = type_schema("integer")

    def read(self, raw: Any, _: Any = None) -> int:
        """Return a whole number; refuse any other type, such as `true`, `1.0` or `"1"`."""
        if type(raw) is not int:
            raise WrongType("et helt tal uden anførselstegn", "a whole number without quotation marks")
        return raw

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a whole number in a table cell."""
        return Cell("integer", None, number_cell_reader(dialect))


class BoundedType(IntegerType):
    """The value type of whole numbers between two limits, including the limits."""

    def __init__(self, least: int, most: int, refusal: tuple[str, str]) -> None:
        """Set the limits, and the message in Danish and English for a number outside the limits."""
        self.least = least
        self.most = most
        self.plain_schema = type_schema("integer", maximum=most, minimum=least)
        self._refusal = refusal

    def read(self, raw: Any, _: Any = None) -> int:
        """Return a whole number; refuse a number outside the limits."""
        if type(raw) is int and self.least <= raw <= self.most:
            return raw
        if not -_LIMIT < super().read(raw) < _LIMIT:
            raise InvalidValue(*TOO_LARGE)
        raise InvalidValue(*self._refusal)

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for numbers within the limits, most of them small."""
        return st.integers(self.least, min(self.most, self.least + 400)) | st.integers(self.least, self.most)


class ExactType(ValueType[Decimal]):
    """The value type of exact numbers between two limits.

    A float is refused, because a float is not exact. The schema allows 10^15, although `read` refuses 10^15.
    Some programs check numbers as floats, and round a valid number just below 10^15 to 10^15.

    """

    in_python = ('Decimal("199999.50") eller et helt tal', 'Decimal("199999.50") or a whole number')
    hint = "123.45"
    python_types = (Decimal, int)
    recurs = True

    def __init__(
        self,
        parse: Callable[[str], int | Decimal] = parse_number,
        *,
        least: int = 0,
        most: int = _LIMIT,
        decimals: Literal[2, 6] = 2,
        too_much: tuple[str, str] = TOO_LARGE,
    ) -> None:
        """Set the function that reads a Danish text, the limits, and the refusal of a number above them."""
        self._parse = parse
        self.least = least
        self.most = most
        self.decimals = decimals
        self._too_much = too_much
        self.plain_schema = type_schema("number", maximum=most, minimum=least)

    def parse(self, text: str) -> int | Decimal:
        """Read a number as people write it."""
        return self._parse(text)

    def read(self, raw: Any, _: Any = None) -> Decimal:
        """Return the number without zeros at the end; refuse floats, NaN, infinity and too many digits."""
        if type(raw) is int:
            if 0 <= raw < self.most:  # quick, because most numbers are such
                return Decimal(raw)
            if not -_LIMIT < raw < _LIMIT:
                raise InvalidValue(*TOO_LARGE)
            value = Decimal(raw)
        elif type(raw) is not Decimal:
            raise WrongType("et tal uden anførselstegn", "a number without quotation marks")
        elif not raw.is_finite():
            raise InvalidValue("uendelig og NaN er ikke tal her", "infinity and NaN are no numbers here")
        else:
            value = canonical(raw)
        if value.adjusted() >= DIGITS:
            raise InvalidValue(*TOO_LARGE)
        if value < self.least:
            raise InvalidValue(*_NEGATIVE)
        if value > self.most:
            raise InvalidValue(*self._too_much)
        if _count_decimals(value) > self.decimals:
            raise InvalidValue(*_TOO_EXACT[self.decimals])
        return value

    def write(self, value: Decimal | int) -> int | Decimal:
        """Return an `int` for a whole number, and else a `Decimal` without zeros at the end.

        A whole number with far too many digits for any file stays a `Decimal`.
        """
        require_exact(value)
        if isinstance(value, Decimal) and (value.adjusted() > DIGITS or value != value.to_integral_value()):
            return canonical(value)
        return int(value)

    def cell(self, dialect: Dialect) -> Cell:
        """Return the functions that write and read a number in a cell, with the table's decimal sign."""
        write = plain_number if dialect.point == "." else danish_number
        return Cell("number", write, number_cell_reader(dialect))

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for numbers within the limits.

        Some numbers have zeros at the end, such as `1.50`, which `write` must remove.
        """
        most = min(self.most, _LIMIT - 1)
        usual = 0, min(most, 10_000_000)
        return (
            st.integers(*usual).map(Decimal)
            | st.decimals(*usual, places=self.decimals)
            | st.decimals(max(self.least, -most), most, places=self.decimals)
        )


class MoneyType(ExactType):
    """The value type of amounts in kroner. A file may hold an amount as a number or as a text."""

    def __init__(self) -> None:
        super().__init__(parse_amount)
        self.plain_schema = {"anyOf": [self.plain_schema, written_schema(_AMOUNT)]}

    def read(self, raw: Any, _: Any = None) -> Decimal:
        """Read an amount in kroner from a number or a text; refuse more than two decimals."""
        if type(raw) is str:
            if not _AMOUNT_PATTERN.fullmatch(raw):
                raise InvalidValue(
                    "et beløb i kroner skrives som 200000 eller 199999.50",
                    "an amount in kroner is written 200000 or 199999.50",
                )
            raw = Decimal(raw)
        if type(raw) is Decimal and raw and raw.is_finite() and _count_decimals(raw) > 2:
            raise InvalidValue(  # 200.000 is 200,000 to those who write Danish, and 200 to a computer
                "et beløb må højst have to decimaler; tusinder skrives uden punktum, som 200000",
                "an amount may have two decimals at most; thousands have no point, as in 200000",
            )
        return super().read(raw)


def _count_decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


Count = Annotated[int, BoundedType(0, _LIMIT - 1, _NEGATIVE)]
"""A whole number that is not negative."""
Year = Annotated[int, BoundedType(FIRST_YEAR, LAST_YEAR, YEAR_REFUSED)]
"""A calendar year from 1900 to 2199."""
Money = Annotated[Decimal, MoneyType()]
"""An exact amount in kroner that is not negative and has at most two decimals."""
Hours = Annotated[Decimal, ExactType(parse_hours, most=_WEEK, too_much=_OVER_A_WEEK)]
"""Hours in a week, with at most two decimals and not negative."""
Percent = Annotated[Decimal, ExactType(parse_percent, least=-_LIMIT, decimals=6)]
"""A percentage. A rule, not this type, checks that it lies between 0 and 100."""
