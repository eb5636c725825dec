"""The file of rejects: rejected rows with their reasons, to correct in a spreadsheet and import again.

The file is CSV in UTF-8 with a byte order mark and semicolons, as a Danish spreadsheet opens it. Line, rule
and sentence stand in front of the cells. No cell runs as a formula. A row that could not be parsed stands as
raw text in one cell, or in several cells if the text is longer than a spreadsheet takes in one.
"""

import codecs
import contextlib
import csv
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from civic_partnership.files import (
    MANIFEST,
    StagedFile,
    clear_leftovers,
    file_digest,
    path_error,
    refuse_closed_folder,
    refuse_dead_link,
    resolve_target,
    stage_file,
    system_path_error,
)
from civic_partnership.importing.rejection_rules import BROKEN_ROW_REASONS, NO_REASONS, STILL_BROKEN, Reason
from civic_partnership.storage import SEMICOLON_TABLE
from civic_partnership.values import Label, Language

from .cell_text import is_blank
from .source_table import Row

REASON_HEADINGS: Final[dict[Language, tuple[str, ...]]] = {
    "da": ("Afvist: linje", "Afvist: regel", "Afvist: fordi (' foran = + - @ hører ikke med til cellen)"),
    "en": ("Rejected: line", "Rejected: rule", "Rejected: why (' before = + - @ is no part of the cell)"),
}
"""The headings in front of those of the rejected rows; a file that has them is one of rejects."""
_RAW: Final[dict[Language, str]] = {"da": "Rå tekst: ", "en": "Raw text: "}
"""The start of a raw text, behind an apostrophe: no other guarded cell has one before a letter."""
_COLUMNS = 3
_RAW_CELL = 30_000
"""The most characters of a raw text in one cell: a spreadsheet takes 32,767."""
_FIRST_HEADING = re.compile(
    rf'\ufeff?"?(?:{"|".join(re.escape(headings[0]) for headings in REASON_HEADINGS.values())})'
)
_FIRST_DELIMITER = re.compile(rf'{_FIRST_HEADING.pattern}"?([^\w\s"]|\t)')
_ESCAPED = re.compile(r"\\(?:\\|x(00|[89a-f][0-9a-f]))")

_SOURCE = Label("det er den fil, der importeres", "it is the file that is imported")
_IN_REGISTER = Label("den må ikke ligge i registerets mappe", "it must not lie in the folder of the register")
_IN_EXPORT = Label(
    "den må ikke ligge i en eksport, som andre får", "it must not lie in an export that others get"
)
_FOREIGN = Label(
    "der ligger noget, som programmet ikke har skrevet. Vælg et nyt navn",
    "something that the program did not write is there. Choose a new name",
)


class RejectsWriter:
    """Writes rejected rows below the headings of their source into a new file."""

    def __init__(self, staged: StagedFile, headings: Sequence[str], lang: Language) -> None:
        self._staged = staged
        self._width = len(headings)
        self._lang: Language = lang
        staged.file.write(codecs.BOM_UTF8)
        target = SimpleNamespace(write=lambda text: staged.file.write(text.encode()))
        self._writer = csv.writer(target, delimiter=";")
        self._writer.writerow([*REASON_HEADINGS[lang], *map(SEMICOLON_TABLE.guard, headings)])

    def add(self, row: Row, reasons: Sequence[Reason]) -> None:
        """Add a row with the reasons, each once."""
        rules = ", ".join(dict.fromkeys(reason.rule for reason in reasons))
        messages = " ".join(dict.fromkeys(reason.message.in_language(self._lang) for reason in reasons))
        is_raw = row.broken or (row.doubtful and len(row.cells) != self._width)
        cells = self._raw_cells(row.raw) if is_raw else map(SEMICOLON_TABLE.guard, row.cells)
        self._writer.writerow([row.number, rules, SEMICOLON_TABLE.guard(messages), *cells])

    def complete(self) -> StagedFile:
        """Write all rows to the disk and return the new file, which has not taken its place yet."""
        self._staged.complete()
        return self._staged

    def _raw_cells(self, raw: str) -> Iterator[str]:
        escaped = raw.replace("\\", r"\\").replace("\0", r"\x00")
        text = _RAW[self._lang] + escaped.encode(errors="surrogateescape").decode(errors="backslashreplace")
        for start in range(0, len(text), _RAW_CELL):
            cell = SEMICOLON_TABLE.guard(text[start : start + _RAW_CELL])
            yield f"'{cell}" if start == 0 else cell


