"""Check whether sources fit the fields that they fill, and whether all required fields are filled."""

from collections.abc import Collection, Iterator
from typing import Any, get_origin

import attrs
from cattrs.errors import AttributeValidationNote

from civic_partnership.findings import closest_match, holds_civil_registration_number, sanitize
from civic_partnership.model import Missing, info, unwrap_type, wrong_choices
from civic_partnership.storage import find_structure_errors, shared_converter
from civic_partnership.values import InvalidValue, Label, Period

from .cell_readers import is_number, is_readable, reader_of
from .definition import FieldSource, MappingPath, MappingProblem

Problems = Iterator[MappingProblem]

_ABOUT_CELLS = ("between", "words", "digits", "decimal", "kind", "empty_start", "season")
_ABOUT_PERIODS = ("start", "empty_end", "empty_start", "season")
_NOT_FOR_IDS = ("start", "between", "words", "empty_start", "season", "decimal")
_ID_SOURCE = Label(
    "Et id laves af columns, value eller record.", "An id is made of columns, value or record."
)
_BETWEEN = Label(
    "between er det, der står mellem flere værdier i en celle.",
    "between is what stands between several values in a cell.",
)
_CONTACT = Label(
    "En kontakt kendes ikke på det, der står i en celle: det kan være et navn. Brug record eller value.",
    "A contact is not known by what stands in a cell: it may be a name. Use record or value.",
)
_NO_START = Label("Skriv også start.", "Say start as well.")
_CPR = Label("Her står et CPR-nummer. Slet det.", "Here is a civil registration number. Delete it.")
_TEXT_TO_TEXT = Label("words oversætter tekst til tekst.", "words translates text to text.")
_NUMBERS = Label(
    'kind = "number" og reason hører sammen; reason siger, hvilke numre der står i kolonnen.',
    'kind = "number" and reason belong together; reason says which numbers the column holds.',
)
_PERSONS_NUMBERS = Label(
    "Feltet er til personoplysninger; et CPR-nummer skal findes der.",
    "The field is for personal data; a civil registration number must be found there.",
)


def check_options(source: FieldSource, field: Any, path: MappingPath, *, is_split: bool = False) -> Problems:
    """Check whether all that a source says fits the field that it fills; None stands for an id."""
    refused = _find_refused(source)
    if field is None:
        refused |= dict.fromkeys(_NOT_FOR_IDS, _ID_SOURCE)
    else:
        refused |= _find_refused_for(field, source, is_split=is_split)
    for each in attrs.fields(FieldSource):
        if each.name in refused and getattr(source, each.name) != each.default:
            yield (*path, each.name), refused[each.name]


def _find_refused(source: FieldSource) -> dict[str, Label]:
    """Return what a source may not say, whatever field it fills, and why."""
    about_cells: tuple[str, ...] = _ABOUT_CELLS
    if source.columns or source.cell:
        about_cells = ()
    elif source.start:
        about_cells = ("between", "digits")
    refused = {
        name: Label(f"{name} gælder det, der står i celler.", f"{name} is about what stands in cells.")
        for name in about_cells
    }
    if not source.start:
        refused["end"] = _NO_START
    if holds_civil_registration_number(str(source.value)):
        refused["value"] = _CPR
    if any(type(each) is not str for each in source.words.values()):
        refused["words"] = _TEXT_TO_TEXT
    if (source.kind is None) != (source.reason is None):
        refused["kind"] = refused["reason"] = _NUMBERS
    return refused


def _find_refused_for(field: Any, source: FieldSource, *, is_split: bool) -> dict[str, Label]:
    """Return what a source may not say of this field, and why."""
    da, en, refers_to = info(field).label.da, info(field).label.en, info(field).refers_to
    bare = unwrap_type(field.type)
    refused: dict[str, Label] = {}
    if bare is not Period:
        refused |= dict.fromkeys(_ABOUT_PERIODS, Label(f"{da} er ingen periode.", f"{en} is no period."))
    if not is_split and get_origin(bare) is not tuple:
        refused["between"] = _BETWEEN
    if not is_number(field.type):
        refused["decimal"] = Label(f"{da} er intet tal.", f"{en} is no number.")
    if refers_to != source.record:
        refused["record"] = Label(f"{da} er ikke id på en sådan post.", f"{en} is no id of such a record.")
    if refers_to == "contacts":
        refused["columns"] = _CONTACT
    if info(field).personal:
        refused["kind"] = _PERSONS_NUMBERS
    if not is_readable(field.type):
        no_cell = Label(
            f"{da} kan ikke stå i en celle. Brug value.", f"{en} cannot stand in a cell. Use value."
        )
        refused |= dict.fromkeys(("columns", "cell", "heading"), no_cell)
    elif source.heading and not _is_year_field(field):
        refused["heading"] = Label(f"{da} er intet år.", f"{en} is no year.")
    return refused


def check_value(source: FieldSource, cls: Any, name: str, path: MappingPath) -> Problems:
    """Check whether a field can have the value of a source, if it has one."""
    annotation = attrs.fields_dict(cls)[name].type
    try:
        if source.value is not None:
            shared_converter().get_structure_hook(annotation)(source.value, annotation)
    except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
        error.add_note(AttributeValidationNote("", name, annotation))
        for rule, verdict in find_structure_errors(error, {name: source.value}, cls):
            yield (*path, "value"), rule.finding(verdict).message


def check_required(filled: set[str], cls: Any, path: MappingPath) -> Problems:
    """Check whether all required fields of a class are filled."""
    required = [each for each in attrs.fields(cls) if each.default is attrs.NOTHING and each.name != "id"]
    missing = [[each.name] for each in required if each.name not in filled]
    missing += [list(error.names) for error in wrong_choices(cls, filled) if isinstance(error, Missing)]
    for names in missing:
        da = f"{' eller '.join(names)} mangler; posten kan ikke laves uden."
        en = f"{' or '.join(names)} is missing; the record cannot be made without."
        yield path, Label(da, en)


def unknown_name(what: Label, name: str, known: Collection[str]) -> Label:
    """Say that a name is not known, and which is closest."""
    names, shown = ", ".join(known), sanitize(name)
    hint = closest_match(name, known, Label(f"Der er: {names or 'ingen'}.", f"There are: {names or 'none'}."))
    return Label(
        f"Der findes ingen {what.da} {shown}. {hint.da}", f"There is no {what.en} {shown}. {hint.en}"
    )


def _is_year_field(attribute: Any) -> bool:
    try:
        reader_of(attribute.type, FieldSource())("2024")
    except InvalidValue:
        return False
    return True
