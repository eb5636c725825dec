"""The workbook: every value read back, how it looks, where its links lead, and what it cannot hold."""

import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings, strategies as st
from openpyxl.cell.text import Text
from openpyxl.xml.functions import iterparse

from civic_partnership import Finding, Host, OptionsError, Register, check, parse
from civic_partnership.model import (
    Association,
    CooperationFramework,
    Hearing,
    Municipality,
    Party,
    Programme,
    RecordKey,
    Response,
    Source,
    Survey,
    walk_path,
)
from civic_partnership.plugins import Artifact, Loss
from civic_partnership.testing import readable_registers
from civic_partnership.values import Dated, Label, PartialDate, Table
from civic_partnership_danish_excel.sheet_rows import place_of_finding
from civic_partnership_danish_excel.workbook_cells import MAX_CHARACTERS, MISTAKEN, TOO_LONG
from civic_partnership_danish_excel.workbook_layout import (
    CellAddress,
    LinkedText,
    lay_out,
    sheet_names,
)
from civic_partnership_danish_excel.xlsx import Xlsx, XlsxOptions

GOLDEN = Path(__file__).parent / "golden" / "partnerskaber.txt"
ON = date(2025, 3, 1)

REGISTER = parse("""
[municipality]
name = "Nordby Kommune"
code = "0999"

[associations.boldklub]
name = 'Nordby "Boldklub" & Venner'
cvr = "64942212"
aliases = ["NB", "Boldklubben i Nordby"]
citywide = false
note = "=SUM(A1)"

[programmes.social]
name = "Sociale partnerskaber"
since = "2021-01"
annual_amount = { 2021 = 200_000, 2027-07 = 212_000.5 }
annual_budget = 1_500_000
min_weekly_hours = 20.5

[partnerships.nordby-boldklub]
programme = "social"
partners = [{ association = "boldklub" }]
terms = [{ period = "2021/2024", kind = "initial" }, { period = "2025-01-01/..", kind = "extension" }]
grants = [{ year = 2021, amount = 199_999.5, payments = [{ on = 2021-01-15, amount = 199_999.5 }] }, { period = "2022-01~/2022-12-31", amount = 1 }]

[meetings.start]
on = 2021-02-01
kind = "status"
partnership = "nordby-boldklub"
starts = 17:30:00
""").register
"""A little of everything that is hard to write."""


def export_workbook(register: Register, **options: Any) -> tuple[bytes, list[Loss]]:
    """Return the bytes of the workbook, and the losses."""
    data, losses = b"", []
    for item in Xlsx().export(register, XlsxOptions(**options)):
        if isinstance(item, Artifact):
            data += b"".join(item.chunks)
        else:
            losses.append(item)
    return data, losses


