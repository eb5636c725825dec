"""OpenDocument spreadsheets written by hand."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}
STYLES = (
    '<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="shown"><style:table-properties table:display="true"/></style:style>'
    '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="plain"><style:text-properties/></style:style>'
)


def text(cell: str) -> str:
    """Write a cell with a text."""
    shown = (
        escape(cell)
        .replace(" ", "<text:s/>")
        .replace("\n", "<text:line-break/>")
        .replace("\t", "<text:tab/>")
    )
    return f'<table:table-cell office:value-type="string"><text:p>{shown}</text:p></table:table-cell>'


def value(kind: str, shown: str = "", **attributes: str) -> str:
    """Write a cell with a value of some type."""
    rest = "".join(f" office:{name.replace('_', '-')}={quoteattr(each)}" for name, each in attributes.items())
    return f'<table:table-cell office:value-type="{kind}"{rest}><text:p>{shown}</text:p></table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    """Write a row of cells."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, title: str = "Ark1", style: str = "shown") -> str:
    """Write a sheet of rows."""
    return (
        f'<table:table table:name={quoteattr(title)} table:style-name="{style}">{"".join(rows)}</table:table>'
    )


def save(path: Path, *content: str, declaration: str = "") -> Path:
    """Save a spreadsheet with some sheets."""
    spaces = "".join(f' xmlns:{name}="{space}"' for name, space in _SPACES.items())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"{declaration}<office:document-content{spaces}><office:automatic-styles>{STYLES}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{''.join(content)}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def save_table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Save a table of texts."""
    return save(path, sheet(*(row(*map(text, each)) for each in rows)))
