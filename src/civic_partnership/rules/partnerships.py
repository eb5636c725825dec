"""Rules about the associations of a partnership and its contact in the municipality."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import date

from civic_partnership.findings import (
    Verdict,
    Wording,
    as_warning,
    at,
    missing,
    rule,
    verdict,
)
from civic_partnership.model import Partnership, RecordKey, Register
from civic_partnership.values import Answer, Days, Interval, Label

from .context import Context
from .requirement import last_day_asked, may_have_begun
from .runs_of_days import Row, find_overlaps, join_runs

Beside = list[tuple[Answer, Row]]
"""The terms that may share a day with a term, each with the answer to `share_no_day`."""

_NAMED = 3
"""If an association has more other partnerships, one finding for all of them names only so many."""
_MANY = Wording(
    Label(
        "Foreningen har {number} partnerskaber i ordningen; samtidig løber blandt andre {other} ({days}).",
        "The association has {number} partnerships in the programme; {other} and others run at the same time "
        "({days}).",
    ),
    Label(
        "Ret perioderne, eller skriv i exempt, hvorfor foreningen har dem alle.",
        "Correct the periods, or say in exempt why the association has all of them.",
    ),
)


@rule(
    about=Register,
    level="error",
    source="copenhagen-social-partnerships-page, Foreningerne i de Sociale partnerskaber",
    title="En forening har højst ét partnerskab for sig selv i en ordning ad gangen.",
    da="""Foreningen har også partnerskabet {other} i ordningen på samme tid ({days}).
          Ret perioderne, eller skriv i exempt, hvorfor foreningen har begge.""",
    en="""The association has the partnership {other} in the programme at the same time too ({days}).
          Correct the periods, or say in exempt why the association has both.""",
)
def one_partnership_at_a_time(register: Register, context: Context) -> Iterator[Verdict]:
    """An association has one partnership of its own in a programme at a time.

    ## What it checks
    Up to the day of checking, no term of a partnership with one association shares a day with a term of
    another partnership with that association in the same programme. If both partnerships are the
    association's own, each gets a finding. If it shares the other partnership, its own gets a warning. If
    more than three other partnerships run at the same time, one finding names three of them; it may then be
    undecided whether so many share a day.

    ## Why
    Two partnerships would be twice the money. A share in another partnership may have been agreed.
    """
    without_terms: set[str] = set()
    for partnerships in _group_by_association(register, context):
        without_terms |= _without_terms(partnerships, context)
        rows = [
            Row(each.id, term.days, _is_shared(each, context)) for each in partnerships for term in each.terms
        ]
        places = [(each.id, i) for each in partnerships for i in range(len(each.terms))]
        beside: dict[int, Beside] = defaultdict(list)
        for one, other, answer in find_overlaps(rows, context.on):
            beside[one].append((answer, rows[other]))
            beside[other].append((answer, rows[one]))
        for index, (id, i) in enumerate(places):
            if not rows[index].is_shared:
                for each in _compare(rows[index].days, beside[index], len(partnerships), context.on):
                    yield at(RecordKey("partnerships", id), each._replace(path=("terms", i, "period")))
    for id in sorted(without_terms):
        yield at(RecordKey("partnerships", id), missing("terms"))


def _group_by_association(register: Register, context: Context) -> Iterator[list[Partnership]]:
    """Return the partnerships of each association in each programme, if it has several there."""
    groups: dict[tuple[str, str], list[Partnership]] = defaultdict(list)
    for partnership in register.partnerships.values():
        for association in dict.fromkeys(id for _, id in context.partners(partnership)):
            groups[partnership.programme, association].append(partnership)
    return (partnerships for partnerships in groups.values() if len(partnerships) > 1)


def _is_shared(partnership: Partnership, context: Context) -> bool:
    return len({id for _, id in context.partners(partnership)}) > 1


def _without_terms(partnerships: Sequence[Partnership], context: Context) -> set[str]:
    """Return the ids of partnerships without terms that may run beside another partnership.

    Two shared partnerships may run beside each other.
    """
    begun = [each for each in partnerships if may_have_begun(each, context)]
    own = [each for each in begun if not _is_shared(each, context)]
    return {
        each.id
        for each in partnerships
        if not each.terms and (len(own) > 0 if _is_shared(each, context) else len(begun) > 1)
    }


def _compare(days: Interval, beside: Beside, number: int, on: date) -> Iterator[Verdict]:
    """Yield a verdict for each partnership beside a term, or one verdict for many partnerships.

    `number` counts all partnerships of the association.
    """
    for is_shared in (False, True):
        rows = [(answer, row) for answer, row in beside if row.is_shared == is_shared]
        verdicts = [
            verdict(answer, other=owner, days=each) for each, (owner, answer) in _find_runs(days, rows, on)
        ]
        if len({row.owner for _, row in rows}) > _NAMED:
            verdicts = [_merge(verdicts, number)]
        yield from map(as_warning, verdicts) if is_shared else verdicts


def _find_runs(days: Interval, beside: Beside, on: date) -> list[tuple[Days, tuple[Hashable, Answer]]]:
    runs: list[tuple[Days, tuple[Hashable, Answer]]] = []
    for answer, row in sorted(beside, key=lambda each: (str(each[1].owner), each[1].days.earliest_start)):
        first = max(days.earliest_start, row.days.earliest_start)
        last = min(days.latest_end, row.days.latest_end, on)
        runs.append((Days(first, last), (row.owner, answer)))
    return join_runs(runs)


def _merge(verdicts: Sequence[Verdict], number: int) -> Verdict:
    """Return one verdict instead of several; it names a few of the partnerships."""
    days = [each.facts["days"] for each in verdicts]
    others = sorted({each.facts["other"] for each in verdicts})
    return verdict(
        Answer.every(each.answer for each in verdicts),
        number=number,
        other=", ".join(others[:_NAMED]),
        days=Days(min(each.first for each in days), max(each.last for each in days)),
    )._replace(wording=_MANY)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-social-partnerships-page, Foreningerne i de Sociale partnerskaber",
    title="Ingen forening er partner to gange på samme tid.",
    da="""Foreningen {association} står mere end én gang i partnerskabet for den samme tid.
          Skriv den forening, der deler partnerskabet, eller ret since og until, eller slet gentagelsen.""",
    en="""The association {association} stands more than once in the partnership for the same time.
          Name the association that shares the partnership, or correct since and until, or delete the row.""",
)
def shared_partnership(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """No association is a partner twice at a time.

    ## What it checks
    On no day up to the day of checking does an association stand twice in `partners`. If there are no
    partners, the rule is undecided.

    ## Why
    An association named twice takes the place of another that is missing.
    """
    if not partnership.partners:
        yield missing("partners")
    indexes: dict[str, list[int]] = defaultdict(list)
    for i, partner in enumerate(partnership.partners):
        indexes[partner.association].append(i)
    for association, places in indexes.items():
        answers: dict[int, list[Answer]] = defaultdict(list)
        for one, other, answer in find_overlaps(
            [Row(i, partnership.partners[i].days) for i in places], context.on
        ):
            answers[places[max(one, other)]].append(answer)
        for i, each in answers.items():
            yield verdict(Answer.every(each), "partners", i, association=association)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="Et partnerskab, der kører, har en kontakt i kommunen.",
    da="""Partnerskabet er i gang uden en kontakt i kommunen.
          Skriv i consultants, hvem der er foreningens indgang til kommunen.""",
    en="""The partnership is running without a contact in the municipality.
          Say in consultants who is the association's way into the municipality.""",
)
def consultant_assigned(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A running partnership has a contact in the municipality.

    ## What it checks
    While a term runs on the day of checking, one of the `consultants` of that day is a contact of a
    department. It cannot be told of a contact that belongs to neither a department nor an association. A
    partnership that was cancelled is not asked after its last day.

    ## Why
    A consultant advises the association and is its one way into the municipality.
    """
    named = Answer.some(
        Answer.every((each.days.covers(context.on), context.contact_belongs(each.contact, "department")))
        for each in partnership.consultants
    )
    if named is Answer.HOLDS or last_day_asked(partnership, context.on) < context.on:
        return
    runs = Answer.some(term.days.covers(context.on) for term in partnership.terms)
    if not partnership.terms:
        runs = Answer.UNDECIDED
    answer = Answer.possibly(
        holds=runs is not Answer.HOLDS or named is not Answer.BROKEN,
        fails=runs is not Answer.BROKEN,
    )
    if answer is Answer.HOLDS:
        return
    for i, consultant in enumerate(partnership.consultants):
        if consultant.contact not in context.register.contacts:
            yield context.dangling("consultants", i, "contact")
            return
    yield verdict(answer, *(("consultants",) if partnership.consultants else ()))
