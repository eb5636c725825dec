from datetime import date
from pathlib import Path as File
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from model.places import Path, least, record_with, routes
from rules.partnerships import HOLDS, ON, FoundAt, broken, undecided

from civic_partnership.findings import Finding
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
from civic_partnership.rules import check
from civic_partnership.rules.references import unknown_reference
from civic_partnership.storage import load
from civic_partnership.testing import set_in
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Label

ROUTES = [(kind, path, named) for kind, cls in KINDS.items() for path, named in routes(cls) if named in KINDS]


def findings(register: Register, on: date = ON) -> tuple[Finding, ...]:
    """Return the findings about the references in a register."""
    report = check(register, on=on, rules=(unknown_reference,))
    assert report.failures == ()
    return report.findings


def find(register: Register) -> list[FoundAt]:
    """Return level and place of each finding."""
    return [FoundAt(finding.level, finding.path) for finding in findings(register)]


def add_missing_records(register: Register) -> Register:
    """Add a record for each id that a record of the register names, and for each that these name."""
    missing: dict[tuple[str, str], Any] = {}
    for _, record in register:
        for _, kind, id in references(record):
            if kind in KINDS and id not in getattr(register, kind):
                missing[kind, id] = least(KINDS[kind], id=id)
    return add_missing_records(register.replace(*missing.values())) if missing else register


@pytest.mark.parametrize(("kind", "path", "named"), ROUTES)
def test_every_field_that_refers_is_asked(kind: str, path: Path, named: str) -> None:
    """Wherever a record can name another: one that is there holds, one that is not is one error at that place."""
    record = attrs.evolve(record_with(KINDS[kind], path, "an-id"), id="holder")
    good = add_missing_records(Register().replace(record, least(KINDS[named], id="an-id")))
    bad = good.replace(set_in(record, path, "another-id"))

    assert find(good) == HOLDS
    assert broken(*path) == find(bad)
    assert [RecordKey(kind, "holder")] == [finding.record for finding in findings(bad)]


@given(st.data())
def test_breaking_any_one_reference_is_one_finding(data: st.DataObject) -> None:
    """In any register whose references all lead somewhere, one that is broken is told, there and only there."""
    good = add_missing_records(data.draw(registers(max_size=4)))
    places = [(each, record) for _, record in good for each in references(record) if each.kind in KINDS]

    assert find(good) == HOLDS
    if places:
        reference, record = data.draw(st.sampled_from(places))
        bad = good.replace(set_in(record, reference.path, "nobody-s"))
        assert broken(*reference.path) == find(bad)


def contact(department: str) -> Contact:
    """Make a contact in a department."""
    return Contact(id="consultant", department=department)


CULTURE = Department(id="culture", name="Kultur- og Fritidsforvaltningen")


@pytest.mark.parametrize(
    ("department", "da", "en"),
    [
        (
            "cultur",
            "Mente du culture?",
            "Did you mean culture?",
        ),
        (
            "harbour",
            "Tilføj det blandt forvaltninger, eller ret id'et: det findes kun blandt udsatte byområder.",
            "Add it to the departments, or correct the id: it stands only among the areas.",
        ),
        (
            "xyz",
            "Ret id'et, eller tilføj posten.",
            "Correct the id, or add the record.",
        ),
    ],
)
def test_tells_what_may_have_been_meant(department: str, da: str, en: str) -> None:
    """A near id is suggested; an id of another kind is told as such; else there is nothing to suggest."""
    register = Register().replace(CULTURE, contact(department), Area(id="harbour", name="Havnen"))
    (finding,) = findings(register)

    assert f'Der findes intet id "{department}" blandt forvaltninger. {da}' == finding.message.da
    assert f'There is no id "{department}" among the departments. {en}' == finding.message.en
    assert Label(da, en) == finding.remedy


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
def test_what_may_have_been_left_out_is_undecided(left_out: LeftOut, expected: list[FoundAt]) -> None:
    """An id that may belong to a record that could not be built, or stand in an unreadable file, is not broken."""
    register = attrs.evolve(Register().replace(contact("culture")), left_out=frozenset({left_out}))

    assert expected == find(register)
    assert find(register.replace(CULTURE)) == HOLDS


@pytest.mark.parametrize(
    ("left_out", "da", "en"),
    [
        (
            LeftOut("departments", "culture"),
            'Kan ikke afgøres: Posten "culture" blandt forvaltninger kunne ikke læses. Ret først den post.',
            (
                'Cannot be told: The record "culture" among the departments could not be read. '
                "Correct that record first."
            ),
        ),
        (
            LeftOut(None, None),
            (
                'Kan ikke afgøres: "culture" blandt forvaltninger kan stå i det, der ikke kunne læses. '
                "Ret først det, der ikke kunne læses."
            ),
            (
                'Cannot be told: "culture" among the departments may stand in what could not be read. '
                "Correct first what could not be read."
            ),
        ),
    ],
)
def test_what_is_said_of_what_was_left_out_is_true(left_out: LeftOut, da: str, en: str) -> None:
    """A record that could not be read is not said to be missing, and what to do is to correct it."""
    register = attrs.evolve(Register().replace(contact("culture")), left_out=frozenset({left_out}))
    (finding,) = findings(register)

    assert Label(da, en) == finding.message


def test_focus_areas_are_not_asked_here() -> None:
    """The focus area of an objective is no record of the register, and another rule's business."""
    path = ("action_plans", 0, "objectives", 0, "focus_area")
    record = record_with(KINDS["partnerships"], path, "nonsense")

    assert path in {each.path for each in references(record) if each.kind == "focus_areas"}
    assert path not in {place for _, place in find(Register().replace(record))}


@pytest.mark.parametrize("name", ["nordby", "aarhus", "copenhagen", "slagelse"])
def test_every_reference_of_the_examples_leads_somewhere(examples: File, name: str) -> None:
    """In the example registers no record names one that is not there."""
    assert find(load(examples / name)) == HOLDS


def test_kinds_are_called_by_their_labels() -> None:
    """The facts of a finding are the id and the kind by its name in both languages."""
    (finding,) = findings(Register().replace(contact("culture")))
    facts = dict(finding.facts)

    assert facts["id"] == "culture"
    assert info(attrs.fields(Register).departments).label == facts["kind"]
