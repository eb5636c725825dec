"""Rules about the terms of an agreement."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from civic_partnership.findings import Verdict, Wording, broken, rule, verdict
from civic_partnership.model import Partnership, Term, word_label
from civic_partnership.values import OPEN, Answer, Interval, Label

from .context import Context
from .requirements import on_first_day

_FIRST = Wording(
    Label(
        "Den første aftaleperiode, {period}, står som {kind}.",
        "The first term, {period}, is put down as {kind}.",
    ),
    Label(
        'Skriv kind = "initial", eller tilføj den aftaleperiode, der gik forud.',
        'Write kind = "initial", or add the term that went before.',
    ),
)
_LATER = Wording(
    Label(
        "Aftaleperioden {period} følger efter {other}, men står som {kind}.",
        "The term {period} follows upon {other}, but is put down as {kind}.",
    ),
    Label(
        'Skriv kind = "extension", eller ret perioderne.', 'Write kind = "extension", or correct the periods.'
    ),
)

Row = tuple[int, Term]
"""A term and its place in the list."""

Ends = dict[int, int]
"""When what comes before may end: the last day -> the first of stretches of days, as ordinals."""

_ANY_DAY: Ends = {OPEN.toordinal(): 0}
_TRIED = 3000
"""Beginnings of orders that are tried at once: enough for eight terms that may stand in any order."""
_TOGETHER = 50
"""Terms of which it is not sure who comes first, and of which an order is looked for."""


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="Den første aftaleperiode varer så mange år, som ordningen fastsætter.",
    da="""Den første aftaleperiode, {period}, varer ikke det antal år, som ordningen fastsætter: {years}.
          Ret perioden, så den varer det antal år.""",
    en="""The initial term, {period}, does not last the number of years that the programme sets: {years}.
          Correct the period, so that it lasts as long.""",
)
def term_length(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """The initial term lasts the programme's years.

    ## What it checks
    The day after the last day of the initial term is its first day so many years later. The
    number of years, `term_years`, is the one in force on the first day of the term. Extensions
    may be of any length. Where the end is only known as `2024~`, the rule holds or is broken only
    if it does so for every day of 2024.

    ## Why
    Agreements run for four years at a time, so that an association can plan and keep its resource
    person.
    """
    term_years = context.programme(partnership).term_years
    for i, term in enumerate(partnership.terms):
        if term.kind != "initial":
            continue
        years = on_first_day(term_years, term.days)
        lasts = years.evaluate(Interval.lasts)
        if lasts is not Answer.HOLDS:
            yield verdict(lasts, "terms", i, "period", period=term.period, years=years.known)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="Aftaleperioder følger hinanden uden hul og overlap; alle undtagen den første er forlængelser.",
    da="""Aftaleperioden {period} begynder ikke dagen efter den forrige, {other}.
          Ret perioderne, så den ene følger den anden uden hul og overlap.""",
    en="""The term {period} does not begin on the day after the one before, {other}.
          Correct the periods, so that one follows the other without gap or overlap.""",
)
def term_sequence(partnership: Partnership, context: Context) -> Iterator[Verdict]:  # noqa: ARG001 - a rule's shape
    """Terms follow one another without gap or overlap; the first is initial, the others extensions.

    ## What it checks
    In the order of their starts, each term begins on the day after the one before it ends. The
    first is of the kind `initial`, every other of the kind `extension`.

    ## Why
    An agreement may be extended when its years are over. A gap is a time without an agreement; an
    overlap is two at once.
    """
    if _stand_in_order(partnership.terms):
        return
    before, previous = _ANY_DAY, None
    for group in _groups(partnership.terms):
        wrong = _misplaced(group, before, first=previous is None)
        for row in group:
            i, term = row
            facts = {"period": term.period, "other": previous and previous.period}
            kind_is_wrong = (term.kind == "initial") != (previous is None)
            if kind_is_wrong:
                kind = word_label(Term, "kind", term.kind)
                words = _LATER if previous else _FIRST
                yield broken("terms", i, "kind", **facts, kind=kind)._replace(wording=words)
            if previous and row in wrong:
                yield broken("terms", i, "period", **facts)
            elif previous and not kind_is_wrong and not _certainly_follows(term.days, before):
                yield verdict(Answer.UNDECIDED, "terms", i, "period", **facts)
            previous = term
        before = _ends(group, before) or _ends(group, _ANY_DAY) or _ends(group[-1:], _ANY_DAY)


def _stand_in_order(terms: Sequence[Term]) -> bool:
    """Whether each certainly follows the one listed before it, the first alone initial, as nearly always."""
    return all((term.kind == "initial") == (n == 0) for n, term in enumerate(terms)) and all(
        one.days.adjoins(other.days) is Answer.HOLDS for one, other in pairwise(terms)
    )


def _misplaced(group: Sequence[Row], before: Ends, *, first: bool) -> Sequence[Row]:
    """Those that cannot follow, where no order of a group fits what comes before."""
    if _ends(group, before):
        return ()
    ends = {} if first else dict(before)
    for _, term in group:
        earliest, latest = term.days.earliest_end.toordinal(), term.days.latest_end.toordinal()
        ends[latest] = min(earliest, ends.get(latest, earliest))
    strays = [row for row in group if not _ends([row], ends)]
    return strays or (group[:1] if _ends(group, _ANY_DAY) else group[-1:])


def _groups(terms: Sequence[Term]) -> list[list[Row]]:
    """The terms in order; those of which it is not sure who comes first together, but the initial before."""
    groups = _apart(sorted(enumerate(terms), key=_start))
    initial = [row for group in groups[:1] for row in group if row[1].kind == "initial"][:1]
    others = [row for group in groups for row in group if row not in initial]
    return [initial, *_apart(others)] if initial else groups


def _apart(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows, parted wherever all that follow certainly start later."""
    groups: list[list[Row]] = []
    latest = date.min
    for row in rows:
        days = row[1].days
        if groups and days.earliest_start <= latest:
            groups[-1].append(row)
        else:
            groups.append([row])
        latest = max(latest, days.latest_start)
    return groups


def _ends(group: Sequence[Row], before: Ends) -> Ends:
    """When the last of a group may end, if each follows another, in any order; nowhere if none fits."""
    reached = {(frozenset(range(len(group))), last): first for last, first in before.items()}
    for _ in group:
        if len(reached) * len(group) > _TRIED or len(group) > _TOGETHER:
            return _ANY_DAY
        longer: dict[tuple[frozenset[int], int], int] = {}
        for (left, last), first in reached.items():
            for n in left:
                days = group[n][1].days
                start = max(first + 1, days.earliest_start.toordinal())
                if start <= min(last + 1, days.latest_start.toordinal()):
                    key = left - {n}, days.latest_end.toordinal()
                    end = max(start, days.earliest_end.toordinal())
                    longer[key] = min(end, longer.get(key, end))
        reached = longer
    return {last: first for (_, last), first in reached.items()}


def _certainly_follows(days: Interval, before: Ends) -> bool:
    """Whether something begins on the day after the one day on which what comes before ends."""
    eve = days.earliest_start.toordinal() - 1
    return days.earliest_start == days.latest_start and before == {eve: eve}


def _start(row: Row) -> tuple[date, date, int]:
    days = row[1].days
    return days.earliest_start, days.latest_start, row[0]
