from datetime import date
from typing import Any

import attrs
import pytest
from rules.partnerships import HOLDS, ON, FoundAt, broken, find, partnership, programme, term, undecided

from civic_partnership.model import ActionPlan, Department, Register, Term
from civic_partnership.rules import check
from civic_partnership.rules.plans import plan_approved, plan_coverage
from civic_partnership.values import Bounds as Number, Days, Period

UNDER = attrs.evolve(programme(), department="culture")
APPROVED_ON, APPROVED_BY = ("action_plans", 0, "approved_on"), ("action_plans", 0, "approved_by")
SOME_DAY = date(2021, 2, 1)


def approved(period: Any, on: date | None, by: str | None = "culture") -> ActionPlan:
    """Make a plan that was approved by somebody on some day."""
    days = Period(period) if isinstance(period, str) else period
    return ActionPlan(period=days, approved_on=on, approved_by=by)


@pytest.mark.parametrize(
    ("made", "on", "expected"),
    [
        (approved("2021/2023", SOME_DAY), ON, HOLDS),
        (approved("2021/2023", date(2020, 12, 1)), ON, HOLDS),
        (approved("2021/2023", date(2023, 12, 31)), ON, HOLDS),
        (approved("2021/2023", date(2024, 1, 1)), ON, broken(*APPROVED_ON)),
        (approved("2021/2023", date(2024, 1, 1)), date(2023, 12, 31), HOLDS),
        (approved("2021/2023", date(2024, 2, 1)), date(2024, 1, 1), broken(*APPROVED_ON)),
        (approved("2021/2023~", date(2023, 6, 1)), ON, undecided(*APPROVED_ON)),
        (approved("2021/..", date(2023, 6, 1)), ON, undecided(*APPROVED_ON)),
        (approved("2021/2023", None), ON, undecided(*APPROVED_ON)),
        (approved("2021/2023", SOME_DAY, None), ON, undecided(*APPROVED_BY)),
        (approved("2021/2023", None, None), ON, undecided(*APPROVED_BY) + undecided(*APPROVED_ON)),
        (approved("2021/2023", SOME_DAY, "social"), ON, broken(*APPROVED_BY)),
        (approved("2021/2023", None, "social"), date(2020, 12, 31), HOLDS),
        (approved("2021/2023", SOME_DAY, "social"), date(2021, 1, 1), broken(*APPROVED_BY)),
        (approved("2021~/2023", SOME_DAY, "social"), date(2021, 6, 1), undecided(*APPROVED_BY)),
        (approved("2021~/2023", SOME_DAY, "social"), date(2021, 12, 31), broken(*APPROVED_BY)),
    ],
)
def test_a_plan_is_approved_by_the_department_before_it_ends(
    made: ActionPlan, on: date, expected: list[FoundAt]
) -> None:
    """Once a plan has begun, the programme's department approved it no later than on its last day."""
    assert sorted(expected) == sorted(find(plan_approved, partnership(action_plans=[made]), UNDER, on=on))


def test_without_a_department_in_charge_it_cannot_be_told() -> None:
    """Where the programme names no department, who must approve is not known."""
    agreement = partnership(action_plans=[approved("2021/2023", SOME_DAY)])

    assert undecided(*APPROVED_BY) == find(plan_approved, agreement, programme())
    assert undecided("programme") == find(plan_approved, agreement, None)
    register = Register().replace(agreement, programme())
    (finding,) = check(register, on=ON, rules=(plan_approved,)).findings
    assert (
        "does not say which department approves its action plans. Record the department" in finding.message.en
    )


def test_what_is_wrong_with_an_approval_is_told_by_itself() -> None:
    """That it came too late, and that another gave it, are two findings."""
    agreement = partnership(action_plans=[approved("2021/2023", date(2024, 2, 1), "social")])
    report = check(Register().replace(agreement, UNDER), on=ON, rules=(plan_approved,))
    by, late = (finding.message.da for finding in report.findings)

    assert by.startswith("Handleplanen 2021/2023 skal godkendes af culture, men er godkendt af social.")
    assert late.startswith(
        "Handleplanen 2021/2023 blev først godkendt 1. februar 2024, efter at den var slut."
    )


