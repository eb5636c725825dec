"""What stands in the cells of a column."""

import pytest

from civic_partnership.importing.source import Row
from civic_partnership.importing.suggest.column_contents import ColumnContents


def contents(*cells: str) -> ColumnContents:
    """Collect cells from the line 2 on; the last row is too short to have one."""
    rows = [Row(number, ["", cell]) for number, cell in enumerate(cells, 2)]
    return ColumnContents.collect([*rows, Row(99, [""])], [1])


def test_filled_cells_are_kept_with_their_lines() -> None:
    """Blanks around them are not."""
    assert ((2, "a"), (4, "b")) == contents(" a ", " ", "b").cells


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([], "tom"),
        (["200.000,50", "20 000 kr.", "5000", "x"], "tal"),
        (["1.2.2021", "okt. 2020"], "datoer"),
        (["x", "y", "1"], "tekst"),
    ],
)
def test_the_kind_is_that_of_most_cells(cells: list[str], kind: str) -> None:
    """Numbers, dates or text."""
    assert kind == contents(*cells).kind().da


@pytest.mark.parametrize(
    ("path", "cells", "unfit", "is_likely"),
    [
        ("associations.cvr", ["29188505", "1234567"], (3,), True),
        ("associations.name", ["Nordby", "1000011111", "12"], (3, 4), False),
        ("partnerships.grants.awarded_on", ["1.2.2021", "44197", "x"], (4,), False),
        ("partnerships.grants.awarded_on", ["1.2.2021", "44197"], (), True),
        ("partnerships.grants.awarded_on", ["43000", "44197"], (), False),
        ("partnerships.grants.awarded_on", ["20240601"], (), True),
        ("partnerships.employments.period.start", ["medio 2022"], (), True),
        ("partnerships.employments.period.end", ["indtil videre", "x"], (3,), True),
        ("partnerships.note", [], (), False),
    ],
)
def test_cells_that_a_field_cannot_hold_are_found(
    path: str, cells: list[str], unfit: tuple[int, ...], *, is_likely: bool
) -> None:
    """A plain number can be read as the day of a spreadsheet, but may be an amount as well."""
    found = contents(*cells).fit(path)

    assert unfit == found.unfit
    assert is_likely == found.is_likely
