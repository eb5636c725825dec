"""Rules about which associations can have a partnership."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain
from operator import attrgetter

from civic_partnership.findings import Verdict, Wording, missing, rule, verdict
from civic_partnership.model import ApplicationRound, Association, MemberCount, Partnership, Programme
from civic_partnership.values import OPEN, Answer, Bounds, Interval, Label, Range

from .context import Context
from .partnership_periods import may_have_begun
from .requirements import Requirement, is_owed, on_first_day

_DAY = timedelta(days=1)
_ON = attrgetter("on")
_ANY = Bounds(0, None)
"""What is known of a number of which nothing is known."""
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
    By the last of an association's `member_counts` before the first term began, it had as many
    members `under_25` as the round of the partnership's appropriation asks for, or else the
    programme, by its `min_youth_members` on that day. Of a range the programme does not say which
    number it asked for: below it is too few, inside it cannot be told. Nor can it by a count that is
    `approximate`.

    ## Why
    An association must be of some size for a resource person to reach enough children, and for the
    work to go on when somebody leaves.
    """
    programme = context.programme(partnership)
    rounds = _rounds(partnership, context)
    is_asked = any(each.min_youth_members for each in rounds)
    if not is_asked and programme.min_youth_members is None:
        return
    if not partnership.terms:
        if is_asked or is_owed(programme.min_youth_members, partnership, context):
            yield missing("terms")
        return
    begins = _beginning(partnership)
    required = _required(programme, rounds, begins)
    if begins.earliest_start > context.on or not required.known:
        return
    verdicts = list(_too_few(partnership, required, begins, context))
    if any(_counts(id, context) for id in partnership.associations):
        yield from verdicts
    elif verdicts:
        names = ", ".join(context.name_of("associations", id) for id in partnership.associations)
        yield verdict(Answer.UNDECIDED, "associations", association=names)._replace(wording=_UNCOUNTED)


def _too_few(
    partnership: Partnership, required: Requirement[Range], begins: Interval, context: Context
) -> Iterator[Verdict]:
    """What is said of each association; nothing is sure while the round may be among what was not read."""
    has_round = bool(_rounds(partnership, context))
    may_differ = partnership.appropriation and not has_round and context.may_lack("rounds")
    for j, id in enumerate(partnership.associations):
        counts = _counts(id, context)
        answer = required.evaluate(partial(_had_enough, counts, context.on))
        if may_differ:
            answer = Answer.UNDECIDED
        if answer is not Answer.HOLDS:
            members = tuple(dict.fromkeys(_members(counts, begins, context.on)))
            name = context.name_of("associations", id)
            facts = {"association": name, "members": members, "required": required.known}
            about_members = verdict(answer, "associations", j, **facts)
            is_counted = all(each.possible is not None for each in members)
            yield about_members if is_counted else about_members._replace(wording=_UNCOUNTED)


def _beginning(partnership: Partnership) -> Interval:
    """The first of a partnership's days, and all that follow."""
    days = [term.days for term in partnership.terms]
    earliest = min(each.earliest_start for each in days)
    return Interval((earliest, min(each.latest_start for each in days)), (earliest, OPEN))


def _rounds(partnership: Partnership, context: Context) -> list[ApplicationRound]:
    """The rounds of the partnership's appropriation; of several, those in which it applied."""
    rounds = context.rounds(partnership.appropriation) if partnership.appropriation else ()
    applied = [each for each, applying in rounds if not applying.isdisjoint(partnership.associations)]
    return applied or [each for each, _ in rounds]


def _required(
    programme: Programme, rounds: Sequence[ApplicationRound], begins: Interval
) -> Requirement[Range]:
    """How many members were asked for: by the round that set a number, else by the programme."""
    by_programme = on_first_day(programme.min_youth_members, begins)
    numbers = [each.min_youth_members for each in rounds] or [None]
    asked = [
        by_programme.values if number is None else ((Range(number, number), begins),) for number in numbers
    ]
    return Requirement(tuple(chain.from_iterable(asked)))


def _counts(id: str, context: Context) -> Sequence[MemberCount]:
    """The member counts of an association in order of time; none of one that is not there."""
    association = context.register.associations.get(id)
    return context.cached(_by_day, association) if association else ()


def _by_day(association: Association) -> Sequence[MemberCount]:
    return sorted(association.member_counts, key=_ON)


def _had_enough(counts: Sequence[MemberCount], on: date, begins: Interval, asked: Range) -> Answer:
    """Whether the last count before the first day, if that has come, reaches what is asked."""
    least, most = sorted((asked.least, asked.most))
    answers = [
        Answer.possibly(
            holds=members.at_least(least) is not Answer.BROKEN,
            fails=members.at_least(most) is not Answer.HOLDS,
        )
        for members in _members(counts, begins, on)
    ]
    return Answer.agreed([*answers, *[Answer.HOLDS] * (begins.latest_start > on)])


def _members(counts: Sequence[MemberCount], begins: Interval, on: date) -> list[Bounds]:
    """How many members under 25 there may have been by the last count before the first day."""
    start, end = (bisect_left(counts, day, key=_ON) for day in (begins.earliest_start, begins.latest_start))
    firsts = {count.on + _DAY for count in counts[start:end]}
    return [
        members
        for first in sorted({begins.earliest_start, *firsts})
        if first <= on
        for members in _last_before(counts, first)
    ]


def _last_before(counts: Sequence[MemberCount], first: date) -> list[Bounds]:
    """What was counted on the last day before another; nothing is known where there is none."""
    end = bisect_left(counts, first, key=_ON)
    start = bisect_left(counts, counts[end - 1].on, key=_ON) if end else 0
    return [_under_25(count) for count in counts[start:end]] or [_ANY]


def _under_25(count: MemberCount) -> Bounds:
    """How many members under 25 there may be by a count."""
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
    Once a partnership has begun, each of its associations has one or more `areas`, or is
    `citywide`. Where nothing is said of either, it cannot be told.

    ## Why
    The partnerships are there for children and young people in the vulnerable areas, who go to
    associations less often than others.
    """
    if not may_have_begun(partnership, context):
        return
    has_begun = any(term.days.latest_start <= context.on for term in partnership.terms)
    for j, id in enumerate(partnership.associations):
        association = context.register.associations.get(id)
        if association is None:
            yield context.dangling("associations", j)
            continue
        if association.areas or association.citywide:
            continue
        answer = Answer.BROKEN if association.citywide is False and has_begun else Answer.UNDECIDED
        yield verdict(answer, "associations", j, association=context.name_of("associations", id))
