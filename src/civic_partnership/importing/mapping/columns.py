"""The columns of a file, and the columns that a mapping names by any of their headings.

A column without a heading is found by its place: `{column 4}` is the fourth column, and `{after Kreditor}`
the one after the column Kreditor. Both find only a column that has no heading.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import attrs

from civic_partnership.importing.source import column_letters, normalize_heading

from .definition import (
    YEAR,
    FieldSource,
    Mapping,
    MappingPath,
    MappingTables,
    RecordMapping,
    filled_fields,
    year_pattern,
)

_COLUMN = re.compile(r"\{column ([1-9][0-9]{0,2})\}")
_AFTER = re.compile(r"\{after (.+)\}")


class NamedColumn(NamedTuple):
    """A column that a mapping names by any of its headings.

    A heading with `{year}` stands for a column for each year: wide columns.

    Attributes:
        path: where the mapping names it.
        names: its headings.
        source: the source of the field that it fills.
        field: this field; None for the id of a record.
    """

    path: MappingPath
    names: tuple[str, ...]
    source: FieldSource
    field: "attrs.Attribute[Any] | None"

    def find(self, columns: "Columns") -> list[tuple[int, str]]:
        """Return the places of this column in a file, each with the year of a wide column."""
        wide = [each for name in self.names if YEAR in name for each in columns.find_wide(name)]
        others = columns.find([name for name in self.names if YEAR not in name])
        return list(dict.fromkeys([*wide, *((place, "") for place in others)]))


class Columns(NamedTuple):
    """The columns of a file.

    Attributes:
        headings: their headings.
        places: normalized heading -> its places; several if it stands more than once. Columns without a
            heading stand under the name that the mapping gives them.
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
        return [place for heading in headings for place in self.places.get(heading, ())]

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

    def find_all(self, columns: Iterable[NamedColumn]) -> frozenset[int]:
        """Return the places of some columns."""
        return frozenset(place for column in columns for place, _ in column.find(self))

    def find_numbers(self, mapping: Mapping) -> frozenset[int]:
        """Return the places of columns that are left out, or hold numbers which are nobody's CPR number."""
        numbers = self.find_all(column for column in named_columns(mapping) if column.source.reason)
        return numbers.union(self.find(mapping.file.skip))

    def find_filling(self, mapping: Mapping, is_wanted: Callable[[Any, FieldSource], bool]) -> frozenset[int]:
        """Return the places of the columns that fill fields of a wanted type, from a wanted source."""
        return self.find_all(
            column
            for column in named_columns(mapping)
            if column.field is not None and is_wanted(column.field.type, column.source)
        )

    def find_unused(self, mapping: Mapping) -> list[int]:
        """Return the places of columns that fill nothing and are not left out on purpose."""
        used = self.find_all(named_columns(mapping))
        used = used.union(self.find((*mapping.file.skip, *mapping.file.personal)))
        return [place for place in range(len(self.headings)) if place not in used]


def is_position(name: str) -> bool:
    """Return whether a name is that of a column without a heading."""
    name = normalize_heading(name)
    return bool(_COLUMN.fullmatch(name) or _AFTER.fullmatch(name))


def places_by_position(name: str, places: dict[str, list[int]]) -> list[int]:
    """Return the places that `{column 4}` or `{after Kreditor}` names; none for the name of a heading."""
    if column := _COLUMN.fullmatch(name):
        return [int(column[1]) - 1]
    after = _AFTER.fullmatch(name)
    return [place + 1 for place in places.get(after[1].strip(), ())] if after else []


def all_names(mapping: Mapping) -> Iterator[str]:
    """Yield the normalized name of every column that a mapping names, also of those that are left out."""
    for column in named_columns(mapping):
        yield from map(normalize_heading, column.names)
    yield from map(normalize_heading, (*mapping.file.skip, *mapping.file.personal))


def named_columns(mapping: MappingTables) -> Iterator[NamedColumn]:
    """Yield every column that a mapping names."""
    for number, record in enumerate(mapping.records):
        yield from columns_of_record(record, ("records", number))


def columns_of_record(record: RecordMapping, path: MappingPath = ()) -> Iterator[NamedColumn]:
    """Yield the columns that a record is made of."""
    for place, source, field, headings in filled_fields(record, path):
        for names in (source.columns, source.start, source.end):
            if names:
                yield NamedColumn(place, names, source, field)
        if headings is not None:
            yield NamedColumn((*place[:-2], "headings"), (headings,), source, field)
