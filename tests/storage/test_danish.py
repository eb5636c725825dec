import re
from collections import Counter

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from civic_partnership.model import Register, unwrap_type
from civic_partnership.storage import (
    danish_tables,
    guard_danish_cell,
    parse,
    shared_converter,
    sheets,
    unguard_danish_cell,
)
from civic_partnership.testing import readable_registers, texts
from civic_partnership.testing.any_registers import samples
from civic_partnership.values import Period

REGISTER = parse("""
[municipality]
name = "Nordby Kommune"
code = "0101"

[programmes.sociale]
name = "Sociale partnerskaber"
since = "2021-01"
annual_amount = { 2021 = 200_000, 2027-07 = 212_000.5 }
plan_years = [2, 3]
min_youth_members = [100, 250]
network_meetings_per_year = 3

[partnerships.boldklubben]
programme = "sociale"
associations = ["boldklubben", "4991e13"]
case = "18.15.05-P20-1-21"
grants = [
  { year = 2021, amount = 199_999.5, paid_on = 2021-01-15 },
  { period = "2022-01-01/2022-10~", amount = 200_000, note = "=SUM(A1)" },
]
employments = [{ period = "2021/..", weekly_hours = 28.5, handover = {} }]
""").register


def written(table: str, register: Register = REGISTER) -> list[dict[str, str]]:
    """The rows of a table, heading -> cell."""
    (found,) = (each for each in danish_tables() if each.name == table)
    return [
        {column.heading: column.written(value) for column, value in zip(found.columns, row, strict=True)}
        for row in found.rows(register)
    ]


def test_periods_have_two_columns() -> None:
    """The first and the last day as written, in Danish; an end that is not recorded is empty."""
    first, second = written("partnerskaber-tilskud")
    (employment,) = written("partnerskaber-ansaettelser")

    assert {
        "Partnerskab-id": "boldklubben",
        "Tilskud nr.": "1",
        "År": "2021",
        "Periode fra": "",
        "Periode til": "",
        "Beløb": "199999,5",
        "Bevilget": "",
        "Udbetalt": "15-01-2021",
        "Bemærkning": "",
    } == first
    assert ("01-01-2022", "ca. 10-2022") == (second["Periode fra"], second["Periode til"])
    assert "'=SUM(A1)" == second["Bemærkning"]
    assert ("2021", "", "28,5") == tuple(
        employment[each] for each in ("Periode fra", "Periode til", "Timer om ugen")
    )
    assert ("ja", "") == (employment["Overlevering"], employment["Overlevering: dato"])


def test_dated_values_and_ranges_are_said_in_danish() -> None:
    """And never so that a spreadsheet takes them for a date or a decimal number."""
    (programme,) = written("ordninger")

    assert "2021=200000|07-2027=212000,5" == programme["Årligt beløb"]
    assert "2 og 3" == programme["Handleplanens længde i år"]
    assert "100 til 250" == programme["Unge medlemmer, mindst"]
    assert "3" == programme["Netværksmøder om året"]
    assert "'01-2021" == programme["Siden"]


