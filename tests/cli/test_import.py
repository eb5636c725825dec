"""`civic-partnership import`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli.test_process import FULL, in_terminal, interrupted, with_closed_pipe, with_streams

from civic_partnership import load
from civic_partnership.cli import main

Run = Callable[..., tuple[int, str, str]]
MAPPING = '[[records]]\nkind = "associations"\nfields = { name = "Forening", citywide = "Bydækkende" }\n'


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Import a text in a folder of its own; return exit status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    Path("map.toml").write_text(MAPPING, encoding="utf-8")

    def run(text: str, *more: str) -> tuple[int, str, str]:
        Path("data.csv").write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit) as leaving:
            main([*COMMAND, *more])
        out, err = capsys.readouterr()
        status = leaving.value.code
        assert isinstance(status, int)
        return status, out, err

    return run


COMMAND = ("import", "data.csv", "--mapping", "map.toml", "--into", "register", "--rejects", "rejects.csv")


def test_tells_what_it_took_in(run: Run) -> None:
    """The sum first; status 0 where no row was rejected."""
    told = """\
1 række = 1 taget ind + 0 afvist.
Læst som CSV i UTF-8 med semikolon mellem cellerne.
  nye foreninger: 1
"""

    assert (0, told, "") == run("Forening;Bydækkende\nKlub A;ja\n")
    assert ["klub-a"] == list(load("register").associations)


def test_tells_what_it_rejected(run: Run) -> None:
    """Status 1."""
    told = """\
2 rows = 1 taken in + 1 rejected.
Read as CSV in UTF-8, with semicolon between the cells.
  new associations: 1
  line 3: The column Bydækkende: it must be ja or nej. [invalid-value]
