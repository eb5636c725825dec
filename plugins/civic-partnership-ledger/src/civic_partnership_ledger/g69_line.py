"""A line of G69, the format of Prisme: its head, and then its fields."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from civic_partnership.values import InvalidValue

PostingType = Literal["NOR", "PRI", "SUP"]
"""A posting in the normal period, in the period before (primo), or in the supplementary period."""

MOST_ORE = 10**12 - 1
"""The largest amount that a line holds, in øre."""
LAST_RUNNING_NUMBER = 10**7 - 1


class _Field(NamedTuple):
    """A field: its largest width in characters, and the function that writes its value in that width."""

    width: int
    write: Callable[[Any, int], str]


def _text(value: str, _: int) -> str:
    return value


def _number(value: int, width: int) -> str:
    return f"{value:0{width}}"


def _day(value: date, _: int) -> str:
    return value.isoformat().replace("-", "")


def _amount(value: int, width: int) -> str:
    """Return an amount in digits with the sign after them: a space for plus."""
    return f"{abs(value):0{width - 1}}{'-' if value < 0 else ' '}"


FIELDS: Mapping[int, _Field] = MappingProxyType(
    {
        101: _Field(10, _text),  # a name that the sender chooses
        103: _Field(5, _number),  # machine number
        104: _Field(7, _number),  # running number
        110: _Field(8, _day),  # day of posting
        111: _Field(15, _text),  # account
        112: _Field(13, _amount),  # øre
        113: _Field(1, _text),  # D or K
        114: _Field(4, _number),  # fiscal year
        117: _Field(20, _text),  # reference
        132: _Field(2, _number),  # kind of the recipient's number
        133: _Field(10, _number),  # recipient
        153: _Field(35, _text),  # text
    }
)
"""The known fields: number -> field."""


def line(
    number: int, values: Mapping[int, Any], *, place: str, municipality: str, posting: PostingType = "NOR"
) -> str:
    """Return a line without its end.

    Args:
        number: the number of the line in its file, from 1.
        values: number of a field -> its value. The fields are written in ascending order.
        place: the registration place, 3 digits.
        municipality: the code of the municipality, 4 digits.
        posting: the type of the posting.

    Raises:
        InvalidValue: a value is too long for its field, or contains `&` or a control character; or a field
            is unknown.
    """
    parts = [f"{_digits(place, 3)}G69{_write_number(number, 5)}{_digits(municipality, 4)}01{posting}FLYD"]
    for code, value in sorted(values.items()):
        if code not in FIELDS:
            raise InvalidValue(f"G69 har intet felt {code} her", f"G69 has no field {code} here")
        field = FIELDS[code]
        written = field.write(value, field.width)
        if len(written) > field.width:
            raise InvalidValue(
                f"felt {code} har plads til {field.width} tegn",
                f"field {code} has room for {field.width} letters",
            )
        if re.search("[&\x00-\x1f\x7f-\x9f]", written):
            raise InvalidValue(
                f"felt {code} må ikke indeholde & eller styretegn",
                f"field {code} may hold neither & nor control characters",
            )
        parts.append(f"{code}{written}")
    return "&".join(parts)


def _digits(value: str, width: int) -> str:
    if not re.fullmatch(f"[0-9]{{{width}}}", value):
        raise InvalidValue(f"her står {width} cifre", f"here stand {width} digits")
    return value


def _write_number(value: int, width: int) -> str:
    return _digits(_number(value, width), width)
