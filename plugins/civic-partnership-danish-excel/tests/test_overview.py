"""The overview: a row for each partnership and year, and the totals."""

import io
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from civic_partnership import Host, Register, load, parse
from civic_partnership.model import Area
from civic_partnership.plugins import Artifact
from civic_partnership.testing import readable_registers, registers
from civic_partnership_danish_excel.csv_da import CsvDa
from civic_partnership_danish_excel.grant_overview import OverviewOptions
from civic_partnership_danish_excel.overview import Overview, overviews_with_rows
from civic_partnership_danish_excel.xlsx import Xlsx, XlsxOptions

EXAMPLES = next(found for each in Path(__file__).parents if (found := each / "examples").is_dir())


def overview(register: Register) -> list[dict[str, str]]:
    """Return the rows of the overview and its totals: heading -> cell, without the empty cells."""
    view = Overview()
    return [
        {
            column.heading: column.write(value)
            for column, value in zip(view.columns, row, strict=True)
            if value is not None
        }
        for row in chain(view.rows(register), view.totals(register))
    ]


def one_row(year: int, text: str) -> dict[str, str]:
    """Return the row of a year of the partnership `p` with these fields."""
    register = parse(f"""
[programmes.s]
name = "Sociale partnerskaber"
accounts_due_months = 4
[partnerships.p]
programme = "s"
partners = [{{ association = "a" }}]
{text}
""").register
    (row,) = (each for each in overview(register) if each.get("År") == str(year))
    return row


LIVSFORLOEB = """
dans 2022: Vestby Danseforening, 40022228 | 200000, 200000, 160000, -, 40000 | modtaget 20-03-2023 | 20 | 2022 til 2023 (godkendt 20-01-2022) | 30-04-2023 regnskab for 2022
dans 2023: Vestby Danseforening, 40022228 | 200000, 200000, 225000, 15000, - | modtaget 20-03-2024 | 20 | 2022 til 2023 (godkendt 20-01-2022) | 30-04-2023 regnskab for 2022
dans 2024: Vestby Danseforening, 40022228 | 200000, 200000, 200000, -, - | modtaget 20-03-2025 | 20 | 2024 til 2025 (godkendt 20-01-2024) | 30-04-2024 regnskab for 2023
dans 2025: Vestby Danseforening, 40022228 | 200000, 200000, -, -, - | ikke modtaget, frist 30-04-2026 | 20 | 2024 til 2025 (godkendt 20-01-2024) | 30-04-2025 regnskab for 2024
floorball 2022: Vestby Floorball, 40044442 | 200000, 200000, 200000, -, - | modtaget 20-03-2023 | 20 | 2022 til 2023 (godkendt 20-01-2022) | 30-04-2023 regnskab for 2022
floorball 2023: Vestby Floorball, 40044442 | 200000, 200000, 200000, -, - | modtaget 20-03-2024 | 20 | 2022 til 2023 (godkendt 20-01-2022) | 30-04-2023 regnskab for 2022
floorball 2024: Vestby Floorball, 40044442 | 100000, 100000, 100000, -, - | modtaget 20-09-2024 | 20 | 2024 til 2025 (godkendt 20-01-2024) | 30-04-2024 regnskab for 2023
haandbold 2024: Vestby Håndbold, 40066667 | 200000, 200000, 166667, -, - | modtaget 20-03-2025 | 20; 0 fra 01-07-2024; 20 fra 01-09-2024 | 2024 til 2025 (godkendt 20-01-2024) | 30-04-2024 regnskab for 2023
judo 2023: Vestby Judo, 40077774 | 200000, 200000, 200000, -, - | ikke modtaget, frist 30-04-2024 | 20 | 2022 til 2023 (godkendt 20-01-2022) | 30-04-2023 regnskab for 2022
samlet 2024: Vestby Gymnastik (til 30-06-2024), Vestby Motion (til 30-06-2024) og Vestby Idrætsforening (fra 01-07-2024), 40099999 | 200000, 200000, 200000, -, - | modtaget 20-03-2025 | 20 | 2024 til 2025 (godkendt 20-01-2024) | 30-04-2024 regnskab for 2023
samlet 2025: Vestby Idrætsforening, 40099999 | 200000, 200000, -, -, - | ikke modtaget, frist 30-04-2026 | 20 | 2024 til 2025 (godkendt 20-01-2024) | 30-04-2025 regnskab for 2024
badminton 2026: Vestby Badminton, 40000003 | -, -, -, -, - | - | 20 | 08-2024 til 07-2026 (godkendt 20-08-2024) | 30-04-2026 regnskab for 2025
I alt 2022 | 1483333, 1483333, 1443333, -, 40000
I alt 2024 | 1500000, 1500000, 1466667, -, -
I alt 2025 | 1400000, 1400000, -, -, -
I alt | 5983333, 5983333, 4535000, 15000, 40000
"""
"""Rows of the overview of `examples/livsforloeb`, worked out by hand from its files."""


