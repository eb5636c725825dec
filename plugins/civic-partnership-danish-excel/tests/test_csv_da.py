"""The tables of CSV: what stands in them, what describes them, and the programs that check them."""

import csv
import io
import tracemalloc
from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import csvw  # type: ignore[import-untyped] # it ships no types
import frictionless
import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, SearchStrategy, data as any_data

from civic_partnership import Host, Register, parse
from civic_partnership.model import Grant, Partner, Partnership
from civic_partnership.testing import readable_registers, registers
from civic_partnership_danish_excel.csv_da import CsvDa
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


def judge_by_frictionless(folder: Path) -> list[str]:
    """Return what `frictionless validate` finds wrong with a data package."""
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return [str(each) for each in report.flatten(["message"])]


def judge_by_csvw(folder: Path) -> list[str]:
    """Return what `csvwvalidate` finds wrong with metadata of CSV on the Web."""
    try:
        judged = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True)
        return (
            [] if judged.is_valid else ["it is not valid", *(str(each.message) for each in judged.warnings)]
        )
    except (ValueError, UserWarning) as error:  # warnings are errors in tests
        return [str(error)]


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


JUDGES = [judge_by_frictionless, judge_by_csvw]


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("register", [REGISTER, Register()])
def test_the_programs_of_receivers_accept_it(judge: Any, register: Register, tmp_path: Path) -> None:
    """Find nothing wrong with `frictionless validate` and `csvwvalidate`."""
    assert [] == judge(write_files(export_files(register), tmp_path))


@pytest.mark.parametrize("judge", JUDGES)
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

    assert judge(write_files(files, tmp_path))


@pytest.mark.parametrize("any_register", [registers(partnerships=2), readable_registers()])
@settings(max_examples=5, deadline=None)
@given(any_data())
def test_they_accept_any_register(
    tmp_path_factory: pytest.TempPathFactory, any_register: SearchStrategy[Register], data: DataObject
) -> None:
    """The programs accept the description of any valid register, and of any with faults."""
    folder = write_files(export_files(data.draw(any_register)), tmp_path_factory.mktemp("any"))

    for judge in JUDGES:
        assert [] == judge(folder)


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
