"""Rules about the terms of programmes, and about the appropriations of their partnerships."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import attrs

from civic_partnership.findings import Path, Undecidable, Verdict, rule, verdict
from civic_partnership.model import Appropriation, Partnership, Programme, info
from civic_partnership.values import Answer, Dated, Days, Label, sweep

from .context import Context

_AT_MOST = {"plan_years": "term_years", "status_meetings_with_board": "status_meetings_per_year"}
"""Parameter -> the parameter that it must not exceed."""
_RANGES = ("min_youth_members", "network_meetings_per_year")
"""Parameters whose values are ranges."""
_MOST = Label("det højeste", "the most")
_ALWAYS = Label("altid", "always")

Pair = tuple[int | None, int | None]
"""A number and its limit; None for a number that is not set."""


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
    A plan cannot outlast the agreement. Terms that nobody can meet were written down wrongly.
    """
    for name in (*_AT_MOST, *_RANGES):
        term = info(attrs.fields_dict(Programme)[name]).label
        other = info(attrs.fields_dict(Programme)[_AT_MOST[name]]).label if name in _AT_MOST else _MOST
        for days, pairs in _find_runs(programme, name, context.on):
            wrong = [
                (value, limit) for value, limit in pairs if value and limit is not None and value > limit
            ]
            answer = Answer.possibly(holds=len(wrong) < len(pairs), fails=bool(wrong))
            if answer is not Answer.HOLDS:
                value, limit = wrong[0]
                when = _ALWAYS if days.first == date.min else days
                yield verdict(answer, name, when=when, term=term, value=value, limit=limit, other=other)


def _find_runs(programme: Programme, name: str, until: date) -> Iterator[tuple[Days, list[Pair]]]:
    """Yield the runs of days on which a parameter is set, with the numbers that may be in force."""
    parameter: Dated[Any] | None = getattr(programme, name)
    limit: Dated[Any] | None = getattr(programme, _AT_MOST.get(name, name))
    if parameter is None or limit is None:
        return
    for days, _ in sweep(parameter.entries, limit.entries, until=until):
        values = parameter.possible(*days)
        if name in _RANGES:
            yield days, [(each.least, each.most) if each else (None, None) for each in values]
        else:
            yield days, list(product(map(_largest, values), limit.possible(*days)))


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
    The `programme` of the partnership and that of its `appropriation` are the same, and so are those of the
    appropriations that its terms name. If the programme has appropriations and none is named, or if one of
    these records is not in the register, it cannot be told.

    ## Why
    Money is set aside in the budget for one programme, on its terms. It cannot pay for another.
    """
    of_partnership = find_appropriation(partnership, None, context)
    named: dict[Path, Appropriation | None] = {("appropriation",): of_partnership}
    for i, term in enumerate(partnership.terms):
        if term.appropriation is not None:
            named["terms", i, "appropriation"] = find_appropriation(partnership, i, context)
    for path, appropriation in named.items():
        if appropriation and appropriation.programme != partnership.programme:
            context.programme(partnership)
            is_known = appropriation.programme in context.register.programmes
            answer = Answer.BROKEN if is_known else Answer.UNDECIDED
            yield verdict(answer, *path, appropriation=appropriation.name)


def find_appropriation(partnership: Partnership, term: int | None, context: Context) -> Appropriation | None:
    """Return the appropriation of a term, by its index, or of the partnership if the term names none.

    The result is None if none is named, and the programme has none.

    Raises:
        Undecidable: the appropriation is not in the register, or the programme has some and none is named.
    """
    own = None if term is None else partnership.terms[term].appropriation
    path: Path = ("appropriation",) if own is None else ("terms", term or 0, "appropriation")
    id = partnership.appropriation if own is None else own
    if id is not None:
        appropriation = context.register.appropriations.get(id)
        if appropriation is None:
            raise Undecidable(*path)
        return appropriation
    others = context.register.appropriations.values()
    if context.may_lack("appropriations") or any(each.programme == partnership.programme for each in others):
        raise Undecidable(*path)
    return None