def in_a_line(row: dict[str, str]) -> str:
    """Write a row in a line as above."""
    amounts = ", ".join(
        row.get(each, "-") for each in ("Tilsagn", "Udbetalt", "Forbrug", "Tilbagebetalt", "Overført")
    )
    if "År" not in row:
        return f"{row['Foreninger']} | {amounts}"
    beginning = (
        f"{row['Partnerskab-id']} {row['År']}: {row['Foreninger']}, {row['CVR pr. 31. december']} | {amounts}"
    )
    deadline = f"{row['Første frist fra 1. januar']} {row['Fristen gælder']}"
    others = (row.get(each, "-") for each in ("Regnskab", "Timer om ugen", "Handleplan"))
    return " | ".join([beginning, *others, deadline])


def test_the_lives_of_eight_grants() -> None:
    """Show carried-over money, a cancellation, a merger, a vacancy, late accounts, and a start in August."""
    rows = overview(load(EXAMPLES / "livsforloeb"))
    lines = [in_a_line(row) for row in rows]

    assert {line for line in LIVSFORLOEB.splitlines() if line} <= set(lines)
    assert {"badminton": 5, "floorball": 3, "dans": 4} == {
        id: number
        for id, number in Counter(row.get("Partnerskab-id") for row in rows).items()
        if id in ("badminton", "floorball", "dans")
    }


def test_a_partnership_without_years_has_one_row() -> None:
    """Show a partnership without terms and grants in a row without a year, with its present names."""
    register = parse("""
[associations]
a = { name = "Nordby Dans", cvr = "64942212", former = [{ name = "Nordby Folkedans", until = "2018" }] }
[partnerships.p]
programme = "s"
partners = [{ association = "a", until = "2020" }, { association = "b" }]
consultants = [{ contact = "k" }]
case = "18.15.05-P20-1-21"
action_plans = [{ period = "2021/2023" }]
employments = [{ period = "2021/..", weekly_hours = 20 }]
""").register

    assert [
        {
            "Partnerskab-id": "p",
            "Foreninger": "Nordby Dans og b",
            "CVR pr. 31. december": "64942212 og ?",
            "Journalnummer": "18.15.05-P20-1-21",
            "Konsulent": "k",
        }
    ] == overview(register)


def test_a_grant_belongs_to_the_year_of_its_first_day() -> None:
    """Add up the grants that begin in a year; a sum is that of the recorded amounts."""
    grants = """
grants = [
  { period = "2020-10/2021-09", amount = 200_000, payments = [{ on = 2021-01-15, amount = 150_000 }] },
  { period = "2020-11~/2021-09", amount = 1_000.5 },
  { year = 2021, amount = 0 },
]"""
    row = one_row(2020, grants)

    assert ("201000,5", "150000") == (row["Tilsagn"], row["Udbetalt"])
    assert "Forbrug" not in row
    assert "0" == one_row(2021, grants)["Tilsagn"]
    assert "Udbetalt" not in one_row(2021, grants)


@pytest.mark.parametrize(
    ("grants", "text"),
    [
        ("{ year = 2021, amount = 1 }", "ikke modtaget, frist 30-04-2022"),
        ("{ year = 2021, amount = 1, accounts = { due = 2022-06-01 } }", "ikke modtaget, frist 01-06-2022"),
        ("{ year = 2021, amount = 1, accounts = { received_on = 2022-03-20 } }", "modtaget 20-03-2022"),
        (
            "{ year = 2021, amount = 1, accounts = { received_on = 2022-03-20, approved_on = 2022-05-10 } }",
            "godkendt 10-05-2022",
        ),
        ('{ period = "2021/2022~", amount = 1 }', None),
        (
            '{ period = "2021/..", amount = 1 }, { year = 2020, amount = 1 }, { year = 2021, amount = 1 }',
            "tilskud nr. 1: ukendt; tilskud nr. 3: ikke modtaget, frist 30-04-2022",
        ),
        ("{ year = 2021, amount = 1 }, { year = 2021, amount = 1 }", "ikke modtaget, frist 30-04-2022"),
    ],
)
def test_the_state_of_the_accounts(grants: str, text: str | None) -> None:
    """Show that accounts are approved, received, or when they are due; nothing where it is not known."""
    assert text == one_row(2021, f"grants = [{grants}]").get("Regnskab")


def test_all_plans_of_the_year_are_there() -> None:
    """Show each plan that is in force in the year, perhaps for a part of it."""
    plans = """
terms = [{ period = "2020/2025", kind = "initial" }]
action_plans = [
  { period = "2020/2021-07", approved_on = 2020-01-20 },
  { period = "2021-08/2023~" },
  { period = "2024/..", approved_on = 2024-02-01 },
]"""

    assert "2020 til 07-2021 (godkendt 20-01-2020); 08-2021 til ca. 2023 (ikke godkendt)" == one_row(
        2021, plans
    ).get("Handleplan")
    assert "fra 2024, indtil videre (godkendt 01-02-2024)" == one_row(2025, plans)["Handleplan"]


