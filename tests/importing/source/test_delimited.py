import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from importing.making import new_folder

from civic_partnership.errors import PathError
from civic_partnership.importing.source import FileSettings, Row
from civic_partnership.importing.source.delimited import _Lines, read_delimited

SIGNS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "|"}


def open_csv(folder: Path, data: bytes, **settings: Any) -> Any:
    """Open a CSV file."""
    path = folder / "data.csv"
    path.write_bytes(data)
    return read_delimited(path, FileSettings(**settings), {"Forening", "Bemærkning"}.__contains__)


@pytest.fixture
def short_cells() -> Iterator[None]:
    """Let a cell have a hundred letters at most; other libraries raise the limit for the whole process."""
    before = csv.field_size_limit(100)
    yield
    csv.field_size_limit(before)


def rows_of(folder: Path, data: bytes, **file: Any) -> list[Row]:
    """Read the rows of a CSV file."""
    return list(open_csv(folder, data, **file).rows)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Ærøgade".encode(), "UTF-8"),
        ("Ærøgade".encode("utf-8-sig"), "UTF-8"),
        ("Ærøgade".encode("cp1252"), "Windows-1252"),
        (b"A", "UTF-8"),
        ("Ærøgade\n".encode() * 2 + "Østerby\n".encode("cp1252"), "UTF-8"),
        ("Ærøgade\n".encode("cp1252") * 2 + "Østerby\n".encode(), "Windows-1252"),
        ("Forening;Bemærkning\n".encode() + "Ærø\nÅbo\n".encode("cp1252"), "UTF-8"),
        ("Forening;Bemærkning\n".encode("cp1252") + "Ærø\nÅbo\n".encode(), "Windows-1252"),
        (codecs.BOM_UTF8 + "Ærøgade\n".encode("cp1252"), "UTF-8"),
        ("1 € \N{EN DASH} “x”".encode("cp1252"), "Windows-1252"),
    ],
)
def test_the_encoding_is_that_of_most_lines(tmp_path: Path, data: bytes, encoding: str) -> None:
    """Prefer the encoding of the headings and, before all, a byte order mark."""
    assert f"CSV in {encoding}, with " in open_csv(tmp_path, data).description.en


@pytest.mark.parametrize(("stated", "encoding"), [("windows-1252", "Windows-1252"), ("utf-8", "UTF-8")])
def test_the_encoding_may_be_stated(tmp_path: Path, stated: str, encoding: str) -> None:
    """Use the stated encoding unless there is a byte order mark."""
    assert encoding in open_csv(tmp_path, b"A", encoding=stated).description.en
    assert "UTF-8" in open_csv(tmp_path, codecs.BOM_UTF8, encoding=stated).description.en


def test_a_line_in_another_encoding_is_no_row_that_can_be_read(tmp_path: Path) -> None:
    """Reject lines of another encoding, and bytes that no encoding has."""
    utf8 = rows_of(tmp_path, "Ærø\nÅbo\n".encode() + "Østerby\n".encode("cp1252") + b"a\0b\nA\n")
    cp1252 = rows_of(tmp_path, "Ærø\nÅbo\n".encode("cp1252") + "Østerby\n".encode() + b"\x81\n")

    assert [None, None, True, True, None] == [each.broken and True for each in utf8]
    assert [None, None, True, True] == [each.broken and True for each in cp1252]
    assert "save the file as UTF-8" in str(utf8[2].broken and utf8[2].broken.en)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Forening;Bemærkning\nA;1,5,2\nB;2,5,3\n", ";"),
        ("Forening,Bemærkning\nA,x;y\n", ","),
        ("Forening\tBemærkning\nA\tx;y,z\n", "\t"),
        ("Forening|Bemærkning\nA|x\n", "|"),
        ('"Forening, den";"Bemærkning, kun"\nA;1\n', ";"),
        ("Titel, med komma, og mere\nForening;Bemærkning\n", ";"),
        ('Forening;\tBemærkning;"Til\nskud";x\n', ";"),
        ("Forening\nA\n", ";"),
        ("x;y;z\n1;2;3\n", ";"),
        ("x,y\n1,2\n", ","),
        ("Afvist: linje|Afvist: regel|Afvist: fordi|Forening;en;to\n", "|"),
        ("Afvist: linje\nForening,x\n", ","),
        ("", ";"),
    ],
)
def test_the_delimiter_is_what_parts_the_headings(tmp_path: Path, text: str, sign: str) -> None:
    """Prefer the delimiter of the mapping's headings, else the most regular one."""
    assert f"with {SIGNS[sign]} between" in open_csv(tmp_path, text.encode()).description.en


def test_the_delimiter_may_be_stated(tmp_path: Path) -> None:
    """Use any delimiter that is stated."""
    table = open_csv(tmp_path, b"Forening:Bem;x\n", delimiter=":")

    assert ["Forening", "Bem;x"] == next(table.rows).cells
    assert "CSV i UTF-8 med : mellem cellerne" == table.description.da


