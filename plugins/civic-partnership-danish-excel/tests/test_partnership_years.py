"""The years of a partnership."""

import pytest

from civic_partnership import Register, parse
from civic_partnership_danish_excel.partnership_years import last_year_of, years_of


def register_with(text: str, others: str = "") -> Register:
    """Return a register with a partnership `p` that has these fields, and with other records."""
    return parse(
        f'[partnerships.p]\nprogramme = "s"\npartners = [{{ association = "a" }}]\n{text}\n{others}'
    ).register


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("", []),
        ('terms = [{ period = "2021-08/2023-07", kind = "initial" }]', [2021, 2022, 2023]),
        ('terms = [{ period = "2021~/2022-06~", kind = "initial" }]', [2021, 2022]),
        ('terms = [{ period = "2021/..", kind = "initial" }]', [2021, 2022, 2023, 2024]),
        ('terms = [{ period = "2025/..", kind = "initial" }]', [2025]),
        ('terms = [{ period = "2021/", kind = "initial" }]', [2021]),
        ("grants = [{ year = 2019, amount = 1 }, { year = 2019, amount = 1 }]", [2019]),
        ('grants = [{ period = "2020-10/2022-09", amount = 1 }]', [2020]),
        (
            (
                'grants = [{ year = 2023, amount = 1 }]\nterms = [{ period = "2021/..", kind = "initial" }]\n'
                "cancelled = { on = 2021-12-01, effective = 2022-03-31 }"
            ),
            [2021, 2022, 2023],
        ),
        (
            (
                'terms = [{ period = "2021/2024", kind = "initial" }]\n'
                "cancelled = { on = 2020-11-01, effective = 2020-12-31 }"
            ),
            [],
        ),
    ],
)
def test_years_of_terms_and_grants(text: str, years: list[int]) -> None:
    """Count the years of terms up to a cancellation, and the first year of each grant."""
    (partnership,) = register_with(text).partnerships.values()

    assert years == years_of(partnership, 2024)


@pytest.mark.parametrize(
    ("text", "others", "year"),
    [
        ("", "", 0),
        ('terms = [{ period = "2021/..", kind = "initial" }]', "", 2021),
        ('terms = [{ period = "2021/2026", kind = "initial" }]', "", 2026),
        ('grants = [{ period = "2021-10/2022-09", amount = 1 }]', "", 2021),
        ("grants = [{ year = 2021, amount = 1, payments = [{ on = 2022-01-03, amount = 1 }] }]", "", 2022),
        ("", '[meetings.m]\non = 2023-05-04\nkind = "network"', 2023),
    ],
)
def test_the_last_year_in_which_anything_is_recorded(text: str, others: str, year: int) -> None:
    """Take the last year of a term, a grant, a payment or a meeting, of whatever partnership."""
    assert year == last_year_of(register_with(text, others))
