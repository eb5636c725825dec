"""The rule that an association has one partnership of its own in a programme at a time."""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from civic_partnership.findings import Verdict, as_warning, at, missing, rule, verdict, wording
from civic_partnership.model import Partnership, RecordKey, Register
from civic_partnership.values import OPEN, Answer, Days, Interval

from .context import Context
from .requirement import may_have_begun
from .runs_of_days import Row, find_overlaps, join_runs

_DAY = timedelta(days=1)


class Stay(NamedTuple):
    """The days on which an association is a partner during a term.

    Attributes:
        id: the id of the partnership.
        term: the index of the term.
        days: the days.
        is_certain: whether there certainly is such a day.
        is_alone: whether the association is the only partner on the days.
    """

    id: str
    term: int
    days: Interval
    is_certain: bool
    is_alone: Answer


Beside = list[tuple[Answer, Stay]]
"""The stays that may share a day with a stay, each with the answer to `share_no_day`."""

_NAMED = 3
"""If an association has more other partnerships, one finding for all of them names only so many."""
_MANY = wording(
    da="""Foreningen har {number} partnerskaber i ordningen; samtidig løber blandt andre {other} ({days}).
          Ret perioderne, eller registrér en dispensation (exempt), hvis foreningen skal have dem alle.""",
    en="""The association has {number} partnerships in the programme; {other} and others run \
          at the same time ({days}).
          Correct the periods, or record an exemption (exempt) if the association is to have all of them.""",
)


@rule(
    about=Register,
    level="error",
    source="copenhagen-social-partnerships-page, Foreningerne i de Sociale partnerskaber",
    title="En forening har højst ét partnerskab for sig selv i en ordning ad gangen.",
    da="""Foreningen har samtidig partnerskabet {other} i ordningen ({days}).
          Ret perioderne, eller registrér en dispensation (exempt), hvis foreningen skal have begge.""",
    en="""The association has the partnership {other} in the programme at the same time too ({days}).
          Correct the periods, or record an exemption (exempt) if the association is to have both.""",
)
def one_partnership_at_a_time(_: Register, context: Context) -> Iterator[Verdict]:
    """An association has one partnership of its own in a programme at a time.

    ## What it checks
    Up to the day of checking, an association is on no day the only partner of two partnerships in the same
    programme. Only the days of the terms count, up to the last day of a cancelled agreement, and of those
    only the days on which the association is a partner. If there are two, each gets a finding. If it shares
    the other partnership on these days, its own gets a warning. If more than three other partnerships run at
    the same time, one finding names three of them; it may then be undecided whether so many share a day.

    ## Why
    Two partnerships would be twice the money. A share in another partnership may have been agreed.
    """
    without_terms: set[str] = set()
    for key, partnerships in context.sharing("partnerships", associations_in_programme):
        _, association = json.loads(key)
        without_terms |= _without_terms(partnerships, context)
        stays = list(dict.fromkeys(stay for each in partnerships for stay in _find_stays(each, association)))
        rows = [Row(stay.id, stay.days, stay.is_alone is Answer.BROKEN) for stay in stays]
        beside: dict[int, Beside] = defaultdict(list)
        for overlap in find_overlaps(rows, context.on):
            one, other = stays[overlap.earlier], stays[overlap.later]
            beside[overlap.earlier].append((_weaken(overlap.answer, one, other), other))
            beside[overlap.later].append((_weaken(overlap.answer, other, one), one))
        for index, stay in enumerate(stays):
            if stay.is_alone is not Answer.BROKEN:
                for each in _compare(stay.days, beside[index], len(partnerships), context.on):
                    path = ("terms", stay.term, "period")
                    yield at(RecordKey("partnerships", stay.id), each._replace(path=path))
    for id in sorted(without_terms):
        yield at(RecordKey("partnerships", id), missing("terms"))


def associations_in_programme(partnership: Partnership, _: object) -> set[str]:
    """Return the programme of a partnership with each of its associations, as in `in_programme`."""
    return {in_programme(partnership.programme, each.association) for each in partnership.partners}


def in_programme(programme: str, association: str) -> str:
    """Return the ids of a programme and an association as JSON: what a file names may hold any sign."""
    return json.dumps([programme, association])