def open_workbook(data: bytes) -> Any:
    """Open the workbook with openpyxl, reading texts as the standard demands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("openpyxl.reader.excel.read_string_table", _texts)
        return openpyxl.load_workbook(io.BytesIO(data))


def _texts(source: Any) -> list[str]:
    """Read the texts of a workbook: `_x000D_` is a character; openpyxl alone leaves it as it is."""
    items = [node for _, node in iterparse(source) if node.tag.endswith("}si")]
    texts = [Text.from_tree(node).content for node in items]  # type: ignore[union-attr] # it gives one
    return [re.sub("_x([0-9a-fA-F]{4})_", lambda found: chr(int(found[1], 16)), text) for text in texts]


PIECES = [
    "_x0041_", "_x0041", "x0042_", "_", "_x005F_", "_xFFFE_", "\x01", "\r", "\n", "\t", "\ufffe", "<r>", "</r>", " ", "a", "&",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1).map("".join) | st.text(min_size=1))
@example("_x0041_x0042_")
@example("_x0041\x01")
@example("_x0041\r")
@example("<r><t>a</t></r>")
@example("<r></r>")
@example("'=1+1")
def test_a_text_comes_back_or_is_a_loss(text: str) -> None:
    """Read a text back, or report a loss: control characters, escapes, and rich text."""
    data, losses = export_workbook(Register().replace(Association(id="a", name=text)))
    actual = open_workbook(data)["Foreninger"]["B2"].value

    assert (actual != text) == bool(losses)
    assert [MISTAKEN] * len(losses) == [loss.reason for loss in losses]


@pytest.mark.parametrize(
    "text", ["_x0041_", "a_x0041_b", "\x00\x1b", "a\r\nb", "\ufffe\uffff", "x005F_", "<r>", "a<r>b</r>"]
)
def test_ordinary_oddities_are_no_loss(text: str) -> None:
    """Write control characters and line ends without a loss."""
    data, losses = export_workbook(Register().replace(Association(id="a", name=text)))

    assert [] == losses
    assert text == open_workbook(data)["Foreninger"]["B2"].value


@pytest.mark.parametrize("letter", ["ø", "😀"])
def test_a_text_that_is_too_long_is_a_loss(letter: str) -> None:
    """Cut a text that is too long, with a mark, and report it; Excel counts an emoji twice."""
    longest = letter * (MAX_CHARACTERS // (len(letter.encode("utf-16-le")) // 2))
    fits = Register().replace(Association(id="a", name=longest))
    long = Register().replace(Association(id="a", name=f"{longest}{letter}", note="x"))

    assert [] == export_workbook(fits)[1]
    assert longest == open_workbook(export_workbook(fits)[0])["Foreninger"]["B2"].value
    data, losses = export_workbook(long)
    assert [Loss(record=RecordKey("associations", "a"), path=("name",), reason=TOO_LONG)] == losses
    cut = open_workbook(data)["Foreninger"]["B2"].value
    assert cut.startswith(letter * 1000)
    assert cut.endswith(f"{letter} […]")
    assert len(cut.encode("utf-16-le")) in (2 * MAX_CHARACTERS, 2 * MAX_CHARACTERS - 2)


LONG = "x" * (MAX_CHARACTERS + 1)


@pytest.mark.parametrize(
    ("record", "places"),
    [
        (Association(id=LONG, name="a"), [("associations", ())]),
        (Association(id=LONG, name="a", sources=(Source(document="d"),)), [("associations", ())]),
        (Association(id="a", name="a", aliases=("a", LONG)), [("associations", ("aliases",))]),
        (
            Association(id="a", name="a", exempt=Table({LONG: Dated.always("x")})),
            [("associations", ("exempt", LONG))],
        ),
        (
            Association(id="a", name="a", exempt=Table({"x": Dated.always(LONG)})),
            [("associations", ("exempt", "x"))],
        ),
        (
            Association(id="a", name="a", sources=(Source(document="d"), Source(document=LONG, place=LONG))),
            [("associations", ("sources", 1, "document")), ("associations", ("sources", 1, "place"))],
        ),
        (
            Municipality(name=LONG, rule_levels=Table({LONG: "off"})),
            [("municipality", ("name",)), ("municipality", ("rule_levels", LONG))],
        ),
        (
            CooperationFramework(
                id="a", title="a", hearing=Hearing(responses=(Response(by=Party(name="a"), text=LONG),))
            ),
            [("frameworks", ("hearing", "responses", 0, "text"))],
        ),
    ],
)
def test_a_loss_says_where_it_is(record: Any, places: list[Any]) -> None:
    """Report a loss once with its place, however often the text would have to be written."""
    register = Register().replace(record)

    losses = export_workbook(register)[1]

    assert places == [(loss.record.kind, loss.path) for loss in losses]
    for loss in losses:
        assert len(loss.path) + 1 == len(list(walk_path(register.get(loss.record), loss.path)))


def cell_of(register: Register, sheet: str, heading: str) -> Any:
    """Return the cell of the first row under a heading."""
    actual = open_workbook(export_workbook(register)[0])[sheet]
    return next(actual.cell(2, cell.column) for cell in actual[1] if cell.value == heading)


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "number_format"),
    [
        ("Overblik", "År", 2021, "0"),
        ("Overblik", "CVR pr. 31. december", "64942212", "@"),
        ("Overblik", "Udbetalt", 199999.5, "#,##0.00"),
        ("Overblik", "Første frist fra 1. januar", datetime(2024, 12, 31), r"dd\-mm\-yyyy"),  # noqa: DTZ001 - a day
        ("Tilskudsoversigt", "Kommunekode", "0999", "@"),
        ("Tilskudsoversigt", "CVR", "64942212", "@"),
        ("Tilskudsoversigt", "Tilsagn", 199999.5, "#,##0.00"),
        ("Tilskudsoversigt", "Regnskabsår", 2021, "0"),
        ("Tilskudsoversigt", "Slutdato", datetime(2021, 12, 31), r"dd\-mm\-yyyy"),  # noqa: DTZ001 - a day
        ("Tilskudsoversigt", "Status", "udbetalt", "@"),
        ("Foreninger", "Navn", 'Nordby "Boldklub" & Venner', "@"),
        ("Foreninger", "Andre navne", "NB\nBoldklubben i Nordby", "@"),
        ("Foreninger", "Bydækkende", "nej", "@"),
        ("Foreninger", "Bemærkning", "=SUM(A1)", "@"),
        ("Ordninger", "Siden", "01-2021", "@"),
        ("Ordninger", "Årligt beløb", "2021: 200000\n07-2027: 212000,5", "@"),
        ("Ordninger", "Årligt budget", 1500000, "#,##0.00"),
        ("Ordninger", "Timer om ugen, mindst", 20.5, "General"),
        ("Aftaleperioder", "Periode fra", "2021", "@"),
        ("Tilskud", "Tilskud nr.", 1, "0"),
        ("Tilskud", "År", 2021, "0"),
        ("Udbetalinger", "Dato", datetime(2021, 1, 15), r"dd\-mm\-yyyy"),  # noqa: DTZ001 - a day
        ("Møder", "Begynder", time(17, 30), r"hh\.mm"),
    ],
)
def test_a_cell_is_of_its_kind(sheet: str, heading: str, value: Any, number_format: str) -> None:
    """Write days as days, amounts as numbers, codes as texts, and no text as a formula."""
    cell = cell_of(REGISTER, sheet, heading)

    assert value == cell.value
    assert number_format == cell.number_format
    assert (
        "s" if isinstance(value, str) else "d" if isinstance(value, (datetime, time)) else "n"
    ) == cell.data_type


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1900-02-28", "28-02-1900"),
        ("1900-03-01", datetime(1900, 3, 1)),  # noqa: DTZ001 - a day
        ("2024-12-31", datetime(2024, 12, 31)),  # noqa: DTZ001 - a day
        ("2024-12-31~", "ca. 31-12-2024"),
        ("2024-12", "12-2024"),
        ("2024~", "ca. 2024"),
    ],
)
def test_what_is_no_day_of_excels_is_text(text: str, value: Any) -> None:
    """Write a day before March 1900 as text: Excel has a day too many in that year."""
    survey = Survey(id="a", title="a", asked=PartialDate(text))

    assert value == cell_of(Register().replace(survey), "Undersøgelser", "Gennemført").value


@pytest.mark.parametrize(
    ("amount", "value"),
    [
        ("123456789012345", 123456789012345),
        ("9999999999999.9", 9999999999999.9),
        ("1234567890123.45", 1234567890123.45),
        ("12345678901234.56", "12345678901234,56"),
        ("1E+14", 100000000000000),
        ("1.50", 1.5),
    ],
)
def test_more_digits_than_excel_keeps_are_text(amount: str, value: Any) -> None:
    """Write a number of too many digits as text, so that nothing is rounded."""
    programme = Programme(id="a", name="a", annual_budget=Dated.always(Decimal(amount)))

    assert value == cell_of(Register().replace(programme), "Ordninger", "Årligt budget").value


def test_equal_amounts_give_equal_bytes() -> None:
    """Write equal amounts alike, however many zeros they were written with."""
    one, other = (
        Register().replace(Programme(id="a", name="a", annual_budget=Dated.always(Decimal(text))))
        for text in ("200000.50", "200000.5")
    )

    assert one == other
    assert export_workbook(one) == export_workbook(other)


def test_sheets_have_names_that_excel_takes() -> None:
    """Give each sheet a different name, in any case, after the title of its table."""
    names = ["Overblik", "Tilskudsoversigt", "Fund", "Indhold", *sheet_names().values()]

    assert len(names) == len({name.casefold() for name in names})
    for name in names:
        assert re.fullmatch(r"[^\[\]:*?/\\']{1,31}", name), name
    assert "Forbrug" == sheet_names()["partnerships.grants.spending"]
    assert "Tilskud, kilder" == sheet_names()["partnerships.grants.sources"]
    assert "Byområder, kilder" == sheet_names()["areas.sources"]


def test_it_is_easy_to_read_and_to_print() -> None:
    """Keep headings and keys in sight, filter rows, and print on A4 across, with headings."""
    book = open_workbook(export_workbook(REGISTER, on=ON)[0])

    assert ["Overblik", "Tilskudsoversigt", "Fund", "Indhold", "Kommune"] == book.sheetnames[:5]
    frozen = {sheet.title: sheet.freeze_panes for sheet in book}
    assert ("D2", "D2", "A2", "B2", "C2") == tuple(
        frozen[name] for name in ("Overblik", "Tilskudsoversigt", "Fund", "Foreninger", "Tilskud")
    )
    for sheet in book:
        if sheet.title != "Overblik":
            assert sheet.dimensions == sheet.auto_filter.ref
        assert ("landscape", 9) == (sheet.page_setup.orientation, sheet.page_setup.paperSize)
        assert "$1:$1" == sheet.print_title_rows
        assert all(5 <= column.width <= 62 for column in sheet.column_dimensions.values())


def test_a_long_text_has_a_row_that_shows_it() -> None:
    """Make a row as high as its text needs, because not every program does."""
    note = "Regnskabet følger, når året er gået. " * 10
    rows = open_workbook(
        export_workbook(
            Register().replace(Association(id="a", name="a", note=note), Association(id="b", name="b"))
        )[0]
    )["Foreninger"]

    assert 7 * 15 == rows.row_dimensions[2].height
    assert rows.row_dimensions[3].height is None
    assert 60 <= rows.column_dimensions["L"].width <= 61


def links(book: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield every link: its sheet, its cell and the cell that it leads to."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    assert cell.hyperlink.target is None, "it leads out of the workbook"
                    name, _, address = cell.hyperlink.location.rpartition("!")
                    yield sheet.title, cell, book[name.strip("'")][address]


@settings(deadline=None)
@given(readable_registers())
def test_links_lead_to_the_record_that_they_name(register: Register) -> None:
    """Lead every link to its record."""
    data, losses = export_workbook(register)
    for sheet, cell, target in links(open_workbook(data)):
        if not sheet.startswith("Indhold") and not losses:
            assert cell.value == target.value


def test_ids_are_links_where_there_is_a_record() -> None:
    """Link ids to the record that a row belongs to, and to one that it refers to."""
    register = REGISTER.without(REGISTER.programmes["social"])
    actual = {
        (sheet, cell.coordinate): target.parent.title
        for sheet, cell, target in links(open_workbook(export_workbook(register)[0]))
    }
    linked = {place: sheet for place, sheet in actual.items() if place[0] != "Indhold"}

    assert {
        **{("Overblik", f"A{row}"): "Partnerskaber" for row in range(2, 7)},
        ("Tilskudsoversigt", "C2"): "Partnerskaber",
        ("Tilskudsoversigt", "C3"): "Partnerskaber",
        ("Partnere", "A2"): "Partnerskaber",
        ("Partnere", "C2"): "Foreninger",
        ("Aftaleperioder", "A2"): "Partnerskaber",
        ("Aftaleperioder", "A3"): "Partnerskaber",
        ("Tilskud", "A2"): "Partnerskaber",
        ("Tilskud", "A3"): "Partnerskaber",
        ("Udbetalinger", "A2"): "Partnerskaber",
        ("Møder", "E2"): "Partnerskaber",
    } == linked


def test_no_sheet_has_more_links_than_excel_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write ids as plain texts beyond the most links that Excel opens."""
    monkeypatch.setattr("civic_partnership_danish_excel.workbook_writer._MOST_LINKS", 1)
    book = open_workbook(export_workbook(REGISTER)[0])

    cells = [cell for sheet, cell, _ in links(book) if sheet == "Tilskud"]

    assert ["A2"] == [cell.coordinate for cell in cells]
    assert "nordby-boldklub" == book["Tilskud"]["A3"].value


