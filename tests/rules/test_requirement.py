from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from rules.found import HOLDS, RULES, Found, find, undecided
from rules.partnerships import grant, partnership, programme, term
from strategies import days_from

from civic_partnership.model import Accounts, Cancellation, FocusArea, Payment, Register
from civic_partnership.rules import Context
from civic_partnership.rules.requirement import Requirement, is_owed, on_first_day
from civic_partnership.testing.values import dated_keys, ends, partial_date_texts, period_texts, starts
from civic_partnership.values import Answer, Dated, Period, Table

B, H, U = Answer.BROKEN, Answer.HOLDS, Answer.UNDECIDED
DAYS = Period("2024/2025")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), H),
        ((None,), H),
        ((2,), H),
        ((3,), U),
        ((None, 4), U),
        ((2, 4), U),
        ((4, 5), B),
        ((3, 4), U),
    ],
)
def test_judges_by_every_value_that_may_be_in_force(values: tuple[int | None, ...], expected: Answer) -> None:
    """A requirement holds or is broken if it is so for every value that may be in force."""
    requirement = Requirement(tuple((value, DAYS) for value in values))

    assert expected is requirement.evaluate(lambda _, value: H if value < 3 else U if value == 3 else B)


@settings(max_examples=settings().max_examples // 2)
@given(
    dated_keys(date(2024, 1, 10), date(2024, 4, 20), widths=(10, 7), max_size=3),
    period_texts(date(2024, 1, 10), date(2024, 4, 20)),
)
def test_asks_each_value_on_the_first_days_that_it_may_be_in_force_on(keys: list[str], text: str) -> None:
    """Pair each value with the first days on which it may be in force."""
    period = Period(text)
    firsts = days_from(period.earliest_start, period.latest_start)
    expected: set[tuple[int | None, date]] = set()
    for day in firsts:
        begun = [{start <= day for start in starts(key)} for key in keys]
        if False in begun[0]:
            expected.add((None, day))
        for n, here in enumerate(begun):
            if True in here and (n + 1 == len(keys) or False in begun[n + 1]):
                expected.add((n, day))
    requirement = on_first_day(Dated.since({key: n for n, key in enumerate(keys)}), period).values

    assert expected == {
        (value, day)
        for value, days in requirement
        for day in days_from(days.earliest_start, days.latest_start)
    }
    assert all(period.latest_end == days.latest_end for _, days in requirement)
    assert all(max(period.earliest_end, days.earliest_start) == days.earliest_end for _, days in requirement)


window = (date(2024, 2, 25), date(2024, 3, 6))


@given(
    st.lists(st.tuples(*[partial_date_texts(*window, widths=(10, 7))] * 2), max_size=2),
    partial_date_texts(*window, widths=(10, 7)),
    st.dates(*window),
)
def test_is_owed_where_some_day_seen_so_far_may_lie_in_force(terms: list[Any], since: str, on: date) -> None:
    """A duty is due if a term may have begun and the value may be in force by the day of checking."""
    terms = [(a, b) for a, b in terms if starts(a)[0] <= ends(b)[-1]]
    spans = [(starts(a)[0], ends(b)[-1]) for a, b in terms] or [(on, on)]
    seen = [day for day in days_from(min(a for a, _ in spans), max(b for _, b in spans)) if day <= on]
    agreement = partnership(terms=[term(f"{a}/{b}") for a, b in terms])
    parameter = Dated.since({since: 1})

    assert any(min(starts(since)) <= day for day in seen) == is_owed(
        parameter, agreement, Context(Register(), on)
    )
    assert bool(seen) == is_owed(Dated.always(1), agreement, Context(Register(), on))
    assert not is_owed(None, agreement, Context(Register(), on))


PARAMETERS = programme(
    annual_amount={"2012": 200_000},
    resource_person_share={"2012": 100},
    min_weekly_hours={"2012": 20},
    plan_years={"2012": (2,)},
)
AREA = FocusArea(id="parents", number=1, name="Forældre")
ASKS = attrs.evolve(PARAMETERS, focus_areas=Table({"parents": AREA}))
ASKED_BY_A_PARAMETER = [
    ("grants", "grant-annual-amount"),
    ("grants", "grant-purpose"),
    ("employments", "weekly-hours"),
    ("action_plans", "plan-length"),
]
ASKED_OF_ALL = [
    ("grants", "grant-missing-year"),
    ("grants", "grant-outside-term"),
    ("grants", "grant-overspent"),
    ("grants", "grant-unspent"),
    ("employments", "co-funding"),
    ("employments", "full-time-exceeded"),
    ("employments", "employment-gap"),
    ("employments", "employment-outside-term"),
    ("employments", "handover-missing"),
    ("action_plans", "plan-approved"),
    ("action_plans", "plan-coverage"),
    ("action_plans", "plan-focus-area"),
    ("action_plans", "plan-focus-area-missing"),
    ("action_plans", "plan-status-missing"),
]


@pytest.mark.parametrize(("name", "rule"), ASKED_BY_A_PARAMETER + ASKED_OF_ALL)
def test_a_list_without_any_row_cannot_be_told(name: str, rule: str) -> None:
    """A list that the rule asks for is undecided, once, from the day on which the partnership may have begun."""
    agreement = partnership(terms=[term("2021/2024")])

    assert undecided(name) == find(RULES[rule], agreement, ASKS, on=date(2021, 1, 1))
    assert HOLDS == find(RULES[rule], agreement, ASKS, on=date(2020, 12, 31))
    assert undecided(name) == find(RULES[rule], partnership(), ASKS)


@pytest.mark.parametrize("rule", [rule for _, rule in ASKED_BY_A_PARAMETER])
def test_only_a_programme_that_asks_misses_a_list(rule: str) -> None:
    """Without the parameter, or before it came into force, no list is missing."""
    assert HOLDS == find(RULES[rule], partnership(), programme())
    assert HOLDS == find(RULES[rule], partnership(), ASKS, on=date(2011, 12, 31))
    assert HOLDS == find(RULES[rule], partnership(terms=[term("2011/2011")]), ASKS)


@pytest.mark.parametrize(
    ("values", "expected"), [({"2012": ()}, HOLDS), ({"2012": (), "2023": (2,)}, undecided("action_plans"))]
)
def test_an_empty_list_of_years_asks_for_no_plan(values: Any, expected: Found) -> None:
    """A programme that allows no number of years asks for plans from the day on which it allows one."""
    agreement = partnership(terms=[term("2021/2024")])

    assert expected == find(
        RULES["plan-length"], agreement, programme(plan_years=values), on=date(2023, 1, 1)
    )
    assert HOLDS == find(RULES["plan-length"], agreement, programme(plan_years=values), on=date(2022, 12, 31))


@pytest.mark.parametrize(
    ("effective", "expected"), [(date(2023, 12, 31), []), (date(2024, 1, 1), [("grants", 1)])]
)
@pytest.mark.parametrize("rule", ["grant-not-paid", "grant-unspent", "accounts-missing"])
def test_no_grant_is_asked_that_begins_after_a_cancellation(
    rule: str, effective: date, expected: list[Any]
) -> None:
    """A grant that begins by the day on which the agreement ends is asked as ever."""
    first = Payment(on=date(2023, 1, 15), amount=Decimal(1))
    paid = attrs.evolve(
        grant(2023, 1, resource_person=1),
        payments=(first,),
        accounts=Accounts(received_on=date(2024, 2, 1)),
    )
    made = partnership(grants=[paid, grant(2024, 200_000, resource_person=1)])
    ended = attrs.evolve(made, cancelled=Cancellation(on=effective, effective=effective))
    asks = programme(accounts_due_months=1)

    assert expected == [each.path[:2] for each in find(RULES[rule], ended, asks)]
