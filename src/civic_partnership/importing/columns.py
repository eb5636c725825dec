"""Finding the columns of a mapping in a file: by any of their spellings, each told where it is doubtful."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from civic_partnership.errors import MappingError
from civic_partnership.findings import sanitize
from civic_partnership.values import Label

from .headings import YEAR, normalize_heading, wide
from .mapping import Mapping, Place, Problem, Source
from .tables import ForeignTable, Row

_SEARCHED = 50
"""So many rows are looked at for the headings."""


class Wanted(NamedTuple):
    """A column that a mapping names.

    Attributes:
        place: where.
        names: by any of these headings.
        wide: whether it is one of many, a column a year.

    """

    place: Place
    names: Sequence[str]
    wide: bool = False


class Columns(NamedTuple):
    """The columns of a file.

    Attributes:
        headings: what each is called.
        places: the same, folded -> its places; more than one where it stands twice.
        row: the row that the headings stand in.
        before: how many rows stood before it.

    """

    headings: tuple[str, ...]
    places: dict[str, list[int]]
    row: Row
    before: int

    def of(self, names: Sequence[str]) -> list[int]:
        """The places of a column by any of its names."""
        return [
            place
            for name in dict.fromkeys(map(normalize_heading, names))
            for place in self.places.get(name, ())
        ]

    def wide(self, headings: str) -> list[tuple[int, str]]:
        """The places of wide columns, with the year that their heading says."""
        shape = wide(headings)
        return [
            (place, year[1])
            for heading, places in self.places.items()
            if (year := shape.fullmatch(heading))
            for place in places
        ]


def find_columns(mapping: Mapping, table: ForeignTable) -> Columns:
    """Read a file up to its headings.

    Raises:
        MappingError: there is no row with all columns that the mapping names, or one is there twice.

    """
    wanted = list(_wanted(mapping))
    header = None if table.comes_back else mapping.file.header
    best: Columns | None = None
    fewest = wanted
    for before, row in enumerate(table.rows):
        if header is not None and row.number < header:
            continue
        columns = _columns(row, before)
        missing = [each for each in wanted if not _places(each, columns)]
        if not missing:
            if doubled := list(_doubled(wanted, columns)):
                raise mapping.wrong(*doubled)
            return columns
        if best is None or len(missing) < len(fewest):
            best, fewest = columns, missing
        if header is not None or before == _SEARCHED:
            break
    raise _no_columns(mapping, fewest, best)


def named(mapping: Mapping) -> Callable[[str], bool]:
    """What tells whether a heading is one that a mapping names."""
    wanted = list(_wanted(mapping))
    known = {normalize_heading(name) for each in wanted if not each.wide for name in each.names}
    known.update(map(normalize_heading, (*mapping.file.skip, *mapping.file.personal)))
    shapes = [wide(each.names[0]) for each in wanted if each.wide]

    def is_named(heading: str) -> bool:
        name = normalize_heading(heading)
        return name in known or any(shape.fullmatch(name) for shape in shapes)

    return is_named


def unused(mapping: Mapping, columns: Columns) -> list[str]:
    """The headings of columns that nothing is made of, and that are not left out on purpose."""
    used = {place for each in _wanted(mapping) for place in _places(each, columns)}
    used.update(columns.of((*mapping.file.skip, *mapping.file.personal)))
    return [each for place, each in enumerate(columns.headings) if each.strip() and place not in used]


def _columns(row: Row, before: int) -> Columns:
    places: dict[str, list[int]] = defaultdict(list)
    for place, heading in enumerate(map(normalize_heading, row.cells)):
        if heading:
            places[heading].append(place)
    return Columns(tuple(row.cells), dict(places), row, before)


def _places(wanted: Wanted, columns: Columns) -> list[int]:
    if wanted.wide:
        return [place for place, _ in columns.wide(wanted.names[0])]
    return columns.of(wanted.names)


def _wanted(mapping: Mapping) -> Iterator[Wanted]:
    """Every column that is named, by all of its spellings, with where the mapping names it."""
    for i, record in enumerate(mapping.records):
        place: Place = ("records", i)
        if record.id is not None:
            yield from _named(record.id, (*place, "id"))
        for name, source in record.fields.items():
            yield from _named(source, (*place, "fields", name))
        for n, part in enumerate(record.parts):
            inside: Place = (*place, "parts", n)
            if part.headings is not None:
                yield Wanted((*inside, "headings"), (part.headings,), wide=True)
            for name, source in part.fields.items():
                yield from _named(source, (*inside, "fields", name))


def _named(source: Source, place: Place) -> Iterator[Wanted]:
    for names in (source.columns, source.start, source.end):
        if names:
            yield Wanted(place, names)


def _doubled(wanted: Sequence[Wanted], columns: Columns) -> Iterator[Problem]:
    """The columns of which there is more than one, so that it cannot be told which is meant."""
    for each in wanted:
        years = (
            columns.wide(each.names[0]) if each.wide else [(place, "") for place in columns.of(each.names)]
        )
        for year in dict.fromkeys(year for _, year in years):
            places = [place for place, its_year in years if its_year == year]
            if len(places) > 1:
                yield each.place, _twice([columns.headings[place] for place in places], places)


def _twice(headings: Sequence[str], places: Sequence[int]) -> Label:
    shown = [f"{sanitize(heading)} ({place + 1})" for heading, place in zip(headings, places, strict=True)]
    return Label(
        f"Flere kolonner passer: {', '.join(shown)}. Omdøb den ene i filen, eller skriv kun den ene her.",
        f"Several columns fit: {', '.join(shown)}. Rename one in the file, or write only one here.",
    )


def _no_columns(mapping: Mapping, missing: Sequence[Wanted], columns: Columns | None) -> MappingError:
    """Say which columns are missing, and show no cell that may be data.

    Where the row of the headings is mistaken, what stands in the row is data. So a cell is shown only
    where another column of the mapping was found, and only one that is nearly a heading looked for.
    """
    if columns is None:
        header = mapping.file.header
        told = Label(f"Filen har ingen række {header}.", f"The file has no row {header}.")
        return mapping.wrong((("file", "header"), told))
    line, number = columns.row.number, sum(map(bool, map(str.strip, columns.headings)))
    told = Label(
        f"Linje {line} i filen er taget for overskrifterne (kolonner: {number}). "
        "Står de i en anden linje, så skriv den som header.",
        f"Line {line} of the file was taken for the headings (columns: {number}). "
        "If they stand in another line, write it as header.",
    )
    is_found = len(missing) < len(list(_wanted(mapping)))
    there = {
        normalize_heading(each): sanitize(each) for each in columns.headings if is_found and each.strip()
    }
    return mapping.wrong(((), told), *((each.place, _missing(each, there)) for each in missing))


def _missing(wanted: Wanted, there: dict[str, str]) -> Label:
    """That a column is missing, with the heading that is nearest to what was looked for."""
    names = " / ".join(map(sanitize, wanted.names))
    near = (
        there[heading]
        for name in wanted.names
        for heading in difflib.get_close_matches(normalize_heading(name).replace(YEAR, "2024"), there, n=1)
    )
    hint = next((Label(f' Mente du "{each}"?', f' Did you mean "{each}"?') for each in near), Label("", ""))
    return Label(
        f'Filen har ingen kolonne "{names}".{hint.da}', f'The file has no column "{names}".{hint.en}'
    )
