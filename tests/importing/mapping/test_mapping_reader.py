import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from civic_partnership.errors import MappingError
from civic_partnership.importing import read_mapping
from civic_partnership.importing.mapping.definition import FieldSource
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

[[records.parts]]
list = "grants"
headings = "Tilskud {year}"
fields = { year.heading = true, amount.cell = true }

[[records.parts]]
list = "partners"
fields.association.record = "associations"

[[records.parts]]
list = "employments"

[records.parts.fields]
period = { start = "Fra", end = "Til" }
person = "Formand"
"""


def find_problems(folder: Path, text: str | bytes) -> list[str]:
    """Return the problems of a mapping, and check that both languages have as many."""
    path = folder / "map.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(MappingError) as caught:
        read_mapping(path)
    lines = caught.value.en.splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        line.split(" ")[0] for line in caught.value.da.splitlines()
    ]
    assert all(line.startswith(str(path)) for line in lines)
    return [line.removeprefix(f"{path}:") for line in lines]


def test_short_forms_are_spelled_out(tmp_path: Path) -> None:
    """Read a heading, or a list of headings, as one column."""
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
    assert FieldSource(start=("Fra",), end=("Til",)) == partnerships.parts[2].fields["period"]
    assert (FieldSource(record="associations"), None) == (partnerships.id, associations.id)
    assert (("Område",), ("Formand",)) == (mapping.file.skip, mapping.file.personal)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "records = 5",
        "[[records]]\nkind = 5\nfields = 5\nparts = 5",
        "[[records]]\nkind = 'associations'\nfields.name = 'F'\n[[records.parts]]\nlist = 'member_counts'\nfields = {}",
    ],
)
def test_a_mapping_without_records_is_none(tmp_path: Path, text: str) -> None:
    """Refuse a mapping without records, or with parts of a wrong type."""
    assert find_problems(tmp_path, text)


def test_a_mapping_is_text(tmp_path: Path) -> None:
    """Read UTF-8 with or without a byte order mark, up to a size."""
    (tmp_path / "marked.toml").write_text(GOOD, encoding="utf-8-sig")

    assert read_mapping(tmp_path / "marked.toml").records
    assert ["3:13: the file is not UTF-8. Save the file as UTF-8."] == find_problems(
        tmp_path, GOOD.encode("cp1252")
    )
    assert [" the file is larger than 1 MiB. Give the path of a mapping in TOML."] == find_problems(
        tmp_path, b"#" * 2**20 + b"#"
    )


@pytest.mark.parametrize("name", ["missing.toml", ".", "a\0b"])
def test_where_there_is_no_mapping_it_is_told(tmp_path: Path, name: str) -> None:
    """Refuse a missing path, a folder and an impossible name."""
    with pytest.raises(MappingError) as caught:
        read_mapping(tmp_path / name)

    assert caught.value.en.endswith(".")
    assert "\0" not in caught.value.en


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04", ": it is a Word, Excel or zip document. Give the path of a mapping in TOML."),
        (b"Forening;CVR\n", ":1:9: the file is not valid TOML. Correct the file in this place."),
    ],
)
def test_what_is_no_mapping_is_told(tmp_path: Path, data: bytes, why: str) -> None:
    """Tell a workbook and a list from a mapping, each with the place or the path."""
    path = tmp_path / "map.toml"
    path.write_bytes(data)
    with pytest.raises(MappingError) as caught:
        read_mapping(path)

    assert f"{path}{why}" == caught.value.en


def test_without_the_extra_no_lines_are_told(tmp_path: Path) -> None:
    """Report problems without lines where the extra is missing."""
    (tmp_path / "map.toml").write_text(GOOD.replace("kind =", "knd ="), encoding="utf-8")
    program = (
        "import sys; sys.modules['tree_sitter'] = None\n"
        "from civic_partnership.importing import read_mapping\n"
        "try:\n    read_mapping('map.toml')\nexcept Exception as error:\n    print(type(error).__name__, error)\n"
    )
    lines = subprocess.check_output([sys.executable, "-c", program], cwd=tmp_path, text=True)

    assert lines.startswith("MappingError map.toml: kind is missing. Add kind.\n")


KEYS = [
    *("kind", "id", "fields", "parts", "name", "value", "columns"),
    *("record", "cell", "list", "headings", "words", "x"),
]
TEXTS = ["", "a", "name", "associations", "{year}", "grants"]
PLAIN = st.recursive(
    st.one_of(st.booleans(), st.integers(0, 3), st.sampled_from(TEXTS)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["records", "file"]), PLAIN))
def test_whatever_a_mapping_holds_is_told_in_sentences(raw: dict[str, object]) -> None:
    """Fail with no other error, whatever the TOML holds."""
    with contextlib.suppress(MappingError):
        parse_mapping(raw)
