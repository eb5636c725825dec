"""Persons who come and go: whatever a file says of them, nothing that the program shows holds a word of it."""

import csv
import io
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import example, given, settings, strategies as st
from importing.making import import_bytes, new_folder

from civic_partnership import load
from civic_partnership.errors import CivicPartnershipError
from civic_partnership.importing import preview_file, suggest_mapping
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.values import Language

LETTERS = st.text("qxzwjvk", min_size=4, max_size=8)
"""Letters of which no word of the program is made."""
NAMES = st.lists(LETTERS.map(str.capitalize), min_size=1, max_size=3).map(" ".join)
MAILS = st.builds(
    "{}{}".format, LETTERS, st.sampled_from(["@klub.dk", "", "@", " (at) klub.dk", "@klub.dk; x@y"])
)
PHONES = st.builds(
    lambda digits, form: form.format(digits[:2], digits[2:4], digits[4:6], digits[6:]),
    st.integers(20_000_000, 69_999_999).map(str),
    st.sampled_from(["{}{}{}{}", "{} {} {} {}", "+45 {}{}{}{}", "{}{}{}", "tlf. {}{}{}{}", "{}.{}.{}.{}"]),
)


class Person(NamedTuple):
    """A row of a file: a club and its chair."""

    club: str
    name: str
    email: str
    phone: str


PERSONS = st.builds(
    Person,
    st.sampled_from(["Klub A", "Klub B"]),
    NAMES | st.just(""),
    MAILS | st.just(""),
    PHONES | st.just(""),
)
TITLES = {
    "club": ("Forening", "Foreningens navn"),
    "name": ("Formand", "Kontaktperson", "Navn på formand"),
    "email": ("Mail", "E-mail", "Formandens mail"),
    "phone": ("Telefon", "Tlf.", "Mobil"),
}


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[str], list[list[Person]]]:
    """Draw the headings of a list, in any order, and the rows that it has in one year and the next ones."""
    headings = [draw(st.sampled_from(titles)) for titles in TITLES.values()]
    return headings, draw(st.lists(st.lists(PERSONS, min_size=1, max_size=4), min_size=1, max_size=3))


def to_csv(headings: list[str], rows: list[Person], order: list[int]) -> bytes:
    """Write a list with its columns in some order."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([[row[place] for place in order] for row in [headings, *rows]])
    return text.getvalue().encode()


def mapping_of(headings: list[str]) -> dict[str, Any]:
    """Map the columns to an association and its chair."""
    club, name, email, phone = headings
    fields = {
        "name": name,
        "email": email,
        "phone": phone,
        "role": {"value": "chair"},
        "association": {"record": "associations"},
    }
    return {
        "records": [
            {"kind": "associations", "fields": {"name": club}},
            {"kind": "contacts", "fields": fields},
        ]
    }


def secrets(persons: list[Person]) -> set[str]:
    """Return every part of what the rows say of persons that would tell who it is."""
    words = {word for person in persons for word in person.name.split()}
    words |= {person.email[:4] for person in persons if person.email}
    digits = ("".join(filter(str.isdigit, person.phone)).removeprefix("45") for person in persons)
    return words | {each[:6] for each in digits if each} | {each.phone for each in persons if each.phone}


def show_all(source: Path, mapping: dict[str, Any]) -> str:
    """Return all that the program shows of a file before it is imported."""
    languages: list[Language] = ["da", "en"]
    shown = []
    for lang in languages:
        for call in (
            partial(suggest_mapping, source, lang=lang),
            partial(preview_file, source, lang=lang),
            partial(preview_file, source, parse_mapping(mapping), lang=lang),
        ):
            try:
                shown.append(call())
            except CivicPartnershipError as error:
                shown.append(error.da + error.en)
    return "\n".join(shown)


def reasons_of(folder: Path, name: str) -> str:
    """Return the columns in front of the rejected rows."""
    text = (folder / f"{name}-rejects.csv").read_text("utf-8-sig")
    return "\n".join(" ".join(row[:3]) for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"))


ONE = Person("Klub A", "Qxzw Jvkq", "qxzw@klub.dk", "20304050")
OTHER = Person("Klub A", "Wwzq Kkvx", "", "")


@settings(max_examples=50)
@given(lists(), st.permutations(range(4)), st.lists(st.booleans(), min_size=3, max_size=3), st.booleans())
@example(
    (["Forening", "Formand", "Mail", "Telefon"], [[ONE], [OTHER]]), [0, 1, 2, 3], [False, True, True], True
)
@example(
    (["Forening", "Formand", "Mail", "Telefon"], [[ONE, OTHER]]), [3, 2, 1, 0], [False, True, True], False
)
def test_nothing_that_is_shown_tells_who_somebody_is(
    made: tuple[list[str], list[list[Person]]],
    order: list[int],
    updates: list[bool],
    by_hand: bool,  # noqa: FBT001 - drawn
) -> None:
    """Search all that is shown for each name, mail address and phone number; only registers and rejects have them."""
    headings, years = made
    mapping = mapping_of(headings)
    shown = []
    with new_folder() as folder:
        for number, rows in enumerate(years):
            data = to_csv(headings, rows, order)
            report = import_bytes(folder, data, mapping, name=f"year{number}", update=updates[number])
            shown += [report.summary("da"), report.summary("en"), repr(report)]
            shown += [reasons_of(folder, f"year{number}"), show_all(folder / f"year{number}.csv", mapping)]
            for file in (folder / "register").glob("contacts.toml") if by_hand else ():
                file.write_bytes(b"# Mine\n" + file.read_bytes())
        contacts = load(folder / "register").contacts.values() if (folder / "register").exists() else ()
        again = import_bytes(folder, to_csv(headings, years[-1], order), mapping, name="again")
        shown += [contact.id for contact in contacts]

        assert not again.written
        assert len({contact.association for contact in contacts}) == len(contacts)
        for contact in contacts:
            assert contact.name in {row.name for rows in years for row in rows}
    text = "\n".join(shown).casefold()
    for secret in secrets([row for rows in years for row in rows]):
        assert secret.casefold() not in text
