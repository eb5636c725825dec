"""One property of one exporter, while it is checked, and the checks of single registers."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from civic_partnership.errors import PluginError
from civic_partnership.exporting import AnyExporter, FieldPath, check_field_paths, remove_personal
from civic_partnership.model import Register
from civic_partnership.storage import guard_cell

from .field_leaves import set_personal
from .hostile_text import PERSONS
from .memory_export import (
    MemoryExport,
    MemoryFile,
    describe_fault,
    export_as_host,
    export_to_memory,
    make_guard,
)
from .property_check import PropertyCheck, Violation

_NUMBER = re.compile(r"[-+]?[0-9]+([.,\u00a0 ]?[0-9]+)*")


class ExporterCheck(PropertyCheck):
    """One property of one exporter, while it is checked.

    Attributes:
        exporter: the exporter.
        options: the options that it is asked with.

    """

    def __init__(self, exporter: AnyExporter, options: Any, demand: str | None) -> None:
        super().__init__(getattr(exporter, "name", type(exporter).__name__), demand or "")
        self.exporter = exporter
        self.options = options

    def list_carried_fields(self) -> frozenset[FieldPath]:
        """Return the fields that the exporter carries.

        Raises:
            OptionsError: it refuses the options.
            PluginError: it fails, or names a field that there is not.

        """
        with make_guard(self.exporter).catch_errors(may_refuse=True):
            return check_field_paths(self.exporter.carries(self.options))

    def export(self, register: Register) -> MemoryExport:
        """Export a register.

        Raises:
            OptionsError: the exporter refuses it.
            PluginError: the exporter fails.

        """
        return export_to_memory(self.exporter, self.options, register)

    def check_export(self, register: Register) -> None:
        """Check that the exporter does not fail, and that its texts can be decoded."""
        try:
            export = export_as_host(self.exporter, self.options, register)
        except PluginError as error:
            raise Violation(describe_fault(error), register) from error.__cause__
        for name, file in export.files.items():
            try:
                file.data.decode(file.encoding or "iso-8859-1")
            except (LookupError, UnicodeDecodeError) as error:
                raise Violation(f"{name} ({file.media_type}) cannot be decoded: {error}", register) from None

    def check_same_bytes(self, register: Register) -> None:
        """Check that a register gives the same files again, and is unchanged by it."""
        before = hash(register)
        difference = self.export(register).describe_difference(self.export(register))
        if difference:
            raise Violation(f"exported twice, {difference}", register)
        if hash(register) != before:
            raise Violation("it changes the register", register)

    def check_personal_data(self, register: Register) -> None:
        """Check that personal data get out only where they are carried and asked for."""
        one = PERSONS[0]
        spare = self.list_carried_fields()
        first, second = (self.export(set_personal(register, name, spare=spare)) for name in PERSONS)
        if difference := first.describe_difference(second):
            raise Violation(
                f"personal data that it does not carry change what it gives: {difference}", register
            )
        named = set_personal(register, one)
        for loss in self.export(named).losses:
            if one in loss.reason.da or one in loss.reason.en:
                raise Violation("the reason of a loss repeats personal data", register)
        for name, file in self.export(remove_personal(named)).files.items():
            if one in name or _holds_text(file.data, one):
                raise Violation(f"{name} holds personal data that the host took out", register)

    def check_formulas(self, tables: set[str], register: Register) -> None:
        """Check that no cell of a table is a formula, and note the names of the tables."""
        for name, file in self.export(register).files.items():
            if _is_table(name, file):
                tables.add(name)
                for cell in _find_formulas(file):
                    raise Violation(
                        f"{name} has the cell {cell[:40]!r}, which a spreadsheet may run", register
                    )


def _is_table(name: str, file: MemoryFile) -> bool:
    """Return whether a spreadsheet opens a file as a table, and takes cells for what they look like."""
    kind = file.media_type.partition(";")[0].strip().lower()
    is_separated = kind in {"text/csv", "application/csv", "text/tab-separated-values"}
    return is_separated or PurePosixPath(name).suffix.lower() in {".csv", ".tsv", ".tab"}


def _find_formulas(file: MemoryFile) -> Iterator[str]:
    """Yield the cells of a table that a spreadsheet may run."""
    text = file.data.decode(file.encoding or "utf-8", errors="replace").lstrip("\ufeff")
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    delimiter = max(",;\t", key=first.count)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        for cell in row:
            is_formula = guard_cell(cell)[:1] == "'" != cell[:1]
            if is_formula and not _NUMBER.fullmatch(cell):
                yield cell


def _holds_text(data: bytes, text: str) -> bool:
    """Return whether a text stands in a file, or in a file that is packed into it."""
    packed = [data]
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            packed += map(archive.read, archive.namelist())
    spellings = [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return any(spelling in each for each in packed for spelling in spellings)
