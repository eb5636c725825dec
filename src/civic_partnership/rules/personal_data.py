"""Rules about texts: they hold no civil registration numbers, mail addresses or phone numbers."""

from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import attrs

from civic_partnership.findings import (
    Path,
    Verdict,
    broken,
    holds_civil_registration_number,
    holds_mail_address,
    holds_phone_number,
    may_hold_civil_registration_number,
    may_hold_personal_data,
    rule,
)
from civic_partnership.model import (
    Entry,
    FieldFinder,
    collect_fields,
    field_at,
    find_fields,
    info,
    item_type,
    unwrap_type,
)
from civic_partnership.values import Dated, Table

from .context import Context


@rule(
    about=Entry,
    level="error",
    source="data-protection-act, § 11",
    title="Der står intet CPR-nummer i nogen tekst.",
    da="""I feltet {field} står noget, der ligner et CPR-nummer.
          Slet nummeret; personnumre hører ikke hjemme i registeret.""",
    en="""The field {field} holds what looks like a civil registration number (CPR).
          Delete the number; such numbers do not belong in the register.""",
)
def cpr_number(record: Entry, context: Context) -> Iterator[Verdict]:
    """No text holds a civil registration number.

    ## What it checks
    No text, be it a name, a note, an id, a reference, the key of a table or the reason of an exemption, holds
    six digits that can be a date of birth and four more, with no digit before or after. Between the two
    groups may stand nothing, blanks, dashes, or one of `.`, `/`, `_` and `:`. The date may be written
    01.01.90, 01-01-90 or 01 01 90, with the digits of any script. Where nothing stands between the groups,
    the seventh digit must give a century in which somebody alive was born, and no letter may stand beside the
    number. The check digit is ignored, because since 2007 valid numbers may have a wrong one. So other
    numbers of ten digits may look the same; the number of a production unit does not, if `P-nr.` or
    `P-nummer` stands before it. `exempt` and `rule_levels` silence
    the finding, but a register with such a number is exported only if personal data are asked for.

    ## Why
    With this number somebody can be taken for somebody else. No register must hold it anywhere.
    """
    every, _ = context.cached(_join_texts, record)
    if may_hold_civil_registration_number(every):
        yield from find_civil_registration_numbers(record)


@rule(
    about=Entry,
    level="warning",
    source="general-data-protection-regulation, artikel 5",
    title="Der står ingen mailadresse og intet telefonnummer i en fri tekst, der ikke er personlig.",
    da="""I feltet {field} står noget, der ligner en mailadresse eller et telefonnummer.
          Flyt det til en kontakt, eller skriv i exempt, hvorfor det ikke er en persons.""",
    en="""The field {field} holds what looks like a mail address or a phone number.
          Move it to a contact, or say in exempt why it is not a person's.""",
)
def personal_data_in_text(record: Entry, context: Context) -> Iterator[Verdict]:
    """No free text of a field that is not personal holds a mail address or a phone number.

    ## What it checks
    No text holds an `@` with something on both sides, a phone number with a country code, or a Danish phone
    number of eight digits, in pairs, in fours or without spaces. Such data belong in the personal fields of
    contacts and employments. Eight digits right after "CVR" are no phone number, and `20240312` is a day.

    ## Why
    Data in a personal field are exported only on request. Data in a note go out with every export.
    """
    _, free = context.cached(_join_texts, record)
    if not may_hold_personal_data(free):
        return
    for path, kind, text in find_texts(record):
        if kind == "free" and (holds_mail_address(text) or holds_phone_number(text)):
            field = info(field_at(type(record), path))
            if not field.personal:
                yield broken(*path, field=field.label)


class Text(NamedTuple):
    """A text in a record, with its path and its kind.

    The kind is `key` for the key of a table, `free` for a free text, and `other` for an id, a reference, a
    word of a fixed list, and a value with a format of its own, such as a journal number.
    """

    path: Path
    kind: str
    text: str


def _join_texts(record: Any) -> tuple[str, str]:
    """Join all texts of a record with a letter, which no number contains; join the free texts, too."""
    found = collect_fields(record, _TEXTS)
    free = "x".join(
        [
            value if isinstance(value, str) else "x".join([text for _, text in value.changes])
            for value in found.pop("free", ())
        ]
    )
    return "x".join([free, *chain.from_iterable(found.values())]), free


def find_texts(record: Any) -> list[Text]:
    """Find every text in a record, in order."""
    return [
        Text((*path, *step), kind, text)
        for path, kind, value in find_fields(record, _TEXTS)
        for step, text in _split_by_date(value)
    ]


def _split_by_date(value: str | Dated[str]) -> list[tuple[Path, str]]:
    """Return the texts of a reason, each with the step to its period; a plain text needs no step."""
    if isinstance(value, str):
        return [((), value)]
    return [((str(period),) if period else (), text) for period, text in value.changes]


def find_civil_registration_numbers(record: Any) -> Iterator[Verdict]:
    """Yield a verdict for each text of a record with a number; for a key, the path is that of its table."""
    for path, kind, text in find_texts(record):
        if holds_civil_registration_number(text):
            place = path[:-1] if kind == "key" else path
            yield broken(*place, field=info(field_at(type(record), path)).label)


def _kind_of_text(attribute: "attrs.Attribute[Any]") -> str | None:
    """Return the kind of the texts in a field; None if the field holds no texts."""
    annotation = attribute.type
    is_text = annotation is str or (get_origin(annotation) is not Annotated and str in get_args(annotation))
    if is_text and info(attribute).refers_to is None:
        return "free"
    inner = item_type(annotation)
    if unwrap_type(inner) == Dated[str]:
        return "free"
    is_table_of_words = get_origin(unwrap_type(annotation)) is Table and not attrs.has(inner)
    return "other" if unwrap_type(inner) is str or is_table_of_words else None


_TEXTS = FieldFinder(_kind_of_text, key_tag="key")
