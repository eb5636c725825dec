from pathlib import Path
from typing import Any

import pytest
from importing.making import import_bytes

from civic_partnership.errors import MappingError
from civic_partnership.importing import read_mapping
from civic_partnership.importing.mapping import Mapping, find_columns, open_source
from civic_partnership.importing.mapping.mapping_reader import parse_mapping

MAPPING = """\
[[records]]
kind = "associations"
fields = { name = ["Forening", "Navn"], activity = "Bemærkninger" }

[[records]]
kind = "partnerships"
id.record = "associations"
fields = { programme.value = "ordning" }

[[records.parts]]
list = "partners"
fields.association.record = "associations"

[[records.parts]]
list = "grants"
headings = "Tilskud {year} (kr.)"
fields = { year.heading = true, amount.cell = true }
"""
TAKEN = (
    "Line {} of the file was taken for the headings (columns: {}). "
    "If they stand in another line, write it as header."
)
WIDE = "Tilskud 2021 (kr.)"


@pytest.fixture
def mapping(tmp_path: Path) -> Mapping:
    """Read the mapping above from a file, so that errors have lines."""
    path = tmp_path / "map.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return read_mapping(path)


def find_in(tmp_path: Path, text: str, mapping: Mapping) -> Any:
    """Find the columns of a CSV text."""
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return find_columns(mapping, open_source(path, mapping))


def find_problems(tmp_path: Path, text: str, mapping: Mapping) -> list[str]:
    """Return the problems of such a text."""
    with pytest.raises(MappingError) as caught:
        find_in(tmp_path, text, mapping)
    assert len(caught.value.da.splitlines()) == len(caught.value.en.splitlines())
    return [line.removeprefix(f"{tmp_path / 'map.toml'}:") for line in caught.value.en.splitlines()]


def test_headings_are_found_below_titles(tmp_path: Path, mapping: Mapping) -> None:
    """Take the first row that has every column; count the rows above it."""
    text = f"Nordstrand Kommune;;\nForening;;\n;;\nForening;{WIDE};Bemærkninger\nA;1;\n"
    columns = find_in(tmp_path, text, mapping)

    assert (("Forening", WIDE, "Bemærkninger"), 4, 2) == (
        columns.headings,
        columns.number,
        columns.rows_above,
    )


def test_the_row_of_the_headings_may_be_named(tmp_path: Path, mapping: Mapping) -> None:
    """Read the headings from the row that the mapping names, and from no other."""
    text = f"Forening;{WIDE};Bemærkninger\nForening;{WIDE};Bemærkninger;Mere\n"
    records = [{"kind": "associations", "fields": {"name": "Forening"}}]
    named, beyond = (parse_mapping({"file": {"header": row}, "records": records}) for row in (2, 9))

    assert 1 == find_in(tmp_path, text, mapping).number
    assert 2 == find_in(tmp_path, text, named).number
    with pytest.raises(MappingError, match="The file has no row 9"):
        find_in(tmp_path, text, beyond)


def test_a_column_that_is_missing_is_told_with_what_is_nearest(tmp_path: Path, mapping: Mapping) -> None:
    """Report the row that fits best, and each missing column at its line of the mapping."""
    problems = find_problems(tmp_path, "Titel\nForening;Bemærkning;Tilskud 2021;\nA;;1\n", mapping)

    assert [
        f" {TAKEN.format(2, 3)}",
        '3:41: The file has no column "Bemærkninger". Did you mean "Bemærkning"?',
        '16:1: The file has no column "Tilskud {year} (kr.)". Did you mean "Tilskud 2021"?',
    ] == problems