Columns that are not used: Note. Name them in skip if that is meant.
"""
    text = "Forening;Bydækkende;Note\nKlub A;ja;\nKlub B;?;\n"

    assert (1, told, "") == run(text, "--lang", "en")
    assert b"3;invalid-value;" in Path("rejects.csv").read_bytes()


def test_a_dry_run_tells_the_same_and_writes_nothing(run: Run) -> None:
    """And that nothing has changed."""
    status, out, err = run("Forening;Bydækkende\nKlub A;ja\nKlub B;?\n", "--dry-run")

    assert (1, "") == (status, err)
    assert out.endswith("Registeret er ikke ændret.\n")
    assert {"map.toml", "data.csv"} == {path.name for path in Path().iterdir()}


def test_update_changes_what_is_recorded(run: Run) -> None:
    """Only where it is asked for, and each change is told."""
    run("Forening;Bydækkende\nKlub A;ja\n")

    assert "already-recorded" in run("Forening;Bydækkende\nKlub A;nej\n")[1]
    status, out, _ = run("Forening;Bydækkende\nKlub A;nej\n", "--update")
    assert 0 == status
    assert "Ændret i det, der stod der: 1\n  associations.klub-a.citywide: rettet\n" in out
    assert load("register").associations["klub-a"].citywide is False


def test_a_mapping_that_does_not_fit_is_told(run: Run) -> None:
    """Status 2: with file, line and column of each place."""
    Path("map.toml").write_text(MAPPING.replace("citywide", "cityw"), encoding="utf-8")
    status, out, err = run("Forening;Bydækkende\n", "--lang", "en")
    assert (2, "", "map.toml:3:31: There is no field cityw. Did you mean citywide?\n") == (status, out, err)

    Path("map.toml").write_text(MAPPING, encoding="utf-8")
    status, out, err = run("Forening;Bydækende\n")
    assert (2, "") == (status, out)
    assert (
        "map.toml: Linje 1 i filen er taget for overskrifterne (kolonner: 2)."
        " Står de i en anden linje, så skriv den som header.\n"
        'map.toml:3:31: Filen har ingen kolonne "Bydækkende". Mente du "Bydækende"?\n'
    ) == err


def test_a_register_that_is_not_in_good_shape_is_told(run: Run) -> None:
    """Status 1: with what is wrong there."""
    Path("register").mkdir()
    Path("register", "areas.toml").write_text("[areas.a]\n")
    status, out, err = run("Forening;Bydækkende\n", "--lang", "en")

    assert (1, "") == (status, out)
    assert err.startswith("register has 1 error of shape.")
    assert err.endswith("  register/areas.toml: name is missing. Add name.\n")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--into", "map.toml"], "map.toml kan ikke skrives: det er ikke en mappe"),
        (["--rejects", "map.toml"], "map.toml kan ikke skrives: der ligger noget fra en anden hånd"),
        (
            ["--rejects", "register/a.csv"],
            "register/a.csv kan ikke skrives: den må ikke ligge i registerets mappe",
        ),
        (["--rejects", "data.csv"], "data.csv kan ikke skrives: det er den fil, der importeres"),
    ],
)
def test_what_cannot_be_written_is_told(run: Run, more: list[str], told: str) -> None:
    """Status 3, and nothing is written."""
    status, out, err = run("Forening;Bydækkende\nKlub A;?\n", *more)

    assert (3, "") == (status, out)
    assert told in err
    assert {"map.toml", "data.csv"} == {path.name for path in Path().iterdir()}


def test_what_cannot_be_read_is_told(run: Run) -> None:
    """Status 3."""
    status, out, err = run("")

    assert (3, "", "data.csv kan ikke læses: den er tom.\n") == (status, out, err)


@pytest.mark.parametrize("missing", ["--mapping", "--into", "--rejects"])
def test_no_option_may_be_missing_or_empty(
    run: Run, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    """Status 2: where rejected rows go is never guessed."""
    place = COMMAND.index(missing)
    for command in (
        (*COMMAND[:place], *COMMAND[place + 2 :]),
        (*COMMAND[:place], missing, "", *COMMAND[place + 2 :]),
    ):
        with pytest.raises(SystemExit) as leaving:
            main(command)
        assert 2 == leaving.value.code
        assert capsys.readouterr().err


def test_names_forge_no_lines(run: Run) -> None:
    """What a terminal would obey is taken out of paths and headings."""
    _, out, _ = run("Forening;Bydækkende;\x1b[2Jx\nKlub A;ja;\n")
    _, _, err = run("Forening;Bydækkende\n", "--rejects", "\x1b[2J/a.csv")

    assert "\N{REPLACEMENT CHARACTER}[2Jx" in out
    assert "\N{REPLACEMENT CHARACTER}[2J/a.csv" in err
    assert "\x1b" not in out + err


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with a file of many rows."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    rows = "".join(f"Klub {n};ja;{'x' * 50}\n" for n in range(60))
    (tmp_path / "data.csv").write_text(f"Forening;Bydækkende;Note\n{rows}", encoding="utf-8")
    return tmp_path


def test_a_closed_pipe_ends_quietly(run: Run) -> None:
    """What was imported stays."""
    run("Forening;Bydækkende\nKlub A;ja\n", "--dry-run")

    assert (141, b"") == with_closed_pipe(*COMMAND)
    assert ["klub-a"] == list(load("register").associations)


@FULL
def test_an_answer_that_cannot_be_written_is_told(run: Run) -> None:
    """Status 3."""
    run("Forening;Bydækkende\nKlub A;ja\n", "--dry-run")
    status, _, err = with_streams(">/dev/full", *COMMAND)

    assert 3 == status
    assert err.startswith("Svaret kan ikke skrives: ")


@pytest.mark.parametrize("opens", ["data.csv", "register"])
def test_ctrl_c_leaves_all_as_it_was(many: Path, opens: str) -> None:
    """While it reads or writes: no register, no rejected rows, nothing beside them."""
    assert (130, b"", b"") == interrupted(opens, *COMMAND, cwd=many)
    assert {"map.toml", "data.csv"} == {path.name for path in many.iterdir()}


def test_on_a_terminal_it_shows_that_it_works(run: Run) -> None:
    """Then the report."""
    run("Forening;Bydækkende\nKlub A;ja\n", "--dry-run")
    shown = in_terminal(*COMMAND)

    assert "Læser og kontrollerer data.csv" in shown
    assert "1 række = 1 taget ind + 0 afvist." in shown
