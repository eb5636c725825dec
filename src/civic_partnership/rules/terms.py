"""Rules about the terms of an agreement."""

from collections.abc import Iterator, Sequence
from datetime import date

from civic_partnership.findings import Verdict, Wording, broken, rule, verdict
from civic_partnership.model import Partnership, Term, word_label
from civic_partnership.values import Answer, Interval, Label

from .context import Context
from .requirement import on_first_day

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
    The initial term lasts exactly so many years: the day after its last day is its first day moved
    that many years ahead. The number of years, `term_years`, is the one in force on the first day
    of the term. Extensions may be of any length. If the end is only known as `2024~`, the rule
    holds only if it holds for every day of 2024, and is broken only if it is broken for every day
    of 2024. Otherwise it cannot be told.

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
def term_sequence(partnership: Partnership, _: Context) -> Iterator[Verdict]:
    """Terms follow one another without gap or overlap; the first is initial, the others extensions.

    ## What it checks
    Sorted by start, each term but the first begins the day after the previous term's last day. The
    first is of the kind `initial`, every other of the kind `extension`. Where it is uncertain which
    of several terms starts first, whether they follow one another is undecided.

    ## Why
    An agreement may be extended when its years are over. A gap is a time without an agreement; an
    overlap is two at once.
    """
    previous, was_certain = None, True
    for group in _group_by_start(partnership.terms):
        is_certain = len(group) == 1 or _start_together(group)
        if previous is None:
            group.sort(key=lambda row: row[1].kind != "initial")
        for i, term in group:
            facts = {"period": term.period, "other": previous and previous.period}
            kind_is_wrong = (term.kind == "initial") != (previous is None)
            if kind_is_wrong:
                words = _LATER if previous else _FIRST
                kind = word_label(Term, "kind", term.kind)
                yield broken("terms", i, "kind", **facts, kind=kind)._replace(wording=words)
            if previous:
                answer = Answer.UNDECIDED
                if is_certain and was_certain:
                    answer = previous.days.adjoins(term.days)
                if answer is Answer.BROKEN or (answer is Answer.UNDECIDED and not kind_is_wrong):
                    yield verdict(answer, "terms", i, "period", **facts)
            previous = term
        was_certain = is_certain


def _start_together(group: Sequence[tuple[int, Term]]) -> bool:
    """Return whether all terms of a group certainly start on the same day."""
    return len({day for _, term in group for day in (term.days.earliest_start, term.days.latest_start)}) == 1


def _group_by_start(terms: Sequence[Term]) -> list[list[tuple[int, Term]]]:
    """Sort terms with their places by start; group those whose order is uncertain."""
    groups: list[list[tuple[int, Term]]] = []
    latest = date.min
    for i, term in sorted(enumerate(terms), key=lambda row: row[1].days.earliest_start):
        if groups and term.days.earliest_start <= latest:
            groups[-1].append((i, term))
        else:
            groups.append([(i, term)])
        latest = max(latest, term.days.latest_start)
    return groups
