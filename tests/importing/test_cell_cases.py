"""Cells that went wrong in real files: each file with its right answer, and a family of files like it."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from importing.making import import_bytes, new_folder

from civic_partnership import Register, load
from civic_partnership.importing import ImportReport, import_file

CASES = Path(__file__).parent / "cases"
DAY = datetime.date(2024, 6, 1)


def import_case(name: str, folder: Path) -> ImportReport:
    """Import the file of a case into a new register."""
    case = CASES / name
    return import_file(case / "input.csv", case / "mapping.toml", folder / "register", folder / "rejects.csv")


def reasons(report: ImportReport) -> list[tuple[int, str, str]]:
    """Return line, rule and sentence of the rejected rows."""
    return [(line, reason.rule, reason.message.da) for line, why in report.first for reason in why]


def grants(register: Register) -> list[Any]:
    """Return the first grant of each partnership."""
    return [partnership.grants[0] for partnership in register.partnerships.values()]


def test_dates_that_systems_write(tmp_path: Path) -> None:
    """Read 1 June 2024 in all seven notations."""
    report = import_case("dates-that-systems-write", tmp_path)

    assert [] == reasons(report)
    assert 7 * [DAY] == [grant.payments[0].on for grant in grants(load(tmp_path / "register"))]


def test_decimal_point(tmp_path: Path) -> None:
    """Read points as decimal signs, and 12.500 as twelve and a half."""
    report = import_case("decimal-point", tmp_path)
    found = {id: each.grants[0].amount for id, each in load(tmp_path / "register").partnerships.items()}

    assert [] == reasons(report)
    assert {
        "oesterby-boldklub": 200_000,
        "havnens-svoemmeklub": Decimal("1000.5"),
        "aeroegade-dans": Decimal("12.5"),
    } == found


def test_hash_means_nothing(tmp_path: Path) -> None:
    """Take `#` for an empty cell, because the mapping says so."""
    report = import_case("hash-means-nothing", tmp_path)

    assert [] == reasons(report)
    assert load(tmp_path / "register").associations["oesterby-boldklub"].activity is None


def test_p_number_taken_for_cpr(tmp_path: Path) -> None:
    """Take in numbers of production units in a column that is left out."""
    report = import_case("p-number-taken-for-cpr", tmp_path)

    assert [] == reasons(report)
    assert 3 == len(load(tmp_path / "register").associations)


def test_school_year(tmp_path: Path) -> None:
    """Reject 2011-12 and 2012-13 alike."""
    found = reasons(import_case("school-year", tmp_path))

    assert [(2, "invalid-value"), (3, "invalid-value")] == [(line, rule) for line, rule, _ in found]
    assert all("det kan læses på to måder" in sentence for *_, sentence in found)
    assert all(
        f'Kolonnen Sæson har "{cell}"' in each[2]
        for cell, each in zip(["2011-12", "2012-13"], found, strict=True)
    )


HEADINGS = st.text(st.sampled_from("ABCæøåXYZ"), min_size=1, max_size=8).map("Kolonne {}".format)
"""Headings of the column that is tried."""


def import_cells(folder: Path, cells: list[str], source: Any, heading: str, **file: Any) -> ImportReport:
    """Import grants whose year stands in the mapping, one for each row; the amount stands in the last column."""
    usual = {"amount": {"value": 5}} | ({} if "period" in source else {"year": {"value": 2024}})
    part = {"list": "grants", "fields": usual | source}
    records = [
        {"kind": "associations", "fields": {"name": "Forening"}},
        {
            "kind": "partnerships",
            "id": {"record": "associations"},
            "fields": {"programme": {"value": "p"}},
            "parts": [{"list": "partners", "fields": {"association": {"record": "associations"}}}, part],
        },
    ]
    rows = [f"Forening;{heading}", *(f"Klub {chr(65 + n)};{cell}" for n, cell in enumerate(cells))]
    return import_bytes(folder, "\n".join(rows).encode(), {"file": file, "records": records})


def test_a_number_with_a_point_in_a_text_may_be_that_of_a_person(tmp_path: Path) -> None:
    """Take in an amount with four decimals; reject such a number in a column of texts."""
    taken, rejected = (
        import_cells(tmp_path, ["110100.0000"], {field: "Kolonne"}, "Kolonne", decimal=".", delimiter=";")
        for field in ("amount", "note")
    )

    assert [] == reasons(taken)
    assert ["cpr-number"] == [rule for _, rule, _ in reasons(rejected)]


@settings(max_examples=60)
@given(
    st.lists(st.from_regex("10[0-3][0-9]{7}", fullmatch=True), min_size=1, max_size=6),
    HEADINGS,
    st.sampled_from(["skip", "note", "id"]),
)
def test_numbers_of_ten_digits_reject_nothing_where_the_mapping_tells_of_them(
    numbers: list[str], heading: str, use: str
) -> None:
    """Take in any number in a column that is left out, or declared as one of numbers; a hyphen rejects it."""
    source = {"columns": heading, "kind": "number", "reason": "bilagsnumre"}
    record: dict[str, Any] = {"kind": "associations", "fields": {"name": "Forening"}}
    if use == "note":
        record["fields"]["note"] = source
    elif use == "id":
        record["id"] = source
    mapping = {"file": {"skip": [heading] if use == "skip" else []}, "records": [record]}
    cells = [*dict.fromkeys(numbers), "010190-1234"]
    rows = "\n".join(f"Klub {chr(65 + n)};{cell}" for n, cell in enumerate(cells))
    with new_folder() as folder:
        report = import_bytes(folder, f"Forening;{heading}\n{rows}\n".encode(), mapping)

        assert [(len(cells) + 1, "cpr-number")] == [(line, rule) for line, rule, _ in reasons(report)]
        assert len(cells) - 1 == len(load(folder / "register").associations)
        assert "0190" not in report.summary("da") + report.summary("en")


FUNDING: list[Any] = [
    {"kind": "associations", "fields": {"name": "Forening"}},
    {
        "kind": "partnerships",
        "id": {"record": "associations"},
        "fields": {"programme": {"value": "p"}},
        "parts": [
            {"list": "partners", "fields": {"association": {"record": "associations"}}},
            {
                "list": "employments",
                "fields": {
                    "period": {
                        "start": "Fra",
                        "end": "Til",
                        "words": {"-": ""},
                        "empty_start": "2024",
                        "season": "08",
                    },
                    "weekly_hours": "Timer",
                },
            },
        ],
    },
]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (";;20 timer", [("2024/", 20)]),
        ("-;-;20", [("2024/", 20)]),
        ("1.1.2021;;20", [("2021-01-01/", 20)]),
        (";31.12.2025;20", [("2024/2025-12-31", 20)]),
        (";tidsubegrænset;", [("2024/..", None)]),
        ("2011-12;2013/14;", [("2011-08/2014-07", None)]),
        (";;", []),
        ("-;-;", []),
    ],
)
def test_an_employment_without_a_known_period(tmp_path: Path, cells: str, expected: list[Any]) -> None:
    """Use the start of the mapping where a cell of the employment is filled, and make none where none is."""
    report = import_bytes(
        tmp_path, f"Forening;Fra;Til;Timer\nKlub A;{cells}\n".encode(), {"records": FUNDING}
    )
    (partnership,) = load(tmp_path / "register").partnerships.values()

    assert [] == reasons(report)
    assert expected == [(str(each.period), each.weekly_hours) for each in partnership.employments]


def test_an_employment_without_a_period_is_rejected_unless_the_mapping_says_what_is_meant(
    tmp_path: Path,
) -> None:
    """Reject the row, for the register holds no employment without a start."""
    part: Any = {"list": "employments", "fields": {"period": {"start": "Fra"}, "weekly_hours": "Timer"}}
    records = [FUNDING[0], {**FUNDING[1], "parts": [FUNDING[1]["parts"][0], part]}]
    report = import_bytes(tmp_path, b"Forening;Fra;Timer\nKlub A;;20\n", {"records": records})

    assert [(2, "missing-field", "Kolonnen Fra: der skal stå noget.")] == reasons(report)
