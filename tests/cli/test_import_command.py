"""`civic-partnership import`."""

import json
from pathlib import Path

import pytest
from cli.terminal import Run
from cli.test_process import interrupted, with_closed_pipe

from civic_partnership import load, to_text, write
from civic_partnership.model import Area, Register

MAPPING = '[[records]]\nkind = "associations"\nfields = { name = "Forening", citywide = "Bydækkende" }\n'


@pytest.fixture
def import_text(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Import a text in a folder of its own; return exit status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    Path("map.toml").write_text(MAPPING, encoding="utf-8")

    def import_text(text: str, *more: str) -> tuple[int, str, str]:
        Path("data.csv").write_text(text, encoding="utf-8")
        return run(*COMMAND, *more)

    return import_text


COMMAND = ("import", "data.csv", "--mapping", "map.toml", "--into", "register", "--rejects", "rejects.csv")


def test_tells_what_it_rejected(import_text: Run) -> None:
    """Status 1."""
    told = """\
2 rows = 1 taken in + 1 rejected.
Read as CSV in UTF-8, with semicolon between the cells.
  new associations: 1
  line 3: The column Bydækkende has "?": it must be ja or nej. [invalid-value]
Columns that are not used: Note. Name them in skip if that is meant.
"""
    text = "Forening;Bydækkende;Note\nKlub A;ja;\nKlub B;?;\n"

    assert (1, told, "") == import_text(text, "--lang", "en")
    assert b"3;invalid-value;" in Path("rejects.csv").read_bytes()


def test_a_dry_run_tells_the_same_and_writes_nothing(import_text: Run) -> None:
    """And that nothing has changed."""
    status, out, err = import_text("Forening;Bydækkende\nKlub A;ja\nKlub B;?\n", "--dry-run")

    assert (1, "") == (status, err)
    assert out.endswith("Registeret er ikke ændret.\n")
    assert {"map.toml", "data.csv"} == {path.name for path in Path().iterdir()}


def test_a_mapping_that_does_not_fit_is_told(import_text: Run) -> None:
    """Status 2: with file, line and column of each place."""
    Path("map.toml").write_text(MAPPING.replace("citywide", "cityw"), encoding="utf-8")
    status, out, err = import_text("Forening;Bydækkende\n", "--lang", "en")
    assert (2, "", "map.toml:3:31: There is no field cityw. Did you mean citywide?\n") == (status, out, err)

    Path("map.toml").write_text(MAPPING, encoding="utf-8")
    status, out, err = import_text("Forening;Bydækende\n")
    assert (2, "") == (status, out)
    assert (
        "map.toml: Linje 1 i filen er taget for overskrifterne (kolonner: 2)."
        " Står de i en anden linje, så skriv den som header.\n"
        'map.toml:3:31: Filen har ingen kolonne "Bydækkende". Mente du "Bydækende"?\n'
    ) == err


def test_a_register_that_is_not_in_good_shape_is_told(import_text: Run) -> None:
    """Status 1: with what is wrong there."""
    Path("register").mkdir()
    Path("register", "areas.toml").write_text("[areas.a]\n")
    status, out, err = import_text("Forening;Bydækkende\n", "--lang", "en")

    assert (1, "") == (status, out)
    assert err.startswith("register has 1 error of shape.")
    assert err.endswith("  register/areas.toml: name is missing. Add name.\n")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--into", "map.toml"], "map.toml kan ikke skrives: det er ikke en mappe"),
        (["--rejects", "data.csv"], "data.csv kan ikke skrives: det er den fil, der importeres"),
    ],
)
def test_what_cannot_be_written_is_told(import_text: Run, more: list[str], told: str) -> None:
    """Status 3, and nothing is written."""
    status, out, err = import_text("Forening;Bydækkende\nKlub A;?\n", *more)

    assert (3, "") == (status, out)
    assert told in err
    assert {"map.toml", "data.csv"} == {path.name for path in Path().iterdir()}


def test_what_cannot_be_read_is_told(import_text: Run) -> None:
    """Status 3."""
    status, out, err = import_text("")

    assert (3, "", "data.csv kan ikke læses: den er tom.\n") == (status, out, err)


