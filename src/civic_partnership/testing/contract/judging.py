"""What files must be by their media type: text as it is declared, cells that no spreadsheet runs."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from civic_partnership.model import Register
from civic_partnership.storage import guard_cell

from .subject import File, Subject
from .trial import Violation

_TEXTS = {"json", "javascript", "sql", "toml", "x-ndjson", "xml", "yaml", "x-yaml", "csv"}
"""Kinds of `application/…` that are texts."""
_NUMBER = re.compile(r"[-+]?[0-9]+([.,\u00a0 ]?[0-9]+)*")
_DELIMITERS = (",", ";", "\t")


def encoding_of(media_type: str) -> str | None:
    """The encoding that a media type declares, UTF-8 where a text declares none; None for no text."""
    kind, _, parameters = media_type.partition(";")
    declared = re.search(r'charset\s*=\s*"?([^\s;"]+)', parameters, re.IGNORECASE)
    if declared:
        return declared[1]
    main, _, sub = kind.strip().lower().partition("/")
    is_text = main == "text" or (main == "application" and (sub in _TEXTS or sub.endswith(("+json", "+xml"))))
    return "utf-8" if is_text else None


def misread(file: File) -> str:
    """What keeps a file from being read as its media type says; empty where nothing does."""
    encoding = encoding_of(file.media_type)
    if encoding is None:
        return ""
    try:
        codec = codecs.lookup(encoding).name
        file.data.decode(encoding)
    except LookupError:
        return f"no encoding is called {encoding}"
    except UnicodeDecodeError as error:
        return f"it is no {encoding}: byte {error.start} is {file.data[error.start : error.start + 1]!r}"
    if codec.startswith("utf") or file.data.isascii():
        return ""
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return f"its media type says {encoding}, but it is written in UTF-8"


def is_table(name: str, file: File) -> bool:
    """Whether spreadsheets open a file, and take its cells for what they look like."""
    kind = file.media_type.partition(";")[0].strip().lower()
    separated = {"text/csv", "application/csv", "text/tab-separated-values"}
    return kind in separated or PurePosixPath(name).suffix.lower() in {".csv", ".tsv", ".tab"}


def formulas(file: File) -> Iterator[str]:
    """The cells of a table that a spreadsheet may run, plain numbers apart."""
    text = file.data.decode(encoding_of(file.media_type) or "utf-8", errors="replace").lstrip("\ufeff")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        for cell in row:
            may_run = guard_cell(cell)[:1] == "'" != cell[:1]
            if may_run and not _NUMBER.fullmatch(cell):
                yield cell


def _delimiter(text: str) -> str:
    """What stands between the cells of the first line, by how often it stands outside quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(_DELIMITERS, key=first.count)


def be_readable(subject: Subject, register: Register) -> None:
    """See that every file of an export can be read as its media type says.

    Raises:
        Violation: one cannot.
        OptionsError: the exporter refuses the register.
        PluginError: the exporter fails.

    """
    for name, file in subject.export(register).files.items():
        if wrong := misread(file):
            raise Violation(f"{name} ({file.media_type}) cannot be read: {wrong}", register)


def run_nothing(subject: Subject, tables: set[str], register: Register) -> None:
    """See that no cell of a table is a formula.

    Args:
        subject: the exporter.
        tables: takes the names of the tables that were seen.
        register: what is exported.

    Raises:
        Violation: one is.
        OptionsError: the exporter refuses the register.
        PluginError: the exporter fails.

    """
    for name, file in subject.export(register).files.items():
        if is_table(name, file):
            tables.add(name)
            for cell in formulas(file):
                raise Violation(f"{name} has the cell {cell[:40]!r}, which a spreadsheet may run", register)


def holds(file: File, text: str) -> bool:
    """Whether a text stands in a file, or in one of those that are packed into it."""
    spellings = [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return any(spelling in data for data in _unpacked(file.data) for spelling in spellings)


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from map(packed.read, packed.namelist())
