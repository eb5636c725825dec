from typing import Any

import attrs
import pytest
from model.places import Path, least, record_with, routes
from rules.found import HOLDS, Found, broken, find, findings, undecided

from civic_partnership.model import (
    KINDS,
    Area,
    Contact,
    Department,
    LeftOut,
    RecordKey,
    Register,
    info,
    references,
)
from civic_partnership.rules.references import unknown_reference
from civic_partnership.testing import set_in
from civic_partnership.values import Label

ROUTES = [(kind, path, named) for kind, cls in KINDS.items() for path, named in routes(cls) if named in KINDS]


def add_missing_records(*records: Any) -> dict[RecordKey, Any]:
    """Add a record for each id that one of the records names, and for each that these name."""
    register = Register().replace(*records)
    missing = {
        (each.kind, each.id): least(KINDS[each.kind], id=each.id)
        for _, record in register
        for each in references(record)
        if each.kind in KINDS and each.id not in getattr(register, each.kind)
    }
    return add_missing_records(*records, *missing.values()) if missing else dict(register)


@pytest.mark.parametrize(("kind", "path", "named"), ROUTES)
def test_every_field_that_refers_is_asked(kind: str, path: Path, named: str) -> None:
    """Wherever a record can name another: one that is there holds, one that is not is one error at that place."""
    record = attrs.evolve(record_with(KINDS[kind], path, "an-id"), id="holder")
    good = add_missing_records(record, least(KINDS[named], id="an-id"))
    bad = good | {RecordKey(kind, "holder"): set_in(record, path, "another-id")}

    assert HOLDS == find(unknown_reference, *good.values())
    assert [(RecordKey(kind, "holder"), path)] == [
        (finding.record, finding.path) for finding in findings(unknown_reference, *bad.values())
    ]


CONTACT = Contact(id="consultant", department="culture")
CULTURE = Department(id="culture", name="Kultur- og Fritidsforvaltningen")


@pytest.mark.parametrize(
    ("department", "da", "en"),
    [
        ("cultur", "Mente du culture?", "Did you mean culture?"),
        (
            "harbour",
            "Tilføj det blandt forvaltninger, eller ret id'et: det findes kun blandt udsatte byområder.",
            "Add it to the departments, or correct the id: it stands only among the areas.",
        ),
        ("xyz", "Ret id'et, eller tilføj posten.", "Correct the id, or add the record."),
    ],
)
def test_tells_what_may_have_been_meant(department: str, da: str, en: str) -> None:
    """A near id is suggested; an id of another kind is told as such; else there is nothing to suggest."""
    contact, area = attrs.evolve(CONTACT, department=department), Area(id="harbour", name="Havnen")
    (finding,) = findings(unknown_reference, contact, CULTURE, area)

    assert f'Der findes intet id "{department}" blandt forvaltninger. {da}' == finding.message.da
    assert f'There is no id "{department}" among the departments. {en}' == finding.message.en
    assert Label(da, en) == finding.remedy
    assert {"id": department, "kind": info(attrs.fields(Register).departments).label}.items() <= dict(
        finding.facts
    ).items()


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        (LeftOut("departments", "culture"), undecided("department")),
        (LeftOut("departments", None), undecided("department")),
        (LeftOut(None, "culture"), undecided("department")),
        (LeftOut(None, None), undecided("department")),
        (LeftOut("departments", "social"), broken("department")),
        (LeftOut("areas", "culture"), broken("department")),
        (LeftOut("areas", None), broken("department")),
    ],
)
def test_what_may_have_been_left_out_is_undecided(left_out: LeftOut, expected: Found) -> None:
    """An id that may belong to a record that could not be built, or stand in an unreadable file, is not broken."""
    assert expected == find(unknown_reference, CONTACT, left_out=[left_out])
    assert HOLDS == find(unknown_reference, CONTACT, CULTURE, left_out=[left_out])


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        (
            LeftOut("departments", "culture"),
            Label(
                'Det kan ikke afgøres: Posten "culture" blandt forvaltninger kunne ikke læses. Ret først den post.',
                'It cannot be told: The record "culture" among the departments could not be read. Correct that record first.',
            ),
        ),
        (
            LeftOut(None, None),
            Label(
                'Det kan ikke afgøres: "culture" blandt forvaltninger kan stå i det, der ikke kunne læses. '
                "Ret først det, der ikke kunne læses.",
                'It cannot be told: "culture" among the departments may stand in what could not be read. '
                "Correct first what could not be read.",
            ),
        ),
    ],
)
def test_what_is_said_of_what_was_left_out_is_true(left_out: LeftOut, expected: Label) -> None:
    """A record that could not be read is not said to be missing, and what to do is to correct it."""
    (finding,) = findings(unknown_reference, CONTACT, left_out=[left_out])

    assert expected == finding.message


def test_focus_areas_are_not_asked_here() -> None:
    """The focus area of an objective is no record of the register, and another rule's business."""
    path = ("action_plans", 0, "objectives", 0, "focus_area")
    record = record_with(KINDS["partnerships"], path, "nonsense")

    assert path in {each.path for each in references(record) if each.kind == "focus_areas"}
    assert path not in {place for _, place in find(unknown_reference, record)}