def test_a_mapping_is_suggested(import_text: Run, run: Run) -> None:
    """On standard output, in UTF-8; it can be used as it is."""
    import_text("Klub;Bydækkende\nNordby Klub;ja\n", "--dry-run")
    status, out, err = run("import", "data.csv", "--suggest")
    Path("map.toml").write_text(out, encoding="utf-8")

    assert (0, "") == (status, err)
    assert 'citywide = "Bydækkende"   # kolonne B: foreninger, bydækkende\n' in out
    assert 0 == run(*COMMAND)[0]
    assert "# column B: " in run("import", "data.csv", "--suggest", "--lang", "en")[1]


def test_the_first_rows_are_shown(import_text: Run, run: Run) -> None:
    """By a mapping, or by the suggested one; nothing is written."""
    import_text("Forening;Bydækkende\nNordby Klub;ja\n", "--dry-run")

    for more in (("--mapping", "map.toml"), (), ("--suggest",)):
        status, out, err = run("import", "data.csv", "--preview", *more)
        assert (0, "") == (status, err)
        assert out.startswith("Linje 2:\n  [associations.nordby-klub]\n")
        assert out.endswith("Intet er skrevet.\n")
    assert {"map.toml", "data.csv"} == {path.name for path in Path().iterdir()}


def test_what_cannot_be_suggested_is_told(import_text: Run, run: Run) -> None:
    """Status 2 if no heading is known, 3 if the file cannot be read."""
    import_text("a;b\n1;2\n")
    status, out, err = run("import", "data.csv", "--suggest")

    assert (2, "") == (status, out)
    assert err.startswith("data.csv: Ingen række har overskrifter, der kendes")
    assert 3 == run("import", "none.csv", "--preview")[0]


@pytest.mark.parametrize(
    "more",
    [
        ("--suggest", "--mapping", "map.toml"),
        ("--preview", "--from", "csv"),
        ("--preview", "--update"),
    ],
)
def test_what_only_shows_takes_no_other_option(run: Run, more: tuple[str, ...]) -> None:
    """Status 2: nobody thinks that something was imported."""
    status, _, err = run("import", "data.csv", *more)

    assert 2 == status
    assert "--suggest står alene" in err


@pytest.mark.parametrize("missing", ["--mapping", "--into", "--rejects"])
def test_no_option_may_be_missing_or_empty(run: Run, missing: str) -> None:
    """Status 2: where rejected rows go is never guessed."""
    position = COMMAND.index(missing)
    for instead in ((), (missing, "")):
        status, _, err = run(*COMMAND[:position], *instead, *COMMAND[position + 2 :])

        assert 2 == status
        assert err


def test_names_forge_no_lines(import_text: Run) -> None:
    """What a terminal would obey is taken out of paths and headings."""
    _, out, _ = import_text("Forening;Bydækkende;\x1b[2Jx\nKlub A;ja;\n")
    _, _, err = import_text("Forening;Bydækkende\n", "--rejects", "\x1b[2J/a.csv")

    assert "\N{REPLACEMENT CHARACTER}[2Jx" in out
    assert "\N{REPLACEMENT CHARACTER}[2J/a.csv" in err
    assert "\x1b" not in out + err


def test_a_closed_pipe_ends_quietly(import_text: Run) -> None:
    """What was imported stays."""
    import_text("Forening;Bydækkende\nKlub A;ja\n", "--dry-run")

    assert (141, b"") == with_closed_pipe(*COMMAND)
    assert ["klub-a"] == list(load("register").associations)