def test_codes_are_text() -> None:
    """What a spreadsheet would make another number of has a sign before it that says so."""
    assert ["'0101"] == [row["Kommunekode"] for row in written("kommune")]
    (partnership,) = written("partnerskaber")
    assert "boldklubben|4991e13" == partnership["Foreninger"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@x", "\t1", "\r1", "\n1", "\uff1d1", "'x", "0101", "4991e13", "4991E+13", "1,5e3", "3-4",
        "18.12.01", "1/2", "12:30", "1.000", "1,5", "1 000", "123456789012", " 12 34", "maj-20", "Okt. 2020", "1. maj",
        "31 december 2024", "mar12", "5 pm", "12:30 a", "200 kr.", "kr. 200", "kr 1.000,00", "20%", "SAND", "falsk", "true",
        "007", "1-2-3", "12.34.56.78", "٣-٤", f"{'1 ' * 3000}1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    """It is shown as it is, after a sign, and comes back."""
    assert f"'{text}" == guard_danish_cell(text)
    assert text == unguard_danish_cell(f"'{text}")


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "12345678", "2024", "Vol. 1", "Nordby Boldklub", "maj", "Majbrit", "18.15.05-P20-1-21", "1a", "e13", "ca. 2024",
        "2 og 3", "3 til 4", "2021=200000", "side 3", "10 km", "sandt", "5 partnere", "U19", "kr.", "...", "\u2013",
    ],
)  # fmt: skip
def test_what_it_would_leave_alone_is_not(text: str) -> None:
    """Words, whole numbers and what looks like nothing else stand plainly."""
    assert text == guard_danish_cell(text) == unguard_danish_cell(text)


@given(
    texts()
    | st.text()
    | st.text(st.sampled_from([*"=+-@'a1.;,\t\r\n ", "\u200b"]))
    | st.from_regex(r"'{0,2}[0-9e.,:/ -]{1,8}", fullmatch=True)
)
def test_every_guard_is_undone(text: str) -> None:
    """Every text comes back, and no other text is written like it."""
    assert text == unguard_danish_cell(guard_danish_cell(text))


COLUMNS = [column for table in danish_tables() for column in table.columns]


@given(st.data())
def test_every_value_comes_back_from_its_cell(data: DataObject) -> None:
    """Of every type that a column has; what a reader makes of the cell is the value."""
    types = sorted(
        {
            c.column.type
            for c in COLUMNS
            if c.column and c.column.type and unwrap_type(c.column.type) is not Period
        },
        key=str,
    )
    annotation = data.draw(st.sampled_from(types))
    value = data.draw(samples(annotation).filter(lambda value: value not in (None, ())))
    cell = next(each.cell for each in COLUMNS if each.column and each.column.type == annotation)

    text = str(value) if cell.write is None else cell.write(value)

    assert value == shared_converter().structure(cell.read(text), annotation)
    assert text


@given(readable_registers())
def test_different_registers_are_written_differently(register: Register) -> None:
    """Every cell of the plain tables can be told from the Danish ones."""
    for table in danish_tables():
        for values, (keys, row) in zip(table.rows(register), table.sheet.rows(register), strict=True):
            cells = {
                c.name: c.cell.read(text) if (text := c.written(v)) else None
                for c, v in zip(table.columns, values, strict=True)
            }
            assert list(keys) == [cells[key.name] for key in table.sheet.keys]
            for column in table.sheet.columns:
                value = column.get(row)
                if column.type and unwrap_type(column.type) is Period and value is not None:
                    assert value == Period(
                        f"{cells[f'{column.name}.start']}/{cells[f'{column.name}.end'] or '..'}"
                    )
                elif column.type is None:
                    assert (value is not None) == (cells[column.name] is not None)
                elif value not in (None, ()):
                    assert value == shared_converter().structure(cells[column.name], column.type)


def test_tables_and_columns_have_names_of_their_own() -> None:
    """Of every table there is one in Danish; no two files, headings or names are the same."""
    assert list(sheets()) == [table.sheet.name for table in danish_tables()]
    assert {1} == set(Counter(table.name for table in danish_tables()).values())
    for table in danish_tables():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", table.name)
        assert {1} == set(Counter(table.headings).values()), table.name
        assert {1} == set(Counter(column.name for column in table.columns).values()), table.name


@given(readable_registers())
def test_no_cell_is_run(register: Register) -> None:
    """No cell begins like a formula, but for negative numbers."""
    for table in danish_tables():
        for row in table.rows(register):
            for column, value in zip(table.columns, row, strict=True):
                cell = column.written(value)
                assert cell[:1] not in set("=+@\t\r\n\uff1d\uff0b\uff0d\uff20")
                assert not cell.startswith("-") or re.fullmatch(r"-[0-9]+(,[0-9]+)?", cell)
