"""Rules about what free texts must not hold: civil registration numbers, and personal data."""

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
    FieldInfo,
    collect_fields,
    field_at,
    find_fields,
    info,
    item_type,
    unwrap_type,
)
from civic_partnership.values import Table

from .context import Context


class Text(NamedTuple):
    """A free text in a record.

    Attributes:
        path: where it stands.
        text: the text.
        field: what is known of the field that holds it.

    """

    path: Path
    text: str
    field: FieldInfo


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
    No text, be it a name, a note, an id, a reference, the key of a table or the reason of an exemption,
    holds six digits that can be a date of birth and four more, with no digit before or after. Between
    them may stand nothing, blanks, dashes, or one of `.`, `/`, `_` and `:`; the date may be written
    01.01.90, 01-01-90 or 01 01 90, and the digits in any script. The check digit is not looked at:
    since 2007 numbers are given out that do not pass it. So other numbers of ten digits may look the
    same; that of a production unit is none where `P-nr.` or `P-nummer` stands before it.
    `exempt` and `rule_levels` silence the finding, but a register with such a number is exported only
    where personal data are asked for.

    ## Why
    With this number somebody can be taken for somebody else. A register that is shared, exported
    and kept must not hold it anywhere.
    """
    for each in context.cached(suspects, record).numbers:
        if holds_civil_registration_number(each.text):
            yield broken(*each.path, field=each.field.label)


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
    No text holds an `@` with something on both sides, a Danish phone number of eight digits, in
    pairs or fours or without spaces, or one with a country code. The personal fields of contacts and
    employments are for that. Eight digits right after "CVR" are the number of an association, and
    `20240312` is a day.

    ## Why
    What stands in a personal field leaves the register only when it is asked for. What stands in a
    note leaves with every export.
    """
    for each in context.cached(suspects, record).addresses:
        if not each.field.personal and (holds_mail_address(each.text) or holds_phone_number(each.text)):
            yield broken(*each.path, field=each.field.label)


class Suspects(NamedTuple):
    """The texts of a record that may hold something that is looked for; none where that is plain.

    Attributes:
        numbers: every text, if one of them may hold a civil registration number.
        addresses: every free text, if one of them may hold an address or a phone number.

    """

    numbers: list[Text]
    addresses: list[Text]


def suspects(record: Any) -> Suspects:
    """The texts of a record that are to be looked at one by one.

    There hardly ever is one: so all are looked at together before each is looked at in its place.
    """
    held = collect_fields(record, _TEXTS)
    every = "x".join(chain.from_iterable(held.values()))  # a letter, across which no number goes
    free = "\n".join(held.get("free", ()))
    return Suspects(
        numbers=all_texts(record) if may_hold_civil_registration_number(every) else [],
        addresses=texts(record) if may_hold_personal_data(free) else [],
    )


def all_texts(record: Any) -> list[Text]:
    """Every text in a record, in order, also ids, and keys of tables; a key stands where its table does."""
    cls = type(record)
    places = (
        (path[:-1] if mark == "key" else path, text) for path, mark, text in find_fields(record, _TEXTS)
    )
    return [Text(path, text, info(field_at(cls, path))) for path, text in places]


def texts(record: Any) -> list[Text]:
    """Every free text in a record, in order.

    Free is every text but ids, references, dates, periods, words of a fixed list, and what has a
    reader of its own, such as a journal number: all these say so in their type or metadata.
    """
    cls = type(record)
    places = ((path, text) for path, mark, text in find_fields(record, _TEXTS) if mark == "free")
    return [Text(path, text, info(field_at(cls, path))) for path, text in places]


def _kind(attribute: "attrs.Attribute[Any]") -> str | None:
    """Whether a field holds free texts, others, or none."""
    annotation = attribute.type
    is_text = annotation is str or (get_origin(annotation) is not Annotated and str in get_args(annotation))
    if is_text and info(attribute).refers_to is None:
        return "free"
    inner = item_type(annotation)
    is_table_of_words = get_origin(unwrap_type(annotation)) is Table and not attrs.has(inner)
    return "other" if unwrap_type(inner) is str or is_table_of_words else None


_TEXTS = FieldFinder(_kind, key_tag="key")