def test_rows_have_their_lines(tmp_path: Path) -> None:
    """Pass over blank rows, and count the lines of each row."""
    data = b'Forening;Bem\r\n\r\n;\r\n  ;\r\nA;"x\r\ny;""z"""\r\nB;1'
    rows = rows_of(tmp_path, data)

    assert [(1, ["Forening", "Bem"]), (5, ["A", 'x\r\ny;"z"']), (7, ["B", "1"])] == [
        (row.number, row.cells) for row in rows
    ]
    assert {(None, False, "")} == {(row.broken, row.doubtful, row.raw) for row in rows}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'A;"b"c;d\n', "quotation marks in the row do not match"),
        (b"A\rB;c\n", "the row is broken by the end of a line"),
        (b"A;" + b"x" * 101 + b"\n", "a cell is too long for a table"),
        (b'A;"' + b"x" * 101 + b'"\n', "a cell is too long for a table"),
    ],
    ids=["quotes", "return", "long", "long and quoted"],
)
@pytest.mark.usefixtures("short_cells")
def test_a_broken_row_hurts_no_other(tmp_path: Path, line: bytes, why: str) -> None:
    """Give the reason and the raw text of the broken row."""
    before, broken, after = rows_of(tmp_path, b"A;1\n" + line + b"B;2\n")

    assert (["A", "1"], ["B", "2"]) == (before.cells, after.cells)
    assert (2, line.decode().removesuffix("\n"), False) == (broken.number, broken.raw, broken.doubtful)
    assert broken.broken is not None
    assert broken.broken.en.startswith(why)
    assert (3, False) == (after.number, after.doubtful)
    assert 100 == csv.field_size_limit()


def test_rows_behind_a_quotation_mark_without_a_partner_are_read_anew(tmp_path: Path) -> None:
    """Give up only the first line; mark the others as doubtful."""
    rows = rows_of(tmp_path, b'A;1\nB;"x\nC;3\nD;"4\n4"\nE;"5\n')

    assert [(1, False), (2, False), (3, True), (4, True), (6, False)] == [
        (row.number, row.doubtful) for row in rows
    ]
    assert ["", 'B;"x', "C;3", 'D;"4\n4"', 'E;"5'] == [row.raw for row in rows]
    assert [False, True, False, False, True] == [row.broken is not None for row in rows]
    assert ["D", "4\n4"] == rows[3].cells


def test_no_line_is_read_twice_in_vain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read each line only a few times where every line leaves a quotation mark open."""
    asked = 0
    one_more = _Lines.__next__

    def counted(lines: _Lines) -> str:
        nonlocal asked
        asked += 1
        return one_more(lines)

    monkeypatch.setattr(_Lines, "__next__", counted)
    data = b'x";"\n' * 2000
    rows = rows_of(tmp_path, data)

    assert 2000 == len(rows)
    assert all(row.broken for row in rows)
    assert asked < 4 * 2000


@given(st.lists(st.sampled_from([b'x";"', b'"', b'a;"b', b"a;b", b'c"', b'";"', b'""', b"\r"]), max_size=12))
def test_a_row_is_given_up_as_if_all_were_read_again(lines: list[bytes]) -> None:
    """Read the same rows as the slow way."""
    data = b"Forening;Bem\n" + b"".join(line + b"\n" for line in lines)
    with new_folder() as folder:
        found = [
            (row.number, list(row.cells), row.broken is not None)
            for row in rows_of(folder, data, delimiter=";")
        ]

    assert expected_rows([line + b"\n" for line in data.split(b"\n")[:-1]]) == found


def expected_rows(lines: list[bytes]) -> list[tuple[int, list[str], bool]]:
    """Read rows the slow way: each is the shortest that `csv` takes, else one broken line."""
    rows: list[tuple[int, list[str], bool]] = []
    number = 1
    while lines:
        reader = csv.reader((line.decode() for line in lines), delimiter=";", strict=True)
        try:
            cells, length = next(reader), reader.line_num
            row = (number, cells, False)
        except csv.Error:
            row, length = (number, [], True), 1
        if row[2] or any(cell.strip() for cell in row[1]):
            rows.append(row)
        lines, number = lines[length:], number + length
    return rows


def test_ends_of_lines_of_old_macs_are_told(tmp_path: Path) -> None:
    """Refuse a file whose lines end with a lone carriage return."""
    with pytest.raises(PathError, match="lines end as on old Mac computers"):
        open_csv(tmp_path, b"Forening;Bem\rA;1\r")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('"Forening"; "Bemærkning"\n"A";  "b, c"\n', [["Forening", "Bemærkning"], ["A", "b, c"]]),
        ('Forening,Bemærkning\nA," "", "\n', [["Forening", "Bemærkning"], ["A", ' ", ']]),
        (20_000 * "A;1\n" + 'B; "c"\nC;"a; ""b"""\n', [*20_000 * [["A", "1"]], ["C", 'a; "b"']]),
    ],
    ids=["at the start", "in quotes", "far down"],
)  # fmt: skip
def test_quotation_marks_may_stand_behind_blanks(tmp_path: Path, text: str, rows: list[list[str]]) -> None:
    """Read the cells without their quotation marks; give up a row where the start of the file has none."""
    found = rows_of(tmp_path, text.encode())

    assert rows == [row.cells for row in found if not row.broken]
    assert text.count('"c"') == sum(row.broken is not None for row in found)


def test_byte_order_marks_are_no_part_of_a_cell(tmp_path: Path) -> None:
    """However many there are."""
    assert [["A", "b"]] == [row.cells for row in rows_of(tmp_path, codecs.BOM_UTF8 * 2 + b'"A";b\n')]
