"""Find the row of headings in a foreign file, and the columns of a mapping in it."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from civic_partnership.errors import MappingError
from civic_partnership.findings import KnownNames, sanitize
from civic_partnership.importing.source import (
    MissingSheetError,
    Row,
    SourceTable,
    normalize_heading,
    open_table,
)
from civic_partnership.values import Label

from .columns import Columns, NamedColumn, all_names, is_position, named_columns, places_by_position
from .definition import YEAR, Mapping, MappingProblem, year_pattern

_SEARCHED = 50
"""So many rows are searched for the headings."""


def open_source(path: Path, mapping: Mapping) -> SourceTable:
    """Open a foreign file as its mapping says; refuse a workbook without the sheet that it names."""
    try:
        return open_table(path, mapping.file, _make_heading_test(mapping))
    except MissingSheetError as error:
        raise mapping.error((("file", "sheet"), error.args[0])) from None


def find_columns(mapping: Mapping, table: SourceTable) -> Columns:
    """Read a file up to its headings; refuse it if a column of the mapping is missing or there twice."""
    wanted = list(named_columns(mapping))
    header = None if table.holds_rejects else mapping.file.header
    best: Columns | None = None
    fewest = wanted
    heading_rows: deque[Row] = deque(maxlen=1 if table.holds_rejects else mapping.file.header_rows or 1)
    for rows_above, row in enumerate(table.rows, 1):
        if header is not None and row.number < header:
            continue
        heading_rows.append(row)
        if len(heading_rows) < (heading_rows.maxlen or 1):
            continue
        columns = _make_columns(
            heading_rows, rows_above - len(heading_rows), mapping, has_letters=table.is_workbook
        )
        missing = [column for column in wanted if not column.find(columns)]
        if not missing:
            if repeated := [*_find_repeated(wanted, columns), *_find_two_spellings(mapping, columns)]:
                raise mapping.error(*repeated)
            return columns
        if best is None or len(missing) < len(fewest):
            best, fewest = columns, missing
        if header is not None or rows_above > _SEARCHED:
            break
    if best is None:
        last = header or mapping.file.header_rows
        problem = Label(f"Filen har ingen række {last}.", f"The file has no row {last}.")
        raise mapping.error((("file", "header"), problem))
    raise _missing_columns_error(mapping, fewest, best, is_heading_row=len(fewest) < len(wanted))


def _make_columns(
    heading_rows: Sequence[Row], rows_above: int, mapping: Mapping, *, has_letters: bool
) -> Columns:
    headings = join_headings([each.cells for each in heading_rows])
    places: dict[str, list[int]] = defaultdict(list)
    for place, heading in enumerate(map(normalize_heading, headings)):
        if heading:
            places[heading].append(place)
    for name in dict.fromkeys(filter(is_position, all_names(mapping))):
        for place in places_by_position(name, places):
            headings = (*headings, *[""] * (place + 1 - len(headings)))
            if not headings[place].strip():
                places[name].append(place)
    return Columns(headings, dict(places), heading_rows[-1].number, rows_above, has_letters)


def join_headings(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Join the cells of the rows of headings, column by column: `Tilskud` above `2021` is `Tilskud 2021`.

    A cell above goes on to the right over empty cells, as merged cells do, while cells below it are filled.
    """
    *above, last = rows
    if not above:
        return tuple(last)
    upper = join_headings(above)
    width = max(len(upper), len(last))
    joined = []
    title = ""
    for place in range(width):
        cell = last[place] if place < len(last) else ""
        own = upper[place] if place < len(upper) else ""
        title = own if own.strip() else title if cell.strip() else ""
        joined.append(" ".join(each for each in (title.strip(), cell.strip()) if each))
    return tuple(joined)


def _find_two_spellings(mapping: Mapping, columns: Columns) -> Iterator[MappingProblem]:
    """Yield the columns without a heading that are named in two ways, so that one may be called personal."""
    names: dict[int, str] = {}
    for name in filter(is_position, all_names(mapping)):
        for place in columns.find([name]):
            if names.setdefault(place, name) != name:
                shown = f"{sanitize(names[place])} / {sanitize(name)}"
                message = Label(
                    f"Kolonne {place + 1} er skrevet på to måder: {shown}. Skriv den på én.",
                    f"Column {place + 1} is written in two ways: {shown}. Write it in one.",
                )
                yield (), message


def _make_heading_test(mapping: Mapping) -> Callable[[str], bool]:
    """Make the test that tells if a text is a heading that a mapping names."""
    names = [name for column in named_columns(mapping) for name in column.names]
    known = set(map(normalize_heading, (*names, *mapping.file.skip, *mapping.file.personal)))
    patterns = [year_pattern(name) for name in names if YEAR in name]

    def is_heading(text: str) -> bool:
        heading = normalize_heading(text)
        return heading in known or any(pattern.fullmatch(heading) for pattern in patterns)

    return is_heading


def _find_repeated(wanted: Sequence[NamedColumn], columns: Columns) -> Iterator[MappingProblem]:
    """Yield the columns that stand more than once, so that it is not certain which is meant."""
    for column in wanted:
        by_year: dict[str, list[int]] = defaultdict(list)
        for place, year in column.find(columns):
            by_year[year].append(place)
        for places in by_year.values():
            if len(places) > 1:
                shown = ", ".join(f"{sanitize(columns.headings[place])} ({place + 1})" for place in places)
                message = Label(
                    f"Flere kolonner passer: {shown}. Omdøb den ene i filen, eller skriv kun den ene her.",
                    f"Several columns fit: {shown}. Rename one in the file, or write only one here.",
                )
                yield column.path, message


def _missing_columns_error(
    mapping: Mapping, missing: Sequence[NamedColumn], columns: Columns, *, is_heading_row: bool
) -> MappingError:
    """Make the error that names the missing columns, and show no cell that may be data.

    If the row is mistaken for that of the headings, its cells are data. So a cell is shown only if another
    column of the mapping was found, and only a cell that is nearly a missing heading.
    """
    filled = [heading for heading in columns.headings if heading.strip()]
    row_taken = Label(
        f"Linje {columns.number} i filen er taget for overskrifterne (kolonner: {len(filled)}). "
        "Står de i en anden linje, så skriv den som header.",
        f"Line {columns.number} of the file was taken for the headings (columns: {len(filled)}). "
        "If they stand in another line, write it as header.",
    )
    present = {normalize_heading(each): sanitize(each) for each in filled if is_heading_row}
    known = KnownNames(present)
    problems: list[MappingProblem] = [((), row_taken)]
    for column in missing:
        near = (known.nearest(normalize_heading(name).replace(YEAR, "2024")) for name in column.names)
        shown = next((present[name] for name in near if name), None)
        names = " / ".join(map(sanitize, column.names))
        message = Label(
            f'Filen har ingen kolonne "{names}".' + (f' Mente du "{shown}"?' if shown else ""),
            f'The file has no column "{names}".' + (f' Did you mean "{shown}"?' if shown else ""),
        )
        if any(is_position(name) for name in column.names):
            message = Label(
                f'Filen har ingen kolonne "{names}" uden overskrift. Har den en overskrift, så skriv den.',
                f'The file has no column "{names}" without a heading. If it has a heading, write that.',
            )
        problems.append((column.path, message))
    return mapping.error(*problems)
