from typing import Any

import pytest
from importing.making import import_bytes, new_folder

from civic_partnership import Register, write
from civic_partnership.errors import MappingError
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.importing.merge.known_records import KnownAssociations, KnownContacts, Match
from civic_partnership.importing.rejection_rules import DOUBTFUL_MATCH, Rejected
from civic_partnership.model import Association, Contact, FormerName
from civic_partnership.values import PartialDate, Table

THERE = (
    Association(id="havnens-svoemmeklub", name="Havnens Svømmeklub", cvr="64942212", aliases=("HSK",)),
    Association(id="oesterby", name="Østerby Boldklub", cvr="29188505"),
    Association(id="aeroegade-dans", name="Ærøgade Dans"),
    Association(id="twin-1", name="Tvilling", cvr="11111111"),
    Association(id="twin-2", name="Tvilling", cvr="11111111"),
)
MOVED = (
    Association(
        id="nordby-boldklub",
        name="Nordby Boldklub",
        cvr="12345674",
        former=(
            FormerName(name="Nordby IF Fodbold", cvr="55133018", until=PartialDate("2018")),
            FormerName(name="NIF"),
        ),
    ),
    Association(id="fodbold", name="Fodbold og Fest", cvr="29188505", former=(FormerName(cvr="64942212"),)),
    Association(id="svoem", name="NIF Svøm", cvr="64942212"),
    Association(
        id="nif",
        name="Nordvest",
        aliases=("Nordens Idrætsforening",),
        former=(FormerName(name="Gymnasterne"),),
    ),
    Association(id="gymnasterne", name="Gymnasterne"),
)
SAME = Table({"Rosenhøj BK": "rosenhoej", "Østers": "oesterby", "De andre": "twin-1"})


def match(name: str, cvr: str | None = None, id: str = "new-one") -> Match:
    """Match a name and a number with the known associations."""
    return KnownAssociations(THERE, SAME).match(name, cvr, id)


@pytest.mark.parametrize(
    ("name", "cvr", "expected"),
    [
        ("Havnens Svømmeklub", "64942212", ("havnens-svoemmeklub", "cvr")),
        ("Svømmeklub, Havnens", "64942212", ("havnens-svoemmeklub", "cvr")),
        ("HAVNENS  SVØMMEKLUB", None, ("havnens-svoemmeklub", "name")),
        ("hsk", None, ("havnens-svoemmeklub", "alias")),
        ("\N{LATIN CAPITAL LETTER AE}røgade dans", "55133018", ("aeroegade-dans", "name")),
        ("østers", None, ("oesterby", "same")),
        ("Østers", "29188505", ("oesterby", "cvr")),
        ("ROSENHØJ bk", None, ("rosenhoej", "new")),
        ("De andre", None, ("twin-1", "same")),
        ("Nordlys Parkour", None, ("new-one", "new")),
    ],
)
def test_an_association_is_told_by_what_it_is_known_by(name: str, cvr: str | None, expected: Any) -> None:
    """Match by CVR number and name, by name, by alias, or by what the mapping says."""
    assert expected == match(name, cvr)


@pytest.mark.parametrize(
    ("name", "cvr", "why"),
    [
        ("Nordlys Parkour", "64942212", "havnens-svoemmeklub has the CVR number, but not the name"),
        ("Rosenhøj BK", "64942212", "havnens-svoemmeklub has the CVR number, but not the name"),
        ("Havnens Svømmeklub", "55133018", "havnens-svoemmeklub has the name, but not the CVR number"),
        ("Østers", "55133018", "oesterby has the name, but not the CVR number"),
        ("Tvilling", None, "twin-1 and twin-2 have the same name"),
        ("Tvilling", "11111111", "twin-1 and twin-2 have the CVR number, but not the name"),
        ("Østerby BK", None, "oesterby has nearly the same name"),
    ],
)
def test_a_doubtful_match_is_told_and_never_made(name: str, cvr: str | None, why: str) -> None:
    """Reject a doubtful match, and say how to settle it."""
    with pytest.raises(Rejected) as caught:
        match(name, cvr)
    (reason,) = caught.value.reasons

    assert DOUBTFUL_MATCH == reason.rule
    assert f"In the register {why}. If that association is meant" in reason.message.en


@pytest.mark.parametrize(
    ("name", "cvr", "expected"),
    [
        ("NORDBY IF Fodbold", None, ("nordby-boldklub", "former-name")),
        ("Nordby IF Fodbold", "55133018", ("nordby-boldklub", "former-cvr")),
        ("Nordby Boldklub", "55133018", ("nordby-boldklub", "former-cvr")),
        ("Nordby IF Fodbold", "12345674", ("nordby-boldklub", "cvr")),
        ("NIF", None, ("nordby-boldklub", "former-name")),
        ("NIF Svøm", "64942212", ("svoem", "cvr")),
        ("Gymnasterne", None, ("gymnasterne", "name")),
    ],
)
def test_an_association_is_known_by_what_it_was(name: str, cvr: str | None, expected: Any) -> None:
    """Match by a former name or CVR number, unless another association has it now."""
    assert expected == KnownAssociations(MOVED, Table()).match(name, cvr, "new-one")


