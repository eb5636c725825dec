"""Ways to break the rules about which associations can have a partnership."""

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Association, Partnership, Register
from civic_partnership.testing.breaking import Change, breaks, changed, placed
from civic_partnership.testing.drawing import row

from .terms import whole


@breaks("partnership-eligibility-members")
def too_few(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """One association had fewer members under 25 than the programme asks for at the very least."""
    j, id = row(draw, partnership.associations)
    asked = register.programmes[partnership.programme].min_youth_members
    wanted = asked.on(whole(partnership).earliest_start) if asked else None
    assert wanted is not None  # noqa: S101 - every drawn programme asks for some
    few = draw(st.integers(0, wanted.least - 1))
    small = placed(register.associations[id], ("member_counts", 0, "under_25"), few)
    return _of(register, partnership, j, small)


@breaks("partnership-area")
def elsewhere(draw: DrawFn, register: Register, partnership: Partnership) -> Change:
    """One association works in no vulnerable area, nor in the whole town."""
    j, id = row(draw, partnership.associations)
    far_away = attrs.evolve(register.associations[id], areas=(), citywide=False)
    return _of(register, partnership, j, far_away)


def _of(register: Register, partnership: Partnership, j: int, association: Association) -> Change:
    """The register with the jth association of a partnership in another shape."""
    path = ("associations", j)
    return changed(register.replace(association), partnership, path, association.id)
