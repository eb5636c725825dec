from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from importing.making import import_bytes

from civic_partnership.importing.merge.row_parser import holds_cpr_number

IN_ONE_CELL = [
    *("010190-1234", "0101901234", "Ring til 010190 1234.", "010190\N{EN DASH}1234", "610190-1234"),
    *("010190\N{NO-BREAK SPACE}-\N{NO-BREAK SPACE}1234", "010190\N{NON-BREAKING HYPHEN}1234"),
    *("123456 010190-1234", "x\n101901234\ny", "010190\n1234", "3112991234"),
]
NONE = [
    *("", "010190-123", "P-nr. 1003456789", "0101901-1234", "010190-12345", "29188505", "5790000123456"),
    *("321390-1234", "01019012345", "tlf. 101901234", "991901234", "18.15.05-P20-1-21"),
]


@pytest.mark.parametrize(
    "cells",
    [*([cell] for cell in IN_ONE_CELL), ["a", "0101901234"], ["29188505", "101901234"], ["101901234", ""]],
)
def test_a_civil_registration_number_is_found(cells: list[str]) -> None:
    """Find CPR numbers in any text, also temporary ones and those without the first zero."""
    assert holds_cpr_number(cells)


@pytest.mark.parametrize(
    "cells", [*([cell] for cell in NONE), [], ["010190", "1234"], ["200.000,00", "2024"]]
)
def test_what_is_none_is_not(cells: list[str]) -> None:
    """Accept numbers across cells, without a day in front, or with other lengths."""
    assert not holds_cpr_number(cells)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *(
            ("010190-1234", True),
            ("Ring til 010190 1234.", True),
            ("CPR 0101901234", True),
            ("01.01.90-1234", True),
        ),
        *(("0101901234", False), ("101901234", False), ("Bilag 0101901234", False), ("3102901234", False)),
    ],
)
def test_ten_digits_in_a_row_are_not_certain_to_be_a_person_s(cell: str, *, expected: bool) -> None:
    """Tell a number that is written as a CPR number from one that may be any number."""
    assert expected == holds_cpr_number(["x", cell], certain=True)


@given(st.text(st.sampled_from("VBKNRvoucher"), min_size=1), st.from_regex("[0-9]{10}", fullmatch=True))
def test_a_number_beside_letters_is_none(letters: str, number: str) -> None:
    """Accept the numbers of vouchers and cases that have letters in front or behind."""
    assert not holds_cpr_number([f"{letters}{number}", f"{number}{letters}"])


@pytest.mark.parametrize("numbers", [{}, {"kind": "number", "reason": "Sagsnumre"}], ids=["", "declared"])
def test_of_a_broken_row_no_column_is_named(tmp_path: Path, numbers: dict[str, Any]) -> None:
    """Say that it has a CPR number, and not in which column: what stands where is not known."""
    case = {"columns": ["Sag"], **numbers}
    mapping = {"records": [{"kind": "associations", "fields": {"note": case, "name": "Forening"}}]}
    report = import_bytes(tmp_path, b'Sag;Forening\n"1"x;0101901234\n', mapping)
    ((line, (reason,)),) = report.first

    assert 2 == line
    assert reason.message.en.startswith("The row holds a civil registration number (CPR).")
