"""The builder of a register from plain tables: each record that is right, and a finding for each error."""

import contextlib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from attrs import field, frozen

from civic_partnership.findings import ID, UNREADABLE_FILE, WRONG_TYPE, Finding, Location, Shape, broken
from civic_partnership.model import KINDS, Entry, LeftOut, RecordKey, Register, class_of
from civic_partnership.values import Label, Table

from .converter import shared_converter, structure_record
from .excerpts import Excerpt
from .json_reader import find_json_reader
from .open_conflicts import CONFLICT_LIST, OpenConflict, open_conflict_finding, read_open_conflict
from .parsing import (
    Format,
    InputFile,
    Unreadable,
    compute_digest,
    decode,
    decode_line,
    decode_text,
    split_lines,
)
from .positions import Locator, Origin
from .structure_errors import describe_type, duplicate_id, find_structure_errors, unknown
from .table_reader import TableReader

_MUNICIPALITY = RecordKey("municipality", None)
_SCHEMA = "$schema"
"""The key for the place of the JSON Schema, which editors use; it is no record."""
_KNOWN_NAMES = (*KINDS, _MUNICIPALITY.kind, "format_version", _SCHEMA)
"""The names that may stand at the top of a file."""
_A_TEXT = Label("en tekst i anførselstegn", "a text in quotation marks")
_A_TABLE = Label("en tabel som { navn = … }", "a table such as { name = … }")


@frozen(kw_only=True)
class Reading:
    """A register that was read, and what is wrong with its files.

    Attributes:
        register: all records that could be built.
        findings: everything that is wrong with the shape of the files.
        locate: finds the place of a finding in these files, also if the finding comes from a check of the
            register. None if the finding is about nothing that was read.
        excerpt: finds the line that a finding is about, with stars for personal values; None if unknown.
        files: name -> each file that was read.
        origins: the place of each record in these files.
    """

    register: Register
    findings: tuple[Finding, ...]
    locate: Callable[[Finding], Location | None] = field(repr=False, eq=False)
    excerpt: Callable[[Finding], Excerpt | None] = field(repr=False, eq=False)
    files: Mapping[str, InputFile] = field(factory=dict, repr=False, eq=False)
    origins: Mapping[RecordKey, Origin] = field(factory=dict, repr=False, eq=False)

    @property
    def number_of_records(self) -> int:
        """The number of records in the register."""
        return sum(1 for _ in self.register)

    @property
    def left_out(self) -> frozenset[LeftOut]:
        """The records that could not be built."""
        return self.register.left_out


KnownFiles = dict[tuple[bytes, Format], dict[RecordKey, Entry]]
"""The hash and the format of a file in which nothing is wrong -> its records."""


