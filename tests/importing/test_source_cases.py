"""Files that nobody prepared: each case with its right answer, and a family of files like it."""

import codecs
import csv
import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from importing.making import import_bytes, new_folder
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from civic_partnership import Register, load
from civic_partnership.errors import PathError
from civic_partnership.importing import ImportReport, import_file
from civic_partnership.importing.mapping.mapping_reader import parse_mapping

CASES = Path(__file__).parent / "cases"
LIST = {"records": [{"kind": "associations", "fields": {"name": "Forening", "activity": "Aktivitet"}}]}
DAMAGED = (
    "Kolonnen Forening: et program har ødelagt bogstaver i teksten, som når å bliver til Ã¥; skriv den igen."
)
names = st.sampled_from(["Østerby Boldklub", "Ærøgade Dans", "Åbyhøj Læseklub", "LÆSØ IDRÆT", "Rødovre Skak"])
activities = st.sampled_from(
    ["fodbold", "svømning", "vandpolo, håndbold", "skak; dans", "løb \u2013 gang", ""]
)
lists = st.lists(st.tuples(names, activities), min_size=1, max_size=4, unique_by=lambda row: row[0])


def import_case(name: str, folder: Path) -> ImportReport:
    """Import the file of a case into a new register."""
    (source,) = (CASES / name).glob("input.*")
    mapping = CASES / name / "mapping.toml"
    return import_file(source, mapping, folder / "register", folder / "rejects.csv")


def clubs(register: Register) -> dict[str, str]:
    """Return name -> activity of the associations."""
    return {each.name: each.activity or "" for each in register.associations.values()}


def written(rows: Sequence[Sequence[str]], delimiter: str = ";", end: str = "\n") -> str:
    """Write a list with its headings as CSV."""
    out = io.StringIO(newline="")
    how: Any = {"quoting": csv.QUOTE_ALL} if end == "\r" else {}
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, **how)
    writer.writerows([("Forening", "Aktivitet"), *rows])
    return out.getvalue()


def taken_in(data: bytes) -> dict[str, str]:
    """Import a list of which every row is taken in."""
    with new_folder() as folder:
        report = import_bytes(folder, data, LIST)
        assert not report.result.rejected
        return clubs(load(folder / "register"))


def refusal(name: str, folder: Path) -> str:
    """Return why the file of a case cannot be read."""
    with pytest.raises(PathError) as caught:
        import_case(name, folder)
    return caught.value.da.partition(" kan ikke læses: ")[2]


