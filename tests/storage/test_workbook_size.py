import io
import zipfile
from collections.abc import Mapping

import pytest

from civic_partnership.storage import Unreadable, WorkbookSize, measure_workbook
from civic_partnership.storage.workbook_size import _CHUNK
from civic_partnership.values import Table

SHEET = "xl/worksheets/sheet1.xml"


def book(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Build an archive of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out


def size_of(sheet: bytes) -> WorkbookSize:
    """Measure a workbook with this sheet."""
    return measure_workbook(book({"xl/workbook.xml": b"<f>", SHEET: sheet}))


def why_not(file: io.BytesIO) -> str:
    """Return the reason why a workbook is not read."""
    with pytest.raises(Unreadable) as caught:
        measure_workbook(file)
    return caught.value.reason.en


@pytest.mark.parametrize(
    ("sheet", "largest", "filled"),
    [
        (b"", 0, 0),
        (b'<row r="2"><c r="B2"><v>1</v></c></row>', 4, 1),
        (b'<x:row r="2"><x:c r="B2"><x:f>1</x:f></x:c></x:row>', 4, 1),
        (b'<row r="2"><c r="C2" s="1"/></row><row r="99"/>', 0, 0),
        (b'<row r="3"><c r="A3"><v/></c></row><row r="2"><c r="AA2"><v/></c></row>', 81, 2),
        (b"<row><c><v>1</v></c><c><v>1</v></c></row><row/>", 4, 1),
        (b'<row r="2"><c r="A2"><v/></c></row><row r="2"><c r="A2"><v/></c></row>', 2, 1),
    ],
)
def test_a_workbook_is_measured(sheet: bytes, largest: int, filled: int) -> None:
    """Measure the sheets alone, without the empty cells at their end."""
    expected = WorkbookSize(largest=largest, has_escapes=False, filled_rows=Table({SHEET: filled}))

    assert expected == size_of(sheet)


def test_a_row_on_the_border_of_two_pieces_is_counted_once() -> None:
    """Count the filled rows, however large they are."""
    cells = b"".join(b'<c r="A%d"><v>%s</v></c>' % (number, b"x" * 60_000) for number in [2] * 40 + [3] * 40)

    assert {SHEET: 2} == dict(size_of(cells).filled_rows)


@pytest.mark.parametrize(("text", "expected"), [(b"a_x000D_b", True), (b"max_xyz_", False)])
def test_escapes_are_found(text: bytes, *, expected: bool) -> None:
    """Find the escapes by which a workbook writes control characters."""
    assert expected == measure_workbook(book({"xl/sharedStrings.xml": text})).has_escapes


@pytest.mark.parametrize("filler", [_CHUNK - 30, _CHUNK - 10, _CHUNK, 2 * _CHUNK - 5])
def test_a_tag_on_the_border_of_two_pieces_is_seen(filler: int) -> None:
    """Unpack a workbook once, with all that stands in it."""
    sheet = b" " * filler + b'<row r="7"><c r="C7"><v>1</v></c></row>' + b"x" * 10_000

    assert 21 == size_of(sheet).largest


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (b'<row r="1048577"/>', "something stands in a cell beyond row 1048576"),
        (b'<row r="1"><c r="AAA1"><v/></c></row>', "something stands in a cell beyond column ZZ"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "it is no whole Excel file"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "it is no whole Excel file"),
        (b'<row r="x"/>', "it is no whole Excel file"),
    ],
)
def test_what_no_spreadsheet_writes_is_refused(sheet: bytes, why: str) -> None:
    """Refuse cells where no table has any, and declarations that may grow without end."""
    assert why == why_not(book({SHEET: sheet}))


@pytest.mark.parametrize(
    ("limit", "value", "why"),
    [
        ("MAX_UNPACKED", 5 * _CHUNK, "the workbook has more than 5 MiB"),
        ("MAX_TAGS", 1000, "the workbook has more than 250 cells"),
        ("MAX_PARTS", 1, "the workbook has more than 1 parts"),
    ],
)
def test_a_small_file_that_unpacks_to_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, why: str
) -> None:
    """Refuse a workbook that is too large, whatever it says of its own size."""
    monkeypatch.setattr(f"civic_partnership.storage.workbook_size.{limit}", value)
    data = bytearray(book({SHEET: b"<" * 3 * _CHUNK, "docProps/core.xml": b"<" * 3 * _CHUNK}).getvalue())
    assert why == why_not(io.BytesIO(data))
    small = (100).to_bytes(4, "little")
    data = data.replace((3 * _CHUNK).to_bytes(4, "little"), small)

    assert why_not(io.BytesIO(data)) in (why, "it is no whole Excel file")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text", book({SHEET: b"x" * 1000}).getvalue()[:-30]])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    """Refuse anything else as a damaged workbook."""
    assert "it is no whole Excel file" == why_not(io.BytesIO(data))


def test_an_archive_that_says_less_than_it_holds_is_refused() -> None:
    """Refuse a workbook of which other programs would unpack more than it says."""
    data = book({SHEET: b"x" * 100_000}).getvalue()

    assert "it is no whole Excel file" == why_not(
        io.BytesIO(data.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    )
