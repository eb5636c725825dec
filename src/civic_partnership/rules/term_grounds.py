"""Rules about what terms and their extensions rest on: decisions, and money that was set aside."""

from collections.abc import Iterator
from datetime import date, timedelta

from civic_partnership.findings import Undecidable, Verdict, Wording, missing, rule, verdict
from civic_partnership.model import Appropriation, Partnership
from civic_partnership.values import Answer, Interval, Label

from .context import Context

_ENDED = Wording(
    Label(
        "Aftaleperioden {period} sluttede uden for sin bevilling, {appropriation}.",
        "The term {period} ended outside its appropriation, {appropriation}.",
    ),
    Label(
        "Ret perioden, eller henvis til den bevilling, der betaler.",
        "Correct the period, or refer to the appropriation that pays.",
    ),
)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-social-partnerships-page, Sociale partnerskaber",
    title="En forlængelse er besluttet, før den begynder.",
    da="""Forlængelsen {period} blev besluttet {decided}, ikke før den begyndte.
          Ret datoen, eller henvis til den beslutning, der gik forud.""",
    en="""The extension {period} was decided on {decided}, not before it began.
          Correct the date, or refer to the decision that came before.""",
)
def extension_decision(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """The decision that an extension rests on was made before it began.

    ## What it checks
    Of every term of the kind `extension` that has begun, `decided_on` lies before its first day.

    ## Why
    An agreement may be extended if money is set aside for it in the municipality's budget. Until
    then nobody can promise an association that it goes on.
    """
    for i, term in enumerate(partnership.terms):
        if term.kind != "extension" or term.days.earliest_start > context.on:
            continue
        decided = term.decided_on
        if decided is None:
            yield missing("terms", i, "decided_on")
            continue
        answer = Answer.possibly(
            holds=term.days.latest_start > min(decided, context.on),
            fails=term.days.earliest_start <= decided,
        )
        if answer is not Answer.HOLDS:
            yield verdict(answer, "terms", i, "decided_on", period=term.period, decided=decided)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Økonomi",
    title="Hver aftaleperiode begynder i bevillingens periode, og er den slut, sluttede den også dér.",
    da="""Aftaleperioden {period} begynder uden for sin bevilling, {appropriation}.
          Ret perioden, eller henvis til den bevilling, der betaler.""",
    en="""The term {period} begins outside its appropriation, {appropriation}.
          Correct the period, or refer to the appropriation that pays.""",
)
def term_within_appropriation(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Every term begins inside its appropriation's period; one already over also ended inside it.

    ## What it checks
    The first day of every term that has begun lies in the `period` of the partnership's
    appropriation, and so does the last day of a term that is over. A term that runs on beyond its
    appropriation is checked by another rule, until it is over.

    ## Why
    Money for the partnerships is set aside in the municipality's budget, one appropriation after
    another. A term outside its appropriation was not paid for.
    """
    for i, term in enumerate(partnership.terms):
        if term.days.earliest_start > context.on:
            continue
        appropriation = _find_appropriation(partnership, context)
        answer = _lies_within(term.days, appropriation.period, context.on)
        if answer is not Answer.HOLDS:
            words = _ENDED if _begins_within(term.days, appropriation.period, answer) else None
            facts = {"period": term.period, "appropriation": appropriation.period}
            yield verdict(answer, "terms", i, "period", **facts)._replace(wording=words)


def _begins_within(days: Interval, paid: Interval, answer: Answer) -> bool:
    """Return whether a term begins inside its appropriation, so that the rule fails at its end."""
    if answer is Answer.BROKEN:
        return max(days.earliest_start, paid.earliest_start) <= min(days.latest_start, paid.latest_end)
    return paid.latest_start <= days.earliest_start and days.latest_start <= paid.earliest_end


def _lies_within(days: Interval, paid: Interval, on: date) -> Answer:
    """Answer whether days that have begun begin inside paid days, and end there once they are over."""
    if paid.latest_start <= days.earliest_start and days.latest_end <= paid.earliest_end:
        return Answer.HOLDS
    yesterday = on - timedelta(1)
    begins = max(days.earliest_start, paid.earliest_start) <= min(days.latest_start, paid.latest_end)
    ends = days.earliest_end <= paid.latest_end or days.latest_end >= on
    too_early = days.earliest_start < paid.latest_start
    too_late = paid.earliest_end < max(
        min(days.latest_start, on),
        min(days.latest_end, yesterday) if days.earliest_end <= yesterday else date.min,
    )
    return Answer.possibly(
        holds=days.latest_start > on or (begins and ends),
        fails=too_early or too_late,
    )


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-social-partnerships-page, Sociale partnerskaber",
    title="En aftaleperiode, der ikke er slut, ender ikke efter sin bevilling.",
    da="""Aftaleperioden {period} løber længere end sin bevilling, {appropriation}.
          Ret bevillingen, hvis den er forlænget; ellers skal der afsættes penge, eller perioden kortes.""",
    en="""The term {period} runs longer than its appropriation, {appropriation}.
          Correct the appropriation if it was extended; else set money aside, or shorten the term.""",
)
def parameter_outdated(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A term not yet over does not end after its appropriation.

    ## What it checks
    A term does not end after the last day of the partnership's appropriation. Terms that are
    already over are not checked.

    ## Why
    An appropriation is extended from one budget to the next. When a term runs longer, the period of
    the appropriation was not brought up to date, or there is no money for the rest of the term.
    """
    for i, term in enumerate(partnership.terms):
        if term.days.latest_end < context.on:
            continue
        paid = _find_appropriation(partnership, context).period
        answer = Answer.possibly(
            holds=term.days.earliest_end < context.on or term.days.earliest_end <= paid.latest_end,
            fails=term.days.latest_end > paid.earliest_end,
        )
        if answer is not Answer.HOLDS:
            yield verdict(answer, "terms", i, "period", period=term.period, appropriation=paid)


def _find_appropriation(partnership: Partnership, context: Context) -> Appropriation:
    """Return the appropriation that pays for a partnership.

    Raises:
        Undecidable: it is not recorded, or not in the register.

    """
    appropriation = context.register.appropriations.get(partnership.appropriation or "")
    if appropriation is None:
        raise Undecidable("appropriation")
    return appropriation