def test_names_of_consultants_are_personal(tmp_path: Path) -> None:
    """Show the id of a consultant, and the name only where personal data are exported."""
    register = parse("""
[contacts.idraetskonsulent]
name = "A. Eksempel"
[partnerships.p]
programme = "s"
partners = [{ association = "a" }]
consultants = [{ contact = "idraetskonsulent" }, { contact = "b", since = "2022" }]
terms = [{ period = "2021/2022", kind = "initial" }]
""").register

    def shown(*, include_personal: bool) -> list[str]:
        out = tmp_path / str(include_personal)
        Host().export(
            register, "csv-da", out, on=date(2025, 3, 1), allow_errors=True, include_personal=include_personal
        )
        return [line.split(";")[5] for line in (out / "overblik.csv").read_text("utf-8-sig").splitlines()[1:]]

    assert ["idraetskonsulent", "idraetskonsulent og b"] == shown(include_personal=False)
    assert ["A. Eksempel", "A. Eksempel og b"] == shown(include_personal=True)


@settings(deadline=None)
@given(registers(partnerships=3) | readable_registers())
def test_the_amounts_are_those_of_the_grants(register: Register) -> None:
    """Show every partnership, and in each year the grants that begin in it; the totals are the sums of the rows."""
    view = Overview()
    names = [column.name for column in view.columns]
    rows = [dict(zip(names, row, strict=True)) for row in view.rows(register)]
    totals = [dict(zip(names, row, strict=True)) for row in view.totals(register)]

    expected: dict[str, Decimal] = defaultdict(Decimal)
    for partnership in register.partnerships.values():
        for grant in partnership.grants:
            for name in (f"I alt {grant.days.earliest_start.year}", "I alt"):
                expected[name] += grant.amount
    assert expected == {total["associations"]: total["amount"] for total in totals}
    for total in totals:
        for name in ("amount", "paid", "spent", "repaid", "carried_over"):
            shown = [
                row[name]
                for row in rows
                if row[name] is not None and total["associations"] in ("I alt", f"I alt {row['year']}")
            ]
            assert (sum(shown) if shown else None) == total[name]
    assert list(register.partnerships) == list(dict.fromkeys(row["partnership"] for row in rows))
    assert {1} >= set(Counter((row["partnership"], row["year"]) for row in rows).values())


def test_an_overview_that_holds_nothing_is_left_out() -> None:
    """Leave out the overviews of a register without partnerships, and that of grants without grants."""
    empty = Register().replace(Area(id="a", name="A"))
    without_grants = parse('[partnerships.p]\nprogramme = "s"\npartners = [{ association = "a" }]').register

    def titles(register: Register) -> list[str]:
        return [each.title for each in overviews_with_rows(OverviewOptions(), register)]

    assert [] == titles(empty)
    assert ["Overblik"] == titles(without_grants)
    assert ["Overblik", "Tilskudsoversigt"] == titles(load(EXAMPLES / "nordby"))


def test_it_is_the_first_sheet_and_the_first_file() -> None:
    """Begin both formats with the overview, and go on with the grant overview."""
    register = load(EXAMPLES / "livsforloeb")
    files = [each.name for each in CsvDa().export(register, OverviewOptions())]

    assert ["overblik.csv", "tilskudsoversigt.csv"] == files[:2]
    assert ["Overblik", "Tilskudsoversigt"] == workbook(register).sheetnames[:2]


def workbook(register: Register) -> Any:
    """Export a register to a workbook, and open it."""
    items = Xlsx().export(register, XlsxOptions())
    (data,) = (b"".join(each.chunks) for each in items if isinstance(each, Artifact))
    return openpyxl.load_workbook(io.BytesIO(data))


def test_totals_are_bold_numbers_beyond_the_filter() -> None:
    """Write totals as numbers in bold below the rows, where filters and sorting leave them alone."""
    register = load(EXAMPLES / "livsforloeb")
    sheet = workbook(register)["Overblik"]
    rows = len(list(Overview().rows(register)))

    total = {cell.column_letter: cell for cell in sheet[sheet.max_row] if cell.value is not None}

    assert f"A1:P{rows + 1}" == sheet.auto_filter.ref
    assert rows + 1 + 5 == sheet.max_row
    assert {"C": "I alt", "G": 5983333, "H": 5983333, "I": 4535000, "J": 15000, "K": 40000} == {
        letter: cell.value for letter, cell in total.items()
    }
    assert all(cell.font.bold for cell in total.values())
    assert {"#,##0.00"} == {cell.number_format for letter, cell in total.items() if letter != "C"}
    assert not sheet["G2"].font.bold
    assert "n" == sheet["M2"].data_type
    assert all(column.width <= 29 for column in sheet.column_dimensions.values())
