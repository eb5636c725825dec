"""Records that could not be read: they do not count as removed."""

import pytest

from civic_partnership import RecordsError, Register, diff, merge, parse
from civic_partnership.model import Area

BOTH = Register().replace(Area(id="byen", name="Byen"), Area(id="havnen", name="Havnen"))


@pytest.mark.parametrize("damage", ['[areas.havnen]\nnavn = "Havnen"\n', "[areas.", 'areas = "Havnen"\n'])
def test_a_record_that_was_not_read_is_not_compared(damage: str) -> None:
    """Only what is certainly added, changed or removed is a difference; both ways."""
    damaged = parse(damage).register

    assert {"areas.havnen"}.isdisjoint(each.place.address for each in diff(BOTH, damaged))
    assert {"areas.havnen"}.isdisjoint(each.place.address for each in diff(damaged, BOTH))


def test_what_else_is_removed_is_told() -> None:
    """A record that certainly is not there any more is gone."""
    damaged = parse('[areas.havnen]\nnavn = "Havnen"\n').register

    assert ["areas.byen"] == [each.place.address for each in diff(BOTH, damaged)]


@pytest.mark.parametrize("side", range(3))
def test_such_a_register_is_not_merged(side: int) -> None:
    """A merge would remove the record."""
    registers = [BOTH, BOTH, BOTH]
    registers[side] = parse('[areas.havnen]\nnavn = "Havnen"\n').register

    with pytest.raises(RecordsError, match="1 records could not be read and would count as removed"):
        merge(*registers)
