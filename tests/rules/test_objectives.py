from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import partnership, programme, term

from civic_partnership.model import ActionPlan, FocusArea, Objective
from civic_partnership.rules.objectives import plan_focus_area, plan_focus_area_missing, plan_status_missing
from civic_partnership.values import PartialDate, Period, Table


def areas(**since: str | None) -> Any:
    """Make the programme with some focus areas, each with the date it came in."""
    rows = {
        id: FocusArea(id=id, number=n, name=id.title(), since=PartialDate(came) if came else None)
        for n, (id, came) in enumerate(since.items())
    }
    return attrs.evolve(programme(), focus_areas=Table(rows))


def aiming(period: str, *ids: str, status: Any = None) -> ActionPlan:
    """Make a plan with an objective about each of some areas."""
    rows = tuple(Objective(focus_area=id, goal="Mål", status=status) for id in ids)
    return ActionPlan(period=Period(period), objectives=rows)


TWO = areas(volunteers="2012", parents="2020")
AREA = ("action_plans", 0, "objectives", 0, "focus_area")
OBJECTIVES = ("action_plans", 0, "objectives")


@pytest.mark.parametrize(
    ("made", "under", "on", "expected"),
    [
        (aiming("2019/2021", "parents"), TWO, ON, HOLDS),
        (aiming("2018/2019", "parents"), TWO, ON, broken(*AREA)),
        (aiming("2018/2020-01-01", "parents"), TWO, ON, HOLDS),
        (aiming("2018/2019-06", "parents"), areas(parents="2019~"), ON, undecided(*AREA)),
        (aiming("2018/2020~", "parents"), areas(parents="2020-07"), ON, undecided(*AREA)),
        (aiming("2018/2018", "parents"), areas(parents="2019~"), ON, broken(*AREA)),
        (aiming("2021/2023", "parents"), areas(parents=None), ON, undecided(*AREA)),
        (aiming("2030/2032", "parent"), TWO, ON, broken(*AREA)),
        (aiming("2021/2023", "parents"), areas(), ON, broken(*AREA)),
    ],
)
def test_objectives_name_areas_that_were_there(
    made: ActionPlan, under: Any, on: date, expected: Found
) -> None:
    """An objective names one of the programme's areas, that came in before the plan ended."""
    assert expected == find(plan_focus_area, partnership(action_plans=[made]), under, on=on)


@pytest.mark.parametrize(
    ("made", "under", "on", "expected"),
    [
        (aiming("2019/2021", "volunteers"), TWO, ON, []),
        (aiming("2021/2023", "volunteers"), TWO, date(2020, 12, 31), []),
        (aiming("2021/2023", "volunteers"), TWO, date(2021, 1, 1), [("warning", ("Parents",))]),
        (aiming("2019~/2021", "volunteers"), TWO, ON, []),
        (aiming("2020~/2021", "volunteers"), TWO, date(2020, 12, 30), [("undecided", ("Parents",))]),
        (aiming("2020~/2021", "volunteers"), TWO, date(2020, 12, 31), [("warning", ("Parents",))]),
        (
            aiming("2020-06/2022-05", "other"),
            areas(volunteers="2012", parents="2020~", more=None),
            ON,
            [("undecided", ("Parents", "More")), ("warning", ("Volunteers",))],
        ),
        (aiming("2021/2023", "other"), areas(), ON, []),
    ],
)
def test_a_plan_says_something_about_every_area(
    made: ActionPlan, under: Any, on: date, expected: list[Any]
) -> None:
    """A plan that has begun has an objective about each area that was there on its first day."""
    reported = findings(plan_focus_area_missing, partnership(action_plans=[made]), under, on=on)

    assert {OBJECTIVES} >= {finding.path for finding in reported}
    assert expected == [(finding.level, dict(finding.facts)["areas"]) for finding in reported]


ONLY = (*OBJECTIVES, 0)


@pytest.mark.parametrize(
    ("made", "on", "expected"),
    [
        (aiming("2021/2023", "parents"), date(2023, 12, 31), HOLDS),
        (aiming("2021/2023", "parents"), date(2024, 1, 1), warned(*ONLY)),
        (aiming("2021/2025~", "parents"), date(2025, 1, 1), HOLDS),
        (aiming("2021/2025~", "parents"), date(2025, 12, 31), undecided(*ONLY)),
        (aiming("2021/2025~", "parents"), date(2026, 1, 1), warned(*ONLY)),
    ],
)
@pytest.mark.parametrize("under", [None, TWO, areas()])
def test_once_a_plan_is_over_its_objectives_have_a_status(
    made: ActionPlan, on: date, under: Any, expected: Found
) -> None:
    """From the day after its last, each objective of a plan says what became of it."""
    assert expected == find(plan_status_missing, partnership(action_plans=[made]), under, on=on)


@pytest.mark.parametrize(("under", "expected"), [(TWO, "Parents"), (areas(), "parents"), (None, "parents")])
def test_an_area_is_told_by_its_name(under: Any, expected: str) -> None:
    """The message says what the programme calls the area, or its id."""
    agreement = partnership(action_plans=[aiming("2021/2023", "parents")])
    (finding,) = findings(plan_status_missing, agreement, under)

    assert expected == dict(finding.facts)["area"]


@pytest.mark.parametrize("rule", [plan_focus_area, plan_focus_area_missing, plan_status_missing])
@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        ([aiming("2021/2022"), aiming("2023/2024")], undecided(*OBJECTIVES)),
        ([aiming("2030/2032")], HOLDS),
        ([aiming("2030/2032"), aiming("2021/2022")], undecided("action_plans", 1, "objectives")),
    ],
)
def test_no_objective_at_all_cannot_be_told(rule: Any, plans: list[ActionPlan], expected: Found) -> None:
    """A partnership without objectives in any plan that is asked is undecided, once."""
    agreement = partnership(terms=[term("2021/2024")], action_plans=plans)

    assert expected == find(rule, agreement, TWO)


def test_once_objectives_are_recorded_a_plan_without_any_lacks_all_areas() -> None:
    """A plan without objectives beside one with some says nothing about any area."""
    plans = [aiming("2021/2022", "volunteers", "parents"), aiming("2023/2024")]
    agreement = partnership(action_plans=plans)

    assert warned("action_plans", 1, "objectives") == find(plan_focus_area_missing, agreement, TWO)
