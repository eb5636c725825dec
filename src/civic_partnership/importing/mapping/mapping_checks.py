"""Check whether a mapping fits the records that it makes: all that no file could put right."""

from collections.abc import Collection
from typing import Any, get_origin

import attrs

from civic_partnership.importing.source import normalize_heading
from civic_partnership.model import KINDS, Record, info, item_type, unwrap_type
from civic_partnership.values import Label, Table

from .columns import named_columns
from .definition import (
    YEAR,
    FieldSource,
    MappingPath,
    MappingProblem,
    MappingTables,
    PartMapping,
    RecordMapping,
)
from .field_checks import Problems, check_options, check_required, check_value, unknown_name
from .part_readers import find_split_fields

_ONE_CHARACTER = Label('delimiter er ét tegn som ";".', 'delimiter is one character such as ";".')
_MOST_HEADER_ROWS = 5
_HEADER_ROWS = Label(
    f"Overskrifter fylder 1 til {_MOST_HEADER_ROWS} rækker.",
    f"Headings take 1 to {_MOST_HEADER_ROWS} rows.",
)
_KIND_TWICE = Label("En række giver én post af hver slags.", "A row gives one record of each kind.")
_NOT_BY_NAME = Label("Kun foreninger har navne.", "Only associations are known by name.")
_NO_ID = Label('Skriv, hvad id laves af: id = "Kolonne".', 'Say what the id is made of: id = "Column".')
_NO_YEAR = Label(
    'Skriv, hvor året står: headings = "Tilskud {year}".',
    'Say where the year stands: headings = "Tilskud {year}".',
)
_NO_CELL_FIELD = Label(
    "Skriv, hvilket felt cellerne udfylder: amount.cell = true.",
    "Say which field the cells fill: amount.cell = true.",
)
_NO_SOURCE = Label(
    "Her står intet. Skriv navnet på en kolonne.", "Nothing stands here. Write the name of a column."
)
_NOT_WIDE = Label(
    "Kun lister med headings har brede kolonner.", "Only lists with headings have wide columns."
)
_SKIPPED = Label("Kolonnen står også i skip.", "The column is in skip as well.")
_PERSONAL = Label(
    "Kolonnen har personoplysninger, men feltet er ikke til personoplysninger.",
    "The column holds personal data, but the field is not for such.",
)
_PART_TWICE = Label("Den må kun stå én gang.", "It may stand only once.")
_NO_WIDE = Label(
    "Kun en liste har brede kolonner, og ikke inde i en anden med brede kolonner.",
    "Only a list has wide columns, and not inside another with wide columns.",
)


def check_mapping(mapping: MappingTables) -> list[MappingProblem]:
    """Return all problems of a mapping, each with its place."""
    return list(_MappingChecker(mapping).check())