def test_departments_are_told_by_their_names() -> None:
    """The message names the departments, and by its id one that is not in the register."""
    agreement = partnership(action_plans=[approved("2021/2023", SOME_DAY, "social")])
    register = Register().replace(agreement, UNDER, Department(id="culture", name="Kulturforvaltningen"))
    (finding,) = check(register, on=ON, rules=(plan_approved,)).findings

    assert {"by": "social", "department": "Kulturforvaltningen"}.items() <= dict(finding.facts).items()
    assert "skal godkendes af Kulturforvaltningen, men er godkendt af social." in finding.message.da
    assert "is to be approved by Kulturforvaltningen, but was approved by social." in finding.message.en


@pytest.mark.parametrize("rule", [plan_approved, plan_coverage])
@pytest.mark.parametrize(
    ("terms", "on", "expected"),
    [
        (["2021/2024"], date(2020, 12, 31), HOLDS),
        (["2021/2024"], date(2021, 1, 1), undecided("action_plans")),
        ([], ON, undecided("action_plans")),
    ],
)
def test_no_plan_at_all_cannot_be_told(
    rule: Any, terms: list[str], on: date, expected: list[FoundAt]
) -> None:
    """A partnership that may have begun and records no plan is undecided, once."""
    assert expected == find(rule, partnership(terms=[term(each) for each in terms]), UNDER, on=on)


def runs(terms: list[Any], plans: list[Any], on: date = ON) -> list[Any]:
    """Return the runs of days that are found, each with its level and the number of plans."""
    agreement = partnership(
        terms=[Term(period=each, kind="initial") for each in terms],
        action_plans=[ActionPlan(period=each) for each in plans],
    )
    report = check(Register().replace(agreement), on=on, rules=(plan_coverage,))
    assert report.failures == ()
    assert {("action_plans",)} >= {finding.path for finding in report.findings}
    facts = [(finding.level, dict(finding.facts)) for finding in report.findings]
    return sorted((fact["days"], level, fact["number"]) for level, fact in facts)


def run(first: str, last: str, level: str, number: Any) -> Any:
    """Make a run of days that is found."""
    return Days(date.fromisoformat(first), date.fromisoformat(last)), level, number


@pytest.mark.parametrize(
    ("terms", "plans", "expected"),
    [
        (["2020/2024"], ["2020/2021", "2022/2024"], []),
        (
            ["2020/2024"],
            ["2019/2021", "2022/.."],
            [run("2022-01-02", "2024-12-31", "undecided", Number(0, 1))],
        ),
        (["2020/2024"], ["2020/2021", "2023/2024"], [run("2022-01-01", "2022-12-31", "error", Number(0, 0))]),
        (["2020/2024"], ["2020/2022", "2022/2024"], [run("2022-01-01", "2022-12-31", "error", Number(2, 2))]),
        (["2020/2024"], ["2021/2024"], [run("2020-01-01", "2020-12-31", "undecided", None)]),
        (["2020/2024"], ["2026/2028"], [run("2020-01-01", "2024-12-31", "undecided", None)]),
        (["2020/2028"], ["2020/2024"], [run("2025-01-01", "2025-03-01", "error", Number(0, 0))]),
        (["2020/2021", "2022/2024"], ["2020/2020"], [run("2021-01-01", "2024-12-31", "error", Number(0, 0))]),
        (["2022/2024"], ["2018/2020", "2019/2021", "2022/2024"], []),
        (
            ["2020/2021", "2024/2024"],
            ["2020/2020"],
            [
                run("2021-01-01", "2021-12-31", "error", Number(0, 0)),
                run("2024-01-01", "2024-12-31", "error", Number(0, 0)),
            ],
        ),
        (
            ["2020/2022-01~"],
            ["2020/2021"],
            [
                run("2022-01-01", "2022-01-01", "error", Number(0, 0)),
                run("2022-01-02", "2022-01-31", "undecided", Number(0, 0)),
            ],
        ),
    ],
)
def test_every_day_of_the_terms_lies_in_one_plan(
    terms: list[str], plans: list[str], expected: list[Any]
) -> None:
    """Days of the terms up to the day of checking that no plan or several cover are told, run by run."""
    assert expected == runs([*map(Period, terms)], [*map(Period, plans)])
