"""Find the columns of a mapping in a file by any of their headings.

A column without a heading is found by its place: `{column 4}` is the fourth column, and `{after Kreditor}`
the one after the column Kreditor. Both find only a column that has no heading.
"""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from civic_partnership.errors import MappingError
from civic_partnership.findings import KnownNames, sanitize
from civic_partnership.importing.source import (
    MissingSheetError,
    Row,
    SourceTable,
    column_letters,
    normalize_heading,
    open_table,
)
from civic_partnership.values import Label

from .definition import (
    YEAR,
    FieldSource,
    Mapping,
    MappingPath,
    MappingProblem,
    PartMapping,
    RecordMapping,
    year_pattern,
)

_SEARCHED = 50
"""So many rows are searched for the headings."""
_COLUMN = re.compile(r"\{column ([1-9][0-9]{0,2})\}")
_AFTER = re.compile(r"\{after (.+)\}")


class NamedColumn(NamedTuple):
    """A column that a mapping names by any of its headings.

    A heading with `{year}` stands for a column for each year: wide columns. The last attribute tells which
    numbers the column holds, if the mapping says that they are nobody's CPR numbers.
    """

    path: MappingPath
    names: Sequence[str]
    numbers: str | None = None

    def find(self, columns: "Columns") -> list[tuple[int, str]]:
        """Return the places of this column in a file, each with the year of a wide column."""
        wide = [each for name in self.names if YEAR in name for each in columns.find_wide(name)]
        others = columns.find([name for name in self.names if YEAR not in name])
        return list(dict.fromkeys([*wide, *((place, "") for place in others)]))


class Columns(NamedTuple):
    """The columns of a file.

    Attributes:
        headings: their headings.
        places: normalized heading -> its places; several if it stands more than once.
        number: the line of the headings.
        rows_above: how many rows stand above the headings.
        has_letters: whether the columns have letters, as in a workbook.
    """

    headings: tuple[str, ...]
    places: dict[str, list[int]]
    number: int
    rows_above: int
    has_letters: bool = False

    def find(self, names: Sequence[str]) -> list[int]:
        """Return the places of a column by any of its names."""
        headings = dict.fromkeys(map(normalize_heading, names))
        return [
            place
            for heading in headings
            for place in self.places.get(heading) or self.find_without_heading(heading)
        ]

    def find_wide(self, headings: str) -> list[tuple[int, str]]:
        """Return the places of wide columns, each with the year in its heading."""
        pattern = year_pattern(headings)
        return [
            (place, year[1])
            for heading, places in self.places.items()
            if (year := pattern.fullmatch(heading))
            for place in places
        ]

    def title(self, place: int) -> str:
        """Return the heading of a column, in a workbook with its letter; its number where it has none.

        Columns are counted from 1.
        """
        heading = self.headings[place].strip() or str(place + 1)
        return f"{heading} ({column_letters(place)})" if self.has_letters else heading

    def find_places(self, mapping: RecordMapping) -> frozenset[int]:
        """Return the places of all columns that a record is made of."""
        return frozenset(place for column in _columns_of_record(mapping) for place, _ in column.find(self))

    def find_numbers(self, mapping: Mapping) -> frozenset[int]:
        """Return the places of columns that are left out, or hold numbers which are nobody's CPR number."""
        declared = (column for column in _named_columns(mapping) if column.numbers)
        found = (place for column in declared for place, _ in column.find(self))
        return frozenset([*self.find(mapping.file.skip), *found])

    def find_unused(self, mapping: Mapping) -> list[int]:
        """Return the places of columns that fill nothing and are not left out on purpose."""
        used = {place for column in _named_columns(mapping) for place, _ in column.find(self)}
        used.update(self.find((*mapping.file.skip, *mapping.file.personal)))
        return [place for place in range(len(self.headings)) if place not in used]

    def find_without_heading(self, name: str) -> list[int]:
        """Return the places without a heading that `{column 4}` or `{after Kreditor}` names."""
        places = [place for place in _places_by_position(name, self.places) if place < len(self.headings)]
        return [place for place in places if not self.headings[place].strip()]


def number_reasons(mapping: RecordMapping) -> list[str]:
    """Return the reasons why numbers of ten digits in columns of a record are nobody's CPR numbers."""
    return [column.numbers for column in _columns_of_record(mapping) if column.numbers]


def open_source(path: Path, mapping: Mapping) -> SourceTable:
    """Open a foreign file as its mapping says; refuse a workbook without the sheet that it names."""
    try:
        return open_table(path, mapping.file, _make_heading_test(mapping))
    except MissingSheetError as error:
        raise mapping.error((("file", "sheet"), error.args[0])) from None


