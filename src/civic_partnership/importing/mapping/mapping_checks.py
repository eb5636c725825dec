"""Check whether a mapping fits the records that it makes: all that no file could put right."""

from collections.abc import Iterable, Iterator
from typing import Any, get_origin

import attrs
from cattrs.errors import AttributeValidationNote

from civic_partnership.findings import closest_match, holds_civil_registration_number, sanitize
from civic_partnership.importing.cells import is_readable, reader_of
from civic_partnership.importing.field_source import FieldSource
from civic_partnership.importing.headings import YEAR, normalize_heading
from civic_partnership.importing.source import FileSettings
from civic_partnership.model import KINDS, Record, info, item_type, unwrap_type
from civic_partnership.storage import Missing, shared_converter, structure_errors, wrong_choices
from civic_partnership.values import InvalidValue, Label, Period, Table

from .definition import MappingPath, MappingProblem, MappingTables, PartMapping, RecordMapping


def check_mapping(mapping: MappingTables) -> list[MappingProblem]:
    """Return all problems of a mapping, each with its place."""
    checker = _MappingChecker(mapping)
    checker.check_file(mapping.file)
    checker.check_records(mapping.records)
    return checker.problems


class _MappingChecker:
    """Collects the problems of one mapping."""

    def __init__(self, mapping: MappingTables) -> None:
        self.problems: list[MappingProblem] = []
        self._skipped = frozenset(map(normalize_heading, mapping.file.skip))
        personal = (*mapping.file.personal, *_find_personal_headings(mapping))
        self._personal = frozenset(map(normalize_heading, personal))
        self._kinds: list[str] = []

    def _add(self, path: MappingPath, da: str, en: str) -> None:
        self.problems.append((path, Label(da, en)))

    def _add_unknown(self, path: MappingPath, what: Label, name: str, known: Iterable[str]) -> None:
        known = list(known)
        listed = Label(f"Der er: {', '.join(known) or 'ingen'}.", f"There are: {', '.join(known) or 'none'}.")
        hint = closest_match(name, known, listed)
        self._add(
            path,
            f"Der findes ingen {what.da} {sanitize(name)}. {hint.da}",
            f"There is no {what.en} {sanitize(name)}. {hint.en}",
        )

    def check_file(self, file: FileSettings) -> None:
        """Check how the file is read."""
        if file.delimiter is not None and (len(file.delimiter) != 1 or file.delimiter in '"\r\n'):
            self._add(
                ("file", "delimiter"),
                'delimiter er ét tegn som ";".',
                'delimiter is one character such as ";".',
            )
        if file.header == 0:
            self._add(("file", "header"), "Rækker tælles fra 1.", "Rows are counted from 1.")

    def check_records(self, records: tuple[RecordMapping, ...]) -> None:
        """Check the records; a source may name only kinds that stand before it."""
        if not records:
            self._add(("records",), "Der er ingen poster at lave.", "There are no records to make.")
        for i, record in enumerate(records):
            path: MappingPath = ("records", i)
            if record.kind not in KINDS:
                self._add_unknown((*path, "kind"), Label("slags", "kind"), record.kind, KINDS)
            elif record.kind in self._kinds:
                self._add(
                    (*path, "kind"),
                    "En række giver én post af hver slags.",
                    "A row gives one record of each kind.",
                )
            else:
                self._check_record(record, path)
            self._kinds.append(record.kind)

    def _check_record(self, record: RecordMapping, path: MappingPath) -> None:
        cls = KINDS[record.kind]
        if record.same and record.kind != "associations":
            self._add((*path, "same"), "Kun foreninger har navne.", "Only associations are known by name.")
        self._check_id(record, path)
        self._check_fields(record.fields, cls, (*path, "fields"), is_wide=False)
        self._check_required({*record.fields, *(part.list for part in record.parts)}, cls, path)
        lists = [each.name for each in attrs.fields(cls) if _is_list(each)]
        for n, part in enumerate(record.parts):
            part_path: MappingPath = (*path, "parts", n)
            if part.list in lists:
                self._check_part(part, item_type(attrs.fields_dict(cls)[part.list].type), part_path)
            else:
                self._add_unknown((*part_path, "list"), Label("liste", "list"), part.list, lists)

    def _check_id(self, record: RecordMapping, path: MappingPath) -> None:
        source, id_path = record.id, (*path, "id")
        if source is None:
            if "name" not in record.fields:
                self._add(
                    path,
                    'Skriv, hvad id laves af: id = "Kolonne".',
                    'Say what the id is made of: id = "Column".',
                )
        elif source.start or source.between is not None or source.words:
            self._add(
                id_path,
                "Et id laves af columns, value eller record.",
                "An id is made of columns, value or record.",
            )
        else:
            self._check_source(source, id_path, is_wide=False, is_personal=False)
            if source.value is not None:
                self._check_value(source.value, Record, "id", (*id_path, "value"))

    def _check_part(self, part: PartMapping, cls: Any, path: MappingPath) -> None:
        is_wide = part.headings is not None
        if part.headings is not None and part.headings.count(YEAR) != 1:
            self._add(
                (*path, "headings"),
                'Skriv, hvor året står: headings = "Tilskud {year}".',
                'Say where the year stands: headings = "Tilskud {year}".',
            )
        if is_wide and not any(source.cell for source in part.fields.values()):
            self._add(
                path,
                "Skriv, hvilket felt cellerne udfylder: amount.cell = true.",
                "Say which field the cells fill: amount.cell = true.",
            )
        self._check_fields(part.fields, cls, (*path, "fields"), is_wide=is_wide)
        self._check_required(set(part.fields), cls, path)

    def _check_fields(
        self, fields: Table[FieldSource], cls: Any, path: MappingPath, *, is_wide: bool
    ) -> None:
        known = {each.name: each for each in attrs.fields(cls) if each.name != "id" and not _holds_rows(each)}
        for name, source in fields.items():
            field_path: MappingPath = (*path, name)
            if name not in known:
                self._add_unknown(field_path, Label("felt", "field"), name, known)
                continue
            is_personal = info(known[name]).personal
            self._check_source(source, field_path, is_wide=is_wide, is_personal=is_personal)
            self._check_target(source, known[name], field_path)
            if source.value is not None:
                self._check_value(source.value, cls, name, (*field_path, "value"))

    def _check_source(
        self, source: FieldSource, path: MappingPath, *, is_wide: bool, is_personal: bool
    ) -> None:
        """Check what holds for the source of any field: it is not empty, and holds no CPR number."""
        if not (
            source.headings or source.value is not None or source.record or source.heading or source.cell
        ):
            self._add(
                path,
                "Her står intet. Skriv navnet på en kolonne.",
                "Nothing stands here. Write the name of a column.",
            )
        if source.record is not None and source.record not in self._kinds:
            self._add_unknown(
                (*path, "record"), Label("tidligere post", "earlier record"), source.record, self._kinds
            )
        if (source.heading or source.cell) and not is_wide:
            self._add(
                path,
                "Kun lister med headings har brede kolonner.",
                "Only lists with headings have wide columns.",
            )
        if source.end and not source.start:
            self._add((*path, "end"), "Skriv også start.", "Say start as well.")
        if holds_civil_registration_number(str(source.value)):
            self._add(
                (*path, "value"),
                "Her står et CPR-nummer. Slet det.",
                "Here is a civil registration number. Delete it.",
            )
        if not all(type(meaning) is str for meaning in source.words.values()):
            self._add((*path, "words"), "words oversætter tekst til tekst.", "words translates text to text.")
        if (source.words or source.digits is not None) and not (source.columns or source.cell):
            self._add(path, "words og digits gælder celler.", "words and digits are about cells.")
        used = {normalize_heading(heading) for heading in source.headings}
        if not used.isdisjoint(self._skipped):
            self._add(path, "Kolonnen står også i skip.", "The column is in skip as well.")
        if not is_personal and not used.isdisjoint(self._personal):
            self._add(
                path,
                "Kolonnen har persondata, men feltet er ikke til persondata.",
                "The column holds personal data, but the field is not for such.",
            )

    def _check_target(self, source: FieldSource, attribute: Any, path: MappingPath) -> None:
        """Check whether a source fits the field that it fills."""
        label, refers_to = info(attribute).label, info(attribute).refers_to
        if source.between is not None and get_origin(unwrap_type(attribute.type)) is not tuple:
            self._add(
                (*path, "between"),
                "between er det, der står mellem flere værdier i en celle.",
                "between is what stands between several values in a cell.",
            )
        if source.start and unwrap_type(attribute.type) is not Period:
            self._add((*path, "start"), f"{label.da} er ingen periode.", f"{label.en} is no period.")
        if source.record is not None and refers_to != source.record:
            self._add(
                (*path, "record"),
                f"{label.da} er ikke id på en sådan post.",
                f"{label.en} is no id of such a record.",
            )
        if refers_to == "contacts" and source.columns:
            self._add(
                (*path, "columns"),
                "En kontakt kendes ikke på det, der står i en celle: det kan være et navn. "
                "Brug record eller value.",
                "A contact is not known by what stands in a cell: it may be a name. Use record or value.",
            )
        if (source.columns or source.cell or source.heading) and not is_readable(attribute.type):
            self._add(
                path,
                f"{label.da} kan ikke stå i en celle. Brug value.",
                f"{label.en} cannot stand in a cell. Use value.",
            )
        elif source.heading and not _is_year_field(attribute):
            self._add((*path, "heading"), f"{label.da} er intet år.", f"{label.en} is no year.")

    def _check_value(self, value: Any, cls: Any, name: str, path: MappingPath) -> None:
        """Check whether a field can have a value."""
        annotation = attrs.fields_dict(cls)[name].type
        try:
            shared_converter().get_structure_hook(annotation)(value, annotation)
        except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
            error.add_note(AttributeValidationNote("", name, annotation))
            for rule, verdict in structure_errors(error, {name: value}, cls):
                self.problems.append((path, rule.finding(verdict).message))

    def _check_required(self, filled: set[str], cls: Any, path: MappingPath) -> None:
        """Check whether all required fields of a class are filled."""
        required = [each for each in attrs.fields(cls) if each.default is attrs.NOTHING and each.name != "id"]
        missing = [[each.name] for each in required if each.name not in filled]
        missing += [list(error.names) for error in wrong_choices(cls, filled) if isinstance(error, Missing)]
        for names in missing:
            self._add(
                path,
                f"{' eller '.join(names)} mangler; posten kan ikke laves uden.",
                f"{' or '.join(names)} is missing; the record cannot be made without.",
            )


def _find_personal_headings(mapping: MappingTables) -> Iterator[str]:
    """Yield the headings that fill a personal field, so that no id or other field is made of them."""
    for record in mapping.records:
        attributes = attrs.fields_dict(KINDS[record.kind]) if record.kind in KINDS else {}
        yield from _personal_columns(record.fields, attributes)
        for part in record.parts:
            if part.list in attributes and _is_list(attributes[part.list]):
                row_type = item_type(attributes[part.list].type)
                yield from _personal_columns(part.fields, attrs.fields_dict(row_type))


def _personal_columns(fields: Table[FieldSource], attributes: dict[str, Any]) -> Iterator[str]:
    for name, source in fields.items():
        if name in attributes and info(attributes[name]).personal:
            yield from source.columns


def _is_year_field(attribute: Any) -> bool:
    try:
        reader_of(attribute.type, FieldSource())("2024")
    except InvalidValue:
        return False
    return True


def _holds_rows(attribute: Any) -> bool:
    return get_origin(unwrap_type(attribute.type)) in (tuple, Table) and attrs.has(item_type(attribute.type))


def _is_list(attribute: Any) -> bool:
    return _holds_rows(attribute) and get_origin(unwrap_type(attribute.type)) is tuple
