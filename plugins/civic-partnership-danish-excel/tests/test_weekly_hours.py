"""The weekly hours of a year."""

from datetime import date
from decimal import Decimal

import pytest

from civic_partnership import parse
from civic_partnership_danish_excel.weekly_hours import find_hours, hours_of_year

TERM = 'terms = [{ period = "2022/2025", kind = "initial" }]\n'


def hours(text: str, year: int = 2024) -> Decimal | str | None:
    """Return the hours of a year of a partnership with these fields."""
    partnership = parse(
        f'[partnerships.p]\nprogramme = "s"\npartners = [{{ association = "a" }}]\n{text}'
    ).register.partnerships["p"]
    return hours_of_year(find_hours(partnership, date(2026, 12, 31)), year)


@pytest.mark.parametrize(
    ("employments", "expected"),
    [
        ("", None),
        ('{ period = "2022/..", weekly_hours = 20 }', Decimal(20)),
        ('{ period = "2022/.." }', None),
        ('{ period = "2022/..", weekly_hours = 12.5 }, { period = "2023/..", weekly_hours = 10 }', Decimal("22.5")),
        ('{ period = "2022/2023", weekly_hours = 20 }', Decimal(0)),
        (
            '{ period = "2022/2024-06", weekly_hours = 20 }, { period = "2024-07/..", weekly_hours = 28.5 }',
            "20; 28,5 fra 01-07-2024",
        ),
        (
            '{ period = "2022/2024-06", weekly_hours = 20 }, { period = "2024-07/..", weekly_hours = 20 }',
            Decimal(20),
        ),
        ('{ period = "2022/2024-06", weekly_hours = 20 }', "20; 0 fra 01-07-2024"),
        ('{ period = "2022/2024-06", weekly_hours = 20 }, { period = "2024-07/.." }', "20; ? fra 01-07-2024"),
        ('{ period = "2022/", weekly_hours = 20 }', "20?"),
        ('{ period = "2022/2024-06~", weekly_hours = 20 }', "20; 20? fra 02-06-2024; 0 fra 01-07-2024"),
        (
            '{ period = "2022/..", weekly_hours = 20, leave = [{ period = "2024-03/2024-12" }] }',
            "20; 0 fra 01-03-2024",
        ),
        (
            ('{ period = "2022/..", weekly_hours = 20, leave = [{ period = "2024-03/2024-12" }] }, '
            '{ period = "2024-03/2024-12", weekly_hours = 20 }'),
            Decimal(20),
        ),
        (
            '{ period = "2022/..", weekly_hours = 20, leave = [{ period = "2024-12-01/2024-12~" }] }',
            "20; 0 fra 01-12-2024; 20? fra 02-12-2024",
        ),
    ],
)  # fmt: skip
def test_hours_of_2024(employments: str, expected: Decimal | str | None) -> None:
    """Show a number where the hours are the same all year, else from when which hours; `?` if not certain."""
    assert expected == hours(f"{TERM}employments = [{employments}]")


def test_nobody_is_missing_where_there_is_no_agreement() -> None:
    """Count days without an employment as 0 hours only while a term runs that is not cancelled."""
    employments = 'employments = [{ period = "2022/2024-06", weekly_hours = 20 }]\n'
    cancelled = "cancelled = { on = 2024-01-31, effective = 2024-06-30 }\n"

    assert Decimal(20) == hours(employments)
    assert Decimal(20) == hours(TERM + employments + cancelled)
    assert "20; 0 fra 01-07-2024" == hours(TERM + employments)
    assert Decimal(0) == hours(TERM + employments, 2025)
    assert hours(TERM + employments, 2026) is None


def test_hours_may_begin_again() -> None:
    """Tell hours again after days on which nothing is asked."""
    employments = (
        'employments = [{ period = "2024-01/2024-03", weekly_hours = 20 }, '
        '{ period = "2024-10/2024-12", weekly_hours = 20 }]'
    )

    assert "20; 20 fra 01-10-2024" == hours(employments)
