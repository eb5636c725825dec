"""Foreign files made by chance, with what is known of their rows; and importing them in a folder of one's own."""

import codecs
import contextlib
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from civic_partnership.importing import ImportReport, import_file
from civic_partnership.importing.reading import mapping_of
from civic_partnership.importing.tables import REJECT_HEADINGS

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
                "associations": {"record": "associations"},
                "note": "Bemærkning",
            },
            "parts": [
                {
                    "list": "grants",
                    "headings": "Tilskud {year}",
                    "fields": {"year": {"heading": True}, "amount": {"cell": True}},
                }
            ],
        },
    ],
}
"""A mapping of many columns, one of each sort."""

HEADINGS = (
    *("Foreningens navn", "CVR-nr.", "Aktivitet", "Bydækkende", "Netværk", "Opgjort den", "Medlemmer i alt"),
    *("Tilskud 2021", "Tilskud 2022", "Bemærkning", "Område", "Formand", "Andet"),
)
MAPPED = 10
"""So many of these columns fill something; the others are left out, personal or not named at all."""

SHM = Path("/dev/shm")


@contextlib.contextmanager
def place() -> Iterator[Path]:
    """A new folder, in memory where there is such a drive."""
    with tempfile.TemporaryDirectory(dir=SHM if SHM.is_dir() else None) as name:
        yield Path(name)


def imported(
    folder: Path, data: bytes, mapping: Any = MAPPING, name: str = "file", **how: Any
) -> ImportReport:
    """Import a file into the folder `register`; its rejected rows go to `NAME-rejects.csv`."""
    path = folder / f"{name}.csv"
    path.write_bytes(data)
    told = mapping_of(mapping) if isinstance(mapping, dict) else mapping
    return import_file(path, told, folder / "register", folder / f"{name}-rejects.csv", **how)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


