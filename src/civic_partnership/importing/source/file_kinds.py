"""Tell by its first bytes what kind of file it is, and the way out if it cannot be read as it is."""

import codecs
import re
import zipfile
from pathlib import Path
from typing import Final, Literal

from civic_partnership.values import Label

START_BYTES: Final = 512
"""The bytes at the start of a file that tell its kind."""

FileKind = Literal["text", "workbook", "open document"]

_UTF16 = Label('den er i UTF-16. Gem den som "CSV UTF-8"', 'it is in UTF-16. Save it as "CSV UTF-8"')
_OTHER_EXCEL = Label(
    "det er en Excel-fil med adgangskode, eller en i et andet format (.xls, .xlsb). "
    "Åbn den i Excel, og gem den som .xlsx uden adgangskode",
    "it is a workbook with a password, or one in another format (.xls, .xlsb). "
    "Open it in Excel and save it as .xlsx without a password",
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
    "det er en webside eller en XML-fil, selv om den kan hedde .xls eller .csv. "
    "Åbn den i Excel, og gem den som .xlsx",
    "it is a web page or an XML file, though it may be called .xls or .csv. "
    "Open it in Excel and save it as .xlsx",
)
_PDF = Label(
    "det er en PDF-fil. Bed om regnearket, som den er lavet af",
    "it is a PDF file. Ask for the spreadsheet that it was made of",
)
_GZIP = Label(
    "den er pakket (gzip). Pak den ud, og importér filen i den",
    "it is compressed (gzip). Unpack it and import the file in it",
)
_STARTS = {
    b"\xd0\xcf\x11\xe0": _OTHER_EXCEL,
    b"\x1f\x8b": _GZIP,
    b"%PDF-": _PDF,
    codecs.BOM_UTF16_LE: _UTF16,
    codecs.BOM_UTF16_BE: _UTF16,
}
_ZIP = b"PK\x03\x04"
_SMALL = 1024 * 1024
"""The most bytes that are read of a part that tells the kind of an archive: a manifest has some thousand."""
_MARKUP = re.compile(
    rb"\s*<(?:(?:\?xml|!doctype)\s|(?:html|head|meta|title|style|body|table|div)\b)", re.IGNORECASE
)
_OPEN_DOCUMENT_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def find_kind(path: Path, start: bytes) -> FileKind | Label:
    """Return the kind of a file; a label that tells the way out if it cannot be read as it is."""
    if start.startswith(_ZIP):
        return _kind_of_archive(path)
    for sign, reason in _STARTS.items():
        if start.startswith(sign):
            return reason
    if b"\0" in start[:8]:
        return _UTF16
    return _WEB_PAGE if _MARKUP.match(start.removeprefix(codecs.BOM_UTF8)) else "text"


def _kind_of_archive(path: Path) -> FileKind | Label:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            kind = _read_small(archive, "mimetype")
            manifest = _read_small(archive, "META-INF/manifest.xml")
    except Exception:  # noqa: BLE001 - whoever reads it as a workbook tells that it is damaged
        return "workbook"
    if kind.startswith(_OPEN_DOCUMENT_TYPE):
        return _LOCKED_OPEN_DOCUMENT if b"encryption-data" in manifest else "open document"
    if "xl/workbook.bin" in names:
        return _OTHER_EXCEL
    is_workbook = any(name == "[Content_Types].xml" or name.startswith("xl/") for name in names)
    return "workbook" if is_workbook else _NO_SPREADSHEET


def _read_small(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a small part of an archive, or the start of a large one; nothing if there is none."""
    return archive.open(name).read(_SMALL) if name in archive.namelist() else b""