ONE = {"Østerby Boldklub": "fodbold"}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("equals-quoted-text", ONE),
        ("hidden-first-sheet", ONE),
        ("invisible-letters", ONE),
        ("mac-roman", {"Ærøgade Dans": "folkedans på gulv", "Rødovre Boldklub": "fodbold"}),
        ("quotes-after-a-blank", ONE | {"Havnens Svømmeklub": "svømning, vandpolo"}),
        ("x000d", {"Østerby\nBoldklub": "fodbold\nhåndbold", "Kode _x0041_ Klub": "x"}),
    ],
)
def test_what_can_be_read_is_read(tmp_path: Path, case: str, expected: dict[str, str]) -> None:
    """Take in every row as its author wrote it."""
    report = import_case(case, tmp_path)

    assert (0, expected) == (report.result.rejected, clubs(load(tmp_path / "register")))


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (
            "html-named-xls",
            (
                "det er en webside eller en XML-fil, selv om den kan hedde .xls eller .csv. "
                "Åbn den i Excel, og gem den som .xlsx."
            ),
        ),
        (
            "old-mac-with-a-break-in-a-cell",
            'linjerne slutter som på gamle Mac-maskiner. Gem den som "CSV UTF-8".',
        ),
        (
            "strict-open-xml",
            'det er en Excel-fil i formatet "Strict Open XML". Gem den som "Excel-projektmappe (*.xlsx)".',
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_the_way_out(tmp_path: Path, case: str, why: str) -> None:
    """Say what kind of file it is, and what to do."""
    assert why == refusal(case, tmp_path)


def test_lost_letters_reject_the_row(tmp_path: Path) -> None:
    """Reject both rows, and keep their cells in their columns."""
    report = import_case("replacement-character", tmp_path)

    assert [(2, DAMAGED), (3, DAMAGED)] == [(line, why.message.da) for line, (why,) in report.first]
    assert "Sv\ufffdmmeklub;" not in (rejects := (tmp_path / "rejects.csv").read_text(encoding="utf-8"))
    assert ";\ufffdsterby Boldklub;29188505;fodbold" in rejects


def test_days_count_from_1904(tmp_path: Path) -> None:
    """Read a day number as the day that the workbook shows."""
    import_case("serial-day-in-a-1904-workbook", tmp_path)
    found = load(tmp_path / "register").partnerships.values()

    assert 2 * [datetime.date(2021, 6, 1)] == [each.grants[0].payments[0].on for each in found]


def test_a_text_does_not_become_a_formula(tmp_path: Path) -> None:
    """Guard the text in the rejects."""
    import_case("text-becomes-a-formula-in-the-rejects", tmp_path)
    text = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig")
    _, rejected = csv.reader(io.StringIO(text, newline=""), delimiter=";")

    assert '\'=HYPERLINK("http://x.example","klik")' == rejected[-1]


@given(lists, st.sampled_from(";,\t|"))
def test_wrapped_texts_are_those_inside(rows: list[tuple[str, str]], delimiter: str) -> None:
    """Unwrap `="…"` in any cell, with or without quotation marks around it."""
    wrapped = [[f'="{cell}"' for cell in row] for row in rows]

    assert dict(rows) == taken_in(written(wrapped, delimiter).encode())


@given(lists, st.integers(1, 3), st.sampled_from("\u00ad\u200b\u202a\ufeff"), st.data())
def test_letters_without_width_change_nothing(
    rows: list[tuple[str, str]], marks: int, letter: str, data: st.DataObject
) -> None:
    """Read the same, with several byte order marks and such a letter anywhere."""
    text = written(rows)
    place = data.draw(st.integers(0, len(text)))

    assert dict(rows) == taken_in(codecs.BOM_UTF8 * marks + f"{text[:place]}{letter}{text[place:]}".encode())


@given(lists, st.sampled_from(["cp1252", "mac_roman", "cp850", "cp865"]))
def test_the_encoding_is_told_by_danish_letters(rows: list[tuple[str, str]], codec: str) -> None:
    """Read the same rows in every encoding."""
    more = {"Sønderbæk": "på gulv"}
    rows = [(name, activity.replace("\u2013", "-")) for name, activity in rows]

    assert dict(rows) | more == taken_in(written([*rows, *more.items()]).encode(codec))


def test_an_unknown_encoding_is_refused_until_it_is_stated(tmp_path: Path) -> None:
    """Name the encodings that can be stated."""
    data = "Forening;Aktivitet\nJosé;fodbold\n".encode("mac_roman")
    with pytest.raises(PathError, match="utf-8, windows-1252, macintosh, cp850, cp865"):
        import_bytes(tmp_path, data, LIST)
    import_bytes(tmp_path, data, {**LIST, "file": {"encoding": "macintosh"}})

    assert {"José": "fodbold"} == clubs(load(tmp_path / "register"))


@given(lists, st.integers(0, 4))
def test_old_mac_lines_are_told_with_breaks_in_cells(rows: list[tuple[str, str]], breaks: int) -> None:
    """Refuse such a file, however many line feeds stand inside of its cells."""
    cells = [(name, activity + "\n" * breaks) for name, activity in rows]
    with new_folder() as folder, pytest.raises(PathError, match="old Mac computers"):
        import_bytes(folder, written(cells, end="\r").encode(), LIST)


@given(lists, st.integers(1, 3), st.sampled_from(";,|"))
def test_quotation_marks_may_stand_behind_blanks(
    rows: list[tuple[str, str]], blanks: int, delimiter: str
) -> None:
    """Read the cells without their quotation marks."""
    between = delimiter + " " * blanks
    lines = [between.join(f'"{cell}"' for cell in row) for row in [("Forening", "Aktivitet"), *rows]]

    assert dict(rows) == taken_in("\n".join(lines).encode())


def test_a_quoted_cell_may_begin_with_a_blank_and_a_quotation_mark(tmp_path: Path) -> None:
    """Take in a cell that holds a delimiter, a blank and a quotation mark, with its own marks doubled."""
    data = b'Forening,Aktivitet\nHavnens Klub," "", "\n'
    records = [{"kind": "associations", "fields": {"name": "Forening"}}]

    report = import_bytes(tmp_path, data, {"file": {"skip": ["Aktivitet"]}, "records": records})

    assert (1, 0) == (report.result.taken, report.result.rejected)


def test_quotation_marks_behind_blanks_far_down_reject_their_rows(tmp_path: Path) -> None:
    """Reject a row with such cells where the start of the file has none."""
    rows = "".join(f"Klub {number};dans\n" for number in range(7000))
    data = f'Forening;Aktivitet\n{rows}Østerby; "fodbold"\nÆrø;"a; ""b"""\n'.encode()
    report = import_bytes(tmp_path, data, LIST)

    ((line, (reason,)),) = report.first
    assert (7002, "anførselstegn i rækken passer ikke sammen" in reason.message.da) == (line, True)


@given(name=names, codec=st.sampled_from(["cp1252", "mac_roman", "cp850", None]), skipped=st.booleans())
def test_damaged_names_are_rejected_wherever_they_come_from(
    name: str, codec: str | None, *, skipped: bool
) -> None:
    """Reject the row and each that comes back uncorrected; a skipped column does not matter."""
    damaged = name.encode().decode(codec, "ignore") if codec else f"\ufffd{name[1:]}"
    column = "Andet" if skipped else "Forening"
    data = f"{column};x;Aktivitet\n{damaged};1;fodbold\n".encode()
    mapping: dict[str, Any] = LIST | {"file": {"skip": ["Andet", "x"]}}
    if skipped:
        mapping["records"] = [{"kind": "associations", "fields": {"name": "Aktivitet"}}]
    with new_folder() as folder:
        report = import_bytes(folder, data, mapping)
        rejects = (folder / "file-rejects.csv").read_bytes()
        again = import_bytes(folder, rejects, mapping, "again")

    assert (not skipped, not skipped) == (bool(report.result.rejected), bool(again.result.rejected))


def test_a_damaged_row_that_is_doubtful_too_is_rejected_for_its_letters(tmp_path: Path) -> None:
    """Tell the damage of a row that stands behind a broken one."""
    report = import_bytes(tmp_path, 'Forening;Aktivitet\n"A;1\nSv\ufffdm;2\n'.encode(), LIST)

    assert ["unreadable-row", "damaged-by-spreadsheet"] == [why.rule for _, (why,) in report.first]


def book_of(folder: Path, sheets: Sequence[tuple[str, str, Sequence[Sequence[Any]]]]) -> Any:
    """Make a workbook of sheets: title, state and rows."""
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for title, state, rows in sheets:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    return book


HEADINGS = ("Forening", "Aktivitet")
states = st.sampled_from(["visible", "hidden", "veryHidden"])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(states, st.integers(0, 3)), min_size=1, max_size=4))
def test_the_first_visible_sheet_with_rows_is_read(sheets: list[tuple[str, int]]) -> None:
    """Name every other sheet with rows, how many they are, and if it is hidden."""
    sheets.append(("visible", 2))
    made = [
        (
            f"Ark {number}",
            state,
            [HEADINGS, *[(f"Klub {number} {row}", "dans") for row in range(rows)]][: rows and rows + 1],
        )
        for number, (state, rows) in enumerate(sheets)
    ]
    wanted = next(number for number, (state, rows) in enumerate(sheets) if state == "visible" and rows)
    with new_folder() as folder:
        book_of(folder, made).save(folder / "book.xlsx")
        report = import_file(folder / "book.xlsx", parse_mapping(LIST), folder / "r", folder / "rejects.csv")

    others = ", ".join(
        f'"Ark {number}" ({"" if state == "visible" else "skjult, "}{rows + 1} rækker)'
        for number, (state, rows) in enumerate(sheets)
        if number != wanted and rows
    )
    sentence = f"Andre ark, som ikke er læst: {others}. Er det et andet ark, så skriv det som sheet."
    assert f'arket "Ark {wanted}" i en Excel-fil' == report.description.da
    assert ([sentence] if others else []) == [note.da for note in report.notes]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_hidden_and_struck_rows_and_comments_are_counted(rows: list[tuple[bool, bool, bool]]) -> None:
    """Read them like others, and tell how many there are."""
    with new_folder() as folder:
        book = book_of(
            folder, [("A", "visible", [HEADINGS, *[(f"Klub {row}", "dans") for row in range(len(rows))]])]
        )
        for number, (hidden, struck, commented) in enumerate(rows, 2):
            cell = book.active.cell(number, 1)
            book.active.row_dimensions[number].hidden = hidden
            cell.font = Font(strike=struck)
            cell.comment = Comment("spørg", "x") if commented else None
        book.save(folder / "book.xlsx")
        report = import_file(folder / "book.xlsx", parse_mapping(LIST), folder / "r", folder / "rejects.csv")

    counts = [sum(column) for column in zip(*rows, strict=True)]
    starts = (
        "Rækker, som er skjult i arket, men læst som de andre: {}.",
        "Rækker med overstreget tekst, læst som de andre: {}. Slet",
        "Kommentarer til celler, som ikke er læst: {}.",
    )
    expected = [start.format(count) for start, count in zip(starts, counts, strict=True) if count]
    assert len(rows) == report.result.taken
    assert len(expected) == len(report.notes)
    assert all(note.da.startswith(start) for note, start in zip(report.notes, expected, strict=True))
    assert all(note.en in report.summary("en") for note in report.notes)


