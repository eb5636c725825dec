"""What a grant says about the day on which its accounts are due."""

from datetime import date

import pytest

from civic_partnership import parse
from civic_partnership.model import Programme


@pytest.mark.parametrize(
    ("grant", "months", "expected"),
    [
        ("year = 2023", 4, [date(2024, 4, 30)]),
        ("year = 2023", None, [None]),
        ("year = 2023, accounts = { due = 2024-03-01 }", 4, [date(2024, 3, 1)]),
        ("year = 2023, accounts = { due = 2024-03-01 }", None, [date(2024, 3, 1)]),
        ("year = 2023", "{ 2024 = 4 }", [None]),
        ("year = 2024", "{ 2023 = 2, 2025 = 4 }", [date(2025, 2, 28)]),
        ("year = 2024", '{ 2023 = 2, "2024~" = 4 }', [date(2025, 2, 28), date(2025, 4, 30)]),
        ('period = "2023/2023-12~"', 1, [date(2024, 1, 1), date(2024, 1, 31)]),
        ('period = "2023/"', 1, [date(2023, 2, 1), None]),
        ('period = "2023/.."', 1, [None]),
        ("year = 2023", 200_000, [None]),
    ],
)
def test_the_accounts_are_due_by_their_deadline_or_that_of_the_programme(
    grant: str, months: object, expected: list[date | None]
) -> None:
    """An uncertain last day, or uncertain months, give every day that is possible."""
    asked = "" if months is None else f"accounts_due_months = {months}"
    reading = parse(
        f"""
        [programmes.p]
        name = "P"
        {asked}
        [partnerships.a]
        programme = "p"
        partners = [{{ association = "a" }}]
        grants = [{{ amount = 1, {grant} }}]
        """,
    )
    assert reading.findings == ()
    programme: Programme = reading.register.programmes["p"]
    (made,) = reading.register.partnerships["a"].grants
    assert expected == list(made.accounts_due(programme.accounts_due_months))
