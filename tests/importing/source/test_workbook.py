"""Workbooks: what a cell shows is what is read, and nothing is made up of what it does not hold."""

import datetime
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font

from civic_partnership.errors import PathError
from civic_partnership.importing.mapping import open_source
from civic_partnership.importing.mapping.mapping_reader import parse_mapping

MAPPING = parse_mapping({"records": [{"kind": "associations", "fields": {"name": "Forening"}}]})


def book_of(folder: Path, *rows: list[Any]) -> Path:
    """Make a workbook with one sheet; a cell may be a value with its number format."""
    book: Any = openpyxl.Workbook()
    sheet = book.active
    for r, row in enumerate(rows, 1):
        for c, each in enumerate(row, 1):
            value, number_format = each if isinstance(each, tuple) else (each, None)
            cell = sheet.cell(r, c, value)
            if number_format:
                cell.number_format = number_format
    path = folder / "book.xlsx"
    book.save(path)
    return path


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    """Read number and cells of the rows of a workbook."""
    return [(row.number, list(row.cells)) for row in open_source(path, MAPPING).rows]


def shown(folder: Path, *cells: Any) -> list[str]:
    """Read the cells of a row."""
    ((_, row),) = rows_of(book_of(folder, ["x", *cells]))
    return row[1:]


def rewritten(path: Path, name: str, change: Any) -> Path:
    """Change one part of a workbook."""
    other = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for each in old.namelist():
            data = old.read(each)
            new.writestr(each, change(data) if each == name else data)
    return other


SHEET = "xl/worksheets/sheet1.xml"
MIDNIGHT, NOON = (datetime.datetime.fromisoformat(f"2020-10-01T{time}") for time in ("00:00", "12:30"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Østerby", "Østerby"),
        (True, "ja"),
        (False, "nej"),
        (28.5, "28,5"),
        (0.1 + 0.2, "0,3"),
        (199_999.99999999997, "200000"),
        (5790000123456, "5790000123456"),
        ((0.125, "0%"), "12,5 %"),
        ((1, "0.00%"), "100 %"),
        ((1, '0" %"'), "1"),
        ((101, "0000"), "0101"),
        ((101.5, "0000"), "101,5"),
        ((49_910_000_000_000, "0.00E+00"), "4,991E+13"),
        ((1_204, "#,##0"), "1204"),
        (MIDNIGHT, "01-10-2020"),
        (NOON, "01-10-2020 12:30:00"),
        ((datetime.date(2020, 10, 1), "mmm yyyy"), "10-2020"),
        ((datetime.date(2020, 10, 1), "yyyy"), "2020"),
        ((datetime.date(2020, 10, 1), "[$-406]d. mmmm yyyy"), "01-10-2020"),
        ((datetime.date(2020, 10, 1), "d/m"), "01-10-2020"),
        ((10**9, "dd-mm-yyyy"), "#VALUE!"),
        (datetime.time(17, 30), "17:30:00"),
        (datetime.timedelta(hours=37, minutes=30), "37:30"),
        ("  Østerby ", "  Østerby "),
        ("a\nb;c", "a\nb;c"),
    ],
    ids=str,
)
def test_a_cell_is_what_a_danish_spreadsheet_shows(tmp_path: Path, cell: Any, expected: str) -> None:
    """Show numbers and dates by their formats."""
    assert [expected] == shown(tmp_path, cell)


def test_empty_cells_and_rows(tmp_path: Path) -> None:
    """Pass over empty rows and cells at the end; keep the numbers of rows."""
    path = book_of(tmp_path, ["a", None, "b", (None, "0%")], [], [None, " "], ["c"])

    assert [(1, ["a", "", "b"]), (4, ["c"])] == rows_of(path)


