import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from civic_partnership.errors import MappingError
from civic_partnership.importing import read_mapping
from civic_partnership.importing.field_source import FieldSource
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.values import Table

GOOD = """\
# Foreninger
[file]
skip = ["Område"]
personal = ["Formand"]

[[records]]
kind = "associations"
same = { "Rosenhøj BK" = "rosenhoej-bokseklub" }

[records.fields]
name = ["Forening", "Foreningsnavn"]
citywide = { columns = "Bydækkende", words = { "hele byen" = "ja" } }

[[records]]
kind = "partnerships"
id.record = "associations"

[records.fields]
programme.value = "ordning"
associations.record = "associations"

[[records.parts]]
list = "grants"
headings = "Tilskud {year}"
fields = { year.heading = true, amount.cell = true }

[[records.parts]]
list = "employments"

[records.parts.fields]
period = { start = "Fra", end = "Til" }
person = "Formand"
"""


def told(folder: Path, text: str | bytes) -> list[str]:
    """Return the problems of a mapping, a line for each; both languages have as many."""
    path = folder / "map.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(MappingError) as caught:
        read_mapping(path)
    said = caught.value.en.splitlines()
    assert [line.split(" ")[0] for line in said] == [
        line.split(" ")[0] for line in caught.value.da.splitlines()
    ]
    assert all(line.startswith(str(path)) for line in said)
    return [line.removeprefix(f"{path}:") for line in said]


