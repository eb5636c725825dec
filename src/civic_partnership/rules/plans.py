"""Rules about action plans."""

from collections.abc import Iterator

from civic_partnership.findings import Verdict, missing, rule, verdict
from civic_partnership.model import Partnership
from civic_partnership.values import Answer, Interval

from .context import Context
from .requirement import is_owed, on_first_day


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="En handleplan varer så mange hele år, som ordningen fastsætter.",
    da="""Handleplanen {period} varer ikke det antal hele år, som ordningen fastsætter: {years}.
          Ret perioden, eller del planen i flere.""",
    en="""The action plan {period} does not last the number of whole years that the programme sets: {years}.
          Correct the period, or split the plan into several.""",
)
def plan_length(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """An action plan lasts one of the programme's numbers of whole years.

    ## What it checks
    The plan lasts a whole number of years: the day after its last day is its first day moved that
    many years ahead. The number is one of those in `plan_years`, as in force on the plan's first
    day.

    ## Why
    The associations set their goals for two or three years at a time, and the plan is an annex to
    the agreement.
    """
    plan_years = context.programme(partnership).plan_years
    if not partnership.action_plans and is_owed(plan_years, partnership, context):
        yield missing("action_plans")
    for i, plan in enumerate(partnership.action_plans):
        years = on_first_day(plan_years, plan.days)
        answer = years.evaluate(_lasts_any)
        if answer is not Answer.HOLDS:
            numbers = tuple(number for allowed in years.known for number in allowed)
            yield verdict(answer, "action_plans", i, "period", period=plan.period, years=numbers)


def _lasts_any(days: Interval, numbers: tuple[int, ...]) -> Answer:
    return Answer.some(map(days.lasts, numbers)) if numbers else Answer.HOLDS
