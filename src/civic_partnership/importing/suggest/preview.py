"""Show the first rows of a foreign file as the records that they would become."""

import os
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from attrs import field, frozen

from civic_partnership.exporting import replace_personal
from civic_partnership.findings import format_text
from civic_partnership.importing.mapping import (
    Mapping,
    find_columns,
    open_source,
    parse_mapping,
    read_mapping,
    write_days_from_1904,
)
from civic_partnership.importing.merge import RowCollector
from civic_partnership.importing.rejection_rules import Reason
from civic_partnership.model import Register
from civic_partnership.storage import to_text
from civic_partnership.values import Label, Language

from .suggest_mapping import suggest_mapping

_SHOWN = 5
"""So many rows are shown."""
_COVER = "●●●"
"""The text in the place of personal data."""
_NO_RECORD = Label("ingen post", "no record")
_NOTHING_WRITTEN = Label("Intet er skrevet.", "Nothing was written.")


@frozen
class PreviewedRow:
    """A row of a foreign file as the records that it would become.

    Attributes:
        number: the number of its line.
        register: its records, with dots in the place of personal data; none if it is rejected or holds none.
        reasons: the reasons for which it is rejected.
    """

    number: int
    register: Register = field(repr=False)
    reasons: tuple[Reason, ...]


def preview_rows(
    file: str | os.PathLike[str],
    mapping: str | os.PathLike[str] | Mapping | None = None,
    *,
    lang: Language = "da",
) -> list[PreviewedRow]:
    """Return the first rows of a foreign file as records, each by itself, with personal data covered.

    Nothing is written, and no register is asked: a row that names an association of the register may become
    a part of that one.

    Args:
        file: CSV, or a workbook (`.xlsx`, `.ods`).
        mapping: which columns fill which fields; None for the suggested mapping.
        lang: the language of a suggested mapping.

    Raises:
        MappingError: the mapping is not in order, or does not fit the file.
        PathError: something cannot be read.
    """
    if mapping is None:
        text = suggest_mapping(file, lang=lang)
        mapping = parse_mapping(tomllib.loads(text), "--suggest", text)
    elif not isinstance(mapping, Mapping):
        mapping = read_mapping(mapping)
    table = open_source(Path(file), mapping)
    columns = find_columns(mapping, table)
    rows = table.rows
    if table.days_from_1904:
        rows = write_days_from_1904(rows, mapping, columns)
    previewed = []
    for row in islice(rows, _SHOWN):
        rejected: list[Reason] = []
        collector = RowCollector(Register(), mapping, columns, update=False)
        collector.collect([row], lambda _, reasons, rejected=rejected: rejected.extend(reasons))  # type: ignore[misc]
        register = replace_personal(collector.result().register, _COVER)
        previewed.append(PreviewedRow(row.number, register, tuple(rejected)))
    return previewed


def preview_file(
    file: str | os.PathLike[str],
    mapping: str | os.PathLike[str] | Mapping | None = None,
    *,
    lang: Language = "da",
) -> str:
    """Show the first rows of a foreign file as text: `preview_rows` tells of its arguments and errors."""
    rows = preview_rows(file, mapping, lang=lang)
    lines = [line for row in rows for line in _show_row(row, lang)]
    return "\n".join([*lines, _NOTHING_WRITTEN.in_language(lang)])


def _show_row(row: PreviewedRow, lang: Language) -> Iterator[str]:
    """Yield the line of a row, and its records or the reasons against it."""
    line = Label(f"Linje {row.number}", f"Line {row.number}").in_language(lang)
    if row.reasons:
        reasons = " ".join(reason.message.in_language(lang) for reason in row.reasons)
        yield f"{line}: {Label('afvises', 'rejected').in_language(lang)}. {format_text(reasons)}"
    elif row.register == Register():
        yield f"{line}: {_NO_RECORD.in_language(lang)}"
    else:
        yield f"{line}:"
        yield from (f"  {format_text(each)}".rstrip() for each in _record_lines(row.register))
    yield ""


def _record_lines(register: Register) -> list[str]:
    """Return the lines of TOML of the records, without the version of the format."""
    lines = to_text(register).splitlines()
    return [line for line in lines[lines.index("") + 1 :] if line]
