"""Files that nobody prepared: each case with its right answer, and a family of files like it."""

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from importing.making import import_bytes, new_folder
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


def import_case(name: str, folder: Path) -> ImportReport:
    """Import the file of a case into a new register."""
    (source,) = (CASES / name).glob("input.*")
    mapping = CASES / name / "mapping.toml"
    return import_file(source, mapping, folder / "register", folder / "rejects.csv")


def clubs(register: Register) -> dict[str, str]:
    """Return name -> activity of the associations."""
    return {each.name: each.activity or "" for each in register.associations.values()}


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
        ("html-named-xls", "det er en webside eller en XML-fil"),
        ("old-mac-with-a-break-in-a-cell", "linjerne slutter som på gamle Mac-maskiner"),
        ("strict-open-xml", 'det er en Excel-fil i formatet "Strict Open XML"'),
    ],
)
def test_what_cannot_be_read_is_named_with_the_way_out(tmp_path: Path, case: str, why: str) -> None:
    """Say what kind of file it is, and what to do."""
    with pytest.raises(PathError) as caught:
        import_case(case, tmp_path)
    assert f" kan ikke læses: {why}" in caught.value.da
    assert ". Gem den " in caught.value.da or ", og gem den " in caught.value.da


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


def test_an_unknown_encoding_is_refused_until_it_is_stated(tmp_path: Path) -> None:
    """Name the encodings that can be stated."""
    data = "Forening;Aktivitet\nJosé;fodbold\n".encode("mac_roman")
    with pytest.raises(PathError, match="utf-8, windows-1252, macintosh, cp850, cp865"):
        import_bytes(tmp_path, data, LIST)
    import_bytes(tmp_path, data, {**LIST, "file": {"encoding": "macintosh"}})

    assert {"José": "fodbold"} == clubs(load(tmp_path / "register"))


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


COUNTS = parse_mapping(
    {
        "records": [
            {
                "kind": "associations",
                "fields": {"name": "Forening", "activity": "Aktivitet"},
                "parts": [{"list": "member_counts", "fields": {"on": "Dag", "total": "Medlemmer"}}],
            },
            {
                "kind": "partnerships",
                "id": {"record": "associations"},
                "fields": {"programme": {"value": "pulje"}},
                "parts": [
                    {"list": "partners", "fields": {"association": {"record": "associations"}}},
                    {
                        "list": "terms",
                        "fields": {"kind": {"value": "initial"}, "period": {"start": "Fra", "end": "Dag"}},
                    },
                ],
            },
        ]
    }
)
FIRST_DAYS = {1900: datetime.date(1899, 12, 30), 1904: datetime.date(1904, 1, 1)}


@settings(max_examples=10, deadline=None)
@given(st.dates(datetime.date(1970, 1, 1), datetime.date(2060, 1, 1)), st.sampled_from(sorted(FIRST_DAYS)))
def test_a_day_is_the_same_in_either_calendar(day: datetime.date, calendar: int) -> None:
    """Read day numbers from where the workbook counts, but no other number, also if the row comes back."""
    with new_folder() as folder:
        book: Any = openpyxl.Workbook()
        if calendar == 1904:
            book.epoch = CALENDAR_MAC_1904
        serial = (day - FIRST_DAYS[calendar]).days
        book.active.append(["Forening", "Dag", "Medlemmer", "Aktivitet", "Fra"])
        for name, total in (("A", 30_000), ("B", "x")):
            book.active.append([name, serial, total, 40_000, day])
            book.active.cell(book.active.max_row, 5).number_format = "dd-mm-yyyy"
        book.save(folder / "book.xlsx")
        import_file(folder / "book.xlsx", COUNTS, folder / "register", folder / "rejects.csv")
        rejects = (folder / "rejects.csv").read_text(encoding="utf-8").replace(";x;", ";30000;")
        (folder / "again.csv").write_text(rejects, encoding="utf-8")
        import_file(folder / "again.csv", COUNTS, folder / "register", folder / "two.csv")
        register = load(folder / "register")

    clubs, partnerships = register.associations.values(), register.partnerships.values()
    counts = [(each.activity, str(each.member_counts[0].on), each.member_counts[0].total) for each in clubs]
    assert 2 * [("40000", str(day), 30_000)] == counts
    assert 2 * [f"{day}/{day}"] == [str(each.terms[0].period) for each in partnerships]
