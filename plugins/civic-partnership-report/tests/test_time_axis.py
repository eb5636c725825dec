"""The years of a picture: which of them have a label."""

from itertools import pairwise

import pytest

from civic_partnership_report.pictures.text_width import WIDTHS
from civic_partnership_report.pictures.time_axis import TimeAxis


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_of_years_do_not_overlap(width: int) -> None:
    """Leave 33 pixels for each label that a picture of a width shows, and show at least one."""
    for number in (*range(1, 61), 100, 300):
        ticks = TimeAxis(range(1900, 1900 + number)).ticks()
        shown = [
            float(tick.x[:-1]) * width / 100
            for tick in ticks
            if tick.label_class is not None and int(tick.label_class.removeprefix("from-") or 0) <= width
        ]

        assert shown, number
        assert min(right - left for left, right in pairwise([*shown, width])) >= 33, number
