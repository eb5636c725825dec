"""Foreign files made by chance, and their import into a folder of its own."""

import codecs
import contextlib
import csv
import io
import tempfile
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from civic_partnership.importing import ImportReport, import_file
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.importing.source import Row
from civic_partnership.importing.source.rejects import REASON_HEADINGS, restore_rows

MAPPING: dict[str, Any] = {
    "file": {"skip": ["Område"], "personal": ["Formand"]},
    "records": [
        {
            "kind": "associations",
            "fields": {
                "name": ["Foreningens navn", "Forening"],
                "cvr": "CVR-nr.",
                "activity": "Aktivitet",
                "citywide": "Bydækkende",
                "networks": {"columns": "Netværk", "between": "+"},
            },
            "parts": [{"list": "member_counts", "fields": {"on": "Opgjort den", "total": "Medlemmer i alt"}}],
        },
        {
            "kind": "partnerships",
            "id": {"record": "associations"},
            "fields": {
                "programme": {"value": "ordning"},
                "note": "Bemærkning",
            },
            "parts": [
                {"list": "partners", "fields": {"association": {"record": "associations"}}},
                {
                    "list": "grants",
                    "headings": "Tilskud {year}",
                    "fields": {"year": {"heading": True}, "amount": {"cell": True}},
                    "parts": [
                        {"list": "payments", "fields": {"on": "Udbetalt {year}", "amount": {"cell": True}}}
                    ],
                },
            ],
        },
    ],
}
"""A mapping with a column of each sort."""

LIST_MAPPING = parse_mapping(
    {
        "file": {"header": 3, "until": ["I alt"]},
        "records": [{"kind": "associations", "fields": {"name": "Forening", "cvr": "CVR"}}],
    }
)
"""A mapping of a list with its headings in line 3 and totals at the end."""

HEADINGS = (
    *("Foreningens navn", "CVR-nr.", "Aktivitet", "Bydækkende", "Netværk", "Opgjort den", "Medlemmer i alt"),
    *("Tilskud 2021", "Tilskud 2022", "Udbetalt 2021", "Bemærkning", "Område", "Formand", "Andet"),
)
SHM = Path("/dev/shm")


@contextlib.contextmanager
def new_folder() -> Iterator[Path]:
    """Make a new folder, in memory where there is such a drive."""
    with tempfile.TemporaryDirectory(dir=SHM if SHM.is_dir() else None) as name:
        yield Path(name)


def import_bytes(
    folder: Path, data: bytes, mapping: Any = MAPPING, name: str = "file", **how: Any
) -> ImportReport:
    """Import a file into the folder `register`; its rejected rows go to `NAME-rejects.csv`."""
    path = folder / f"{name}.csv"
    path.write_bytes(data)
    parsed = parse_mapping(mapping) if isinstance(mapping, dict) else mapping
    return import_file(path, parsed, folder / "register", folder / f"{name}-rejects.csv", **how)


