"""Rules about programmes: that their terms fit together, and that the money is their own."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import attrs

from civic_partnership.findings import Undecidable, Verdict, rule, verdict
from civic_partnership.model import Partnership, Programme, info
from civic_partnership.values import Answer, Dated, Days, Label, Range, sweep

from .context import Context

_AT_MOST = {"plan_years": "term_years", "status_meetings_with_board": "status_meetings_per_year"}
"""Of two parameters, the one that is not more than the other."""
_RANGES = ("min_youth_members", "network_meetings_per_year")
"""Parameters with a least and a most."""
_MOST = Label("det højeste", "the most")
_ALWAYS = Label("altid", "always")

Pair = tuple[int | None, int | None]
"""A number and what it may be at most; None for what is not set."""


@rule(
    about=Programme,
    level="error",
    source="copenhagen-experience-report-2023, Kommunens understøttelse af foreningerne",
    title="En ordnings egne vilkår passer sammen.",
    da="""Ordningens vilkår passer ikke sammen ({when}): {term} er {value}, mere end {limit} ({other}).
          Ret det af tallene, der er forkert.""",
    en="""The terms of the programme do not fit together ({when}): {term} is {value}, above {limit} ({other}).
          Correct whichever number is wrong.""",
)
def programme_parameters(programme: Programme, context: Context) -> Iterator[Verdict]:
    """A programme's own terms fit together.

    ## What it checks
    On every day up to the day of checking no number in `plan_years` is above `term_years`,
    `status_meetings_with_board` is not above `status_meetings_per_year`, and in `min_youth_members` and
    `network_meetings_per_year` the lower number is not above the higher number. Each run of days on which
    nothing changes is one finding.

    ## Why
    A plan is an annex to the agreement and cannot outlast it. A meeting with the board is one of the
    meetings. Terms that nobody can meet were written down wrongly.
    """
    for name in (*_AT_MOST, *_RANGES):
        term = info(attrs.fields_dict(Programme)[name]).label
        other = info(attrs.fields_dict(Programme)[_AT_MOST[name]]).label if name in _AT_MOST else _MOST
        for days, pairs in _find_runs(programme, name, context.on):
            wrong = [pair for pair in pairs if _is_above(pair)]
            answer = Answer.possibly(holds=len(wrong) < len(pairs), fails=bool(wrong))
            if answer is not Answer.HOLDS:
                value, limit = wrong[0]
                when = _ALWAYS if days.first == date.min else days
                yield verdict(answer, name, when=when, term=term, value=value, limit=limit, other=other)


def _is_above(pair: Pair) -> bool:
    value, limit = pair
    return value is not None and limit is not None and value > limit


def _find_runs(programme: Programme, name: str, until: date) -> Iterator[tuple[Days, list[Pair]]]:
    """Yield the runs of days on which a parameter is set, with the numbers that may be in force."""
    parameter: Dated[Any] | None = getattr(programme, name)
    if parameter is None:
        return
    most: Dated[int] | None = getattr(programme, _AT_MOST.get(name, name))
    if most is None:
        return
    if name in _RANGES:
        for days, _ in sweep(parameter.entries, until=until):
            yield days, [_ends(each) for each in parameter.possible(*days)]
    else:
        for days, _ in sweep(parameter.entries, most.entries, until=until):
            values = [_largest(each) for each in parameter.possible(*days)]
            yield days, list(product(values, most.possible(*days)))


def _ends(value: Range | None) -> Pair:
    return (value.least, value.most) if value else (None, None)


def _largest(value: int | tuple[int, ...] | None) -> int | None:
    return max(value, default=None) if isinstance(value, tuple) else value


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-social-partnerships-page, Sociale partnerskaber",
    title="Et partnerskabs bevilling hører til dets ordning.",
    da="""Bevillingen {appropriation} hører til en anden ordning end partnerskabet.
          Henvis til en bevilling under partnerskabets ordning, eller ret ordningen.""",
    en="""The appropriation {appropriation} belongs to another programme than the partnership.
          Refer to an appropriation of the partnership's programme, or correct the programme.""",
)
def appropriation_programme(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A partnership's appropriation belongs to its programme.

    ## What it checks
    The `programme` of the partnership and that of its `appropriation` are the same. It cannot be told if no
    appropriation is recorded, or if one of these records is not in the register.

    ## Why
    Money is set aside in the budget for one programme, on its terms. It cannot pay for another.
    """
    appropriation = context.register.appropriations.get(partnership.appropriation or "")
    if appropriation is None:
        raise Undecidable("appropriation")
    if appropriation.programme != partnership.programme:
        context.programme(partnership)
        is_known = appropriation.programme in context.register.programmes
        answer = Answer.BROKEN if is_known else Answer.UNDECIDED
        yield verdict(answer, "appropriation", appropriation=appropriation.name)
