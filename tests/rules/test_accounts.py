from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, find, findings, undecided, warned
from rules.partnerships import grant, partnership, programme

from civic_partnership.model import Accounts
from civic_partnership.rules.accounts import accounts_missing

ACCOUNTS = ("grants", 0, "accounts")
FOUR = programme(accounts_due_months=4)
SHORTER = programme(accounts_due_months={"2012": 4, "2024": 2})
PERHAPS_SHORTER = programme(accounts_due_months={"2012": 4, "2023-06~": 2})
DUE, DAY_AFTER = date(2024, 4, 30), date(2024, 5, 1)


@pytest.mark.parametrize(
    ("period", "accounts", "under", "on", "expected"),
    [
        (2023, None, FOUR, DUE, HOLDS),
        (2023, None, FOUR, DAY_AFTER, warned(*ACCOUNTS)),
        (2023, {"received_on": date(2024, 6, 1)}, FOUR, date(2024, 6, 1), HOLDS),
        (2023, {"received_on": date(2024, 6, 1)}, FOUR, date(2024, 5, 31), warned(*ACCOUNTS)),
        (2023, {"due": date(2024, 6, 1)}, FOUR, date(2024, 6, 1), HOLDS),
        (2023, {"due": date(2024, 3, 1)}, FOUR, date(2024, 3, 2), warned(*ACCOUNTS)),
        (2023, {"due": date(2024, 3, 1)}, programme(), date(2024, 3, 2), warned(*ACCOUNTS)),
        (2023, None, programme(), ON, HOLDS),
        (2023, None, programme(accounts_due_months={"2024": 4}), ON, HOLDS),
        (2023, None, SHORTER, date(2024, 3, 1), HOLDS),
        ("2023-06-15/2024-06-14", None, PERHAPS_SHORTER, date(2024, 8, 20), undecided(*ACCOUNTS)),
        ("2023-06-15/2024-06-14", None, PERHAPS_SHORTER, date(2024, 10, 15), warned(*ACCOUNTS)),
        ("2023/2023~", None, FOUR, DUE, undecided(*ACCOUNTS)),
        ("2023/..", None, FOUR, ON, HOLDS),
    ],
)
def test_the_accounts_of_a_grant_are_in_once_they_are_due(
    period: Any, accounts: Any, under: Any, on: date, expected: Found
) -> None:
    """They are due on a day of their own, else so many months after the grant as the programme sets."""
    made = attrs.evolve(grant(period, 200_000), accounts=Accounts(**accounts) if accounts else None)

    assert expected == find(accounts_missing, partnership(grants=[made]), under, on=on)


def test_the_day_on_which_the_accounts_were_due_is_told() -> None:
    """The message says for which grant, and when the accounts were due."""
    (finding,) = findings(accounts_missing, partnership(grants=[grant(2023, 1)]), FOUR)

    assert finding.path == ACCOUNTS
    assert dict(finding.facts)["due"] == DUE
