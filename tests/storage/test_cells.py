import csv
import io
import sys
import unicodedata
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given, strategies as st

from civic_partnership.storage.cells import (
    COMMA_TABLE,
    SEMICOLON_TABLE,
    FormulaGuard,
    cell_of,
    guard_cell,
    guard_danish_cell,
    unguard_cell,
    unguard_danish_cell,
)
from civic_partnership.testing.any_registers import texts
from civic_partnership.testing.values import dated
from civic_partnership.values import Count, Dated, Money, PartialDate, Percent, Period, Range, Reason

FORMULA_SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


UNSEEN = [
    letter
    for letter in map(chr, range(sys.maxunicode + 1))
    if letter not in "\t\r\n"
    and (letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf", "Zs", "Zl", "Zp"})
]
cells = (
    st.text(st.sampled_from([*"=+-@'a1.;,\t\r\n \uff1d", "\u200b", "\ufeff", "\u00a0", "\u3164"]))
    | texts()
    | st.text()
)


def parted(table: str, delimiter: str) -> list[str]:
    """Split a table into cells as a spreadsheet does, each without what it may strip first."""
    rows = csv.reader(io.StringIO(table, newline=""), delimiter=delimiter)
    return [cell.strip("".join(UNSEEN)) for row in rows for cell in row]


@pytest.mark.parametrize(("guard", "own"), [(COMMA_TABLE, ","), (SEMICOLON_TABLE, ";")])
@given(texts=st.lists(cells, min_size=1, max_size=4))
def test_no_cell_is_a_formula_whatever_a_spreadsheet_parts_cells_at(
    guard: FormulaGuard, own: str, texts: list[str]
) -> None:
    """With commas, semicolons or tabs, and with lines broken inside a text, also behind white space."""
    out = io.StringIO()
    csv.writer(out, delimiter=own).writerow(["a", *map(guard.guard, texts)])

    for delimiter in ",;\t":
        for cell in parted(out.getvalue(), delimiter):
            assert cell[:1] not in set("=+-@\uff1d\uff0b\uff0d\uff20")


def test_every_unseen_letter_is_looked_through() -> None:
    """Of all that Unicode has: white space, control and format characters."""
    for letter in [*UNSEEN, "\u3164", "\u2800", "\ufe0f"]:
        assert f"'{letter}=1+1" == guard_cell(f"{letter}=1+1")


@given(st.text())
def test_guard_is_harmless(text: str) -> None:
    """A guarded text runs nowhere, and it is the text but for apostrophes."""
    guarded = guard_cell(text)

    assert guarded[:1] not in set(FORMULA_SIGNS)
    assert text.replace("'", "") == guarded.replace("'", "")
    if not {*FORMULA_SIGNS, "'"} & set(text):
        assert text == guarded == unguard_cell(text)


@pytest.mark.parametrize("text", ["'s-Hertogenbosch", "'", "''", "a'b", ""])
def test_what_others_write_with_an_apostrophe_keeps_it(text: str) -> None:
    """Only an apostrophe that keeps a formula from running is taken away."""
    assert text == unguard_cell(text) or unguard_cell(text) == text[1:] == "'"


@pytest.mark.parametrize(
    ("annotation", "value", "cell"),
    [
        (str, "Nordby", "Nordby"),
        (str, "=1+1", "'=1+1"),
        (str, "'t", "''t"),
        (str | None, "-", "'-"),
        (Literal["error", "off"], "off", "off"),
        (bool, True, "true"),
        (bool | None, False, "false"),
        (Count, 200000, "200000"),
        (Money, Decimal("2E+5"), "200000"),
        (Money, Decimal("200000.00"), "200000"),
        (Money, Decimal("199999.50"), "199999.5"),
        (Money, Decimal("0E+3"), "0"),
        (Money, 200_000, "200000"),
        (Percent, Decimal("-0.000001"), "-0.000001"),
        (Percent, Decimal("1E-6"), "0.000001"),
        (date, date(2024, 1, 31), "2024-01-31"),
        (time, time(17, 30), "17:30:00"),
        (PartialDate, PartialDate("2024~"), "2024~"),
        (Period, Period("2024/.."), "2024/.."),
        (Range, Range(3, 4), "3,4"),
        (Range, Range(3, 3), "3"),
        (tuple[str, ...], ("a", "b"), "a|b"),
        (tuple[str, ...], ("a|b", "\\", "c\\|"), r"a\|b|\\|c\\\|"),
        (tuple[str, ...], ("=a", "=b"), "'=a|=b"),
        (tuple[str, ...], (), ""),
        (tuple[Count, ...], (1, 2), "1|2"),
        (Dated[Money], Dated.always(Decimal(200_000)), "200000"),
        (Dated[Money], Dated.since({"2012": Decimal(200_000)}), "2012=200000"),
        (Dated[Money], Dated.since({"2012": Decimal(200_000), "2027-02~": Decimal("212000.5")}), "2012=200000|2027-02~=212000.5"),
        (Dated[Count], Dated.since({"2012": 4}), "2012=4"),
        (Dated[Range], Dated.since({"2012": Range(3, 4), "2013": Range(5, 5)}), "2012=3,4|2013=5"),
        (Dated[tuple[Count, ...]], Dated.always((2, 3)), "2,3"),
        (Dated[tuple[Count, ...]], Dated.always(()), "[]"),
        (Dated[tuple[Money, ...]], Dated.since({"2012": (), "2013": (Decimal(1),)}), "2012=[]|2013=1"),
    ],
)  # fmt: skip
def test_what_stands_in_a_cell(annotation: Any, value: Any, cell: str) -> None:
    """Values are written plainly, several with a sign between them."""
    write = cell_of(annotation).write or str

    assert cell == write(value)


@pytest.mark.parametrize(
    ("annotation", "cell", "plain"),
    [
        (str, "'=1+1", "=1+1"),
        (bool, "true", True),
        (bool, "false", False),
        (bool, "TRUE", "TRUE"),
        (bool, "1", "1"),
        (Count, "0", 0),
        (Count, "-5", -5),
        (Count, "9" * 100, 10**100 - 1),
        (Count, "9" * 5000, "9" * 5000),
        (Count, "1.0", Decimal("1.0")),
        (Count, "007", "007"),
        (Count, "1e3", "1e3"),
        (Count, " 1", " 1"),
        (Count, "1\n", "1\n"),
        (Count, "+1", "+1"),
        (Count, "1_000", "1_000"),
        (Count, "\u0661", "\u0661"),
        (Money, "199999.50", Decimal("199999.50")),
        (Money, "199999,50", "199999,50"),
        (Money, "1.", "1."),
        (Money, "NaN", "NaN"),
        (Money, "Infinity", "Infinity"),
        (Range, "3", 3),
        (Range, "3,4", [3, 4]),
        (Range, "3,4,5", [3, 4, 5]),
        (Range, "3,", [3, ""]),
        (Range, "many", "many"),
        (tuple[str, ...], "a|b", ["a", "b"]),
        (tuple[str, ...], "a||", ["a", "", ""]),
        (tuple[str, ...], r"C:\temp\|\\|\x|end" + "\\", ["C:\\temp|\\", "\\x", "end\\"]),
        (tuple[Count, ...], "1|x", [1, "x"]),
        (Dated[Money], "200000", 200_000),
        (Dated[Money], "2012=200000|2027=1.5", {"2012": 200_000, "2027": Decimal("1.5")}),
        (Dated[Money], "2012=1|2012=2", "2012=1|2012=2"),
        (Dated[Money], "2012=1|5", {"2012": 1, "5": ""}),
        (Dated[Range], "2012=3,4", {"2012": [3, 4]}),
        (Dated[tuple[Count, ...]], "2,3", [2, 3]),
        (Dated[tuple[Count, ...]], "2012=[]", {"2012": []}),
        (Reason, "covid", "covid"),
        (Reason, '{"2022": "covid"}', {"2022": "covid"}),
        (Reason, r"\{ikke JSON", "{ikke JSON"),
        (Reason, "{ikke JSON", "{ikke JSON"),
    ],
)
def test_what_is_read_from_a_cell(annotation: Any, cell: str, plain: Any) -> None:
    """What is meant by a cell is read, and what is none of it goes on as a text, to be refused."""
    read = cell_of(annotation).read(cell)

    assert (plain, type(plain)) == (read, type(read))


@given(st.lists(texts(), min_size=1).map(tuple))
def test_lists_come_back(values: tuple[str, ...]) -> None:
    """Every list of texts comes back from its cell."""
    cell = cell_of(tuple[str, ...])
    assert cell.write is not None

    assert list(values) == cell.read(cell.write(values))


@given(dated(st.lists(st.integers(0, 400), max_size=3).map(tuple)))
def test_dated_lists_come_back(value: Dated[tuple[int, ...]]) -> None:
    """One that is always the same is told from one that came on a date, and none from absent."""
    cell = cell_of(Dated[tuple[Count, ...]])
    assert cell.write is not None
    value_read = cell.read(cell.write(value))

    expected = {str(start): list(each) for start, each in value.changes}
    assert (expected if isinstance(value_read, dict) else expected["None"]) == value_read
    assert cell.write(value)


@pytest.mark.parametrize("annotation", [Dated[str], Dated[tuple[str, ...]], Dated[Period], float, bytes])
def test_a_type_without_a_cell_is_refused(annotation: Any) -> None:
    """Whoever adds a field that no cell can hold is told when the tables are laid out."""
    with pytest.raises(TypeError, match="no cell holds a"):
        cell_of(annotation)


@pytest.mark.parametrize("value", [0.1, "200000", True])
def test_an_inexact_amount_is_never_written(value: Any) -> None:
    """A value of a type that no field of amounts can have is not written as if it were one."""
    write = cell_of(Money).write
    assert write is not None
    with pytest.raises(TypeError, match="an amount is a Decimal"):
        write(value)


def test_cells_are_written_by_csv_as_they_should_stand() -> None:
    """Leave values without a writer of their own to `csv.writer`."""
    out = io.StringIO()
    csv.writer(out).writerow([date(2024, 1, 1), time(9), PartialDate("2024"), Period("2024/.."), 7, None])

    assert "2024-01-01,09:00:00,2024,2024/..,7,\r\n" == out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@x", "\t1", "\r1", "\n1", "\uff1d1", "'x", "0101", "4991e13", "4991E+13", "1,5e3", "3-4",
        "18.12.01", "1/2", "12:30", "1.000", "1,5", "1 000", "123456789012", " 12 34", "maj-20", "Okt. 2020", "1. maj",
        "31 december 2024", "mar12", "5 pm", "12:30 a", "200 kr.", "kr. 200", "kr 1.000,00", "20%", "SAND", "falsk", "true",
        "007", "1-2-3", "12.34.56.78", "٣-٤", f"{'1 ' * 3000}1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    """Guard a text that a spreadsheet would change, and get it back."""
    assert f"'{text}" == guard_danish_cell(text)
    assert text == unguard_danish_cell(f"'{text}")


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "12345678", "2024", "Vol. 1", "Nordby Boldklub", "maj", "Majbrit", "18.15.05-P20-1-21", "1a", "e13", "ca. 2024",
        "2 og 3", "3 til 4", "2021=200000", "side 3", "10 km", "sandt", "5 partnere", "U19", "kr.", "...", "\u2013",
    ],
)  # fmt: skip
def test_what_it_would_leave_alone_is_not(text: str) -> None:
    """Leave words, whole numbers and what looks like nothing else as they are."""
    assert text == guard_danish_cell(text) == unguard_danish_cell(text)


@pytest.mark.parametrize(
    ("guard", "unguard"),
    [
        (guard_cell, unguard_cell),
        (SEMICOLON_TABLE.guard, SEMICOLON_TABLE.unguard),
        (guard_danish_cell, unguard_danish_cell),
    ],
)
@given(text=cells | st.from_regex(r"'{0,2}[0-9e.,:/ -]{1,8}", fullmatch=True))
def test_every_guard_is_undone(guard: Callable[[str], str], unguard: Callable[[str], str], text: str) -> None:
    """Every text comes back from behind its guard, and so no two texts are guarded alike."""
    assert text == unguard(guard(text))
