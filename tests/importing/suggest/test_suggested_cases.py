"""The files that went wrong once import by their suggested mapping, as it is or as its comments ask for."""

from pathlib import Path
from typing import Any

import pytest
from importing.suggest.trying import take_in, unwrap

from civic_partnership.errors import PathError
from civic_partnership.importing import suggest_mapping
from civic_partnership.model import Register

CASES = Path(__file__).parent.parent / "cases"


def grants(register: Register) -> list[tuple[Any, ...]]:
    """Return year, period, amount and days of payment of each first grant."""
    found = [each.grants[0] for each in register.partnerships.values()]
    return [
        (each.year or str(each.period), float(each.amount), *(str(paid.on) for paid in each.payments))
        for each in found
    ]


TAKEN_IN: dict[str, tuple[int, list[tuple[Any, ...]]]] = {
    "dates-that-systems-write": (7, [(2024, 5000, "2024-06-01")] * 7),
    "decimal-point": (3, [(2024, 12.5), (2024, 1000.5), (2024, 200_000)]),
    "equals-quoted-text": (1, []),
    "p-number-taken-for-cpr": (3, []),
    "school-year": (2, [("2012-08/2013-07", 5000), ("2011-08/2012-07", 5000)]),
    "serial-day-in-a-1904-workbook": (2, [(2021, 5000, "2021-06-01")] * 2),
}
"""Case -> number of rows, of which all are taken in, and the first grants."""


@pytest.mark.parametrize("case", TAKEN_IN)
def test_the_suggestion_is_right_without_a_change(case: str, tmp_path: Path) -> None:
    """Every value is that of the right answer, and no column is forgotten."""
    (file,) = (CASES / case).glob("input.*")
    rows, first = TAKEN_IN[case]
    _, register, report = take_in(file, tmp_path)

    assert (rows, rows, ()) == (report.result.rows, report.result.taken, report.unused)
    assert first == grants(register)


def test_a_number_of_fewer_digits_is_left_out_and_told(tmp_path: Path) -> None:
    """The text that looks like a formula is taken in as a text."""
    file = CASES / "text-becomes-a-formula-in-the-rejects" / "input.xlsx"
    text, register, report = take_in(file, tmp_path)

    assert "Usikkert: 1 af 1 celler kan ikke læses som foreninger, CVR-nummer" in unwrap(text)
    assert (1, 1) == (report.result.taken, len(register.associations))


def test_what_the_comment_of_a_season_asks_for_is_all_that_is_to_change(tmp_path: Path) -> None:
    """Its first month, whole years, or a month."""
    file = CASES / "school-year" / "input.csv"
    for value, periods in (
        ("07", ["2012-07/2013-06", "2011-07/2012-06"]),
        ("years", ["2012/2013", "2011/2012"]),
    ):
        folder = tmp_path / value
        folder.mkdir()
        text, register, _ = take_in(file, folder, ('season = "08"', f'season = "{value}"'))
        assert f'"{value}"' in unwrap(text)
        assert periods == [period for period, _ in grants(register)]


@pytest.mark.parametrize("case", ["html-named-xls", "old-mac-with-a-break-in-a-cell", "strict-open-xml"])
def test_a_file_that_cannot_be_read_gets_no_suggestion(case: str) -> None:
    """The message names the kind of file."""
    (file,) = (CASES / case).glob("input.*")

    with pytest.raises(PathError, match="cannot be read"):
        suggest_mapping(file)
