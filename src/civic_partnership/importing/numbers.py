"""Danish numbers: from what stands in a cell to an exact number."""

import re
from decimal import Decimal

from civic_partnership.values import InvalidValue

_NUMBER = re.compile(
    r"(?P<minus>-?)\s?"
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:\s[0-9]{3})+)|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+|-))?"
)
_CURRENCY = re.compile(r"^(?:dkk|kr\.?)\s*|\s*(?:dkk|kr\.?)$")
_SHARE = re.compile(r"\s*(?:%|pct\.?|procent)$")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
"""What is 200,000 to those who write English, and 200 to those who write Danish."""
_GROUPS = re.compile(r"[.\s]")
_DIGITS = 15
_RANGE = re.compile(r"(.+?)\s*(?:-|\N{EN DASH}|\btil\b)\s*(.+)")


def number(text: str) -> int | Decimal:
    """A Danish number: `200.000,00`, `200000`, `200.000 kr.`, `kr. 200.000,-`, `28,5`.

    Raises:
        InvalidValue: it is written otherwise, or means another number in English.

    """
    bare = _CURRENCY.sub("", _folded(text))
    if _ENGLISH.fullmatch(bare):
        raise InvalidValue(
            "tre cifre efter kommaet kan være tusinder; skriv 200.000 eller 200,00",
            "three digits after the comma may be thousands; write 200.000 or 200,00",
        )
    return _read(bare)


def whole(text: str) -> int:
    """A whole number.

    Raises:
        InvalidValue: it is none.

    """
    read = number(text)
    if isinstance(read, Decimal):
        raise InvalidValue("der skal stå et helt tal", "it must be a whole number")
    return read


def percent(text: str) -> int | Decimal:
    """A share in per cent: `12,5 %`, `12,5 pct.`, `12,5`.

    Raises:
        InvalidValue: it is no number.

    """
    return _read(_SHARE.sub("", _folded(text)))


def span(text: str) -> int | list[int]:
    """A whole number, or a least and a most: `3`, `3-4`, `3 til 4`.

    Raises:
        InvalidValue: it is neither.

    """
    found = _RANGE.fullmatch(_folded(text))
    return [whole(found[1]), whole(found[2])] if found else whole(text)


def _folded(text: str) -> str:
    return text.replace("\N{MINUS SIGN}", "-").casefold().strip()


def _read(bare: str) -> int | Decimal:
    found = _NUMBER.fullmatch(bare)
    if found is None:
        raise InvalidValue(
            "et tal skrives 200.000,50 eller 200000; et punktum står kun foran tre cifre",
            "a number is written 200.000,50 or 200000; a full stop stands before three digits only",
        )
    digits = _GROUPS.sub("", found["whole"])
    if len(digits) > _DIGITS:
        raise InvalidValue(
            f"tallet må højst have {_DIGITS} cifre", f"the number may have {_DIGITS} digits at most"
        )
    decimals = (found["decimals"] or "").rstrip("0").replace("-", "")
    signed = found["minus"] + digits
    return Decimal(f"{signed}.{decimals}") if decimals else int(signed)
