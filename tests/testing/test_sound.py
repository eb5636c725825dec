from datetime import date
from decimal import Decimal

from hypothesis import given, strategies as st

from civic_partnership.model import Programme, Register
from civic_partnership.rules import check
from civic_partnership.testing import programmes, registers
from civic_partnership.values import Dated, PartialDate, Range

BARE = Programme(id="bar", name="Uden vilkår")
CHANGING = Programme(
    id="skiftende",
    name="Med nye vilkår",
    department="kultur",
    since=PartialDate("2012"),
    annual_amount=Dated.since({"2012": Decimal(150_000), "2014-07-01": Decimal(165_000)}),
    min_weekly_hours=Dated.since({"2013": Decimal(20), "2015": Decimal(25)}),
    term_years=Dated.since({"2012": 3, "2014": 2}),
    plan_years=Dated.since({"2012": (1,), "2014": (2,)}),
    status_meetings_per_year=Dated.since({"2013": 1, "2015": 3}),
    network_meetings_per_year=Dated.since({"2013": Range(1, 2), "2015": Range(3, 4)}),
)
days = st.dates(date(2000, 1, 1), date(2070, 12, 31))


@given(registers(), days)
def test_nothing_is_wrong_on_any_day(register: Register, on: date) -> None:
    """A sound register has no error and no warning, whenever it is checked."""
    assert [] == [each for each in check(register, on=on).findings if each.level != "undecided"]


@given(registers(complete=True), days)
def test_nothing_is_undecided_where_everything_is_recorded(register: Register, on: date) -> None:
    """A complete register leaves nothing open, whenever it is checked."""
    assert () == check(register, on=on).findings


@given(st.data())
def test_a_register_stands_under_the_programme_that_is_given(data: st.DataObject) -> None:
    """Whatever terms a programme sets, as many partnerships as asked for stand under it, and nothing is wrong."""
    programme = data.draw(programmes() | st.just(BARE) | st.just(CHANGING))
    number = data.draw(st.integers(0, 4))
    register = data.draw(registers(partnerships=number, programme=programme))
    counts = check(register, on=data.draw(days)).counts

    assert {programme.id: programme} == dict(register.programmes)
    assert [programme.id] * number == [each.programme for each in register.partnerships.values()]
    assert (0, 0) == (counts["error"], counts["warning"])


@given(st.data())
def test_a_programme_can_be_drawn(data: st.DataObject) -> None:
    """A strategy for programmes does as well as a programme."""
    register = data.draw(registers(programme=st.sampled_from([BARE, CHANGING])))

    assert register.programmes.keys() <= {BARE.id, CHANGING.id}