class _MappingChecker:
    """Finds the problems of one mapping."""

    def __init__(self, mapping: MappingTables) -> None:
        self._mapping = mapping
        self._skipped = frozenset(map(normalize_heading, mapping.file.skip))
        filled = (column for column in named_columns(mapping) if column.field and info(column.field).personal)
        personal = (*mapping.file.personal, *(name for column in filled for name in column.names))
        self._personal = frozenset(map(normalize_heading, personal))
        self._kinds: list[str] = []

    def check(self) -> Problems:
        """Check the file and the records; a source may name only kinds that stand before it."""
        file, records = self._mapping.file, self._mapping.records
        if file.delimiter is not None and (len(file.delimiter) != 1 or file.delimiter in '"\r\n'):
            yield ("file", "delimiter"), _ONE_CHARACTER
        if file.header == 0:
            yield ("file", "header"), Label("Rækker tælles fra 1.", "Rows are counted from 1.")
        if file.header_rows is not None and not 1 <= file.header_rows <= _MOST_HEADER_ROWS:
            yield ("file", "header_rows"), _HEADER_ROWS
        if not records:
            yield ("records",), Label("Der er ingen poster at lave.", "There are no records to make.")
        for i, record in enumerate(records):
            path: MappingPath = ("records", i)
            if record.kind not in KINDS:
                yield (*path, "kind"), unknown_name(Label("slags", "kind"), record.kind, KINDS)
            elif record.kind in self._kinds:
                yield (*path, "kind"), _KIND_TWICE
            else:
                yield from self._check_record(record, path)
            self._kinds.append(record.kind)

    def _check_record(self, record: RecordMapping, path: MappingPath) -> Problems:
        if record.same and record.kind != "associations":
            yield (*path, "same"), _NOT_BY_NAME
        if record.id is not None:
            yield from self._check_source(record.id, None, (*path, "id"), is_wide=False)
            yield from check_value(record.id, Record, "id", (*path, "id"))
        elif "name" not in record.fields:
            yield path, _NO_ID
        yield from self._check_holder(record, KINDS[record.kind], path, is_wide=False)

    def _check_holder(
        self,
        holder: RecordMapping | PartMapping,
        cls: Any,
        path: MappingPath,
        *,
        is_wide: bool,
        split: Collection[str] = (),
    ) -> Problems:
        """Check the fields of a record, or of a row of a list, and the lists in it.

        Args:
            holder: its mapping.
            cls: its class.
            path: the place of its mapping.
            is_wide: whether it is made of a wide column.
            split: the field whose cells may hold several values, each for a row of its own.
        """
        known = {each.name: each for each in attrs.fields(cls) if not _holds_rows(each) and each.name != "id"}
        for name, source in holder.fields.items():
            at: MappingPath = (*path, "fields", name)
            if name not in known:
                yield at, unknown_name(Label("felt", "field"), name, known)
                continue
            yield from self._check_source(source, known[name], at, is_wide=is_wide, is_split=name in split)
            yield from check_value(source, cls, name, at)
        yield from check_required({*holder.fields, *(part.list for part in holder.parts)}, cls, path)
        yield from self._check_parts(holder, cls, path, is_wide=is_wide)

    def _check_parts(
        self, holder: RecordMapping | PartMapping, cls: Any, path: MappingPath, *, is_wide: bool
    ) -> Problems:
        known = {
            each.name: each
            for each in attrs.fields(cls)
            if attrs.has(item_type(each.type)) and get_origin(unwrap_type(each.type)) is not Table
        }
        earlier: set[str] = set()
        for number, part in enumerate(holder.parts):
            at: MappingPath = (*path, "parts", number)
            if part.list not in known:
                yield (*at, "list"), unknown_name(Label("liste", "list"), part.list, known)
                continue
            is_list, row_type = _holds_rows(known[part.list]), item_type(known[part.list].type)
            if not is_list and part.list in earlier:
                yield (*at, "list"), _PART_TWICE
            earlier.add(part.list)
            if part.headings is not None:
                if is_wide or not is_list:
                    yield (*at, "headings"), _NO_WIDE
                if part.headings.count(YEAR) != 1:
                    yield (*at, "headings"), _NO_YEAR
                if not any(source.cell for source in part.fields.values()):
                    yield at, _NO_CELL_FIELD
            split = find_split_fields(part, row_type)[:1] if is_list else ()
            is_made_of_column = is_wide or part.headings is not None
            yield from self._check_holder(part, row_type, at, is_wide=is_made_of_column, split=split)

    def _check_source(
        self, source: FieldSource, field: Any, path: MappingPath, *, is_wide: bool, is_split: bool = False
    ) -> Problems:
        """Check the source of a field; None stands for an id."""
        if source.record is not None and source.record not in self._kinds:
            what = Label("tidligere post", "earlier record")
            yield (*path, "record"), unknown_name(what, source.record, self._kinds)
        used = set(map(normalize_heading, (*source.columns, *source.start, *source.end)))
        is_in_wide_column = source.heading or source.cell
        if not (used or source.record or is_in_wide_column) and source.value is None:
            yield path, _NO_SOURCE
        if not is_wide and (is_in_wide_column or any(YEAR in each for each in used)):
            yield path, _NOT_WIDE
        if used & self._skipped:
            yield path, _SKIPPED
        if used & self._personal and not (field and info(field).personal):
            yield path, _PERSONAL
        yield from check_options(source, field, path, is_split=is_split)


def _holds_rows(field: Any) -> bool:
    """Tell whether a field is a list or a table of rows."""
    is_container = get_origin(unwrap_type(field.type)) in (tuple, Table)
    return is_container and attrs.has(item_type(field.type))