@pytest.mark.parametrize(
    ("name", "cvr", "why"),
    [
        ("Nordlys", "55133018", "nordby-boldklub has the CVR number, but not the name"),
        ("Nordby IF Fodbold", "11111111", "nordby-boldklub has the name, but not the CVR number"),
        ("Fodbold, Nordby IF", None, "nordby-boldklub has nearly the same name"),
        ("Fodbold og Fest", "64942212", "svoem has the CVR number, but not the name"),
    ],
)
def test_a_doubtful_former_name_or_number_is_told(name: str, cvr: str | None, why: str) -> None:
    """Reject a former name with another number, a former number with another name, and a name nearly the same."""
    with pytest.raises(Rejected, match=why):
        KnownAssociations(MOVED, Table()).match(name, cvr, "new-one")


@pytest.mark.parametrize(
    "text", ["Forening;CVR\nNordby IF Fodbold;55133018\n", "Forening;CVR\nNordby Boldklub;55133018\n"]
)
def test_a_row_with_a_former_name_or_number_changes_nothing(text: str) -> None:
    """Keep the name and the CVR number that the association has now."""
    mapping = {"records": [{"kind": "associations", "fields": {"name": "Forening", "cvr": "CVR"}}]}
    with new_folder() as folder:
        write(Register().replace(*MOVED), folder / "register")
        report = import_bytes(folder, text.encode(), mapping)

    assert (1, 0, ()) == (report.result.taken, report.result.rejected, report.result.changes)
    assert "  kendte foreninger, på tidligere CVR-nummer: 1" in report.summary("da")


def test_a_new_one_does_not_take_the_id_of_another() -> None:
    """Reject a new association whose id is taken."""
    with pytest.raises(Rejected, match="has the id, but not the name"):
        match("Østerby Rideklub", id="oesterby")


def test_a_new_one_is_known_to_what_comes_later() -> None:
    """Match with associations, and their new names, that were added later."""
    known = KnownAssociations((), Table())
    known.add(Association(id="a", name="Nordlys"))
    assert ("a", "name") == known.match("nordlys", "55133018", "x")
    known.add(Association(id="a", name="Nordlys", cvr="55133018", aliases=("Parkour",)))

    assert ("a", "cvr") == known.match("Parkour", "55133018", "x")
    with pytest.raises(Rejected):
        known.match("Nordlys", "64942212", "x")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Havnens Svømmeklub", "havnens-svoemmeklub"),
        ("hsk", "havnens-svoemmeklub"),
        ("oesterby", "oesterby"),
        ("Østers", "oesterby"),
        ("Nordlys", "made-of-it"),
    ],
)
def test_a_reference_is_to_what_is_known_by_the_name(name: str, expected: str) -> None:
    """Resolve a reference by name or id; make the id of an unknown one from its name."""
    assert expected == KnownAssociations(THERE, SAME).resolve(name, "made-of-it")


@pytest.mark.parametrize("name", ["Tvilling", "Østerby BK"])
def test_a_doubtful_reference_is_told(name: str) -> None:
    """Reject a doubtful reference."""
    with pytest.raises(Rejected):
        KnownAssociations(THERE, SAME).resolve(name, "made-of-it")


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (Contact(id="x", name="Anna Ek", association="klub", role="chair"), "klub-chair"),
        (
            Contact(
                id="x",
                name="Anna Ek",
                department="social",
            ),
            "social",
        ),
        (Contact(id="x", name="Anna Ek", role="consultant"), "contact-consultant-3"),
        (Contact(id="x", name="Anna Ek"), "contact"),
        (Contact(id="x", name="BO  HOLM", role="consultant"), "contact-consultant-2"),
        (Contact(id="x", name="Bo Holm", role="consultant", association="klub"), "klub-consultant"),
    ],
)
def test_an_id_is_made_of_whom_a_contact_belongs_to(contact: Contact, expected: str) -> None:
    """Make an id of owner, role and a number; keep the id of a known contact."""
    there = [
        Contact(id="contact-consultant", name="Bi Lund", role="consultant"),
        Contact(id="contact-consultant-2", name="Bo Holm", role="consultant"),
    ]
    assert expected == KnownContacts(there).identify(contact).id


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
                "fields": {"programme": {"value": "p"}},
                "parts": [
                    {"list": "partners", "fields": {"association": "Klub"}},
                    {"list": "employments", "fields": {"period": {"start": "Fra"}, "person": ["X", "Hvem"]}},
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
