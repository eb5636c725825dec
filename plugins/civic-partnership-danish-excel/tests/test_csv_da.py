"""The tables of CSV: what stands in them, what describes them, and the programs that check them."""

import csv
import io
import json
import subprocess
import sysconfig
import tracemalloc
from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, SearchStrategy, data as any_data

from civic_partnership import Host, Register, parse
from civic_partnership.model import Grant, Partner, Partnership
from civic_partnership.testing import readable_registers, registers
from civic_partnership_danish_excel.csv_da import CsvDa
from civic_partnership_danish_excel.danish_tables import danish_tables
from civic_partnership_danish_excel.grant_overview import OverviewOptions

GOLDEN = Path(__file__).parent / "golden" / "csv-da"
ON = date(2025, 3, 1)
MARK = b"\xef\xbb\xbf"

REGISTER = parse("""
[municipality]
name = "Nordby Kommune"
code = "0999"

[associations.boldklub]
name = 'Nordby "Boldklub" & Venner; hold 2'
cvr = "64942212"
networks = ["get2sport", "a|b"]
citywide = false
note = "=SUM(A1)"

[programmes.social]
name = "Sociale partnerskaber"
since = "2021-01"
annual_amount = { 2021 = 200_000, 2027-07 = 212_000.5 }

[partnerships.0101]
programme = "social"
partners = [{ association = "boldklub" }]
grants = [{ year = 2021, amount = 199_999.5, payments = [{ on = 2021-01-15, amount = 199_999.5 }] }, { period = "2022-01~/..", amount = 1 }]

[meetings.start]
on = 2021-02-01
kind = "status"
partnership = "0101"
starts = 17:30:00
""").register
"""A little of everything that is hard to write."""


def export_files(register: Register, **options: Any) -> dict[str, bytes]:
    """Return the files of an export, name -> bytes."""
    return {each.name: b"".join(each.chunks) for each in CsvDa().export(register, OverviewOptions(**options))}


