"""The file with the open conflicts of a register."""

import attrs
from hypothesis import given, settings
from merging.edits import NORDBY, desks

from civic_partnership import Register
from civic_partnership.merging import Conflict, format_conflicts, merge, read_conflicts
from civic_partnership.model import Place


def without_paths(conflicts: tuple[Conflict, ...]) -> list[Conflict]:
    """Return conflicts without the paths, which no file holds."""
    return [attrs.evolve(each, place=Place(each.place.address)) for each in conflicts]


@settings(max_examples=60)
@given(desks(), desks())
def test_conflicts_read_back_exactly(one: Register, other: Register) -> None:
    """The file holds every conflict of a merge as it is."""
    result = merge(NORDBY, one, other)

    read = read_conflicts(format_conflicts(result.conflicts), result.register)

    assert without_paths(result.conflicts) == without_paths(read)
