from typing import Any

import pytest
from rules.found import HOLDS, Found, broken, find, undecided
from rules.partnerships import partnership, plan, programme

from civic_partnership.rules.plans import plan_length

TWO_OR_THREE = programme(plan_years=(2, 3))
FROM_2024 = programme(plan_years={"2012": (2, 3), "2024": (4,)})
PERHAPS_FROM_2024 = programme(plan_years={"2012": (2,), "2024~": (3,)})
FIRST = ("action_plans", 0, "period")


@pytest.mark.parametrize(
    ("period", "under", "expected"),
    [
        ("2021/2022", TWO_OR_THREE, HOLDS),
        ("2021-10/2023-09", TWO_OR_THREE, HOLDS),
        ("2021/2021", TWO_OR_THREE, broken(*FIRST)),
        ("2021-01-01/2023-01-01", TWO_OR_THREE, broken(*FIRST)),
        ("2021/2023~", TWO_OR_THREE, undecided(*FIRST)),
        ("2021/2024~", TWO_OR_THREE, broken(*FIRST)),
        ("2024/2027", FROM_2024, HOLDS),
        ("2023/2026", FROM_2024, broken(*FIRST)),
        ("2024-06-01/2026-05-31", PERHAPS_FROM_2024, undecided(*FIRST)),
        ("2024-06-01/2025-05-31", PERHAPS_FROM_2024, broken(*FIRST)),
        ("2021/2021", programme(), HOLDS),
        ("2021/2022", programme(plan_years=()), HOLDS),
    ],
)
def test_a_plan_lasts_one_of_the_numbers_of_years_in_force_on_its_first_day(
    period: str, under: Any, expected: Found
) -> None:
    """A plan ends on the eve of its first day some years later, by one of the programme's numbers."""
    assert expected == find(plan_length, partnership(action_plans=[plan(period)]), under)


def test_every_plan_is_asked_by_itself() -> None:
    """Each plan that is too long or too short is told at its own place."""
    plans = map(plan, ["2021/2021", "2022/2024", "2025/2029"])

    assert broken(*FIRST) + broken("action_plans", 2, "period") == find(
        plan_length, partnership(action_plans=plans), TWO_OR_THREE
    )
