from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from model.places import walk_record
from rules.found import broken, find, findings, warned
from rules.partnerships import partnership, term

from civic_partnership.model import (
    KINDS,
    Area,
    Association,
    Contact,
    Employment,
    Municipality,
    Partner,
    Programme,
    Record,
    Register,
    info,
    parts,
)
from civic_partnership.rules.personal_data import cpr_number, find_texts, personal_data_in_text
from civic_partnership.testing import set_in
from civic_partnership.testing.any_registers import readable_registers as registers, records
from civic_partnership.values import Dated, Period, Table

CPR, MAIL, PHONE = "født 010190-1234 her", "skriv til b@nordby.example!", "ring 22 33 44 55"


def noted(text: str) -> Area:
    """Make an area with a note."""
    return Area(id="a", name="Havnen", note=text)


@pytest.mark.parametrize(
    "text",
    [
        *("b@nordby.example", "Fælles postkasse: havn@nordby.example", "<b.c+d@sub.nordby.example>"),
        *("22334455", "22 33 44 55", "22.33.44.55", "22-33-44-55", "2233 4455", "(99 99 99 99)"),
        *("Tlf.:22334455.", "i 2021 på 22334455", "linje\n22334455", "CVR 12345674, tlf. 22334455"),
        *("+45 22 33 44 55", "+4512345678", "0045 22334455", "+46 70-123 45 67"),
        "CVR er ukendt, men telefonen er 22334455",
    ],
)
def test_mail_addresses_and_phone_numbers_are_warned_of(text: str) -> None:
    """A mail address, and a phone number as people write it, are told where they stand."""
    assert warned("note") == find(personal_data_in_text, noted(text))


@pytest.mark.parametrize(
    "text",
    [
        *("Havnen", "to @ tre", "@nordby", "1+1=2", "+45 22 33", "22 33 44 5", "22  33  44  55"),
        *("2021-2024", "2021/2024", "2021 2024", "Lukket 24.12.20-31.12.20", "Besluttet 20240312"),
        *("2024-01-31", "31.12.2024 kl. 22.30", "18.15.05-P20-1-21", "2233445", "223344556"),
        *("200 000 kr.", "20 000 000", "20.000.000 kr.", "20000000 kr.", "25000000kr"),
        *("12345674", "00 00 00 00", "10 20 30 40", "CVR 25313763", "cvr-nr.: 25313763", "5790000000005"),
    ],
)
def test_years_amounts_and_numbers_of_associations_are_nobody_s(text: str) -> None:
    """What is plainly a year, an amount or a CVR number, or has too few or too many digits, is let through."""
    assert [] == find(personal_data_in_text, noted(text))


@pytest.mark.parametrize(
    ("record", "path"),
    [
        (lambda text: Municipality(name="N", note=text), ("note",)),
        (lambda text: Municipality(name=text), ("name",)),
        (
            lambda text: Area(id="a", name="A", exempt=Table({"term-length": Dated.always(text)})),
            ("exempt", "term-length"),
        ),
        (lambda text: Association(id="a", name="A", aliases=("a", text)), ("aliases", 1)),
        (lambda text: partnership(terms=[term("2023/2024", note=text)]), ("terms", 0, "note")),
    ],
)
def test_a_text_is_found_wherever_it_stands(record: Callable[[str], Any], path: Any) -> None:
    """In the municipality, in rows of rows, in lists of texts, in tables and in the reason of an exemption."""
    assert broken(*path) == find(cpr_number, record(CPR))
    assert warned(*path) == find(personal_data_in_text, record(MAIL))
    assert warned(*path) == find(personal_data_in_text, record(PHONE))


def test_personal_fields_may_hold_what_is_personal_but_no_civil_registration_number() -> None:
    """A contact's mail address and phone number are in their place; a civil registration number never is."""
    contact = Contact(id="c", name=f"B {CPR}", email=MAIL, phone=PHONE)
    employed = Employment(period=Period("2021/2024"), person=f"{CPR} {MAIL}")
    person = partnership(employments=[employed])

    assert broken("name") == find(cpr_number, contact)
    assert broken("employments", 0, "person") == find(cpr_number, person)
    assert [] == find(personal_data_in_text, contact, person)


def test_ids_references_and_keys_are_texts_too() -> None:
    """What names a record or a rule holds no such number either; a key is told where its table stands."""
    number = "0101901234"
    named: Any = dict.fromkeys(["id", "programme", "appropriation"], number)
    record = partnership(partners=(Partner(association=number),), **named)
    levels = Municipality(
        name="N", rule_levels=Table({number: "off"}), exempt=Table({f"a {number}": Dated.always("b")})
    )

    paths = sorted([("partners", 0, "association"), *((name,) for name in named)])
    assert paths == [path for _, path in find(cpr_number, record)]
    assert broken("department") == find(cpr_number, Programme(id="o", name="O", department=number))
    assert broken("exempt") + broken("rule_levels") == find(cpr_number, levels)


def test_a_text_is_told_once_whatever_it_holds() -> None:
    """Two numbers in one text are one finding, for the text is what is to be corrected."""
    assert broken("note") == find(cpr_number, noted(f"{CPR} {CPR}"))
    assert warned("note") == find(personal_data_in_text, noted(f"{MAIL} {PHONE} {MAIL}"))


def is_free(attribute: "attrs.Attribute[Any]") -> bool:
    """Return whether a field may hold any text and is no reference."""
    types = (str, str | None, tuple[str, ...], Table[str])
    return info(attribute).refers_to is None and attribute.type in types


@given(st.one_of([records(cls) for cls in (Municipality, *KINDS.values())]))
def test_free_texts_are_all_texts_that_are_not_something_else(record: Record) -> None:
    """Of every kind of record, all texts that are filled are looked at, and nothing else."""
    expected = {
        (path, value)
        for path, field, value in walk_record(record)
        if isinstance(value, str) and value and is_free(field)
    }
    expected |= {
        ((*path, "exempt", rule, *([period.text] if period else [])), text)
        for path, part in parts(record)
        for rule, reason in part.exempt.items()
        for period, text in reason.changes
    }

    assert expected == {(each.path, each.text) for each in find_texts(record) if each.kind == "free"}


@settings(max_examples=settings().max_examples // 2)
@given(registers(max_size=3), st.sampled_from([CPR, MAIL, PHONE]), st.data())
def test_no_message_holds_what_was_found(register: Register, private: str, data: st.DataObject) -> None:
    """What is told of a text never repeats it, nor are there facts of it."""
    rows = [record for _, record in register]
    places = [(row, each) for row in rows for each in find_texts(row) if each.kind == "free"]
    if places:
        row, text = data.draw(st.sampled_from(places))
        register = register.replace(set_in(row, text.path, private))
    changed = [record for _, record in register]
    told = repr([*findings(cpr_number, *changed), *findings(personal_data_in_text, *changed)])

    assert not any(word in told for word in ("010190", "nordby.example", "22 33 44 55"))
