"""The parsing of TOML, JSON and NDJSON into plain tables (dicts), with a reason for what cannot be read."""

import codecs
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, Literal, get_args

import tomli
from attrs import frozen

from civic_partnership.findings import sanitize
from civic_partnership.values import InvalidValue, Label

from .conflict_markers import describe_marked_conflicts, find_marked_conflicts
from .toml_remedies import CORRECT, find_toml_remedy

Format = Literal["toml", "json", "ndjson"]
"""The formats that a text of a register may have."""

FORMAT_VERSION = 1
"""The newest version of the file format that this version of the package knows."""

_MOST_DOTS = 100
_NAME_PART = r"""(?:[A-Za-z0-9_\-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')[ \t]*+"""
_DEEP_NAME = re.compile(
    rf"(?:^|[\[{{,])[ \t]*+(?P<name>(?:{_NAME_PART}\.[ \t]*+){{{_MOST_DOTS},}}+)", re.MULTILINE
)
"""A name in TOML with a hundred dots, which the parser needs minutes for; a register has few levels."""


@frozen(kw_only=True)
class InputFile:
    """One file or text that records are read from.

    Attributes:
        name: the name of the file in findings.
        format: `toml`, `json` or `ndjson`; `csv` for the CSV table of a kind of record; `other` for tables
            in which no place can be found again.
        size: the number of its bytes.
        digest: a hash of the bytes.
        text: the text itself; None if there is a file that can be read again.
        nested: the CSV files with the lists of its records.
    """

    name: str
    format: Format | Literal["csv", "other"]
    size: int = 0
    digest: bytes = b""
    text: str | None = None
    nested: "tuple[InputFile, ...]" = ()


class Unreadable(Exception):  # noqa: N818 - becomes a finding, and is never raised to a caller
    """The error that a file or text cannot be read at all.

    Attributes:
        reason: why not, a clause.
        remedy: what to do, a sentence.
        at: line and column, counted from 1, if known.
    """

    def __init__(self, reason: Label, remedy: Label, at: tuple[int, int] | None = None) -> None:
        super().__init__(reason, remedy, at)
        self.reason = reason
        self.remedy = remedy
        self.at = at


def check_format(format: str) -> Format:
    """Return a format if it is known; raise an InvalidValue if not."""
    *others, last = formats = get_args(Format)
    if format not in formats:
        raise InvalidValue(
            f"formatet skal være {', '.join(others)} eller {last}",
            f"the format must be {', '.join(others)} or {last}",
        )
    return format  # type: ignore[return-value] # it is one of them


def decode(data: bytes, format: Literal["toml", "json"]) -> dict[str, Any]:
    """Decode the bytes of a file into the tables in it.

    Raises:
        Unreadable: the bytes are not UTF-8, not of this format, or of a newer format version.
    """
    text = decode_text(data)
    return remove_version(_parse_toml(text) if format == "toml" else _parse_json(text))


def split_lines(data: bytes) -> Iterator[tuple[int, bytes | Unreadable]]:
    """Return each line of NDJSON with its number, counted from 1; but no line between the markers of git.

    Raises:
        Unreadable: the bytes are not UTF-8. Markers of git are among the results instead.
    """
    conflicts = find_marked_conflicts(decode_text(data))
    unsettled = {number for each in conflicts for number in range(each.first, each.last + 1)}
    lines = enumerate(data.split(b"\n"), 1)
    settled = ((number, line) for number, line in lines if line and number not in unsettled)
    if not conflicts:
        return settled
    return chain([(conflicts[0].first, Unreadable(*describe_marked_conflicts(conflicts)))], settled)


def decode_line(number: int, line: bytes, *, is_first: bool) -> dict[str, Any]:
    """Decode a line of NDJSON into the tables in it; a blank line has none.

    The first line of a file may have a byte order mark.

    Raises:
        Unreadable: as for `decode`, in this line.
    """
    try:
        text = decode_text(line) if is_first else _decode_utf_8(line, "utf-8")
        text = text.removesuffix("\n").removesuffix("\r")
        return remove_version(_parse_json(text)) if text.strip() else {}
    except Unreadable as error:
        error.at = (number, error.at[1] if error.at else 1)
        raise


def remove_version(tables: dict[str, Any]) -> dict[str, Any]:
    """Return the tables of a file without `format_version`.

    Raises:
        Unreadable: the version is no version, or newer than this package.
    """
    version = tables.get("format_version", FORMAT_VERSION)
    if type(version) is not int or version < 1:
        raise Unreadable(
            Label(
                "format_version skal være et helt tal fra 1", "format_version must be a whole number from 1"
            ),
            Label(f"Skriv format_version = {FORMAT_VERSION}.", f"Write format_version = {FORMAT_VERSION}."),
        )
    if version > FORMAT_VERSION:
        raise Unreadable(
            Label(
                f"filen har et nyere format end {FORMAT_VERSION}, som dette program kender",
                f"the file is of a newer format than {FORMAT_VERSION}, which this program knows",
            ),
            Label("Brug en nyere version af civic-partnership.", "Use a newer version of civic-partnership."),
        )
    return {name: value for name, value in tables.items() if name != "format_version"}


