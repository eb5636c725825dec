"""Rules about which associations can have a partnership."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from civic_partnership.findings import Verdict, as_warning, missing, rule, verdict, wording
from civic_partnership.model import ApplicationRound, Association, MemberCount, Partnership, Programme
from civic_partnership.values import OPEN, Answer, Bounds, Interval, Range

from .context import Context
from .requirement import Requirement, is_owed, last_day_asked, may_have_begun, on_first_day

_ANY = Bounds(0, None)
"""A number of which nothing is known."""
_UNCOUNTED = wording(
    da="""Det er ikke registreret, hvor mange medlemmer under 25 år {association} havde ved begyndelsen.
          Tilføj medlemstallet (member_counts) fra tiden før begyndelsen.""",
    en="""How many members under 25 {association} had at the beginning is not recorded.
          Add the member count (member_counts) from the time before the beginning.""",
    is_reason=True,
)
_AREA_UNKNOWN = wording(
    da="""Det er ikke registreret, hvor {association} har aktiviteter.
          Tilføj byområderne (areas), eller om foreningen er bydækkende (citywide).""",
    en="""Where {association} works is not recorded.
          Add the areas (areas), or whether the association works in the whole town (citywide).""",
    is_reason=True,
)

Counts = list[tuple[date, int, MemberCount]]
"""The counts of the members of an association in order of time: the day, the index of the row, the row."""


class Entrant(NamedTuple):
    """An association of a partnership whose members are asked for.

    Attributes:
        row: the index of its first row in `partners`.
        id: the id of the association.
        begins: the days from its first day as a partner in a term.
        answer: whether it had enough members on that day.
    """

    row: int
    id: str
    begins: Interval
    answer: Answer


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Udvælgelse",
    parameters=("min_youth_members",),
    title="Ved begyndelsen havde hver forening det krævede antal medlemmer under 25 år.",
    da="""{association} havde {members} medlemmer under 25 år ved begyndelsen; der kræves mindst {required}.
          Ret medlemstallet, eller registrér en dispensation (exempt), hvis foreningen er med alligevel.""",
    en="""{association} had {members} members under 25 at the beginning; at least {required} are required.
          Correct the number, or record an exemption (exempt) if the association takes part nevertheless.""",
)
def partnership_eligibility_members(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """At the beginning, each association had the least number of members under 25.

    ## What it checks
    The rule looks at the association's last `member_counts` before the first term began; for an association
    that came later, before the day on which it came. It showed as many members `under_25` as the round of the
    partnership's appropriation asks for. If the round asks for nothing, the programme's `min_youth_members`
    on that day applies. If the programme gives a range, it does not say which number applied: below the range
    is too few, and within the range it cannot be told. With an `approximate` count it cannot be told either.
    If another association had enough beside it, too few are a warning. The association that carries on the
    work of another partner (`succeeded_by`) is not asked.

    ## Why
    A resource person must reach enough children, and the work must go on when somebody leaves.
    """
    programme = context.programme(partnership)
    rounds = _find_rounds(partnership, context)
    is_asked = any(each.min_youth_members for each in rounds)
    if not is_asked and programme.min_youth_members is None:
        return
    if not partnership.terms:
        if is_asked or is_owed(programme.min_youth_members, partnership, context):
            yield missing("terms")
        return
    asks_alone = not rounds and not context.may_lack("rounds")
    if asks_alone and _had_surely_enough(partnership, programme, context):
        return
    verdicts: list[Verdict] = []
    entrants = list(_find_entrants(partnership, rounds, context))
    for entrant in entrants:
        if entrant.answer is not Answer.HOLDS:
            required = _find_required(programme, rounds, entrant.begins)
            counts = _find_counts(entrant.id, context)
            members = tuple(dict.fromkeys(_find_members(counts, entrant.begins, context.on)))
            facts = {
                "association": context.name_of("associations", entrant.id),
                "members": members,
                "required": required.known,
            }
            words = _UNCOUNTED if any(each.possible is None for each in members) else None
            found = verdict(entrant.answer, "partners", entrant.row, **facts)._replace(wording=words)
            yet = entrant.answer is Answer.BROKEN and _has_company(entrant, entrants, partnership)
            verdicts.append(as_warning(found) if yet else found)
    if any(_find_counts(each.id, context) for each in entrants):
        yield from verdicts
    elif verdicts:
        names = ", ".join(str(each.facts["association"]) for each in verdicts)
        yield verdict(Answer.UNDECIDED, "partners", association=names)._replace(wording=_UNCOUNTED)


def _had_surely_enough(partnership: Partnership, programme: Programme, context: Context) -> bool:
    """Return whether all counts of the partners, from before the terms on, reach the programme's numbers."""
    most = context.of_record(_find_most_required, programme)
    start = min([term.days.earliest_start for term in partnership.terms])
    for partner in partnership.partners:
        counts = _find_counts(partner.association, context)
        if not counts or counts[0][0] >= start:
            return False
        for _, _, count in counts:
            if count.approximate or count.under_25 is None or count.under_25 < most:
                return False
    return True


def _find_most_required(programme: Programme) -> int:
    numbers = programme.min_youth_members
    return max([max(each.least, each.most) for _, each in numbers.entries]) if numbers else 0


