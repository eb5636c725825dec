"""The years of a picture: which of them have a label."""

import pytest

from civic_partnership_report.pictures.text_width import WIDTHS
from civic_partnership_report.pictures.time_axis import TimeAxis


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("number", [*range(1, 61), 100, 300])
def test_labels_of_years_do_not_overlap(number: int, width: int) -> None:
    """Leave 33 pixels for each label that a picture of a width shows, and show at least one."""
    ticks = TimeAxis(range(1900, 1900 + number)).ticks()
    shown = [
        float(tick.x[:-1]) * width / 100
        for tick in ticks
        if tick.label_class is not None and int(tick.label_class.removeprefix("from-") or 0) <= width
    ]

    assert shown
    assert [] == [
        (left, right) for left, right in zip(shown, [*shown[1:], width], strict=True) if right - left < 33
    ]