class Style(NamedTuple):
    """How a CSV file is written."""

    encoding: str
    mark: bytes
    delimiter: str
    end: str

    def cell(self, text: str, *, quoted: bool = False) -> str:
        """A cell, in quotation marks where it needs these, or is to have them."""
        if quoted or any(each in text for each in (self.delimiter, '"', "\r", "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text

    def row(self, cells: list[str], *, quoted: bool = False) -> bytes:
        """A row with the end of its line."""
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
    """A heading in odd case, with odd blanks, and its letters written in another way."""
    change = draw(st.sampled_from(["upper", "lower", "swapcase", "strip"]))
    heading = str(getattr(heading, change)()).replace(
        " ", draw(st.sampled_from([" ", "  ", "\N{NO-BREAK SPACE}", "\n"]))
    )
    if style.encoding == "utf-8" and draw(st.booleans()):
        heading = unicodedata.normalize("NFD", heading)
    return draw(st.sampled_from(["", " ", "\t"])) + heading + draw(st.sampled_from(["", " "]))


def texts(style: Style) -> st.SearchStrategy[str]:
    """A text that means nothing, with delimiters, quotation marks and ends of lines, and without digits."""
    letters = "ab ÆØåé-.;,|\t\"'\n" if style.encoding == "utf-8" else "ab ÆØåé-.;,|\t\"'"
    return st.text(st.sampled_from(letters), max_size=12)


NAMES = (
    "Østerby Boldklub",
    "Havnens Svømmeklub",
    "Ærøgade Dans",
    "ØSTERBY  BOLDKLUB",
    "Østerby BK",
    "Dans Ærøgade",
)
NUMBERS = ("29188505", "64942212", "55133018", "DK 29 18 85 05")


def names(style: Style) -> st.SearchStrategy[str]:
    """Names, of which some are alike."""
    made = st.text(st.sampled_from("abcdefghæøå "), min_size=3, max_size=9).filter(str.strip)
    return st.one_of(st.sampled_from(NAMES), made)


def _or_not(*written: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *written])


@st.composite
def good_cells(draw: st.DrawFn, style: Style, name: str | None = None) -> list[str]:
    """The cells of a row in which each says something that its field can hold."""
    day = draw(_or_not("1.10.2020", "2020-10-01", "31. december 2021", "44105"))
    members = draw(_or_not("310", "1.204")) if day else ""
    amounts = [draw(_or_not("200.000,00", "200.000 kr.", "kr. 199.999,50", "1")) for _ in range(2)]
    return [
        draw(names(style)) if name is None else name,
        draw(_or_not(*NUMBERS)) if name is None else "",
        draw(texts(style)),
        draw(_or_not("ja", "NEJ", "x")),
        draw(_or_not("get2sport", "get2sport + SvømDanmark", "+")),
        *(day, members, *amounts),
        *(draw(texts(style)) for _ in range(4)),
    ]


BAD = {
    1: ("1234567", "4991E+13", "123456789a"),
    3: ("måske",),
    5: ("31.2.2024", "2020", "i går"),
    6: ("28,5", "mange", "-3"),
    7: ("ca. 200.000", "200,000.00", "1.00", "#REF!"),
    8: ("-1", "200,000"),
    0: ("", "...", "#N/A"),
}
"""Column -> what its field cannot hold."""


@st.composite
def bad_cells(draw: st.DrawFn, cells: list[str]) -> list[str]:
    """The same row with one cell in which something is wrong."""
    place = draw(st.sampled_from(sorted(BAD)))
    changed = list(cells)
    changed[place] = draw(st.sampled_from(BAD[place]))
    if place == 6 and not changed[5]:
        changed[5] = "1.10.2020"
    return changed


@st.composite
def broken_rows(draw: st.DrawFn, style: Style) -> bytes:
    """A row that cannot be read, on a line of its own."""
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

    def with_rows(self, rows: list[bytes]) -> "Foreign":
        """The same with other rows."""
        return self._replace(rows=rows)


@st.composite
def headers(draw: st.DrawFn, style: Style) -> bytes:
    """The headings, each spelled in an odd way."""
    return style.row([draw(spelled(heading, style)) for heading in HEADINGS])


@st.composite
def files(draw: st.DrawFn) -> Foreign:
    """A file with all sorts of rows: good ones, wrong ones, broken and blank ones, too short and too long ones."""
    style = draw(styles)
    rows: list[bytes] = []
    for _ in range(draw(st.integers(0, 6))):
        cells = draw(good_cells(style))
        kind = draw(st.sampled_from(["good", "good", "good", "bad", "broken", "blank", "short", "long"]))
        if kind == "broken":
            rows.append(draw(broken_rows(style)))
        elif kind == "blank":
            rows.append(draw(st.sampled_from(["", " ", style.delimiter * 12])).encode() + style.end.encode())
        elif kind == "short":
            rows.append(style.row(cells[: draw(st.integers(1, 12))]))
        elif kind == "long":
            rows.append(style.row([*cells, draw(st.sampled_from(["", "for meget"]))]))
        else:
            said: list[str] = draw(bad_cells(cells)) if kind == "bad" else cells
            rows.append(style.row(said, quoted=draw(st.sampled_from([True, False]))))
    if rows and draw(st.sampled_from([True, False])):
        rows[-1] = rows[-1].removesuffix(b"\n").removesuffix(b"\r")
    return Foreign(style, draw(headers(style)), rows)


def is_blank(row: bytes, style: Style) -> bool:
    """Whether nothing stands in a row."""
    return not row.decode(style.encoding, "replace").replace(style.delimiter, "").replace('"', "").strip()


class RejectedRow(NamedTuple):
    """A row in a file of rejected rows."""

    line: int
    rule: str
    message: str
    raw: bytes


def rejected_rows(data: bytes, style: Style) -> tuple[bytes, list[RejectedRow]]:
    """The header of a file of rejected rows, and these rows; it must be one, and nothing else in it."""
    assert data.startswith(style.mark)
    sign = style.delimiter
    text = data[len(style.mark) :].decode("latin-1")
    rest = text
    found: list[list[str]] = []
    raws: list[str] = []
    while rest:
        said = []
        for _ in REJECT_HEADINGS:
            cell, rest = _first_cell(rest, sign)
            said.append(cell.encode("latin-1").decode(style.encoding))
        raw, rest = _until_next(rest, sign)
        found.append(said)
        raws.append(raw)
    assert list(REJECT_HEADINGS) == found[0]
    rows = [
        RejectedRow(int(line), rule, message, raw.encode("latin-1"))
        for (line, rule, message), raw in zip(found[1:], raws[1:], strict=True)
    ]
    return raws[0].encode("latin-1"), rows


def _first_cell(text: str, sign: str) -> tuple[str, str]:
    if not text.startswith('"'):
        cell, _, rest = text.partition(sign)
        return cell, rest
    end = 1
    while text[end] != '"' or text[end + 1] == '"':
        end += 2 if text[end] == '"' else 1
    assert sign == text[end + 1]
    return text[1:end].replace('""', '"'), text[end + 2 :]


def _until_next(text: str, sign: str) -> tuple[str, str]:
    """What stands before the next line that begins with a number, a rule and a sentence in Danish."""
    lines = text.split("\n")
    for number in range(1, len(lines)):
        start = lines[number].split(sign)
        if (
            len(start) > 3
            and start[0].isdigit()
            and start[1].strip('"').replace("-", "").replace(", ", "").isalpha()
        ):
            return "\n".join(lines[:number]) + "\n", "\n".join(lines[number:])
    return text, ""