def names(folder: Path) -> list[str]:
    """List the names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


class Style(NamedTuple):
    """A way to write a CSV file."""

    encoding: str
    mark: bytes
    delimiter: str
    end: str

    def cell(self, text: str, *, quoted: bool = False) -> str:
        """Write a cell; put it in quotation marks where it needs them, or is to have them."""
        if quoted or any(each in text for each in (self.delimiter, '"', "\r", "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text

    def row(self, cells: list[str], *, quoted: bool = False) -> bytes:
        """Write a row with the end of its line."""
        text = self.delimiter.join(self.cell(each, quoted=quoted) for each in cells)
        return f"{text}{self.end}".encode(self.encoding)


styles = st.builds(
    lambda encoding, delimiter, end: Style(encoding[0], encoding[1], delimiter, end),
    st.sampled_from([("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("cp1252", b"")]),
    st.sampled_from(";,\t|"),
    st.sampled_from(["\r\n", "\n"]),
)


@st.composite
def spelled(draw: st.DrawFn, heading: str, style: Style) -> str:
    """Write a heading in odd case, with odd blanks and its letters written in another way."""
    change = draw(st.sampled_from(["upper", "lower", "swapcase", "strip"]))
    heading = str(getattr(heading, change)()).replace(
        " ", draw(st.sampled_from([" ", "  ", "\N{NO-BREAK SPACE}", "\n"]))
    )
    if style.encoding == "utf-8" and draw(st.booleans()):
        heading = unicodedata.normalize("NFD", heading)
    return draw(st.sampled_from(["", " ", "\t"])) + heading + draw(st.sampled_from(["", " "]))


def texts(style: Style) -> st.SearchStrategy[str]:
    """Draw a text without digits, with delimiters, quotation marks and ends of lines."""
    letters = "ab ÆØåé-.;,|\t\"'\n" if style.encoding == "utf-8" else "ab ÆØåé-.;,|\t\"'"
    return st.text(st.sampled_from(letters), max_size=12)


NAMES = (
    *("Østerby Boldklub", "Havnens Svømmeklub", "Ærøgade Dans"),
    *("ØSTERBY  BOLDKLUB", "Østerby BK", "Dans Ærøgade"),
)
NUMBERS = ("29188505", "64942212", "55133018", "DK 29 18 85 05")


def club_names(style: Style) -> st.SearchStrategy[str]:
    """Draw a name; some are alike."""
    made = st.text(st.sampled_from("abcdefghæøå "), min_size=3, max_size=9).filter(str.strip)
    return st.one_of(st.sampled_from(NAMES), made)


def _or_not(*written: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *written])


@st.composite
def good_cells(draw: st.DrawFn, style: Style, name: str | None = None) -> list[str]:
    """Draw cells that their fields can hold."""
    day = draw(_or_not("1.10.2020", "2020-10-01", "31. december 2021", "44105"))
    members = draw(_or_not("310", "1.204")) if day else ""
    amounts = [draw(_or_not("200.000,00", "200.000 kr.", "kr. 199.999,50", "1")) for _ in range(2)]
    paid = draw(_or_not("15.1.2021", "44211")) if amounts[0] else ""
    return [
        draw(club_names(style)) if name is None else name,
        draw(_or_not(*NUMBERS)) if name is None else "",
        draw(texts(style)),
        draw(_or_not("ja", "NEJ", "x")),
        draw(_or_not("get2sport", "get2sport + SvømDanmark", "+")),
        *(day, members, *amounts, paid),
        *(draw(texts(style)) for _ in range(4)),
    ]


BAD = {
    1: ("1234567", "4991E+13", "123456789a"),
    3: ("måske",),
    5: ("31.2.2024", "2020", "i går"),
    6: ("28,5", "mange", "-3"),
    7: ("ca. 200.000", "200,000.00", "1.00", "#REF!"),
    8: ("-1", "200,000"),
    9: ("31.2.2021", "2021", "i går"),
    0: ("", "...", "#N/A"),
}
"""Column -> texts that its field cannot hold."""


@st.composite
def bad_cells(draw: st.DrawFn, cells: list[str]) -> list[str]:
    """Draw the same row with one wrong cell."""
    place = draw(st.sampled_from(sorted(BAD)))
    changed = list(cells)
    changed[place] = draw(st.sampled_from(BAD[place]))
    if place == 6 and not changed[5]:
        changed[5] = "1.10.2020"
    return changed


@st.composite
def broken_rows(draw: st.DrawFn, style: Style) -> bytes:
    """Draw a row that cannot be read, on one line."""
    end, sign = style.end, style.delimiter
    wrong = {"utf-8": b"\xff", "cp1252": b"\x81"}[style.encoding]
    return draw(
        st.sampled_from(
            [
                f'a "b"{sign}"c"d{sign}{sign}{end}'.encode(style.encoding),
                b"\xc3\xa6" + wrong + f"x{sign}y{end}".encode(),
                (sign.join("abcdefghijklmnopq") + end).encode(),
                f"a\0b{sign}{end}".encode(),
            ]
        )
    )


class Foreign(NamedTuple):
    """A file, and its rows as they stand in it."""

    style: Style
    header: bytes
    rows: list[bytes]

    @property
    def data(self) -> bytes:
        """The whole file."""
        return self.style.mark + self.header + b"".join(self.rows)

    @property
    def by_line(self) -> dict[int, bytes]:
        """Line -> the row that begins there."""
        lines = accumulate((row.count(b"\n") for row in self.rows), initial=1 + self.header.count(b"\n"))
        return dict(zip(lines, self.rows, strict=False))


@st.composite
def headers(draw: st.DrawFn, style: Style) -> bytes:
    """Draw the headings, each spelled in an odd way."""
    return style.row([draw(spelled(heading, style)) for heading in HEADINGS])


@st.composite
def files(draw: st.DrawFn) -> Foreign:
    """Draw a file with good, wrong, broken and blank rows, and with too short and too long ones."""
    style = draw(styles)
    rows: list[bytes] = []
    for _ in range(draw(st.integers(0, 6))):
        cells = draw(good_cells(style))
        kind = draw(st.sampled_from(["good", "good", "good", "bad", "broken", "blank", "short", "long"]))
        if kind == "broken":
            rows.append(draw(broken_rows(style)))
        elif kind == "blank":
            rows.append(draw(st.sampled_from(["", " ", style.delimiter * 13])).encode() + style.end.encode())
        elif kind == "short":
            rows.append(style.row(cells[: draw(st.integers(1, 13))]))
        elif kind == "long":
            rows.append(style.row([*cells, draw(st.sampled_from(["", "for meget"]))]))
        else:
            row: list[str] = draw(bad_cells(cells)) if kind == "bad" else cells
            rows.append(style.row(row, quoted=draw(st.sampled_from([True, False]))))
    if rows and draw(st.sampled_from([True, False])):
        rows[-1] = rows[-1].removesuffix(b"\n").removesuffix(b"\r")
    return Foreign(style, draw(headers(style)), rows)


def is_blank(row: bytes, style: Style) -> bool:
    """Tell whether a row is blank."""
    text = io.StringIO(row.decode(style.encoding, "replace"), newline="")
    return not any(cell.strip() for cells in csv.reader(text, delimiter=style.delimiter) for cell in cells)


class RejectedRow(NamedTuple):
    """A row in a file of rejects; of a row that could not be parsed, `raw` is its text and there are no cells."""

    line: int
    rule: str
    message: str
    cells: list[str]
    raw: str


def read_rejects(folder: Path, name: str = "file") -> tuple[list[str], list[RejectedRow]]:
    """Read the headings and the rows of a file of rejects."""
    text = (folder / f"{name}-rejects.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    headings, *rows = csv.reader(io.StringIO(text[1:], newline=""), delimiter=";", strict=True)
    assert tuple(headings[:3]) == REASON_HEADINGS["da"]
    restored = restore_rows(Row(number, cells) for number, cells in enumerate(rows))
    return headings[3:], [
        RejectedRow(int(cells[0]), cells[1], cells[2], list(row.cells), row.raw)
        for cells, row in zip(rows, restored, strict=True)
    ]
