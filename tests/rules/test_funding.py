from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided
from rules.partnerships import employment, grant, partnership, programme, term

from civic_partnership.findings import Level
from civic_partnership.model import Appropriation, Employment, Funding, Grant, Partnership
from civic_partnership.rules.funding import budget_overspent, co_funding
from civic_partnership.values import Bounds, Period


def paid(period: str, amount: int | str, source: Any = "grant") -> Employment:
    """Make an employment of which some pay so much a year."""
    lines = (Funding(source=source, annual_amount=Decimal(amount)),)
    return employment(period, funding=lines)


ONE, ALL = ("employments", 0, "funding"), ("employments",)
YEAR = [grant(2024, 200_000)]


@pytest.mark.parametrize(
    ("grants", "people", "on", "expected"),
    [
        (YEAR, [paid("2024/2024", "200000.99")], ON, HOLDS),
        (YEAR, [paid("2024/2024", 200_001)], date(2024, 1, 1), broken(*ONE)),
        (YEAR, [paid("2024/2024", 200_001)], date(2023, 12, 31), HOLDS),
        (YEAR, [paid("2024/2024-06", 200_000), paid("2024-06-30/2024", 200_000)], ON, HOLDS),
        (YEAR, [paid("2024/2024-06", 200_000), paid("2024-06-20/2024", 200_000)], ON, broken(*ALL)),
        ([grant("2024-07/2024-12", 1)], [paid("2024/2024-06", 200_000)], ON, HOLDS),
        ([grant("2024-07/2024-12", 98_902)], [paid("2024-07/2027", 200_000)], ON, HOLDS),
        ([grant("2024-07/2024-12", 98_901)], [paid("2024-07/2027", 200_000)], ON, broken(*ONE)),
        ([grant("2023-08/2024-07", 150_000), grant("2024-08/2025-07", 150_000)], [paid("2023-08/2025-07", 150_000)], ON, HOLDS),
        (YEAR, [paid("2022/2023", 300_000), paid("2024/2024", 300_000)], ON, broken("employments", 1, "funding")),
        (YEAR, [paid("2024/", 300_000)], ON, undecided(*ONE)),
        (YEAR, [paid("2024-06~/2024", 500_000)], ON, broken(*ONE)),
        ([grant("2023/2024", 731)], [paid("2023/2024", 373)], ON, broken(*ONE)),
        ([grant("2024-02/2024-06~", 200_000)], [paid("2024/2024", 600_000)], ON, undecided(*ONE)),
        ([grant("2024-02/2024-06~", 200_000)], [paid("2024/2024", 700_000)], ON, broken(*ONE)),
        ([grant("2024/2024-03", 50_000), grant("2024-10/2024", 50_000)], [paid("2024/2024", 200_000)], ON, HOLDS),
        ([grant("2023/2024-01~", 0), grant(2023, 0)], [paid("2024/2024", 1000)], ON, undecided(*ONE)),
        ([grant("2023-07/2024-03~", 0), grant(2023, 0)], [paid("2024/2024", 1000)], ON, broken(*ONE)),
        ([grant("2023/", 0)], [paid("2024/2024", 1)], ON, undecided(*ONE)),
        ([grant("2024-01~/2025-01-02", 50)], [paid("2023/2024-03-08", 100), paid("2023/2024-05-09", 100)], ON, undecided(*ALL)),
        ([], [paid("2024/2024", 1)], ON, undecided("grants")),
        ([], [paid("2024/2024", 1, "get2sport")], ON, HOLDS),
        (YEAR, [], ON, undecided("employments")),
    ],
)  # fmt: skip
def test_the_grant_pays_no_more_than_it_is(
    grants: list[Grant], people: list[Employment], on: date, expected: Found
) -> None:
    """Of each year begun that has a grant, the lines that it pays add up to at most the grant, by days."""
    assert expected == find(co_funding, partnership(grants=grants, employments=people), on=on)


def test_no_grants_are_missing_before_the_first_term() -> None:
    """A partnership that has not begun need not record its grants."""
    agreement = partnership(terms=[term("2024/2027")], employments=[paid("2024/2024", 1)])

    assert HOLDS == find(co_funding, agreement, on=date(2023, 12, 31))
    assert undecided("grants") == find(co_funding, agreement, on=date(2024, 1, 1))


def under(id: str, *grants: Grant, appropriation: str | None = None, of: str = "ordning") -> Partnership:
    """Make a partnership that some programme and appropriation pay for."""
    base = partnership(terms=[term("2021/2024")], grants=grants)
    return attrs.evolve(base, id=id, appropriation=appropriation, programme=of)


def vol(id: str, budget: Any = None) -> Appropriation:
    """Make an appropriation with a budget, or without."""
    set_to = programme(annual_budget=budget).annual_budget if budget is not None else None
    return Appropriation(
        id=id, programme="ordning", name=id, period=Period("2021/2024"), annual_budget=set_to
    )


def find_budgets(*records: Any, on: date = ON) -> list[Any]:
    """Return the findings about budgets: the id of the record, the level, the place and the year."""
    reported = findings(budget_overspent, *records, on=on)
    return [
        (each.record and each.record.id, each.level, each.path, dict(each.facts).get("year"))
        for each in reported
    ]