def cells(data: bytes) -> list[list[str]]:
    """Read a file as any reader of CSV does."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def write_files(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write files into a folder."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def run_program(program: str, *arguments: str, folder: Path) -> tuple[int, str]:
    """Run a program on a folder; return its status and its output."""
    path = Path(sysconfig.get_path("scripts"), program)
    result = subprocess.run([path, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    return result.returncode, result.stdout + result.stderr


def frictionless(folder: Path) -> tuple[int, str]:
    """Return the report of Frictionless about a data package."""
    return run_program("frictionless", "validate", "datapackage.json", folder=folder)


def csvw(folder: Path) -> tuple[int, str]:
    """Return the report of a validator of CSV on the Web about its metadata."""
    return run_program("csvwvalidate", "-v", "csv-metadata.json", folder=folder)


def test_it_is_found_by_its_entry_point(tmp_path: Path) -> None:
    """Find the format by the host, with its distribution; lose nothing."""
    host = Host()

    report = host.export(REGISTER, "csv-da", tmp_path / "out", on=ON, allow_errors=True)

    assert "civic-partnership-danish-excel" == host.exporters["csv-da"].distribution
    assert version("civic-partnership-danish-excel") == host.exporters["csv-da"].version
    assert () == host.problems
    assert {} == dict(report.lost)


def test_the_files_are_as_they_were(golden_file: Callable[[Path, str], None]) -> None:
    """Write the files of a small register as they were looked at in a spreadsheet."""
    files = export_files(REGISTER, function=("3.38.73",))

    for name, data in files.items():
        golden_file(GOLDEN / name, data.decode())
    assert files.keys() == {path.name for path in GOLDEN.iterdir()}


def test_danish_excel_knows_what_it_is() -> None:
    """Write a byte order mark, semicolons, and CRLF after every line."""
    for name, data in export_files(REGISTER).items():
        if name.endswith(".csv"):
            assert data.startswith(MARK)
            assert data.endswith(b"\r\n")
            assert data.count(b"\n") == data.count(b"\r\n")
            assert len(cells(data)[0]) == data.partition(b"\r\n")[0].count(b";") + 1


@settings(deadline=None)
@given(readable_registers())
def test_every_cell_comes_back(register: Register) -> None:
    """Find every value of every table with a reader of CSV, as it is written in Danish."""
    files = export_files(register)

    for table in danish_tables():
        rows = [
            [column.write(value) for column, value in zip(table.columns, row, strict=True)]
            for row in table.rows(register)
        ]
        if rows or table.name == "kommune" or table.layout.is_needed(register):
            assert [list(table.headings), *rows] == cells(files[f"{table.name}.csv"])
        else:
            assert f"{table.name}.csv" not in files


@settings(deadline=None)
@given(readable_registers())
def test_the_grant_overview_has_a_line_for_each_grant(register: Register) -> None:
    """List each grant once in the grant overview, with the amount of the table; leave it out without grants."""
    grants = [grant for each in register.partnerships.values() for grant in each.grants]
    files = export_files(register)

    assert ("tilskudsoversigt.csv" in files) == bool(grants)
    if grants:
        lines = cells(files["tilskudsoversigt.csv"])
        assert 14 == len(lines[0])
        assert len(grants) == len(lines) - 1
        table = cells(files["partnerskaber-tilskud.csv"])
        place = table[0].index("Beløb")
        assert [row[place] for row in table] == ["Beløb", *(line[6] for line in lines[1:])]


@pytest.mark.parametrize("judge", [frictionless, csvw])
@pytest.mark.parametrize("register", [REGISTER, Register()])
def test_the_programs_of_receivers_accept_it(judge: Any, register: Register, tmp_path: Path) -> None:
    """Find nothing wrong with `frictionless validate` and `csvwvalidate`."""
    status, words = judge(write_files(export_files(register), tmp_path))

    assert not status, words


@pytest.mark.parametrize("judge", [frictionless, csvw])
@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("partnerskaber-tilskud", "199999,5", "199.999,5"),
        ("partnerskaber-tilskud-udbetalinger", "15-01-2021", "2021-01-15"),
        ("partnerskaber-tilskud-udbetalinger", "15-01-2021", "31-02-2021"),
        ("tilskudsoversigt", "199999,5", "200.000 kr."),
        ("tilskudsoversigt", "Status", "Tilstand"),
        ("overblik", "199999,5", "200.000 kr."),
        ("foreninger", "nej", "FALSK"),
        ("moeder", "kl. 17.30", "halv seks"),
        ("moeder", "'0101", "'0102"),
        ("partnerskaber-tilskud", "'0101;2", "'0101;1"),
        ("partnerskaber-tilskud", "'0101;2", "0101;2"),
    ],
)
def test_they_refuse_what_is_spoiled(judge: Any, name: str, good: str, bad: str, tmp_path: Path) -> None:
    """The programs find a wrong number, day, truth, time, heading, key or reference."""
    files = export_files(REGISTER)
    before = files[f"{name}.csv"]
    files[f"{name}.csv"] = before.replace(good.encode(), bad.encode())
    assert before != files[f"{name}.csv"]

    assert 0 != judge(write_files(files, tmp_path))[0]


@pytest.mark.parametrize("any_register", [registers(partnerships=2), readable_registers()])
@settings(max_examples=5, deadline=None)
@given(any_data())
def test_they_accept_any_register(
    tmp_path_factory: pytest.TempPathFactory, any_register: SearchStrategy[Register], data: DataObject
) -> None:
    """The programs accept the description of any valid register, and of any with faults."""
    folder = write_files(export_files(data.draw(any_register)), tmp_path_factory.mktemp("any"))

    for judge in (frictionless, csvw):
        status, words = judge(folder)
        assert not status, words


def test_both_descriptions_name_every_file() -> None:
    """Describe every table with its title and by its headings."""
    files = export_files(REGISTER)
    tables = [name for name in files if name.endswith(".csv")]

    package = json.loads(files["datapackage.json"])
    group = json.loads(files["csv-metadata.json"])

    assert tables == [each["path"] for each in package["resources"]]
    assert tables == [each["url"] for each in group["tables"]]
    assert [each["title"] for each in package["resources"]] == [each["dc:title"] for each in group["tables"]]
    for name, resource, table in zip(tables, package["resources"], group["tables"], strict=True):
        headings = cells(files[name])[0]
        assert headings == [each["name"] for each in resource["schema"]["fields"]]
        assert headings == [each["titles"] for each in table["tableSchema"]["columns"]]


def test_a_large_export_goes_out_in_small_pieces() -> None:
    """Export without memory growing with the register."""

    def peak(partnerships: int) -> tuple[int, int]:
        grants = tuple(Grant(year=year, amount=year) for year in range(2000, 2010))  # type: ignore[arg-type] # quick
        register = Register().replace(
            *(
                Partnership(id=f"p{n}", programme="p", partners=(Partner(association="a"),), grants=grants)
                for n in range(partnerships)
            )
        )
        tracemalloc.start()
        largest = max(
            len(chunk)
            for artifact in CsvDa().export(register, OverviewOptions())
            for chunk in artifact.chunks
        )
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return largest, most

    peak(10)  # what is remembered for good
    small, large = peak(100), peak(600)

    assert large[0] < 128 * 1024
    assert large[1] < small[1] * 1.5
