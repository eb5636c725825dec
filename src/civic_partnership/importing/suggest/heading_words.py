"""The headings that people write over the columns of each field.

Most come from the labels of the fields. Only words that no label has are listed here.
"""

import re
from collections import Counter, defaultdict
from functools import cache
from typing import Any, Final

import attrs

from civic_partnership.exporting import FieldPath
from civic_partnership.importing.source import normalize_heading
from civic_partnership.model import KINDS, Contact, info, item_type

OTHER_HEADINGS: Final[dict[FieldPath, tuple[str, ...]]] = {
    "associations.name": (
        *("forening", "foreninger", "foreningsnavn", "foreningens navn", "forening navn", "navn på forening"),
        *("klub", "klubnavn", "klubbens navn", "navn på klub", "organisation", "association"),
        *("association name",),
        *("ansøger", "tilskudsmodtager", "modtager", "modtagers navn", "kreditor", "club", "recipient"),
    ),
    "associations.cvr": ("cvr", "foreningens cvr nummer", "cvr nr", "cvrnr", "cvr no", "virksomhedsnummer"),
    "associations.aliases": ("kaldenavn", "kortnavn", "forkortelse", "alias"),
    "associations.activity": ("aktiviteter", "idræt", "idrætsgren", "sport"),
    "associations.citywide": ("hele byen",),
    "associations.networks": ("network",),
    "associations.approved": ("godkendt som folkeoplysende", "folkeoplysende forening"),
    "associations.member_counts.on": (
        *("opgjort den", "opgjort", "opgørelsesdato", "medlemstal dato", "counted on"),
    ),
    "associations.member_counts.under_25": ("medlemmer under 25 år", "heraf under 25 år"),
    "associations.member_counts.total": ("medlemmer i alt", "medlemmer", "antal medlemmer", "members"),
    "programmes.name": (
        *("ordning", "ordningens navn", "pulje", "puljens navn", "tilskudsordning", "programme"),
    ),
    "partnerships.case": (
        *("journalnr", "journal nr", "sagsnr", "sagsnummer", "sag", "sags id", "case number", "case no"),
    ),
    "partnerships.note": ("bemærkninger", "noter", "kommentar", "kommentarer", "remark", "remarks", "notes"),
    "partnerships.terms.period": ("aftaleperiode", "aftalens periode", "agreement period"),
    "partnerships.terms.period.start": ("aftale fra", "aftalen fra", "aftalestart", "agreement from"),
    "partnerships.terms.period.end": ("aftale til", "aftalen til", "aftaleudløb", "agreement until"),
    "partnerships.grants.year": ("tilskudsår", "årstal", "regnskabsår", "budgetår", "bevillingsår"),
    "partnerships.grants.period": (
        *("tilskudsperiode", "bevillingsperiode", "periode", "sæson", "skoleår", "season", "school year"),
        *("år", "tilskudsår", "årstal", "regnskabsår", "budgetår", "bevillingsår"),
    ),
    "partnerships.grants.amount": (
        *("tilskud", "tilskudsbeløb", "bevilget beløb", "bevilget", "bevilling", "støtte"),
        *("bevilget tilskud", "støttebeløb", "tilskud beløb", "grant", "grant amount", "amount granted"),
    ),
    "partnerships.grants.awarded_on": ("bevilget", "bevilget den", "bevillingsdato", "tilsagnsdato"),
    "partnerships.grants.payments.on": (
        *("udbetalt", "udbetalt den", "udbetalingsdato", "udbetaling", "bogføringsdato", "paid", "paid on"),
    ),
    "partnerships.grants.accounts.received_on": ("regnskab modtaget", "accounts received"),
    "partnerships.employments.period": ("ansættelsesperiode", "employment period"),
    "partnerships.employments.period.start": (
        *("ansat fra", "ansat den", "ansat", "ansættelsesdato", "tiltrådt", "employed from"),
    ),
    "partnerships.employments.period.end": ("ansat til", "fratrådt", "fratrædelsesdato", "employed until"),
    "partnerships.employments.weekly_hours": (
        *("timer pr uge", "ugentlige timer", "timetal", "timer uge", "timer", "hours per week"),
    ),
}  # fmt: skip
"""Field path -> headings that no label gives. `start` and `end` are the first and last day of a period."""