BUDGET = ("annual_budget",)


@pytest.mark.parametrize(
    ("budget", "grants", "on", "expected"),
    [
        (400_000, [[grant(2024, 200_000)], [grant(2024, 200_000)]], ON, {}),
        (399_999, [[grant(2024, 200_000)], [grant(2024, 200_000)]], ON, {2024: "error"}),
        (298_500, [[grant(2023, 200_000), grant(2024, 200_000)], [grant("2023/2024", 200_000)]], ON, {}),
        (298_400, [[grant(2023, 200_000), grant(2024, 200_000)], [grant("2023/2024", 200_000)]], ON, {2024: "error"}),
        (100_000, [[grant(2024, 200_000)], [grant(2025, 200_000)]], date(2024, 12, 31), {2024: "error"}),
        (100_000, [[grant(2024, 200_000)], [grant(2025, 200_000)]], date(2025, 1, 1), {2024: "error", 2025: "error"}),
        ({"2023": 200_000, "2024-07": 100_000}, [[grant(2024, 200_000)], [grant(2023, 1)]], ON, {}),
        ({"2024-01~": 100_000}, [[grant(2024, 200_000)], [grant(2023, 1)]], ON, {2024: "undecided"}),
        (103_000, [[grant("2024/2025-06~", 150_000)], [grant(2023, 1)]], ON, {2024: "undecided"}),
        (None, [[grant(2024, 200_000)], [grant(2024, 200_000)]], ON, {}),
    ],
)  # fmt: skip
def test_the_grants_of_a_year_stay_within_the_budget(
    budget: Any, grants: list[list[Grant]], on: date, expected: dict[int, Level]
) -> None:
    """Of each year begun, the grants of all partnerships are told where they exceed the budget of 1 January."""
    pays = programme() if budget is None else programme(annual_budget=budget)
    agreements = [under(f"a{n}", *each) for n, each in enumerate(grants)]
    by_parts = [attrs.evolve(each, appropriation="vol-1") for each in agreements]

    assert [("ordning", level, BUDGET, year) for year, level in expected.items()] == find_budgets(
        pays, *agreements, on=on
    )
    assert [("vol-1", level, BUDGET, year) for year, level in expected.items()] == find_budgets(
        programme(), vol("vol-1", budget), *by_parts, on=on
    )


def test_each_budget_pays_for_its_own() -> None:
    """What one appropriation pays does not count in another; the programme pays for both."""
    agreements = [
        under("a", grant(2024, 200_000), appropriation="vol-1"),
        under("b", grant(2024, 200_000), appropriation="vol-2"),
        under("c", grant(2024, 900_000), of="other"),
    ]
    payers = programme(annual_budget=300_000), vol("vol-1", 200_000), vol("vol-2", 199_999)
    other = attrs.evolve(programme(), id="other")

    assert [("vol-2", "error", BUDGET, 2024), ("ordning", "error", BUDGET, 2024)] == find_budgets(
        *payers, other, *agreements
    )


@pytest.mark.parametrize(
    ("agreement", "pays", "missing"),
    [
        (under("a", grant(2024, 1), of="unknown"), [], "programme"),
        (under("a", grant(2024, 1), appropriation="unknown"), [programme()], "appropriation"),
        (under("a", grant(2024, 1)), [programme(), vol("vol-1", 1)], "appropriation"),
        (under("a", grant(2024, 1)), [programme(), vol("vol-1")], None),
        (under("a", appropriation="vol-1"), [programme(), vol("vol-1", 1)], "grants"),
        (under("a"), [programme(annual_budget={"2025": 1})], None),
        (under("a"), [programme()], None),
    ],
)
def test_what_a_partnership_does_not_record_cannot_be_told(
    agreement: Partnership, pays: list[Any], missing: str | None
) -> None:
    """Who pays, and how much, is undecided for a partnership that does not say, where a budget is set."""
    assert [("a", "undecided", (missing,), None)] * bool(missing) == find_budgets(agreement, *pays)


def test_nothing_is_missing_of_who_pays_before_the_first_term() -> None:
    """A partnership that has not begun need not record its appropriation or its grants."""
    records = under("a"), programme(annual_budget=1), vol("vol-1", 1)

    assert find_budgets(*records, on=date(2020, 12, 31)) == []
    assert {("appropriation",), ("grants",)} == {
        path for *_, path, _ in find_budgets(*records, on=date(2021, 1, 1))
    }


def test_the_sums_are_told_in_kroner() -> None:
    """A finding says the year, what was granted in it, and what the budget is."""
    agreement = under("a", grant("2023/2024", "100000.10"))
    (finding,) = findings(budget_overspent, agreement, programme(annual_budget={"2024": 49_000}))
    granted = Bounds(Decimal("50068.45"), Decimal("50068.45"))

    assert {"year": 2024, "granted": granted, "budget": (Decimal(49_000),)} == dict(finding.facts)
    assert "50.068,45 kr. i alt" in finding.message.da
