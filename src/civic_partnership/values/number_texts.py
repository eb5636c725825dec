"""Numbers as texts: with a decimal point, and as Danish officials write them.

Danish officials write `200.000,50`, `200.000 kr.` or `12,5 %`.
"""

import re
from collections.abc import Callable
from decimal import Context, Decimal

from .value_type import Dialect, InvalidValue

_NUMBER = (
    r"(?P<minus>-?)\s?"
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:\s[0-9]{3})+)|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+|-))?"
)
_CURRENCY = r"^(?:dkk|kr\.?)\s*|\s*(?:dkk|kr\.?)$"
_SHARE = r"\s*(?:%|pct\.?|procent)$"
_HOURS = r"\s*(?:t\.?|timer?)(?:\s*(?:/|pr\.?|om)\s*ugen?|\s*ugentligt?)?$"
_TIMES = r"([1-9][0-9]?)\s*[x\u00d7*]\s*(.+)"
_MILLIONS = r"(.+?)\s*(?:mio\.?|mill\.?|millioner|million)"
_EXACT = Context(prec=1000)
"""The context to multiply in; no cell has so many digits."""
_ENGLISH = r"[1-9][0-9]{0,2},[0-9]{3}"
"""The form of a number that is ambiguous: `200,000` is 200000 in English, but 200 in Danish."""
DIGITS = 15
"""The most digits before the decimal sign."""
TOO_LARGE = (f"tallet må højst have {DIGITS} cifre", f"the number may have {DIGITS} digits at most")
_RANGE = r"(.+?)\s*(?:-|\N{EN DASH}|\btil\b)\s*(.+)"
# None of these is compiled before it is needed: only imports of foreign tables read so.


def canonical(value: Decimal) -> Decimal:
    """Return an equal number without zeros at the end, exact in any decimal context."""
    if not value:
        return Decimal(0)
    sign, digits, exponent = value.as_tuple()
    last = max(place for place, digit in enumerate(digits) if digit)
    return Decimal((sign, digits[: last + 1], int(exponent) + len(digits) - 1 - last))


def plain_number(value: Decimal | int) -> str:
    """Write an exact number with a decimal point, `1234.5`; equal numbers give equal texts."""
    require_exact(value)
    if not value:
        return "0"
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def danish_number(value: Decimal | int) -> str:
    """Write a number as `plain_number` does, but with a decimal comma: `1234,5`."""
    return plain_number(value).replace(".", ",")


def require_exact(value: object) -> None:
    """Raise `TypeError` for any value but a `Decimal` or an `int`."""
    if type(value) not in (int, Decimal):
        raise TypeError("an amount is a Decimal, or a whole number")


def number_cell_reader(dialect: Dialect) -> Callable[[str], int | Decimal | str]:
    """Return a function that reads a number in a table cell, and returns other texts unchanged."""
    point = dialect.point
    match = re.compile(rf"-?(?:0|[1-9][0-9]{{0,99}})(?:[{point}][0-9]{{1,99}})?").fullmatch

    def read(cell: str) -> int | Decimal | str:
        if not match(cell):
            return cell
        return Decimal(cell.replace(point, ".")) if point in cell else int(cell)

    return read


def parse_number(text: str) -> int | Decimal:
    """Read a Danish number: `200.000,00`, `200000`, `200.000 kr.`, `kr. 200.000,-`, `28,5`.

    Raises:
        InvalidValue: the text is no such number, or is a different number in English, such as `200,000`.

    """
    bare = re.sub(_CURRENCY, "", _normalize(text))
    if re.fullmatch(_ENGLISH, bare):
        raise InvalidValue(
            "tre cifre efter kommaet kan være tusinder; skriv 200.000 eller 200,00",
            "three digits after the comma may be thousands; write 200.000 or 200,00",
        )
    return _parse_bare(bare)


def parse_amount(text: str) -> int | Decimal:
    """Read an amount in kroner: a number as in `parse_number`, `2 x 100.000`, or `0,2 mio. kr.`."""
    bare = re.sub(_CURRENCY, "", _normalize(text))
    if times := re.fullmatch(_TIMES, bare):
        return _multiply(int(times[1]), _parse_millions(re.sub(_CURRENCY, "", times[2])))
    return _parse_millions(bare)


