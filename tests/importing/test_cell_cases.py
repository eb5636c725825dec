"""Cells that went wrong in real files: each file with its right answer, and a family of files like it."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings, strategies as st
from importing.making import import_bytes, new_folder

from civic_partnership import Register, load
from civic_partnership.importing import ImportReport, import_file
from civic_partnership.importing.merge.row_parser import holds_cpr_number

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


FORMS = st.sampled_from(
    [
        *("{y}{m:02}{d:02}", "{y}/{m:02}/{d:02}", "{d:02}-{en}-{y}", "{d}/{m} {y}", "{d:02}-{m:02}-{y} 0:00"),
        *("{y}-{m:02}-{d:02}T00:00:00Z", "{y}-{m:02}-{d:02}T00:00:00+02:00", "{d}.{m}.{yy:02}"),
    ]
)
ENGLISH = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.dates(datetime.date(1980, 1, 1), datetime.date(2039, 12, 31)), FORMS),
        min_size=1,
        max_size=6,
    ),
    HEADINGS,
)
def test_dates_of_any_system_are_the_days_that_they_mean(
    days: list[tuple[datetime.date, str]], heading: str
) -> None:
    """Read every day in a column of mixed notations, and no other day."""
    cells = [
        form.format(y=day.year, yy=day.year % 100, m=day.month, d=day.day, en=ENGLISH[day.month - 1])
        for day, form in days
    ]
    with new_folder() as folder:
        report = import_cells(folder, cells, {"awarded_on": heading}, heading)

        assert [] == reasons(report)
        assert [day for day, _ in days] == [grant.awarded_on for grant in grants(load(folder / "register"))]


@settings(max_examples=40)
@example([(Decimal("110100.00"), "{}00")], "Beløb", True)
@given(
    st.lists(
        st.tuples(
            st.decimals(0, 10**7, places=2), st.sampled_from(["{}", "{}0", "{}00", "{:,.2f}", "kr. {}"])
        ),
        min_size=1,
        max_size=6,
    ),
    HEADINGS,
    st.booleans(),
)
def test_numbers_with_a_point_are_the_numbers_that_they_mean(
    amounts: list[tuple[Decimal, str]],
    heading: str,
    in_file: bool,  # noqa: FBT001 - Hypothesis gives it
) -> None:
    """Read every amount with a point, whether the mapping says so of the file or of the column."""
    cells = [form.format(amount) for amount, form in amounts]
    assume(not holds_cpr_number(cells))  # 310199.0000 may be one
    source: Any = {"columns": heading} if in_file else {"columns": heading, "decimal": "."}
    file = {"decimal": ".", "delimiter": ";"} if in_file else {"delimiter": ";"}
    with new_folder() as folder:
        report = import_cells(folder, cells, {"amount": source}, heading, **file)

        assert [] == reasons(report)
        assert [each for each, _ in amounts] == [each.amount for each in grants(load(folder / "register"))]


def test_a_number_with_a_point_in_a_text_may_be_that_of_a_person(tmp_path: Path) -> None:
    """Reject it in a column of texts, although numbers in the file have points."""
    report = import_cells(
        tmp_path, ["110100.0000"], {"note": "Bemærkning"}, "Bemærkning", decimal=".", delimiter=";"
    )

    assert ["cpr-number"] == [rule for _, rule, _ in reasons(report)]


@settings(max_examples=40)
@given(
    st.sampled_from(["#", "##", "#N/A", "n/a", "-", "Ikke tildelt", "#REF!", "(tom)"]),
    st.sampled_from(["amount", "awarded_on", "period"]),
    HEADINGS,
)
def test_whatever_a_system_writes_for_nothing_is_an_empty_cell(nothing: str, name: str, heading: str) -> None:
    """Take the word of the mapping for an empty cell in a column of any type; it makes no grant."""
    good = {"amount": "5", "awarded_on": "1.6.2024", "period": "2024"}[name]
    source = {"columns": heading, "words": {nothing: ""}}
    with new_folder() as folder:
        report = import_cells(folder, [good, nothing.upper()], {name: source}, heading)
        first, second = load(folder / "register").partnerships.values()

        assert [] == reasons(report)
        assert (1, 0) == (len(first.grants), len(second.grants))


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


@settings(max_examples=60)
@given(st.integers(1950, 2098), st.sampled_from(["{}-{:02}", "{}/{:02}", "{} - {:02}"]), HEADINGS)
def test_two_years_in_a_row_are_refused_unless_the_mapping_says_which(
    year: int, form: str, heading: str
) -> None:
    """Reject a season without a word in the mapping, and read it with one."""
    cell = form.format(year, (year + 1) % 100)
    with new_folder() as folder:
        found = reasons(import_cells(folder, [cell], {"period": heading}, heading))
    with new_folder() as folder:
        source = {"columns": heading, "season": "08"}
        report = import_cells(folder, [cell], {"period": source}, heading)
        (grant,) = grants(load(folder / "register"))

    assert ["invalid-value"] == [rule for _, rule, _ in found]
    assert f'"{cell}"' in found[0][2]
    assert [] == reasons(report)
    assert f"{year}-08/{year + 1}-07" == str(grant.period)


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
                    "period": {"start": "Fra", "end": "Til", "words": {"-": ""}, "empty_start": "2024"},
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


@settings(max_examples=40)
@given(st.integers(2000, 2010), st.integers(1, 5), st.sampled_from(["{}-{:02}", "{}/{:02}"]))
def test_two_years_in_the_column_of_a_start_are_refused_unless_the_mapping_says_which(
    year: int, years: int, form: str
) -> None:
    """Reject the row and say what to write; read it where the mapping has a season, or explains the cell."""
    first, last = (form.format(each, each + 1 - 2000) for each in (year, year + years))
    rows = f"Forening;Fra;Til;Timer\nKlub A;{first};{last};20\n".encode()
    periods = {}
    sources: dict[str, Any] = {
        "": {},
        "season": {"season": "08"},
        "words": {"words": {first: f"8-{year}", last: f"7-{year + years + 1}"}},
    }
    for name, source in sources.items():
        period = {"start": "Fra", "end": "Til", **source}
        part: Any = {"list": "employments", "fields": {"period": period, "weekly_hours": "Timer"}}
        records = [FUNDING[0], {**FUNDING[1], "parts": [FUNDING[1]["parts"][0], part]}]
        with new_folder() as folder:
            report = import_bytes(folder, rows, {"records": records})
            if name:
                (partnership,) = load(folder / "register").partnerships.values()
                periods[name] = [str(each.period) for each in partnership.employments]
            else:
                ((line, rule, message),) = reasons(report)
                assert (2, "invalid-value") == (line, rule)
                assert f'Kolonnen Fra har "{first}": det kan læses på to måder' in message

    assert 2 * [[f"{year}-08/{year + years + 1}-07"]] == [*periods.values()]


def test_an_employment_without_a_period_is_rejected_unless_the_mapping_says_what_is_meant(
    tmp_path: Path,
) -> None:
    """Reject the row, for the register holds no employment without a start."""
    part: Any = {"list": "employments", "fields": {"period": {"start": "Fra"}, "weekly_hours": "Timer"}}
    records = [FUNDING[0], {**FUNDING[1], "parts": [FUNDING[1]["parts"][0], part]}]
    report = import_bytes(tmp_path, b"Forening;Fra;Timer\nKlub A;;20\n", {"records": records})

    assert [(2, "missing-field", "Kolonnen Fra: der skal stå noget.")] == reasons(report)