def _find_entrants(
    partnership: Partnership, rounds: Sequence[ApplicationRound], context: Context
) -> Iterator[Entrant]:
    """Yield the associations that may have come by the day, each once; a successor has enough members.

    The answer is undecided if the round of the appropriation may be among the unreadable records.
    """
    may_differ = partnership.appropriation and not rounds and context.may_lack("rounds")
    terms = [term.days for term in partnership.terms]
    start = min(each.earliest_start for each in terms), min(each.latest_start for each in terms)
    ids = dict.fromkeys(each.association for each in partnership.partners)
    succeeding = {successor for id in ids for successor in context.successors(id)}
    for id in ids:
        rows = [(i, each.days) for i, each in enumerate(partnership.partners) if each.association == id]
        earliest = max(start[0], min(days.earliest_start for _, days in rows))
        latest = max(start[1], min(days.latest_start for _, days in rows))
        if earliest > context.on:
            continue
        begins = Interval((earliest, latest), (earliest, OPEN))
        required = _find_required(context.programme(partnership), rounds, begins)
        answer = Answer.HOLDS
        if required.known and id not in succeeding:
            counts = _find_counts(id, context)
            answer = required.evaluate(partial(_had_enough, counts, context.on))
            answer = Answer.UNDECIDED if may_differ else answer
        yield Entrant(min((days.earliest_start, i) for i, days in rows)[1], id, begins, answer)


def _has_company(entrant: Entrant, entrants: Sequence[Entrant], partnership: Partnership) -> bool:
    """Return whether another association that may have enough members may have been a partner beside it."""
    enough = {each.id for each in entrants if each.answer is not Answer.BROKEN and each is not entrant}
    first = Interval(*[(entrant.begins.earliest_start, entrant.begins.latest_start)] * 2)
    return bool(enough) and any(
        each.association in enough and each.days.overlap(first).possible != 0 for each in partnership.partners
    )


def _find_rounds(partnership: Partnership, context: Context) -> list[ApplicationRound]:
    """Return the rounds of the appropriation; only those in which the associations applied, if they did."""
    rounds = context.rounds(partnership.appropriation) if partnership.appropriation else ()
    if not rounds:
        return []
    ids = {partner.association for partner in partnership.partners}
    applied = [each for each, applying in rounds if not applying.isdisjoint(ids)]
    return applied or [each for each, _ in rounds]


def _find_required(
    programme: Programme, rounds: Sequence[ApplicationRound], begins: Interval
) -> Requirement[Range]:
    """Return the number of members that the rounds require; else the number of the programme."""
    by_programme = on_first_day(programme.min_youth_members, begins)
    numbers = [each.min_youth_members for each in rounds] or [None]
    values = [
        by_programme.values if number is None else ((Range(number, number), begins),) for number in numbers
    ]
    return Requirement(tuple(chain.from_iterable(values)))


def _find_counts(id: str, context: Context) -> Counts:
    association = context.register.associations.get(id)
    return context.of_record(_sort_counts, association) if association else []


def _sort_counts(association: Association) -> Counts:
    return sorted([(count.on, i, count) for i, count in enumerate(association.member_counts)])


def _had_enough(counts: Counts, on: date, begins: Interval, required: Range) -> Answer:
    """Answer whether the last count before the first day reaches a number."""
    members = _find_members(counts, begins, on)
    answers = [each.at_least(number) for each in members for number in (required.least, required.most)]
    return Answer.agreed([*answers, *[Answer.HOLDS] * (begins.latest_start > on)])


def _find_members(counts: Counts, begins: Interval, on: date) -> list[Bounds]:
    """Return how many members under 25 there may have been by the last count before the first day."""
    earliest, latest = begins.earliest_start, min(begins.latest_start, on)
    if earliest > on:
        return []
    before, end = (bisect_left(counts, day, key=itemgetter(0)) for day in (earliest, latest))
    start = bisect_left(counts, counts[before - 1][0], key=itemgetter(0)) if before else 0
    numbers = [_count_under_25(count) for *_, count in sorted(counts[start:end], key=itemgetter(1))]
    return numbers if before else [_ANY, *numbers]


def _count_under_25(count: MemberCount) -> Bounds:
    if count.approximate:
        return _ANY
    return Bounds(0, count.total) if count.under_25 is None else Bounds(count.under_25, count.under_25)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="Hver forening har aktiviteter i eller nær et udsat byområde, eller i hele byen.",
    da="""{association} har ikke aktiviteter i eller i nærheden af et udsat byområde og er ikke bydækkende.
          Tilføj byområderne (areas) eller citywide = true; registrér ellers en dispensation (exempt).""",
    en="""{association} works in or near no vulnerable area, and not in the whole town.
          Add the areas (areas) or citywide = true; else record an exemption (exempt).""",
)
def partnership_area(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Each association works in or near a vulnerable area, or in the whole town.

    ## What it checks
    Once a partnership has begun, each association that is a partner on the day of checking has one or more
    `areas`, or is `citywide`. If neither `areas` nor `citywide` is filled in, it cannot be told. After the
    last day of a cancelled agreement, the partners of that day count.

    ## Why
    Children and young people in vulnerable areas join associations less often than others.
    """
    if not may_have_begun(partnership, context):
        return
    day = last_day_asked(partnership, context.on)
    for j, partner in enumerate(partnership.partners):
        is_partner = partner.days.covers(day)
        if is_partner is Answer.BROKEN:
            continue
        association = context.register.associations.get(partner.association)
        if association is None:
            yield context.dangling("partners", j, "association")
        elif not (association.areas or association.citywide):
            has_begun = any(term.days.latest_start <= context.on for term in partnership.terms)
            is_sure = association.citywide is False and has_begun and is_partner is Answer.HOLDS
            answer = Answer.BROKEN if is_sure else Answer.UNDECIDED
            words = _AREA_UNKNOWN if association.citywide is None else None
            yield verdict(answer, "partners", j, association=association.name)._replace(wording=words)
