"""The sentences about rejected rows show what was refused, and nobody's personal data."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, strategies as st
from openpyxl.utils import get_column_letter

from civic_partnership.importing import import_file
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.importing.rejection_rules import hide_personal, unreadable_cell
from civic_partnership.importing.source import column_letters
from civic_partnership.values import InvalidValue


@pytest.mark.parametrize(
    "text", ["ca. 200.000", "31.2.2024", "måske", "Materialeforvalter", "4991E+13", "1234567"]
)
def test_what_was_refused_is_shown(text: str) -> None:
    """Show what is nobody's."""
    assert text == hide_personal(text)


@pytest.mark.parametrize(
    "text",
    ["Klub Øst", "x@example.org", "ring 20 30 40 50", "0101901234", "010190-1234", "Åse B. Ø. Ry", "Ry, Åse"],
)
def test_what_may_be_personal_is_not_shown(text: str) -> None:
    """Hide names, mail addresses and long numbers, wherever they stand in a text."""
    assert "" == hide_personal(text) == hide_personal(f"spørg {text} om det")


@given(st.text(min_size=1))
def test_a_shown_text_is_short(text: str) -> None:
    """Cut a long text."""
    message = unreadable_cell("A", InvalidValue("x", "x"), text).message.en

    assert message.startswith('The column A has "')
    assert len(message) <= len('The column A has "": x.') + 6 * 41


@given(st.integers(0, 18_277))
def test_columns_have_the_letters_of_a_spreadsheet(place: int) -> None:
    """Name each column as openpyxl does."""
    assert get_column_letter(place + 1) == column_letters(place)


def test_a_column_of_a_workbook_is_told_with_its_letter(tmp_path: Path) -> None:
    """Name heading and letter, and hide a personal field."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Navn", "CVR", "Mail"])
    sheet.append(["A", "123", "x"])
    sheet.append(["B", "29188505", "#REF!"])
    sheet.append(["Sv\ufffdm", "29188505", ""])
    book.save(tmp_path / "book.xlsx")
    mapping = parse_mapping(
        {
            "records": [
                {"kind": "associations", "fields": {"name": "Navn", "cvr": "CVR"}},
                {"kind": "contacts", "id": "Navn", "fields": {"name": "Mail"}},
            ]
        }
    )
    report = import_file(tmp_path / "book.xlsx", mapping, tmp_path / "register", tmp_path / "rejects.csv")

    starts = [
        'The column CVR (B) has "123": there must be 8 digits',
        "The column Mail (C): the spreadsheet shows an error",
        "The column Navn (A): a program has damaged letters",
    ]
    found = [reason.message.en for _, reasons in report.first for reason in reasons]
    assert all(message.startswith(start) for message, start in zip(found, starts, strict=True)), found
