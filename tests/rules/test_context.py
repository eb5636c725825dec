from typing import Any

import attrs
import pytest
from rules.partnerships import ON, partnership, programme

from civic_partnership.findings import Undecidable
from civic_partnership.model import (
    Appropriation,
    Area,
    Entry,
    Initiative,
    LeftOut,
    Meeting,
    Municipality,
    Partnership,
    Programme,
    Register,
)
from civic_partnership.rules import Context
from civic_partnership.storage import parse
from civic_partnership.values import Period

PROGRAMME = programme(term_years=4)
PARTNERSHIP = partnership()
OTHER = Partnership(id="other", programme="gone", associations=("a",))
CONTEXT = Context(Register().replace(PROGRAMME, PARTNERSHIP, OTHER), ON)


def meeting(**belongs_to: Any) -> Meeting:
    """Make a meeting that belongs to something."""
    return Meeting(id="m", on=ON, kind="status", **belongs_to)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (PROGRAMME, PROGRAMME),
        (Programme(id="new", name="New"), Programme(id="new", name="New")),
        (PARTNERSHIP, PROGRAMME),
        (OTHER, None),
        (
            Appropriation(id="vol-1", name="Vol. 1", programme="ordning", period=Period("2021/2024")),
            PROGRAMME,
        ),
        (Initiative(id="i", name="Sociale partnerskaber", programme="ordning"), PROGRAMME),
        (Initiative(id="i", name="Fritidspas"), None),
        (meeting(partnership="nordby"), PROGRAMME),
        (meeting(partnership="other"), None),
        (meeting(partnership="gone"), None),
        (meeting(programme="ordning"), PROGRAMME),
        (meeting(alliance="ordning"), None),
        (meeting(), None),
        (Area(id="ordning", name="Ordning"), None),
        (Municipality(name="ordning"), None),
    ],
)
def test_a_record_belongs_to_the_programme_that_it_names(record: Any, expected: Programme | None) -> None:
    """A programme belongs to itself, a meeting to its partnership's, all else to the programme it names."""
    assert expected == CONTEXT.programme_of(record)


def test_a_partnership_stands_under_its_programme() -> None:
    """Give a rule the programme of a partnership, or leave it undecided."""
    assert CONTEXT.programme(PARTNERSHIP) is PROGRAMME
    with pytest.raises(Undecidable) as unknown:
        CONTEXT.programme(OTHER)
    assert unknown.value.path == ("programme",)


def test_meetings_and_partnerships_are_found_by_whose_they_are() -> None:
    """Find the same meetings and partnerships as a search through all of them."""
    reading = parse(
        """
        [programmes.a]
        name = "A"
        [partnerships.a]
        programme = "a"
        associations = ["x"]
        [meetings.m1]
        on = 2024-01-01
        kind = "status"
        partnership = "a"
        [meetings.m2]
        on = 2024-01-01
        kind = "status"
        programme = "a"
        [meetings.m3]
        on = 2024-01-01
        kind = "alliance"
        """
    )
    register = reading.register
    context = Context(register, ON)
    agreement, under = register.partnerships["a"], register.programmes["a"]

    assert [agreement] == list(context.partnerships(under)) == list(context.partnerships("a"))
    assert [] == list(context.partnerships("b"))
    assert ["m1"] == [each.id for each in context.meetings("status", agreement)]
    assert ["m2"] == [each.id for each in context.meetings("status", under)]
    assert [] == list(context.meetings("network", under))


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
