"""What is due in a partnership."""

from datetime import date

import pytest
from deadlines.year_of_everything import find

from civic_partnership.values import OPEN

HEAD = """
[associations.a]
name = "A"
[programmes.p]
name = "P"
accounts_due_months = 4
plan_years = [2]
[partnerships.x]
programme = "p"
partners = [{ association = "a" }]
"""
PAID = "{ year = 2020, amount = 1, payments = [{ on = 2020-01-15, amount = 1 }], accounts = { received_on = 2021-01-01 } }"
NOTHING: list[tuple[str, str]] = []
OVERDUE, MAYBE, NOT_YET = "overdue", "maybe", "not yet"


def due(fields: str, kind: str, on: str = "2024-03-01") -> list[tuple[str, str]]:
    """Return the days and the state of the deadlines of a kind in a partnership with these fields."""
    found = [each for each in find(HEAD + fields, date.fromisoformat(on)) if each.kind == kind]
    return [
        (
            f"{each.first}"
            if each.first == each.last
            else f"{each.first}/{'' if each.last == OPEN else each.last}",
            OVERDUE if each.is_overdue else MAYBE if each.may_be_overdue else NOT_YET,
        )
        for each in found
    ]


@pytest.mark.parametrize(
    ("grants", "on", "expected"),
    [
        ("{ year = 2024, amount = 5 }", "2024-03-01", [("2024-12-31", NOT_YET)]),
        ("{ year = 2024, amount = 5 }", "2024-12-31", [("2024-12-31", NOT_YET)]),
        (f"{{ year = 2023, amount = 5 }}, {PAID}", "2024-01-01", [("2023-12-31", OVERDUE)]),
        ("{ year = 2023, amount = 5 }", "2024-01-01", NOTHING),
        ("{ year = 2024, amount = 5, payments = [{ on = 2024-03-01, amount = 5 }] }", "2024-03-01", NOTHING),
        ("{ year = 2024, amount = 5, payments = [{ on = 2024-03-02, amount = 5 }] }", "2024-03-01", [("2024-03-02", NOT_YET)]),
        (
            "{ year = 2024, amount = 5, payments = [{ on = 2024-02-02, amount = 2 }, { on = 2024-09-01, amount = 2 }] }",
            "2024-03-01",
            [("2024-09-01", NOT_YET), ("2024-12-31", NOT_YET)],
        ),
        (f'{{ period = "2023/2024-06~", amount = 5 }}, {PAID}', "2024-06-15", [("2024-06-01/2024-06-30", MAYBE)]),
        (f'{{ period = "2023/2024-06~", amount = 5 }}, {PAID}', "2024-07-01", [("2024-06-01/2024-06-30", OVERDUE)]),
        (f'{{ period = "2023/", amount = 5 }}, {PAID}', "2024-03-01", [("2023-01-01/", MAYBE)]),
        ('{ period = "2023/", amount = 5 }', "2024-03-01", NOTHING),
        (f'{{ period = "2023/..", amount = 5 }}, {PAID}', "2024-03-01", NOTHING),
    ],
)  # fmt: skip
def test_what_is_left_of_a_grant_is_paid_by_its_last_day(grants: str, on: str, expected: object) -> None:
    """A payment with a day to come is due on that day; what no payment of a partnership tells is never overdue."""
    assert expected == due(f"grants = [{grants}]", "payment", on=on)


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        ("{ year = 2023, amount = 5 }", [("2024-04-30", NOT_YET)]),
        ("{ year = 2022, amount = 5 }", [("2023-04-30", OVERDUE)]),
        ("{ year = 2023, amount = 5, accounts = { due = 2024-02-01 } }", [("2024-02-01", OVERDUE)]),
        ("{ year = 2023, amount = 5, accounts = { received_on = 2024-03-01 } }", NOTHING),
        ("{ year = 2023, amount = 5, accounts = { received_on = 2024-03-02 } }", [("2024-04-30", NOT_YET)]),
        ('{ period = "2022/2023~", amount = 5 }', [("2023-05-01/2024-04-30", MAYBE)]),
        ('{ period = "2022/", amount = 5 }', [("2022-05-01/", MAYBE)]),
        ('{ period = "2022/..", amount = 5 }', NOTHING),
    ],
)
def test_accounts_that_did_not_come_are_due(grants: str, expected: object) -> None:
    """They are due on their own day, else as many months after the grant as the programme sets."""
    assert expected == due(f"grants = [{grants}]", "accounts")


