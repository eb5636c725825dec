from typing import Any

import pytest

from civic_partnership.findings import Finding, MissingFact, find_missing_facts
from civic_partnership.model import RecordKey
from civic_partnership.values import Label, Path

WORDS = Label("x", "x")


def finding(kind: str | None, id: str, *path: str | int, missing: Path | None = None) -> Finding:
    """Make an undecided finding about a record, for lack of the fact at the path."""
    record = None if kind is None else RecordKey(kind, id)
    missing = path if missing is None else None
    return Finding(
        rule="x", level="undecided", record=record, message=WORDS, remedy=WORDS, document="x", missing=missing
    )


def test_counts_records_and_questions() -> None:
    """Each record counts once, each finding is a question; the row of a list makes no difference."""
    first = [
        finding("partnerships", "a", "grants", 0, "spending"),
        finding("partnerships", "a", "grants", 1, "spending"),
        finding("partnerships", "b", "grants", 0, "spending"),
        finding("partnerships", "b", "employments"),
        finding("partnerships", "b", "terms", missing=()),
    ]
    second = [finding("partnerships", "a", "employments")]

    assert [("employments", 2, 2)] == [_numbers(each) for each in find_missing_facts(first[3:], second)]
    assert [("grants.spending", 2, 3), ("employments", 1, 1)] == [
        _numbers(each) for each in find_missing_facts(first)
    ]


def _numbers(fact: MissingFact) -> tuple[str, int, int]:
    return fact.field, fact.records, fact.questions


def test_a_finding_about_no_kind_of_record_is_left_out() -> None:
    """What the whole register or the municipality lacks is no kind of fact of records."""
    assert [] == find_missing_facts([finding(None, "", "terms"), finding("municipality", "", "code")])


@pytest.mark.parametrize(
    ("kind", "path", "da", "en"),
    [
        ("partnerships", ("employments",), "ansættelser", "employments"),
        ("partnerships", ("grants", 0, "spending"), "forbrug (tilskud)", "spending (grants)"),
        ("partnerships", ("terms", 1, "decision"), 'feltet "beslutning" (aftaleperioder)', 'the field "decision" (terms)'),
        ("associations", ("citywide",), 'feltet "bydækkende"', 'the field "citywide"'),
        ("frameworks", ("hearing", "opens"), 'feltet "åbner" (høring)', 'the field "opens" (hearing)'),
        ("programmes", ("focus_areas",), "indsatsområder", "focus areas"),
        ("areas", ("colour",), 'feltet "colour"', 'the field "colour"'),
        ("areas", ("name", "colour"), 'feltet "name.colour"', 'the field "name.colour"'),
    ],
)  # fmt: skip
def test_names_a_fact_as_officials_do(kind: str, path: Path, da: str, en: str) -> None:
    """The rows of a list go by their name, another fact by its field; both with the list that they stand in."""
    (fact,) = find_missing_facts([finding(kind, "a", *path)])

    assert f" mangler {da}: afklarer 1 spørgsmål" in fact.label.da
    assert f" lacks {en}: settles 1 question" in fact.label.en


@pytest.mark.parametrize(
    ("records", "questions", "da", "en"),
    [
        (
            *(1, 1),
            "1 partnerskab mangler handleplaner: afklarer 1 spørgsmål",
            "1 partnership lacks action plans: settles 1 question",
        ),
        (
            *(33, 190),
            "33 partnerskaber mangler handleplaner: afklarer 190 spørgsmål",
            "33 partnerships lack action plans: settles 190 questions",
        ),
    ],
)
def test_numbers_agree(records: int, questions: int, da: str, en: str) -> None:
    """One record lacks, several lack; the same stands in JSON."""
    fact = MissingFact(kind="partnerships", field="action_plans", records=records, questions=questions)
    expected: dict[str, Any] = {"kind": "partnerships", "field": "action_plans"}
    expected |= {"records": records, "questions": questions, "label": {"da": da, "en": en}}

    assert Label(da, en) == fact.label
    assert expected == fact.to_dict()
