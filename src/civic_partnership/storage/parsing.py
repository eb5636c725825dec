"""From bytes to plain tables: TOML, JSON and NDJSON, with a sentence for all that cannot be read."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

import tomli
from attrs import frozen

from civic_partnership.findings import sanitize
from civic_partnership.values import InvalidValue, Label

from .places import Place, of_depth, of_dots, of_doubled_names, of_number, of_version, position

Format = Literal["toml", "json", "ndjson"]
"""The formats that a text of a register may have."""

FORMAT_VERSION = 1
"""The newest version of the file format that this version of the package knows."""


@frozen(kw_only=True)
class InputFile:
    """One text that holds records.

    Attributes:
        name: the file as it was named, or what stands for it in findings.
        format: toml, json, ndjson, csv for the tables of one kind, or other tables, in which nothing is
            found again.
        size: how many bytes it has.
        digest: a hash of them.
        text: the text itself, kept only where there is no file to read again.
        nested: the documents that hold parts of its records, as CSV tables do.

    """

    name: str
    format: Format | Literal["csv", "other"]
    size: int
    digest: bytes
    text: str | None = None
    nested: "tuple[InputFile, ...]" = ()


class Unreadable(Exception):  # noqa: N818 - told as a finding, never raised to a caller
    """A text that cannot be read at all.

    Attributes:
        reason: why, a clause.
        remedy: what to do, a sentence.
        at: line and column, counted from 1, where known.

    """

    def __init__(self, reason: Label, remedy: Label, at: tuple[int, int] | None = None) -> None:
        super().__init__(reason, remedy, at)
        self.reason = reason
        self.remedy = remedy
        self.at = at


_RESAVE = Label("Gem filen som UTF-8.", "Save the file as UTF-8.")
_CORRECT = Label("Ret filen på dette sted.", "Correct the file in this place.")
_LONGEST_LINE = 500
_NEAR = 200
_SLIPS: tuple[tuple[str, Label], ...] = (
    ("[“”„»«]", Label('Brug lige anførselstegn, "…".', 'Use straight quotation marks, "…".')),
    (
        r"=.*?\b[0-9]{1,2}[.\-/][0-9]{1,2}[.\-/][0-9]{4}",
        Label("Skriv dage som 2024-01-31.", "Write days as 2024-01-31."),
    ),
    (r"=\s*(ja|nej|yes|no)\b", Label("Skriv true eller false.", "Write true or false.")),
    (
        r"=\s*[0-9._]*[0-9](,[0-9]|[.][0-9]+[.,]| *[a-zæøå])",
        Label("Skriv tal som 200000 eller 28.5.", "Write numbers as 200000 or 28.5."),
    ),
    (
        r"^\s*\[+[^\]\"]*[^\]\"A-Za-z0-9_.\s\-]",
        Label("Brug kun a-z, 0-9 og - i id'er.", "Use only a-z, 0-9 and - in ids."),
    ),
    (r"^\s*[A-Za-z0-9_\-]+\s*:", Label("Skriv = i stedet for kolon.", "Write = instead of a colon.")),
    (r"=\s*[^\W\d]", Label('Sæt teksten i anførselstegn, "…".', 'Put the text in quotation marks, "…".')),
)
"""What people write that is no TOML, and what they should write: the first that fits the line is told."""
_SLIPS_HERE: tuple[tuple[str, Label], ...] = (
    (
        "[0-9]{4}-[0-9]+-[0-9]+",
        Label("Skriv en dag, der findes, som 2024-01-31.", "Write a day that exists, as 2024-01-31."),
    ),
    ("[T ]?[0-9]{1,2}:[0-9]{2}", Label("Skriv klokkeslæt som 17:00:00.", "Write times as 17:00:00.")),
    (
        r""",[ \t]*\}|\{(?:[^{}"'#\n]|"[^"\n]*"|'[^'\n]*'|\{[^{}\n]*\})*(?:#.*)?\n""",
        Label(
            "Skriv en tabel i { } på én linje, uden komma før }.",
            "Write a table in { } on one line, without a comma before }.",
        ),
    ),
    (
        r"\\[\s\S]{2}",
        Label(
            r"Skriv \\ for en omvendt skråstreg og \u001B for et tegn, der ikke kan skrives.",
            r"Write \\ for a backslash, and \u001B for a character that cannot be typed.",
        ),
    ),
)
"""The same of what stands in the very place where it is no TOML any more."""


class ParsedTables(NamedTuple):
    """Tables that were read together: those of a whole document, or of one line of NDJSON.

    Attributes:
        tables: the tables, or why they cannot be read.
        line: the line, counted from 1; None for a whole document.

    """

    tables: "dict[str, Any] | Unreadable"
    line: int | None = None


def check_format(format: str) -> Format:
    """The format, where it is one.

    Raises:
        InvalidValue: it is none.

    """
    *others, last = formats = get_args(Format)
    if format not in formats:
        raise InvalidValue(
            f"formatet skal være {', '.join(others)} eller {last}",
            f"the format must be {', '.join(others)} or {last}",
        )
    return format  # type: ignore[return-value] # it is one of them


def decode(name: str, data: bytes, format: Format) -> tuple[InputFile, Iterable[ParsedTables]]:
    """A document from its bytes, and the tables that it holds.

    Raises:
        Unreadable: it is not UTF-8, or, but for NDJSON, not of its format or of a newer format version.

    """
    text = decode_text(data)
    document = InputFile(name=name, format=format, size=len(data), digest=compute_digest(data))
    if format == "ndjson":
        return document, _lines(text)
    return document, [ParsedTables(_tables(text, format))]


def _lines(text: str) -> Iterator[ParsedTables]:
    """Each line that is not blank; one that cannot be read hurts no other."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield ParsedTables(_tables(line.removesuffix("\r"), "json"), number)
        except Unreadable as error:
            error.at = (number, error.at[1] if error.at else 1)
            yield ParsedTables(error, number)


def _tables(text: str, format: Format) -> dict[str, Any]:
    table = _PARSERS[format](text)
    try:
        return remove_version(table)
    except Unreadable as error:
        error.at = of_version(text, format)
        raise


def remove_version(table: dict[str, Any]) -> dict[str, Any]:
    """A document's tables, without the format version that they were written in.

    Raises:
        Unreadable: the version is none, or newer than is known here.

    """
    version = table.get("format_version", FORMAT_VERSION)
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
    return {name: value for name, value in table.items() if name != "format_version"}


def decode_text(data: bytes) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        Unreadable: it is not UTF-8.

    """
    if data.startswith(b"PK\x03\x04"):
        raise Unreadable(
            Label("det er et Word-, Excel- eller zip-dokument", "it is a Word, Excel or zip document"),
            Label("Gem indholdet som almindelig tekst (UTF-8).", "Save its content as plain text (UTF-8)."),
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(errors="replace")
        reason = Label("filen er ikke UTF-8", "the file is not UTF-8")
        raise Unreadable(reason, _RESAVE, position(before, len(before))) from None


def compute_digest(data: bytes) -> bytes:
    """The hash by which a file is known to be the one that was read."""
    return hashlib.sha256(data).digest()


def _toml(text: str) -> dict[str, Any]:
    if at := of_dots(text):
        raise _too_deep(at)
    try:
        return tomli.loads(text, parse_float=Decimal)
    except RecursionError:
        raise _too_deep(of_depth(text, "toml")) from None
    except tomli.TOMLDecodeError as error:
        at = (error.lineno, error.colno)
        if re.match("Cannot (declare|overwrite|mutate)", error.msg):
            reason = Label("det samme navn står to gange i filen", "the same name stands twice in the file")
            raise Unreadable(reason, Label("Behold det ene sted.", "Keep it in one place."), at) from None
        reason = Label("filen er ikke gyldig TOML", "the file is not valid TOML")
        raise Unreadable(reason, _remedy(text.split("\n")[at[0] - 1], at[1] - 1), at) from None
    except (ValueError, ArithmeticError):
        raise _no_number(of_number(text, "toml")) from None


def _remedy(line: str, column: int) -> Label:
    """What to do about a line that is no TOML from a column on, counted from 0."""
    start = max(0, column - _NEAR)
    near, place = f"{line}\n"[start : column + _NEAR], column - start
    for slip, told in _SLIPS_HERE:
        if any(found.start() <= place < found.end() for found in re.finditer(slip, near)):
            return told
    line = line[:_LONGEST_LINE]
    return next((told for slip, told in _SLIPS if re.search(slip, line)), _CORRECT)


def _json(text: str) -> dict[str, Any]:
    try:
        table = json.loads(text, parse_float=Decimal, object_pairs_hook=_unique, parse_constant=Decimal)
    except RecursionError:
        raise _too_deep(of_depth(text, "json")) from None
    except _Doubled:
        at, name = next(of_doubled_names(text))
        shown = sanitize(name)
        raise Unreadable(
            Label(
                f'navnet "{shown}" står to gange i samme objekt',
                f'the name "{shown}" stands twice in one object',
            ),
            Label("Behold det ene.", "Keep one of them."),
            at,
        ) from None
    except json.JSONDecodeError as error:
        reason = Label("filen er ikke gyldig JSON", "the file is not valid JSON")
        raise Unreadable(reason, _CORRECT, (error.lineno, error.colno)) from None
    except (ValueError, ArithmeticError):
        raise _no_number(of_number(text, "json")) from None
    if type(table) is not dict:
        raise Unreadable(
            Label("JSON-teksten er ikke et objekt", "the JSON text is not an object"),
            Label('Skriv den som {"associations": {…}}.', 'Write it as {"associations": {…}}.'),
        )
    return table


_PARSERS: dict[str, Callable[[str], dict[str, Any]]] = {"toml": _toml, "json": _json}


class _Doubled(Exception):  # noqa: N818 - told with its place
    """A name stands twice in one object."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise _Doubled
    return table


def _too_deep(at: Place | None) -> Unreadable:
    return Unreadable(
        Label("filen har for mange niveauer i hinanden", "the file is nested too deeply"),
        Label("Ret filen: et register har få niveauer.", "Correct the file: a register has few levels."),
        at,
    )


def _no_number(at: Place | None) -> Unreadable:
    return Unreadable(
        Label("et tal i filen er for stort til at læses", "a number in the file is too large to be read"),
        Label("Ret tallet.", "Correct the number."),
        at,
    )