def test_without_its_programme_only_own_days_of_a_partnership_count() -> None:
    """A programme that is not in the register says nothing of accounts, plans, meetings or declarations."""
    text = """
[partnerships.x]
programme = "lost"
partners = [{ association = "a" }]
terms = [{ period = "2024/2025", kind = "initial" }]
grants = [{ year = 2022, amount = 5 }, { year = 2023, amount = 5, accounts = { due = 2024-09-01 } }]
"""
    found = find(text, date(2024, 3, 1))

    assert [("accounts", date(2024, 9, 1))] == [(each.kind, each.last) for each in found]


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ("received_on = 2023-02-01", [("2023-02-01/", NOT_YET)]),
        ("received_on = 2023-02-01, approved_on = 2024-03-02", [("2023-02-01/", NOT_YET)]),
        ("received_on = 2023-02-01, approved_on = 2024-03-01", NOTHING),
        ("received_on = 2024-03-02", NOTHING),
    ],
)
def test_accounts_that_came_are_to_be_approved(accounts: str, expected: object) -> None:
    """Nobody has set a day for it; if none of a partnership was ever approved, it is not asked."""
    approved = (
        "{ year = 2021, amount = 5, accounts = { received_on = 2022-03-01, approved_on = 2022-04-01 } }"
    )
    grant = f"{{ year = 2022, amount = 5, accounts = {{ {accounts} }} }}"

    assert expected == due(f"grants = [{grant}, {approved}]", "accounts-approval")
    assert NOTHING == due(
        f"grants = [{grant.partition(', approved_on')[0].removesuffix(' } }')} }} }}]", "accounts-approval"
    )


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        ('{ period = "2024/2025" }', [("2024-12-31", NOT_YET)]),
        ('{ period = "2024/2025", approved_on = 2024-03-01 }', NOTHING),
        ('{ period = "2024/2025", approved_on = 2024-03-02 }', [("2024-12-31", NOT_YET)]),
        ('{ period = "2022/2023" }, { period = "2020/2021", approved_on = 2020-02-01 }', [("2022-12-31", OVERDUE)]),
        ('{ period = "2022/2023" }', NOTHING),
        ('{ period = "2023~/2025" }, { period = "2020/2021", approved_on = 2020-02-01 }', [("2023-12-31/2024-12-30", MAYBE)]),
    ],
)  # fmt: skip
def test_a_plan_is_approved_by_the_end_of_its_first_year(plans: str, expected: object) -> None:
    """If no plan of a partnership was ever approved, none that is late is told."""
    assert expected == due(f"action_plans = [{plans}]", "plan-approval")


@pytest.mark.parametrize(
    ("plans", "terms", "expected"),
    [
        ("2022/2024", "2022/2025", [("2024-12-31", NOT_YET)]),
        ("2022/2023", "2022/2025", [("2023-12-31", OVERDUE)]),
        ("2022/2024", "2022/2024~", NOTHING),
        ("2022/2024", "2022/..", [("2024-12-31", NOT_YET)]),
        ("2022/2024~", "2022/2025", [("2024-01-01/2024-12-31", MAYBE)]),
        ("2022/", "2022/2025", NOTHING),
        ("2025/2026", "2020/2026", NOTHING),
        ("", "2022/2025", NOTHING),
        ("", "2024-07/2025", [("2024-06-30", NOT_YET)]),
    ],
)
def test_a_plan_is_made_before_the_last_one_ends(plans: str, terms: str, expected: object) -> None:
    """It is due on the day before the first day of a term that certainly has none, if it is not long ago."""
    fields = f'terms = [{{ period = "{terms}", kind = "initial" }}]\n'
    fields += f'action_plans = [{{ period = "{plans}" }}]' if plans else ""

    assert expected == due(fields, "plan")