def test_one_row_in_another_sheet_is_told(tmp_path: Path) -> None:
    """Say `row`, not `rows`; also where all sheets are hidden, the first one is read."""
    book = book_of(tmp_path, [("A", "visible", [HEADINGS]), ("B", "visible", [HEADINGS, ("x", "y")])])
    book.save(tmp_path / "book.xlsx")
    mapping = parse_mapping({"file": {"sheet": "b"}, **LIST})
    report = import_file(tmp_path / "book.xlsx", mapping, tmp_path / "r", tmp_path / "rejects.csv")

    assert 'Other sheets, not read: "A" (1 row).' in report.summary("en")


def test_a_workbook_without_sheets_is_told(tmp_path: Path) -> None:
    """Tell it from one in Strict Open XML."""
    openpyxl.Workbook().save(tmp_path / "plain.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "plain.xlsx") as old,
        zipfile.ZipFile(tmp_path / "book.xlsx", "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<sheet [^>]*>", b"", old.read(name)))

    with pytest.raises(PathError, match="it is no whole Excel file"):
        import_file(tmp_path / "book.xlsx", parse_mapping(LIST), tmp_path / "r", tmp_path / "rejects.csv")


GRANTS = parse_mapping(
    {
        "records": [
            {
                "kind": "associations",
                "fields": {"name": "Forening"},
                "parts": [
                    {"list": "member_counts", "fields": {"on": "Dag", "total": "Medlemmer"}},
                ],
            },
            {
                "kind": "partnerships",
                "id": {"record": "associations"},
                "fields": {"programme": {"value": "pulje"}, "note": "Note"},
                "parts": [
                    {"list": "partners", "fields": {"association": {"record": "associations"}}},
                    {
                        "list": "terms",
                        "fields": {"kind": {"value": "initial"}, "period": {"start": "Fra", "end": "Til"}},
                    },
                    {
                        "list": "grants",
                        "headings": "Tilskud {year}",
                        "fields": {"year": {"heading": True}, "amount": {"cell": True}},
                    },
                ],
            },
        ]
    }
)
days = st.dates(datetime.date(1970, 1, 1), datetime.date(2060, 1, 1))


