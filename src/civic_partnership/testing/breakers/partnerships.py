"""Ways to break the rules about who is in a partnership, and who in the municipality looks after it."""

import attrs
from hypothesis.strategies import DrawFn

from civic_partnership.model import Contact, Partnership, RecordKey, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import day_of, row

from .terms import whole


@breaks("one-partnership-at-a-time")
def one_more_alone(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """An association has one more partnership, of its own, for the same days and with the same meetings."""
    _, association = row(draw, partnership.associations)
    i, _ = row(draw, partnership.terms)
    more = attrs.evolve(partnership, id=f"{partnership.id}-alene", associations=(association,))
    meetings = [
        attrs.evolve(meeting, id=f"{meeting.id}-alene", partnership=more.id)
        for meeting in register.meetings.values()
        if meeting.partnership == partnership.id
    ]
    broken = register.replace(more, *meetings)
    return Change(broken, RecordKey("partnerships", more.id), ("terms", i, "period"))


@breaks("shared-partnership")
def named_twice(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """An association is named twice."""
    _, association = row(draw, partnership.associations)
    path = ("associations", len(partnership.associations))
    return changed(register, partnership, path, association)


@breaks("consultant-assigned")
def nobody_assigned(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """While it runs, nobody looks after the partnership."""
    on = day_of(draw, whole(partnership).earliest_start, whole(partnership).latest_end)
    return changed(register, partnership, ("consultant",), None, on=on)._replace(path=())


@breaks("consultant-assigned")
def one_of_the_association(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """While it runs, somebody of an association stands as the consultant of the partnership."""
    on = day_of(draw, whole(partnership).earliest_start, whole(partnership).latest_end)
    _, association = row(draw, partnership.associations)
    contact = Contact(id="formand", role="formand", association=association)
    return changed(register.replace(contact), partnership, ("consultant",), contact.id, on=on)
