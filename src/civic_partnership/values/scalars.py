"""Numbers and identifiers: what a single field may hold, beyond its Python type.

Each is an annotated Python type, so that `Grant(amount=Decimal(200_000))` needs no wrapping; the
annotation carries the strict reader that every file format goes through, and the same in JSON Schema.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from .immutable import Immutable
from .label import InvalidValue, WrongType
from .partial_date import FIRST_YEAR, LAST_YEAR, year_refused
from .table import Table

_DIGITS = 15
_LIMIT = 10**_DIGITS
_WEEK = 7 * 24
_WRITTEN_AMOUNT = rf"[0-9]{{1,{_DIGITS}}}(\.[0-9]{{1,2}})?"


def _too_large() -> InvalidValue:
    return InvalidValue(
        f"tallet må højst have {_DIGITS} cifre", f"the number may have {_DIGITS} digits at most"
    )


class Scalar(Immutable):
    """The strict reader of one kind of field.

    Attributes:
        name: what it is called, for the representation.
        read: takes what a file holds, returns the value or raises `InvalidValue`.
        forms: what JSON may hold for it, each a JSON Schema: whatever `read` takes has one of these
            forms. A `pattern` is that of the whole text.

    """

    __slots__ = ("forms", "name", "read")
    name: str
    read: Callable[[object], Any]
    forms: tuple[Table[Any], ...]

    def __init__(self, name: str, read: Callable[[object], Any], *forms: Table[Any]) -> None:
        self._set(name=name, read=read, forms=forms)

    def _parts(self) -> tuple[Any, ...]:
        return self.name, self.read, *self.forms


def _form(kind: str, **limits: Any) -> Table[Any]:
    return Table({"type": kind, **limits})


def _whole(value: object) -> int:
    if type(value) is not int:
        raise WrongType("et helt tal uden anførselstegn", "a whole number without quotation marks")
    if not -_LIMIT < value < _LIMIT:
        raise _too_large()
    return value


def _count(value: object) -> int:
    if (number := _whole(value)) < 0:
        raise InvalidValue("tallet må ikke være negativt", "the number must not be negative")
    return number


def _year(value: object) -> int:
    if not FIRST_YEAR <= (number := _whole(value)) <= LAST_YEAR:
        raise year_refused()
    return number


def _exact(value: object) -> Decimal:
    """A finite decimal number without trailing zeros; a float is refused, for it is not exact."""
    if type(value) is int:
        return Decimal(_whole(value))
    if type(value) is not Decimal:
        raise WrongType("et tal uden anførselstegn", "a number without quotation marks")
    if not value.is_finite():
        raise InvalidValue("uendelig og NaN er ikke tal her", "infinity and NaN are no numbers here")
    value = canonical(value)
    if value.adjusted() >= _DIGITS:
        raise _too_large()
    if _decimals(value) > 6:
        raise InvalidValue("tallet må højst have seks decimaler", "the number may have six decimals at most")
    return value


def canonical(value: Decimal) -> Decimal:
    """The same number without trailing zeros, exactly, whatever precision the caller works with."""
    if not value:
        return Decimal(0)
    sign, digits, exponent = value.as_tuple()
    last = max(place for place, digit in enumerate(digits) if digit)
    return Decimal((sign, digits[: last + 1], int(exponent) + len(digits) - 1 - last))


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _hundredths(value: object) -> Decimal:
    if type(value) is int and 0 <= value < _LIMIT:
        return Decimal(value)
    number = _exact(value)
    if number < 0:
        raise InvalidValue("tallet må ikke være negativt", "the number must not be negative")
    if _decimals(number) > 2:
        raise InvalidValue("tallet må højst have to decimaler", "the number may have two decimals at most")
    return number


def _money(value: object) -> Decimal:
    if type(value) is str:
        if not re.fullmatch(_WRITTEN_AMOUNT, value):
            raise InvalidValue(
                "et beløb i kroner skrives som 200000 eller 199999.50",
                "an amount in kroner is written 200000 or 199999.50",
            )
        value = Decimal(value)
    if type(value) is Decimal and value and value.is_finite() and _decimals(value) > 2:
        raise InvalidValue(  # 200.000 is 200,000 to those who write Danish, and 200 to a computer
            "et beløb må højst have to decimaler; tusinder skrives uden punktum, som 200000",
            "an amount may have two decimals at most; thousands have no point, as in 200000",
        )
    return _hundredths(value)


def _hours(value: object) -> Decimal:
    if (number := _hundredths(value)) > _WEEK:
        raise InvalidValue(
            f"der er højst {_WEEK} timer i en uge", f"there are at most {_WEEK} hours in a week"
        )
    return number


Count = Annotated[int, Scalar("Count", _count, _form("integer", minimum=0, maximum=_LIMIT - 1))]
"""A whole number, never negative."""
Year = Annotated[int, Scalar("Year", _year, _form("integer", minimum=FIRST_YEAR, maximum=LAST_YEAR))]
"""A calendar year, 1900 to 2199."""
# The limit itself belongs to the forms of exact numbers: to readers of floats 999999999999999.99 is that.
Money = Annotated[
    Decimal,
    Scalar(
        "Money",
        _money,
        _form("number", minimum=0, maximum=_LIMIT),
        _form("string", pattern=_WRITTEN_AMOUNT),
    ),
]
"""Exact kroner, at most two decimals, never negative."""
Hours = Annotated[Decimal, Scalar("Hours", _hours, _form("number", minimum=0, maximum=_WEEK))]
"""Hours of a week, at most two decimals, never negative."""
Percent = Annotated[Decimal, Scalar("Percent", _exact, _form("number", minimum=-_LIMIT, maximum=_LIMIT))]
"""A share in per cent; that it lies within 0 to 100 is a rule's business."""


