"""Where in a text that no parser reads the trouble stands, when the parser itself does not say.

The text is looked through a second time, sign by sign; all that stands before the trouble is in order.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

Place = tuple[int, int]
"""Line and column, counted from 1."""

_LEVELS = 100
"""A register has a handful of levels; a parser that gave up has met more than these."""

_SIGNS = (
    r"(?P<number>(?<![A-Za-z0-9_])[0-9][0-9_]*+(?:\.[0-9_]++)?(?:[eE][+-]?[0-9_]++)?)",
    r"(?P<opening>[\[{])",
    r"(?P<closing>[\]}])",
)
_DOTTED = r"""(?:[A-Za-z0-9_\-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
"""A part of a name with dots, and the dot after it."""
_TOML = (
    rf"(?:^|[\[{{,])[ \t]*+(?P<dotted>(?:{_DOTTED}){{{_LEVELS},}}+)",
    r'"{3}(?:\\.|[^\\])*?"{3,5}',
    r"'{3}.*?'{3,5}",
    r"#[^\n]*+",
    r"(?P<version>^[ \t]*+(?:format_version|\"format_version\"|'format_version')[ \t]*+=)",
    r'"(?:\\.|[^"\\\n])*+"',
    r"'[^'\n]*+'",
)
_JSON = (
    r'(?P<name>"(?:\\.|[^"\\])*+")\s*+:',
    r'"(?:\\.|[^"\\])*+"',
)
_LOOKED_AT = {
    "toml": re.compile("|".join((*_TOML, *_SIGNS)), re.DOTALL | re.MULTILINE),
    "json": re.compile("|".join((*_JSON, *_SIGNS)), re.DOTALL),
}
"""What is looked at in a text of TOML and of JSON; texts and comments are passed over."""


class _Sign(NamedTuple):
    """A sign in a text: where it stands, what kind of sign it is, and how many levels are open there."""

    offset: int
    kind: str
    text: str
    level: int


def position(text: str, offset: int) -> Place:
    """Line and column, counted from 1, of a place in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def of_depth(text: str, format: str) -> Place | None:
    """Where a text has more levels than any register."""
    return _first(text, (sign for sign in _signs(text, format) if sign.level > _LEVELS))


def of_dots(text: str) -> Place | None:
    """Find a name in TOML with more dots than a register has levels: a parser takes minutes for thousands."""
    if not any(line.count(".") >= _LEVELS for line in text.split("\n")):
        return None
    return _first(text, (sign for sign in _signs(text, "toml") if sign.kind == "dotted"))


def of_number(text: str, format: str) -> Place | None:
    """Where the first number stands that Python cannot read."""
    return _first(text, (sign for sign in _signs(text, format) if sign.kind == "number" and _huge(sign.text)))


def of_version(text: str, format: str) -> Place | None:
    """Where the version of the format stands."""
    if format == "toml":
        return _first(text, (sign for sign in _signs(text, format) if sign.kind == "version"))
    names = (sign for sign in _signs(text, format) if sign.kind == "name" and sign.level == 1)
    return _first(text, (sign for sign in names if json.loads(sign.text) == "format_version"))


def of_doubled_names(text: str) -> Iterator[tuple[Place, str]]:
    """Where in JSON names stand again in one and the same object, and what they are."""
    objects: list[set[str]] = [set()]
    for sign in _signs(text, "json"):
        if sign.kind == "opening":
            objects.append(set())
        elif sign.kind == "closing":
            objects.pop()
        elif sign.kind == "name":
            name = json.loads(sign.text)
            if name in objects[-1]:
                yield position(text, sign.offset), name
            objects[-1].add(name)


def _first(text: str, signs: Iterator[_Sign]) -> Place | None:
    sign = next(signs, None)
    return None if sign is None else position(text, sign.offset)


def _signs(text: str, format: str) -> Iterator[_Sign]:
    level = 0
    for found in _LOOKED_AT[format].finditer(text):
        kind = found.lastgroup
        if kind is not None:
            level += (kind == "opening") - (kind == "closing")
            yield _Sign(found.start(kind), kind, found[kind], level)


def _huge(number: str) -> bool:
    digits = number.replace("_", "")
    try:
        int(digits) if digits.isdecimal() else Decimal(digits)
    except (ValueError, ArithmeticError):
        return True
    return False
