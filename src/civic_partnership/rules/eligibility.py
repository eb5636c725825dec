"""Rules about which associations can have a partnership."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain

from civic_partnership.findings import Verdict, Wording, missing, rule, verdict
from civic_partnership.model import ApplicationRound, MemberCount, Partnership, Programme
from civic_partnership.values import OPEN, Answer, Bounds, Interval, Label, Range

from .context import Context
from .requirement import Requirement, is_owed, may_have_begun, on_first_day

_ANY = Bounds(0, None)
"""A number of which nothing is known."""
_UNCOUNTED = Wording(
    Label(
        "Det vides ikke, hvor mange medlemmer under 25 år {association} havde, før partnerskabet begyndte.",
        "How many members under 25 {association} had before the partnership began is not known.",
    ),
    Label(
        "Skriv i member_counts, hvad der er talt, og hvornår.",
        "Record in member_counts what was counted, and when.",
    ),
    is_reason=True,
)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="Før den første aftaleperiode havde hver forening så mange medlemmer under 25 år som krævet.",
    da="""{association} havde {members} medlemmer under 25 år før den første periode; der kræves {required}.
          Ret tallet, eller skriv i exempt, hvorfor foreningen er med alligevel.""",
    en="""{association} had {members} members under 25 before the first term; {required} are asked for.
          Correct the number, or say in exempt why the association is in it nevertheless.""",
)
def partnership_eligibility_members(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Before the first term began, each association had the least number of members under 25.

    ## What it checks
    The rule looks at the association's last `member_counts` before the first term began. It showed as many
    members `under_25` as the round of the partnership's appropriation asks for. If the round asks for
    nothing, the programme's `min_youth_members` on the first day of the term applies. If the programme gives
    a range, it does not say which number applied: below the range is too few, and within the range it cannot
    be told. With an `approximate` count it cannot be told either.

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
    begins = _days_from_start(partnership)
    required = _find_required(programme, rounds, begins)
    if begins.earliest_start > context.on or not required.known:
        return
    verdicts = list(_compare(partnership, required, begins, context))
    ids = [id for _, id in context.partners(partnership)]
    if any(_find_counts(id, context) for id in ids):
        yield from verdicts
    elif verdicts:
        names = ", ".join(context.name_of("associations", id) for id in ids)
        yield verdict(Answer.UNDECIDED, "partners", association=names)._replace(wording=_UNCOUNTED)


def _compare(
    partnership: Partnership, required: Requirement[Range], begins: Interval, context: Context
) -> Iterator[Verdict]:
    """Compare the members of each association with the required number.

    All verdicts are undecided if the round of the appropriation may be among the unreadable records.
    """
    has_round = bool(_find_rounds(partnership, context))
    may_differ = partnership.appropriation and not has_round and context.may_lack("rounds")
    for j, id in context.partners(partnership):
        counts = _find_counts(id, context)
        answer = required.evaluate(partial(_had_enough, counts, context.on))
        if may_differ:
            answer = Answer.UNDECIDED
        if answer is not Answer.HOLDS:
            members = tuple(dict.fromkeys(_find_members(counts, begins, context.on)))
            name = context.name_of("associations", id)
            facts = {"association": name, "members": members, "required": required.known}
            words = _UNCOUNTED if any(each.possible is None for each in members) else None
            yield verdict(answer, "partners", j, **facts)._replace(wording=words)


def _days_from_start(partnership: Partnership) -> Interval:
    days = [term.days for term in partnership.terms]
    earliest = min(each.earliest_start for each in days)
    return Interval((earliest, min(each.latest_start for each in days)), (earliest, OPEN))


def _find_rounds(partnership: Partnership, context: Context) -> list[ApplicationRound]:
    """Return the rounds of the appropriation; only those in which the associations applied, if they did."""
    rounds = context.rounds(partnership.appropriation) if partnership.appropriation else ()
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


def _find_counts(id: str, context: Context) -> Sequence[MemberCount]:
    association = context.register.associations.get(id)
    return association.member_counts if association else ()


def _had_enough(counts: Sequence[MemberCount], on: date, begins: Interval, required: Range) -> Answer:
    """Answer whether the last count before the first day reaches a number."""
    members = _find_members(counts, begins, on)
    answers = [each.at_least(number) for each in members for number in (required.least, required.most)]
    return Answer.agreed([*answers, *[Answer.HOLDS] * (begins.latest_start > on)])


def _find_members(counts: Sequence[MemberCount], begins: Interval, on: date) -> list[Bounds]:
    """Return how many members under 25 there may have been by the last count before the first day."""
    earliest, latest = begins.earliest_start, min(begins.latest_start, on)
    if earliest > on:
        return []
    last = max([count.on for count in counts if count.on < earliest], default=None)
    numbers = [
        _count_under_25(count) for count in counts if count.on == last or earliest <= count.on < latest
    ]
    return numbers if last else [_ANY, *numbers]


def _count_under_25(count: MemberCount) -> Bounds:
    if count.approximate:
        return _ANY
    return Bounds(0, count.total) if count.under_25 is None else Bounds(count.under_25, count.under_25)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="Hver forening virker i eller nær et udsat byområde, eller i hele byen.",
    da="""{association} virker hverken i eller nær et udsat byområde eller i hele byen.
          Skriv områderne i areas eller citywide = true, eller i exempt, hvorfor foreningen er med.""",
    en="""{association} works neither in or near a vulnerable area nor in the whole town.
          Name the areas in areas or say citywide = true, or in exempt why the association is in it.""",
)
def partnership_area(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Each association works in or near a vulnerable area, or in the whole town.

    ## What it checks
    Once a partnership has begun, each of its associations has one or more `areas`, or is `citywide`. If
    neither `areas` nor `citywide` is filled in, it cannot be told.

    ## Why
    Children and young people in vulnerable areas join associations less often than others.
    """
    if not may_have_begun(partnership, context):
        return
    has_begun = any(term.days.latest_start <= context.on for term in partnership.terms)
    for j, id in context.partners(partnership):
        association = context.register.associations.get(id)
        if association is None:
            yield context.dangling("partners", j, "association")
            continue
        if association.areas or association.citywide:
            continue
        answer = Answer.BROKEN if association.citywide is False and has_begun else Answer.UNDECIDED
        yield verdict(answer, "partners", j, association=context.name_of("associations", id))
