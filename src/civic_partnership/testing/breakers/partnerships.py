"""Breakers of the rules about who is in a partnership, who looks after it, and its meetings."""

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import (
    Association,
    Consultant,
    Contact,
    Meeting,
    Partnership,
    RecordKey,
    Register,
)
from civic_partnership.testing.breaker import (
    RegisterChange,
    breaks,
    change_field,
    draw_day,
    draw_row,
    set_in,
)

from .terms import all_terms


@breaks("one-partnership-at-a-time")
def add_partnership(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Give an association one more partnership for the same days, with the same meetings."""
    _, partner = draw_row(draw, partnership.partners)
    i, _ = draw_row(draw, partnership.terms)
    more = attrs.evolve(partnership, id=f"{partnership.id}-alene", partners=(partner,))
    meetings = [
        attrs.evolve(meeting, id=f"{meeting.id}-alene", partnership=more.id)
        for meeting in register.meetings.values()
        if meeting.partnership == partnership.id
    ]
    key = RecordKey("partnerships", more.id)
    return RegisterChange(register.replace(more, *meetings), key, ("terms", i, "period"))


@breaks("shared-partnership")
def name_association_twice(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Name an association twice."""
    _, partner = draw_row(draw, partnership.partners)
    path = ("partners", len(partnership.partners))
    return change_field(register, partnership, path, partner)


@breaks("consultant-assigned")
def remove_consultant(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Remove the consultant of a partnership that runs."""
    on = draw_day(draw, all_terms(partnership).earliest_start, all_terms(partnership).latest_end)
    return change_field(register, partnership, ("consultants",), (), at=(), on=on)


@breaks("consultant-assigned")
def assign_member_of_association(
    draw: DrawFn, register: Register, partnership: Partnership
) -> RegisterChange:
    """Make a contact of an association the consultant of a partnership that runs."""
    on = draw_day(draw, all_terms(partnership).earliest_start, all_terms(partnership).latest_end)
    _, partner = draw_row(draw, partnership.partners)
    contact = Contact(id="formand", role="chair", association=partner.association)
    consultants = (Consultant(contact=contact.id),)
    return change_field(register.replace(contact), partnership, ("consultants",), consultants, on=on)


@breaks("partnership-eligibility-members")
def lower_member_count(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Set the members of an association below the least that the programme asks for."""
    i, partner = draw_row(draw, partnership.partners)
    required = register.programmes[partnership.programme].min_youth_members
    least = required.on(all_terms(partnership).earliest_start) if required else None
    assert least is not None  # noqa: S101 - every complete register asks for some
    few = draw(st.integers(0, least.least - 1))
    small = set_in(register.associations[partner.association], ("member_counts", 0, "under_25"), few)
    return _change_association(register, partnership, i, small)


@breaks("partnership-area")
def move_association_away(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Let an association work in no vulnerable area, and not citywide."""
    i, partner = draw_row(draw, partnership.partners)
    far_away = attrs.evolve(register.associations[partner.association], areas=(), citywide=False)
    return _change_association(register, partnership, i, far_away)


def _change_association(
    register: Register, partnership: Partnership, i: int, association: Association
) -> RegisterChange:
    """Replace the ith association of a partnership, where the rule is broken."""
    key = RecordKey("partnerships", partnership.id)
    return RegisterChange(register.replace(association), key, ("partners", i))


def _status_meetings(register: Register, partnership: Partnership) -> list[Meeting]:
    """Return the status meetings of a partnership."""
    return [each for each in register.meetings.values() if each.partnership == partnership.id]


@breaks("status-meetings")
def hold_status_meeting_late(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Hold a status meeting long after the terms."""
    meeting = draw(st.sampled_from(_status_meetings(register, partnership)))
    later = attrs.evolve(meeting, on=meeting.on.replace(year=draw(st.integers(2070, 2110))))
    return RegisterChange(register.replace(later), RecordKey("partnerships", partnership.id), ())


@breaks("status-meetings")
def meet_without_board(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Hold all status meetings of a year without the board."""
    meetings = _status_meetings(register, partnership)
    year = draw(st.sampled_from(meetings)).on.year
    alone = (attrs.evolve(each, participants=("consultant",)) for each in meetings if each.on.year == year)
    return RegisterChange(register.replace(*alone), RecordKey("partnerships", partnership.id), ())


def _network_meetings(register: Register) -> list[Meeting]:
    """Return the network meetings."""
    return [each for each in register.meetings.values() if each.kind == "network"]


@breaks("network-meetings")
def add_network_meeting(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Hold a network meeting more in a year than the programme allows."""
    meeting = draw(st.sampled_from(_network_meetings(register)))
    more = attrs.evolve(meeting, id="one-more")
    return RegisterChange(register.replace(more), RecordKey("programmes", meeting.programme), ())


@breaks("network-meetings")
def hold_network_meetings_late(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Hold the network meetings of a year long after the terms."""
    meetings = _network_meetings(register)
    meeting, later = draw(st.sampled_from(meetings)), draw(st.integers(2070, 2110))
    moved = (
        attrs.evolve(each, on=each.on.replace(year=later))
        for each in meetings
        if each.on.year == meeting.on.year
    )
    return RegisterChange(register.replace(*moved), RecordKey("programmes", meeting.programme), ())
