"""Breakers of the rules about who is in a partnership, who looks after it, and its meetings."""

from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import (
    Area,
    Association,
    Meeting,
    Partner,
    Partnership,
    Payment,
    RecordKey,
    Register,
)
from civic_partnership.testing.breaker import (
    RegisterChange,
    breaks,
    change_field,
    draw_day,
    draw_row,
    replace_row,
    set_in,
)
from civic_partnership.testing.valid_programmes import DAY
from civic_partnership.values import PartialDate

from .terms import all_terms


@breaks("one-partnership-at-a-time")
def add_partnership(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Give an association one more partnership for the same days, with the same meetings."""
    association, i = draw(
        st.sampled_from(
            [
                (partner.association, i)
                for partner in partnership.partners
                for i, term in enumerate(partnership.terms)
                if partner.days.overlap(term.days).certain
            ]
        )
    )
    alone = (Partner(association=association),)
    more = attrs.evolve(partnership, id=f"{partnership.id}-alene", partners=alone)
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
    again = attrs.evolve(partner, share=None if partner.share is None else Decimal(0))
    return change_field(register, partnership, path, again)


@breaks("shared-partnership")
def end_without_partner(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Let all associations leave before the terms are over."""
    days = all_terms(partnership)
    until = PartialDate(draw_day(draw, days.earliest_start, days.latest_end - DAY).isoformat())
    ids = dict.fromkeys(each.association for each in partnership.partners)
    partners = tuple(Partner(association=id, until=until) for id in ids)
    return change_field(register, partnership, ("partners",), partners)


@breaks("partner-shares")
def lower_shares(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Give each partner a share of less than half."""
    shares = (Decimal(draw(st.integers(0, 99))) / 2 for _ in partnership.partners)
    partners = tuple(
        attrs.evolve(each, share=share) for each, share in zip(partnership.partners, shares, strict=True)
    )
    return change_field(register, partnership, ("partners",), partners)


def _pay(draw: DrawFn, partnership: Partnership) -> tuple[Partnership, Payment]:
    """Say who got the first payment of a partnership; add one if none is recorded."""
    first = partnership.grants[0]
    _, partner = draw_row(draw, partnership.partners)
    payments = first.payments or (Payment(on=first.days.earliest_start, amount=first.amount),)
    paid = attrs.evolve(payments[0], to=partner.association)
    grant = attrs.evolve(first, payments=(paid, *payments[1:]))
    return attrs.evolve(partnership, grants=replace_row(partnership.grants, 0, grant)), paid


@breaks("association-cvr")
def pay_without_cvr(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Remove the CVR number of an association that is paid."""
    more, payment = _pay(draw, partnership)
    association = register.associations[str(payment.to)]
    return change_field(register.replace(more), association, ("cvr",), None, at=())


@breaks("declaration-missing")
def remove_declaration(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Remove the declarations of an association in a year in which it is paid."""
    more, payment = _pay(draw, partnership)
    association = register.associations[str(payment.to)]
    others = tuple(each for each in association.declarations if each.received_on.year != payment.on.year)
    key = RecordKey("partnerships", partnership.id)
    changed = register.replace(more, attrs.evolve(association, declarations=others))
    return RegisterChange(changed, key, ("grants", 0, "payments", 0))


@breaks("consultant-assigned")
def remove_consultant(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Remove the consultant of a partnership that runs."""
    on = draw_day(draw, all_terms(partnership).earliest_start, all_terms(partnership).latest_end)
    return change_field(register, partnership, ("consultants",), (), at=(), on=on)


@breaks("partnership-eligibility-members")
def lower_member_count(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Set the members of an association below the least that the programme asks for."""
    succeeding = {each.succeeded_by for each in register.associations.values()}
    rows = {each.association: i for i, each in reversed(list(enumerate(partnership.partners)))}
    id = draw(st.sampled_from([id for id in rows if id not in succeeding]))
    required = register.programmes[partnership.programme].min_youth_members
    least = required.on(all_terms(partnership).earliest_start) if required else None
    assert least is not None  # noqa: S101 - every complete register asks for some
    few = draw(st.integers(0, least.least - 1))
    small = set_in(register.associations[id], ("member_counts", 0, "under_25"), few)
    return _change_association(register, partnership, rows[id], small)


@breaks("partnership-area", also=["round-area"])
def move_association_away(draw: DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Let an association work in no vulnerable area, and not citywide."""
    staying = [row for row in enumerate(partnership.partners) if row[1].until is None]
    i, partner = draw(st.sampled_from(staying))
    far_away = attrs.evolve(register.associations[partner.association], areas=(), citywide=False)
    return _change_association(register, partnership, i, far_away)


@breaks("round-area")
def select_from_elsewhere(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Let a selected association work in another area only."""
    past = draw(st.sampled_from(list(register.rounds.values())))
    selected = [row for row in enumerate(past.applications) if row[1].outcome == "selected"]
    i, application = draw(st.sampled_from(selected))
    area = Area(id="et-andet-sted", name="Et andet sted")
    association = register.associations[application.association]
    moved = attrs.evolve(association, areas=(area.id,), citywide=draw(st.sampled_from([None, False])))
    key = RecordKey("rounds", past.id)
    return RegisterChange(register.replace(area, moved), key, ("applications", i))


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
