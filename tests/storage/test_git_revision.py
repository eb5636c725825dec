"""Registers as they were in a revision of a git repository."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from repositories import commit, git

from civic_partnership import Reading, load, write
from civic_partnership.errors import PathError, RecordsError
from civic_partnership.exporting import EXPORTERS, Artifact
from civic_partnership.storage import git_revision, load_revision, read_revision, split_revision

AREA = '[areas.havnen]\nname = "Havnen"\n'


@pytest.fixture
def repository(tmp_path: Path, examples: Path) -> Path:
    """Return the folder of a repository with a register that was changed since its first commit."""
    shutil.copytree(examples / "nordby", tmp_path / "register")
    commit(tmp_path)
    (tmp_path / "register" / "area.toml").write_text(AREA)
    commit(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HEAD~3:register", ("HEAD~3", "register")),
        ("a:b:c", ("a", "b:c")),
        ("register", None),
        (":", ("", "")),
    ],
)
def test_a_revision_is_split_at_its_first_colon(text: str, expected: object) -> None:
    """No name of a revision has a colon; a path may have some."""
    assert expected == split_revision(text)


def test_a_register_is_read_as_it_was(repository: Path, examples: Path) -> None:
    """The work tree does not matter, nor what was committed later."""
    shutil.rmtree(repository / "register")

    assert load(examples / "nordby") == load_revision("HEAD~1", "register", folder=repository)
    assert "havnen" in load_revision("HEAD", "register/", folder=repository).areas


@pytest.mark.parametrize("path", [".", "./", "../register", "register"])
def test_a_path_starts_at_the_top_or_at_the_folder(repository: Path, path: str) -> None:
    """As in git, a path starts at the top folder, and with dots in front where one stands."""
    assert "havnen" in load_revision("HEAD", path, folder=repository / "register").areas


def test_the_whole_repository_may_be_a_register(repository: Path) -> None:
    """An empty path is the top folder; other files in it do not matter."""
    (repository / ".hidden.toml").write_text("[")
    (repository / "~backup.toml").write_text("[")
    (repository / "notes.txt").write_text("[")
    commit(repository)

    reading = read_revision("HEAD", "", folder=repository)

    assert () == reading.findings
    assert "havnen" in reading.register.areas


def test_one_file_is_read(repository: Path) -> None:
    """A register may be one file, in TOML, JSON or NDJSON."""
    write(load(repository / "register"), repository / "all.ndjson")
    commit(repository)

    assert ["havnen"] == list(load_revision("HEAD", "register/area.toml", folder=repository).areas)
    assert load(repository / "register") == load_revision("HEAD", "all.ndjson", folder=repository)


def test_tables_are_read(repository: Path, examples: Path) -> None:
    """A folder without TOML may hold the tables that the format csv writes."""
    register = load(examples / "nordby")
    (repository / "tables").mkdir()
    csv = next(each for each in EXPORTERS if each.name == "csv")
    for artifact in csv.export(register, csv.options()):
        assert isinstance(artifact, Artifact)
        (repository / "tables" / artifact.name).write_bytes(b"".join(artifact.chunks))
    commit(repository)

    assert register == load_revision("HEAD", "tables", folder=repository)


def test_findings_name_revision_and_file(repository: Path) -> None:
    """What is wrong then is told with its place then."""
    (repository / "register" / "area.toml").write_text("[areas.a]\n")
    commit(repository)

    reading = read_revision("HEAD", "register", folder=repository)

    assert (
        "HEAD:register/area.toml"
        == str(reading.locate(reading.findings[0])).rpartition(":")[0].rpartition(":")[0]
    )
    with pytest.raises(RecordsError, match="HEAD:register has 1 error of shape"):
        load_revision("HEAD", "register", folder=repository)


def only_finding(reading: Reading) -> str:
    """Return the message of the one finding of a reading."""
    [finding] = reading.findings
    return finding.message.en


def test_a_folder_without_files_is_told(repository: Path) -> None:
    """A folder that holds no register is no empty register."""
    (repository / "other").mkdir()
    (repository / "other" / "notes.txt").write_text("")
    commit(repository)

    assert "no .toml or .csv file" in only_finding(read_revision("HEAD", "other", folder=repository))


def test_a_link_is_told(repository: Path) -> None:
    """Git keeps only where a link leads."""
    (repository / "register" / "link.toml").symlink_to("area.toml")
    commit(repository)

    assert "it is a link" in only_finding(read_revision("HEAD", "register", folder=repository))


def test_a_large_file_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that `read` would refuse is refused here as well."""
    monkeypatch.setattr(git_revision, "MAX_BYTES", len(AREA) - 1)

    findings = read_revision("HEAD", "register", folder=repository).findings

    assert {"unreadable-file"} == {finding.rule for finding in findings}


def lose(repository: Path, name: str) -> None:
    """Delete an object of a repository, as in one that was fetched in part."""
    found = git(repository, "rev-parse", name)
    (repository / ".git" / "objects" / found[:2] / found[2:]).unlink()


def test_a_lost_file_is_told(repository: Path) -> None:
    """A file whose content is not here is told; the others are read."""
    lose(repository, "HEAD:register/area.toml")

    reading = read_revision("HEAD", "register", folder=repository)

    assert [] == [each for each in reading.findings if "git does not have its content" not in each.message.en]
    assert reading.register.partnerships


@pytest.mark.parametrize(
    ("revision", "path", "message"),
    [
        ("nothing", "register", "git knows no revision nothing."),
        ("", "register", "git knows no revision ."),
        ("--all", "register", "git knows no revision --all."),
        ("HEAD", "nothing", "The revision has no file or folder HEAD:nothing."),
        ("HEAD", "../..", "The revision has no file or folder"),
    ],
)
def test_what_git_does_not_know_is_told(repository: Path, revision: str, path: str, message: str) -> None:
    """An unknown revision and an unknown path give a sentence each."""
    with pytest.raises(PathError, match=message):
        read_revision(revision, path, folder=repository)


def without_program(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let there be no git."""
    monkeypatch.setenv("PATH", "")
    return repository


def outside(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the repository be none."""
    shutil.rmtree(repository / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repository.parent))
    return repository


def nowhere(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let there be no folder."""
    return repository / "nowhere"


def damaged(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a folder be lost."""
    lose(repository, "HEAD:register")
    return repository


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (without_program, "git is not installed"),
        (outside, "is in no git repository"),
        (nowhere, "is in no git repository"),
        (damaged, "git cannot read HEAD:register"),
    ],
)
def test_what_git_cannot_do_is_told(
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path, pytest.MonkeyPatch], Path],
    message: str,
) -> None:
    """No git, no repository and a damaged one give a sentence each."""
    folder = spoil(repository, monkeypatch)

    with pytest.raises(PathError, match=message):
        read_revision("HEAD", "register", folder=folder)
