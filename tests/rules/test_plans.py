from datetime import date
from typing import Any

import pytest
from rules.partnerships import HOLDS, FoundAt, broken, find, partnership, plan, programme, term, undecided

from civic_partnership.rules.plans import plan_length

TWO_OR_THREE = programme(plan_years=(2, 3))
FROM_2024 = programme(plan_years={"2012": (2, 3), "2024": (4,)})
FIRST = ("action_plans", 0, "period")


@pytest.mark.parametrize(
    ("period", "under", "expected"),
    [
        ("2021/2022", TWO_OR_THREE, HOLDS),
        ("2021/2023", TWO_OR_THREE, HOLDS),
        ("2021-10/2023-09", TWO_OR_THREE, HOLDS),
        ("2024-02-29/2026-02-28", TWO_OR_THREE, HOLDS),
        ("2021/2021", TWO_OR_THREE, broken(*FIRST)),
        ("2021/2024", TWO_OR_THREE, broken(*FIRST)),
        ("2021/2023-06", TWO_OR_THREE, broken(*FIRST)),
        ("2021-01-01/2023-01-01", TWO_OR_THREE, broken(*FIRST)),
        ("2021/2023~", TWO_OR_THREE, undecided(*FIRST)),
        ("2021/2024~", TWO_OR_THREE, broken(*FIRST)),
        ("2021/..", TWO_OR_THREE, undecided(*FIRST)),
        ("2023/2025", FROM_2024, HOLDS),
        ("2024/2027", FROM_2024, HOLDS),
        ("2024/2026", FROM_2024, broken(*FIRST)),
        ("2023/2026", FROM_2024, broken(*FIRST)),
        ("2011/2011", FROM_2024, HOLDS),
        ("2024-06-01/2026-05-31", programme(plan_years={"2012": (2,), "2024~": (3,)}), undecided(*FIRST)),
        ("2024-06-01/2025-05-31", programme(plan_years={"2012": (2,), "2024~": (3,)}), broken(*FIRST)),
        ("2021/2021", programme(), HOLDS),
        ("2021/2022", programme(plan_years=()), HOLDS),
    ],
)
def test_a_plan_lasts_one_of_the_numbers_of_years_in_force_on_its_first_day(
    period: str, under: Any, expected: list[FoundAt]
) -> None:
    """A plan ends on the eve of its first day some years later, by one of the programme's numbers."""
    assert expected == find(plan_length, partnership(action_plans=[plan(period)]), under)


def test_every_plan_is_asked_by_itself() -> None:
    """Each plan that is too long or too short is told at its own place."""
    plans = [plan("2021/2021"), plan("2022/2024"), plan("2025/2029")]

    assert broken(*FIRST) + broken("action_plans", 2, "period") == find(
        plan_length, partnership(action_plans=plans), TWO_OR_THREE
    )


@pytest.mark.parametrize(
    ("terms", "under", "on", "expected"),
    [
        (["2021/2024"], TWO_OR_THREE, date(2021, 1, 1), undecided("action_plans")),
        (["2021/2024"], TWO_OR_THREE, date(2190, 1, 1), undecided("action_plans")),
        (["2021/2024"], TWO_OR_THREE, date(2020, 12, 31), HOLDS),
        (["2021~/2024"], TWO_OR_THREE, date(2021, 1, 1), undecided("action_plans")),
        (["2025/..", "2021/2024"], TWO_OR_THREE, date(2021, 1, 1), undecided("action_plans")),
        ([], TWO_OR_THREE, date(2021, 1, 1), undecided("action_plans")),
        (["2021/2024"], programme(), date(2022, 1, 1), HOLDS),
        (["2021/2024"], programme(plan_years={"2023": (2,)}), date(2022, 12, 31), HOLDS),
        (["2021/2024"], programme(plan_years={"2023": (2,)}), date(2023, 1, 1), undecided("action_plans")),
        (["2021/2022"], programme(plan_years={"2023": (2,)}), date(2025, 3, 1), HOLDS),
        (["2021/2024"], programme(plan_years=()), date(2022, 1, 1), HOLDS),
        (["2021/2024"], programme(plan_years={"2012": (), "2023": (2,)}), date(2022, 12, 31), HOLDS),
        (
            ["2021/2024"],
            programme(plan_years={"2012": (), "2023": (2,)}),
            date(2023, 1, 1),
            undecided("action_plans"),
        ),
    ],
)
def test_no_plan_at_all_cannot_be_told(
    terms: list[str], under: Any, on: date, expected: list[FoundAt]
) -> None:
    """Once the partnership has begun and plans are asked for, a list without any is undecided, once."""
    agreement = partnership(terms=[term(period) for period in terms])

    assert expected == find(plan_length, agreement, under, on=on)


def test_under_an_unknown_programme_no_plan_is_asked() -> None:
    """Where the programme is not there, its numbers of years cannot be told."""
    assert undecided("programme") == find(plan_length, partnership(action_plans=[plan("2021/2021")]), None)
