"""Ways to break the rules about the meetings that a programme asks for every year."""

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Meeting, Partnership, RecordKey, Register
from civic_partnership.testing.breaking import Change, breaks


def _status_meetings(register: Register, partnership: Partnership) -> list[Meeting]:
    return [each for each in register.meetings.values() if each.partnership == partnership.id]


@breaks("status-meetings")
def held_in_another_year(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """A status meeting was held long after the terms, instead."""
    meeting = draw(st.sampled_from(_status_meetings(register, partnership)))
    moved = attrs.evolve(meeting, on=meeting.on.replace(year=draw(st.integers(2070, 2110))))
    return Change(register.replace(moved), RecordKey("partnerships", partnership.id), ())


@breaks("status-meetings")
def without_the_board(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """In a year the board was at none of the status meetings."""
    meetings = _status_meetings(register, partnership)
    year = draw(st.sampled_from(meetings)).on.year
    alone = (attrs.evolve(each, participants=("consultant",)) for each in meetings if each.on.year == year)
    return Change(register.replace(*alone), RecordKey("partnerships", partnership.id), ())


def _network_meetings(register: Register) -> list[Meeting]:
    return [each for each in register.meetings.values() if each.kind == "network"]


@breaks("network-meetings")
def too_many(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """In a year there was a network meeting more than the programme wants."""
    meeting = draw(st.sampled_from(_network_meetings(register)))
    more = attrs.evolve(meeting, id="one-more")
    return Change(register.replace(more), RecordKey("programmes", meeting.programme), ())


@breaks("network-meetings")
def none_that_year(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """The network meetings of a year were held long after the terms, instead."""
    meetings = _network_meetings(register)
    meeting, later = draw(st.sampled_from(meetings)), draw(st.integers(2070, 2110))
    year = meeting.on.year
    moved = (attrs.evolve(each, on=each.on.replace(year=later)) for each in meetings if each.on.year == year)
    return Change(register.replace(*moved), RecordKey("programmes", meeting.programme), ())
