"""Cells of exported tables that a spreadsheet may run as formulas."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from civic_partnership.storage import guard_cell

from .memory_export import MemoryFile

FORMULA_MARKS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
"""The characters that a formula may begin with."""
_NUMBER = re.compile(r"[-+]?[0-9]+([.,\u00a0 ]?[0-9]+)*")


def is_table(name: str, file: MemoryFile) -> bool:
    """Return whether a spreadsheet opens a file as a table, and takes cells for what they look like."""
    kind = file.media_type.partition(";")[0].strip().lower()
    is_separated = kind in {"text/csv", "application/csv", "text/tab-separated-values"}
    return is_separated or PurePosixPath(name).suffix.lower() in {".csv", ".tsv", ".tab"}


def find_formulas(file: MemoryFile) -> Iterator[str]:
    """Yield the cells of a table that a spreadsheet may run."""
    text = file.data.decode(file.encoding or "utf-8", errors="replace").lstrip("\ufeff")
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    delimiter = max(",;\t", key=first.count)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        for cell in row:
            is_formula = guard_cell(cell)[:1] == "'" != cell[:1]
            if is_formula and not _NUMBER.fullmatch(cell):
                yield cell
