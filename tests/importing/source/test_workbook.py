"""Workbooks: what a cell shows is what is read, and nothing is made up of what it does not hold."""

import csv
import datetime
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from importing.making import contents, new_folder
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet._reader import WorkSheetParser

from civic_partnership import load
from civic_partnership.errors import PathError
from civic_partnership.files import replace_files, stage_file
from civic_partnership.importing import import_file
from civic_partnership.importing.mapping import open_source
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.importing.source import RejectsWriter, workbook, workbook_cells
from civic_partnership.storage import workbook_size
from civic_partnership.storage.cells import SEMICOLON_TABLE

MAPPING = parse_mapping({"records": [{"kind": "associations", "fields": {"name": "Forening"}}]})


def book_of(folder: Path, *rows: list[Any], title: str = "Ark1") -> Path:
    """Make a workbook with one sheet; a cell may be a value with its number format."""
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
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
        (200_000, "200000"),
        (28.5, "28,5"),
        (28.0, "28"),
        (-1.5, "-1,5"),
        (0.1 + 0.2, "0,3"),
        (199_999.99999999997, "200000"),
        (29_188_505, "29188505"),
        (5790000123456, "5790000123456"),
        ((0.125, "0%"), "12,5 %"),
        ((1, "0.00%"), "100 %"),
        ((1, '0" %"'), "1"),
        ((101, "0000"), "0101"),
        ((101.0, "0000"), "0101"),
        ((101.5, "0000"), "101,5"),
        ((49_910_000_000_000, "0.00E+00"), "4,991E+13"),
        ((1_204, "#,##0"), "1204"),
        (datetime.date(2020, 10, 1), "01-10-2020"),
        (MIDNIGHT, "01-10-2020"),
        (NOON, "01-10-2020 12:30:00"),
        ((datetime.date(2020, 10, 1), "mmm yyyy"), "10-2020"),
        ((datetime.date(2020, 10, 1), "yyyy"), "2020"),
        ((datetime.date(2020, 10, 1), "[$-406]d. mmmm yyyy"), "01-10-2020"),
        ((datetime.date(2020, 10, 1), "d/m"), "01-10-2020"),
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


def test_a_sheet_is_read_beyond_the_size_that_it_claims(tmp_path: Path) -> None:
    """Ignore a wrong size in the file."""
    path = rewritten(
        book_of(tmp_path, ["a", "b"], ["c", "d"]),
        SHEET,
        lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', xml),
    )

    assert [(1, ["a", "b"]), (2, ["c", "d"])] == rows_of(path)


@pytest.mark.parametrize(("name", "expected"), [(None, "a"), ("To", "b"), (" TO ", "b")])
def test_the_sheet_is_named_or_the_first(tmp_path: Path, name: str | None, expected: str) -> None:
    """Find the sheet by its name in any case; pass over charts."""
    book: Any = openpyxl.Workbook()
    book.active["A1"] = "a"
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=1, min_row=1))
    book.create_chartsheet("Graf", 0).add_chart(chart)
    book.create_sheet("To")["A1"] = "b"
    book.save(tmp_path / "book.xlsx")
    records = [{"kind": "areas", "fields": {"name": "A"}}]
    mapping = parse_mapping({"file": {"sheet": name} if name else {}, "records": records})
    table = open_source(tmp_path / "book.xlsx", mapping)

    assert [expected] == [row.cells[0] for row in table.rows]
    assert f'the sheet "{"To" if name else "Sheet"}" of a workbook' == table.description.en


def computed(folder: Path) -> Path:
    """Make a workbook with formulas: with results, without, and with an empty text as result."""
    path = book_of(folder, ["x", "=1+1", "=1+2", '=IF(1;"";"")', "=B1", "=1/0", 5])

    def change(xml: bytes) -> bytes:
        xml = re.sub(rb'(<c r="C1"[^>]*>)(<f>[^<]*</f>)<v ?/?>(</v>)?', rb"\1\2<v>3</v>", xml)
        xml = re.sub(rb'<c r="D1"[^>]*>(<f>[^<]*</f>)<v ?/?>(</v>)?', rb'<c r="D1" t="str">\1<v></v>', xml)
        return re.sub(
            rb'<c r="F1"[^>]*>(<f>[^<]*</f>)<v ?/?>(</v>)?', rb'<c r="F1" t="e">\1<v>#DIV/0!</v>', xml
        )

    return rewritten(path, SHEET, change)