def _find_stays(partnership: Partnership, association: str) -> Iterator[Stay]:
    """Yield the days of an association in the terms, cut where another partner comes or leaves."""
    others = [each.days for each in partnership.partners if each.association != association]
    cancelled = partnership.cancelled
    limits = [Interval((date.min, date.min), (cancelled.effective, cancelled.effective))] if cancelled else []
    for i, term in enumerate(partnership.terms):
        for partner in partnership.partners:
            if partner.association == association:
                days, is_certain = _common_days(term.days, [partner.days, *limits])
                for part in _cut(days, others) if days else ():
                    yield Stay(partnership.id, i, part, is_certain, _is_alone(part, others))


def _common_days(days: Interval, limits: Sequence[Interval]) -> tuple[Interval | None, bool]:
    """Return the days of an interval that lie in all limits, and whether there certainly is one."""
    is_certain = True
    for limit in limits:
        if limit.contains(days) is not Answer.HOLDS:
            start = max(days.earliest_start, limit.earliest_start), max(days.latest_start, limit.latest_start)
            end = min(days.earliest_end, limit.earliest_end), min(days.latest_end, limit.latest_end)
            if end[1] < start[0]:
                return None, False
            is_certain = is_certain and start[1] <= end[0]
            days = Interval(start, end)
    return days, is_certain


def _cut(days: Interval, others: Sequence[Interval]) -> Iterator[Interval]:
    """Yield the parts of an interval between the certain days on which another partner comes or leaves."""
    comes = {each.earliest_start for each in others if each.earliest_start == each.latest_start}
    leaves = {each.latest_end for each in others if each.earliest_end == each.latest_end != OPEN}
    changes = comes | {each + _DAY for each in leaves}
    inside = sorted(each for each in changes if days.latest_start < each <= days.earliest_end)
    starts = [(days.earliest_start, days.latest_start), *((each, each) for each in inside)]
    ends = [*((each - _DAY, each - _DAY) for each in inside), (days.earliest_end, days.latest_end)]
    return (Interval(start, end) for start, end in zip(starts, ends, strict=True))


def _is_alone(days: Interval, others: Sequence[Interval]) -> Answer:
    possible = [each for each in others if each.overlap(days).possible != 0]
    return Answer.possibly(
        holds=all(each.contains(days) is not Answer.HOLDS for each in possible), fails=bool(possible)
    )


def _weaken(answer: Answer, own: Stay, other: Stay) -> Answer:
    """Make an answer undecided, unless both stays are certain and the first one is alone."""
    is_sure = own.is_certain and other.is_certain and own.is_alone is Answer.HOLDS
    return answer if is_sure else Answer.agreed([answer, Answer.HOLDS])


def _is_shared(partnership: Partnership) -> bool:
    return len({each.association for each in partnership.partners}) > 1


def _without_terms(partnerships: Sequence[Partnership], context: Context) -> set[str]:
    """Return the ids of partnerships without terms that may run beside another partnership.

    Two shared partnerships may run beside each other.
    """
    begun = [each for each in partnerships if may_have_begun(each, context)]
    own = [each for each in begun if not _is_shared(each)]
    return {
        each.id
        for each in partnerships
        if not each.terms and (len(own) > 0 if _is_shared(each) else len(begun) > 1)
    }


def _compare(days: Interval, beside: Beside, number: int, on: date) -> Iterator[Verdict]:
    """Yield a verdict for each partnership beside a stay, or one verdict for many partnerships.

    `number` counts all partnerships of the association.
    """
    for is_shared in (False, True):
        rows = [each for each in beside if (each[1].is_alone is not Answer.HOLDS) == is_shared]
        verdicts = [
            verdict(answer, other=owner, days=each) for each, (owner, answer) in _find_runs(days, rows, on)
        ]
        if len({stay.id for _, stay in rows}) > _NAMED:
            verdicts = [_merge(verdicts, number)]
        yield from map(as_warning, verdicts) if is_shared else verdicts


def _find_runs(days: Interval, beside: Beside, on: date) -> list[tuple[Days, tuple[Hashable, Answer]]]:
    runs: list[tuple[Days, tuple[Hashable, Answer]]] = []
    for answer, stay in sorted(beside, key=lambda each: (each[1].id, each[1].days.earliest_start)):
        first = max(days.earliest_start, stay.days.earliest_start)
        last = min(days.latest_end, stay.days.latest_end, on)
        runs.append((Days(first, last), (stay.id, answer)))
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
