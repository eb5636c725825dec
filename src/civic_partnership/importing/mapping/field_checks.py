"""Check whether sources fit the fields that they fill, and whether all required fields are filled."""

from collections.abc import Collection, Iterator
from typing import Any, get_origin

import attrs
from cattrs.errors import AttributeValidationNote

from civic_partnership.findings import closest_match, sanitize
from civic_partnership.model import Missing, info, unwrap_type, wrong_choices
from civic_partnership.storage import find_structure_errors, shared_converter
from civic_partnership.values import InvalidValue, Label, Period

from .cell_readers import is_number, is_readable, reader_of
from .definition import FieldSource, MappingPath, MappingProblem

Problems = Iterator[MappingProblem]

_BETWEEN = Label(
    "between er det, der står mellem flere værdier i en celle.",
    "between is what stands between several values in a cell.",
)
_CONTACT = Label(
    "En kontakt kendes ikke på det, der står i en celle: det kan være et navn. Brug record eller value.",
    "A contact is not known by what stands in a cell: it may be a name. Use record or value.",
)


def select_problems(*checks: tuple[object, MappingPath, Label]) -> Problems:
    """Yield path and sentence of each check that finds something wrong."""
    yield from ((path, problem) for is_wrong, path, problem in checks if is_wrong)


def check_target(source: FieldSource, attribute: Any, path: MappingPath, *, is_split: bool) -> Problems:
    """Check whether a source fits the field that it fills."""
    da, en = info(attribute).label.da, info(attribute).label.en
    refers_to = info(attribute).refers_to
    bare = unwrap_type(attribute.type)
    is_read = source.columns or source.cell or source.heading
    in_no_cell = is_read and not is_readable(attribute.type)
    no_year = source.heading and not in_no_cell and not _is_year_field(attribute)
    may_be_several = is_split or get_origin(bare) is tuple
    no_period = Label(f"{da} er ingen periode.", f"{en} is no period.")
    no_id = Label(f"{da} er ikke id på en sådan post.", f"{en} is no id of such a record.")
    no_number = Label(f"{da} er intet tal.", f"{en} is no number.")
    no_cell = Label(f"{da} kan ikke stå i en celle. Brug value.", f"{en} cannot stand in a cell. Use value.")
    yield from select_problems(
        (source.between is not None and not may_be_several, (*path, "between"), _BETWEEN),
        (source.empty_end is not None and bare is not Period, (*path, "empty_end"), no_period),
        (source.start and bare is not Period, (*path, "start"), no_period),
        (source.empty_start is not None and bare is not Period, (*path, "empty_start"), no_period),
        (source.season is not None and bare is not Period, (*path, "season"), no_period),
        (source.decimal is not None and not is_number(attribute.type), (*path, "decimal"), no_number),
        (source.record is not None and refers_to != source.record, (*path, "record"), no_id),
        (refers_to == "contacts" and source.columns, (*path, "columns"), _CONTACT),
        (in_no_cell, path, no_cell),
        (no_year, (*path, "heading"), Label(f"{da} er intet år.", f"{en} is no year.")),
    )


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
