"""OpenDocument spreadsheets: what a cell shows is read, and no repeated row costs memory or time."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from importing.making import new_folder
from importing.source.open_documents import row, save, save_table, sheet, text, value

from civic_partnership.errors import MappingError, PathError
from civic_partnership.importing.mapping import open_source
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.importing.source import open_document

LIST: dict[str, Any] = {
    "records": [{"kind": "associations", "fields": {"name": "Forening", "activity": "Aktivitet"}}]
}
MAPPING = parse_mapping(LIST)


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    """Read number and cells of the rows of a spreadsheet."""
    return [(each.number, list(each.cells)) for each in open_source(path, MAPPING).rows]


def refusal(path: Path) -> str:
    """Return why a spreadsheet cannot be read."""
    with pytest.raises(PathError) as caught:
        rows_of(path)
    return caught.value.en.partition(" cannot be read: ")[2]


def repeated(what: str, number: int, cells: str = "") -> str:
    """Write a row or cell that stands several times."""
    if what == "rows":
        return row(cells, more=f' table:number-rows-repeated="{number}"')
    return f'<table:table-cell table:number-columns-repeated="{number}">{cells}</table:table-cell>'


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (text("Østerby"), "Østerby"),
        (text("a  b\nc\td"), "a  b\nc\td"),
        ("<table:table-cell><text:p>\n a\n <text:span>b</text:span>\n</text:p><text:p>c</text:p></table:table-cell>", "a b\nc"),
        ('<table:table-cell office:value-type="string" office:string-value="A"><text:p>a</text:p></table:table-cell>', "A"),
        ("<table:covered-table-cell><text:p>a</text:p></table:covered-table-cell>", "a"),
        ('<table:table-cell table:formula="of:=1+1"/>', "#FORMEL!"),
        (value("string", "#DIV/0!", string_value=""), "#DIV/0!"),
        (value("float", "Err:502", value="0"), "Err:502"),
        (value("float", "###", value="5"), "5"),
        (value("float", "28,50", value="28.5"), "28,5"),
        (value("float", "-3", value="-3"), "-3"),
        (value("float", "0101", value="101"), "0101"),
        (value("float", "4,991E+13", value="49910000000000"), "4,991E+13"),
        (value("float", "TEST", value="7"), "7"),
        (value("percentage", "12,50%", value="0.125"), "12,5 %"),
        (value("currency", "kr. 200.000,00", value="200000", currency="DKK"), "200000"),
        (value("currency", "5 €", value="5", currency="EUR"), "5 EUR"),
        (value("date", "01-10-2020", date_value="2020-10-01"), "01-10-2020"),
        (value("date", "1. oktober 2020", date_value="2020-10-01T12:30:00"), "01-10-2020 12:30:00"),
        (value("date", "okt. 2020", date_value="2020-10-01"), "10-2020"),
        (value("date", "okt-20", date_value="2020-10-01"), "10-2020"),
        (value("date", "okt-20", date_value="2020-10-20"), "20-10-2020"),
        (value("date", "10-2020", date_value="2020-10-01"), "10-2020"),
        (value("date", "2020", date_value="2020-10-01"), "2020"),
        (value("boolean", "SAND", boolean_value="true"), "ja"),
        (value("boolean", "FALSK", boolean_value="false"), "nej"),
        (value("time", "17:30", time_value="PT17H30M00S"), "17:30:00"),
        (value("time", "37:30", time_value="PT37H30M00S"), "37:30"),
        (value("void", "a"), "a"),
    ],
)  # fmt: skip
def test_a_cell_is_what_a_danish_spreadsheet_shows(tmp_path: Path, cell: str, expected: str) -> None:
    """Show numbers and dates as the file holds them."""
    assert [(1, ["x", expected])] == rows_of(save(tmp_path / "a.ods", sheet(row(text("x"), cell))))


def test_repeated_cells_and_empty_rows(tmp_path: Path) -> None:
    """Count what is repeated, and pass over a million empty rows at the end."""
    cells = repeated("columns", 2, "<text:p>a</text:p>") + repeated("columns", 3) + text("b")
    path = save(
        tmp_path / "a.ods",
        sheet(
            repeated("rows", 4),
            repeated("rows", 2, cells),
            repeated("rows", 1048570, repeated("columns", 16384)),
        ),
    )

    expected = ["a", "a", "", "", "", "b"]
    assert [(5, expected), (6, expected)] == rows_of(path)


BROKEN = "it is no whole OpenDocument spreadsheet. Save it again as .ods, .xlsx or CSV."
X = text("x")
BLANKS = '<table:table-cell><text:p>a<text:s text:c="9999999999999"/></text:p></table:table-cell>'
MANY_CELLS = repeated("rows", 4999, repeated("columns", 700, "<text:p>a</text:p>"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (sheet(repeated("rows", 10**12, X)), "something stands in a cell beyond row 1048576. Delete"),
        (sheet(X, repeated("rows", 1_000_000, X)), "row 1 stands 1000000 times, and so many are not read. Delete"),
        (sheet(MANY_CELLS), "the spreadsheet has more than 3000000 cells. Split it"),
        (sheet(row(repeated("columns", 10**9, "<text:p>a</text:p>"))), "row 1 goes beyond column 702 (ZZ). Delete"),
        (sheet(row(repeated("columns", 10**9), X)), "row 1 goes beyond column 702 (ZZ). Delete"),
        (sheet(row(BLANKS)), "the spreadsheet has more than 100000000 characters. Split it"),
        (sheet() * 1001, BROKEN),
        ("<a>" * 300, BROKEN),
        (row(X), BROKEN),
        ("".join(f"<a{n}/>" for n in range(20_000)), BROKEN),
        (f'<a b="{"c" * 3_000_000}"/>', BROKEN),
        (sheet(repeated("rows", 0, X)), BROKEN),
        (sheet(row(value("float", value="nan"))), BROKEN),
        (sheet(row(value("date", date_value="i går"))), BROKEN),
        (sheet(row(value("time", time_value="12:30"))), BROKEN),
        (sheet(row(X))[:-5], BROKEN),
        ("", BROKEN),
    ],
    ids=lambda part: part[:40],
)  # fmt: skip
def test_what_is_damaged_or_too_large_is_told(tmp_path: Path, content: str, why: str) -> None:
    """Say in a sentence what is wrong."""
    assert refusal(save(tmp_path / "a.ods", content)).startswith(why)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (repeated("rows", 10**12, X), "something stands in a cell beyond row 1048576."),
        (repeated("rows", 1_000_000, X), "row 1 stands 1000000 times"),
        (MANY_CELLS, "the spreadsheet has more than 3000000 cells."),
        (row(repeated("columns", 10**9), X), "row 1 goes beyond column 702 (ZZ)."),
        (row(BLANKS), "the spreadsheet has more than 100000000 characters."),
        (row(value("date", date_value="i går")), BROKEN),
        (row(f"<table:table-cell><text:p>a</text:p>{sheet(row(X))}</table:table-cell>"), BROKEN),
    ],
    ids=lambda part: part[:40],
)
def test_what_is_wrong_with_a_sheet_does_not_matter_to_the_others(
    tmp_path: Path, wrong: str, why: str
) -> None:
    """Read the sheet before it and the one behind it; tell it of the sheet alone."""
    ours, behind = (sheet(row(text("Forening")), row(text(cell)), title=cell) for cell in "ab")
    path = save(tmp_path / "a.ods", ours, sheet(row(X), wrong, row(X), title="Andet"), behind)
    rows = {
        title: [*open_source(path, parse_mapping({**LIST, "file": {"sheet": title}})).rows] for title in "ab"
    }

    assert [["Forening"], ["a"]] == [each.cells for each in rows["a"]]
    assert [["Forening"], ["b"]] == [each.cells for each in rows["b"]]
    assert refusal(save(tmp_path / "b.ods", sheet(wrong, row(X)), behind)).startswith(why)


def test_declarations_are_refused(tmp_path: Path) -> None:
    """Refuse entities, which may grow without end."""
    path = save(tmp_path / "a.ods", sheet(row(X)), declaration='<!DOCTYPE a [<!ENTITY b "c">]>')

    assert BROKEN == refusal(path)


def test_a_small_file_that_unpacks_to_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse it by the size that it declares."""
    path = save(tmp_path / "a.ods", sheet(row(X)))
    monkeypatch.setattr(open_document, "MAX_UNPACKED", 10)

    assert refusal(path).startswith("the spreadsheet has more than 256 MiB. Split it")


