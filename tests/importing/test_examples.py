"""The foreign files among the examples: what is special in them, and that their README tells the truth."""

import re
import shutil
import tomllib
from pathlib import Path

import openpyxl
import pytest
from importing.making import contents
from test_documents import follow_golden_page

from civic_partnership import load
from civic_partnership.importing import import_file, read_mapping
from civic_partnership.importing.mapping.mapping_reader import parse_mapping


@pytest.fixture
def foreign(examples: Path) -> Path:
    """Return the folder of foreign files."""
    return examples / "foreign"


def test_the_readme_leads_to_a_checked_register(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run each command and compare its output with the README."""
    shutil.copytree(examples, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)

    follow_golden_page(examples / "foreign" / "README.md", capsys)

    assert (7, 6) == (len(load("nordstrand").associations), len(load("nordstrand").partnerships))


def test_what_the_readme_says_of_mappings_is_toml(foreign: Path) -> None:
    """Parse the mapping that the README shows, and each line of its table."""
    readme = (foreign / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    lines = re.findall(r"^\| `([^`]*=[^`]*)` \|", readme, re.MULTILINE)

    assert ["associations", "partnerships"] == [
        each.kind for each in parse_mapping(tomllib.loads(shown)).records
    ]
    assert 10 == len([tomllib.loads(line) for line in lines])


def test_the_files_are_as_others_send_them(foreign: Path) -> None:
    """Check the encoding, the wide columns and the merged titles of the example files."""
    sheet = openpyxl.load_workbook(foreign / "ressourcepersoner.xlsx")["Ressourcepersoner"]

    with pytest.raises(UnicodeDecodeError):
        (foreign / "foreninger.csv").read_text(encoding="utf-8")
    assert 8 == (foreign / "foreninger.csv").read_text(encoding="cp1252").splitlines()[0].count(";")
    assert 4 == (foreign / "tilskud.csv").read_text(encoding="utf-8-sig").splitlines()[0].count("Tilskud 20")
    assert {"A1:F1", "A2:F2"} == {str(each) for each in sheet.merged_cells.ranges}
    assert "I alt" in {cell.value for cell in sheet["A"]}


@pytest.mark.parametrize("name", ["foreninger", "tilskud", "ressourcepersoner"])
def test_nothing_personal_comes_in(foreign: Path, tmp_path: Path, name: str) -> None:
    """Import no chair and no resource person, though the files name them."""
    (file,) = (each for each in foreign.glob(f"{name}.*") if each.suffix != ".toml")
    import_file(file, read_mapping(foreign / f"{name}.toml"), tmp_path / "register", tmp_path / "rejects.csv")
    written = b"".join(contents(tmp_path / "register").values())

    assert b"Eksempel" not in written
    assert b"010190" not in written