class RegisterBuilder:
    """A register that is being built from one file after the other.

    Args:
        known: files that were read before, whose records are taken instead of being read again. Files that
            are read now are added. None to remember nothing.

    Attributes:
        records: the records that could be built.
        left_out: those that could not.
    """

    def __init__(self, known: KnownFiles | None = None) -> None:
        self.records: dict[RecordKey, Entry] = {}
        self.left_out: set[LeftOut] = set()
        self._known = known
        self._findings: list[Finding] = []
        self._converter = shared_converter()
        self._files: dict[str, InputFile] = {}
        self._origins: dict[RecordKey, Origin] = {}
        self._conflicts: list[tuple[OpenConflict, str, int]] = []

    def add_unreadable(self, name: str, error: Unreadable) -> None:
        """Report a file that cannot be read; its records are not known."""
        verdict = broken(reason=error.reason, remedy=error.remedy)
        self._findings.append(UNREADABLE_FILE.finding(verdict, file=name, at=error.at))
        self.left_out.add(LeftOut(None, None))

    @contextlib.contextmanager
    def report_unreadable(self, name: str) -> Iterator[None]:
        """Report the file of this name if the block raises `Unreadable`."""
        try:
            yield
        except Unreadable as error:
            self.add_unreadable(name, error)

    def add_file(self, name: str, load: Callable[[], bytes], format: Format, *, keep_text: bool) -> None:
        """Add the records of a file, or report that `load` cannot read it.

        The text is kept in memory if there is no file from which it can be read again.
        """
        with self.report_unreadable(name):
            data = load()
            text = decode_text(data) if keep_text else None
            digest = compute_digest(data)
            file = InputFile(name=name, format=format, size=len(data), digest=digest, text=text)
            if self._known is None:
                self._add_data(file, data, format)
            elif (digest, format) in self._known:
                self._add_right(Origin(file, None), self._known[digest, format])
            else:
                self._add_and_remember(file, data, format, self._known)

    def _add_and_remember(self, file: InputFile, data: bytes, format: Format, known: KnownFiles) -> None:
        """Add the records of a file; remember them if nothing is wrong with it."""
        findings, records = len(self._findings), len(self._origins)
        self._add_data(file, data, format)
        if format != "ndjson" and len(self._findings) == findings:
            keys = islice(self._origins, records, None)
            known[file.digest, format] = {key: self.records[key] for key in keys}

    def _add_data(self, file: InputFile, data: bytes, format: Format) -> None:
        if format == "ndjson":
            read_right = find_json_reader()
            for number, line in split_lines(data):
                if isinstance(line, Unreadable):
                    self.add_unreadable(file.name, line)
                elif (records := read_right(line)) is not None:
                    self._add_right(Origin(file, number), records)
                else:
                    self.add_line(file, number, line, is_first=number == 1)
        elif format == "json" and (records := find_json_reader()(data.removeprefix(BOM_UTF8))) is not None:
            self._add_right(Origin(file, None), records)
        else:
            self.add(file, decode(data, format))

    def _add_right(self, origin: Origin, records: Mapping[RecordKey, Entry]) -> None:
        """Add records in which nothing is wrong."""
        self._files[origin.file.name] = origin.file
        self.records.update(records)
        for key in records:
            if self._origins.setdefault(key, origin) is not origin:
                self._leave_out_both(key, origin)

    def add_line(self, file: InputFile, number: int, line: bytes, *, is_first: bool) -> None:
        """Add the records of a line of NDJSON, or report why it cannot be read."""
        with self.report_unreadable(file.name):
            self.add(file, decode_line(number, line, is_first=is_first), number)

    def add_rows(self, reader: TableReader) -> None:
        """Add the records that a reader has put together from rows of tables."""
        for name, error in reader.unreadable.items():
            self.add_unreadable(name, error)
        for file, tables in reader.records():
            self.add(file, tables)
        self._findings.extend(reader.findings)
        for key in reader.incomplete:
            self._leave_out(key)

    def build(self) -> Reading:
        """Return the register and all findings."""
        tables: dict[str, dict[str, Any]] = {}
        for (kind, id), record in self.records.items():
            if id is not None:
                tables.setdefault(kind, {})[id] = record
        municipality: Any = self.records.get(_MUNICIPALITY)
        register = Register(
            municipality=municipality,
            left_out=frozenset(self.left_out),
            **{kind: Table(table) for kind, table in tables.items()},
        )
        locator = Locator(self._files, self._origins)
        return Reading(
            register=register,
            findings=self.finish(),
            locate=locator.locate,
            excerpt=locator.excerpt,
            files=self._files,
            origins=self._origins,
        )

    def finish(self) -> tuple[Finding, ...]:
        """Return all findings, once all records are added."""
        conflicts = (
            open_conflict_finding(each, self.records.get(each.record), file, number)
            for each, file, number in self._conflicts
        )
        return (*self._findings, *conflicts)

    def add(self, file: InputFile, tables: Mapping[str, Any], line: int | None = None) -> None:
        """Add the records of plain tables, which stand in a file or in a line of it."""
        self._files[file.name] = file
        origin = Origin(file, line)
        unknown_names: list[str] = []
        for kind, table in tables.items():
            if type(kind) is str and kind == _MUNICIPALITY.kind:
                self._add_record(_MUNICIPALITY, origin, table)
            elif type(kind) is str and kind == _SCHEMA:
                if type(table) is not str:
                    self._report_type(origin, _SCHEMA, field=_SCHEMA, value=table, expected=_A_TEXT)
            elif type(kind) is str and kind == CONFLICT_LIST and type(table) is list:
                self._add_conflicts(origin, table)
            elif type(kind) is not str or kind not in KINDS:
                unknown_names.append(str(kind))
                ids = table if type(table) is dict else (None,)
                self.left_out.update(LeftOut(None, id) for id in ids)
            elif type(table) is not dict:
                self._report_type(origin, kind, field=kind, value=table, expected=_A_TABLE)
                self.left_out.add(LeftOut(kind, None))
            else:
                self._add_kind(kind, origin, table)
        for fault in unknown(unknown_names, _KNOWN_NAMES):
            self._report(fault, None, origin)

    def _add_conflicts(self, origin: Origin, tables: list[Any]) -> None:
        """Add the open conflicts that a file holds, or report what is wrong with them."""
        for number, raw in enumerate(tables):
            found = read_open_conflict(raw, CONFLICT_LIST, number)
            if isinstance(found, OpenConflict):
                self._conflicts.append((found, origin.file.name, number))
            else:
                for fault in found:
                    self._report(fault, None, origin)

    def _add_kind(self, kind: str, origin: Origin, records: Mapping[Any, Any]) -> None:
        for id, raw in records.items():
            if type(id) is str:
                self._add_record(RecordKey(kind, id), origin, raw)
            else:  # a record whose id reads the same is left as it is
                self._report_type(origin, kind, str(id), field=ID, value=id, expected=_A_TEXT)
                self.left_out.add(LeftOut(kind, str(id)))

    def _add_record(self, key: RecordKey, origin: Origin, raw: Any) -> None:
        """Add a record, or report what is wrong with it and leave it out."""
        is_first = self._origins.setdefault(key, origin) is origin
        cls = class_of(key)
        try:
            self.records[key] = structure_record(self._converter, raw, cls, key.id)
        except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
            for fault in find_structure_errors(error, raw, cls):
                self._report(fault, key, origin)
            self._leave_out(key)
        if not is_first:
            self._leave_out_both(key, origin)

    def _leave_out_both(self, key: RecordKey, origin: Origin) -> None:
        """Report and leave out two records with one id."""
        other = self._origins[key]
        self._report(duplicate_id(key, other.file.name, other.line), key, origin)
        self._report(duplicate_id(key, origin.file.name, origin.line), key, other)
        self._leave_out(key)

    def _leave_out(self, key: RecordKey) -> None:
        self.left_out.add(LeftOut(*key))
        self.records.pop(key, None)

    def _report_type(
        self, origin: Origin, *path: str, field: str | Label, value: object, expected: Label
    ) -> None:
        verdict = broken(*path, field=field, found=describe_type(value), expected=expected)
        self._report((WRONG_TYPE, verdict), None, origin)

    def _report(self, fault: Shape, key: RecordKey | None, origin: Origin) -> None:
        """Add a finding; give its NDJSON line if the record's key does not lead to that line."""
        rule, verdict = fault
        is_found_by_record = key is not None and self._origins[key] is origin
        at = None if origin.line is None or is_found_by_record else (origin.line, 1)
        self._findings.append(rule.finding(verdict, key, file=origin.file.name, at=at))
