"""What an association says about its CVR number on a day."""

from datetime import date

import pytest

from civic_partnership.model import Association, FormerName
from civic_partnership.values import PartialDate

FIRST, SECOND, PRESENT = "10000009", "10000017", "10000025"


def former(cvr: str, until: str | None) -> FormerName:
    """Return a number that was valid until a day."""
    return FormerName(cvr=cvr, until=PartialDate(until) if until else None)


@pytest.mark.parametrize(
    ("numbers", "present", "day", "expected"),
    [
        ([], PRESENT, "2024-01-01", [PRESENT]),
        ([], None, "2024-01-01", [None]),
        ([former(FIRST, "2020")], PRESENT, "2020-12-31", [FIRST]),
        ([former(FIRST, "2020")], PRESENT, "2021-01-01", [PRESENT]),
        ([former(FIRST, "2020")], None, "2021-01-01", [None]),
        ([former(SECOND, "2022"), former(FIRST, "2020")], PRESENT, "2019-01-01", [FIRST]),
        ([former(SECOND, "2022"), former(FIRST, "2020")], PRESENT, "2021-01-01", [SECOND]),
        ([former(FIRST, "2020-06~")], PRESENT, "2020-06-15", [FIRST, PRESENT]),
        ([former(FIRST, "2020-06~"), former(SECOND, "2020-07")], PRESENT, "2020-06-20", [FIRST, SECOND]),
        ([former(FIRST, None)], PRESENT, "2019-01-01", [PRESENT]),
    ],
)  # fmt: skip
def test_a_former_number_is_valid_up_to_its_last_day(
    numbers: list[FormerName], present: str | None, day: str, expected: list[str | None]
) -> None:
    """An uncertain last day gives every number that is possible."""
    made = Association(id="a", name="A", cvr=present, former=tuple(numbers))

    assert expected == list(made.possible_cvrs(date.fromisoformat(day)))
