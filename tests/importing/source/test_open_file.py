import errno
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from importing.making import LIST_MAPPING as MAPPING, import_bytes
from storage.conftest import Restricted

from civic_partnership.errors import PathError
from civic_partnership.importing.mapping import open_source
from civic_partnership.importing.source import delimited


def refusal(path: Path, mapping: Any = MAPPING) -> str:
    """Return why a file cannot be read."""
    with pytest.raises(PathError) as caught:
        list(open_source(path, mapping).rows)
    assert caught.value.da.endswith(".")
    return caught.value.en


def archive(**parts: bytes) -> bytes:
    """Make a zip archive; `_` in a name stands for `/` before a file of a workbook, else for a point."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            made.writestr(name.replace("xl_", "xl/").replace("_", "."), data)
    return out.getvalue()


ODS = b"application/vnd.oasis.opendocument.spreadsheet"
DAMAGED_ODS = "it is no whole OpenDocument spreadsheet. Save it again as .ods, .xlsx or CSV."
OTHER_EXCEL = (
    "it is a workbook with a password, or one in another format (.xls, .xlsb). "
    "Open it in Excel and save it as .xlsx without a password."
)
NO_SPREADSHEET = "it is a zip file, but no spreadsheet. Unpack it and import the file in it."
WEB_PAGE = (
    "it is a web page or an XML file, though it may be called .xls or .csv. "
    "Open it in Excel and save it as .xlsx."
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty."),
        (b"\xef\xbb\xbf", "it is empty."),
        (b"\n\n;;\n \n", "it is empty."),
        ("Forening;CVR\n".encode("utf-16"), 'it is in UTF-16. Save it as "CSV UTF-8".'),
        ("Forening;CVR\n".encode("utf-16-le"), 'it is in UTF-16. Save it as "CSV UTF-8".'),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OTHER_EXCEL),
        (archive(mimetype=ODS), DAMAGED_ODS),
        (archive(xl_workbook_bin=b""), OTHER_EXCEL),
        (archive(foreninger_csv=b"A"), NO_SPREADSHEET),
        (archive(mimetype=b" " * 9999), NO_SPREADSHEET),
        (archive(xl_media=b""), "it is no whole Excel file. Save it again as .xlsx or CSV."),
        (b"\x1f\x8b\x08\0", "it is compressed (gzip). Unpack it and import the file in it."),
        (b"%PDF-1.7", "it is a PDF file. Ask for the spreadsheet that it was made of."),
        (b" <HTML>\n", WEB_PAGE),
        (b"\xef\xbb\xbf<!DOCTYPE html>", WEB_PAGE),
        (b"<?xml version='1.0'?>", WEB_PAGE),
        (b"PK\x03\x04broken", "it is no whole Excel file. Save it again as .xlsx or CSV."),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, data: bytes, why: str) -> None:
    """Say what the file is, and what to do."""
    path = tmp_path / "data.csv"
    path.write_bytes(data)

    assert f"{path} cannot be read: {why}" == refusal(path)


def test_headings_alone_are_a_table_without_rows(tmp_path: Path) -> None:
    """Take in and reject nothing, and make no register."""
    records = [{"kind": "associations", "fields": {"name": "Forening"}}]
    report = import_bytes(tmp_path, b"Forening;CVR\n", {"records": records})

    assert (0, False, False) == (report.result.rows, report.written, (tmp_path / "register").exists())


@pytest.mark.parametrize("name", ["missing.csv", "folder", "pipe", "a\0b", "loop"])
def test_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    """Refuse a missing file, a folder, a pipe, a link in circles and an impossible name."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")

    assert refusal(tmp_path / name).startswith(("There is no file", str(tmp_path)))


def test_a_file_that_may_not_be_read_is_told(open_folder: Path, restricted: Restricted) -> None:
    """Give the reason of the operating system."""
    path = open_folder / "data.csv"
    path.write_bytes(b"Forening;CVR\n")
    path.chmod(0)
    with restricted():
        message = refusal(path)

    assert f"{path} cannot be read: access is denied." == message


def test_a_file_that_fails_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Report a drive that fails after the file was opened."""
    path = tmp_path / "data.csv"
    path.write_bytes(b"Forening;CVR\nA;1\nB;2\n")
    real = delimited._Lines.__next__

    def fail(lines: delimited._Lines) -> str:
        if (line := real(lines)).startswith("B"):
            raise OSError(errno.EIO, "Input/output error")
        return line

    monkeypatch.setattr(delimited._Lines, "__next__", fail)

    assert f"{path} cannot be read: the drive is faulty." == refusal(path)


def test_what_the_system_hands_out_as_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_time: None
) -> None:
    """Refuse a file that would wait for its next line, such as the log of the kernel."""
    os.mkfifo(tmp_path / "kmsg")
    held_open = os.open(tmp_path / "kmsg", os.O_RDWR)
    monkeypatch.setattr(Path, "is_file", lambda _: True)
    with pytest.raises(PathError, match="it is not an ordinary file"):
        open_source(tmp_path / "kmsg", MAPPING)
    os.close(held_open)