@pytest.mark.parametrize("opens", ["data.csv", "register"])
def test_ctrl_c_leaves_all_as_it_was(tmp_path: Path, opens: str) -> None:
    """While it reads or writes: no register, no rejected rows, nothing beside them."""
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    rows = "".join(f"Klub {n};ja\n" for n in range(60))
    (tmp_path / "data.csv").write_text(f"Forening;Bydækkende\n{rows}", encoding="utf-8")

    assert (130, b"", b"") == interrupted(opens, *COMMAND, cwd=tmp_path)
    assert {"map.toml", "data.csv"} == {path.name for path in tmp_path.iterdir()}


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Write a register that somebody sent, as JSON."""
    file = tmp_path / "sent.json"
    file.write_text(to_text(Register().replace(Area(id="havnen", name="Havnen")), "json"), encoding="utf-8")
    return file


def test_a_format_is_taken_in_whole(run: Run, sent: Path, tmp_path: Path) -> None:
    """The first time all is new, the second time nothing."""
    into = tmp_path / "register"

    status, printed, beside = run("import", sent, "--from", "json", "--into", into, "--lang", "en")
    assert (0, "1 record read.\n  new areas: 1\n", "") == (status, printed, beside)
    status, printed, _ = run("import", sent, "--from", "json", "--into", into)
    assert (0, "1 post læst.\nRegisteret er ikke ændret.\n") == (status, printed)
    assert "Havnen" == load(into).areas["havnen"].name


def test_what_is_recorded_changes_only_when_asked_for(run: Run, sent: Path, tmp_path: Path) -> None:
    """Without `--update` nothing at all is taken in, and every place is told."""
    into = tmp_path / "register"
    write(Register().replace(Area(id="havnen", name="Nyhavn")), into)

    status, printed, beside = run("import", sent, "--from", "json", "--into", into, "--lang", "en")
    assert (1, "") == (status, printed)
    assert "Allow that with --update.\n  areas.havnen.name: changed\n" in beside
    assert "Nyhavn" == load(into).areas["havnen"].name
    status, printed, _ = run("import", sent, "--from", "json", "--into", into, "--update", "--lang", "en")
    assert 0 == status
    assert "Changed in what stood there: 1\n  areas.havnen.name: changed\n" in printed
    assert "Havnen" == load(into).areas["havnen"].name


def test_what_is_wrong_in_the_files_is_told(run: Run, tmp_path: Path) -> None:
    """Each with its file and line; nothing is taken in."""
    lines = [json.dumps({"areas": {f"a{n}": {"nam": "A"}}}) for n in range(12)]
    (tmp_path / "sent.ndjson").write_text("\n".join([*lines, "["]), encoding="utf-8")

    how = ("--from", "ndjson", "--into", tmp_path / "register", "--lang", "en")
    status, printed, beside = run("import", tmp_path / "sent.ndjson", *how)

    assert (1, "") == (status, printed)
    assert beside.startswith("Nothing was taken in: there are 25 errors in the files. The first: ")
    assert "  sent.ndjson: name is missing. Add name.\n" in beside
    assert beside.endswith("  … and 5 more\n")
    assert not (tmp_path / "register").exists()
    (tmp_path / "sent.ndjson").write_text("{", encoding="utf-8")
    status, _, beside = run("import", tmp_path / "sent.ndjson", *how)
    assert 1 == status
    assert "\n  sent.ndjson:1:" in beside


def test_a_file_alone_is_answered_with_the_first_step(run: Run, sent: Path) -> None:
    """Who does not know mappings is told how to get one."""
    status, _, beside = run("import", sent)

    assert 2 == status
    assert beside.startswith("Sig, hvordan filen skal læses. --suggest skriver et forslag")
    assert "Giv også --into" in run("import", sent, "--from", "json")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--mapping", "m.toml"),
        ("--from", "json", "--rejects", "r.csv"),
        ("--mapping", "m.toml", "--rejects", "r.csv", "--option", "a=b"),
    ],
)
def test_either_a_mapping_or_a_format(run: Run, sent: Path, arguments: tuple[str, ...]) -> None:
    """Anything else is wrong use."""
    status, _, beside = run("import", sent, "--into", "register", *arguments)

    assert 2 == status
    assert "Giv enten --mapping og --rejects, eller --from" in beside
    assert (
        "Give either --mapping and --rejects, or --from"
        in run("--lang", "en", "import", sent, "--into", "register", *arguments)[2]
    )


def test_a_format_or_option_that_is_not_there(run: Run, sent: Path, tmp_path: Path) -> None:
    """Is wrong use; a path that is not there cannot be read."""
    into = ("--into", tmp_path / "register", "--lang", "en")

    status, _, beside = run("import", sent, "--from", "jsn", *into)
    assert (2, "There is no format jsn. Did you mean json?\n") == (status, beside)
    assert 2 == run("import", sent, "--from", "json", "--option", "a=b", *into)[0]
    (tmp_path / "options.toml").write_text("a = 1")
    assert 2 == run("import", sent, "--from", "json", "--options", tmp_path / "options.toml", *into)[0]
    assert 3 == run("import", tmp_path / "nowhere", "--from", "json", *into)[0]
