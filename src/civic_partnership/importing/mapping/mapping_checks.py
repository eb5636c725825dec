"""Check whether a mapping fits the records that it makes: all that no file could put right."""

from collections.abc import Collection, Iterator
from typing import Any, get_origin

import attrs
from cattrs.errors import AttributeValidationNote

from civic_partnership.findings import closest_match, holds_civil_registration_number, sanitize
from civic_partnership.importing.source import normalize_heading
from civic_partnership.model import KINDS, Missing, Record, info, item_type, unwrap_type, wrong_choices
from civic_partnership.storage import shared_converter, structure_errors
from civic_partnership.values import InvalidValue, Label, Period, Table

from .cell_readers import is_readable, reader_of
from .definition import (
    YEAR,
    FieldSource,
    MappingPath,
    MappingProblem,
    MappingTables,
    PartMapping,
    RecordMapping,
)

_Problems = Iterator[MappingProblem]

_ONE_CHARACTER = Label('delimiter er ét tegn som ";".', 'delimiter is one character such as ";".')
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
_SKIPPED = Label("Kolonnen står også i skip.", "The column is in skip as well.")
_PERSONAL = Label(
    "Kolonnen har persondata, men feltet er ikke til persondata.",
    "The column holds personal data, but the field is not for such.",
)
_BETWEEN = Label(
    "between er det, der står mellem flere værdier i en celle.",
    "between is what stands between several values in a cell.",
)
_CONTACT = Label(
    "En kontakt kendes ikke på det, der står i en celle: det kan være et navn. Brug record eller value.",
    "A contact is not known by what stands in a cell: it may be a name. Use record or value.",
)


def check_mapping(mapping: MappingTables) -> list[MappingProblem]:
    """Return all problems of a mapping, each with its place."""
    return list(_MappingChecker(mapping).check())


class _MappingChecker:
    """Finds the problems of one mapping."""

    def __init__(self, mapping: MappingTables) -> None:
        self._mapping = mapping
        self._skipped = frozenset(map(normalize_heading, mapping.file.skip))
        personal = (*mapping.file.personal, *_find_personal_headings(mapping))
        self._personal = frozenset(map(normalize_heading, personal))
        self._kinds: list[str] = []

    def check(self) -> _Problems:
        """Check the file and the records; a source may name only kinds that stand before it."""
        file, records = self._mapping.file, self._mapping.records
        if file.delimiter is not None and (len(file.delimiter) != 1 or file.delimiter in '"\r\n'):
            yield ("file", "delimiter"), _ONE_CHARACTER
        if file.header == 0:
            yield ("file", "header"), Label("Rækker tælles fra 1.", "Rows are counted from 1.")
        if not records:
            yield ("records",), Label("Der er ingen poster at lave.", "There are no records to make.")
        for i, record in enumerate(records):
            path: MappingPath = ("records", i)
            if record.kind not in KINDS:
                yield (*path, "kind"), _unknown(Label("slags", "kind"), record.kind, KINDS)
            elif record.kind in self._kinds:
                yield (*path, "kind"), _KIND_TWICE
            else:
                yield from self._check_record(record, path)
            self._kinds.append(record.kind)

    def _check_record(self, record: RecordMapping, path: MappingPath) -> _Problems:
        cls = KINDS[record.kind]
        if record.same and record.kind != "associations":
            yield (*path, "same"), _NOT_BY_NAME
        yield from self._check_id(record, path)
        yield from self._check_fields(record.fields, cls, path, is_wide=False)
        yield from _check_required({*record.fields, *(part.list for part in record.parts)}, cls, path)
        lists = _row_types(cls, tuple)
        for n, part in enumerate(record.parts):
            part_path: MappingPath = (*path, "parts", n)
            if part.list in lists:
                yield from self._check_part(part, lists[part.list], part_path)
            else:
                yield (*part_path, "list"), _unknown(Label("liste", "list"), part.list, lists)

    def _check_id(self, record: RecordMapping, path: MappingPath) -> _Problems:
        source, id_path = record.id, (*path, "id")
        if source is None:
            if "name" not in record.fields:
                yield path, _NO_ID
        elif source.start or source.between is not None or source.words:
            yield id_path, _ID_SOURCE
        else:
            yield from self._check_source(source, id_path, is_wide=False, is_personal=False)
            yield from _check_value(source, Record, "id", id_path)

    def _check_part(self, part: PartMapping, cls: Any, path: MappingPath) -> _Problems:
        is_wide = part.headings is not None
        if part.headings is not None and part.headings.count(YEAR) != 1:
            yield (*path, "headings"), _NO_YEAR
        if is_wide and not any(source.cell for source in part.fields.values()):
            yield path, _NO_CELL_FIELD
        yield from self._check_fields(part.fields, cls, path, is_wide=is_wide)
        yield from _check_required(set(part.fields), cls, path)

    def _check_fields(
        self, fields: Table[FieldSource], cls: Any, path: MappingPath, *, is_wide: bool
    ) -> _Problems:
        without_cell = {"id", *_row_types(cls, tuple, Table)}
        known = {each.name: each for each in attrs.fields(cls) if each.name not in without_cell}
        for name, source in fields.items():
            field_path: MappingPath = (*path, "fields", name)
            if name not in known:
                yield field_path, _unknown(Label("felt", "field"), name, known)
                continue
            is_personal = info(known[name]).personal
            yield from self._check_source(source, field_path, is_wide=is_wide, is_personal=is_personal)
            yield from _check_target(source, known[name], field_path)
            yield from _check_value(source, cls, name, field_path)

    def _check_source(
        self, source: FieldSource, path: MappingPath, *, is_wide: bool, is_personal: bool
    ) -> _Problems:
        """Check a source, whatever field it fills."""
        if source.record is not None and source.record not in self._kinds:
            what = Label("tidligere post", "earlier record")
            yield (*path, "record"), _unknown(what, source.record, self._kinds)
        used = set(map(normalize_heading, (*source.columns, *source.start, *source.end)))
        is_in_wide_column = source.heading or source.cell
        is_empty = not (used or source.record or is_in_wide_column) and source.value is None
        is_translated = source.words or source.digits is not None
        yield from _select_problems(
            (is_empty, path, _NO_SOURCE),
            (is_in_wide_column and not is_wide, path, _NOT_WIDE),
            (source.end and not source.start, (*path, "end"), _NO_START),
            (holds_civil_registration_number(str(source.value)), (*path, "value"), _CPR),
            (any(type(each) is not str for each in source.words.values()), (*path, "words"), _TEXT_TO_TEXT),
            (is_translated and not (source.columns or source.cell), path, _ABOUT_CELLS),
            (used & self._skipped, path, _SKIPPED),
            (not is_personal and used & self._personal, path, _PERSONAL),
        )


