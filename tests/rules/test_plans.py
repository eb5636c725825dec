from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import partnership, plan, programme, term

from civic_partnership.model import ActionPlan, Department
from civic_partnership.rules.plans import plan_approved, plan_coverage, plan_length, plan_outside_term
from civic_partnership.values import Bounds as Number, Days

TWO_OR_THREE = programme(plan_years=(2, 3))
FROM_2024 = programme(plan_years={"2012": (2, 3), "2024": (4,)})
PERHAPS_FROM_2024 = programme(plan_years={"2012": (2,), "2024~": (3,)})
FIRST = ("action_plans", 0, "period")


@pytest.mark.parametrize(
    ("period", "under", "expected"),
    [
        ("2021/2022", TWO_OR_THREE, HOLDS),
        ("2021/2021", TWO_OR_THREE, broken(*FIRST)),
        ("2021/2023~", TWO_OR_THREE, undecided(*FIRST)),
        ("2021/2024~", TWO_OR_THREE, broken(*FIRST)),
        ("2023/2026", FROM_2024, broken(*FIRST)),
        ("2024-06-01/2026-05-31", PERHAPS_FROM_2024, undecided(*FIRST)),
        ("2024-06-01/2025-05-31", PERHAPS_FROM_2024, broken(*FIRST)),
        ("2021/2022", programme(plan_years=()), HOLDS),
    ],
)
def test_a_plan_lasts_one_of_the_numbers_of_years_in_force_on_its_first_day(
    period: str, under: Any, expected: Found
) -> None:
    """A plan ends on the eve of its first day some years later, by one of the programme's numbers."""
    assert expected == find(plan_length, partnership(action_plans=[plan(period)]), under)


UNDER = attrs.evolve(programme(), department="culture")
APPROVED_ON, APPROVED_BY = ("action_plans", 0, "approved_on"), ("action_plans", 0, "approved_by")
SOME_DAY = date(2021, 2, 1)


def approved(period: str, on: date | None, by: str | None = "culture") -> ActionPlan:
    """Make a plan that was approved by somebody on some day."""
    return plan(period, approved_on=on, approved_by=by)


@pytest.mark.parametrize(
    ("made", "on", "expected"),
    [
        (approved("2021/2023", date(2021, 12, 31)), ON, HOLDS),
        (approved("2021/2023", date(2022, 1, 1)), ON, warned(*APPROVED_ON)),
        (approved("2021~/2023", date(2022, 6, 1)), ON, undecided(*APPROVED_ON)),
        (approved("2021/2023", date(2023, 12, 31)), ON, warned(*APPROVED_ON)),
        (approved("2021/2023", date(2024, 1, 1)), date(2021, 12, 31), HOLDS),
        (approved("2021/2023", date(2024, 1, 1)), date(2023, 12, 31), warned(*APPROVED_ON)),
        (approved("2021/2023", date(2024, 1, 1)), date(2024, 1, 1), broken(*APPROVED_ON)),
        (approved("2021/2023~", date(2023, 6, 1)), ON, undecided(*APPROVED_ON)),
        (approved("2021/2023", None), ON, undecided(*APPROVED_ON)),
        (approved("2021/2023", SOME_DAY, None), ON, undecided(*APPROVED_BY)),
        (approved("2021/2023", None, "social"), date(2020, 12, 31), HOLDS),
        (approved("2021/2023", SOME_DAY, "social"), date(2021, 1, 1), broken(*APPROVED_BY)),
        (approved("2021~/2023", SOME_DAY, "social"), date(2021, 6, 1), undecided(*APPROVED_BY)),
        (approved("2021~/2023", SOME_DAY, "social"), date(2021, 12, 31), broken(*APPROVED_BY)),
    ],
)
def test_a_plan_is_approved_by_the_department_before_it_ends(
    made: ActionPlan, on: date, expected: Found
) -> None:
    """Once a plan has begun, the programme's department approved it no later than on its last day."""
    assert expected == find(plan_approved, partnership(action_plans=[made]), UNDER, on=on)


def test_without_a_department_in_charge_it_cannot_be_told() -> None:
    """Where the programme names no department, who must approve is not known."""
    agreement = partnership(action_plans=[approved("2021/2023", SOME_DAY)])
    (finding,) = findings(plan_approved, agreement, programme())

    assert undecided(*APPROVED_BY) == find(plan_approved, agreement, programme())
    assert (
        "does not say which department approves its action plans. Record the department" in finding.message.en
    )


def test_what_is_wrong_with_an_approval_is_told_by_itself() -> None:
    """A wrong department and a late day are two findings; a department in the register is told by its name."""
    agreement = partnership(action_plans=[approved("2021/2023", date(2024, 2, 1), "social")])
    culture = Department(id="culture", name="Kulturforvaltningen")
    by, late = findings(plan_approved, agreement, UNDER, culture)

    assert {"by": "social", "department": "Kulturforvaltningen"}.items() <= dict(by.facts).items()
    assert "is to be approved by Kulturforvaltningen, but was approved by social." in by.message.en
    assert late.message.da.startswith(
        "Handleplanen 2021-2023 blev først godkendt den 1. februar 2024, efter at den var slut."
    )


