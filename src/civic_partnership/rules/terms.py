"""Rules about the terms of an agreement."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from civic_partnership.findings import Verdict, rule, said
from civic_partnership.model import Partnership, Term
from civic_partnership.values import Answer, Interval, Label

from .asking import at_start
from .context import Context

_FIRST = Label("som den første", "as the first one")


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Udvælgelse",
    da="""Den første aftaleperiode, {period}, varer ikke {years} år, som ordningen fastsætter.
          Ret perioden, så den varer {years} år.""",
    en="""The initial term, {period}, does not last the {years} years that the programme sets.
          Correct the period, so that it lasts {years} years.""",
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

    ## Passes
    ```toml
    [programmes.sociale-partnerskaber]
    name = "Sociale partnerskaber"
    term_years = 4

    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    terms = [{ period = "2021/2024", kind = "initial" }]
    ```

    ## Fails
    ```toml
    [programmes.sociale-partnerskaber]
    name = "Sociale partnerskaber"
    term_years = 4

    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    terms = [{ period = "2021/2023", kind = "initial" }]
    ```

    ## Undecided
    ```toml
    [programmes.sociale-partnerskaber]
    name = "Sociale partnerskaber"
    term_years = 4

    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    terms = [{ period = "2020-10/2024~", kind = "initial" }]
    ```
    """
    term_years = context.programme(partnership).term_years
    for i, term in enumerate(partnership.terms):
        years = at_start(term_years, term.days)
        if term.kind == "initial" and (lasts := years.judged(Interval.lasts)) is not Answer.HOLDS:
            yield said(lasts, "terms", i, "period", period=term.period, years=years.known)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Udvælgelse",
    da="""Aftaleperioden {period} ({kind}) passer ikke i rækken {place}.
          Den første skal være initial, de næste extension, og hver skal begynde dagen efter den forrige.""",
    en="""The term {period} ({kind}) does not fit into the sequence {place}.
          The first must be initial, the others extension, each beginning the day after the one before.""",
)
def term_sequence(partnership: Partnership, context: Context) -> Iterator[Verdict]:  # noqa: ARG001 - a rule's shape
    """Terms follow one another without gap or overlap; the first is initial, the others extensions.

    ## What it checks
    In the order of their starts, each term begins on the day after the one before it ends. The
    first is of the kind `initial`, every other of the kind `extension`.

    ## Why
    An agreement may be extended when its years are over. A gap is a time without an agreement; an
    overlap is two at once.

    ## Passes
    ```toml
    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    terms = [
      { period = "2021/2024", kind = "initial" },
      { period = "2025/2028", kind = "extension" },
    ]
    ```

    ## Fails
    ```toml
    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    terms = [
      { period = "2021/2024", kind = "initial" },
      { period = "2026/2029", kind = "extension" },
    ]
    ```

    ## Undecided
    ```toml
    [partnerships.nordby-boldklub]
    programme = "sociale-partnerskaber"
    associations = ["nordby-boldklub"]
    terms = [
      { period = "2021/2024~", kind = "initial" },
      { period = "2024-07-01/2028", kind = "extension" },
    ]
    ```
    """
    rows = sorted(enumerate(partnership.terms), key=_start)
    in_order = all(a.days.latest_start <= b.days.earliest_start for (_, a), (_, b) in pairwise(rows))
    for (_, earlier), (i, term) in pairwise(rows):
        answer = earlier.days.adjoins(term.days)
        if not in_order:
            answer = _fits_somewhere(term, [other for j, other in rows if j != i])
        if answer is not Answer.HOLDS:
            yield said(
                answer, "terms", i, "period", period=term.period, kind=term.kind, place=_after(earlier)
            )
    for place, (i, term) in enumerate(rows):
        others = [other.days for j, other in rows if j != i]
        first = all(term.days.earliest_start <= other.latest_start for other in others)
        later = any(other.earliest_start < term.days.latest_start for other in others)
        if term.kind == "initial":
            answer = Answer.possibly(holds=first, fails=later)
        else:
            answer = Answer.possibly(holds=later, fails=first)
        if answer is not Answer.HOLDS:
            where = _after(rows[place - 1][1]) if place else _FIRST
            yield said(answer, "terms", i, "kind", period=term.period, kind=term.kind, place=where)


def _fits_somewhere(term: Term, others: Iterable[Term]) -> Answer:
    """Where it is not sure which term comes first: broken if it adjoins none, else undecided."""
    for other in others:
        adjoins = (other.days.adjoins(term.days), term.days.adjoins(other.days))
        if adjoins != (Answer.BROKEN, Answer.BROKEN):
            return Answer.UNDECIDED
    return Answer.BROKEN


def _after(term: Term) -> Label:
    return Label(f"efter {term.period}", f"after {term.period}")


def _start(row: tuple[int, Term]) -> tuple[date, date, int]:
    days = row[1].days
    return days.earliest_start, days.latest_start, row[0]
