"""Ways to break the rules about programmes: that their terms fit together, that the money is their own."""

from datetime import date
from typing import TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Partnership, Programme, Register
from civic_partnership.testing.breaking import FAR, Change, breaks, changed
from civic_partnership.testing.drawing import DAY
from civic_partnership.values import Dated, Range

from .terms import whole

T = TypeVar("T")


@breaks("programme-parameters")
def plans_outlast_terms(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """A plan may also last some years more than a term."""
    programme = register.programmes[partnership.programme]
    first = whole(partnership).earliest_start
    more = _said(programme.term_years, first) + draw(st.integers(1, 5))
    plan_years = Dated.always((*_said(programme.plan_years, first), more))
    return changed(register, programme, ("plan_years",), plan_years)


@breaks("programme-parameters")
def more_with_board_than_all(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """Once nothing is left of the partnerships, more meetings are to be with the board than there are."""
    programme = register.programmes[partnership.programme]
    first = whole(partnership).earliest_start
    more = _said(programme.status_meetings_per_year, first) + draw(st.integers(1, 4))
    before = _said(programme.status_meetings_with_board, first)
    later = FAR - draw(st.integers(0, 3000)) * DAY
    with_board = Dated.since({"1900": before, f"{later}": more})
    return changed(register, programme, ("status_meetings_with_board",), with_board)


@breaks("programme-parameters")
def least_above_most(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The least number of members is above the highest."""
    programme = register.programmes[partnership.programme]
    asked = _said(programme.min_youth_members, whole(partnership).earliest_start)
    reverse = Range(asked.most, draw(st.integers(0, asked.least - 1)))
    return changed(register, programme, ("min_youth_members",), Dated.always(reverse))


@breaks("appropriation-programme")
def paid_by_another(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """The money comes from the appropriation of another programme, for the same days."""
    own = register.appropriations[str(partnership.appropriation)]
    other = Programme(id="anden-ordning", name="En anden ordning")
    theirs = attrs.evolve(own, id="bevilling-2", programme=other.id, name=f"Vol. {draw(st.integers(2, 9))}")
    return changed(register.replace(other, theirs), partnership, ("appropriation",), theirs.id)


def _said(parameter: Dated[T] | None, day: date) -> T:
    """What a programme asks for on a day; every drawn programme asks for something."""
    value = parameter.on(day) if parameter else None
    assert value is not None  # noqa: S101 - see above
    return value