@pytest.mark.parametrize("header", [None, 2])
def test_headings_may_stand_in_two_rows(tmp_path: Path, header: int | None) -> None:
    """A title goes on over empty cells, as long as cells below it are filled."""
    records = [
        {"kind": "associations", "fields": {"name": "Klub Navn", "cvr": "Klub CVR", "activity": "Sport"}}
    ]
    settings = {"header_rows": 2} | ({"header": header} if header else {})
    text = "Liste\nKlub;;;Sport\nNavn;CVR;;;Bydel\nNordby;29188505\n"
    columns = find_in(tmp_path, text, parse_mapping({"file": settings, "records": records}))

    assert ("Klub Navn", "Klub CVR", "", "Sport", "Sport Bydel") == columns.headings
    assert (3, 1) == (columns.number, columns.rows_above)


def test_a_file_that_ends_in_its_headings_is_told(tmp_path: Path) -> None:
    """They take more rows than it has."""
    mapping = parse_mapping(
        {
            "file": {"header_rows": 3},
            "records": [{"kind": "associations", "fields": {"name": "Klub"}}],
        }
    )

    assert ["<mapping>: The file has no row 3."] == find_problems(tmp_path, "Klub\nNordby\n", mapping)


@pytest.mark.parametrize("row", ["Formand;Mette Marker", "Fornavn;Forenning", "x\x1b[2J;010190-1234"])
@pytest.mark.parametrize("header", [None, 2])
def test_no_cell_of_a_row_without_a_known_heading_is_shown(
    tmp_path: Path, row: str, header: int | None
) -> None:
    """Show only headings of the mapping: a cell of such a row may be data."""
    fields = {"name": "Forening", "activity": "Formål"}
    records = [{"kind": "associations", "fields": fields}]
    problems = find_problems(
        tmp_path,
        f"{row}\n" * 3,
        parse_mapping({"file": {"header": header} if header else {}, "records": records}),
    )

    assert [
        TAKEN.format(header or 1, 2),
        'The file has no column "Formål".',
        'The file has no column "Forening".',
    ] == [line.partition(": ")[2] for line in problems]


def test_headings_are_not_looked_for_for_ever(tmp_path: Path, mapping: Mapping) -> None:
    """Search only the first rows of the file."""
    head = f"Forening;{WIDE};Bemærkninger\n"

    assert 50 == find_in(tmp_path, "x\n" * 50 + head, mapping).rows_above
    assert find_problems(tmp_path, "x\n" * 51 + head, mapping)


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (f"Forening;forening;{WIDE};Bemærkninger", "3:12: Several columns fit: Forening (1), forening (2)."),
        (f"Forening;Navn;{WIDE};Bemærkninger", "3:12: Several columns fit: Forening (1), Navn (2)."),
        (f"Forening;{WIDE};{WIDE};Bemærkninger", f"16:1: Several columns fit: {WIDE} (2), {WIDE} (3)."),
    ],
)
def test_a_column_that_is_there_twice_is_told(
    tmp_path: Path, mapping: Mapping, headings: str, expected: str
) -> None:
    """Refuse two columns that fit one field, by one name or by two."""
    (problems,) = find_problems(tmp_path, f"{headings}\n", mapping)

    assert problems == f"{expected} Rename one in the file, or write only one here."


def test_columns_that_nothing_is_made_of_are_told(tmp_path: Path) -> None:
    """Return unused columns, but not those that the mapping leaves out on purpose."""
    mapping = parse_mapping(
        {
            "file": {"skip": ["Område"], "personal": ["Formand", "Kasserer"]},
            "records": [{"kind": "associations", "fields": {"name": "Forening"}}],
        }
    )
    columns = find_in(tmp_path, "Forening;område;FORMAND;;Andet;Andet;Tilskud 2021\n", mapping)

    assert ["", "Andet", "Andet", "Tilskud 2021"] == [
        columns.headings[place] for place in columns.find_unused(mapping)
    ]


def test_a_mapping_may_want_no_column(tmp_path: Path) -> None:
    """Take the first row as the headings."""
    area = {"kind": "areas", "id": {"value": "havnen"}, "fields": {"name": {"value": "Havnen"}}}
    report = import_bytes(tmp_path, b"Forening\nA\nB\n", {"records": [area]})

    assert (2, 1, ("Forening",)) == (report.result.rows, len(report.result.merged), report.unused)
