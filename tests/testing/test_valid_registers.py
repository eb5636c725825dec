import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

import attrs
import pytest
from hypothesis import Phase, find, given, settings, strategies as st
from hypothesis.errors import InvalidArgument

from civic_partnership.model import Partnership, Programme, Register
from civic_partnership.rules import check
from civic_partnership.testing import programmes, registers
from civic_partnership.values import Dated, PartialDate, Range, Table

T = TypeVar("T")

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


@st.composite
def unusual(draw: st.DrawFn) -> Programme:
    """Programmes with what the usual ones lack: uncertain days, a budget, parts of hours, areas that came in later."""
    programme = draw(programmes())
    assert programme.since is not None
    begins = programme.since.earliest.year

    def changing(values: st.SearchStrategy[T]) -> "st.SearchStrategy[Dated[T] | None]":
        first, later = (
            st.builds(
                "{}{}".format,
                st.integers(begins + n, begins + n + 3),
                st.sampled_from(["", "-08", "~", "-10~"]),
            )
            for n in (-1, 3)
        )
        once = st.dictionaries(first, values, min_size=1, max_size=1)
        return st.none() | st.builds(operator.or_, once, st.dictionaries(later, values, max_size=1)).map(
            Dated.since
        )

    since = st.none() | st.builds(
        "{}{}".format, st.integers(begins - 1, begins + 6), st.sampled_from(["", "~"])
    )
    areas = {
        id: attrs.evolve(area, since=None if (text := draw(since)) is None else PartialDate(text))
        for id, area in programme.focus_areas.items()
    }
    return attrs.evolve(
        programme,
        department=draw(st.none() | st.just(programme.department)),
        annual_amount=draw(changing(st.decimals(50_000, 300_000, places=2))),
        min_weekly_hours=draw(changing(st.integers(0, 200).map(lambda halves: Decimal(halves) / 2))),
        annual_budget=draw(changing(st.integers(300_000, 900_000).map(Decimal))),
        focus_areas=Table(areas if draw(st.booleans()) else {}),
    )


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
    programme = data.draw(programmes() | unusual() | st.just(BARE) | st.just(CHANGING))
    number = data.draw(st.integers(0, 1 if programme.annual_budget else 4))
    register = data.draw(registers(partnerships=number, programme=programme))
    counts = check(register, on=data.draw(days)).counts

    assert {programme.id: programme} == dict(register.programmes)
    assert [programme.id] * number == [each.programme for each in register.partnerships.values()]
    assert (0, 0) == (counts["error"], counts["warning"])


def test_a_budget_pays_for_so_many_and_no_more() -> None:
    """Fewer partnerships are made than usual, and nobody gets more than there is money for."""
    poor = attrs.evolve(BARE, annual_budget=Dated.since({"2020": Decimal(300_000), "2022": Decimal(299_999)}))
    several = find(registers(programme=poor), lambda register: len(register.partnerships) > 1)

    assert 2 == len(several.partnerships)
    with pytest.raises(InvalidArgument, match="pays for 2 at most, not for 3"):
        find(registers(programme=poor, partnerships=3), lambda _: True)


@given(st.data())
def test_a_programme_can_be_drawn(data: st.DataObject) -> None:
    """A strategy for programmes does as well as a programme."""
    register = data.draw(registers(programme=st.sampled_from([BARE, CHANGING])))

    assert register.programmes.keys() <= {BARE.id, CHANGING.id}


def any_partnership(holds: Callable[[Partnership], bool]) -> Callable[[Register], bool]:
    """Return a function that tells whether something holds for a partnership of a register."""
    return lambda register: any(holds(each) for each in register.partnerships.values())


LIVES: dict[str, Callable[[Register], bool]] = {
    "an association leaves": any_partnership(lambda each: any(row.until for row in each.partners)),
    "an association carries on another": lambda register: any(
        each.succeeded_by for each in register.associations.values()
    ),
    "a consultant leaves": any_partnership(lambda each: any(row.until for row in each.consultants)),
    "someone is on leave": any_partnership(lambda each: any(row.leave for row in each.employments)),
    "someone stays": any_partnership(lambda each: any(row.period.has_no_end for row in each.employments)),
    "a grant is paid in rates": any_partnership(
        lambda each: any(len(row.payments) > 1 for row in each.grants)
    ),
    "money is carried over": any_partnership(lambda each: any(row.carried_over for row in each.grants)),
    "money is paid back": any_partnership(lambda each: any(row.repayments for row in each.grants)),
    "a term sets its amount": any_partnership(lambda each: any(row.annual_amount for row in each.terms)),
}
UNFINISHED: dict[str, Callable[[Register], bool]] = {
    "an open-ended agreement is cancelled": any_partnership(
        lambda each: each.cancelled is not None and each.terms[-1].period.has_no_end
    ),
    "an agreement goes on until further notice": any_partnership(
        lambda each: each.cancelled is None and each.terms[-1].period.has_no_end
    ),
}


def find_one(strategy: st.SearchStrategy[Register], happens: Callable[[Register], bool]) -> Register:
    """Return one of some hundred drawn registers in which something happens."""
    return find(strategy, happens, settings=settings(phases=[Phase.generate], max_examples=500))


@pytest.mark.parametrize(
    ("complete", "what"), [(True, what) for what in LIVES] + [(False, what) for what in UNFINISHED]
)
def test_much_happens_in_a_valid_register(what: str, *, complete: bool) -> None:
    """People and partners change, money is paid in parts or kept; without all records, agreements have no end."""
    happens = {**LIVES, **UNFINISHED}[what]

    assert happens(find_one(registers(partnerships=1, complete=complete), happens))