def test_charts_are_no_sheets_that_are_read(tmp_path: Path) -> None:
    """Pass over a chart that stands first."""
    book: Any = openpyxl.load_workbook(book_of(tmp_path, ["a", 1]))
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1))
    book.create_chartsheet("Graf", 0).add_chart(chart)
    book.save(tmp_path / "book.xlsx")

    assert 'the sheet "Sheet" of a workbook' == open_source(tmp_path / "book.xlsx", MAPPING).description.en


def test_what_stands_beside_the_cells_is_told(tmp_path: Path) -> None:
    """Tell other sheets with rows, hidden rows, struck-out rows and comments."""
    book: Any = openpyxl.load_workbook(book_of(tmp_path, ["Forening"], ["A"], ["B"], ["C"]))
    book.create_sheet("Tom")
    book.create_sheet("Gammel")["A1"] = "x"
    book["Gammel"].sheet_state = "veryHidden"
    book.active["A2"].comment = Comment("spørg", "x")
    book.active["A3"].font = Font(strike=True)
    for number in (3, 4, 9):
        book.active.row_dimensions[number].hidden = True
    book.save(tmp_path / "book.xlsx")

    assert [
        'Other sheets, not read: "Gammel" (hidden, 1 row). If another sheet is meant, write it as sheet.',
        "Rows that are hidden in the sheet, but read as the others: 2.",
        "Rows with struck-out text, read as the others: 1. Delete them in the sheet if they are no longer valid.",
        "Comments on cells, not read: 1.",
    ] == [note.en for note in open_source(tmp_path / "book.xlsx", MAPPING).notes()]


def row_of(number: int, *cells: str) -> str:
    """Write a row of texts as a sheet holds it."""
    texts = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{texts}</row>'


def with_rows(folder: Path, rows: str) -> Path:
    """Make a workbook with some more rows in its sheet."""
    return rewritten(
        book_of(folder, ["Forening"]),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>"),
    )


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ('<row r="2"><c r="A2" s="99"><v>20</v></c></row>', "it is no whole Excel file"),
        ('<row r="2"><c r="A2"><v>1e999</v></c></row>', "it is no whole Excel file"),
        ('<row r="2"><c r="A2"><v>nan</v></c></row>', "it is no whole Excel file"),
        ('<row r="2"><c r="A2" t="s"><v>99</v></c></row>', "it is no whole Excel file"),
        ('<row r="2"><c r="A2" t="s"><v>x</v></c></row>', "it is no whole Excel file"),
        ('<row r="2"><c r="A2" t="d"><v>x</v></c></row>', "it is no whole Excel file"),
        ('<row r="2"><c r="2A"><v>1</v></c></row>', "it is no whole Excel file"),
        ('<row r="x"><c r="A2"><v>1</v></c></row>', "it is no whole Excel file"),
        ('<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>', "something stands in a cell beyond row 1048576"),
        ('<row r="2"><c r="XFD2"><v>1</v></c></row>', "something stands in a cell beyond column ZZ"),
        ('</sheetData></worksheet><row r="2"', "it is no whole Excel file"),
        (f'<row r="2">{"<c><v>1</v></c>" * 703}</row>', "row 2 goes beyond column 702"),
    ],
    ids=lambda part: part[:60],
)  # fmt: skip
def test_whatever_is_wrong_with_a_workbook_is_told_in_a_sentence(tmp_path: Path, rows: str, why: str) -> None:
    """Report the damage at any step of reading."""
    with pytest.raises(PathError, match=why):
        list(open_source(with_rows(tmp_path, rows), MAPPING).rows)


def test_cells_far_away_in_which_nothing_stands_are_none(tmp_path: Path) -> None:
    """Ignore formatted cells that hold nothing."""
    rows = '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2" s="0"/></row><row r="1048576" ht="15"/>'

    assert [(1, ["Forening"]), (2, ["1"])] == rows_of(with_rows(tmp_path, rows))