@settings(max_examples=25, deadline=None)
@given(days, st.sampled_from([True, False]), st.sampled_from([1900, 1904]))
def test_a_day_is_the_same_in_either_calendar(day: datetime.date, broken: bool, calendar: int) -> None:  # noqa: FBT001
    """Read day numbers from where the workbook counts, but no other number, also if the row comes back."""
    with new_folder() as folder:
        book: Any = openpyxl.Workbook()
        if calendar == 1904:
            book.epoch = CALENDAR_MAC_1904
        serial = (day - (datetime.date(1904, 1, 1) if calendar == 1904 else datetime.date(1899, 12, 30))).days
        book.active.append(["Forening", "Dag", "Medlemmer", "Note", "Fra", "Til", "Tilskud 2021"])
        book.active.append(["A", serial, 30_000, 40_000, day, serial, "x" if broken else 50_000])
        book.active.cell(2, 5).number_format = "dd-mm-yyyy"
        book.save(folder / "book.xlsx")
        import_file(folder / "book.xlsx", GRANTS, folder / "register", folder / "rejects.csv")
        if broken:
            again = (folder / "rejects.csv").read_text(encoding="utf-8").replace(";x\n", ";50000\n")
            (folder / "again.csv").write_text(again.replace(";x\r\n", ";50000\r\n"), encoding="utf-8")
            import_file(folder / "again.csv", GRANTS, folder / "register", folder / "two.csv")
        register = load(folder / "register")

    count, partnership = register.associations["a"].member_counts[0], register.partnerships["a"]
    expected: tuple[Any, ...] = (str(day), 30_000, "40000", 50_000)
    assert expected == (
        str(count.on),
        count.total,
        partnership.note,
        partnership.grants[0].amount,
    )
    assert f"{day}/{day}" == str(partnership.terms[0].period)