def test_a_formula_says_what_it_came_to(tmp_path: Path) -> None:
    """Read the results of formulas; mark those without a result."""
    assert [(1, ["x", "#FORMEL!", "3", "", "#FORMEL!", "#DIV/0!", "5"])] == rows_of(computed(tmp_path))


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_formulas_are_found_wherever_they_stand(tmp_path: Path, prefix: bytes) -> None:
    """Find formulas across two chunks, and under another prefix."""
    path = tmp_path / "book.xlsx"
    for filler in (workbook_size._CHUNK - 2, 10):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b" " * filler + b"<" + prefix + b"f>1</f>")
            archive.writestr("xl/workbook.xml", b"<f>")
        assert workbook._measure(path).has_formulas
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<font/><v>1</v>")
    assert not workbook._measure(path).has_formulas


def test_a_value_that_is_no_date_is_an_error(tmp_path: Path) -> None:
    """Show the error as the spreadsheet does, without a warning."""
    assert ["#VALUE!"] == shown(tmp_path, (10**9, "dd-mm-yyyy"))


def test_a_day_may_be_written_as_such(tmp_path: Path) -> None:
    """Read a date that is written as text."""
    path = rewritten(
        book_of(tmp_path, ["x", 5]), SHEET, lambda xml: xml.replace(b't="n"><v>5', b't="d"><v>2020-10-01')
    )

    assert [(1, ["x", "01-10-2020"])] == rows_of(path)


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


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from([*"=+-@'a1;, \n"]), max_size=6),
            st.text(st.sampled_from([*"=+-@'a1;,\n"]), max_size=6),
        ),
        max_size=5,
    )
)
def test_no_text_becomes_a_formula_in_the_rejects_and_all_come_back(cells: list[tuple[str, str]]) -> None:
    """Guard every text in the rejects, and read it back unchanged."""
    with new_folder() as folder:
        book = book_of(folder, ["Forening", "Andet"])
        workbook: Any = openpyxl.load_workbook(book)
        for number, row in enumerate(cells, 2):
            for column, text in enumerate(row, 1):
                cell = workbook.active.cell(number, column)
                cell.value = text
                cell.data_type = "s"
        workbook.save(book)
        expected = rows = list(open_source(book, MAPPING).rows)
        for again in ("once.csv", "twice.csv"):
            headings, *rest = rows
            with stage_file(folder / again) as staged:
                rejects = RejectsWriter(staged, headings.cells, "da")
                for each in rest:
                    rejects.add(each, ())
                replace_files(folder, (), [rejects.complete()])
            text = (folder / again).read_bytes().decode("utf-8-sig")
            for guarded in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
                assert all(cell == SEMICOLON_TABLE.guard(SEMICOLON_TABLE.unguard(cell)) for cell in guarded)
            rows = list(open_source(folder / again, MAPPING).rows)

    assert [list(row.cells) for row in expected] == [trimmed(row.cells) for row in rows]


