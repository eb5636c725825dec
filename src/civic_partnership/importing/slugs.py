"""Ids from names: the same on every run and every machine."""

import re

from civic_partnership.values import InvalidValue, normalize

_OTHERS = re.compile(r"[^a-z0-9]+")
_OWN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})


def slug(text: str) -> str:
    """Small letters, digits and single hyphens: `Brønshøj Boldklub` is `broenshoej-boldklub`.

    Raises:
        InvalidValue: there is no letter or digit that an id can have.

    """
    folded = normalize("NFC", text).casefold().translate(_OWN)
    plain = normalize("NFKD", folded).encode("ascii", "ignore").decode()
    made = _OTHERS.sub("-", plain).strip("-")
    if not made:
        raise InvalidValue(
            "der er ingen bogstaver eller cifre at lave et id af",
            "there are no letters or digits to make an id of",
        )
    return made
