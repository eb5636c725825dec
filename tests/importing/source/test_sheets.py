"""Which sheet of a workbook is read."""

import pytest

from civic_partnership.importing.source.sheets import SheetSize, choose_sheet

FULL, EMPTY, HIDDEN, BLANK = (
    SheetSize("Fuld", is_visible=True, rows=2),
    SheetSize("Tom", is_visible=True, rows=0),
    SheetSize("Skjult", is_visible=False, rows=3),
    SheetSize("Skjult tom", is_visible=False, rows=0),
)


@pytest.mark.parametrize(
    ("sheets", "chosen"),
    [
        ([EMPTY, HIDDEN, FULL, FULL], 2),
        ([BLANK, HIDDEN, EMPTY], 2),
        ([BLANK, HIDDEN], 1),
        ([BLANK, BLANK], 0),
    ],
)
def test_the_first_visible_sheet_with_rows_is_read(sheets: list[SheetSize], chosen: int) -> None:
    """Else the first that can be seen, else the first with rows."""
    assert chosen == choose_sheet(sheets, None)


@pytest.mark.parametrize("title", ["skjult", " SKJULT  TOM"])
def test_a_sheet_is_found_by_its_title(title: str) -> None:
    """In any case, whether it can be seen or not."""
    sheets = [FULL, BLANK, HIDDEN]

    assert title.casefold().split() == sheets[choose_sheet(sheets, title)].title.casefold().split()
