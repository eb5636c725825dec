"""The deadlines of a partnership."""

from datetime import date

import pytest

from civic_partnership import parse
from civic_partnership_danish_excel.deadlines import FirstDeadline, find_deadlines, first_deadline


def first(text: str, months: str = "4", year: int = 2024) -> tuple[str | None, str | None]:
    """Return the first deadline from 1 January of a partnership with these fields."""
    register = parse(f"""
[programmes.s]
name = "S"
accounts_due_months = {months}
[partnerships.p]
programme = "s"
partners = [{{ association = "a" }}]
{text}
""").register
    partnership = register.partnerships["p"]
    when, what = first_deadline(find_deadlines(partnership, register.programmes["s"]), date(year, 1, 1))
    return None if when is None else str(when), what


def term(period: str) -> str:
    """Return the terms of a partnership."""
    return f'terms = [{{ period = "{period}", kind = "initial" }}]\n'


def plan(period: str) -> str:
    """Return the action plans of a partnership."""
    return f'action_plans = [{{ period = "{period}" }}]\n'


def grant(fields: str) -> str:
    """Return the grants of a partnership."""
    return f"grants = [{{ amount = 1, {fields} }}]\n"


CANCELLED = "cancelled = { on = 2024-01-31, effective = 2024-06-30 }\n"


@pytest.mark.parametrize(
    ("text", "when", "what"),
    [
        ("", None, None),
        (term("2021/2023"), None, None),
        (term("2021/2024"), "2024-12-31", "aftaleperiodens udløb"),
        (term("2021/2024-06"), "2024-06-30", "aftaleperiodens udløb"),
        (term("2021/.."), None, None),
        (term("2021/"), None, None),
        (plan("2023/2024") + term("2021/2025"), "2024-12-31", "handleplanens udløb"),
        (plan("2023/2024") + term("2021/2024"), "2024-12-31", "handleplanens udløb og aftaleperiodens udløb"),
        (term("2021/2024~"), "2024~", "aftaleperiodens udløb"),
        (
            plan("2023/2024-06") + term("2021/2024~"),
            None,
            "aftaleperiodens udløb (ca. 2024) eller handleplanens udløb (30-06-2024)",
        ),
        (term("2021/2024") + CANCELLED, "2024-06-30", "aftalens ophør efter opsigelse"),
        (term("2021/2024-03") + CANCELLED, "2024-03-31", "aftaleperiodens udløb"),
        (grant("year = 2023"), "2024-04-30", "regnskab for 2023"),
        (grant("year = 2023, accounts = { due = 2024-02-01 }"), "2024-02-01", "regnskab for 2023"),
        (grant("year = 2023, accounts = { received_on = 2024-01-01 }"), "2024-04-30", "regnskab for 2023"),
        (grant("year = 2023, accounts = { received_on = 2023-12-31 }"), None, None),
        (grant('period = "2023-07/2024-06~"'), None, "regnskab for 07-2023 til ca. 06-2024 (mellem 01-10-2024 og 30-10-2024)"),
        (grant('period = "2023/.."'), None, None),
        (grant('period = "2023/"'), None, None),
        (
            grant('period = "2023/..", accounts = { due = 2024-05-01 }'),
            "2024-05-01",
            "regnskab for tilskud fra 2023, indtil videre",
        ),
        (grant("year = 2024") + CANCELLED, "2024-06-30", "aftalens ophør efter opsigelse"),
        (grant('period = "2024-07/2024-08"') + CANCELLED.replace("2024", "2023"), None, None),
    ],
)  # fmt: skip
def test_the_first_deadline_from_1_january(text: str, when: str | None, what: str | None) -> None:
    """Tell the first day on which accounts are due, or a plan or the agreement ends."""
    assert (when, what) == first(text)


def test_a_deadline_that_may_be_over_is_one_of_several() -> None:
    """Name all deadlines of which one may be the first."""
    text = grant('period = "2022/2023-09~"') + term("2021/2024-03")

    assert (
        None,
        "regnskab for 2022 til ca. 09-2023 (mellem 01-01-2024 og 30-01-2024)",
    ) == first(text)
    assert ("2024-03-31", "aftaleperiodens udløb") == first(text.replace("2023-09~", "2023-08~"))
    text = text.replace("2023-09~", "2023~")
    assert (
        None,
        "regnskab for 2022 til ca. 2023 (mellem 01-05-2023 og 30-04-2024) eller aftaleperiodens udløb (31-03-2024)",
    ) == first(text)


def test_deadlines_alike_are_named_once() -> None:
    """Name accounts of two grants for the same days once, also where only one of them came in."""
    days = 'period = "2023-07/2024-06~", amount = 1'
    text = f"grants = [{{ {days} }}, {{ {days}, accounts = {{ received_on = 2024-03-20 }} }}]"

    assert (
        None,
        "regnskab for 07-2023 til ca. 06-2024 (mellem 01-10-2024 og 30-10-2024)",
    ) == first(text)


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ("{ 2024 = 4 }", (None, None)),
        ("{ 2022 = 3, 2023 = 4 }", ("2024-04-30", "regnskab for 2023")),
        ("{ 2022 = 3, '2023-06~' = 4 }", ("2024-03-31", "regnskab for 2023")),
        ("99999999", (None, None)),
    ],
)
def test_the_months_of_the_first_day_count(months: str, expected: tuple[str | None, str | None]) -> None:
    """Take the number of months that is in force when the grant begins; none that ends beyond the calendar."""
    assert expected == first(grant("year = 2023"), months)


def test_without_a_programme_only_recorded_deadlines_count() -> None:
    """Find no deadline of accounts by a programme that is not in the register."""
    partnership = parse(
        f'[partnerships.p]\nprogramme = "s"\npartners = []\n{grant("year = 2023")}'
    ).register.partnerships["p"]

    assert [] == find_deadlines(partnership, None)
    assert FirstDeadline(None, None) == first_deadline([], date(2024, 1, 1))
