"""What every importer holds, and what comes back from a file that somebody worked on."""

import io
from typing import Any

import openpyxl
import pytest

from civic_partnership import Area, Artifact, Host, Municipality, Register, parse
from civic_partnership.testing import ImporterContract
from civic_partnership_danish_excel import CsvDa, CsvDaReader, Xlsx, XlsxOptions, XlsxReader


class TestCsvDaReader(ImporterContract):
    """The tables of CSV."""

    @pytest.fixture
    def importer(self) -> CsvDaReader:
        """The importer."""
        return CsvDaReader()


class TestXlsxReader(ImporterContract):
    """The workbook."""

    @pytest.fixture
    def importer(self) -> XlsxReader:
        """The importer."""
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
associations = ["boldklubben", "4991e13"]
grants = [{ year = 2021, amount = 199_999.5, paid_on = 2021-01-15 }]
terms = [{ period = "2021/2024~", kind = "initial" }]
""").register


def workbook(register: Register = REGISTER, exporter: Xlsx | None = None) -> bytes:
    """The workbook of a register."""
    items = (exporter or Xlsx()).export(register, XlsxOptions())
    (data,) = (b"".join(each.chunks) for each in items if isinstance(each, Artifact))
    return data


def changed(data: bytes, sheet: str, cell: str, value: Any) -> bytes:
    """The workbook, in which somebody wrote something."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> Any:
    """What the importer makes of a workbook."""
    return Host().importer("xlsx").read({"bog.xlsx": data}, {})


def test_a_workbook_that_was_worked_on_comes_back() -> None:
    """With a number, a day and a text as Excel saves them."""
    data = changed(workbook(), "Udsatte byområder", "B2", "Havnekvarteret")
    data = changed(data, "Partnerskaber, tilskud", "F2", 210000)
    imported = read(data)
    grants = imported.register.partnerships["boldklubben"].grants

    assert () == imported.findings
    assert "Havnekvarteret" == imported.register.areas["havnen"].name
    assert [210000] == [grant.amount for grant in grants]


def test_what_was_written_wrongly_is_told() -> None:
    """With the file and the sheet."""
    imported = read(changed(workbook(), "Partnerskaber, tilskud", "F2", "mange penge"))

    assert ["invalid-value"] == [finding.rule for finding in imported.findings]
    assert "boldklubben" not in imported.register.partnerships


def test_a_long_table_comes_back_from_all_its_sheets() -> None:
    """From each sheet on which it goes on."""
    areas = Register().replace(*(Area(id=f"a{n}", name=f"A {n}") for n in range(5)))

    assert areas == read(workbook(areas, Xlsx(most_rows=3))).register


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no workbook", workbook()[:-100]])
def test_what_is_no_workbook_is_told(data: bytes) -> None:
    """As one finding about the file."""
    imported = read(data)

    assert [("bog.xlsx", "unreadable-file")] == [(each.file, each.rule) for each in imported.findings]


def test_tables_are_known_by_their_names() -> None:
    """Whatever the case; the overview and other files are passed over."""
    register = Register().replace(Municipality(name="Nordby Kommune", code="0101"))
    items = CsvDa().export(register, CsvDa.options())
    files = {each.name.upper(): b"".join(each.chunks) for each in items}

    assert register == Host().importer("csv-da").read(files, {}).register