class _Pattern(Immutable):
    """Reads a text that has a certain form, or refuses it with what that form is."""

    __slots__ = ("da", "en", "pattern")
    pattern: str
    da: str
    en: str

    def __init__(self, pattern: str, da: str, en: str) -> None:
        self._set(pattern=pattern, da=da, en=en)

    def _parts(self) -> tuple[Any, ...]:
        return self.pattern, self.da, self.en

    def __call__(self, value: object) -> str:
        if type(value) is not str:
            raise WrongType("en tekst i anførselstegn", "a text in quotation marks")
        if not re.fullmatch(self.pattern, value):
            raise InvalidValue(self.da, self.en)
        return value


def _written(pattern: str, da: str, en: str) -> tuple[_Pattern, Table[Any]]:
    """The reader of a text that has a certain form, and that form."""
    return _Pattern(pattern, da, en), _form("string", pattern=pattern)


_thirteen_digits, _gln_form = _written("[0-9]{13}", "et GLN-nummer har 13 cifre", "a GLN has 13 digits")


def _gln(value: object) -> str:
    """Thirteen digits of which the last is the GS1 check digit."""
    number = _thirteen_digits(value)
    if sum(int(digit) * weight for digit, weight in zip(number, [1, 3] * 6 + [1], strict=True)) % 10:
        raise InvalidValue(
            "GLN-nummerets kontrolciffer passer ikke", "the check digit of the GLN does not fit"
        )
    return number


Slug = Annotated[
    str,
    Scalar(
        "Slug",
        *_written(
            "[a-z0-9]+(-[a-z0-9]+)*",
            "et id har små bogstaver a-z, cifre og enkelte bindestreger, som broenshoej-boldklub",
            "an id has small letters a-z, digits and single hyphens, such as broenshoej-boldklub",
        ),
    ),
]
"""The id of a record, unique within its kind."""
Cvr = Annotated[
    str, Scalar("Cvr", *_written("[0-9]{8}", "et CVR-nummer har 8 cifre", "a CVR number has 8 digits"))
]
"""A number in the Danish business register (CVR); its check digit is a rule's business."""
MunicipalityCode = Annotated[
    str,
    Scalar(
        "MunicipalityCode",
        *_written("[0-9]{4}", "en kommunekode har 4 cifre", "a municipality code has 4 digits"),
    ),
]
"""A municipality code (kommunekode), kept as text: `0101`."""
Gln = Annotated[str, Scalar("Gln", _gln, _gln_form)]
"""A location number for electronic invoices (GLN, formerly EAN), with its check digit."""
Kle = Annotated[
    str,
    Scalar(
        "Kle",
        *_written(
            r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}",
            "et KLE-nummer skrives som 18.15.05",
            "a KLE number is written 18.15.05",
        ),
    ),
]
"""A subject in KLE, the municipalities' common journal plan."""
CaseNumber = Annotated[
    str,
    Scalar(
        "CaseNumber",
        *_written(
            r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[A-ZÆØÅ][0-9]{2}-[0-9]+-[0-9]{2}",
            "et journalnummer skrives som 18.15.05-P20-1-21",
            "a journal number is written 18.15.05-P20-1-21",
        ),
    ),
]
"""A journal number (journalnummer): KLE number, facet, serial number, year."""
