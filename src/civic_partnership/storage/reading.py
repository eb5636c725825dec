"""Reading a register: from files, a text or plain tables, losing nothing that can be read."""

import contextlib
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import attrs
from attrs import field, frozen
from cattrs import Converter

from civic_partnership.errors import RecordsError
from civic_partnership.findings import (
    DUPLICATE_ID,
    SECOND_MUNICIPALITY,
    UNREADABLE_FILE,
    WRONG_TYPE,
    Finding,
    Location,
    broken,
    shown_path,
)
from civic_partnership.model import KINDS, LeftOut, Municipality, RecordKey, Register
from civic_partnership.values import Label, Table

from .converter import shared_converter
from .danish_reading import DanishSource, danish_source
from .discovery import MAX_BYTES, SUFFIXES, find_files, read_bytes
from .parsing import (
    Format,
    InputFile,
    ParsedTables,
    Unreadable,
    check_format,
    decode,
    decode_text,
    remove_version,
)
from .positions import Excerpt, Locator, Origin
from .structure import structure_record
from .structure_errors import ID, Shape, described, structure_errors, unknown
from .table_reader import TableReader, TableSource, table_source

_MUNICIPALITY = RecordKey("municipality", None)
_SCHEMA = "$schema"
"""A document may name its schema here, for editors; it is no record."""
_TABLES = (*KINDS, _MUNICIPALITY.kind, "format_version", _SCHEMA)
"""What may stand at the top of a document."""


@frozen(kw_only=True)
class Reading:
    """What was read.

    Attributes:
        register: all records that could be built.
        findings: everything that is wrong with the shape of the files.
        locate: finds a finding's place in the files as they were read; also findings of a check
            of this register. None where the finding concerns nothing that was read.
        excerpt: the line that a finding is about, with what is personal in it covered; None where
            it is not known.

    """

    register: Register
    findings: tuple[Finding, ...]
    locate: Callable[[Finding], Location | None] = field(repr=False, eq=False)
    excerpt: Callable[[Finding], Excerpt | None] = field(repr=False, eq=False)