def find_columns(mapping: Mapping, table: SourceTable) -> Columns:
    """Read a file up to its headings; refuse it if a column of the mapping is missing or there twice."""
    wanted = list(_named_columns(mapping))
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
    headings = _widen(headings, mapping, places)
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


def _is_position(name: str) -> bool:
    name = normalize_heading(name)
    return bool(_COLUMN.fullmatch(name) or _AFTER.fullmatch(name))


def _places_by_position(name: str, places: dict[str, list[int]]) -> list[int]:
    """Return the places that `{column 4}` or `{after Kreditor}` names; none for the name of a heading."""
    if column := _COLUMN.fullmatch(name):
        return [int(column[1]) - 1]
    after = _AFTER.fullmatch(name)
    return [place + 1 for place in places.get(after[1].strip(), ())] if after else []


def _widen(cells: Sequence[str], mapping: Mapping, places: dict[str, list[int]]) -> tuple[str, ...]:
    """Return the headings, with empty ones up to the last place that the mapping names."""
    named = (place for name in _all_names(mapping) for place in _places_by_position(name, places))
    return (*cells, *[""] * (max(named, default=-1) + 1 - len(cells)))


def _all_names(mapping: Mapping) -> Iterator[str]:
    """Yield the normalized name of every column that a mapping names, also of those that are left out."""
    for column in _named_columns(mapping):
        yield from map(normalize_heading, column.names)
    yield from map(normalize_heading, (*mapping.file.skip, *mapping.file.personal))


def _find_two_spellings(mapping: Mapping, columns: Columns) -> Iterator[MappingProblem]:
    """Yield the columns without a heading that are named in two ways, so that one may be called personal."""
    names: dict[int, str] = {}
    for name in _all_names(mapping):
        for place in columns.find_without_heading(name):
            if names.setdefault(place, name) != name:
                shown = f"{sanitize(names[place])} / {sanitize(name)}"
                yield (
                    (),
                    Label(
                        f"Kolonne {place + 1} er skrevet på to måder: {shown}. Skriv den på én.",
                        f"Column {place + 1} is written in two ways: {shown}. Write it in one.",
                    ),
                )


def _make_heading_test(mapping: Mapping) -> Callable[[str], bool]:
    """Make the test that tells if a text is a heading that a mapping names."""
    names = [name for column in _named_columns(mapping) for name in column.names]
    known = set(map(normalize_heading, (*names, *mapping.file.skip, *mapping.file.personal)))
    patterns = [year_pattern(name) for name in names if YEAR in name]

    def is_heading(text: str) -> bool:
        heading = normalize_heading(text)
        return heading in known or any(pattern.fullmatch(heading) for pattern in patterns)

    return is_heading


def _named_columns(mapping: Mapping) -> Iterator[NamedColumn]:
    """Yield every column that a mapping names."""
    for i, record in enumerate(mapping.records):
        yield from _columns_of_record(record, ("records", i))


def _columns_of_record(record: RecordMapping, path: MappingPath = ()) -> Iterator[NamedColumn]:
    if record.id is not None:
        yield from _columns_of_source(record.id, (*path, "id"))
    yield from _columns_of_part(record, path)


def _columns_of_part(part: RecordMapping | PartMapping, path: MappingPath) -> Iterator[NamedColumn]:
    """Yield the columns of a record's or list's fields, and of the lists in it."""
    for name, source in part.fields.items():
        yield from _columns_of_source(source, (*path, "fields", name))
    for n, inner in enumerate(part.parts):
        inner_path: MappingPath = (*path, "parts", n)
        if inner.headings is not None:
            numbers = (source.reason for source in inner.fields.values() if source.cell and source.reason)
            yield NamedColumn((*inner_path, "headings"), (inner.headings,), next(numbers, None))
        yield from _columns_of_part(inner, inner_path)


def _columns_of_source(source: FieldSource, path: MappingPath) -> Iterator[NamedColumn]:
    for names in (source.columns, source.start, source.end):
        if names:
            yield NamedColumn(path, names, source.reason)


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
        if any(_is_position(name) for name in column.names):
            message = Label(
                f'Filen har ingen kolonne "{names}" uden overskrift. Har den en overskrift, så skriv den.',
                f'The file has no column "{names}" without a heading. If it has a heading, write that.',
            )
        problems.append((column.path, message))
    return mapping.error(*problems)
