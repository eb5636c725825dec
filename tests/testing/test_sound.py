from datetime import date

from hypothesis import given, settings, strategies as st

from civic_partnership.model import Register
from civic_partnership.rules import check
from civic_partnership.testing.sound import registers

days = st.dates(date(2000, 1, 1), date(2070, 12, 31))


@settings(deadline=None)
@given(registers(), days)
def test_nothing_is_wrong_on_any_day(register: Register, on: date) -> None:
    """A sound register has no error and no warning, whenever it is checked."""
    assert [] == [each for each in check(register, on=on).findings if each.level != "undecided"]


@settings(deadline=None)
@given(registers(complete=True), days)
def test_nothing_is_undecided_where_everything_is_recorded(register: Register, on: date) -> None:
    """A complete register leaves nothing open, whenever it is checked."""
    assert () == check(register, on=on).findings
