import itertools
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from importing.making import contents, import_bytes, new_folder

from civic_partnership import Register, load
from civic_partnership.errors import MappingError
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.importing.merge.known_records import KnownContacts
from civic_partnership.model import Contact

MAPPING: dict[str, Any] = {
    "records": [
        {"kind": "associations", "fields": {"name": "Forening"}},
        {
            "kind": "contacts",
            "fields": {
                "name": "Kontakt",
                "role": "Rolle",
                "email": "Mail",
                "association": {"record": "associations"},
            },
        },
        {
            "kind": "alliances",
            "id": {"record": "associations"},
            "fields": {"name": "Forening", "contacts": {"record": "contacts"}},
        },
    ]
}
HEADINGS = "Forening;Kontakt;Rolle;Mail\n"


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (Contact(id="x", name="Anna Ek", association="klub", role="Formand"), "klub-formand"),
        (Contact(id="x", name="Anna Ek", department="social", role="--"), "social"),
        (Contact(id="x", name="Anna Ek", role="Konsulent"), "contact-konsulent-3"),
        (Contact(id="x", name="Anna Ek"), "contact"),
        (Contact(id="x", name="BO  HOLM", role="konsulent"), "contact-konsulent-2"),
        (Contact(id="x", name="Bo Holm", role="konsulent", association="klub"), "klub-konsulent"),
    ],
)
def test_an_id_is_made_of_whom_a_contact_belongs_to(contact: Contact, expected: str) -> None:
    """Make an id of owner, role and a number; keep the id of a known contact."""
    there = [
        Contact(id="contact-konsulent", name="Bi Lund", role="Konsulent"),
        Contact(id="contact-konsulent-2", name="Bo Holm", role="Konsulent"),
    ]
    assert expected == KnownContacts(there).identify(contact).id


rows = st.lists(
    st.tuples(
        st.sampled_from(["Klub A", "Klub B"]),
        st.sampled_from(["Zanna Qvistmark", "ZANNA  qvistmark", "Yrsa Wexhammer", "Xerxes Vangsbro", ""]),
        st.sampled_from(["Formand", "formand", "", "Kasserer"]),
        st.sampled_from(["", "zq@wexhammer.dk"]),
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(rows, rows)
def test_contacts_are_known_again_and_no_id_tells_a_name(one: Any, other: Any) -> None:
    """Change nothing the second time, and show no part of a name."""
    with new_folder() as folder:
        texts = []
        for name, cells in (("one", one), ("two", other), ("one", one), ("two", other)):
            before = contents(folder / "register") if (folder / "register").exists() else {}
            text = HEADINGS + "".join(";".join(row) + "\n" for row in cells)
            report = import_bytes(folder, text.encode(), MAPPING, name)
            texts += [repr(report), report.summary("da"), report.summary("en")]
        unchanged = contents(folder / "register") if before else {}
        register = load(folder / "register") if before else Register()

    assert before == unchanged
    assert not report.written
    texts += [key.id or "" for key, _ in register]
    for part, text in itertools.product(["zanna", "qvist", "yrsa", "xerxes", "vangs", "wexh"], texts):
        assert part not in text.casefold()
    for alliance in register.alliances.values():
        assert set(alliance.contacts) <= set(register.contacts)
    people = [
        (each.association, (each.role or "").casefold(), (each.name or "").casefold().split())
        for each in register.contacts.values()
    ]
    assert all(people.count(each) == 1 for each in people)


@pytest.mark.parametrize(
    ("place", "record"),
    [
        ("records[0].id", {"kind": "contacts", "id": "Kontakt", "fields": {"name": "Kontakt"}}),
        (
            "records[0].fields.role",
            {"kind": "contacts", "id": "Nr", "fields": {"email": "Mail", "role": "mail"}},
        ),
        ("records[0].fields.contacts", {"kind": "alliances", "fields": {"name": "Navn", "contacts": "Hvem"}}),
        (
            "records[0].id",
            {
                "kind": "partnerships",
                "id": "Hvem",
                "fields": {"programme": {"value": "p"}, "associations": "Klub"},
                "parts": [
                    {"list": "employments", "fields": {"period": {"start": "Fra"}, "person": ["X", "Hvem"]}}
                ],
            },
        ),
    ],
)
def test_no_column_with_persons_fills_an_id_or_what_is_not_personal(place: str, record: Any) -> None:
    """Refuse such a mapping before any file is read."""
    with pytest.raises(MappingError) as caught:
        parse_mapping({"records": [record]})
    assert "personal data" in caught.value.en or "A contact is not known" in caught.value.en, place