def test_short_forms_are_spelled_out(tmp_path: Path) -> None:
    """A heading by itself is a column, and a list of headings is a column that may be called any of these."""
    (tmp_path / "map.toml").write_text(GOOD, encoding="utf-8")
    mapping = read_mapping(tmp_path / "map.toml")
    associations, partnerships = mapping.records

    assert (
        Table(
            {
                "name": FieldSource(columns=("Forening", "Foreningsnavn")),
                "citywide": FieldSource(columns=("Bydækkende",), words=Table({"hele byen": "ja"})),
            }
        )
        == associations.fields
    )
    assert FieldSource(start=("Fra",), end=("Til",)) == partnerships.parts[1].fields["period"]
    assert (FieldSource(record="associations"), None) == (partnerships.id, associations.id)
    assert (("Område",), ("Formand",)) == (mapping.file.skip, mapping.file.personal)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            'kind = "associations"',
            'kind = "asociations"',
            ["7:1: There is no kind asociations. Did you mean associations?"],
        ),
        (
            'kind = "associations"',
            'kind = "xyz"',
            ["7:1: There is no kind xyz. There are: departments, areas,"],
        ),
        ('kind = "partnerships"', 'kind = "associations"', ["15:1: A row gives one record of each kind."]),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'nam = "Forening"\nname = "F"',
            ["11:1: There is no field nam. Did you mean name?"],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'member_counts = "F"\nname = "F"',
            ["11:1: There is no field member_counts."],
        ),
        ('name = ["Forening", "Foreningsnavn"]', 'id = "F"\nname = "F"', ["11:1: There is no field id."]),
        (
            'name = ["Forening", "Foreningsnavn"]',
            "",
            ["6:1: Say what the id is made of", "6:1: name is missing; the record cannot be made without."],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            "name = []",
            ["11:1: Nothing stands here. Write the name of a column."],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = ""',
            ["11:1: columns 1 cannot be used: the text is empty;"],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = ["Forening", " "]',
            ["11:1: columns 2 cannot be used: the text is empty;"],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            "name = 5",
            ["11:1: name is a whole number, but must be a table"],
        ),
        ('name = ["Forening", "Foreningsnavn"]', "name = [5]", ["11:"]),
        ('name = ["Forening", "Foreningsnavn"]', "name = {}", ["11:1:"]),
        ('name = ["Forening", "Foreningsnavn"]', 'name = { columns = "F", value = "x" }', ["11:1:"]),
        ('name = ["Forening", "Foreningsnavn"]', 'name = { colums = "F" }', ["11:"]),
        ('name = ["Forening", "Foreningsnavn"]', 'name.value = ""', ["11:1: "]),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name.value = "Ring til 010190-1234"',
            ["11:1: Here is a civil registration number. Delete it."],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            "name.heading = true",
            ["11:1: Only lists with headings have wide columns."],
        ),
        ('name = ["Forening", "Foreningsnavn"]', "name.heading = false", ["11:1: Nothing stands here."]),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name.record = "partnerships"',
            ["11:1: There is no earlier record partnerships. There are: none."],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = { columns = "F", between = "," }',
            ["11:25: between is what stands between several values"],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = { columns = "F", end = "T" }',
            ["11:25: Say start as well."],
        ),
        ('name = ["Forening", "Foreningsnavn"]', 'name.start = "F"', ["11:1: name is no period."]),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = { value = "F", digits = 4 }',
            ["11:1: words and digits are about cells."],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = { columns = "F", words = { x = 5 } }',
            ["11:25: words translates text to text."],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = "OMRÅDE "',
            ["11:1: The column is in skip as well."],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = "Formand"',
            ["11:1: The column holds personal data, but the field is not for such."],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = "F"\nnetworks = { columns = "N", between = "" }',
            ["12:29: between cannot be used: the text is empty"],
        ),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = "F"\nexempt = "E"',
            ["12:1: exemptions cannot stand in a cell. Use value."],
        ),
        ('name = ["Forening", "Foreningsnavn"]', 'name = "F"\nareas.value = ["a", 5]', ["12:1: "]),
        (
            'name = ["Forening", "Foreningsnavn"]',
            'name = "F"\nexempt.value = { a = 5, b = "" }',
            ["12:1: ", "12:1: "],
        ),
        (
            'same = { "Rosenhøj BK" = "rosenhoej-bokseklub" }',
            'same = { "Rosenhøj BK" = "Rosenhøj" }',
            ["8:10: "],
        ),
        (
            'same = { "Rosenhøj BK" = "rosenhoej-bokseklub" }',
            'id = "Formand"',
            ["8:1: The column holds personal data"],
        ),
        (
            'same = { "Rosenhøj BK" = "rosenhoej-bokseklub" }',
            'id.value = "Ikke et id"',
            ["8:1: The id cannot be used: an id has small letters"],
        ),
        (
            'same = { "Rosenhøj BK" = "rosenhoej-bokseklub" }',
            'id.start = "Fra"',
            ["8:1: An id is made of columns, value or record."],
        ),
        (
            'same = { "Rosenhøj BK" = "rosenhoej-bokseklub" }',
            "id.cell = true",
            ["8:1: Only lists with headings have wide columns."],
        ),
        (
            'id.record = "associations"',
            'id.record = "associations"\nsame = { A = "a" }',
            ["17:1: Only associations are known by name."],
        ),
        (
            'id.record = "associations"',
            'id.record = "programmes"',
            ["16:1: There is no earlier record programmes. There are: associations."],
        ),
        ('id.record = "associations"', "", ["14:1: Say what the id is made of"]),
        (
            'programme.value = "ordning"',
            'programme.record = "associations"',
            ["19:1: programme is no id of such a record."],
        ),
        (
            'programme.value = "ordning"',
            "programme.value = 5",
            ["19:1: programme is a whole number, but must be a text"],
        ),
        (
            'programme.value = "ordning"',
            "",
            ["14:1: programme is missing; the record cannot be made without."],
        ),
        (
            'programme.value = "ordning"',
            'programme.value = "ordning"\nlead_partner.value = "Ordning"',
            ["20:1: "],
        ),
        ('list = "grants"', 'list = "grant"', ["23:1: There is no list grant. Did you mean grants?"]),
        ('list = "grants"', 'list = "exempt"', ["23:1: There is no list exempt."]),
        ('headings = "Tilskud {year}"', 'headings = "Tilskud"', ["24:1: Say where the year stands"]),
        ('headings = "Tilskud {year}"', 'headings = "{year} {year}"', ["24:1: Say where the year stands"]),
        (
            'headings = "Tilskud {year}"',
            "",
            ["25:12: Only lists with headings have wide columns.", "25:33: Only lists"],
        ),
        (
            "year.heading = true, amount.cell = true",
            "year.heading = true, amount.value = 5",
            ["22:1: Say which field the cells fill"],
        ),
        (
            "year.heading = true, amount.cell = true",
            "amount.cell = true",
            ["22:1: year or period is missing; the record cannot be made without."],
        ),
        (
            "year.heading = true, amount.cell = true",
            "year.heading = true, amount.cell = true, paid_on.heading = true",
            ["25:"],
        ),
        (
            "year.heading = true, amount.cell = true",
            "year.heading = true, amount.cell = true, spending.value = []",
            ["25:"],
        ),
        ('period = { start = "Fra", end = "Til" }', 'period = { end = "Til" }', ["31:1:"]),
        (
            'period = { start = "Fra", end = "Til" }',
            'period = "P"\nhandover.value = { onn = 2024-01-01 }',
            ['32:1: There is no "onn" here.'],
        ),
        ('skip = ["Område"]', 'delimiter = ";;"', ['3:1: delimiter is one character such as ";".']),
        ('skip = ["Område"]', "delimiter = '\"'", ['3:1: delimiter is one character such as ";".']),
        (
            'skip = ["Område"]',
            'encoding = "latin-1"',
            ["3:1: encoding cannot be used: it may be utf-8 or windows-1252."],
        ),
        ('skip = ["Område"]', "header = 0", ["3:1: Rows are counted from 1."]),
        ('skip = ["Område"]', "header = -1", ["3:1: "]),
        ('skip = ["Område"]', 'until = [""]', ["3:10: "]),
        ('skip = ["Område"]', "skipp = []", ['3:1: There is no "skipp" here. Did you mean skip?']),
        ("[file]", "[fil]", ["2:1: "]),
        ("# Foreninger", "= 5", ["1:1: the file is not valid TOML. Correct the file in this place."]),
    ],
)
def test_what_is_wrong_in_a_mapping_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, expected: list[str]
) -> None:
    """Every kind of mistake has a sentence, and the place where it is made."""
    assert before in GOOD
    text = GOOD.replace(before, after, 1)
    said = told(tmp_path, text)

    assert len(expected) <= len(said), said
    for each, line in zip(expected, said, strict=False):
        assert line.startswith(each), said


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """In the order of their lines."""
    text = (
        GOOD.replace("programme.value", "program.value")
        .replace("year.heading", "yaer.heading")
        .replace('"Fra"', "[]")
    )

    assert ["14:1", "19:1", "22:1", "25:12", "31:24"] == [
        line.split(": ")[0] for line in told(tmp_path, text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "records = []",
        "[file]\n",
        "records = 5",
        "records = [5]",
        "[[records]]",
        "[[records]]\nkind = 5\nfields = 5\nparts = 5",
        "[[records]]\nkind = 'associations'\nfields.name = 'F'\n[[records.parts]]\nlist = 'member_counts'\nfields = {}",
    ],
)
def test_a_mapping_without_records_is_none(tmp_path: Path, text: str) -> None:
    """Nor is one whose parts are something else than they must be."""
    assert told(tmp_path, text)