_PERSON_WORDS: Final = (
    *("person", "kontaktperson", "kontakt", "ansvarlig", "medarbejder", "sagsbehandler", "ansat"),
    *("underskriver", "fornavn", "efternavn", "initialer", "mail", "e mail", "mailadresse", "tlf", "mobil"),
    *("telefon", "adresse", "cpr", "cprnr", "fødselsdato", "født", "konto", "kontonr", "bankkonto"),
    *("kontonummer", "first name", "last name", "employee", "address", "birthday", "born", "account number"),
)  # fmt: skip
"""Headings of columns about one person that no label gives."""

PRODUCTION_UNITS: Final = frozenset({"p nr", "p nummer", "pnr", "pnummer", "produktionsenhed"})
"""Headings of the numbers of production units: ten digits, but of no person."""

_UNIT = re.compile(r" (?:i kr|kr|dkk|i kroner|in kroner)$")


@cache
def heading_key(heading: str) -> str:
    """Return a heading without punctuation, case and unit, so that spellings of one heading are equal."""
    words = " ".join(re.sub(r"[\W_]+", " ", normalize_heading(heading)).split())
    return _UNIT.sub("", words)


@cache
def field_headings() -> dict[str, tuple[FieldPath, ...]]:
    """Return key of a heading -> the fields that it may stand over, the likeliest first."""
    own = Counter(heading_key(text) for path in OTHER_HEADINGS for text in _own_labels(path))
    found: dict[str, list[FieldPath]] = defaultdict(list)
    for path, others in OTHER_HEADINGS.items():
        labels = [text for text in _own_labels(path) if own[heading_key(text)] == 1]
        for text in (*others, *labels):
            found[heading_key(text)].append(path)
    return {key: tuple(paths) for key, paths in found.items()}


@cache
def person_headings() -> frozenset[str]:
    """Return the keys of the headings over columns about one person."""
    role = attrs.fields_dict(Contact)["role"]
    roles = [
        text for word, label in info(role).words.items() if word != "other" for text in (label.da, label.en)
    ]
    labels = [
        text
        for attribute in attrs.fields(Contact)
        if info(attribute).personal and attribute.name != "name"
        for text in (info(attribute).label.da, info(attribute).label.en)
    ]
    return frozenset(map(heading_key, (*roles, *info(role).synonyms, *labels, *_PERSON_WORDS)))


def is_about_person(key: str) -> bool:
    """Tell whether the words of a heading say that the column is about one person: `formandens mail`."""
    known = person_headings()
    return key in known or any(word in known or word.removesuffix("ens") in known for word in key.split())


def is_known(heading: str) -> bool:
    """Tell whether a text is a heading of a field or of a column about a person."""
    key = heading_key(heading)
    return key in field_headings() or key in person_headings() or key in PRODUCTION_UNITS


def attribute_at(path: FieldPath) -> Any:
    """Return the attrs attribute of a field path."""
    kind, *steps, name = path.split(".")
    cls: Any = KINDS[kind]
    for step in steps:
        cls = item_type(attrs.fields_dict(cls)[step].type)
    return attrs.fields_dict(cls)[name]


def is_side(path: FieldPath) -> bool:
    """Tell whether a path is the start or the end of a period, which is no field of its own."""
    return path.endswith((".start", ".end"))


def _own_labels(path: FieldPath) -> tuple[str, ...]:
    """Return the labels of a field; none for an end of a period, which has no label."""
    if is_side(path):
        return ()
    label = info(attribute_at(path)).label
    return label.da, label.en
