"""The commands of the group `git`."""

import subprocess
from pathlib import Path

import pytest
from cli.terminal import Run
from merging.repositories import CLUB, Repository, no_settings

__all__ = ["no_settings"]

pytestmark = pytest.mark.usefixtures("no_settings")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Make a repository with a register, without drivers."""
    return Repository(tmp_path / "repo", drivers=False)


def test_install_tells_what_it_writes(run: Run, repository: Repository) -> None:
    """A dry run tells the same and writes nothing; the second run has nothing to do."""
    attributes = repository.folder / ".gitattributes"
    dry = run("git", "install", repository.folder, "--dry-run")
    assert not attributes.exists()
    wet = run("git", "install", repository.folder)
    again = run("git", "install", repository.folder)

    assert dry == wet
    assert (0, "") == (wet[0], wet[2])
    assert wet[1].startswith(
        "Registre: register\n.gitattributes:\n"
        "  + /register/**/*.toml merge=civic-partnership diff=civic-partnership\n"
        "indstillinger (git config --local):\n"
        "  + merge.civic-partnership.name = records and fields of a register\n"
    )
    assert (0, "Registre: register\nAlt er sat op i forvejen.\n", "") == again
    assert attributes.read_text() in wet[1].replace("  + ", "")


def test_uninstall_tells_what_it_takes_out(run: Run, repository: Repository) -> None:
    """What it tells is what install told, and a dry run takes nothing out."""
    installed = run("git", "install", repository.folder)[1]
    dry = run("git", "uninstall", repository.folder, "--dry-run")
    assert (repository.folder / ".gitattributes").exists()
    wet = run("git", "uninstall", repository.folder)

    assert dry == wet
    assert installed.partition("\n")[2].replace("  + ", "  - ") == wet[1]
    assert (0, "There is nothing to take out.\n", "") == run(
        "git", "uninstall", repository.folder, "--lang", "en"
    )


def test_install_is_for_the_current_folder(
    run: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a repository it is a sentence and status 3."""
    monkeypatch.chdir(repository.file.parent)
    assert 0 == run("git", "install")[0]
    monkeypatch.chdir(tmp_path)

    status, out, err = run("git", "install", "--lang", "en")

    assert (3, "") == (status, out)
    assert ". is no folder in a repository that git reads. Choose another, or make one: git init.\n" == err


def test_help_shows_the_commands_for_people(run: Run) -> None:
    """Those that git runs are not listed; a misspelt one is told with the closest."""
    status, out, _ = run("git", "--help")

    assert 0 == status
    assert "install" in out
    assert "merge-file" not in out
    status, _, err = run("git", "instal", "--lang", "en")
    assert 2 == status
    assert "There is no command instal. " in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["merge-file", "x", "x", "x", "register/a.toml"],
        ["diff-file", "register/a.toml", "x", "0", "0", "x", "0", "0"],
        ["list-file", "register/a.toml"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_driver_without_its_files_fails_with_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]
) -> None:
    """Git then leaves the file as it is."""
    monkeypatch.chdir(tmp_path)

    status, out, err = run("git", *arguments)

    assert (3, "") == (status, out)
    assert "register/a.toml kan ikke læses eller skrives (" in err
    assert 1 == len(err.splitlines())


def test_versions_that_git_would_not_name_are_refused(run: Run) -> None:
    """Whoever calls the driver by hand gets a sentence."""
    status, out, err = run("git", "diff-file", "a.toml", "old", "new")

    assert (2, "") == (status, out)
    assert "git kalder kommandoen selv." in err


def test_drivers_answer_in_this_process_too(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Merge, compare and list three versions of a file, as git does."""
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet"], check=True)
    Path("base").write_text(CLUB)
    Path("ours").write_text(CLUB.replace("200_000, awarded", "210_000, awarded"))
    Path("theirs").write_text(CLUB.replace("200_000, awarded", "190_000, awarded"))

    assert (0, "", "") == run("git", "merge-file", "base", "base", "base", "a.toml")
    status, out, err = run("--lang", "en", "git", "merge-file", "base", "ours", "theirs", "a.toml")
    assert (1, "") == (status, out)
    assert "a.toml: 1 conflict. Our values stand in the file" in err
    assert (
        "tilskud 2024, beløb: 200.000 kr. → 210.000 kr."
        in run("git", "diff-file", "a", "base", "0", "0", "ours", "0", "0")[1]
    )
    assert "partnerships.klub.grants[2024].amount: 210000\n" in run("git", "list-file", "ours")[1]
    assert (0, "a.toml: fletningen er ikke færdig\n", "") == run("git", "diff-file", "a.toml")
    Path("other").write_text("x = 1\n")
    assert "\n-x = 1\n" in run("git", "diff-file", "a", "other", "0", "0", "base", "0", "0")[1]
    assert "Kun rækkefølge" in run("git", "diff-file", "a", "base", "0", "0", "base", "0", "0")[1]