def test_a_mapping_is_text(tmp_path: Path) -> None:
    """In UTF-8, with or without a byte order mark, and not larger than a mapping ever is."""
    (tmp_path / "marked.toml").write_text(GOOD, encoding="utf-8-sig")

    assert read_mapping(tmp_path / "marked.toml").records
    assert ["3:13: the file is not UTF-8. Save the file as UTF-8."] == told(tmp_path, GOOD.encode("cp1252"))
    assert [" the file is larger than 1 MiB. Split the file into several."] == told(
        tmp_path, b"#" * 2**20 + b"#"
    )


@pytest.mark.parametrize("name", ["missing.toml", ".", "a\0b"])
def test_where_there_is_no_mapping_it_is_told(tmp_path: Path, name: str) -> None:
    """A path that leads nowhere, to a folder, or that no file can have."""
    with pytest.raises(MappingError) as caught:
        read_mapping(tmp_path / name)

    assert caught.value.en.endswith(".")
    assert "\0" not in caught.value.en


def test_without_the_extra_no_lines_are_told(tmp_path: Path) -> None:
    """What is wrong is told all the same."""
    (tmp_path / "map.toml").write_text(GOOD.replace("kind =", "knd ="), encoding="utf-8")
    program = (
        "import sys; sys.modules['tree_sitter'] = None\n"
        "from civic_partnership.importing import read_mapping\n"
        "try:\n    read_mapping('map.toml')\nexcept Exception as error:\n    print(type(error).__name__, error)\n"
    )
    said = subprocess.check_output([sys.executable, "-c", program], cwd=tmp_path, text=True)

    assert said.startswith("MappingError map.toml: kind is missing. Add kind.\n")


PLAIN = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(0, 3),
        st.sampled_from(["", "a", "name", "associations", "{year}", "grants"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(
            st.sampled_from(
                [
                    "kind",
                    "id",
                    "fields",
                    "parts",
                    "name",
                    "value",
                    "columns",
                    "record",
                    "cell",
                    "list",
                    "headings",
                    "words",
                    "x",
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["records", "file"]), PLAIN))
def test_whatever_a_mapping_holds_is_told_in_sentences(raw: dict[str, object]) -> None:
    """Nothing that TOML can hold makes it fail otherwise."""
    with contextlib.suppress(MappingError):
        parse_mapping(raw)
