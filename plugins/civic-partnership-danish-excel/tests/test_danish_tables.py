import re
from collections import Counter

from civic_partnership import Register, parse
from civic_partnership.plugins import table_layouts
from civic_partnership_danish_excel.danish_tables import danish_tables

REGISTER = parse("""
[programmes.sociale]
name = "Sociale partnerskaber"
since = "2021-01"
annual_amount = { 2021 = 200_000, 2027-07 = 212_000.5 }
plan_years = [2, 3]
min_youth_members = [100, 250]
network_meetings_per_year = 3

[partnerships.boldklubben]
programme = "sociale"
partners = [{ association = "boldklubben" }]
employments = [{ period = "2021/..", weekly_hours = 28.5, handover = {} }, { period = "2020-06/" }]
exempt = { weekly-hours = "Forsøg", employment-gap = { "2021" = "Vakance", "2023-01-01/.." = "Orlov" } }
""").register


def table_rows(table: str, register: Register = REGISTER) -> list[dict[str, str]]:
    """Return the rows of a table as heading -> cell."""
    (danish_table,) = (each for each in danish_tables() if each.name == table)
    return [
        {column.heading: column.write(value) for column, value in zip(danish_table.columns, row, strict=True)}
        for row in danish_table.rows(register)
    ]


def test_periods_have_two_columns() -> None:
    """Write the first and the last day in two columns; say so if there is no end, or nobody recorded it."""
    employment, earlier = table_rows("partnerskaber-ansaettelser")

    assert ("2021", "indtil videre", "28,5") == tuple(
        employment[each] for each in ("Periode fra", "Periode til", "Timer om ugen")
    )
    assert ("'06-2020", "slutdato ikke oplyst") == (earlier["Periode fra"], earlier["Periode til"])
    assert ("ja", "") == (employment["Overlevering"], employment["Overlevering: dato"])


def test_dated_values_and_ranges_are_said_in_danish() -> None:
    """Write dated values and ranges so that no spreadsheet takes them for a date or a decimal number."""
    (programme,) = table_rows("ordninger")

    assert "2021=200000|07-2027=212000,5" == programme["Årligt beløb"]
    assert "2 eller 3" == programme["Handleplanens længde i år"]
    assert "100 til 250" == programme["Børne- og ungemedlemmer, mindst"]
    assert "3" == programme["Netværksmøder om året"]
    assert "'01-2021" == programme["Siden"]


def test_a_reason_may_be_one_for_each_period() -> None:
    """Write a reason alone, and the reasons of periods with the Danish dates of each."""
    periods, whole = table_rows("partnerskaber-dispensationer")

    assert "Forsøg" == whole["Begrundelse"]
    assert "2021=Vakance|fra 01-01-2023, indtil videre=Orlov" == periods["Begrundelse"]


def test_tables_and_columns_have_names_of_their_own() -> None:
    """Lay out every table in Danish, with files, headings and names of their own."""
    assert list(table_layouts()) == [table.layout.name for table in danish_tables()]
    assert {1} == set(Counter(table.name for table in danish_tables()).values())
    for table in danish_tables():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", table.name)
        assert {1} == set(Counter(table.headings).values()), table.name
        assert {1} == set(Counter(column.name for column in table.columns).values()), table.name
