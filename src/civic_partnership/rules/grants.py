"""Rules about the days of grants."""

from collections.abc import Iterator

from civic_partnership.findings import Verdict, missing, rule, verdict
from civic_partnership.model import Grant, Partnership
from civic_partnership.values import Answer

from .context import Context
from .requirement import last_day_asked, missing_list
from .runs_of_days import Overlap, Row, find_outside_terms, find_overlaps, find_uncovered


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Hver del af en aftaleperiode er dækket af et tilskud.",
    da="""Der er intet tilskud til en del af aftaleperioderne ({days}).
          Tilføj tilskuddet, eller ret aftaleperioden.""",
    en="""There is no grant for a part of the terms ({days}).
          Add the grant, or correct the term.""",
)
def grant_missing_year(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Every part of a term is covered by a grant.

    ## What it checks
    On every day of the terms, up to the day of checking or the last day of a cancelled agreement, there is a
    grant. Each run of days without a grant is one finding. A grant is for a calendar `year`, or for a
    `period`.

    ## Why
    The association receives its grant every year of the agreement, so that its work never stops.
    """
    yield from missing_list("grants", partnership, context)
    until = last_day_asked(partnership, context.on)
    if partnership.grants:
        for days, answer in find_uncovered(partnership.terms, partnership.grants, until=until):
            yield verdict(answer, "grants", days=days)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Indsatsområder",
    title="Intet tilskud ligger uden for aftaleperioderne.",
    da="""Tilskuddet for {period} ligger uden for aftaleperioderne ({days}).
          Ret tilskudsperioden, eller tilføj den aftaleperiode, der mangler.""",
    en="""The grant for {period} lies outside the terms ({days}).
          Correct the time of the grant, or add the term that is missing.""",
)
def grant_outside_term(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """No grant lies outside the terms.

    ## What it checks
    Every day of a grant, up to the day of checking, lies in a term. If a grant has days outside, each run of
    such days is one finding. The days of a grant are all days of its `year`, or those of its `period`. If no
    terms are recorded, it cannot be told.

    ## Why
    The grant is paid under the agreement: outside its terms there is nothing to pay for.
    """
    yield from missing_list("grants", partnership, context)
    if partnership.grants and not partnership.terms:
        yield missing("terms")
        return
    for i, days, answer in find_outside_terms(partnership.grants, partnership, context, until=context.on):
        grant = partnership.grants[i]
        yield verdict(answer, "grants", i, _time_field(grant), period=grant.days, days=days)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="To tilskud gælder ikke de samme dage.",
    da="""Der er registreret to tilskud, for {other} og for {period}, som gælder de samme dage.
          Slet det ene, eller ret tilskudsperioderne, så hver dag kun hører til ét tilskud.""",
    en="""Two grants, for {other} and for {period}, are recorded for the same days.
          Delete one, or correct their periods, so that each day belongs to one grant only.""",
)
def grant_duplicate_year(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """No two grants cover the same day.

    ## What it checks
    In the order of their starts, each grant is compared with those before it. A grant that shares a day with
    an earlier one gives one finding. Only days up to the day of checking count. Where the programme or a term
    sets an annual amount, nothing is asked: grants of the same days are rates, and are added up.

    ## Why
    Where nobody has fixed the amount, a grant that is recorded twice would not be seen.
    """
    has_amount = context.programme(partnership).annual_amount is not None
    if has_amount or any(term.annual_amount is not None for term in partnership.terms):
        return
    rows = [Row(i, grant.days) for i, grant in enumerate(partnership.grants)]
    worst: dict[int, Overlap] = {}
    for overlap in find_overlaps(rows, context.on):
        if overlap.later not in worst or worst[overlap.later].answer is Answer.UNDECIDED:
            worst[overlap.later] = overlap
    for earlier, later, answer in worst.values():
        grant, other = partnership.grants[later], partnership.grants[earlier]
        yield verdict(answer, "grants", later, _time_field(grant), period=grant.days, other=other.days)


def _time_field(grant: Grant) -> str:
    return "year" if grant.period is None else "period"
