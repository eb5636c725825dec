"""Rules about the terms of a partnership, and the decisions and the money behind the terms."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from civic_partnership.findings import Verdict, broken, missing, rule, verdict, wording
from civic_partnership.model import Partnership, Term, word_label
from civic_partnership.values import Answer, Interval

from .context import Context
from .lengths import describe_length
from .programmes import find_appropriation
from .requirement import last_day_asked, on_first_day

_FIRST = wording(
    da="""Den første aftaleperiode, {period}, står som {kind}.
          Skriv kind = "initial", eller tilføj den aftaleperiode, der gik forud.""",
    en="""The first term, {period}, is put down as {kind}.
          Write kind = "initial", or add the term that went before.""",
)
_LATER = wording(
    da="""Aftaleperioden {period} følger efter {other}, men står som {kind}.
          Skriv kind = "extension", eller ret perioderne.""",
    en="""The term {period} follows upon {other}, but is put down as {kind}.
          Write kind = "extension", or correct the periods.""",
)
_ENDED = wording(
    da="""Aftaleperioden {period} sluttede uden for sin bevilling, {appropriation}.
          Ret perioden, eller henvis til den bevilling, der betaler.""",
    en="""The term {period} ended outside its appropriation, {appropriation}.
          Correct the period, or refer to the appropriation that pays.""",
)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Udvælgelse",
    title="Den første periode varer de år, som ordningen fastsætter, en forlængelse højst lige så mange.",
    da="""Aftaleperioden {period} varer {length}; ordningen fastsætter {years} år.
          Ret perioden, eller registrér opsigelsen (cancelled), hvis aftalen blev opsagt.""",
    en="""The term {period} lasts {length}; the programme sets {years} years.
          Correct the period, or record the cancellation (cancelled) if the agreement was cancelled.""",
    parameters=("term_years",),
)
def term_length(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """The initial term lasts the programme's years, an extension at most as long.

    ## What it checks
    The day after the last day of the initial term is its first day, moved exactly `term_years` years ahead.
    That number is the one in force on the first day of the term. An extension ends by then at the latest. A
    term that was cancelled before its end is not asked. If the end is only known as `2024~`, the rule holds
    only if it holds for every day of 2024, and is broken only if it is broken for every day of 2024.
    Otherwise it cannot be told.

    ## Why
    Agreements run for four years at a time, so that an association can plan and keep its resource person.
    """
    term_years = context.programme(partnership).term_years
    cancelled = partnership.cancelled
    for i, term in enumerate(partnership.terms):
        days = term.days
        if cancelled and days.latest_end >= cancelled.effective:
            continue
        years = on_first_day(term_years, days)
        lasts = years.evaluate(Interval.lasts if term.kind == "initial" else Interval.lasts_at_most)
        if lasts is not Answer.HOLDS:
            facts = {"length": describe_length(days), "years": years.known}
            yield verdict(lasts, "terms", i, "period", period=term.period, **facts)


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
    Sorted by start, each term but the first begins the day after the previous term's last day. The first is
    of the kind `initial`, every other of the kind `extension`. If the order is uncertain, the rule is
    undecided.

    ## Why
    A gap between terms is a time without an agreement, an overlap is two agreements at once.
    """
    previous, was_certain = None, True
    for group in _group_by_start(partnership.terms):
        is_certain = len(group) == 1 or _start_together(group)
        if previous is None and len(group) > 1:
            group.sort(key=lambda row: row[1].kind != "initial")
        for i, term in group:
            facts = {"period": term.period, "other": previous and previous.period}
            kind_is_wrong = (term.kind == "initial") != (previous is None)
            if kind_is_wrong:
                words = _LATER if previous else _FIRST
                kind = word_label(Term, "kind", term.kind)
                yield broken("terms", i, "kind", **facts, kind=kind)._replace(wording=words)
            if previous:
                is_sure = is_certain and was_certain
                answer = previous.days.adjoins(term.days) if is_sure else Answer.UNDECIDED
                if answer is Answer.BROKEN or (answer is Answer.UNDECIDED and not kind_is_wrong):
                    yield verdict(answer, "terms", i, "period", **facts)
            previous = term
        was_certain = is_certain


def _start_together(group: Sequence[tuple[int, Term]]) -> bool:
    return len({day for _, term in group for day in (term.days.earliest_start, term.days.latest_start)}) == 1


