"""Ways to break the rules about hearings."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import CooperationFramework, Hearing, Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed

_DAY = timedelta(days=1)


def _held(register: Register) -> tuple[CooperationFramework, Hearing]:
    """The framework with a hearing, and the hearing."""
    framework = register.frameworks["framework"]
    assert framework.hearing is not None  # noqa: S101 - every register has one
    return framework, framework.hearing


@breaks("hearing-dates", also=["hearing-responses"])
def over_before_it_began(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """The hearing opens on the day of its deadline, or later."""
    framework, hearing = _held(register)
    assert hearing.deadline is not None  # noqa: S101 - every one has one
    opens = hearing.deadline + draw(st.integers(0, 30)) * _DAY
    change = changed(register, framework, ("hearing", "opens"), opens)
    return change._replace(path=("hearing", "deadline"))


@breaks("hearing-dates")
def answered_late(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """An answer came after the deadline."""
    framework, hearing = _held(register)
    assert hearing.deadline is not None  # noqa: S101 - every one has one
    late = hearing.deadline + draw(st.integers(1, 30)) * _DAY
    return changed(register, framework, ("hearing", "responses", 0, "answered_on"), late)


@breaks("hearing-responses")
def unanswered(_: DrawFn, register: Register, __: Partnership) -> Change:
    """Of somebody who was consulted it is not recorded what they answered, or that they did not."""
    framework, _hearing = _held(register)
    change = changed(register, framework, ("hearing", "responses"), ())
    return change._replace(path=("hearing", "consulted", 0))
