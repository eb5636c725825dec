"""The figures of a page, and its sums as of a day."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from report_files import EMPTY, NORDBY, export, load_example, texts

from civic_partnership import Register, parse
from civic_partnership.model import Grant, Payment
from civic_partnership.rules import Report
from civic_partnership.values import Period
from civic_partnership_report.figures import Staff, find_staff


@pytest.mark.parametrize(
    "expected",
    [
        "Udbetalt i 2025 100.000 kr. Tildelt for året: 200.000 kr.",
        "Slutter i 2025 2",
        "Budget 2025 500.000 kr.",
        "Partnerskaber i gang 2 af 2 i registeret",
        "Timer om ugen 25,5 1 ansættelse",
        "Indeholder personoplysninger.",
        "Kontrollen fandt intet.",
    ],
)
def test_the_year_is_told_in_figures(expected: str) -> None:
    """Say what is paid, what ends, and what is going on."""
    assert expected in texts(export(NORDBY, EMPTY)[0])


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-09-30", "Udbetalt i 2024 120.000 kr. Tildelt for året: 80.000 kr."),
        ("2025-01-31", "Udbetalt i 2025 0 kr. Tildelt for året: 120.000 kr."),
        ("2025-02-01", "Udbetalt i 2025 80.000 kr. Tildelt for året: 120.000 kr."),
    ],
)
def test_what_is_paid_in_a_year_goes_by_the_days_of_payments(on: str, expected: str) -> None:
    """A payment counts in the year in which it is made, and no earlier than that day."""
    grant = Grant(
        period=Period("2024-08-08/2025-08-07"),
        amount=Decimal(200_000),
        payments=(
            Payment(on=date(2024, 8, 8), amount=Decimal(120_000)),
            Payment(on=date(2025, 2, 1), amount=Decimal(80_000)),
        ),
    )
    partnership = attrs.evolve(NORDBY.partnerships["boldklub"], grants=(grant,))
    register = Register().replace(partnership)

    page = texts(export(register, Report(on=date.fromisoformat(on), findings=()))[0])

    assert expected in page


def test_the_money_of_a_partnership_adds_up_as_of_the_day() -> None:
    """Tell what is paid until the day, spent and carried over; say who is at work, and what is late first."""
    register = parse("""
[partnerships.a]
programme = "p"
partners = [{ association = "a" }]
terms = [{ period = "2024/2027", kind = "initial" }]
employments = [{ period = "2024/..", weekly_hours = 25, leave = [{ period = "2025-02/2025-04" }] }]
[[partnerships.a.grants]]
year = 2023
amount = 200_000
accounts = { approved_on = 2024-03-20 }
[[partnerships.a.grants]]
year = 2024
amount = 200_000
payments = [{ on = 2024-01-15, amount = 200_000 }]
spending = [{ purpose = "activities", amount = 160_000 }]
carried_over = { amount = 40_000 }
accounts = { received_on = 2025-02-20 }
[[partnerships.a.grants]]
year = 2025
amount = 200_000
payments = [{ on = 2025-01-15, amount = 100_000 }, { on = 2025-07-15, amount = 100_000 }]
[meetings.m]
on = 2025-02-01
kind = "status"
partnership = "a"
subject = "Budget"
""").register
    page = texts(export(register, EMPTY, partnership="a")[0])

    assert "2024 200.000 kr. 200.000 kr. 160.000 kr. \N{EN DASH} 40.000 kr. modtaget 20. februar 2025" in page
    assert "2025 200.000 kr. 100.000 kr. \N{EN DASH}" in page
    assert "0 timer om ugen" in page
    assert "1. februar 2025 statusmøde: Budget ja" in page
    assert page.index("skal godkendes") < page.index("15. juli 2025")
    whole = texts(export(register, EMPTY)[0])
    assert "Timer om ugen 0 1 ansættelse, 1 på orlov" in whole
    assert "Udbetalt i 2025 100.000 kr. Tildelt for året: 200.000 kr., heraf udbetalt 100.000 kr." in whole
    assert "2025: budget ikke registreret, tildelt 200.000 kr., heraf udbetalt 100.000 kr." in whole


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, ["og 1 uafklaret", "Kontrollen fandt 0 fejl , 0 advarsler og 1 uafklaret ."]),
        (2, ["og 2 uafklarede", "Kontrollen fandt 0 fejl , 0 advarsler og 2 uafklarede ."]),
    ],
)
def test_what_was_found_is_counted_in_words(number: int, expected: list[str]) -> None:
    """Say one and several as people do; where no employment is recorded, do not say that there are no hours."""
    register, report = load_example("copenhagen")
    undecided = [each for each in report.findings if each.level == "undecided"]
    page = texts(export(register, attrs.evolve(report, findings=tuple(undecided[:number])))[0])

    assert [] == [text for text in expected if text not in page]
    assert "Timer om ugen ikke registreret" in page


@pytest.mark.parametrize(
    ("employments", "expected"),
    [
        ("", Staff(0, 0, 0, Decimal(0))),
        ('{ period = "2021/..", weekly_hours = 20 }', Staff(1, 0, 0, Decimal(20))),
        ('{ period = "2021/2024", weekly_hours = 20 }', Staff(0, 0, 0, Decimal(0))),
        ('{ period = "2021/.." }', Staff(1, 0, 1, None)),
        ('{ period = "2021/.." }, { period = "2021/..", weekly_hours = 8 }', Staff(2, 0, 1, Decimal(8))),
        (
            '{ period = "2021/..", weekly_hours = 20, leave = [{ period = "2025-02/2025-04" }] }',
            Staff(1, 1, 0, Decimal(0)),
        ),
        (
            '{ period = "2021/..", weekly_hours = 20, leave = [{ period = "2025-02/2025~" }] }',
            Staff(1, 0, 0, Decimal(20)),
        ),
    ],
)
def test_hours_are_those_of_who_is_at_work(employments: str, expected: Staff) -> None:
    """Leave out who is certainly on leave, as the rule about hours does."""
    text = f'[partnerships.a]\nprogramme = "p"\npartners = []\nemployments = [{employments}]'

    assert expected == find_staff(parse(text).register.partnerships["a"].employments, date(2025, 3, 1))