def _group_by_start(terms: Sequence[Term]) -> list[list[tuple[int, Term]]]:
    """Sort terms with their indexes by start; group those whose order is uncertain."""
    groups: list[list[tuple[int, Term]]] = []
    latest = date.min
    for start, i in sorted([(term.period.earliest_start, i) for i, term in enumerate(terms)]):
        term = terms[i]
        if groups and start <= latest:
            groups[-1].append((i, term))
        else:
            groups.append([(i, term)])
        latest = max(latest, term.period.latest_start)
    return groups


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-social-partnerships-page, Sociale partnerskaber",
    title="En forlængelse er besluttet, før den begynder.",
    da="""Forlængelsen {period} blev først besluttet den {decided}, efter at den var begyndt.
          Ret datoen, eller henvis til den beslutning, der gik forud.""",
    en="""The extension {period} was decided only on {decided}, after it had begun.
          Correct the date, or refer to the decision that came before.""",
)
def extension_decision(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """The decision that an extension rests on was made before it began.

    ## What it checks
    In every term of the kind `extension` that has begun, its `decision` was made before its first day. One
    that begins after a cancellation took effect is not asked.

    ## Why
    Before the budget sets money aside, nobody can promise an association that its agreement goes on.
    """
    until = last_day_asked(partnership, context.on)
    for i, term in enumerate(partnership.terms):
        if term.kind != "extension" or term.days.earliest_start > until:
            continue
        decided = term.decision.on if term.decision else None
        if decided is None:
            yield missing("terms", i, "decision")
            continue
        answer = Answer.possibly(
            holds=term.days.latest_start > min(decided, context.on),
            fails=term.days.earliest_start <= decided,
        )
        if answer is not Answer.HOLDS:
            yield verdict(answer, "terms", i, "decision", "on", period=term.period, decided=decided)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Økonomi",
    title="Hver aftaleperiode begynder i bevillingens periode, og er den slut, sluttede den også dér.",
    da="""Aftaleperioden {period} begynder uden for sin bevilling, {appropriation}.
          Ret perioden, eller henvis til den bevilling, der betaler.""",
    en="""The term {period} begins outside its appropriation, {appropriation}.
          Correct the period, or refer to the appropriation that pays.""",
)
def term_within_appropriation(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Every term begins inside its appropriation's period; one already over also ended inside it.

    ## What it checks
    The first day of every term that has begun lies in the `period` of the term's own `appropriation`, else of
    the partnership's, and so does the last day of a term that is over. A term of a cancelled agreement is
    over when the cancellation takes effect. Another rule checks a term that still runs.

    ## Why
    The budget sets money aside in one appropriation after another. A term outside was not paid for.
    """
    until = last_day_asked(partnership, context.on)
    for i, term in enumerate(partnership.terms):
        if term.days.earliest_start > until:
            continue
        appropriation = find_appropriation(partnership, i, context)
        if appropriation is None:
            continue
        days, paid = _days_in_force(term, partnership), appropriation.period
        answer = _lies_within(days, paid, context.on)
        if answer is not Answer.HOLDS:
            words = _ENDED if _begins_within(days, paid, answer) else None
            facts = {"period": term.period, "appropriation": paid}
            yield verdict(answer, "terms", i, "period", **facts)._replace(wording=words)


def _days_in_force(term: Term, partnership: Partnership) -> Interval:
    """Return the days of a term up to the day on which a cancellation takes effect."""
    days, cancelled = term.days, partnership.cancelled
    if cancelled is None:
        return days
    start, end = (
        (min(one, cancelled.effective), min(other, cancelled.effective))
        for one, other in ((days.earliest_start, days.latest_start), (days.earliest_end, days.latest_end))
    )
    return Interval(start, end)


def _begins_within(days: Interval, paid: Interval, answer: Answer) -> bool:
    """Return whether a term begins inside its appropriation, so that only its end breaks the rule."""
    if answer is Answer.BROKEN:
        return max(days.earliest_start, paid.earliest_start) <= min(days.latest_start, paid.latest_end)
    return paid.latest_start <= days.earliest_start and days.latest_start <= paid.earliest_end


def _lies_within(days: Interval, paid: Interval, on: date) -> Answer:
    """Answer whether a term begins inside the paid days, and ends there if it is over."""
    if paid.latest_start <= days.earliest_start and days.latest_end <= paid.earliest_end:
        return Answer.HOLDS
    yesterday = on - timedelta(1)
    begins = max(days.earliest_start, paid.earliest_start) <= min(days.latest_start, paid.latest_end)
    ends = days.earliest_end <= paid.latest_end or days.latest_end >= on
    too_early = days.earliest_start < paid.latest_start
    too_late = paid.earliest_end < max(
        min(days.latest_start, on),
        min(days.latest_end, yesterday) if days.earliest_end <= yesterday else date.min,
    )
    return Answer.possibly(
        holds=days.latest_start > on or (begins and ends),
        fails=too_early or too_late,
    )


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-social-partnerships-page, Sociale partnerskaber",
    title="En aftaleperiode, der ikke er slut, ender ikke efter sin bevilling.",
    da="""Aftaleperioden {period} løber længere end sin bevilling, {appropriation}.
          Ret bevillingen, hvis den er forlænget; ellers skal der afsættes penge, eller perioden kortes.""",
    en="""The term {period} runs longer than its appropriation, {appropriation}.
          Correct the appropriation if it was extended; else set money aside, or shorten the term.""",
)
def parameter_outdated(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A term not yet over does not end after its appropriation.

    ## What it checks
    A term that is not over does not end after the last day of its own appropriation, else of the
    partnership's. A term of a cancelled agreement is over when the cancellation takes effect.

    ## Why
    If a term runs longer, the appropriation was not brought up to date, or there is no more money.
    """
    for i, term in enumerate(partnership.terms):
        days = _days_in_force(term, partnership)
        if days.latest_end < context.on:
            continue
        appropriation = find_appropriation(partnership, i, context)
        if appropriation is None:
            continue
        paid = appropriation.period
        answer = Answer.possibly(
            holds=days.earliest_end < context.on or days.earliest_end <= paid.latest_end,
            fails=days.latest_end > paid.earliest_end,
        )
        if answer is not Answer.HOLDS:
            yield verdict(answer, "terms", i, "period", period=term.period, appropriation=paid)