def run(text: str, level: str, number: Any) -> Any:
    """Make a run of days that is found, with its level and the number of plans."""
    return Days(*map(date.fromisoformat, text.split("/"))), level, number


NONE, ONE, TWO = Number(0, 0), Number(0, 1), Number(2, 2)


@pytest.mark.parametrize(
    ("terms", "plans", "expected"),
    [
        (["2020/2024"], ["2020/2021", "2022/2024"], []),
        (["2020/2024"], ["2019/2021", "2022/"], [run("2022-01-02/2024-12-31", "undecided", ONE)]),
        (["2020/2024"], ["2020/2021", "2023/2024"], [run("2022-01-01/2022-12-31", "error", NONE)]),
        (["2020/2024"], ["2020/2022", "2022/2024"], [run("2022-01-01/2022-12-31", "error", TWO)]),
        (["2020/2024"], ["2021/2024"], [run("2020-01-01/2020-12-31", "undecided", NONE)]),
        (["2020/2024"], ["2026/2028"], [run("2020-01-01/2024-12-31", "undecided", NONE)]),
        (["2020/2028"], ["2020/2024"], [run("2025-01-01/2025-03-01", "error", NONE)]),
        (["2020/2021", "2022/2024"], ["2020/2020"], [run("2021-01-01/2024-12-31", "error", NONE)]),
        (
            ["2020/2021", "2024/2024"],
            ["2020/2020"],
            [run("2021-01-01/2021-12-31", "error", NONE), run("2024-01-01/2024-12-31", "error", NONE)],
        ),
        (
            ["2020/2022-01~"],
            ["2020/2021"],
            [run("2022-01-01/2022-01-01", "error", NONE), run("2022-01-02/2022-01-31", "undecided", NONE)],
        ),
    ],
)
def test_every_day_of_the_terms_lies_in_one_plan(
    terms: list[str], plans: list[str], expected: list[Any]
) -> None:
    """Days of the terms up to the day of checking that no plan or several cover are told, run by run."""
    agreement = partnership(terms=map(term, terms), action_plans=map(plan, plans))
    reported = findings(plan_coverage, agreement)
    facts = [(finding.level, dict(finding.facts)) for finding in reported]

    assert {("action_plans",)} >= {finding.path for finding in reported}
    assert expected == sorted((fact["days"], level, fact["number"]) for level, fact in facts)


@pytest.mark.parametrize(
    ("period", "terms", "expected"),
    [
        ("2021/2021", ["2021/2024"], warned(*FIRST)),
        ("2021-05/2023", ["2021/2024"], warned(*FIRST)),
        ("2022/2022", ["2021/2024"], broken(*FIRST)),
        ("2024/2024", ["2021/2024"], warned(*FIRST)),
        ("2021/2024", ["2021/2024"], broken(*FIRST)),
        ("2022/2022", ["2021~/2024"], undecided(*FIRST)),
        ("2022/2022", ["2021-06~/2024"], warned(*FIRST)),
        ("2022-06-15/2022", ["2021-06~/2024"], undecided(*FIRST)),
        ("2023/2023", ["2021/2023-12~"], undecided(*FIRST)),
        ("2198/2198", ["2199/2199"], broken(*FIRST)),
    ],
)
def test_a_plan_may_be_short_at_the_beginning_or_the_end_of_a_term(
    period: str, terms: list[str], expected: Found
) -> None:
    """A short plan in the first year of a term, or that ends with it, is a warning; a long one never is."""
    agreement = partnership(terms=map(term, terms), action_plans=[plan(period)])

    assert expected == find(plan_length, agreement, TWO_OR_THREE)


def test_a_plan_that_is_not_approved_while_others_are_is_told_after_a_year() -> None:
    """Until its first year is over, a plan may still be approved; without any approval it cannot be told."""
    plans = [approved("2021/2022", SOME_DAY), approved("2023/2024", None, None)]
    agreement = partnership(action_plans=plans)
    unknown = partnership(action_plans=[attrs.evolve(plan, approved_on=None) for plan in plans])

    assert HOLDS == find(plan_approved, agreement, UNDER, on=date(2023, 12, 31))
    assert warned("action_plans", 1, "approved_on") == find(plan_approved, agreement, UNDER)
    assert undecided(*APPROVED_ON) == find(plan_approved, unknown, UNDER)
    (finding,) = findings(plan_approved, agreement, UNDER)
    assert finding.message.da.startswith("Handleplanen 2023-2024 er ikke godkendt, selv om")


@pytest.mark.parametrize(
    ("terms", "plans", "expected"),
    [
        (["2021/2024"], ["2021/2022", "2023/2024"], HOLDS),
        (["2021/2024"], ["2021/2023", "2024/2025"], warned("action_plans", 1, "period")),
        (["2021/2024"], ["2020-12/2023"], warned(*FIRST)),
        (["2021/2024~"], ["2023/2024"], undecided(*FIRST)),
        ([], ["2021/2022"], undecided("terms")),
    ],
)
def test_no_plan_has_days_outside_the_terms(terms: list[str], plans: list[str], expected: Found) -> None:
    """Each run of days outside, up to the day of checking, is told."""
    agreement = partnership(terms=map(term, terms), action_plans=map(plan, plans))

    assert expected == find(plan_outside_term, agreement, TWO_OR_THREE)
