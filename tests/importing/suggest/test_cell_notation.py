"""Which settings the cells of a column need."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from civic_partnership.importing.suggest.cell_notation import find_notation
from civic_partnership.importing.suggest.cell_readings import read_or_none, reader_at

AMOUNT = "partnerships.grants.amount"
PERIOD = "partnerships.grants.period"


def numbered(*cells: str) -> list[tuple[int, str]]:
    """Return cells with their lines, from 2 on."""
    return list(enumerate(cells, 2))


@pytest.mark.parametrize(
    ("path", "cells", "value", "is_sure"),
    [
        (AMOUNT, ["200000.0", "1000.5"], ".", True),
        (AMOUNT, ["1234.56", "1,234.56", "200", "kr. 5.5"], ".", True),
        (AMOUNT, ["200000.0", "12.500"], ".", False),
        (AMOUNT, ["12.5", "200.000", "12.500"], None, False),
        (AMOUNT, ["12.5", "12,5"], None, False),
        (AMOUNT, ["12.5", "1.200.000"], None, False),
        (AMOUNT, ["12.5", "5000,-"], None, False),
        (AMOUNT, ["12.5", "12.501"], None, False),
        ("partnerships.employments.weekly_hours", ["37.5", "20"], ".", True),
        ("partnerships.grants.year", ["2023.0", "2024.0"], ".", True),
        ("associations.member_counts.total", ["120.0"], ".", True),
    ],
)
def test_decimal_points_are_proven(path: str, cells: list[str], value: str | None, *, is_sure: bool) -> None:
    """One cell proves a point, and one contradicts it; three digits after a point prove nothing."""
    found = find_notation(numbered(*cells), path, "beløb")

    assert found is not None
    assert ("decimal", value, is_sure) == (found.key, found.value, found.doubt is None)


@pytest.mark.parametrize(
    ("path", "cells"),
    [
        (AMOUNT, ["200.000", "12.500", "5000"]),
        (AMOUNT, ["200.000,50", "x", "1.200.000"]),
        ("partnerships.note", ["12.5"]),
        ("partnerships.employments.period.start", ["12.5"]),
        ("associations.citywide", ["ja"]),
        (PERIOD, ["2021-2024"]),
        (PERIOD, ["2023/2024"]),
        (PERIOD, ["2023/24", "2024", "2025"]),
    ],
)
def test_other_cells_need_no_setting(path: str, cells: list[str]) -> None:
    """Danish numbers, texts and whole years are read as they are."""
    assert find_notation(numbered(*cells), path, "beløb") is None


@pytest.mark.parametrize(
    ("key", "cells", "is_sure"),
    [
        ("skoleår", ["2023/24", "2024-25"], True),
        ("periode", ["skoleår 2023/24"], True),
        ("skoleår", ["2023/2024"], True),
        ("sæson", ["2023/24"], False),
        ("periode", ["2011-12", "2012-13", "1.1.2014 - 31.12.2014"], False),
        ("tilskudsår", ["1999/00"], False),
    ],
)
def test_two_years_in_a_row_are_a_season(key: str, cells: list[str], *, is_sure: bool) -> None:
    """A school year begins in August; any other season may begin in another month."""
    found = find_notation(numbered(*cells), PERIOD, key)

    assert found is not None
    assert ("season", "08", is_sure) == (found.key, found.value, found.doubt is None)


@given(
    st.lists(st.decimals(0, 10**7, places=2), min_size=1, max_size=6),
    st.sampled_from(["{}", "{}0", "kr. {}", "{:,.2f}"]),
)
def test_numbers_with_a_point_are_read_as_they_are_meant(amounts: list[Decimal], form: str) -> None:
    """Wherever a point is proven, the setting reads each number rightly; else the setting is not written."""
    cells = numbered(*map(form.format, amounts))
    found = find_notation(cells, AMOUNT, "beløb")

    if found is not None and found.value is not None:
        read = reader_at(AMOUNT, found.source)
        assert amounts == [read_or_none(read, text) for _, text in cells]


@given(st.lists(st.integers(0, 10**7), max_size=6), st.sampled_from(["{:,}", "{},50", "{} kr.", "{:,},-"]))
def test_danish_numbers_never_get_a_point(amounts: list[int], form: str) -> None:
    """Points before thousands are no decimals."""
    cells = numbered(*(form.format(amount).replace(",", ".", form.count("{:,}") * 9) for amount in amounts))

    assert find_notation(cells, AMOUNT, "beløb") is None