def test_what_looks_like_a_link_is_text() -> None:
    """Write texts that look like a link as texts."""
    register = Register().replace(Association(id="a", name="mailto:x", note="internal:Kommune!A1"))

    assert {"Indhold"} == {sheet for sheet, _, _ in links(open_workbook(export_workbook(register)[0]))}


def test_a_table_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name the sheet and another format where Excel would open only a part of a table."""
    monkeypatch.setattr("civic_partnership_danish_excel.workbook_writer._MOST_ROWS", 3)
    register = Register().replace(*(Association(id=f"a{n}", name=f"{n}") for n in range(3)))

    with pytest.raises(OptionsError, match="Choose the format csv-da"):
        export_workbook(register)


BROKEN = parse("""
[associations.boldklub]
name = "Nordby Boldklub"
cvr = "12345678"

[meetings.start]
on = 2021-02-01
kind = "status"
starts = 17:30:00
ends = 16:30:00
""").register


def test_there_are_no_findings_unless_they_are_asked_for() -> None:
    """Leave out the findings where no day is given."""
    assert "Fund" not in open_workbook(export_workbook(BROKEN)[0]).sheetnames
    assert "Fund" in open_workbook(export_workbook(BROKEN, on=ON)[0]).sheetnames


def test_findings_stand_with_the_worst_first() -> None:
    """List level, rule, record, place, message and source of each finding, errors first."""
    headings, *rows = open_workbook(export_workbook(BROKEN, on=ON)[0])["Fund"].iter_rows(values_only=True)
    findings = check(BROKEN, on=ON).findings

    assert ("Niveau", "Regel", "Post", "Sted", "Fund", "Kilde") == headings
    assert sorted((finding.rule, finding.message.da, finding.source) for finding in findings) == sorted(
        (row[1], row[4], row[5]) for row in rows
    )
    levels = [row[0] for row in rows]
    assert sorted(levels, key=["fejl", "advarsel", "uafklaret"].index) == levels
    assert {("fejl", "boldklub", "Foreninger: CVR-nummer")} <= {(row[0], row[2], row[3]) for row in rows}


@settings(deadline=None)
@given(readable_registers())
def test_a_finding_leads_to_its_cell(register: Register) -> None:
    """Lead every finding about a record to its row; the place says which column."""
    book = open_workbook(export_workbook(register, on=ON)[0])
    targets = {cell.row: target for sheet, cell, target in links(book) if sheet == "Fund"}
    for row in book["Fund"].iter_rows(min_row=2):
        record, place = row[2].value, row[3].value
        if place is None:
            assert record is None
            continue
        target = targets[row[3].row]
        heading = target.parent.cell(1, target.column).value
        assert record in (target.parent.cell(target.row, 1).value, None)
        assert target.column == 1 or place.endswith(f": {heading}")


@pytest.mark.parametrize(
    ("path", "place", "sheet", "cell"),
    [
        ((), "Partnerskaber", "Partnerskaber", (1, 0)),
        (("programme",), "Partnerskaber: Ordning", "Partnerskaber", (1, 1)),
        (("partners", 0), "Partnerskaber: partnere 1", "Partnere", (1, 0)),
        (("partners", 0, "association"), "Partnerskaber: partnere 1: Forening", "Partnere", (1, 2)),
        (("grants",), "Partnerskaber", "Partnerskaber", (1, 0)),
        (("grants", 1), "Partnerskaber: tilskud 2", "Tilskud", (2, 0)),
        (("grants", 1, "amount"), "Partnerskaber: tilskud 2: Beløb", "Tilskud", (2, 5)),
        (
            ("terms", 0, "period"),
            "Partnerskaber: aftaleperioder 1: Periode fra",
            "Aftaleperioder",
            (1, 2),
        ),
    ],
)
def test_a_place_is_said_in_words(path: Any, place: str, sheet: str, cell: tuple[int, int]) -> None:
    """Describe a place by the table, the numbers of its rows from 1, and the heading."""
    actual = place_of_finding(found_at(RecordKey("partnerships", "nordby-boldklub"), path), lay_out(REGISTER))

    assert LinkedText(place, CellAddress(sheet, *cell)) == actual


def test_a_finding_that_belongs_to_no_row_leads_nowhere() -> None:
    """Give no place to a finding about a whole file, or about what is not in the register."""
    layout = lay_out(REGISTER)

    assert place_of_finding(found_at(None, ()), layout) is None
    assert place_of_finding(found_at(RecordKey("partnerships", "nordby-dans"), ()), layout) is None
    assert place_of_finding(found_at(RecordKey("surveys", "nordby-dans"), ()), layout) is None
    municipality = found_at(RecordKey("municipality", None), ("code",))
    assert LinkedText("Kommune: Kommunekode", CellAddress("Kommune", 1, 0)) == place_of_finding(
        municipality, layout
    )


def found_at(record: RecordKey | None, path: Any) -> Finding:
    """Return a finding in some place."""
    label = Label("x", "x")
    return Finding(
        rule="x", level="error", record=record, path=path, message=label, remedy=label, document="x"
    )


def test_it_is_found_by_its_entry_point(tmp_path: Path) -> None:
    """Find the format by the host, with its distribution and its options."""
    host = Host()

    report = host.export(REGISTER, "xlsx", tmp_path / "out", on=ON, options={"on": ON}, allow_errors=True)

    assert "civic-partnership-danish-excel" == host.exporters["xlsx"].distribution
    assert version("civic-partnership-danish-excel") == host.exporters["xlsx"].version
    assert ["partnerskaber.xlsx"] == [file.name for file in report.files]
    assert (tmp_path / "out" / "partnerskaber.xlsx").read_bytes() == export_workbook(REGISTER, on=ON)[0]
    with pytest.raises(OptionsError, match="on"):
        host.export(REGISTER, "xlsx", tmp_path / "not", on=ON, options={"on": "tomorrow"}, allow_errors=True)


def test_it_is_as_old_as_any_workbook() -> None:
    """Write no time of the clock into the workbook."""
    properties = openpyxl.load_workbook(io.BytesIO(export_workbook(REGISTER)[0])).properties

    assert datetime(1980, 1, 1) == properties.created == properties.modified  # noqa: DTZ001 - of no time zone


def test_only_who_asks_for_a_workbook_loads_what_writes_it() -> None:
    """Load the library only where a workbook is written."""
    program = "import sys, civic_partnership_danish_excel; sys.exit('xlsxwriter' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", program], check=False).returncode


def test_the_workbook_is_as_it_was(golden_file: Callable[[Path, str], None]) -> None:
    """Write each cell of a small register as it was looked at in a spreadsheet."""
    book = open_workbook(export_workbook(REGISTER, function=("3.38.73",))[0])
    lines = []
    for sheet in book:
        lines += [
            f"# {sheet.title}",
            *(" | ".join(map(format_cell, row)) for row in sheet.iter_rows(values_only=True)),
            "",
        ]

    golden_file(GOLDEN, "\n".join(lines))


def format_cell(value: Any) -> str:
    """Show a cell as in the golden file: texts in quotation marks."""
    return "" if value is None else repr(value) if isinstance(value, str) else str(value)
