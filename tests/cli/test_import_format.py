import json
from pathlib import Path

import pytest
from cli.terminal import Run

from civic_partnership.model import Area, Register
from civic_partnership.storage import load, to_text, write


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


def test_a_dry_run_writes_nothing(run: Run, sent: Path, tmp_path: Path) -> None:
    """It tells what would happen."""
    status, printed, _ = run("import", sent, "--from", "json", "--into", tmp_path / "register", "--dry-run")

    assert (0, "1 post læst.\n  nye udsatte byområder: 1\nRegisteret er ikke ændret.\n") == (status, printed)
    assert [sent] == list(tmp_path.iterdir())


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

    status, printed, beside = run(
        "import",
        tmp_path / "sent.ndjson",
        "--from",
        "ndjson",
        "--into",
        tmp_path / "register",
        "--lang",
        "en",
    )

    assert (1, "") == (status, printed)
    assert beside.startswith("Nothing was taken in: there are 25 errors in the files. The first: ")
    assert "  sent.ndjson: name is missing. Add name.\n" in beside
    assert beside.endswith("  … and 5 more\n")
    assert not (tmp_path / "register").exists()
    (tmp_path / "sent.ndjson").write_text("{", encoding="utf-8")
    status, _, beside = run("import", tmp_path / "sent.ndjson", "--from", "ndjson", "--into", tmp_path / "r")
    assert 1 == status
    assert "\n  sent.ndjson:1:" in beside


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--mapping", "m.toml"),
        ("--rejects", "r.csv"),
        ("--from", "json", "--mapping", "m.toml"),
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
