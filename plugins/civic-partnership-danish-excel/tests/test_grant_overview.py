"""The grant overview: what stands in a line, and which options it takes."""

from typing import Any

import attrs
import pytest

from civic_partnership import OptionsError, Register, parse
from civic_partnership_danish_excel.csv_da import CsvDa
from civic_partnership_danish_excel.grant_overview import GrantOverview, OverviewOptions
from civic_partnership_danish_excel.xlsx import Xlsx, XlsxOptions

REGISTER = parse("""
[municipality]
name = "Nordby Kommune"
code = "0999"

[associations]
boldklub = { name = "Nordby Boldklub", cvr = "64942212" }
dans = { name = "Nordby Dans" }
gymnastik = { name = "Nordby Gymnastik", cvr = "55133018" }

[programmes]
girls = { name = "Pigepartnerskaber" }
social = { name = "Sociale partnerskaber", kle = "18.15.05" }

[partnerships.alone]
programme = "social"
partners = [{ association = "boldklub" }]
case = "27.15.12-P20-1-21"
grants = [
  { year = 2021, amount = 200_000, awarded_on = 2020-12-10, payments = [{ on = 2021-01-15, amount = 200_000 }] },
  { period = "2021-10/2022-09", amount = 199_999.5, awarded_on = 2021-09-01 },
  { period = "2022-10~/2023-09-15", amount = 0 },
  { period = "2024-02/..", amount = 1 },
  { period = "2020/2024-02", amount = 1 },
]

[partnerships.shared]
programme = "social"
partners = [{ association = "boldklub" }, { association = "dans" }, { association = "gymnastik" }, { association = "unrecorded" }]
grants = [{ year = 2022, amount = 200_000 }]

[partnerships.unrecorded]
programme = "unrecorded"
partners = [{ association = "dans" }]
grants = [{ year = 2022, amount = 200_000 }]
""").register

WITHOUT_MUNICIPALITY = attrs.evolve(REGISTER, municipality=None)


def overview(register: Register = REGISTER, **options: Any) -> list[dict[str, str]]:
    """Return the lines of the overview as text, heading -> cell."""
    view = GrantOverview.create(OverviewOptions(**options), register)
    return [
        {column.heading: column.write(value) for column, value in zip(view.columns, row, strict=True)}
        for row in view.rows(register)
    ]


def test_a_line_for_each_grant() -> None:
    """Show a paid grant with the KLE number of its journal number."""
    assert {
        "Kommunekode": "'0999",
        "Kommune": "Nordby Kommune",
        "Partnerskab-id": "alone",
        "Forening": "Nordby Boldklub",
        "CVR": "64942212",
        "Ordning": "Sociale partnerskaber",
        "Tilsagn": "200000",
        "Valuta": "DKK",
        "Regnskabsår": "2021",
        "Startdato": "01-01-2021",
        "Slutdato": "31-12-2021",
        "KLE-nummer": "'27.15.12",
        "Funktion": "",
        "Status": "udbetalt",
    } == overview()[0]
    assert 7 == len(overview())


@pytest.mark.parametrize(
    ("line", "year", "start", "end", "status"),
    [
        (0, "2021", "01-01-2021", "31-12-2021", "udbetalt"),
        (1, "2021", "01-10-2021", "30-09-2022", "tilsagn givet"),
        (2, "2022", "ca. 10-2022", "15-09-2023", ""),
        (3, "2024", "01-02-2024", "", ""),
        (4, "2020", "01-01-2020", "29-02-2024", ""),
    ],
)
def test_days_year_and_status(line: int, year: str, start: str, end: str, status: str) -> None:
    """Show the year in which a grant begins, and guess nothing that is not recorded."""
    row = overview()[line]

    assert (year, start, end) == (row["Regnskabsår"], row["Startdato"], row["Slutdato"])
    assert status == row["Status"]


def test_a_shared_partnership_is_one_line() -> None:
    """Show a shared partnership in one line, with its associations in order."""
    shared = overview()[5]

    assert "Nordby Boldklub, Nordby Dans, Nordby Gymnastik og unrecorded" == shared["Forening"]
    assert "64942212, ?, 55133018 og ?" == shared["CVR"]
    assert "'18.15.05" == shared["KLE-nummer"]


def test_what_is_not_recorded_is_empty_or_an_id() -> None:
    """Show a programme without record by its id, and make up no CVR number."""
    line = overview()[6]

    assert ("unrecorded", "", "") == (line["Ordning"], line["CVR"], line["KLE-nummer"])
    assert {""} == {line["Kommune"] for line in overview(WITHOUT_MUNICIPALITY)}


def test_the_function_is_the_municipalitys_choice() -> None:
    """Show the function of all programmes, or of one programme."""
    lines = overview(function=("social=3.38.76", "3.38.73"))

    assert ["3.38.76"] * 6 + ["3.38.73"] == [line["Funktion"].lstrip("'") for line in lines]
    assert [""] == [line["Funktion"] for line in overview(function=("social=3.38.76",))][6:]


@pytest.mark.parametrize("format", [(CsvDa(), OverviewOptions), (Xlsx(), XlsxOptions)])
@pytest.mark.parametrize(
    ("function", "message"),
    [
        (("3387",), "is written 3.38.73"),
        (("3.38.73", "3.38.76"), "twice for all programmes"),
        (("girls=3.38.73", "girls=3.38.73"), "twice for girls"),
        (("=3.38.73",), "is written"),
    ],
)
def test_a_function_that_is_none_is_refused(format: Any, function: tuple[str, ...], message: str) -> None:
    """Refuse a wrong option before anything is exported."""
    exporter, options = format

    with pytest.raises(OptionsError, match=message):
        exporter.carries(options(function=function))


@pytest.mark.parametrize("format", [(CsvDa(), OverviewOptions), (Xlsx(), XlsxOptions)])
def test_a_function_of_a_programme_that_there_is_not_is_refused(format: Any) -> None:
    """Refuse a programme that there is not, because the column would be empty."""
    exporter, options = format

    with pytest.raises(OptionsError, match="names the programme boys"):
        next(exporter.export(REGISTER, options(function=("boys=3.38.73",))))