def decode_text(data: bytes) -> str:
    """Decode the text of a file, without a byte order mark; raise `Unreadable` if it is not UTF-8."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(
            Label("det er et Word-, Excel- eller zip-dokument", "it is a Word, Excel or zip document"),
            Label(
                "Tag et regneark ind: civic-partnership import FIL --suggest skriver en første "
                "kolonneopsætning. Gem anden tekst som ren tekst (UTF-8).",
                "Take in a spreadsheet: civic-partnership import FILE --suggest writes a first mapping. "
                "Save other text as plain text (UTF-8).",
            ),
        )
    return _decode_utf_8(data, "utf-8-sig")


def _decode_utf_8(data: bytes, encoding: Literal["utf-8", "utf-8-sig"]) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(errors="replace")
        raise Unreadable(
            Label("filen er ikke UTF-8", "the file is not UTF-8"),
            Label("Gem filen som UTF-8.", "Save the file as UTF-8."),
            _position(before, len(before)),
        ) from None


def encode_like(data: bytes, text: str) -> bytes:
    """Encode the new text of a file, with a byte order mark if the file has one."""
    mark = codecs.BOM_UTF8
    return (mark if data.startswith(mark) else b"") + text.encode()


def compute_digest(data: bytes) -> bytes:
    """Compute a hash, which shows later whether a file has changed since it was read."""
    return hashlib.sha256(data).digest()


def _parse_toml(text: str) -> dict[str, Any]:
    has_many_dots = any(line.count(".") >= _MOST_DOTS for line in text.split("\n"))
    if has_many_dots and (match := _DEEP_NAME.search(text)):
        raise _too_deep(_position(text, match.start("name")))
    try:
        return tomli.loads(text, parse_float=Decimal)
    except RecursionError:
        raise _too_deep() from None
    except tomli.TOMLDecodeError as error:
        at = (error.lineno, error.colno)
        conflicts = find_marked_conflicts(text)
        if any(each.first == error.lineno for each in conflicts):  # else they stand in a text
            raise Unreadable(*describe_marked_conflicts(conflicts)) from None
        if re.match("Cannot (declare|overwrite|mutate)", error.msg):
            reason = Label("det samme navn står to gange i filen", "the same name stands twice in the file")
            raise Unreadable(reason, Label("Behold det ene sted.", "Keep it in one place."), at) from None
        reason = Label("filen er ikke gyldig TOML", "the file is not valid TOML")
        raise Unreadable(reason, find_toml_remedy(text.split("\n")[at[0] - 1], at[1] - 1), at) from None
    except (ValueError, ArithmeticError):
        raise _too_large_number() from None


def _parse_json(text: str) -> dict[str, Any]:
    try:
        tables = json.loads(text, parse_float=Decimal, object_pairs_hook=_unique, parse_constant=Decimal)
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        if conflicts := find_marked_conflicts(text):  # no text in JSON has several lines
            raise Unreadable(*describe_marked_conflicts(conflicts)) from None
        reason = Label("filen er ikke gyldig JSON", "the file is not valid JSON")
        raise Unreadable(reason, CORRECT, (error.lineno, error.colno)) from None
    except (ValueError, ArithmeticError):
        raise _too_large_number() from None
    if type(tables) is not dict:
        raise Unreadable(
            Label("JSON-teksten er ikke et objekt", "the JSON text is not an object"),
            Label('Skriv den som {"associations": {…}}.', 'Write it as {"associations": {…}}.'),
        )
    return tables


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the dict of an object in JSON; raise `Unreadable` if a name stands twice in the object."""
    table: dict[str, Any] = dict(pairs)
    if len(table) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        shown = sanitize(next(name for name, count in counts.items() if count > 1))
        raise Unreadable(
            Label(
                f'navnet "{shown}" står to gange i samme objekt',
                f'the name "{shown}" stands twice in one object',
            ),
            Label("Behold det ene.", "Keep one of them."),
        )
    return table


def _position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, counted from 1, of a place in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _too_deep(at: tuple[int, int] | None = None) -> Unreadable:
    return Unreadable(
        Label("filen har for mange niveauer i hinanden", "the file is nested too deeply"),
        Label("Ret filen: et register har få niveauer.", "Correct the file: a register has few levels."),
        at,
    )


def _too_large_number() -> Unreadable:
    return Unreadable(
        Label("et tal i filen er for stort til at læses", "a number in the file is too large to be read"),
        Label("Ret tallet.", "Correct the number."),
    )
