"""Write a first mapping for a foreign file as TOML, with a comment beside each line."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import attrgetter
from pathlib import Path

from civic_partnership.errors import MappingError
from civic_partnership.findings import format_path
from civic_partnership.importing.source import FileSettings, OpenSheet, Row, open_table
from civic_partnership.values import Label, Language

from .column_roles import find_roles
from .heading_words import is_known
from .mapping_draft import draft_mapping
from .mapping_text import Line, MappingWriter, TableDraft
from .table_outline import TableOutline, find_year, outline_table

_FIRST, _LAST = 5_000, 100
"""So many rows from the first on are looked at, and so many up to the last."""
_HEAD = Label(
    'Et forslag til en kolonneopsætning. Tag stilling, hvor der står "Usikkert".',
    'A suggestion for a mapping. Decide where it says "Not sure".',
)
NEXT_COMMAND = (
    Label("Se bagefter, hvad rækkerne bliver til:", "Then see what the rows become:"),
    Label(
        "civic-partnership import FIL --mapping DENNE --preview",
        "civic-partnership import FILE --mapping THIS --preview",
    ),
)
"""What whoever works in a terminal does with a suggestion."""
_NO_RECORDS = (
    Label(
        "Usikkert: ingen kolonne har sikkert foreningernes navne. Skriv dens overskrift, og slet #:",
        "Not sure: no column surely has the names of associations. Write its heading, and delete #:",
    ),
    *(Label(line, line) for line in ("[[records]]", 'kind = "associations"', 'fields.name = ""')),
)


def suggest_mapping(
    file: str | os.PathLike[str], *, lang: Language = "da", what_next: Sequence[Label] = NEXT_COMMAND
) -> str:
    """Suggest a mapping for a foreign file; the result is the text of a TOML file with comments.

    The text shows headings and numbers of rows, and never a cell below the headings.

    Args:
        file: CSV, or a workbook (`.xlsx`, `.ods`).
        lang: the language of the comments.
        what_next: lines at the top that say what to do with the suggestion.

    Raises:
        PathError: the file cannot be read.
        MappingError: no row of the file has a heading that is known.
    """
    path = Path(file)
    sheet, rows = _read_sample(path)
    outline = outline_table(rows)
    if outline is None:
        shown = format_path(path)
        raise MappingError(
            f"{shown}: Ingen række har overskrifter, der kendes (som Forening, CVR, Tilskud 2024). "
            "Skriv overskrifter over kolonnerne.",
            f"{shown}: No row has known headings (such as Association, CVR, Grant 2024). "
            "Write headings above the columns.",
        )
    tables, left_out = draft_mapping(find_roles(outline), outline.records, _find_years(path, sheet, outline))
    writer = MappingWriter(lang)
    for label in (_HEAD, *what_next):
        writer.comment(label)
    writer.table(TableDraft("[file]", [*_sheet_lines(sheet), *_outline_lines(outline)]))
    for label in _end_comments(outline):
        writer.comment(label)
    writer.columns("skip", [role for role in left_out if role.use == "skip"])
    writer.columns("personal", [role for role in left_out if role.use == "personal"])
    for table in tables:
        writer.table(table)
    if not tables:
        for label in _NO_RECORDS:
            writer.comment(label)
    return writer.text()


def _read_sample(path: Path) -> tuple[OpenSheet | None, list[Row]]:
    """Read the first and the last rows; of a workbook, those of the sheet with most rows that can be seen."""
    table = open_table(path, FileSettings(), is_known)
    if table.sheet is not None:
        best = max([table.sheet.size, *table.sheet.others], key=attrgetter("is_visible", "rows"))
        if best is not table.sheet.size:
            table = open_table(path, FileSettings(sheet=best.title), is_known)
    first = islice(table.rows, _FIRST)
    return table.sheet, [*first, *deque(table.rows, _LAST)]


def _sheet_lines(sheet: OpenSheet | None) -> Iterator[Line]:
    if sheet is None:
        return
    number = sheet.size.rows
    reason = Label(f"arket med flest rækker ({number})", f"the sheet with most rows ({number})")
    if not sheet.others:
        reason = Label(f"det eneste ark med rækker ({number})", f"the only sheet with rows ({number})")
    others = sheet.describe_others()
    doubt = Label(f"der er også {others.da}", f"there is also {others.en}")
    yield Line("sheet", sheet.size.title, reason, doubt if sheet.others else None)


def _outline_lines(outline: TableOutline) -> Iterator[Line]:
    filled = sum(map(bool, map(str.strip, outline.headings)))
    known = Label(
        f"{outline.known} af {filled} overskrifter kendes", f"{outline.known} of {filled} headings are known"
    )
    yield Line("header", outline.header, known)
    if outline.header_rows > 1:
        reason = Label(
            "overskrifterne står i to rækker, som her er sat sammen",
            "the headings stand in two rows, joined here",
        )
        yield Line("header_rows", outline.header_rows, reason)
    if outline.end_words and not outline.early:
        lines = _line_range(outline)
        reason = Label(f"linje {lines}: ingen poster", f"line {lines}: no records")
        yield Line("until", list(outline.end_words), reason)


def _line_range(outline: TableOutline) -> str:
    first, last = outline.end[0].number, outline.end[-1].number
    return str(first) if first == last else f"{first}-{last}"


def _end_comments(outline: TableOutline) -> Iterator[Label]:
    """Say which rows are no records if `until` does not leave them out."""
    if outline.early:
        lines = ", ".join(map(str, outline.early))
        yield Label(
            f"Usikkert: linje {lines} ligner summer midt i tabellen, og sidst i den står flere. "
            "Et until ville også tage rækkerne derunder med, så det er udeladt.",
            f"Not sure: line {lines} look like totals in the middle of the table, and more stand at its end. "
            "An until would leave out the rows between as well, so there is none.",
        )
    elif outline.end and not outline.end_words:
        lines = _line_range(outline)
        yield Label(
            f"Usikkert: linje {lines} ligner forklaringer under tabellen. Skriv det første ord i until.",
            f"Not sure: line {lines} seem to explain the table. Write the first word into until.",
        )


def _find_years(path: Path, sheet: OpenSheet | None, outline: TableOutline) -> list[str]:
    """Return the years in the titles above the headings, and in the names of the sheet and the file."""
    titles = [cell for row in outline.above for cell in row.cells]
    texts = [*titles, sheet.size.title if sheet else "", path.stem]
    return list(dict.fromkeys(year for text in texts if (year := find_year(text)) is not None))
