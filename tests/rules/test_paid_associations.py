from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, find, findings, undecided, warned
from rules.partnerships import grant, partner, partnership, term

from civic_partnership.model import (
    Association,
    Declaration,
    FormerName,
    Grant,
    Partnership,
    Payment,
    Programme,
)
from civic_partnership.rules.paid_associations import association_cvr, declaration_missing
from civic_partnership.values import Days, PartialDate

CLUB = Association(id="club", name="Nordby Boldklub")
OTHER = Association(id="other", name="Nordby Gymnastik", cvr="12345674")


def paid(year: int, *days: date, to: str | None = None) -> Grant:
    """Make a grant for a year with some payments."""
    payments = tuple(Payment(on=day, amount=Decimal(1), to=to) for day in days)
    return attrs.evolve(grant(year, 200_000), payments=payments)


def agreement(*grants: Grant, by: str = "club", **other: Any) -> Partnership:
    """Make a partnership of some associations, each a word, with some grants."""
    return partnership(by, **{"grants": grants, "terms": (term("2021/2024"),)} | other)


JANUARY, JUNE = date(2024, 1, 15), date(2024, 6, 15)
MOVED = partner("club", until="2023"), partner("other", since="2024")
UNSURE = partner("club", until="2024~"), partner("other", since="2024~")


@pytest.mark.parametrize(
    ("agreements", "on", "expected"),
    [
        ([agreement(paid(2024, JANUARY))], JANUARY, warned()),
        ([agreement(paid(2024, JANUARY))], date(2024, 1, 14), HOLDS),
        ([agreement(paid(2024, JANUARY), by="other")], ON, HOLDS),
        # whom the money went to
        ([agreement(paid(2024, JANUARY, to="club"), by="other")], ON, warned()),
        ([agreement(paid(2024, JANUARY, to="other"), by="other club")], ON, HOLDS),
        ([agreement(paid(2024, JANUARY), by="other club")], ON, undecided()),
        ([agreement(paid(2024, JANUARY), paid(2024, JUNE, to="club"), by="other club")], ON, warned()),
        ([agreement(paid(2024, JANUARY), by="club club")], ON, warned()),
        ([agreement(paid(2024, JANUARY), partners=MOVED)], ON, HOLDS),
        ([agreement(paid(2023, date(2023, 1, 15)), partners=MOVED)], ON, warned()),
        ([agreement(paid(2024, JANUARY), partners=UNSURE)], ON, undecided()),
        ([agreement(paid(2024, JANUARY), partners=UNSURE[:1])], ON, undecided()),
        # without payments nobody knows whether a grant that has begun was paid
        ([agreement(grant(2024, 200_000))], ON, undecided()),
        ([agreement(grant(2026, 200_000))], ON, HOLDS),
        ([agreement(grant(2024, 200_000), paid(2023, date(2023, 1, 15), to="other"))], ON, HOLDS),
        # several partnerships
        ([agreement(grant(2024, 1)), agreement(paid(2024, JANUARY), id="second")], ON, warned()),
    ],
)
def test_whoever_is_paid_has_a_number(agreements: list[Partnership], on: date, expected: Found) -> None:
    """An association that got a payment has a CVR number."""
    assert expected == find(association_cvr, CLUB, OTHER, *agreements, on=on)
    assert HOLDS == find(association_cvr, attrs.evolve(CLUB, cvr="55133018"), OTHER, *agreements, on=on)


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (None, HOLDS),
        ("2024-01-15", HOLDS),
        ("2024-01-14", warned()),
        ("2024-01~", undecided()),
        ("2023~", warned()),
    ],
)
def test_a_former_number_counts_until_it_ended(until: str | None, expected: Found) -> None:
    """A payment up to the last day of a former number needs no other; a former name is no number."""
    former = FormerName(cvr="55133018", until=None if until is None else PartialDate(until))
    club = attrs.evolve(CLUB, former=(former,))
    named = attrs.evolve(CLUB, former=(FormerName(name="Nordby IF"),))
    agreed = agreement(paid(2024, JANUARY))

    assert expected == find(association_cvr, club, agreed)
    assert warned() == find(association_cvr, named, agreed)


def test_says_when_it_was_paid() -> None:
    """Name the first and the last payment without a number; several grants are one finding."""
    (finding,) = findings(association_cvr, CLUB, agreement(paid(2023, JUNE), paid(2024, JANUARY), paid(2026)))

    assert {"days": Days(JANUARY, JUNE)} == dict(finding.facts)


ASKS = Programme(id="ordning", name="Ordning", declarations_required=("child-protection",))
PAYMENT = ("grants", 0, "payments", 0)
PAID = agreement(paid(2024, JANUARY))


def declared(*rows: tuple[int, str]) -> Association:
    """Make an association with declarations, each a year and a kind."""
    made = (Declaration(kind=kind, received_on=date(year, 12, 31)) for year, kind in rows)  # type: ignore[arg-type]
    return attrs.evolve(CLUB, declarations=tuple(made))


CHILD, TEXT = "child-protection", "other"


@pytest.mark.parametrize(
    ("association", "agreed", "on", "expected"),
    [
        (declared((2024, CHILD)), PAID, ON, HOLDS),
        (declared((2023, CHILD), (2025, CHILD), (2024, TEXT)), PAID, ON, warned(*PAYMENT)),
        (None, PAID, ON, undecided(*PAYMENT)),
        # once the year is over
        (declared(), PAID, date(2024, 12, 31), HOLDS),
        (declared(), PAID, date(2025, 1, 1), warned(*PAYMENT)),
        # each year by itself, and each but once
        (declared(), agreement(paid(2024, JANUARY, JUNE)), ON, warned(*PAYMENT)),
        (
            declared((2023, CHILD)),
            agreement(paid(2023, date(2023, 1, 15)), paid(2024, JANUARY)),
            ON,
            warned("grants", 1, "payments", 0),
        ),
        # whom the money went to
        (declared(), agreement(paid(2024, JANUARY, to="club"), by="other"), ON, warned(*PAYMENT)),
        (declared(), agreement(paid(2024, JANUARY), by="club third"), ON, undecided(*PAYMENT) * 2),
        (
            declared(),
            agreement(paid(2024, JANUARY), paid(2024, JUNE, to="club"), by="club"),
            ON,
            warned(*PAYMENT),
        ),
        # without payments, or without grants, it is not known
        (declared(), agreement(grant(2024, 1), grant(2023, 1)), ON, undecided("grants", 0, "payments")),
        (declared(), agreement(grant(2025, 1)), ON, HOLDS),
        (declared(), agreement(), ON, undecided("grants")),
        (declared(), agreement(terms=(term("2026/2029"),)), ON, HOLDS),
    ],
)
def test_whoever_is_paid_declares_every_year(
    association: Association | None, agreed: Partnership, on: date, expected: Found
) -> None:
    """In every year in which it is paid, an association makes the declarations that are required."""
    assert expected == find(declaration_missing, ASKS, agreed, association, on=on)
    nothing = attrs.evolve(ASKS, declarations_required=())
    assert HOLDS == find(declaration_missing, nothing, agreed, association, on=on)


def test_each_declaration_is_missed_by_itself() -> None:
    """Each kind that is required is told, with the association and the year."""
    both = attrs.evolve(ASKS, declarations_required=("child-protection", "other"))
    one, other = findings(declaration_missing, both, PAID, CLUB)

    assert [2024, 2024] == [dict(each.facts)["year"] for each in (one, other)]
    assert {"børneattesterklæring", "anden"} == {dict(each.facts)["kind"].da for each in (one, other)}
    assert "Nordby Boldklub" in one.message.da
