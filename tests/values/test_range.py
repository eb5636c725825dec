import pytest

from civic_partnership.values import Range


@pytest.mark.parametrize(("least", "most"), [(3, 4), (3, 3), (4, 3)])
def test_keeps_a_least_and_a_most(least: int, most: int) -> None:
    """A range keeps both numbers; a rule checks their order."""
    range_ = Range(least, most)

    assert (least, most) == (range_.least, range_.most)
