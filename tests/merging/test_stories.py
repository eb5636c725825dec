"""What two desks do to one register, and what a merge makes of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from civic_partnership import Register, merge
from civic_partnership.model import Contact, Employment, Grant, Partner, Partnership, Payment, Source, Term
from civic_partnership.values import Period

AMOUNT = Decimal(200_000)
CLUB = Partnership(
    id="klub",
    programme="ordning",
    partners=(Partner(association="klub"),),
    terms=(Term(period=Period("2021/2024"), kind="initial"),),
    employments=(Employment(period=Period("2021/2024"), weekly_hours=Decimal(20), person="Ane"),),
)


def contacts(*changes: dict[str, Any]) -> list[Register]:
    """Make registers of one person, each with some fields changed."""
    return [Register().replace(attrs.evolve(PERSON, **each)) for each in changes]


def grant(**fields: Any) -> Grant:
    """Make a grant."""
    return Grant(**{"amount": AMOUNT, **fields})


def payment(day: int) -> Payment:
    """Make the payment of a day in January 2024."""
    return Payment(on=date(2024, 1, day), amount=AMOUNT)


def employment(**fields: Any) -> tuple[Employment]:
    """Return the employments with some fields changed."""
    return (attrs.evolve(CLUB.employments[0], **fields),)


PERSON = Contact(id="formand", name="Ane", role="chair")
A, B, C = (Source(document=each) for each in "ABC")
STORIES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], list[str], dict[str, int]]] = {
    # what the register holds, what ours and theirs make of it, the conflicts, and how many rows there are then
    "both correct the name of a person": (
        {},
        {"employments": employment(person="Anne")},
        {"employments": employment(person="Anna")},
        ["employments[2021/2024].person"],
        {"employments": 1},
    ),
    "a row that one side made of another is added by the other side": (
        {"sources": (A,)},
        {"sources": (B, C)},
        {"sources": (B, A)},
        [],
        {"sources": 2},
    ),
    "a row that one side adds is made of another by the other side": (
        {"sources": (A,)},
        {"sources": (B, A)},
        {"sources": (B, C)},
        [],
        {"sources": 2},
    ),
    "a name and the hours of one person": (
        {},
        {"employments": employment(person="Anne")},
        {"employments": employment(weekly_hours=Decimal(25))},
        [],
        {"employments": 1},
    ),
    "two persons who begin on the same day": (
        {"employments": ()},
        {"employments": employment(person="Ane")},
        {"employments": employment(person="Bo")},
        [],
        {"employments": 2},
    ),
    "the same term in two spellings": (
        {},
        {"terms": (*CLUB.terms, Term(period=Period("2025/2028"), kind="extension"))},
        {"terms": (*CLUB.terms, Term(period=Period("2025-01-01/2028-12-31"), kind="extension"))},
        ["terms[2025/2028].period"],
        {"terms": 2},
    ),
    "the same grant by its year and by its days": (
        {},
        {"grants": (grant(year=2024),)},
        {"grants": (grant(period=Period("2024-01-01/2024-12-31")),)},
        ["grants[2024].year", "grants[2024].period"],
        {"grants": 1},
    ),
    "a payment moved to two days": (
        {"grants": (grant(year=2024, payments=(payment(15),)),)},
        {"grants": (grant(year=2024, payments=(payment(16),)),)},
        {"grants": (grant(year=2024, payments=(payment(17),)),)},
        ["grants[2024].payments[2024-01-16]"],
        {"grants": 1},
    ),
    "each side adds a consultant and one removes another": (
        {"consultants": ("bo", "ida")},
        {"consultants": ("bo", "ida", "liv")},
        {"consultants": ("ida", "mia")},
        [],
        {"consultants": 3},
    ),
    "a source changed in two ways": (
        {"sources": (A,)},
        {"sources": (B,)},
        {"sources": (C,)},
        ["sources[#1].document"],
        {"sources": 1},
    ),
    "a source changed, and one more added": (
        {"sources": (A,)},
        {"sources": (B, C)},
        {"sources": (attrs.evolve(A, place="side 1"),)},
        [],
        {"sources": 2},
    ),
    "a source each": ({"sources": ()}, {"sources": (A,)}, {"sources": (B,)}, [], {"sources": 2}),
}


@pytest.mark.parametrize("story", STORIES)
def test_nothing_is_there_twice_or_lost_in_silence(story: str) -> None:
    """The conflicts are those that somebody must decide, and each row is there once; swapped sides too."""
    base, ours, theirs, conflicts, rows = STORIES[story]
    club, *sides = (attrs.evolve(CLUB, **{**base, **changes}) for changes in ({}, ours, theirs))
    registers = [Register().replace(each) for each in (club, *sides)]
    result, swapped = merge(*registers), merge(registers[0], registers[2], registers[1])

    assert [f"partnerships.klub.{each}" for each in conflicts] == [
        each.place.address for each in result.conflicts
    ]
    assert len(conflicts) == len(swapped.conflicts)
    for merged in (result.register, swapped.register):
        assert rows == {name: len(getattr(merged.partnerships["klub"], name)) for name in rows}


def test_fields_of_one_person_are_merged() -> None:
    """One desk knows the phone, the other the mail address."""
    result = merge(*contacts({}, {"phone": "00 00 00 00"}, {"email": "ane@klub.example"}))

    assert () == result.conflicts
    assert ("00 00 00 00", "ane@klub.example") == (
        result.register.contacts["formand"].phone,
        result.register.contacts["formand"].email,
    )


def test_a_choice_that_both_make_otherwise_is_a_conflict() -> None:
    """Ours says to which association somebody belongs, theirs to which department: only one may stand."""
    result = merge(*contacts({}, {"association": "klub"}, {"department": "kultur"}))

    assert {"contacts.formand.association", "contacts.formand.department"} == {
        each.place.address for each in result.conflicts
    }
    assert "klub" == result.register.contacts["formand"].association
