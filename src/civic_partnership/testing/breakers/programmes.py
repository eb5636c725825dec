"""Breakers of the rules about programmes, their appropriations and their application rounds."""

from datetime import date
from typing import TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import (
    Application,
    ApplicationRound,
    Partnership,
    Programme,
    RecordKey,
    Register,
)
from civic_partnership.testing.breaker import FAR, RegisterChange, breaks, change_field, draw_row
from civic_partnership.testing.valid_programmes import DAY
from civic_partnership.values import Dated, Range

from .terms import all_terms

T = TypeVar("T")


def _parameter_on(parameter: Dated[T] | None, day: date) -> T:
    """Return the value of a parameter on a day."""
    value = parameter.on(day) if parameter else None
    assert value is not None  # noqa: S101 - a complete register sets every parameter
    return value


@breaks("programme-parameters")
def allow_plans_longer_than_terms(
    draw: DrawFn, register: Register, partnership: Partnership
) -> RegisterChange:
    """Allow plans that last some years more than a term."""
    programme = register.programmes[partnership.programme]
    first = all_terms(partnership).earliest_start
    more = _parameter_on(programme.term_years, first) + draw(st.integers(1, 5))
    plan_years = Dated.always((*_parameter_on(programme.plan_years, first), more))
    return change_field(register, programme, ("plan_years",), plan_years)


@breaks("programme-parameters")
def reverse_member_range(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Set the least number of members above the highest."""
    programme = register.programmes[partnership.programme]
    required = _parameter_on(programme.min_youth_members, all_terms(partnership).earliest_start)
    reverse = Range(required.most, draw(st.integers(0, required.least - 1)))
    return change_field(register, programme, ("min_youth_members",), Dated.always(reverse))


@breaks("appropriation-programme")
def pay_from_other_programme(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Pay a partnership from the appropriation of another programme."""
    own = register.appropriations[str(partnership.appropriation)]
    other = Programme(id="anden-ordning", name="En anden ordning")
    name = f"Vol. {draw(st.integers(2, 9))}"
    theirs = attrs.evolve(own, id="bevilling-2", programme=other.id, name=name)
    return change_field(register.replace(other, theirs), partnership, ("appropriation",), theirs.id)


def _draw_round(draw: DrawFn, register: Register) -> ApplicationRound:
    """Draw one of the rounds."""
    return draw_row(draw, list(register.rounds.values()))[1]


@breaks("round-dates")
def close_round_early(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Close a round on the day it opens, or before."""
    past = _draw_round(draw, register)
    closes = (past.opens or FAR) - draw(st.integers(0, 60)) * DAY
    return change_field(register, past, ("closes",), closes)


@breaks("round-dates")
def apply_late(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Receive an application after the round has closed."""
    past = _draw_round(draw, register)
    i, _application = draw_row(draw, past.applications)
    received = (past.closes or FAR) + draw(st.integers(1, 60)) * DAY
    return change_field(register, past, ("applications", i, "received"), received)


@breaks("round-outcome")
def select_without_partnership(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Select an association that gets no partnership."""
    past = _draw_round(draw, register)
    partners = {row.association for each in register.partnerships.values() for row in each.partners}
    id = draw(st.sampled_from([id for id in register.associations if id not in partners]))
    more = Application(association=id, received=past.opens, outcome="selected")
    path = ("applications", len(past.applications))
    return change_field(register, past, path, more, at=(*path, "outcome"))


@breaks("round-outcome")
def remove_applications(_: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Remove the applications of all associations of a partnership."""
    rounds = [
        attrs.evolve(
            each,
            applications=tuple(
                application
                for application in each.applications
                if application.association not in {row.association for row in partnership.partners}
            ),
        )
        for each in register.rounds.values()
    ]
    key = RecordKey("partnerships", partnership.id)
    return RegisterChange(register.replace(*rounds), key, ("partners",))
