from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from civic_partnership.model import ActionPlan, Employment, Grant, Term
from civic_partnership.testing.values import periods
from civic_partnership.values import Period


@given(st.integers(1900, 2199))
def test_a_grant_for_a_year_is_for_its_first_day_to_its_last(year: int) -> None:
    """The days of a grant for a year are those from its 1 January to its 31 December, for certain."""
    days = Grant(year=year, amount=Decimal(200_000)).days

    assert (date(year, 1, 1), date(year, 12, 31)) == days.certain
    assert days.is_exact


@given(periods())
def test_what_has_a_period_has_its_days(period: Period) -> None:
    """Terms, grants, employments and action plans stand on the days of their period."""
    rows = (
        Term(period=period, kind="initial"),
        Grant(period=period, amount=Decimal(1)),
        Employment(period=period),
        ActionPlan(period=period),
    )

    assert [period] * 4 == [row.days for row in rows]


def test_a_grant_without_year_and_period_has_no_days() -> None:
    """A grant made without either says so when it is asked for its days."""
    with pytest.raises(ValueError, match="year or a period"):
        _ = Grant(amount=Decimal(200_000)).days
