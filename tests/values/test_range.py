import pytest

from civic_partnership.values import Range


@pytest.mark.parametrize(("least", "most"), [(3, 4), (3, 3), (4, 3)])
def test_keeps_a_least_and_a_most(least: int, most: int) -> None:
    """A range is its least and its most; that they are in order is a rule's business."""
    asked = Range(least, most)

    assert (least, most) == (asked.least, asked.most)
