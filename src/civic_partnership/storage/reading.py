"""Reading a register from files, a text or plain tables; each record that can be read is kept."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from civic_partnership.errors import RecordsError
from civic_partnership.findings import Finding, format_path
from civic_partnership.model import Register
from civic_partnership.values import Label

from .collector import pause_collector
from .discovery import MAX_BYTES, SUFFIXES, find_files, read_bytes
from .parsing import Format, InputFile, Unreadable, check_format, remove_version
from .register_builder import KnownFiles, Reading, RegisterBuilder
from .structure_errors import describe_type
from .table_reader import TableReader
from .table_rows import CsvSource, TableSource

_A_TABLE = Label('Giv den som {"associations": {…}}.', 'Give it as {"associations": {…}}.')
_A_TEXT = Label("Giv den som tekst (str).", "Give it as text (str).")

Loader = tuple[str, Callable[[], bytes] | Unreadable]
"""The name of a file, and a function that loads its bytes, or why it cannot be read."""


def read(
    path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES, known: KnownFiles | None = None
) -> Reading:
    """Read a register from a folder of TOML files or CSV tables, or from a TOML, JSON or NDJSON file.

    A record with an error is left out, and each error is a finding with its place; all others are read.

    Args:
        path: the folder or file. Under a folder every `.toml` file is read, in the order of the names, or,
            if there is none, the CSV tables in the folder. Names that begin with a dot are passed over.
        max_bytes: a larger file is refused with a finding.
        known: an empty dict that is given to several calls, which then read files with the same bytes once.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.
    """
    return read_loaded(find_loaders(path, max_bytes), keep_text=False, known=known)


def find_loaders(path: str | os.PathLike[str], max_bytes: int) -> Iterator[Loader]:
    """Yield the name of each file of a register and what loads its bytes, or why it cannot be read.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.
    """
    for each in find_files(Path(path), tables=True):
        if isinstance(each, tuple):
            yield str(each[0]), each[1]
        else:
            yield str(each), partial(read_bytes, each, max_bytes)


def read_files(
    files: Mapping[str, bytes],
    unreadable: Mapping[str, Unreadable] | None = None,
    *,
    known: KnownFiles | None = None,
) -> Reading:
    """Read a register from files in memory, as `read` reads those of a folder.

    Args:
        files: name -> bytes; the name ends in `.toml`, `.json`, `.ndjson`, or in `.csv` for a table.
        unreadable: name of a further file -> why it cannot be read at all.
        known: as for `read`.
    """
    loaders = ((name, partial(bytes, data)) for name, data in sorted(files.items()))
    return read_loaded([*(unreadable or {}).items(), *loaders], keep_text=True, known=known)


def read_tables(tables: Iterable[TableSource], unreadable: Mapping[str, Unreadable] | None = None) -> Reading:
    """Read a register from tables of rows; `unreadable` says of further files why they cannot be read."""
    builder = RegisterBuilder()
    for name, error in (unreadable or {}).items():
        builder.add_unreadable(name, error)
    builder.add_rows(TableReader(tables))
    return builder.build()


def parse(text: str, format: Format = "toml", *, name: str = "<text>") -> Reading:
    """Read a register from a text in `toml`, `json`, or `ndjson` with one record on each line.

    Findings call the text by `name`, as they call a file by its path.

    Raises:
        InvalidValue: the format is none of these.
    """
    builder = RegisterBuilder()
    known = check_format(format)
    if isinstance(text, str):
        load = partial(text.encode, errors="surrogatepass")
        builder.add_file(name, load, known, keep_text=True)
    else:
        builder.add_unreadable(name, _wrong_argument(text, Label("tekst", "text"), _A_TEXT))
    return builder.build()


def from_dict(tables: Mapping[str, Any]) -> Reading:
    """Read a register from plain tables: dicts in the form that a TOML file gives.

    Days may be `datetime.date` or text; amounts `int`, `Decimal` or text, never `float`. Any other type
    gives a finding.
    """
    builder = RegisterBuilder()
    file = InputFile(name="<tables>", format="other")
    if isinstance(tables, Mapping):
        with builder.report_unreadable(file.name):
            builder.add(file, remove_version(dict(tables)))
    else:
        builder.add_unreadable(file.name, _wrong_argument(tables, Label("tabel", "table"), _A_TABLE))
    return builder.build()


def _wrong_argument(given: object, wanted: Label, remedy: Label) -> Unreadable:
    """Return the reason why something that is no text or no table cannot be read."""
    type_words = describe_type(given)
    return Unreadable(
        Label(f"det er {type_words.da} og ikke en {wanted.da}", f"it is {type_words.en} and no {wanted.en}"),
        remedy,
    )


def load(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Register:
    """Read a register as `read` does, and return it only if nothing is wrong with the files.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.
        RecordsError: with all findings about the shape of the files.
    """
    reading = read(path, max_bytes=max_bytes)
    refuse_findings(path, reading.findings)
    return reading.register


def refuse_findings(path: str | os.PathLike[str], findings: Sequence[Finding]) -> None:
    """Raise a RecordsError if there are findings about the shape of the files at a path."""
    if findings:
        number, first = len(findings), findings[0].message
        shown = format_path(os.fspath(path))
        raise RecordsError(
            f"{shown} har {number} fejl i formen. Den første: {first.da}",
            f"{shown} has {number} {'error' if number == 1 else 'errors'} of shape. The first: {first.en}",
            findings,
        )


def read_loaded(files: Iterable[Loader], *, keep_text: bool, known: KnownFiles | None = None) -> Reading:
    """Read a register from files that `find_loaders` has found; `known` remembers their records.

    With `keep_text`, the texts stay in memory, because the files cannot be read again.
    """
    builder = RegisterBuilder(known)
    tables: list[CsvSource] = []
    for name, load_bytes in files:
        suffix = PurePath(name).suffix.lower()
        if isinstance(load_bytes, Unreadable):
            builder.add_unreadable(name, load_bytes)
        elif suffix == ".csv":
            tables.append(CsvSource(name=name, load=load_bytes, keep_text=keep_text))
        else:
            with pause_collector():
                builder.add_file(name, load_bytes, SUFFIXES.get(suffix, "toml"), keep_text=keep_text)
    if tables:
        with pause_collector():
            builder.add_rows(TableReader(tables))
    return builder.build()
