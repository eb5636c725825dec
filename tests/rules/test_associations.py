import pytest
from hypothesis import assume, example, given, strategies as st
from rules.found import HOLDS, broken, find

from civic_partnership.model import Association
from civic_partnership.rules.associations import cvr_checksum

WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def is_wrong(cvr: str | None) -> bool:
    """Return whether the CVR number is reported as wrong at its place."""
    reported = find(cvr_checksum, Association(id="a", name="A", cvr=cvr))
    assert reported in (broken("cvr"), HOLDS)
    return reported != HOLDS


def fits(digits: str) -> bool:
    """Return whether the weighted sum of the digits is a multiple of eleven and the first digit is not 0."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    return total % 11 == 0 and digits[0] != "0"


@st.composite
def valid(draw: st.DrawFn) -> str:
    """Draw a CVR number with a right check digit."""
    digits = draw(st.from_regex("[1-9][0-9]{6}", fullmatch=True))
    last = -sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False)) % 11
    assume(last < 10)
    return f"{digits}{last}"


@pytest.mark.parametrize(
    ("cvr", "expected"),
    [("12345674", False), ("29188505", False), (None, False), ("31435327", True), ("99999999", True)],
)
def test_a_number_fits_or_is_told(cvr: str | None, expected: object) -> None:
    """Accept numbers of real organisations and a missing number; report a misprint on a real page."""
    assert expected == is_wrong(cvr)


@given(st.from_regex("[0-9]{8}", fullmatch=True) | valid())
@example("00000000")
def test_is_broken_exactly_when_the_weighted_sum_is_no_multiple_of_eleven(cvr: str) -> None:
    """Weigh the digits by 2, 7, 6, 5, 4, 3, 2 and 1; report sums that eleven does not divide."""
    assert fits(cvr) != is_wrong(cvr)


@given(valid(), st.integers(0, 7), st.integers(1, 9))
def test_any_single_wrong_digit_is_told(cvr: str, place: int, off: int) -> None:
    """Change one digit of a right number; the number is reported."""
    wrong = str((int(cvr[place]) + off) % 10)

    assert is_wrong(cvr[:place] + wrong + cvr[place + 1 :])


@given(valid(), st.integers(0, 6))
def test_two_neighbouring_digits_that_changed_places_are_told(cvr: str, place: int) -> None:
    """Swap two different neighbouring digits of a right number; the number is reported."""
    assume(cvr[place] != cvr[place + 1])

    assert is_wrong(cvr[:place] + cvr[place + 1] + cvr[place] + cvr[place + 2 :])
