"""Rules about cooperation frameworks: their goals and their steering groups."""

from collections.abc import Iterator

from civic_partnership.findings import Verdict, broken, rule
from civic_partnership.model import CooperationFramework

from .context import Context

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
