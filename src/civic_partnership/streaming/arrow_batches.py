"""The check of documents that stand in a column of a table of Arrow, such as one of DuckDB or Polars.

This module needs the extra `arrow`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from civic_partnership.errors import OptionsError
from civic_partnership.findings import Rule, sanitize
from civic_partnership.model import Register
from civic_partnership.rules import CATALOGUE

from .finding_table import FINDING_COLUMNS, Row, list_failure, list_finding
from .stream_check import StreamCheck, check_stream

if TYPE_CHECKING:
    import pyarrow

_ROWS = 1000
"""The number of rows of a batch of findings."""

_SHOWN = 10
"""Of the columns of a table, so many are named in a message."""


def finding_schema() -> "pyarrow.Schema":
    """Return the schema of tables of findings, with the columns `FINDING_COLUMNS`.

    Raises:
        OptionsError: the extra `arrow` is not installed.
    """
    arrow = _load_arrow()
    types = {str: arrow.string(), int: arrow.int64()}
    return arrow.schema([(name, types[each]) for name, each in FINDING_COLUMNS.items()])


def check_batches(
    batches: Any,
    base: Register,
    *,
    on: date,
    rules: Sequence[Rule] = CATALOGUE,
    column: str = "document",
    name: str = "<stream>",
) -> "Iterator[pyarrow.RecordBatch]":
    """Check documents in a column of a table against a base register; memory stays flat.

    A document is what `check_stream` takes as a line. An empty value (null) counts as an empty line, and a
    line break in a document as a blank, so that a document's line is its place in the table, counted from 1.

    Args:
        batches: the table: anything with `__arrow_c_stream__`, such as a table or reader of pyarrow, a
            relation of DuckDB or a frame of Polars; or batches of pyarrow one after the other.
        base, on, rules, name: as for `check_stream`.
        column: the name of the column that holds the documents.

    Returns:
        an iterator over batches of findings with the schema `finding_schema()`: first those about the
        lines, then those about the whole; at the end a row of the level `failure` for each rule that failed.

    Raises:
        OptionsError: the extra `arrow` is not installed; or the column is missing, or does not hold texts,
            which is told while iterating if the schema is not known before.
        TypeError: `batches` is no such thing, `base` is no register, or `on` is no day.
    """
    schema = finding_schema()
    lines = _read_lines(batches, column)
    return _write_batches(check_stream(lines, base, on=on, rules=rules, name=name), schema)


def write_line(document: str | None) -> bytes:
    """Return a document as one line of NDJSON: JSON takes a blank for a line break."""
    return (document or "").encode(errors="surrogatepass").replace(b"\n", b" ").replace(b"\r", b" ")


def _read_lines(batches: Any, column: str) -> Iterator[bytes]:
    """Return the documents as lines."""
    arrow = _load_arrow()
    if hasattr(batches, "__arrow_c_stream__"):
        batches = arrow.RecordBatchReader.from_stream(batches)
        _find_column(batches.schema, column)
    elif not isinstance(batches, Iterable):
        raise TypeError(_WRONG_BATCHES)
    return chain.from_iterable(_read_batch(batch, column) for batch in batches)


def _read_batch(batch: Any, column: str) -> Iterator[bytes]:
    if not isinstance(batch, _load_arrow().RecordBatch):
        raise TypeError(_WRONG_BATCHES)
    return map(write_line, batch.column(_find_column(batch.schema, column)).to_pylist())


def _find_column(schema: Any, column: str) -> int:
    """Return the place of the column of documents; refuse one that is missing or does not hold texts."""
    arrow = _load_arrow()
    place = int(schema.get_field_index(column))
    found = None if place < 0 else schema.field(place).type
    text = found.storage_type if isinstance(found, arrow.BaseExtensionType) else found  # as JSON of DuckDB
    is_text = text in (arrow.string(), arrow.large_string(), arrow.string_view())
    if error := find_wrong_column(schema.names, column, found, is_text=is_text):
        raise error
    return place


def find_wrong_column(
    names: Sequence[str], column: str, found: object, *, is_text: bool
) -> OptionsError | None:
    """Return the error about a column of documents that a table lacks, or that does not hold texts.

    Args:
        names: the names of the columns of the table.
        column: the name of the column of documents.
        found: the type of the column; None if there is not one such column.
        is_text: whether it is a text.
    """
    shown = sanitize(column)
    if found is None:
        known = ", ".join(map(sanitize, names[:_SHOWN])) or "-"
        return OptionsError(
            f"Tabellen har ikke én kolonne {shown}. Den har: {known}. "
            "Skriv, hvor dokumenterne står (column).",
            f"The table does not have one column {shown}. It has: {known}. "
            "Say where the documents are (column).",
        )
    if not is_text:
        return OptionsError(
            f"Kolonnen {shown} indeholder ikke tekster, men {found}. Vælg kolonnen med dokumenter (column).",
            f"The column {shown} does not hold texts, but {found}. Choose the column of documents (column).",
        )
    return None


def _write_batches(check: StreamCheck, schema: Any) -> "Iterator[pyarrow.RecordBatch]":
    with closing(check):
        rows = _list_rows(check)
        while some := list(islice(rows, _ROWS)):
            yield _load_arrow().RecordBatch.from_pylist(some, schema)


def _list_rows(check: StreamCheck) -> Iterator[Row]:
    yield from map(list_finding, check)
    yield from map(list_failure, check.failures)


def _load_arrow() -> Any:
    try:
        import pyarrow  # noqa: PLC0415 - an extra, and only for tables
    except ImportError:
        raise OptionsError(
            "Tabeller af Arrow kræver udvidelsen arrow: pip install 'civic-partnership[arrow]'.",
            "Tables of Arrow take the extra arrow: pip install 'civic-partnership[arrow]'.",
        ) from None
    return pyarrow


_WRONG_BATCHES = (
    "batches are a table with __arrow_c_stream__, or an iterable of pyarrow.RecordBatch, "
    "such as table.to_batches()"
)
