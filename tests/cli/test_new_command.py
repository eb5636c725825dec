"""The command `new`."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from cli.terminal import Run, Terminal

from civic_partnership import Register, cli, load
from civic_partnership.model import Municipality, Programme
from civic_partnership.storage import format_files, register_folder
from civic_partnership.values import Dated, PartialDate

OPTIONS = {
    "--municipality": "Nordby Kommune",
    "--code": "0999",
    "--programme": "Sociale partnerskaber",
    "--since": "1.1.2026",
    "--annual-amount": "200.000 kr.",
    "--weekly-hours": "20",
    "--term-years": "4",
}
NAMES = ["associations.toml", "municipality.toml", "partnerships.toml", "programmes.toml"]
MEANT = Register().replace(
    Municipality(name="Nordby Kommune", code="0999"),
    Programme(
        id="sociale-partnerskaber",
        name="Sociale partnerskaber",
        since=PartialDate("2026-01-01"),
        annual_amount=Dated.always(Decimal(200_000)),
        min_weekly_hours=Dated.always(Decimal(20)),
        term_years=Dated.always(4),
    ),
)


def words(**options: str) -> list[str]:
    """Return options as the words of a command line."""
    named = {f"--{name}": text for name, text in options.items()}
    return [word for option in named.items() for word in option]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_options_start_a_register_that_check_accepts(run: Run, tmp_path: Path, lang: str) -> None:
    """The register is the one that is meant, its files are in order, and their examples are right."""
    folder = tmp_path / "deep" / "register"
    options = [word for option in OPTIONS.items() for word in option]

    status, out, err = run("new", folder, *options, "--lang", lang)

    assert (0, "") == (status, err)
    assert f"civic-partnership check {folder}" in out
    assert NAMES == sorted(path.name for path in folder.iterdir())
    assert MEANT == load(folder)
    assert (0, "") == run("check", folder, "--strict")[::2]
    assert () == format_files(folder, dry_run=True).changed
    for kind in ("associations", "partnerships"):
        file = folder / f"{kind}.toml"
        lines = file.read_text().splitlines()
        example = [line.removeprefix("# ") for line in lines[4:]]
        file.write_text("\n".join([*lines[:4], *example]))
        assert ["nordby-boldklub"] == list(getattr(load(folder), kind))


def test_less_is_enough(run: Run, tmp_path: Path) -> None:
    """Only the two names are needed, and a folder that is there may be empty but for a repository."""
    (tmp_path / ".git").mkdir()

    assert (0, "") == run("new", tmp_path, *words(municipality="N", programme="P"))[::2]
    assert Register().replace(Municipality(name="N"), Programme(id="p", name="P")) == load(tmp_path)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "Give the names of the municipality and the programme with --municipality and --programme."),
        ({"municipality": "N"}, "with --municipality and --programme."),
        ({"municipality": "N", "programme": "P", "code": "1"}, "there must be 4 digits"),
        ({"municipality": "N", "programme": "!"}, "Name of the programme: there are no letters or digits"),
    ],
)
def test_what_is_missing_or_wrong_is_told(
    run: Run, tmp_path: Path, options: dict[str, str], sentence: str
) -> None:
    """No folder is made."""
    status, out, err = run("new", tmp_path / "register", *words(**options), "--lang", "en")

    assert (2, "") == (status, out)
    assert sentence in err
    assert [] == list(tmp_path.iterdir())


def test_questions_are_asked_on_a_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong answer is told, and asked again; a question that may be skipped says so."""
    answers = ["", "Nordby", "1", "0999", "!", "Sociale partnerskaber", "to", "200.000", "", "4"]
    monkeypatch.setattr(sys, "stdin", Terminal("\n".join([*answers, ""])))

    status, _, err = run("new", tmp_path / "register", *words(since="2026-01-01"), "--lang", "en")

    assert 0 == status
    assert "Name of the municipality: Name of the municipality: Code of the municipality, four digits" in err
    assert "four digits (Enter: skip): municipality: code cannot be used: there must be 4 digits" in err
    assert "The programme exists since" not in err
    amount = Dated.always(Decimal(200_000))
    assert amount == load(tmp_path / "register").programmes["sociale-partnerskaber"].annual_amount


def test_the_end_of_the_answers_ends_it(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends as by Ctrl-C, and makes nothing."""
    monkeypatch.setattr(sys, "stdin", Terminal("Nordby\n"))
    monkeypatch.setattr(cli, "discard_output", lambda _: None)

    assert 130 == run("new", tmp_path / "register")[0]
    assert [] == list(tmp_path.iterdir())


def test_a_folder_with_something_in_it_is_refused(
    run: Run, tmp_path: Path, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told before a question is asked, and at the end too."""
    (tmp_path / "letter.txt").write_text("x")
    for folder, reason in [
        (tmp_path, "something else than a register"),
        (examples / "nordby", "there is a register"),
    ]:
        status, out, err = run("new", folder, "--lang", "en")
        assert (3, "") == (status, out)
        assert reason in err

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(register_folder, "replace_register_files", fail)
    status, out, err = run("new", tmp_path / "new", *words(municipality="N", programme="P"), "--lang", "en")
    assert (3, "") == (status, out)
    assert "new cannot be written" in err