def point_to_comma(text: str) -> str:
    """Return a text with its numbers in the Danish form, if a point is their decimal sign.

    `12.500` becomes `12,5`, and `1,234,567.50` becomes `1234567,5`. A comma before one group of three digits
    is refused, because a spreadsheet shows 1.234 and 1234 alike, `1,234`, to Danish and English readers.
    """
    return re.sub(r"[0-9]+(?:[.,][0-9]+)*", _comma_form, text)


def parse_whole(text: str) -> int:
    """Read a Danish number; refuse a number with decimals."""
    number = parse_number(text)
    if isinstance(number, Decimal):
        raise InvalidValue("der skal stå et helt tal", "it must be a whole number")
    return number


def parse_percent(text: str) -> int | Decimal:
    """Read a Danish number that is a percentage: `12,5 %`, `12,5 pct.`, `12,5`."""
    return _parse_bare(re.sub(_SHARE, "", _normalize(text)))


def parse_hours(text: str) -> int | Decimal:
    """Read Danish hours in a week: `28,5`, `20 timer`, `20 timer om ugen`."""
    bare = re.sub(_HOURS, "", _normalize(text))
    if not re.fullmatch(_NUMBER, bare):
        raise InvalidValue(
            "skriv timerne som tal, fx 20 eller 28,5", "write the hours as a number, such as 20 or 28,5"
        )
    return _parse_bare(bare)


def parse_range(text: str) -> int | list[int]:
    """Read one whole number, or a list of two with a dash or `til` between them: `3`, `3-4`, `3 til 4`."""
    match = re.fullmatch(_RANGE, _normalize(text))
    return [parse_whole(match[1]), parse_whole(match[2])] if match else parse_whole(text)


def _normalize(text: str) -> str:
    return text.replace("\N{MINUS SIGN}", "-").casefold().strip()


def _comma_form(number: re.Match[str]) -> str:
    text = number[0]
    if re.fullmatch(_ENGLISH, text):
        raise InvalidValue(
            "tre cifre efter kommaet kan være tusinder; skriv 200000 eller 200.0",
            "three digits after the comma may be thousands; write 200000 or 200.0",
        )
    match = re.fullmatch(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?", text)
    match = match or re.fullmatch("([0-9]+)(?:[.,]([0-9]+))?", text)
    if match is None:
        raise InvalidValue(
            'et tal skrives 200000.50, når kolonneopsætningen siger decimal = "."',
            'a number is written 200000.50 where the mapping says decimal = "."',
        )
    decimals = (match[2] or "").rstrip("0")
    ending = "0" if len(decimals) == 3 else ""  # three digits after a comma may be thousands
    return match[1].replace(",", "") + (f",{decimals}{ending}" if decimals else "")


def _parse_millions(bare: str) -> int | Decimal:
    millions = re.fullmatch(_MILLIONS, bare)
    if millions is None:
        return parse_number(bare)
    if "." in millions[1]:
        raise InvalidValue(
            "et punktum foran mio. kan læses på to måder; skriv 1,2 mio. eller hele beløbet",
            "a full stop before mio. can be read in two ways; write 1,2 mio. or the whole amount",
        )
    return _multiply(1_000_000, parse_number(millions[1]))


def _multiply(factor: int, number: int | Decimal) -> int | Decimal:
    """Multiply exactly; return a whole number as an `int`."""
    product = _EXACT.multiply(Decimal(factor), Decimal(number))
    return int(product) if product == product.to_integral_value() else canonical(product)


def _parse_bare(bare: str) -> int | Decimal:
    match = re.fullmatch(_NUMBER, bare)
    if match is None:
        raise InvalidValue(
            "et tal skrives 200.000,50 eller 200000; et punktum står kun foran tre cifre",
            "a number is written 200.000,50 or 200000; a full stop stands before three digits only",
        )
    digits = re.sub(r"[.\s]", "", match["whole"])
    if len(digits) > DIGITS:
        raise InvalidValue(*TOO_LARGE)
    decimals = (match["decimals"] or "").rstrip("0").replace("-", "")
    signed = match["minus"] + digits
    return Decimal(f"{signed}.{decimals}") if decimals else int(signed)