def _select_problems(*checks: tuple[object, MappingPath, Label]) -> _Problems:
    """Yield path and sentence of each check that finds something wrong."""
    yield from ((path, problem) for is_wrong, path, problem in checks if is_wrong)


def _check_target(source: FieldSource, attribute: Any, path: MappingPath) -> _Problems:
    """Check whether a source fits the field that it fills."""
    da, en = info(attribute).label.da, info(attribute).label.en
    refers_to = info(attribute).refers_to
    bare = unwrap_type(attribute.type)
    is_read = source.columns or source.cell or source.heading
    in_no_cell = is_read and not is_readable(attribute.type)
    no_year = source.heading and not in_no_cell and not _is_year_field(attribute)
    no_period = Label(f"{da} er ingen periode.", f"{en} is no period.")
    no_id = Label(f"{da} er ikke id på en sådan post.", f"{en} is no id of such a record.")
    no_cell = Label(f"{da} kan ikke stå i en celle. Brug value.", f"{en} cannot stand in a cell. Use value.")
    yield from _select_problems(
        (source.between is not None and get_origin(bare) is not tuple, (*path, "between"), _BETWEEN),
        (source.start and bare is not Period, (*path, "start"), no_period),
        (source.record is not None and refers_to != source.record, (*path, "record"), no_id),
        (refers_to == "contacts" and source.columns, (*path, "columns"), _CONTACT),
        (in_no_cell, path, no_cell),
        (no_year, (*path, "heading"), Label(f"{da} er intet år.", f"{en} is no year.")),
    )


def _check_value(source: FieldSource, cls: Any, name: str, path: MappingPath) -> _Problems:
    """Check whether a field can have the value of a source, if it has one."""
    annotation = attrs.fields_dict(cls)[name].type
    try:
        if source.value is not None:
            shared_converter().get_structure_hook(annotation)(source.value, annotation)
    except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
        error.add_note(AttributeValidationNote("", name, annotation))
        for rule, verdict in structure_errors(error, {name: source.value}, cls):
            yield (*path, "value"), rule.finding(verdict).message


def _check_required(filled: set[str], cls: Any, path: MappingPath) -> _Problems:
    """Check whether all required fields of a class are filled."""
    required = [each for each in attrs.fields(cls) if each.default is attrs.NOTHING and each.name != "id"]
    missing = [[each.name] for each in required if each.name not in filled]
    missing += [list(error.names) for error in wrong_choices(cls, filled) if isinstance(error, Missing)]
    for names in missing:
        da = f"{' eller '.join(names)} mangler; posten kan ikke laves uden."
        en = f"{' or '.join(names)} is missing; the record cannot be made without."
        yield path, Label(da, en)


def _unknown(what: Label, name: str, known: Collection[str]) -> Label:
    """Say that a name is not known, and which is closest."""
    names, shown = ", ".join(known), sanitize(name)
    hint = closest_match(name, known, Label(f"Der er: {names or 'ingen'}.", f"There are: {names or 'none'}."))
    return Label(
        f"Der findes ingen {what.da} {shown}. {hint.da}", f"There is no {what.en} {shown}. {hint.en}"
    )


def _find_personal_headings(mapping: MappingTables) -> Iterator[str]:
    """Yield the headings that fill a personal field, so that no id or other field is made of them."""
    for record in mapping.records:
        if record.kind not in KINDS:
            continue
        lists = _row_types(KINDS[record.kind], tuple)
        parts = [(part.fields, lists[part.list]) for part in record.parts if part.list in lists]
        for fields, cls in [(record.fields, KINDS[record.kind]), *parts]:
            personal = {each.name for each in attrs.fields(cls) if info(each).personal}
            for name in personal.intersection(fields):
                yield from fields[name].columns


def _is_year_field(attribute: Any) -> bool:
    try:
        reader_of(attribute.type, FieldSource())("2024")
    except InvalidValue:
        return False
    return True


def _row_types(cls: Any, *containers: type) -> dict[str, Any]:
    """Return each field that holds rows in one of these containers -> the class of its rows."""
    fields = [each for each in attrs.fields(cls) if get_origin(unwrap_type(each.type)) in containers]
    return {each.name: item_type(each.type) for each in fields if attrs.has(item_type(each.type))}