def test_a_password_is_told(tmp_path: Path) -> None:
    """Say how to save it without one."""
    path = save(tmp_path / "a.ods", sheet(row(X)))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")

    assert refusal(path).startswith("it is an OpenDocument spreadsheet with a password.")


def note(shown: str) -> str:
    """Write a cell with a comment and a drawing, each with a paragraph."""
    return (
        f'<table:table-cell office:value-type="string"><office:annotation><text:p>n</text:p></office:annotation>'
        f"<draw:frame><text:p>d</text:p></draw:frame><text:p>{shown}</text:p></table:table-cell>"
    )


def busy(path: Path) -> Path:
    """Save a spreadsheet with everything that stands beside the rows."""
    struck = '<table:table-cell table:style-name="struck" office:value-type="string"><text:p>b</text:p></table:table-cell>'
    return save(
        path,
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>',
        sheet(row(text("Skjult")), title="Gammel", style="gone"),
        sheet(title="Tom"),
        sheet(
            "<table:shapes><text:p>s</text:p></table:shapes><text:p>t</text:p>",
            row(note("Forening")),
            row(text("a"), more=' table:visibility="collapse"'),
            row(struck),
            title="Liste",
        ),
        sheet(row(text("Forening")), row(text("c")), title="To"),
        sheet("<table:table-source/>", row(X), title="andre.ods"),
    )


