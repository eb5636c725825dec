"""Rules about application rounds and the partnerships that come from them."""

from collections.abc import Collection, Iterator, Set as AbstractSet
from datetime import date

from civic_partnership.findings import Verdict, at, broken, missing, rule, verdict, wording
from civic_partnership.model import Application, ApplicationRound, Partnership, RecordKey, Register
from civic_partnership.values import Answer

from .context import Context
from .parallel_partnerships import associations_in_programme, in_programme

_NEVER = (date.min, date.min)

_OUTSIDE = wording(
    da="""Ansøgningen blev modtaget den {received}, uden for runden ({opens} til {closes}).
          Ret datoen, eller registrér en dispensation (exempt), hvis ansøgningen er taget med.""",
    en="""The application was received on {received}, outside the round ({opens} to {closes}).
          Correct the date, or record an exemption (exempt) if the application was let in.""",
)
_NOT_APPLIED = wording(
    da="""Partnerskabets foreninger har ikke søgt i en af bevillingens ansøgningsrunder.
          Tilføj ansøgningen i runden; registrér en dispensation (exempt), hvis der ikke blev søgt.""",
    en="""None of the associations of the partnership has an application in the rounds of its appropriation.
          Add the application to the round; record an exemption (exempt) if there was no application.""",
)


@rule(
    about=ApplicationRound,
    level="error",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="En runde lukker, efter at den er åbnet, og ansøgninger modtages, mens den er åben.",
    da="""Runden lukker den {closes}, men den åbner først den {opens}.
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
    about=ApplicationRound,
    level="warning",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="En forening, der er udvalgt i en runde, har aktiviteter i et af rundens byområder.",
    da="""{association} er udvalgt, men har ikke aktiviteter i et af rundens byområder: {areas}.
          Ret foreningens eller rundens byområder (areas); registrér ellers en dispensation (exempt).""",
    en="""{association} was selected, but works in none of the areas of the round: {areas}.
          Correct the areas (areas) of the association or of the round; else record an exemption (exempt).""",
)
def round_area(application_round: ApplicationRound, context: Context) -> Iterator[Verdict]:
    """An association that a round selected works in one of the round's areas.

    ## What it checks
    Once a round has closed, each association with a `selected` application in it has one of the `areas` of
    the round, or is `citywide`. If neither its `areas` nor `citywide` is filled in, it cannot be told. A
    round without areas looks for associations anywhere.

    ## Why
    A round is held because there are too few offers in certain areas.
    """
    areas = application_round.areas
    if not areas or _last_day(application_round) > context.on:
        return
    for i, application in enumerate(application_round.applications):
        if application.outcome != "selected":
            continue
        association = context.register.associations.get(application.association)
        if association is None:
            yield context.dangling("applications", i, "association")
        elif not association.citywide and set(areas).isdisjoint(association.areas):
            is_known = association.areas or association.citywide is False
            names = tuple(context.name_of("areas", id) for id in areas)
            facts = {"association": association.name, "areas": names}
            yield verdict(Answer.BROKEN if is_known else Answer.UNDECIDED, "applications", i, **facts)


@rule(
    about=Register,
    level="warning",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="En udvalgt ansøgning fører til et partnerskab, og et partnerskab bygger på en ansøgning.",
    da="""Ansøgningen blev udvalgt, men foreningen har ikke fået et partnerskab i ordningen derefter.
          Tilføj partnerskabet, eller ret ansøgningens udfald.""",
    en="""The application was selected, but the association has no partnership after it in the programme.
          Add the partnership, or correct the outcome of the application.""",
)
def round_outcome(register: Register, context: Context) -> Iterator[Verdict]:
    """An application that was selected leads to a partnership, and a partnership comes from an application.

    ## What it checks
    Once a round has closed, each association with a `selected` application in it has a partnership in the
    programme, alone or shared. The association came into the partnership after the round opened, or a term
    began after that, or no term is recorded yet. If an appropriation had a round, then in each of its
    partnerships at least one association has an application in a round of that appropriation. An association
    that carries on another one (`succeeded_by`) takes its place in both.

    ## Why
    An association that was selected must not be forgotten, and all are compared by the same criteria.
    """
    closed = [each for each in register.rounds.values() if _last_day(each) <= context.on]
    for past in closed:
        for i, application in enumerate(past.applications):
            if application.outcome == "selected":
                answer = _leads_to_partnership(application, past, context)
                if answer is not Answer.HOLDS:
                    yield at(RecordKey("rounds", past.id), verdict(answer, "applications", i, "outcome"))
    if appropriations := {past.appropriation for past in closed if past.appropriation}:
        yield from _without_application(context, appropriations)


def _last_day(past: ApplicationRound) -> date:
    return past.closes or past.opens or date.max


def _last_start(programme: str, association: str, context: Context) -> tuple[date, date]:
    """Find the earliest and latest day when an association may last have begun: in a term, or as a partner.

    Without terms it is unknown.
    """
    last = _NEVER
    key = in_programme(programme, association)
    for partnership in context.having("partnerships", associations_in_programme, key):
        days = [term.days for term in partnership.terms]
        earliest = max((each.earliest_start for each in days), default=date.max)
        latest = max((each.latest_start for each in days), default=date.max)
        for partner in partnership.partners:
            if partner.association == association:
                since = partner.days
                last = (
                    max(last[0], earliest, since.earliest_start),
                    max(last[1], latest, since.latest_start),
                )
    return last


def _leads_to_partnership(application: Application, past: ApplicationRound, context: Context) -> Answer:
    """Answer whether the association, or a successor, came into a partnership after the round opened."""
    ids = (application.association, *context.successors(application.association))
    found = [_last_start(past.programme, id, context) for id in ids]
    earliest_start, latest_start = max(first for first, _ in found), max(last for _, last in found)
    earliest, latest = past.opens or date.min, past.opens or _last_day(past)
    answer = Answer.possibly(holds=latest_start > earliest, fails=earliest_start <= latest)
    register = context.register
    is_known = past.programme in register.programmes and application.association in register.associations
    if answer is Answer.BROKEN and (not is_known or context.may_lack("partnerships")):
        return Answer.UNDECIDED
    return answer


def _without_application(context: Context, closed: Collection[str]) -> Iterator[Verdict]:
    """Yield the partnerships without an application although their appropriation had a round."""
    for appropriation in sorted(closed):
        applied: set[str] = set().union(*(who for _, who in context.rounds(appropriation)))
        applied.update([successor for id in applied for successor in context.successors(id)])
        is_sure = not context.may_lack("rounds") and context.holds_all("associations", applied)
        for partnership in context.having("partnerships", without_application, appropriation):
            associations = {each.association for each in partnership.partners}
            if applied.isdisjoint(associations):
                is_broken = is_sure and context.holds_all("associations", associations)
                answer = Answer.BROKEN if is_broken else Answer.UNDECIDED
                not_applied = verdict(answer, "partners")._replace(wording=_NOT_APPLIED)
                yield at(RecordKey("partnerships", partnership.id), not_applied)


def without_application(partnership: Partnership, context: Context) -> AbstractSet[str]:
    """Return the appropriation of a partnership if it had rounds, and no partner has applied in one."""
    appropriation = partnership.appropriation
    rounds = context.rounds(appropriation) if appropriation and partnership.partners else ()
    has_applied = any(each.association in who for _, who in rounds for each in partnership.partners)
    return {appropriation} if appropriation and rounds and not has_applied else frozenset()