escapable = st.text(st.sampled_from("abØ_x0041F\r\n"), min_size=1, max_size=9).map(lambda text: f"K{text}k")


@settings(max_examples=40, deadline=None)
@given(escapable, st.sampled_from(["shared", "inline"]))
def test_escapes_in_any_cell_are_decoded(text: str, kind: str) -> None:
    """Read the text that Excel shows, of shared strings and of those in their cells."""
    escaped = text.replace("_x", "_x005F_x").replace("\r", "_x000D_")
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    with new_folder() as folder:
        book_of(folder, [("A", "visible", [HEADINGS, ("Klub", "TEKST")])]).save(folder / "plain.xlsx")
        with (
            zipfile.ZipFile(folder / "plain.xlsx") as old,
            zipfile.ZipFile(folder / "book.xlsx", "w") as new,
        ):
            for name in old.namelist():
                data = old.read(name)
                if kind == "shared":
                    data = data.replace(b"TEKST", escaped.encode())
                elif name.endswith("sheet1.xml"):
                    inline = f'<c r="B2" t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'
                    data = re.sub(rb'<c r="B2".*?</c>', inline.encode(), data)
                new.writestr(name, data)
        report = import_file(folder / "book.xlsx", parse_mapping(LIST), folder / "r", folder / "rejects.csv")
        found = load(folder / "r").associations["klub"].activity

    assert (1, shown) == (report.result.taken, found)
