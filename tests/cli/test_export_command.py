"""The command `export`."""

import json
from pathlib import Path

import pytest
from cli.terminal import Run
from hosting.plugin_code import Installed

from civic_partnership import Register, load, read, write
from civic_partnership.model import Area

ON = ("--on", "2025-03-01")
OPTIONS = "words = ['x', 'y']\nleast = 2\n"


def test_says_what_it_wrote_and_what_is_withheld(run: Run, examples: Path, tmp_path: Path) -> None:
    """The report is readable, and in the language that was asked for."""
    out = tmp_path / "out"
    command = ("export", examples / "nordby", "--to", "json", "--out", out, *ON)

    answer = run(*command)

    size = f"{(out / 'register.json').stat().st_size / 1000:.1f}".replace(".", ",")
    written = f"""\
json: 1 fil i {out} ({size} kB).
Intet gik tabt.
Personoplysninger, der ikke er med (--include-personal tager dem med):
  1  alliancer, medlemmer, person, navn
  1  kontakter, mail
  2  kontakter, navn
  1  kontakter, telefon
  1  samarbejdsmål, høring, høringssvar, fra, person, navn
  1  partnerskaber, ansættelser, orlov, begrundelse
  1  partnerskaber, ansættelser, person
"""

    assert (0, written, "") == answer
    assert "json: 1 file in" in run(*command, "--lang", "en")[1]


@pytest.mark.usefixtures("with_chosen")
def test_takes_options_from_the_line_and_from_a_file(run: Run, examples: Path, tmp_path: Path) -> None:
    """What stands on the line wins over the file."""
    (tmp_path / "options.toml").write_text(OPTIONS)
    command = ("export", examples / "nordby", "--to", "chosen", *ON, "--out")

    run(*command, tmp_path / "a", "--option", "words=x y", "--option", "words=1", "--option", "least=3")
    run(*command, tmp_path / "b", "--options", tmp_path / "options.toml")
    run(*command, tmp_path / "c", "--options", tmp_path / "options.toml", "--option", "least=4")

    assert ["('x y', '1') 3", "('x', 'y') 2", "('x', 'y') 4"] == [
        (tmp_path / name / "chosen.txt").read_text() for name in "abc"
    ]


@pytest.mark.usefixtures("with_chosen")
@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--to", "chosn"], 2, "Mente du chosen?"),
        (["--to", "chosen", "--option", "least=x"], 2, "skal være et helt tal"),
        (["--to", "chosen", "--options", "missing.toml"], 2, "Der findes ingen fil missing.toml."),
        (["--to", "csv", "--out", __file__], 3, "test_export_command.py kan ikke skrives"),
        (["--to", "chosen", "--fail-on-loss"], 1, "Formatet har ikke plads til:"),
    ],
)
def test_wrong_use_is_told(
    run: Run, examples: Path, tmp_path: Path, arguments: list[str], status: int, told: str
) -> None:
    """A sentence says what is wrong, the status what kind of wrong, and nothing is written."""
    out = tmp_path / "out"

    done, printed, err = run("export", examples / "nordby", "--out", out, *ON, *arguments)

    assert (status, "") == (done, printed)
    assert told in err
    assert not out.exists()


def test_what_cannot_be_read_is_no_half_export(run: Run, examples: Path, tmp_path: Path) -> None:
    """Where records are missing nothing is written; the findings of the files are counted, as `check` does."""
    (tmp_path / "unreadable.toml").write_text("a = ")
    how = ("--to", "csv", "--out", tmp_path / "out", "--lang", "en")
    number = len(read(examples / "nordby-broken").findings)

    status, printed, err = run("export", examples / "nordby-broken", *how)
    assert (1, "") == (status, printed)
    assert f"The register was not exported: {number} errors in the files" in err
    assert (3, "") == run("export", tmp_path / "unreadable.toml", *how)[:2]
    assert (3, "") == run("export", tmp_path / "nowhere", *how)[:2]
    assert not (tmp_path / "out").exists()


def test_a_register_with_errors_is_refused(run: Run, tmp_path: Path) -> None:
    """Unless they are allowed."""
    out, broken = tmp_path / "out", tmp_path / "broken.toml"
    broken.write_text('[associations.a]\nname = "A"\ncvr = "12345678"\n')
    command = ("export", broken, "--to", "csv", "--out", out)

    status, printed, err = run(*command)
    assert (1, "") == (status, printed)
    assert f"Se alt med: civic-partnership check {broken}" in err
    assert not out.exists()

    status, printed, err = run(*command, "--allow-errors")
    assert (0, "") == (status, err)
    assert "Registeret har 1 fejl; eksporten er lavet alligevel." in printed
    assert 1 == json.loads((out / "civic-partnership.json").read_text())["errors"]


@pytest.mark.parametrize(("source", "target"), [("own", "own"), ("own", "own/inner"), ("own/all", "own")])
def test_an_export_never_takes_the_place_of_its_register(
    run: Run, examples: Path, tmp_path: Path, source: str, target: str
) -> None:
    """An earlier export may be all there is of a register: it is not written over, around or into."""
    run("export", examples / "nordby", "--to", "toml", "--out", tmp_path / source, "--include-personal", *ON)
    before = load(tmp_path / source)

    status, _, err = run("export", tmp_path / source, "--to", "ndjson", "--out", tmp_path / target, *ON)

    assert 3 == status
    assert "registeret selv ligger der" in err
    assert before == load(tmp_path / source)


def test_a_plugin_that_may_have_rules_and_fails_is_told(
    run: Run, examples: Path, tmp_path: Path, installed: Installed
) -> None:
    """An export goes on, but says which rules may not have been asked."""
    installed("bad-rules", "raise RuntimeError('hemmeligt')")

    status, _, err = run("export", examples / "nordby", "--to", "json", "--out", tmp_path / "out", *ON)

    assert 0 == status
    assert "Pluginet bad_rules fra bad-rules virker ikke" in err


def test_open_conflicts_are_errors(run: Run, tmp_path: Path) -> None:
    """A register with open conflicts is exported only if errors are allowed."""
    write(Register().replace(Area(id="havnen", name="Havnen")), tmp_path / "register")
    text = '[[conflicts]]\nrecord = "areas/havnen"\nplace = "name"\nours = "Havnen"\ntheirs = "Byen"\n'
    (tmp_path / "register" / "conflicts.toml").write_text(text)
    command = ("export", tmp_path / "register", "--to", "json", "--out", tmp_path / "out", *ON)

    status, out, err = run(*command, "--lang", "en")

    assert (1, "", True) == (status, out, "settle open conflicts with civic-partnership resolve" in err)
    assert 0 == run(*command, "--allow-errors")[0]
    assert ["havnen"] == [*load(tmp_path / "out" / "register.json").areas]