def read(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Reading:
    """Read a register from a folder of TOML files or CSV tables, or from a TOML, JSON or NDJSON file.

    Records that cannot be built are left out and reported, each error with its place; all
    others are read.

    Args:
        path: the folder or file. Under a folder every `.toml` file is read, in the order of the
            names, or, where there is none, the CSV tables in it; what begins with a dot is passed
            over.
        max_bytes: a larger file is refused with a finding.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.

    """
    assembly = _Assembly()
    tables: list[Path] = []
    for each in find_files(Path(path), tables=True):
        file, unreadable = each if isinstance(each, tuple) else (each, None)
        if unreadable is None and file.suffix.lower() == ".csv":
            tables.append(file)
            continue
        try:
            if unreadable is not None:
                raise unreadable
            data = read_bytes(file, max_bytes)
            with pause_collector():
                assembly.add(*decode(str(file), data, SUFFIXES.get(file.suffix.lower(), "toml")))
        except Unreadable as error:
            assembly.unreadable(str(file), error)
    if tables:
        with pause_collector():
            assembly.add_tables(
                TableReader(table_source(str(file), partial(read_bytes, file, max_bytes)) for file in tables)
            )
    return assembly.reading()


def read_files(files: Mapping[str, bytes], unreadable: Mapping[str, Unreadable] | None = None) -> Reading:
    """Read a register from files in memory, as `read` reads those of a folder.

    Args:
        files: name -> bytes; which format a file has is told by the end of its name: `.toml`, `.json`,
            `.ndjson`, or `.csv` for a table.
        unreadable: file -> why it cannot be read at all.

    """
    assembly = _Assembly()
    for name, error in (unreadable or {}).items():
        assembly.unreadable(name, error)
    tables: list[TableSource] = []
    for name, data in sorted(files.items()):
        suffix = PurePath(name).suffix.lower()
        if suffix == ".csv":
            tables.append(table_source(name, partial(bytes, data), kept=True))
            continue
        try:
            document, pieces = decode(name, data, SUFFIXES.get(suffix, "toml"))
            assembly.add(attrs.evolve(document, text=decode_text(data)), pieces)
        except Unreadable as error:
            assembly.unreadable(name, error)
    assembly.add_tables(TableReader(tables))
    return assembly.reading()


def read_danish(
    tables: Iterable[DanishSource], unreadable: Mapping[str, Unreadable] | None = None
) -> Reading:
    """Read a register from tables as `danish_tables` lays them out.

    Args:
        tables: each with its rows, the headings first.
        unreadable: file -> why it cannot be read at all.

    """
    assembly = _Assembly()
    for name, error in (unreadable or {}).items():
        assembly.unreadable(name, error)
    assembly.add_tables(TableReader(map(danish_source, tables)))
    return assembly.reading()


def parse(text: str, format: Format = "toml", *, name: str = "<text>") -> Reading:
    """Read a register from a text.

    Args:
        text: a register document.
        format: `toml`, `json`, or `ndjson`: a document of one record on each line.
        name: what the text is called in the places of findings, as a file is by its path.

    Raises:
        InvalidValue: the format is none of these.

    """
    assembly = _Assembly()
    try:
        data = text.encode(errors="surrogatepass")
        document, pieces = decode(name, data, check_format(format))
        assembly.add(attrs.evolve(document, text=text), pieces)
    except Unreadable as error:
        assembly.unreadable(name, error)
    return assembly.reading()


def from_dict(tables: Mapping[str, Any]) -> Reading:
    """Read a register from plain tables, of the same shapes as a TOML file holds.

    Days may be `datetime.date` or text; amounts `int`, `Decimal` or text, never `float`. Whatever else is
    given is a finding.
    """
    assembly = _Assembly()
    try:
        if not isinstance(tables, Mapping):
            raise _no_tables(tables)
        table = remove_version(dict(tables))
        assembly.add(InputFile(name="<tables>", format="json", size=0, digest=b""), [ParsedTables(table)])
    except Unreadable as error:
        assembly.unreadable("<tables>", error)
    return assembly.reading()


def _no_tables(given: object) -> Unreadable:
    found = described(given)
    return Unreadable(
        Label(f"det er {found.da} og ikke en tabel", f"it is {found.en} and no table"),
        Label('Giv den som {"associations": {…}}.', 'Give it as {"associations": {…}}.'),
    )


def load(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Register:
    """Read a register that must be in good shape.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.
        RecordsError: with all findings about the shape of the files.

    """
    reading = read(path, max_bytes=max_bytes)
    if reading.findings:
        number = len(reading.findings)
        first = reading.findings[0].message
        shown = shown_path(os.fspath(path))
        raise RecordsError(
            f"{shown} har {number} fejl i formen. Den første: {first.da}",
            f"{shown} has {number} {'error' if number == 1 else 'errors'} of shape. The first: {first.en}",
            reading.findings,
        )
    return reading.register


@contextlib.contextmanager
def pause_collector() -> Iterator[None]:
    """Keep the cyclic garbage collector from walking a growing register over and over.

    Tables and records hold no cycles. It is paused file by file, so that what a file of errors
    leaves behind is still collected before the next.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Assembly:
    """A register in the making: documents go in, one reading comes out."""

    def __init__(self) -> None:
        self.converter: Converter = shared_converter()
        self.documents: dict[str, InputFile] = {}
        self.origins: dict[RecordKey, Origin] = {}
        self.records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
        self.municipality: Municipality | None = None
        self.left_out: set[LeftOut] = set()
        self.findings: list[Finding] = []

    def unreadable(self, name: str, error: Unreadable) -> None:
        verdict = broken(reason=error.reason, remedy=error.remedy)
        self.findings.append(UNREADABLE_FILE.finding(verdict, file=name, at=error.at))
        self.left_out.add(LeftOut(None, None))

    def add(self, document: InputFile, pieces: Iterable[ParsedTables]) -> None:
        self.documents[document.name] = document
        for tables, line in pieces:
            if isinstance(tables, Unreadable):
                self.unreadable(document.name, tables)
            else:
                self._add_tables(Origin(document, line), tables)

    def add_tables(self, folder: TableReader) -> None:
        for name, error in folder.unreadable.items():
            self.unreadable(name, error)
        for document, tables in folder.records():
            self.add(document, [ParsedTables(tables)])
        self.findings.extend(folder.findings)
        for key in folder.spoiled:
            self._leave_out(key)

    def _add_tables(self, origin: Origin, tables: Mapping[str, Any]) -> None:
        strange: list[str] = []
        for kind, table in tables.items():
            if type(kind) is str and kind == _MUNICIPALITY.kind:
                self._add(_MUNICIPALITY, origin, table)
            elif type(kind) is str and kind == _SCHEMA:
                self._pass_over_schema(table, origin)
            elif type(kind) is not str or kind not in KINDS:
                strange.append(str(kind))
                ids = table if type(table) is dict else (None,)
                self.left_out.update(LeftOut(None, id) for id in ids)
            elif type(table) is not dict:
                expected = Label("en tabel som { navn = … }", "a table such as { name = … }")
                verdict = broken(kind, field=kind, found=described(table), expected=expected)
                self._tell((WRONG_TYPE, verdict), None, origin)
                self.left_out.add(LeftOut(kind, None))
            else:
                for id, raw in table.items():
                    if type(id) is str:
                        self._add(RecordKey(kind, id), origin, raw)
                    else:
                        self._tell_no_text(kind, id, origin)
        for shape in unknown(strange, _TABLES):
            self._tell(shape, None, origin)

    def _pass_over_schema(self, schema: object, origin: Origin) -> None:
        """Ask of the place of a schema no more than that it is a text."""
        if type(schema) is not str:
            expected = Label("en tekst i anførselstegn", "a text in quotation marks")
            verdict = broken(_SCHEMA, field=_SCHEMA, found=described(schema), expected=expected)
            self._tell((WRONG_TYPE, verdict), None, origin)

    def _add(self, key: RecordKey, origin: Origin, raw: Any) -> None:
        """Take one record in, or tell what is wrong with it and with another of its id."""
        other = self.origins.setdefault(key, origin)
        told = list(self._built(key, raw))
        for shape in told:
            self._tell(shape, key, origin)
        if other is not origin:
            self._tell_same_id(key, origin, other)
            self._tell_same_id(key, other, origin)
        if told or other is not origin:
            self._leave_out(key)

    def _tell_same_id(self, key: RecordKey, origin: Origin, other: Origin) -> None:
        where = ":".join(str(part) for part in (shown_path(other.document.name), other.line) if part)
        words = SECOND_MUNICIPALITY if key == _MUNICIPALITY else None
        verdict = broken(id=key.id or key.kind, other=Label(where, where))
        self._tell((DUPLICATE_ID, verdict._replace(words=words)), key, origin)

    def _tell_no_text(self, kind: str, id: object, origin: Origin) -> None:
        """Tell of a record whose id is no text, and leave one whose id reads the same as it is."""
        expected = Label("en tekst i anførselstegn", "a text in quotation marks")
        verdict = broken(kind, str(id), field=ID, found=described(id), expected=expected)
        self._tell((WRONG_TYPE, verdict), None, origin)
        self.left_out.add(LeftOut(kind, str(id)))

    def _built(self, key: RecordKey, raw: Any) -> Iterator[Shape]:
        """Build a record; yields what is wrong with it."""
        kind, id = key
        cls = Municipality if id is None else KINDS[kind]
        try:
            if id is None:
                self.municipality = self.converter.structure(raw, Municipality)
            else:
                self.records[kind][id] = structure_record(self.converter, raw, KINDS[kind], id)
        except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
            yield from structure_errors(error, raw, cls)

    def _leave_out(self, key: RecordKey) -> None:
        self.left_out.add(LeftOut(*key))
        if key == _MUNICIPALITY:
            self.municipality = None
        else:
            self.records[key.kind].pop(key.id or "", None)

    def _tell(self, shape: Shape, key: RecordKey | None, origin: Origin) -> None:
        """Note what is wrong; a line of NDJSON that is not found again by its record is told as it is."""
        rule, verdict = shape
        found_again = key is not None and self.origins[key] is origin
        at = None if origin.line is None or found_again else (origin.line, 1)
        self.findings.append(rule.finding(verdict, key, file=origin.document.name, at=at))

    def reading(self) -> Reading:
        register = Register(
            municipality=self.municipality,
            left_out=frozenset(self.left_out),
            **{kind: Table(records) for kind, records in self.records.items()},
        )
        locator = Locator(self.documents, self.origins)
        return Reading(
            register=register,
            findings=tuple(self.findings),
            locate=locator.locate,
            excerpt=locator.excerpt,
        )
