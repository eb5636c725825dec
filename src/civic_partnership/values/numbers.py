"""Numbers: counts, years, amounts, hours and shares, always exact.

Each is an annotated Python type, so that `Grant(amount=Decimal(200_000))` needs no wrapping.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from .danish_numbers import parse_number, parse_percent, parse_whole
from .label import InvalidValue, WrongType
from .partial_date import FIRST_YEAR, LAST_YEAR, year_refused
from .value_type import Cell, Dialect, ValueType, type_schema, written_schema

_DIGITS = 15
_LIMIT = 10**_DIGITS
_WEEK = 7 * 24
_AMOUNT = rf"[0-9]{{1,{_DIGITS}}}(\.[0-9]{{1,2}})?"


def canonical(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros, exactly, whatever precision the caller works with."""
    if not value:
        return Decimal(0)
    sign, digits, exponent = value.as_tuple()
    last = max(place for place, digit in enumerate(digits) if digit)
    return Decimal((sign, digits[: last + 1], int(exponent) + len(digits) - 1 - last))


def plain_number(value: Decimal | int) -> str:
    """Return the number with a decimal point, `1234.5`; equal ones alike.

    Raises:
        TypeError: it is neither a `Decimal` nor a whole number.

    """
    _require_exact(value)
    if not value:
        return "0"
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def danish_number(value: Decimal | int) -> str:
    """Return the number with a decimal comma and no thousands separator, `1234,5`; equal ones alike.

    Raises:
        TypeError: it is neither a `Decimal` nor a whole number.

    """
    return plain_number(value).replace(".", ",")


def number_cell_reader(dialect: Dialect) -> Callable[[str], int | Decimal | str]:
    """Return the function that reads a number from a cell; it leaves any other text as it is."""
    point = dialect.point
    match = re.compile(rf"-?(?:0|[1-9][0-9]{{0,99}})(?:[{point}][0-9]{{1,99}})?").fullmatch

    def read(cell: str) -> int | Decimal | str:
        if not match(cell):
            return cell
        return Decimal(cell.replace(point, ".")) if point in cell else int(cell)

    return read


class IntegerType(ValueType[int]):
    """A whole number of any size."""

    in_python = ("et helt tal", "a whole number")
    hint = "123"
    python_types = (int,)
    parse = staticmethod(parse_whole)
    plain_schema = type_schema("integer")

    def read(self, raw: Any, _: Any = None) -> int:
        """Return the number; `true`, `1.0` and `"1"` are none."""
        if type(raw) is not int:
            raise WrongType("et helt tal uden anførselstegn", "a whole number without quotation marks")
        return raw

    def cell(self, dialect: Dialect) -> Cell:
        """Return how whole numbers are written in cells and read from them."""
        return Cell("integer", None, number_cell_reader(dialect))


