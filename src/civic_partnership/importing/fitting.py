"""Whether a mapping fits the records that it is to make: all that no file could put right."""

import difflib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_origin

import attrs
from cattrs.errors import AttributeValidationNote

from civic_partnership.findings import holds_civil_registration_number, sanitize
from civic_partnership.model import KINDS, Record, info, item_type, unwrap_type
from civic_partnership.storage import shared_converter
from civic_partnership.storage.structure import Missing, wrong_choices
from civic_partnership.storage.structure_errors import structure_errors
from civic_partnership.values import InvalidValue, Label, Period, Table

from .cells import is_readable, reader_of
from .headings import YEAR, normalize_heading
from .mapping import FileMapping, PartMapping, Place, Problem, RecordMapping, Source, Tables

_EMPTY = Label(
    "Her står intet. Skriv navnet på en kolonne.", "Nothing stands here. Write the name of a column."
)


def problems(mapping: Tables) -> Iterator[Problem]:
    """All that is wrong with a mapping, each with its place."""
    yield from _in_file(mapping.file)
    if not mapping.records:
        yield ("records",), Label("Der er ingen poster at lave.", "There are no records to make.")
    kinds = [each.kind for each in mapping.records]
    personal = [*mapping.file.personal, *_filling_personal(mapping)]
    for i, record in enumerate(mapping.records):
        place: Place = ("records", i)
        if record.kind not in KINDS:
            yield (*place, "kind"), _unknown(Label("slags", "kind"), record.kind, KINDS)
        elif record.kind in kinds[:i]:
            told = Label("En række giver én post af hver slags.", "A row gives one record of each kind.")
            yield (*place, "kind"), told
        else:
            yield from _in_record(record, _Around(mapping.file.skip, personal, kinds[:i]), place)


class _Around:
    """What stands around the sources of a record.

    These are the columns left out, those with personal data, and the kinds made before it.
    """

    def __init__(self, skip: Iterable[str], personal: Iterable[str], kinds: list[str]) -> None:
        self.skipped = frozenset(map(normalize_heading, skip))
        self.personal = frozenset(map(normalize_heading, personal))
        self.kinds = kinds


def _filling_personal(mapping: Tables) -> Iterator[str]:
    """The columns that fill a personal field: no id, and no other field, is made of one."""
    for record in mapping.records:
        known = attrs.fields_dict(KINDS[record.kind]) if record.kind in KINDS else {}
        yield from _of_personal(known, record.fields)
        for part in record.parts:
            if part.list in known and _is_list(known[part.list]):
                yield from _of_personal(attrs.fields_dict(item_type(known[part.list].type)), part.fields)


def _of_personal(known: dict[str, Any], fields: Table[Source]) -> Iterator[str]:
    for name, source in fields.items():
        if name in known and info(known[name]).personal:
            yield from source.columns


def _in_file(file: FileMapping) -> Iterator[Problem]:
    if file.delimiter is not None and (len(file.delimiter) != 1 or file.delimiter in '"\r\n'):
        told = Label('delimiter er ét tegn som ";".', 'delimiter is one character such as ";".')
        yield ("file", "delimiter"), told
    if file.header == 0:
        yield ("file", "header"), Label("Rækker tælles fra 1.", "Rows are counted from 1.")


def _in_record(record: RecordMapping, around: _Around, place: Place) -> Iterator[Problem]:
    cls = KINDS[record.kind]
    if record.same and record.kind != "associations":
        yield (*place, "same"), Label("Kun foreninger har navne.", "Only associations are known by name.")
    yield from _in_id(record, around, place)
    lists = [each.name for each in attrs.fields(cls) if _is_list(each)]
    yield from _in_fields(record.fields, cls, around, (*place, "fields"), wide=False)
    yield from _unfilled({*record.fields, *(part.list for part in record.parts)}, cls, place)
    for n, part in enumerate(record.parts):
        inside: Place = (*place, "parts", n)
        if part.list in lists:
            yield from _in_part(part, item_type(attrs.fields_dict(cls)[part.list].type), around, inside)
        else:
            yield (*inside, "list"), _unknown(Label("liste", "list"), part.list, lists)