def trimmed(cells: Sequence[str]) -> list[str]:
    """Remove the empty cells at the end."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def test_a_workbook_that_breaks_off_is_told(tmp_path: Path) -> None:
    """Refuse a workbook whose damage shows below the first row."""
    path = rewritten(
        book_of(tmp_path, ["a"], ["b"]), SHEET, lambda xml: xml[: xml.index(b'<row r="2"')] + b"<row"
    )

    with pytest.raises(PathError, match="it is no whole Excel file"):
        list(open_source(path, MAPPING).rows)


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


def test_nothing_stays_open(tmp_path: Path) -> None:
    """Close all files once the rows are read or dropped."""
    before = _open_files()
    path = computed(tmp_path)
    rows = open_source(path, MAPPING).rows
    next(rows)
    del rows
    list(open_source(path, MAPPING).rows)

    assert before == _open_files()


def _open_files() -> int:
    """Count the open files of this process; 0 where the system does not show them."""
    here = Path("/proc/self/fd")
    return len(list(here.iterdir())) if here.is_dir() else 0


GRANTS = parse_mapping(
    {
        "file": {"sheet": "Tilskud", "until": ["I alt"]},
        "records": [
            {
                "kind": "associations",
                "fields": {"name": "Forening", "cvr": "CVR", "citywide": "Bydækkende"},
                "parts": [{"list": "member_counts", "fields": {"on": "Opgjort", "total": "Medlemmer"}}],
            }
        ],
    }
)
HEADINGS = ["Forening", "CVR", "Bydækkende", "Opgjort", "Medlemmer"]


def test_titles_and_totals_are_no_records(tmp_path: Path) -> None:
    """Pass over titles above the headings, and totals and notes below the rows."""
    book: Any = openpyxl.load_workbook(
        book_of(
            tmp_path,
            ["Nordstrand Kommune"],
            [],
            HEADINGS,
            ["A", 29_188_505, True, datetime.date(2020, 12, 31), 310],
            ["I altan", None, None, None, None],
            ["I ALT: ", None, None, None, "=SUM(E4:E5)"],
            ["Kilde: foreningerne"],
            title="Tilskud",
        )
    )
    book.active.merge_cells("A1:E1")
    book.save(tmp_path / "book.xlsx")
    report = import_file(tmp_path / "book.xlsx", GRANTS, tmp_path / "register", tmp_path / "rejects.csv")
    register = load(tmp_path / "register")

    result = report.result
    assert (5, 2, 1) == (result.rows, result.taken, result.rows_above)
    assert {"total": (6,), "note": (7,)} == dict(result.passed_over)
    assert ["a", "i-altan"] == list(register.associations)
    club = register.associations["a"]
    assert ("29188505", True, 310) == (club.cvr, club.citywide, club.member_counts[0].total)


CELLS = st.tuples(
    st.sampled_from(["A", "B", "C;", 'D "d"', "E\ne", 4991e13, None]),
    st.sampled_from([29_188_505, "64942212", 1_234_567, None]),
    st.sampled_from([True, False, "måske", None]),
    st.sampled_from([datetime.date(2020, 12, 31), 44_105, "31.2.2024", None]),
    st.sampled_from([310, 28.5, (0.5, "0%"), "mange", None]),
)


@settings(max_examples=30)
@given(st.lists(CELLS, max_size=5))
def test_rejected_rows_of_a_workbook_can_be_sent_back(rows: list[tuple[Any, ...]]) -> None:
    """Take in or reject every row, and reject uncorrected rows again."""
    with new_folder() as folder:
        path = book_of(folder, HEADINGS, *map(list, rows), title="Tilskud")
        first = import_file(path, GRANTS, folder / "register", folder / "one.csv")
        register = contents(folder / "register")
        again = import_file(folder / "one.csv", GRANTS, folder / "register", folder / "two.csv")
        import_file(folder / "two.csv", GRANTS, folder / "register", folder / "three.csv")

        filled = sum(any(each is not None for each in row) for row in rows)
        assert (
            filled
            == first.result.rows
            == first.result.taken + first.result.rejected + len(first.result.merged)
        )
        assert first.result.rejected == again.result.rows
        assert register == contents(folder / "register") or again.result.taken
        if not again.result.taken:
            assert (folder / "two.csv").read_bytes() == (folder / "three.csv").read_bytes()


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><v>1</v></c>',
        '<c r="AB2" s="0"><v>1.50</v></c>',
        '<c r="B2" t="n"><v>1E3</v></c>',
        '<c r="B2" t="n"><v>1e3</v></c>',
        '<c r="B2" t="n"><v></v></c>',
        '<c r="B2"/>',
        "<c><v>1</v></c>",
        '<c r="B2" t="s"><v>1</v></c>',
        '<c r="B2" t="s"><v></v></c>',
        '<c r="B2" t="b"><v>1</v></c>',
        '<c r="B2" t="str"><v>a</v></c>',
        '<c r="B2" t="e"><v>#REF!</v></c>',
        '<c r="B2" s="1"><v>44105</v></c>',
        '<c r="B2" t="inlineStr"><is><t>a</t></is></c>',
        '<c r="B2" t="inlineStr"><is><t/></is></c>',
        '<c r="B2" t="inlineStr"><is><r><t>a</t></r></is></c>',
        '<c r="B2" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is></c>',
        '<c r="B2" t="inlineStr"/>',
    ],
)  # fmt: skip
@pytest.mark.parametrize("data_only", [True, False])
def test_cells_are_parsed_as_by_openpyxl(cell: str, *, data_only: bool) -> None:
    """Make the same of a cell in less time."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><sheetData><row r="2"><c r="A2"><v>0</v></c>{cell}</row></sheetData></worksheet>'

    def parse(parser: Any) -> Any:
        strings = ["", "delt"]
        made = parser(io.BytesIO(xml.encode()), strings, data_only=data_only, date_formats={1})
        ((number, cells),) = made.parse()
        return number, made.col_counter, cells

    number, counter, expected = parse(WorkSheetParser)
    keys = ("column", "value", "data_type", "style_id")
    assert (number, counter, [tuple(each[key] for key in keys) for each in expected]) == parse(
        workbook_cells._CellParser
    )
