"""The contract of importers for both formats, and files that somebody has changed."""

import contextlib
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from civic_partnership import Host, Register, load, parse
from civic_partnership.model import Municipality
from civic_partnership.plugins import Artifact, NoOptions
from civic_partnership.testing import ImporterContract
from civic_partnership_danish_excel.csv_da import CsvDa
from civic_partnership_danish_excel.importers import CsvDaReader, XlsxReader
from civic_partnership_danish_excel.xlsx import Xlsx, XlsxOptions


class TestCsvDaReader(ImporterContract):
    """The tables of CSV."""

    @pytest.fixture
    def importer(self) -> CsvDaReader:
        """Return the importer."""
        return CsvDaReader()


class TestXlsxReader(ImporterContract):
    """The contract of the workbook."""

    @pytest.fixture
    def importer(self) -> XlsxReader:
        """Return the importer."""
        return XlsxReader()


REGISTER = parse("""
[areas.havnen]
name = "Havnen"

[programmes.sociale]
name = "Sociale partnerskaber"
annual_amount = { 2021 = 200_000, 2027 = 212_000.5 }
since = "2021-01"

[partnerships.boldklubben]
programme = "sociale"
partners = [{ association = "boldklubben" }, { association = "4991e13" }]
grants = [{ year = 2021, amount = 199_999.5, payments = [{ on = 2021-01-15, amount = 199_999.5 }] }]
terms = [{ period = "2021/2024~", kind = "initial" }]
""").register


NORDBY = load(
    next(found for each in Path(__file__).parents if (found := each / "examples" / "nordby").is_dir())
)


def workbook(register: Register = REGISTER) -> bytes:
    """Export a register to a workbook."""
    items = Xlsx().export(register, XlsxOptions())
    (data,) = (b"".join(each.chunks) for each in items if isinstance(each, Artifact))
    return data


def change_cell(data: bytes, sheet: str, cell: str, value: Any) -> bytes:
    """Write a value into a cell of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> Any:
    """Import a workbook."""
    return Host().importer("xlsx").read({"bog.xlsx": data}, {})


def test_a_workbook_that_was_worked_on_comes_back() -> None:
    """Import a number, a day and a text as Excel saves them."""
    data = change_cell(workbook(), "Udsatte byområder", "B2", "Havnekvarteret")
    data = change_cell(data, "Tilskud", "F2", 210000)
    result = read(data)
    grants = result.register.partnerships["boldklubben"].grants

    assert () == result.findings
    assert "Havnekvarteret" == result.register.areas["havnen"].name
    assert [210000] == [grant.amount for grant in grants]


def test_what_was_written_wrongly_is_told() -> None:
    """Report a wrong value with the file and the sheet."""
    result = read(change_cell(workbook(), "Tilskud", "F2", "mange penge"))

    assert ["invalid-value"] == [finding.rule for finding in result.findings]
    assert "boldklubben" not in result.register.partnerships


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no workbook", workbook()[:-100]])
def test_what_is_no_workbook_is_told(data: bytes) -> None:
    """Report a file that is no workbook once."""
    result = read(data)

    assert [("bog.xlsx", "unreadable-file")] == [(each.file, each.rule) for each in result.findings]


def test_tables_are_known_by_their_names() -> None:
    """Find tables by their names in any case; pass over the overviews and other files."""
    register = Register().replace(Municipality(name="Nordby Kommune", code="0101"))
    items = CsvDa().export(register, CsvDa.options())
    files = {each.name.upper(): b"".join(each.chunks) for each in items}

    assert register == Host().importer("csv-da").read(files, {}).register


TABLES = {each.name: b"".join(each.chunks) for each in CsvDa().export(NORDBY, CsvDa.options())}
OVERVIEWS = ("overblik.csv", "tilskudsoversigt.csv")


@pytest.mark.parametrize("table", ["foreninger.csv", "kommune.csv", "partnerskaber-tilskud-udbetalinger.csv"])
def test_no_table_is_missed_without_a_word(table: str) -> None:
    """Report a table that is missing, and one under a name that is not known."""
    without = {name: data for name, data in TABLES.items() if name != table}
    other = table.replace(".csv", " (1).csv")

    for files in (without, {**without, other: TABLES[table]}):
        reported = {finding.file for finding in Host().importer("csv-da").read(files, {}).findings}
        assert table in reported
        assert (other in reported) == (other in files)


def test_the_overviews_may_be_taken_out_or_changed() -> None:
    """Import without the overviews, or with other ones: they only repeat what stands in the tables."""
    without = {name: data for name, data in TABLES.items() if name not in OVERVIEWS}

    assert set(OVERVIEWS) < TABLES.keys()
    for files in (without, without | dict.fromkeys(OVERVIEWS, b"\xff")):
        assert (NORDBY, ()) == _of(Host().importer("csv-da").read(files, {}))


def _of(imported: Any) -> Any:
    return imported.register, imported.findings


WORKBOOK = workbook(NORDBY)


def rename_sheet(sheet: str, name: str | None) -> bytes:
    """Rename or remove a sheet of the workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            data = old.read(each)
            if each == "xl/workbook.xml":
                pattern = f'<sheet name="{re.escape(sheet)}"[^>]*>'.encode()
                data = re.sub(
                    pattern, lambda tag: tag[0].replace(sheet.encode(), name.encode()) if name else b"", data
                )
            new.writestr(each, data)
    return out.getvalue()


WITHOUT_RECORDS = ("Overblik", "Tilskudsoversigt", "Indhold")


@pytest.mark.parametrize("sheet", ["Foreninger", "Kommune", "Udbetalinger"])
def test_no_sheet_is_missed_without_a_word(sheet: str) -> None:
    """Report a sheet that only the contents name, and one that is not known."""
    other = f"{sheet[:25]} 2025"

    reported = {finding.file for finding in read(rename_sheet(sheet, None)).findings}
    assert f"bog.xlsx: {sheet}" in reported
    reported = {finding.file for finding in read(rename_sheet(sheet, other)).findings}
    assert {f"bog.xlsx: {sheet}", f"bog.xlsx: {other}"} <= reported


@pytest.mark.parametrize("sheet", WITHOUT_RECORDS)
def test_sheets_that_hold_no_records_may_be_taken_out(sheet: str) -> None:
    """Import without the sheets that repeat others; report one under an unknown name."""
    assert (NORDBY, ()) == _of(read(rename_sheet(sheet, None)))
    assert ["bog.xlsx: Ark1"] == [finding.file for finding in read(rename_sheet(sheet, "Ark1")).findings]


def test_a_cell_far_from_its_table_is_told() -> None:
    """Report a cell far from its table, because the library lays out each sheet as a whole in memory."""
    for cell in ("ZZ1048576", "XFD1048576"):
        (finding,) = read(change_cell(workbook(), "Udsatte byområder", cell, 1)).findings
        assert "unreadable-file" == finding.rule


def test_a_panic_of_what_reads_workbooks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Report a panic of the library, which is no `Exception`; let other exits pass."""

    class PanicException(BaseException):
        pass

    for error in (PanicException, SystemExit):
        monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", raising(error), raising=False)
        with contextlib.nullcontext() if error is PanicException else pytest.raises(SystemExit):
            assert ["unreadable-file"] == [
                finding.rule for finding in XlsxReader().read({"b.xlsx": workbook()}, NoOptions()).findings
            ]


def raising(error: type[BaseException]) -> Any:
    """Return a function that only raises this error."""

    def fail(*_: object) -> None:
        raise error

    return fail
