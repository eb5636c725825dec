"""Numbers as Danish officials write them: `200.000,50`, `200.000 kr.`, `12,5 %`."""

import re
from decimal import Decimal

from .value_type import InvalidValue

_NUMBER = (
    r"(?P<minus>-?)\s?"
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:\s[0-9]{3})+)|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+|-))?"
)
_CURRENCY = r"^(?:dkk|kr\.?)\s*|\s*(?:dkk|kr\.?)$"
_SHARE = r"\s*(?:%|pct\.?|procent)$"
_ENGLISH = r"[1-9][0-9]{0,2},[0-9]{3}"
"""The form of a number that is ambiguous: `200,000` is 200000 in English, but 200 in Danish."""
_DIGITS = 15
_RANGE = r"(.+?)\s*(?:-|\N{EN DASH}|\btil\b)\s*(.+)"
# None of these is compiled before it is needed: only imports of foreign tables read so.


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


def parse_whole(text: str) -> int:
    """Read a Danish number without decimals.

    Raises:
        InvalidValue: the text is no number, or the number has decimals.

    """
    number = parse_number(text)
    if isinstance(number, Decimal):
        raise InvalidValue("der skal stå et helt tal", "it must be a whole number")
    return number


def parse_percent(text: str) -> int | Decimal:
    """Read a Danish number that is a percentage: `12,5 %`, `12,5 pct.`, `12,5`.

    Raises:
        InvalidValue: the text is no such number.

    """
    return _parse_bare(re.sub(_SHARE, "", _normalize(text)))


def parse_range(text: str) -> int | list[int]:
    """Read one whole number, or two with a dash or `til` between them: `3`, `3-4`, `3 til 4`.

    Returns:
        The number, or a list of the first and the second number.

    Raises:
        InvalidValue: the text is neither one number nor two.

    """
    match = re.fullmatch(_RANGE, _normalize(text))
    return [parse_whole(match[1]), parse_whole(match[2])] if match else parse_whole(text)


def _normalize(text: str) -> str:
    return text.replace("\N{MINUS SIGN}", "-").casefold().strip()


def _parse_bare(bare: str) -> int | Decimal:
    match = re.fullmatch(_NUMBER, bare)
    if match is None:
        raise InvalidValue(
            "et tal skrives 200.000,50 eller 200000; et punktum står kun foran tre cifre",
            "a number is written 200.000,50 or 200000; a full stop stands before three digits only",
        )
    digits = re.sub(r"[.\s]", "", match["whole"])
    if len(digits) > _DIGITS:
        raise InvalidValue(
            f"tallet må højst have {_DIGITS} cifre", f"the number may have {_DIGITS} digits at most"
        )
    decimals = (match["decimals"] or "").rstrip("0").replace("-", "")
    signed = match["minus"] + digits
    return Decimal(f"{signed}.{decimals}") if decimals else int(signed)
