"""Check whether a mapping fits the records that it makes: all that no file could put right."""

from collections.abc import Collection
from typing import Any, get_origin

import attrs

from civic_partnership.findings import holds_civil_registration_number
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
from .field_checks import Problems, check_required, check_target, check_value, select_problems, unknown_name
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
_ID_SOURCE = Label(
    "Et id laves af columns, value eller record.", "An id is made of columns, value or record."
)
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
_NO_START = Label("Skriv også start.", "Say start as well.")
_CPR = Label("Her står et CPR-nummer. Slet det.", "Here is a civil registration number. Delete it.")
_TEXT_TO_TEXT = Label("words oversætter tekst til tekst.", "words translates text to text.")
_ABOUT_CELLS = Label("words og digits gælder celler.", "words and digits are about cells.")
_ABOUT_COLUMNS = Label(
    "kind, decimal, empty_start og season gælder kolonner.",
    "kind, decimal, empty_start and season are about columns.",
)
_NO_REASON = Label(
    "Skriv i reason, hvilke numre der står i kolonnen.", "Say in reason which numbers the column holds."
)
_REASON_ALONE = Label('reason hører til kind = "number".', 'reason belongs to kind = "number".')
_PERSONS_NUMBERS = Label(
    "Feltet er til personoplysninger; et CPR-nummer skal findes der.",
    "The field is for personal data; a civil registration number must be found there.",
)
_NOTHING = FieldSource()
_NOT_FOR_IDS = ("start", "between", "words", "empty_start", "season", "decimal")
_SKIPPED = Label("Kolonnen står også i skip.", "The column is in skip as well.")
_PERSONAL = Label(
    "Kolonnen har personoplysninger, men feltet er ikke til personoplysninger.",
    "The column holds personal data, but the field is not for such.",
)
_PART_TWICE = Label("Den må kun stå én gang.", "It may stand only once.")
_WIDE_PART = Label("Kun lister har brede kolonner.", "Only lists have wide columns.")
_WIDE_IN_WIDE = Label(
    "En liste i en liste med brede kolonner har ingen egne.",
    "A list in a list with wide columns has none of its own.",
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
        cls = KINDS[record.kind]
        if record.same and record.kind != "associations":
            yield (*path, "same"), _NOT_BY_NAME
        yield from self._check_id(record, path)
        yield from self._check_fields(record.fields, cls, path, is_wide=False)
        yield from check_required({*record.fields, *(part.list for part in record.parts)}, cls, path)
        yield from self._check_parts(record, cls, path, is_wide=False)

    def _check_parts(
        self, holder: RecordMapping | PartMapping, cls: Any, path: MappingPath, *, is_wide: bool
    ) -> Problems:
        lists, single = _row_types(cls, tuple), _part_types(cls)
        known = lists | single
        earlier: set[str] = set()
        for n, part in enumerate(holder.parts):
            part_path: MappingPath = (*path, "parts", n)
            if part.list not in known:
                yield (*part_path, "list"), unknown_name(Label("liste", "list"), part.list, known)
                continue
            is_single = part.list in single
            yield from select_problems(
                (is_single and part.list in earlier, (*part_path, "list"), _PART_TWICE),
                (is_single and part.headings is not None, (*part_path, "headings"), _WIDE_PART),
                (is_wide and part.headings is not None, (*part_path, "headings"), _WIDE_IN_WIDE),
            )
            earlier.add(part.list)
            yield from self._check_part(
                part, known[part.list], part_path, is_wide=is_wide, is_single=is_single
            )

    def _check_id(self, record: RecordMapping, path: MappingPath) -> Problems:
        source, id_path = record.id, (*path, "id")
        if source is None:
            if "name" not in record.fields:
                yield path, _NO_ID
        elif any(getattr(source, name) != getattr(_NOTHING, name) for name in _NOT_FOR_IDS):
            yield id_path, _ID_SOURCE
        else:
            yield from self._check_source(source, id_path, is_wide=False, is_personal=False)
            yield from check_value(source, Record, "id", id_path)

    def _check_part(
        self, part: PartMapping, cls: Any, path: MappingPath, *, is_wide: bool, is_single: bool
    ) -> Problems:
        if part.headings is not None and part.headings.count(YEAR) != 1:
            yield (*path, "headings"), _NO_YEAR
        if part.headings is not None and not any(source.cell for source in part.fields.values()):
            yield path, _NO_CELL_FIELD
        split = [] if is_single else find_split_fields(part, cls)
        is_wide = is_wide or part.headings is not None
        yield from self._check_fields(part.fields, cls, path, is_wide=is_wide, split=split[:1])
        yield from check_required({*part.fields, *(inner.list for inner in part.parts)}, cls, path)
        yield from self._check_parts(part, cls, path, is_wide=is_wide)

    def _check_fields(
        self,
        fields: Table[FieldSource],
        cls: Any,
        path: MappingPath,
        *,
        is_wide: bool,
        split: Collection[str] = (),
    ) -> Problems:
        without_cell = {"id", *_row_types(cls, tuple, Table)}
        known = {each.name: each for each in attrs.fields(cls) if each.name not in without_cell}
        for name, source in fields.items():
            field_path: MappingPath = (*path, "fields", name)
            if name not in known:
                yield field_path, unknown_name(Label("felt", "field"), name, known)
                continue
            is_personal = info(known[name]).personal
            yield from self._check_source(source, field_path, is_wide=is_wide, is_personal=is_personal)
            yield from check_target(source, known[name], field_path, is_split=name in split)
            yield from check_value(source, cls, name, field_path)

    def _check_source(
        self, source: FieldSource, path: MappingPath, *, is_wide: bool, is_personal: bool
    ) -> Problems:
        """Check a source, whatever field it fills."""
        if source.record is not None and source.record not in self._kinds:
            what = Label("tidligere post", "earlier record")
            yield (*path, "record"), unknown_name(what, source.record, self._kinds)
        used = set(map(normalize_heading, (*source.columns, *source.start, *source.end)))
        is_in_wide_column = source.heading or source.cell
        is_empty = not (used or source.record or is_in_wide_column) and source.value is None
        is_cell = source.columns or source.cell
        about_columns = (source.kind, source.decimal, source.empty_start, source.season)
        is_about_columns = any(each is not None for each in about_columns)
        yield from select_problems(
            (is_empty, path, _NO_SOURCE),
            (not is_wide and (is_in_wide_column or any(YEAR in each for each in used)), path, _NOT_WIDE),
            (source.end and not source.start, (*path, "end"), _NO_START),
            (holds_civil_registration_number(str(source.value)), (*path, "value"), _CPR),
            (any(type(each) is not str for each in source.words.values()), (*path, "words"), _TEXT_TO_TEXT),
            (source.words and not (is_cell or source.start), path, _ABOUT_CELLS),
            (source.digits is not None and not is_cell, path, _ABOUT_CELLS),
            (is_about_columns and not (is_cell or source.start), path, _ABOUT_COLUMNS),
            (source.kind is not None and source.reason is None, (*path, "kind"), _NO_REASON),
            (source.reason is not None and source.kind is None, (*path, "reason"), _REASON_ALONE),
            (is_personal and source.kind is not None, (*path, "kind"), _PERSONS_NUMBERS),
            (used & self._skipped, path, _SKIPPED),
            (not is_personal and used & self._personal, path, _PERSONAL),
        )


def _row_types(cls: Any, *containers: type) -> dict[str, Any]:
    """Return each field that holds rows in one of these containers -> the class of its rows."""
    fields = [each for each in attrs.fields(cls) if get_origin(unwrap_type(each.type)) in containers]
    return {each.name: item_type(each.type) for each in fields if attrs.has(item_type(each.type))}


def _part_types(cls: Any) -> dict[str, Any]:
    """Return each field that holds a part of which there is one -> the class of this part."""
    return {each.name: bare for each in attrs.fields(cls) if attrs.has(bare := unwrap_type(each.type))}
