"""The foreign files among the examples: what is special in them, and that their README tells the truth."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from importing.making import contents
from test_documents import follow_golden_page

from civic_partnership import load
from civic_partnership.importing import import_file, read_mapping, suggest_mapping
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
    assert (7, 7) == (len(load("partnerskaber").associations), len(load("partnerskaber").partnerships))


def test_what_the_readme_says_of_mappings_is_toml(foreign: Path) -> None:
    """Parse the mapping that the README shows, and each line of its table."""
    readme = (foreign / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    lines = re.findall(r"^\| `([^`]*=[^`]*)` \|", readme, re.MULTILINE)

    assert ["associations", "partnerships"] == [
        each.kind for each in parse_mapping(tomllib.loads(shown)).records
    ]
    assert 10 == len([tomllib.loads(line) for line in lines])


def test_its_mapping_is_the_suggestion_with_what_its_comments_ask_for(foreign: Path) -> None:
    """The programme is named, and who has no last day is employed still."""
    expected = suggest_mapping(foreign / "oversigt.xlsx")
    for before, after in (
        ('id.value = "ordning"', 'id.value = "sociale-partnerskaber"'),
        ('name.value = "Ordning"', 'name.value = "Sociale partnerskaber"'),
        ('Ansat til"\n', 'Ansat til"\nperiod.empty_end = "open"\n'),
    ):
        assert 1 == expected.count(before)
        expected = expected.replace(before, after)

    assert expected == (foreign / "oversigt.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["foreninger", "tilskud", "ressourcepersoner", "oversigt"])
def test_nothing_personal_comes_in(foreign: Path, tmp_path: Path, name: str) -> None:
    """Import no chair and no resource person, though the files name them."""
    (file,) = (each for each in foreign.glob(f"{name}.*") if each.suffix != ".toml")
    import_file(file, read_mapping(foreign / f"{name}.toml"), tmp_path / "register", tmp_path / "rejects.csv")
    written = b"".join(contents(tmp_path / "register").values())

    assert b"Eksempel" not in written
    assert b".example" not in written
    assert b"010190" not in written