def _in_id(record: RecordMapping, around: _Around, place: Place) -> Iterator[Problem]:
    inside: Place = (*place, "id")
    source = record.id
    if source is None:
        if "name" not in record.fields:
            told = Label(
                'Skriv, hvad id laves af: id = "Kolonne".', 'Say what the id is made of: id = "Column".'
            )
            yield place, told
    elif source.start or source.between is not None or source.words:
        told = Label(
            "Et id laves af columns, value eller record.", "An id is made of columns, value or record."
        )
        yield inside, told
    else:
        yield from _in_source(source, around, inside, wide=False)
        yield from _left_out(source, around, inside, personal=False)
        if source.value is not None:
            yield from _unfit(source.value, Record, "id", (*inside, "value"))


def _in_part(part: PartMapping, held: Any, around: _Around, place: Place) -> Iterator[Problem]:
    if part.headings is not None:
        if part.headings.count(YEAR) != 1:
            told = Label(
                'Skriv, hvor året står: headings = "Tilskud {year}".',
                'Say where the year stands: headings = "Tilskud {year}".',
            )
            yield (*place, "headings"), told
        if not any(source.cell for source in part.fields.values()):
            told = Label(
                "Skriv, hvilket felt cellerne udfylder: amount.cell = true.",
                "Say which field the cells fill: amount.cell = true.",
            )
            yield place, told
    yield from _in_fields(part.fields, held, around, (*place, "fields"), wide=part.headings is not None)
    yield from _unfilled(set(part.fields), held, place)


def _in_fields(
    fields: Table[Source], cls: Any, around: _Around, place: Place, *, wide: bool
) -> Iterator[Problem]:
    known = {each.name: each for each in attrs.fields(cls) if each.name != "id" and not _holds_rows(each)}
    for name, source in fields.items():
        inside: Place = (*place, name)
        if name not in known:
            yield inside, _unknown(Label("felt", "field"), name, known)
            continue
        yield from _in_source(source, around, inside, wide=wide)
        yield from _left_out(source, around, inside, personal=info(known[name]).personal)
        yield from _mistaken(source, cls, name, inside)


def _in_source(source: Source, around: _Around, place: Place, *, wide: bool) -> Iterator[Problem]:
    """What is wrong with a source, whatever it fills."""
    columns = (*source.columns, *source.start, *source.end)
    if not (columns or source.value is not None or source.record or source.heading or source.cell):
        yield place, _EMPTY
    if source.record is not None and source.record not in around.kinds:
        yield (
            (*place, "record"),
            _unknown(Label("tidligere post", "earlier record"), source.record, around.kinds),
        )
    if (source.heading or source.cell) and not wide:
        told = Label(
            "Kun lister med headings har brede kolonner.", "Only lists with headings have wide columns."
        )
        yield place, told
    if source.end and not source.start:
        yield (*place, "end"), Label("Skriv også start.", "Say start as well.")
    if holds_civil_registration_number(str(source.value)):
        told = Label("Her står et CPR-nummer. Slet det.", "Here is a civil registration number. Delete it.")
        yield (*place, "value"), told
    if not all(type(meant) is str for meant in source.words.values()):
        told = Label("words oversætter tekst til tekst.", "words translates text to text.")
        yield (*place, "words"), told
    if (source.words or source.digits is not None) and not (source.columns or source.cell):
        told = Label("words og digits gælder celler.", "words and digits are about cells.")
        yield place, told


def _left_out(source: Source, around: _Around, place: Place, *, personal: bool) -> Iterator[Problem]:
    """That a column fills something though it is left out."""
    used = {normalize_heading(heading) for heading in (*source.columns, *source.start, *source.end)}
    if not used.isdisjoint(around.skipped):
        yield place, Label("Kolonnen står også i skip.", "The column is in skip as well.")
    if not personal and not used.isdisjoint(around.personal):
        told = Label(
            "Kolonnen har persondata, men feltet er ikke til persondata.",
            "The column holds personal data, but the field is not for such.",
        )
        yield place, told


