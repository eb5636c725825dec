"""How numbers and dates are written: plainly, and in Denmark."""

from datetime import date
from decimal import Decimal

from .partial_date import PartialDate

_ABOUT = "ca. "


def plain_number(value: Decimal | int) -> str:
    """The number with a decimal point, `1234.5`; equal ones alike.

    Raises:
        TypeError: it is neither a `Decimal` nor a whole number.

    """
    if type(value) not in (Decimal, int):
        raise TypeError("an amount is a Decimal, or a whole number")
    if not value:
        return "0"
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def danish_number(value: Decimal | int) -> str:
    """The number with a decimal comma and no thousands separator, `1234,5`; equal ones alike.

    Raises:
        TypeError: it is neither a `Decimal` nor a whole number.

    """
    return plain_number(value).replace(".", ",")


def danish_date(value: date | PartialDate) -> str:
    """The date with its day first: `31-12-2024`; a month `12-2024`, a year `2024`, about then `ca. 2024`."""
    text = str(value)
    exact = text.removesuffix("~")
    return (_ABOUT if exact != text else "") + "-".join(reversed(exact.split("-")))


def iso_date(text: str) -> str:
    """The ISO text of what `danish_date` wrote; of another text, one that is no date."""
    exact = text.removeprefix(_ABOUT)
    return "-".join(reversed(exact.split("-"))) + ("~" if exact != text else "")
