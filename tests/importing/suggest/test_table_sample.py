"""As much of a file as a suggestion needs."""

from pathlib import Path

import pytest
from importing.suggest.trying import save_workbook

from civic_partnership.errors import PathError
from civic_partnership.importing.suggest.table_sample import read_sample


def test_the_first_and_the_last_rows_of_a_long_file_are_kept(tmp_path: Path) -> None:
    """So that a total at its end is seen."""
    file = tmp_path / "list.csv"
    file.write_text("Klub\n" + "".join(f"Klub {n}\n" for n in range(6000)) + "I alt\n", encoding="utf-8")
    sample = read_sample(file)

    assert 5100 == len(sample.rows)
    assert ["Klub 5999", "I alt"] == [row.cells[0] for row in sample.rows[-2:]]


def test_a_sheet_that_is_empty_is_not_chosen(tmp_path: Path) -> None:
    """Though it stands first."""
    sample = read_sample(save_workbook(tmp_path / "list.xlsx", {"Tom": [], "Liste": [["Klub"], ["Nordby"]]}))

    assert sample.sheet is not None
    assert ("Liste", True, 2, ()) == (*sample.sheet, sample.other_sheets)


@pytest.mark.parametrize("data", [b"PK\x03\x04 no workbook", b""])
def test_what_cannot_be_read_is_told(tmp_path: Path, data: bytes) -> None:
    """As an import tells it."""
    (tmp_path / "list.xlsx").write_bytes(data)

    with pytest.raises(PathError, match="cannot be read"):
        read_sample(tmp_path / "list.xlsx")