def test_the_first_visible_sheet_with_rows_is_read_and_the_rest_told(tmp_path: Path) -> None:
    """Tell other sheets, hidden rows, struck-out rows and comments."""
    table = open_source(busy(tmp_path / "a.ods"), MAPPING)

    assert [["Forening"], ["a"], ["b"]] == [list(each.cells) for each in table.rows]
    assert 'the sheet "Liste" of an OpenDocument spreadsheet' == table.description.en
    assert (True, True) == (table.is_workbook, table.days_from_1904)
    assert [
        'Other sheets, not read: "Gammel" (hidden, 1 row), "To" (2 rows). If another sheet is meant, write it as sheet.',
        "Rows that are hidden in the sheet, but read as the others: 1.",
        "Rows with struck-out text, read as the others: 1. Delete them in the sheet if they are no longer valid.",
        "Comments on cells, not read: 1.",
    ] == [label.en for label in table.notes()]


def test_the_sheet_is_named(tmp_path: Path) -> None:
    """Find it in any case; list those that there are."""
    path = busy(tmp_path / "a.ods")
    table = open_source(path, parse_mapping({**LIST, "file": {"sheet": " to "}}))

    assert [["Forening"], ["c"]] == [list(each.cells) for each in table.rows]
    with pytest.raises(MappingError, match=r"It has: Gammel, Tom, Liste, To\."):
        open_source(path, parse_mapping({**LIST, "file": {"sheet": "Tre"}}))


@given(st.lists(st.lists(st.text(st.sampled_from("abæøå ;\n\t'="), max_size=8), max_size=4), max_size=5))
def test_every_text_is_read_as_it_is(table: list[list[str]]) -> None:
    """Keep blanks, tabs and ends of lines; pass over empty cells at the end, and blank rows."""
    with new_folder() as folder:
        found = rows_of(save_table(folder / "a.ods", [["Forening"], *table]))[1:]

    expected = [(number, trimmed(cells)) for number, cells in enumerate(table, 2) if "".join(cells).strip()]
    assert expected == found


def trimmed(cells: list[str]) -> list[str]:
    """Remove the empty cells at the end."""
    return cells if cells[-1] else trimmed(cells[:-1])
