from typing import Any

import attrs
import pytest
from rules.found import ON, RULES, find, undecided
from rules.partnerships import partnership, plan, programme

from civic_partnership.model import (
    Area,
    Entry,
    Initiative,
    LeftOut,
    Meeting,
    Partner,
    Partnership,
    Programme,
    Register,
)
from civic_partnership.rules import Context

PROGRAMME = programme(term_years=4)
PARTNERSHIP = partnership()
OTHER = Partnership(id="other", programme="gone", partners=(Partner(association="a"),))
CONTEXT = Context(Register().replace(PROGRAMME, PARTNERSHIP, OTHER), ON)


def meeting(kind: Any = "status", **belongs_to: Any) -> Meeting:
    """Make a meeting that belongs to something."""
    return Meeting(id="m", on=ON, kind=kind, **belongs_to)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (PROGRAMME, PROGRAMME),
        (PARTNERSHIP, PROGRAMME),
        (OTHER, None),
        (Initiative(id="i", name="Sociale partnerskaber", programme="ordning"), PROGRAMME),
        (Initiative(id="i", name="Fritidspas"), None),
        (meeting(partnership="nordby"), PROGRAMME),
        (meeting(partnership="gone"), None),
        (meeting(programme="ordning"), PROGRAMME),
        (meeting(alliance="ordning"), None),
        (Area(id="ordning", name="Ordning"), None),
    ],
)
def test_a_record_belongs_to_the_programme_that_it_names(record: Any, expected: Programme | None) -> None:
    """A programme belongs to itself, a meeting to its partnership's, all else to the programme it names."""
    assert expected == CONTEXT.programme_of(record)


@pytest.mark.parametrize("left_out", [[], [LeftOut("programmes", "gone")]])
@pytest.mark.parametrize(
    "name",
    [
        "grant-annual-amount",
        "grant-purpose",
        "partnership-eligibility-members",
        "plan-approved",
        "plan-focus-area",
        "plan-focus-area-missing",
        "plan-length",
        "status-meetings",
        "term-length",
        "weekly-hours",
    ],
)
def test_under_an_unknown_programme_nothing_is_asked(name: str, left_out: Any) -> None:
    """Where the programme is not there, or could not be read, no rule can tell what it asks for."""
    agreement = attrs.evolve(OTHER, action_plans=(plan("2021/2023"),))

    assert undecided("programme") == find(RULES[name], agreement, left_out=left_out)


def test_what_is_made_once_is_made_anew_for_another_record() -> None:
    """Share a cached value between the rules of one record, and not with the next record."""
    context = Context(Register(), ON)
    calls: list[str] = []

    def make(record: Entry) -> int:
        calls.append(str(getattr(record, "id", "")))
        return len(calls)

    one, other = Area(id="one", name="A"), Area(id="other", name="A")

    assert [1, 1, 2, 3] == [context.cached(make, each) for each in (one, one, other, one)]
    assert ["one", "other", "one"] == calls


def test_what_is_made_of_a_record_for_others_is_made_once() -> None:
    """Keep a value of a record for the whole check, and one for each record, even if they are equal."""
    context = Context(Register(), ON)
    one, twin = Area(id="one", name="A"), Area(id="one", name="A")

    def make(record: Entry) -> list[Entry]:
        return [record]

    made = [context.of_record(make, each) for each in (one, twin, one)]
    assert made[0] is made[2]
    assert made[0] is not made[1]


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        ([], False),
        ([LeftOut("meetings", "spring")], True),
        ([LeftOut("meetings", None)], True),
        ([LeftOut(None, None)], True),
        ([LeftOut("contacts", "spring")], False),
    ],
)
def test_what_could_not_be_read_may_be_of_any_kind_it_stood_in(
    left_out: list[LeftOut], expected: object
) -> None:
    """A kind may be incomplete where one of its records, or a file of unknown content, was left out."""
    assert expected == Context(attrs.evolve(Register(), left_out=frozenset(left_out)), ON).may_lack(
        "meetings"
    )