class BoundedType(IntegerType):
    """A whole number from a least to a most."""

    def __init__(self, least: int, most: int, refusal: Callable[[], InvalidValue]) -> None:
        self.least = least
        self.most = most
        self.plain_schema = type_schema("integer", maximum=most, minimum=least)
        self._refusal = refusal

    def read(self, raw: Any, _: Any = None) -> int:
        """Return the number."""
        if type(raw) is int and self.least <= raw <= self.most:
            return raw
        if not -_LIMIT < super().read(raw) < _LIMIT:
            raise _too_large()
        raise self._refusal()

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a strategy for numbers within the bounds, mostly small ones."""
        return st.integers(self.least, min(self.most, self.least + 400)) | st.integers(self.least, self.most)


class ExactType(ValueType[Decimal]):
    """An exact number with at most six decimals; a float is refused, for it is not exact."""

    in_python = ('Decimal("199999.50") eller et helt tal', 'Decimal("199999.50") or a whole number')
    hint = "123.45"
    python_types = (Decimal, int)
    parse = staticmethod(parse_number)

    def __init__(self, least: int, most: int = _LIMIT) -> None:
        """Take the bounds; a schema allows 10^15 itself, which floats cannot tell from the number below."""
        self.least = least
        self.most = most
        self.plain_schema = type_schema("number", maximum=most, minimum=least)

    def read(self, raw: Any, _: Any = None) -> Decimal:
        """Return the number without trailing zeros."""
        if type(raw) is int:
            if not -_LIMIT < raw < _LIMIT:
                raise _too_large()
            return Decimal(raw)
        if type(raw) is not Decimal:
            raise WrongType("et tal uden anførselstegn", "a number without quotation marks")
        if not raw.is_finite():
            raise InvalidValue("uendelig og NaN er ikke tal her", "infinity and NaN are no numbers here")
        value = canonical(raw)
        if value.adjusted() >= _DIGITS:
            raise _too_large()
        if _count_decimals(value) > 6:
            raise InvalidValue(
                "tallet må højst have seks decimaler", "the number may have six decimals at most"
            )
        return value

    def write(self, value: Decimal | int) -> int | Decimal:
        """Return a whole number as one, unless it is far larger than any file may hold."""
        _require_exact(value)
        if isinstance(value, Decimal) and (value.adjusted() > _DIGITS or value != value.to_integral_value()):
            return canonical(value)
        return int(value)

    def cell(self, dialect: Dialect) -> Cell:
        """Return the cell of a number with the decimal sign of the dialect."""
        write = plain_number if dialect.point == "." else danish_number
        return Cell("number", write, number_cell_reader(dialect))

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a strategy for numbers within the bounds, with trailing zeros or without."""
        most, places = min(self.most, _LIMIT - 1), 6 if self.least < 0 else 2
        usual = max(self.least, 0), min(most, 10_000_000)

        def decimals(least: int, most: int) -> Any:
            whole = st.integers(least, most).map(Decimal)
            return whole | st.integers(least * 10**places, most * 10**places).map(
                lambda number: Decimal(number).scaleb(-places)
            )

        return decimals(*usual) | decimals(max(self.least, -most), most)


class HundredthsType(ExactType):
    """An exact number with at most two decimals, never negative."""

    def read(self, raw: Any, _: Any = None) -> Decimal:
        """Return the number without trailing zeros."""
        if type(raw) is int and 0 <= raw < _LIMIT:
            return Decimal(raw)
        number = super().read(raw)
        if number < 0:
            raise _negative()
        if _count_decimals(number) > 2:
            raise InvalidValue(
                "tallet må højst have to decimaler", "the number may have two decimals at most"
            )
        return number


class MoneyType(HundredthsType):
    """An amount in kroner, which may also stand as a text."""

    def __init__(self) -> None:
        super().__init__(0)
        self.plain_schema = {"anyOf": [self.plain_schema, written_schema(_AMOUNT)]}

    def read(self, raw: Any, _: Any = None) -> Decimal:
        """Read an amount in kroner, from a number or a text; refuse more than two decimals."""
        if type(raw) is str:
            if not re.fullmatch(_AMOUNT, raw):
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


class HoursType(HundredthsType):
    """Hours of a week."""

    def read(self, raw: Any, _: Any = None) -> Decimal:
        """Return the hours without trailing zeros."""
        if (number := super().read(raw)) > _WEEK:
            raise InvalidValue(
                f"der er højst {_WEEK} timer i en uge", f"there are at most {_WEEK} hours in a week"
            )
        return number


class PercentType(ExactType):
    """A share in per cent."""

    parse = staticmethod(parse_percent)


def _require_exact(value: object) -> None:
    if type(value) not in (int, Decimal):
        raise TypeError("an amount is a Decimal, or a whole number")


def _count_decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _too_large() -> InvalidValue:
    return InvalidValue(
        f"tallet må højst have {_DIGITS} cifre", f"the number may have {_DIGITS} digits at most"
    )


def _negative() -> InvalidValue:
    return InvalidValue("tallet må ikke være negativt", "the number must not be negative")


Count = Annotated[int, BoundedType(0, _LIMIT - 1, _negative)]
"""A whole number, never negative."""
Year = Annotated[int, BoundedType(FIRST_YEAR, LAST_YEAR, year_refused)]
"""A calendar year, 1900 to 2199."""
Money = Annotated[Decimal, MoneyType()]
"""Exact kroner, at most two decimals, never negative."""
Hours = Annotated[Decimal, HoursType(0, _WEEK)]
"""Hours of a week, at most two decimals, never negative."""
Percent = Annotated[Decimal, PercentType(-_LIMIT)]
"""A share in per cent; that it lies within 0 to 100 is a rule's business."""
