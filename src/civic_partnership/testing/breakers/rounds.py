"""Ways to break the rules about application rounds and what came of them."""

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Application, ApplicationRound, Partnership, RecordKey, Register
from civic_partnership.testing.breaking import FAR, Change, breaks, changed
from civic_partnership.testing.drawing import DAY, row


@breaks("round-dates")
def closed_before_open(draw: DrawFn, register: Register, partnership: Partnership) -> Change:  # noqa: ARG001 - the shape of a breaker
    """A round closes on the day it opens or before, and so before anything comes in."""
    past = _round(draw, register)
    closes = (past.opens or FAR) - draw(st.integers(0, 60)) * DAY
    return changed(register, past, ("closes",), closes)


@breaks("round-dates")
def let_in_early(draw: DrawFn, register: Register, partnership: Partnership) -> Change:  # noqa: ARG001 - the shape of a breaker
    """An application came in before the round opened."""
    past = _round(draw, register)
    i, _ = row(draw, past.applications)
    received = (past.opens or FAR) - draw(st.integers(1, 60)) * DAY
    return changed(register, past, ("applications", i, "received"), received)


@breaks("round-dates")
def let_in_late(draw: DrawFn, register: Register, partnership: Partnership) -> Change:  # noqa: ARG001 - the shape of a breaker
    """An application came in after the round had closed."""
    past = _round(draw, register)
    i, _ = row(draw, past.applications)
    received = (past.closes or FAR) + draw(st.integers(1, 60)) * DAY
    return changed(register, past, ("applications", i, "received"), received)


@breaks("round-outcome")
def selected_for_nothing(draw: DrawFn, register: Register, partnership: Partnership) -> Change:  # noqa: ARG001 - the shape of a breaker
    """One more association was selected, and has no partnership."""
    past = _round(draw, register)
    has_some = {id for each in register.partnerships.values() for id in each.associations}
    _, id = row(draw, [id for id in register.associations if id not in has_some])
    more = Application(association=id, received=past.opens, outcome="selected")
    path = ("applications", len(past.applications))
    return changed(register, past, path, more)._replace(path=(*path, "outcome"))


@breaks("round-outcome")
def never_applied(draw: DrawFn, register: Register, partnership: Partnership) -> Change:  # noqa: ARG001 - the shape of a breaker
    """None of the associations of a partnership had applied in the rounds that led to it."""
    rounds = [
        attrs.evolve(
            each,
            applications=tuple(
                application
                for application in each.applications
                if application.association not in partnership.associations
            ),
        )
        for each in register.rounds.values()
    ]
    return Change(register.replace(*rounds), RecordKey("partnerships", partnership.id), ("associations",))


def _round(draw: DrawFn, register: Register) -> ApplicationRound:
    """One of the rounds."""
    return row(draw, list(register.rounds.values()))[1]
