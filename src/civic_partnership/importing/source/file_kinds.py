"""Tell by its first bytes a file that cannot be read as it is, and the way out."""

import codecs
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from civic_partnership.values import Label

START_BYTES: Final = 512
"""The bytes at the start of a file that tell its kind."""

_UTF16 = Label('den er i UTF-16. Gem den som "CSV UTF-8"', 'it is in UTF-16. Save it as "CSV UTF-8"')
_WITH_PASSWORD = Label(
    "det er en Excel-fil med adgangskode. Åbn den i Excel, og gem den som .xlsx uden adgangskode",
    "it is a workbook with a password. Open it in Excel and save it as .xlsx without a password",
)
_OLD_EXCEL = Label(
    "det er en gammel Excel-fil (.xls). Åbn den i Excel, og gem den som .xlsx",
    "it is an old Excel file (.xls). Open it in Excel and save it as .xlsx",
)
_BINARY_EXCEL = Label(
    "det er en binær Excel-fil (.xlsb). Åbn den i Excel, og gem den som .xlsx",
    "it is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx",
)
_LOCKED_OPEN_DOCUMENT = Label(
    "det er et OpenDocument-regneark med adgangskode. Åbn det, og gem det som .ods uden adgangskode",
    "it is an OpenDocument spreadsheet with a password. Open it and save it as .ods without a password",
)
_NO_SPREADSHEET = Label(
    "det er en zip-fil, men ikke et regneark. Pak den ud, og importér filen i den",
    "it is a zip file, but no spreadsheet. Unpack it and import the file in it",
)
_WEB_PAGE = Label(
    "det er en webside, selv om den kan hedde .xls eller .csv. Åbn den i Excel, og gem den som .xlsx",
    "it is a web page, though it may be called .xls or .csv. Open it in Excel and save it as .xlsx",
)
_XML = Label(
    "det er en XML-fil. Åbn den i Excel, og gem den som .xlsx",
    "it is an XML file. Open it in Excel and save it as .xlsx",
)
_PDF = Label(
    "det er en PDF-fil. Bed om regnearket, som den er lavet af",
    "it is a PDF file. Ask for the spreadsheet that it was made of",
)
_GZIP = Label(
    "den er pakket (gzip). Pak den ud, og importér filen i den",
    "it is compressed (gzip). Unpack it and import the file in it",
)
_OLE = b"\xd0\xcf\x11\xe0"
_SMALL = 1024 * 1024
"""The most bytes of a part that tells the kind of an archive: a manifest has some thousand."""
_ZIP = b"PK\x03\x04"
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|meta|title|style|body|table|div)\b", re.IGNORECASE)
_DECLARATION = re.compile(rb"\s*<(?:\?xml|!DOCTYPE)\s", re.IGNORECASE)
_OPEN_DOCUMENT_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def is_archive(start: bytes) -> bool:
    """Tell whether a file is a zip archive, as workbooks are."""
    return start.startswith(_ZIP)


def find_unreadable_kind(start: bytes, path: Path) -> Label | None:
    """Return what a file is, and the way out, if it cannot be read as it is; else None."""
    text = start.removeprefix(codecs.BOM_UTF8)
    checks: tuple[tuple[bool, Label | Callable[[Path], Label | None]], ...] = (
        (is_archive(start), _kind_of_archive),
        (start.startswith(_OLE), _kind_of_ole),
        (start.startswith(b"\x1f\x8b"), _GZIP),
        (start.startswith(b"%PDF-"), _PDF),
        (start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start[:8], _UTF16),
        (_HTML.match(text) is not None, _WEB_PAGE),
        (_DECLARATION.match(text) is not None, _XML),
    )
    for is_kind, kind in checks:
        if is_kind:
            return kind if isinstance(kind, Label) else kind(path)
    return None


def _kind_of_ole(path: Path) -> Label:
    """Tell an old Excel file from an encrypted workbook, by the names in its directory."""
    with path.open("rb") as file:
        names = _read_ole_directory(file)
    return _WITH_PASSWORD if "EncryptedPackage".encode("utf-16-le") in names else _OLD_EXCEL


def _read_ole_directory(file: BinaryIO) -> bytes:
    header = file.read(START_BYTES)
    sector_size = 1 << min(int.from_bytes(header[30:32], "little"), 16)
    file.seek((int.from_bytes(header[48:52], "little") + 1) * sector_size)
    return file.read(sector_size)


def is_open_document(path: Path) -> bool:
    """Tell whether a zip archive is an OpenDocument spreadsheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_small(archive, "mimetype").startswith(_OPEN_DOCUMENT_TYPE)
    except Exception:  # noqa: BLE001 - whoever reads it as a workbook tells that it is damaged
        return False


def _kind_of_archive(path: Path) -> Label | None:
    """Return what an archive is that cannot be read; None for a spreadsheet and for a damaged archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = frozenset(archive.namelist())
            kind = _read_small(archive, "mimetype")
            manifest = _read_small(archive, "META-INF/manifest.xml")
    except Exception:  # noqa: BLE001 - whoever reads it as a workbook tells that it is damaged
        return None
    if kind.startswith(_OPEN_DOCUMENT_TYPE):
        return _LOCKED_OPEN_DOCUMENT if b"encryption-data" in manifest else None
    if "xl/workbook.bin" in names:
        return _BINARY_EXCEL
    is_workbook = any(name == "[Content_Types].xml" or name.startswith("xl/") for name in names)
    return None if is_workbook else _NO_SPREADSHEET


def _read_small(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a part of an archive; nothing if there is none, or a large one."""
    is_small = name in archive.namelist() and archive.getinfo(name).file_size <= _SMALL
    return archive.read(name) if is_small else b""
