"""Rules about application rounds and the partnerships that come from them."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from civic_partnership.findings import Verdict, Wording, at, broken, missing, rule, verdict, wording
from civic_partnership.model import Application, ApplicationRound, RecordKey, Register
from civic_partnership.values import Answer, Label

from .context import Context

Starts = Mapping[tuple[str, str], tuple[date, date]]
"""Programme and association -> the earliest and the latest day on which their last term starts."""

_NEVER = (date.min, date.min)

_OUTSIDE = wording(
    da="""Ansøgningen blev modtaget {received}, uden for runden ({opens} til {closes}).
          Ret datoen, eller skriv i exempt, hvorfor ansøgningen er taget med.""",
    en="""The application was received on {received}, outside the round ({opens} to {closes}).
          Correct the date, or say in exempt why the application was let in.""",
)
_NOT_APPLIED = Wording(
    Label(
        "Ingen af partnerskabets foreninger har en ansøgning i bevillingens runder.",
        "None of the associations of the partnership has an application in the rounds of its appropriation.",
    ),
    Label(
        "Tilføj ansøgningen i runden, eller skriv i exempt, hvordan partnerskabet ellers kom i stand.",
        "Add the application to the round, or say in exempt how else the partnership came about.",
    ),
)


@rule(
    about=ApplicationRound,
    level="error",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="En runde lukker, efter at den er åbnet, og ansøgninger modtages, mens den er åben.",
    da="""Runden lukker {closes}, men den åbner først {opens}.
          Ret den af datoerne, der er forkert.""",
    en="""The round closes on {closes}, but opens only on {opens}.
          Correct whichever date is wrong.""",
)
def round_dates(application_round: ApplicationRound, context: Context) -> Iterator[Verdict]:
    """A round closes after it opens, and applications are received inside it.

    ## What it checks
    `closes` lies after `opens`, and every application received so far came in from the one day to the other.
    If one of the two days is not recorded, it cannot be told.

    ## Why
    All have the same time to apply. An application let in early or late had an advantage.
    """
    opens, closes = application_round.opens, application_round.closes
    for field in ("opens", "closes"):
        if getattr(application_round, field) is None:
            yield missing(field)
    if opens and closes and closes <= opens:
        yield broken("closes", opens=opens, closes=closes)
    for i, application in enumerate(application_round.applications):
        received = application.received
        if received is None:
            if (opens or closes or date.max) <= context.on:
                yield missing("applications", i, "received")
        elif received <= context.on and ((opens and received < opens) or (closes and closes < received)):
            facts = {"received": received, "opens": opens, "closes": closes}
            yield broken("applications", i, "received", **facts)._replace(wording=_OUTSIDE)


@rule(
    about=Register,
    level="warning",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="En udvalgt ansøgning fører til et partnerskab, og et partnerskab bygger på en ansøgning.",
    da="""Ansøgningen blev udvalgt, men foreningen har intet partnerskab derefter i ordningen.
          Tilføj partnerskabet, eller ret ansøgningens udfald.""",
    en="""The application was selected, but the association has no partnership after it in the programme.
          Add the partnership, or correct the outcome of the application.""",
)
def round_outcome(register: Register, context: Context) -> Iterator[Verdict]:
    """An application that was selected leads to a partnership, and a partnership comes from an application.

    ## What it checks
    Once a round has closed, each association with a `selected` application in it has a partnership in the
    programme, alone or shared. The partnership has a term that began after the round opened, or no term is
    recorded yet. If an appropriation had a round, then in each of its partnerships at least one association
    has an application in a round of that appropriation.

    ## Why
    An association that was selected must not be forgotten, and all are compared by the same criteria.
    """
    closed = [each for each in register.rounds.values() if _last_day(each) <= context.on]
    starts = _last_starts(register) if closed else {}
    for past in closed:
        for i, application in enumerate(past.applications):
            if application.outcome == "selected":
                answer = _leads_to_partnership(application, past, starts, context)
                if answer is not Answer.HOLDS:
                    yield at(RecordKey("rounds", past.id), verdict(answer, "applications", i, "outcome"))
    yield from _without_application(context, {past.appropriation for past in closed if past.appropriation})


def _last_day(past: ApplicationRound) -> date:
    return past.closes or past.opens or date.max


def _last_starts(register: Register) -> Starts:
    """Find when the last term of each association in each programme starts; without terms it is unknown."""
    starts: dict[tuple[str, str], tuple[date, date]] = {}
    for partnership in register.partnerships.values():
        days = [term.days for term in partnership.terms]
        start = (
            max((each.earliest_start for each in days), default=date.max),
            max((each.latest_start for each in days), default=date.max),
        )
        for association in {each.association for each in partnership.partners}:
            key = partnership.programme, association
            earliest, latest = starts.get(key, _NEVER)
            starts[key] = max(earliest, start[0]), max(latest, start[1])
    return starts


def _leads_to_partnership(
    application: Application, past: ApplicationRound, starts: Starts, context: Context
) -> Answer:
    """Answer whether the association has a partnership with a term that began after the round opened."""
    earliest_start, latest_start = starts.get((past.programme, application.association), _NEVER)
    earliest, latest = past.opens or date.min, past.opens or _last_day(past)
    answer = Answer.possibly(holds=latest_start > earliest, fails=earliest_start <= latest)
    register = context.register
    is_known = past.programme in register.programmes and application.association in register.associations
    if answer is Answer.BROKEN and (not is_known or context.may_lack("partnerships")):
        return Answer.UNDECIDED
    return answer


def _without_application(context: Context, closed: Collection[str]) -> Iterator[Verdict]:
    """Yield the partnerships without an application although their appropriation had a round."""
    register = context.register
    applied = {each: set().union(*(who for _, who in context.rounds(each))) for each in closed}
    known = register.associations.keys()
    is_sure = {each: not context.may_lack("rounds") and applied[each] <= known for each in closed}
    for id, partnership in register.partnerships.items():
        appropriation = partnership.appropriation
        associations = {each.association for each in partnership.partners}
        if associations and appropriation in applied and applied[appropriation].isdisjoint(associations):
            is_broken = is_sure[appropriation] and known >= associations
            answer = Answer.BROKEN if is_broken else Answer.UNDECIDED
            not_applied = verdict(answer, "partners")._replace(wording=_NOT_APPLIED)
            yield at(RecordKey("partnerships", id), not_applied)
