"""Rules about cooperation agreements."""

from collections.abc import Iterator

from civic_partnership.findings import Verdict, broken, missing, rule, verdict
from civic_partnership.model import CooperationAgreement, Party
from civic_partnership.values import Answer, Bounds

from .context import Context

PartyKey = tuple[str | None, ...] | None
"""An association, a department and a name; None for a person, because persons are not told apart."""


@rule(
    about=CooperationAgreement,
    level="error",
    source="slagelse-cooperation-agreement-2024, 1. Parterne",
    title="En aftale har mindst to forskellige parter.",
    da="""Aftalen har {number} forskellige parter; der skal være mindst to.
          Tilføj den part, der mangler.""",
    en="""The agreement has {number} different parties; two or more are needed.
          Add the party that is missing.""",
)
def agreement_parties(agreement: CooperationAgreement, _: Context) -> Iterator[Verdict]:
    """An agreement has at least two distinct parties.

    ## What it checks
    The `parties` name two or more associations, departments, persons or names; two persons may be one.

    ## Why
    An agreement is between two parties. With one party it is only a promise.
    """
    others = {party_key(party) for party in agreement.parties if party.person is None}
    persons = sum(party.person is not None for party in agreement.parties)
    number = Bounds(len(others) + bool(persons), len(others) + persons)
    answer = number.at_least(2)
    if answer is not Answer.HOLDS:
        yield verdict(answer, "parties", number=number)


@rule(
    about=CooperationAgreement,
    level="warning",
    source="slagelse-cooperation-agreement-2024, 7. Evaluering",
    title="En aftale uden slutdato har en planlagt evaluering, efter at den er begyndt.",
    da="""Aftalen ({period}) har ingen slutdato, og der er ikke planlagt en evaluering.
          Planlæg en evaluering, eller skriv, hvornår aftalen slutter.""",
    en="""The agreement ({period}) has no end, and no evaluation is planned.
          Plan an evaluation, or say when the agreement ends.""",
)
def agreement_evaluation(agreement: CooperationAgreement, context: Context) -> Iterator[Verdict]:
    """An open-ended agreement plans an evaluation after it starts.

    ## What it checks
    The rule looks at an agreement that has begun and whose `period` ends with `..`. One of its evaluations is
    `planned` for a day after its first day. A month or a year counts as its first day.

    ## Why
    An agreement without an end is easily forgotten, so its parties agree on a day to look at it again.
    """
    period, on = agreement.period, context.on
    if period is None:
        yield missing("period")
        return
    if not period.has_no_end or period.earliest_start > on:
        return
    planned = [evaluation.planned.as_start for evaluation in agreement.evaluations]
    latest = min(period.latest_start, on)
    answer = Answer.possibly(
        holds=period.latest_start > on or any(last > period.earliest_start for _, last in planned),
        fails=all(first <= latest for first, _ in planned),
    )
    if answer is not Answer.HOLDS:
        yield verdict(answer, "evaluations", period=period)


@rule(
    about=CooperationAgreement,
    level="warning",
    source="slagelse-cooperation-agreement-2024, 7. Evaluering",
    title="Ingen planlagt evaluering ligger i fortiden uden resultat.",
    da="""Resultatet af evalueringen, der var planlagt til {planned}, er ikke registreret.
          Skriv i result, hvad der kom ud af den, eller planlæg en ny dag.""",
    en="""The evaluation that was planned for {planned} has no result.
          Say in result what came of it, or plan another day.""",
)
def evaluation_overdue(agreement: CooperationAgreement, context: Context) -> Iterator[Verdict]:
    """No planned evaluation lies in the past without a result.

    ## What it checks
    If the last possible day of a `planned` evaluation has passed, the evaluation has a `result`.

    ## Why
    An evaluation that nobody wrote down cannot change the agreement.
    """
    for i, evaluation in enumerate(agreement.evaluations):
        if evaluation.planned.latest < context.on and evaluation.result is None:
            yield broken("evaluations", i, planned=evaluation.planned)


def party_key(party: Party) -> PartyKey:
    """Return a key that two equal parties share; None for a person."""
    return None if party.person else (party.association, party.department, party.name)