def find_rejects_delimiter(text: str) -> str | None:
    """Return the delimiter if a text is that of a file of rejects, else None."""
    found = _FIRST_DELIMITER.match(text)
    return found[1] if found else None


def remove_reason_headings(first: Row) -> Row | None:
    """Return the first row of a file of rejects without the headings in front; None for any other row."""
    if tuple(first.cells[:_COLUMNS]) not in REASON_HEADINGS.values():
        return None
    return first._replace(cells=[*map(SEMICOLON_TABLE.unguard, first.cells[_COLUMNS:])])


def restore_rows(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows of a file of rejects, without its headings, as they were before they were rejected."""
    for row in rows:
        front, cells = row.cells[:_COLUMNS], row.cells[_COLUMNS:]
        if row.broken:
            yield row
        elif not cells or not (front[0].strip() or "0").isdigit():
            yield Row(row.number, [], NO_REASONS, raw=row.raw or ";".join(row.cells))
        elif not is_blank(cells):
            cells = [*map(SEMICOLON_TABLE.unguard, cells)]
            raw = _find_raw(row.cells[_COLUMNS], "".join(cells))
            if raw is None:
                yield row._replace(cells=cells)
            else:
                yield Row(row.number, [], _find_reason(front[-1]), raw=raw)


def _find_raw(first: str, text: str) -> str | None:
    """Return the raw text in guarded cells; None if the cells are those of the row."""
    for start in _RAW.values():
        if first.startswith(f"'{start}"):
            return _ESCAPED.sub(_unescape, text[len(start) + 1 :])
    return None


def _find_reason(sentence: str) -> Label:
    """Return the reason that a sentence gives for a broken row."""
    reasons = (each for each in BROKEN_ROW_REASONS if each.da in sentence or each.en in sentence)
    return next(reasons, STILL_BROKEN)


def _unescape(found: re.Match[str]) -> str:
    byte = int(found[1] or "5c", 16)
    return chr(byte + 0xDC00) if byte >= 0x80 else chr(byte)


@contextlib.contextmanager
def open_rejects(
    path: Path, source: Path, into: Path, *, headings: Sequence[str], lang: Language, dry_run: bool
) -> Iterator[RejectsWriter | None]:
    """Open a new file for rejected rows, or none in a dry run; the caller lets it take its place.

    The file may hold personal data, so only its owner may read it. It must not lie in the register (`into`)
    or in an export, nor replace the source or a file of another program.
    """
    try:
        target = resolve_target(path)
        refuse_dead_link(path)
        before = _check_target(path, target, source, into)
        if dry_run:
            target.parent.stat()
            refuse_closed_folder(target.parent)
            yield None
            return
        clear_leftovers(target.parent, target)
        with stage_file(target, before=before, private=True) as staged:
            yield RejectsWriter(staged, headings, lang)
    except OSError as error:
        raise system_path_error(path, error) from None


def _check_target(path: Path, target: Path, source: Path, into: Path) -> str | None:
    """Refuse a place where no rejected rows may stand; return the SHA-256 of the file that is there."""
    folder = Path(os.path.realpath(into))
    checks = (
        (target == Path(os.path.realpath(source)), _SOURCE),
        (folder in (target, *target.parents), _IN_REGISTER),
        (any((parent / MANIFEST).exists() for parent in target.parents), _IN_EXPORT),
        (os.path.lexists(target) and not _may_be_replaced(target), _FOREIGN),
    )
    for is_refused, reason in checks:
        if is_refused:
            raise path_error(path, reason)
    return file_digest(target)


def _may_be_replaced(path: Path) -> bool:
    """Tell whether a file is empty or a file of rejects."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(64)
    return not start or _FIRST_HEADING.match(start.decode("utf-8", "replace")) is not None