def test_a_gap_between_plans_is_due_only_while_it_lasts() -> None:
    """Nobody makes a plan for days that are over; a gap to come, and one that goes on, are told apart."""
    fields = 'terms = [{ period = "2022/2025", kind = "initial" }]\n'
    fields += 'action_plans = [{ period = "2022/2022" }, { period = "2023-07/2024-06" }, { period = "2024-08/2024-09" }]'

    assert [("2024-06-30", NOT_YET), ("2024-09-30", NOT_YET)] == due(fields, "plan")
    assert [("2022-12-31", OVERDUE)] == due(fields, "plan", on="2023-06-30")
    assert NOTHING == due(fields, "plan", on="2023-07-01")


def test_a_programme_that_asks_for_no_plans_gets_none() -> None:
    """Where a programme sets no length of plans, a term without plans lacks nothing."""
    text = HEAD.replace("plan_years = [2]\n", "") + 'terms = [{ period = "2024-07/2025", kind = "initial" }]'

    assert () == find(text, date(2024, 3, 1))


@pytest.mark.parametrize(
    ("period", "term", "on", "expected"),
    [
        ("2022/2024", "2022/2025", "2024-03-01", [("2024-12-31", NOT_YET)]),
        ("2022/2023", "2022/2025", "2024-03-01", [("2023-12-31", OVERDUE)]),
        ("2022/2023", "2022/2024-02", "2024-03-01", NOTHING),
        ("2022/2024", "2022/2024~", "2024-03-01", NOTHING),
        ("2022/2023~", "2022/2024", "2023-05-01", [("2023-01-01/2023-12-31", MAYBE)]),
        ("2022/..", "2022/2024", "2024-03-01", NOTHING),
    ],
)
def test_money_for_a_term_is_due_when_its_appropriation_ends(
    period: str, term: str, on: str, expected: object
) -> None:
    """It is due on the last day of the appropriation, as long as the term certainly goes on after that."""
    appropriation = f'\n[appropriations.v]\nprogramme = "p"\nname = "V"\nperiod = "{period}"\n'
    fields = f'appropriation = "v"\nterms = [{{ period = "{term}", kind = "initial" }}]{appropriation}'

    assert expected == due(fields, "budget", on=on)
    assert NOTHING == due(fields.replace('"v"', '"lost"'), "budget", on=on)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (["2022/2024"], {("2024-12-31", "Aftaleperioden slutter")}),
        (["2022/2024", "2025/2026"], {("2024-12-31", "Aftaleperioden slutter; en ny følger")}),
        (["2022/2024~"], {("2024-12-31", "Aftaleperioden slutter")}),
        (["2022/"], set()),
        (["2022/2024-02"], set()),
    ],
)
def test_the_end_of_a_term_is_told_while_it_lies_ahead(terms: list[str], expected: object) -> None:
    """An end that nobody has recorded has no day; one that is followed by another term says so."""
    rows = ", ".join(f'{{ period = "{each}", kind = "initial" }}' for each in terms)
    found = find(f"{HEAD}terms = [{rows}]", date(2024, 3, 1))

    assert expected == {(str(each.last), each.text.da) for each in found if each.kind == "term"}


CANCELLED = "cancelled = { on = 2024-01-31, effective = 2024-06-30 }\n"


def test_after_a_cancellation_only_money_and_accounts_are_due() -> None:
    """Nothing else is asked for after the last day of the agreement, which is told itself."""
    fields = f"""
{CANCELLED}
terms = [{{ period = "2023/2024", kind = "initial" }}]
grants = [{{ year = 2023, amount = 5, payments = [{{ on = 2023-01-15, amount = 5 }}] }}, {{ year = 2024, amount = 5 }}, {{ period = "2024-07/2025", amount = 5, payments = [{{ on = 2024-08-01, amount = 5 }}] }}]
employments = [{{ period = "2023/2024-05", weekly_hours = 1 }}, {{ period = "2023/2024-06", weekly_hours = 1 }}]
action_plans = [{{ period = "2024/2025" }}, {{ period = "2023/2023" }}]
"""
    found = [(each.kind, str(each.last)) for each in find(HEAD + fields, date(2024, 3, 1))]

    assert [
        ("accounts", "2024-04-30"),
        ("employment", "2024-05-31"),
        ("cancellation", "2024-06-30"),
        ("payment", "2024-12-31"),
    ] == found
    assert [("accounts", "2024-04-30"), ("payment", "2024-12-31"), ("accounts", "2025-04-30")] == [
        (each.kind, str(each.last)) for each in find(HEAD + fields, date(2026, 3, 1))
    ]