def test_rows_are_read_in_whatever_order_they_stand(tmp_path: Path) -> None:
    """Sort rows by number, and lose none of two with the same number."""
    rows = "".join(row_of(number, f"r{number}") for number in (5, 3, 9, 4, 3))

    expected = [(1, "Forening"), (3, "r3"), (3, "r3"), (4, "r4"), (5, "r5"), (9, "r9")]
    assert [(number, [text]) for number, text in expected] == rows_of(with_rows(tmp_path, rows))


def test_a_style_may_name_a_font_that_is_not_there(tmp_path: Path) -> None:
    """Read the cells of a workbook whose styles are damaged, and take none for struck out."""
    path = book_of(tmp_path, ["x", (1.5, "0.0")])

    def damage(styles: bytes) -> bytes:
        before, cells, after = styles.partition(b"<cellXfs")
        return before + cells + after.replace(b'fontId="0"', b'fontId="165"')

    path = rewritten(path, "xl/styles.xml", damage)
    table = open_source(path, MAPPING)

    assert [["x", "1,5"]] == [[*row.cells] for row in table.rows]
    assert [] == [*table.notes()]


def test_a_workbook_without_sheets_is_told(tmp_path: Path) -> None:
    """Tell it from one in Strict Open XML."""
    path = rewritten(
        book_of(tmp_path, ["a"]), "xl/workbook.xml", lambda xml: re.sub(rb"<sheet [^>]*>", b"", xml)
    )

    with pytest.raises(PathError, match="it is no whole Excel file"):
        open_source(path, MAPPING)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    """Name the extra to install."""
    book_of(tmp_path, ["Forening"], ["A"])
    (tmp_path / "map.toml").write_text('[[records]]\nkind = "associations"\nfields.name = "Forening"\n')
    program = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "from civic_partnership.cli import main\n"
        "main(['import', 'book.xlsx', '--mapping', 'map.toml', '--into', 'r', '--rejects', 'a.csv'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert 3 == done.returncode
    assert "pip install 'civic-partnership[excel]'" in done.stderr
    assert "Traceback" not in done.stderr


INLINE = '<c r="B1" t="inlineStr">{}</c>'


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="B1"><v>1</v></c>', "1"),
        ('<c r="B1" s="0"><v>1.50</v></c>', "1,5"),
        ('<c r="B1"><v>1E3</v></c>', "1000"),
        ('<c r="B1"><v>-12345678901234567</v></c>', "-12345678901234567"),
        ("<c><v>1</v></c>", "1"),
        ('<c r="B1" t="b"><v>1</v></c>', "ja"),
        ('<c r="B1" t="str"><v>a</v></c>', "a"),
        ('<c r="B1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="B1" t="d"><v>2020-10-01</v></c>', "01-10-2020"),
        ('<c r="B1" t="d"><v>2020-10-01T12:30:00.000Z</v></c>', "01-10-2020 12:30:00"),
        ('<c r="B1" t="d"><v>12:30:00</v></c>', "12:30:00"),
        ('<c r="B1"><f>1+1</f></c>', "#FORMEL!"),
        ('<c r="B1"><f>1+2</f><v>3</v></c>', "3"),
        ('<c r="B1" t="str"><f>A2</f><v></v></c>', None),
        ('<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        (INLINE.format("<is><t>a_x000D_\nb</t></is>"), "a\nb"),
        (INLINE.format("<is><r><t>a</t></r><r><t>b</t></r></is>"), "ab"),
        (INLINE.format('<is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is>'), "a"),
        *(
            (empty, None)
            for empty in ('<c r="B1"/>', "<c><v></v></c>", '<c t="s"><v></v></c>', INLINE.format(""))
        ),
    ],
)
def test_a_cell_may_be_written_in_many_ways(tmp_path: Path, cell: str, expected: str | None) -> None:
    """Read each kind of cell that programs write; mark a formula without a result."""
    path = rewritten(
        book_of(tmp_path, ["Forening"]), SHEET, lambda xml: xml.replace(b"</row>", cell.encode() + b"</row>")
    )

    assert [(1, ["Forening", *([expected] if expected else [])])] == rows_of(path)