def _mistaken(source: Source, cls: Any, name: str, place: Place) -> Iterator[Problem]:
    """What is wrong with a source for one field."""
    attribute = attrs.fields_dict(cls)[name]
    label, several = info(attribute).label, get_origin(unwrap_type(attribute.type)) is tuple
    if source.between is not None and not several:
        told = Label(
            "between er det, der står mellem flere værdier i en celle.",
            "between is what stands between several values in a cell.",
        )
        yield (*place, "between"), told
    if source.start and unwrap_type(attribute.type) is not Period:
        yield (*place, "start"), Label(f"{label.da} er ingen periode.", f"{label.en} is no period.")
    if source.record is not None and info(attribute).refers_to != source.record:
        told = Label(f"{label.da} er ikke id på en sådan post.", f"{label.en} is no id of such a record.")
        yield (*place, "record"), told
    if info(attribute).refers_to == "contacts" and source.columns:
        told = Label(
            "En kontakt kendes ikke på det, der står i en celle: det kan være et navn. "
            "Brug record eller value.",
            "A contact is not known by what stands in a cell: it may be a name. Use record or value.",
        )
        yield (*place, "columns"), told
    if (source.columns or source.cell or source.heading) and not is_readable(attribute.type):
        told = Label(
            f"{label.da} kan ikke stå i en celle. Brug value.",
            f"{label.en} cannot stand in a cell. Use value.",
        )
        yield place, told
    elif source.heading and not _takes(reader_of(attribute.type, Source()), "2024"):
        yield (*place, "heading"), Label(f"{label.da} er intet år.", f"{label.en} is no year.")
    if source.value is not None:
        yield from _unfit(source.value, cls, name, (*place, "value"))


def _takes(read: Callable[[str], Any], text: str) -> bool:
    try:
        read(text)
    except InvalidValue:
        return False
    return True


def _unfit(value: Any, cls: Any, name: str, place: Place) -> Iterator[Problem]:
    """That a field of a class cannot have a value."""
    annotation = attrs.fields_dict(cls)[name].type
    try:
        shared_converter().get_structure_hook(annotation)(value, annotation)
    except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
        error.add_note(AttributeValidationNote("", name, annotation))
        for rule, verdict in structure_errors(error, {name: value}, cls):
            yield place, rule.finding(verdict).message


def _unfilled(filled: set[str], cls: Any, place: Place) -> Iterator[Problem]:
    """Which fields are not filled though they must be."""
    needed = [each for each in attrs.fields(cls) if each.default is attrs.NOTHING and each.name != "id"]
    missing = [[each.name] for each in needed if each.name not in filled]
    missing += [list(error.names) for error in wrong_choices(cls, filled) if isinstance(error, Missing)]
    for names in missing:
        yield (
            place,
            Label(
                f"{' eller '.join(names)} mangler; posten kan ikke laves uden.",
                f"{' or '.join(names)} is missing; the record cannot be made without.",
            ),
        )


def _holds_rows(attribute: Any) -> bool:
    return get_origin(unwrap_type(attribute.type)) in (tuple, Table) and attrs.has(item_type(attribute.type))


def _is_list(attribute: Any) -> bool:
    return _holds_rows(attribute) and get_origin(unwrap_type(attribute.type)) is tuple


def _unknown(what: Label, name: str, known: Iterable[str]) -> Label:
    known = list(known)
    near = difflib.get_close_matches(name, known, n=1)
    hint = (
        Label(f"Mente du {near[0]}?", f"Did you mean {near[0]}?")
        if near
        else Label(f"Der er: {', '.join(known) or 'ingen'}.", f"There are: {', '.join(known) or 'none'}.")
    )
    return Label(
        f"Der findes ingen {what.da} {sanitize(name)}. {hint.da}",
        f"There is no {what.en} {sanitize(name)}. {hint.en}",
    )
