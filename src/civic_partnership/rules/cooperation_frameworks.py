"""Rules about cooperation frameworks: their goals and their steering groups."""

from collections.abc import Iterator

from civic_partnership.findings import Verdict, broken, missing, rule, verdict
from civic_partnership.model import CooperationFramework
from civic_partnership.values import Answer, Bounds, Label

from .context import Context

_CONFERENCES = Label("konferencer", "conferences were"), Label("konference", "conference was")
_SOURCE = (
    "copenhagen-binding-cooperation-goals-2012, Styrket samarbejde mellem skoler, institutioner og klubber"
)


@rule(
    about=CooperationFramework,
    level="error",
    source=_SOURCE,
    title="Mål er nummereret fra 1, uden hul og gentagelse.",
    da="""Et mål har nummer {number}, hvor det næste nummer er {expected}.
          Ret numrene, så de går fra 1 uden huller og gentagelser.""",
    en="""A goal has the number {number} where the next number is {expected}.
          Correct the numbers, so that they run from 1 without gaps or repeats.""",
)
def framework_goals(framework: CooperationFramework, _: Context) -> Iterator[Verdict]:
    """Goals are numbered from one, without gap or repeat.

    ## What it checks
    The numbers of the `goals`, sorted, are 1, 2, 3 and so on. They may be listed in any order.

    ## Why
    Conferences refer to the goals by number. A number that is there twice does not tell which goal is meant.
    """
    before = 0
    for i, goal in sorted(enumerate(framework.goals), key=lambda row: row[1].number):
        if goal.number != before + 1:
            yield broken("goals", i, "number", number=goal.number, expected=before + 1)
        before = goal.number


@rule(
    about=CooperationFramework,
    level="error",
    source=_SOURCE,
    title="En styregruppe, hvor der er en, nævner sin formand og sine medlemmer.",
    da="""Styregruppen har en formand, men ingen medlemmer.
          Tilføj dem, der sidder i den, til members.""",
    en="""The steering group has a chair, but no members.
          Add those who sit in it to members.""",
)
def framework_chair(framework: CooperationFramework, _: Context) -> Iterator[Verdict]:
    """A steering group, where there is one, names its chair and members.

    ## What it checks
    The `steering_group` of a framework has one or more `members`. A steering group without a `chair` is
    refused when the file is read.

    ## Why
    Goals need somebody who follows them up: a chair who calls the meetings, and members who come.
    """
    group = framework.steering_group
    if group is not None and not group.members:
        yield broken("steering_group", "members")


@rule(
    about=CooperationFramework,
    level="warning",
    source=_SOURCE,
    title="Hvert hele år efter beslutningen er der holdt så mange konferencer, som samarbejdsmålene siger.",
    da="""Der er holdt {held} {conferences} i {year}; samarbejdsmålene kræver mindst {required} om året.
          Tilføj de konferencer, der er holdt, eller aftal, hvornår den næste skal være.""",
    en="""{held} {conferences} held in {year}; the framework asks for at least {required} a year.
          Add the conferences that were held, or agree when the next one is to be.""",
)
def framework_conference(framework: CooperationFramework, context: Context) -> Iterator[Verdict]:
    """In every whole year since its decision, a framework held as many conferences as it sets.

    ## What it checks
    The rule looks at each calendar year that is over and began after the first of the framework's
    `decisions`. In it were at least `conferences_per_year` conferences: rows of `conferences`, and `meetings`
    of the kind `conference` that belong to the framework and were not cancelled. A conference without a day
    may be in any year. Without the day of a decision it cannot be told.

    ## Why
    At the conferences the partners see how far each goal has come, and what to do next.
    """
    required = framework.conferences_per_year
    if not required:
        return
    decided = [decision.on for decision in framework.decisions if decision.on]
    if not decided:
        yield missing("decisions")
        return
    days = {conference.on for conference in framework.conferences if conference.on}
    days |= {meeting.on for meeting in context.conferences(framework)}
    undated = sum(conference.on is None for conference in framework.conferences)
    for year in range(min(decided).year + 1, context.on.year):
        held = sum(day.year == year for day in days)
        answer = Bounds(held, None if context.may_lack("meetings") else held + undated).at_least(required)
        if answer is not Answer.HOLDS:
            facts = {"held": held, "conferences": _CONFERENCES[held == 1], "required": required}
            yield verdict(answer, "conferences", year=year, **facts)
