"""The setup of a repository for the drivers, and its removal."""

import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from merging.repositories import CLUB, Repository

from civic_partnership import PathError
from civic_partnership.merging import install, plan_install, plan_uninstall, uninstall
from civic_partnership.merging.git_setup import _add_lines, find_register_of

pytestmark = pytest.mark.usefixtures("no_settings")

LINE = "/register/**/*.toml merge=civic-partnership diff=civic-partnership\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Make a repository with a register, without drivers."""
    return Repository(tmp_path / "repo", drivers=False)


@pytest.mark.parametrize("before", [None, b"*.csv -text", b"# \xff\n*.csv -text\n", b"*.csv -text\r\n"])
def test_uninstall_takes_out_what_install_put_in(repository: Repository, before: bytes | None) -> None:
    """Attributes and settings are then byte for byte what they were; a second run changes nothing."""
    attributes, config = repository.folder / ".gitattributes", repository.folder / ".git" / "config"
    if before is not None:
        attributes.write_bytes(before)
    repository.git("config", "merge.conflictStyle", "diff3")
    settings = config.read_bytes()

    install(plan_install(repository.folder))
    again = plan_install(repository.file.parent)
    assert ((), {}) == (again.lines, again.settings)
    written = attributes.read_bytes()
    install(again)
    assert written == attributes.read_bytes()
    assert LINE.strip().encode() in written
    assert "civic-partnership-ancestors\n" == repository.git("config", "merge.civic-partnership.recursive")

    uninstall(plan_uninstall(repository.folder))
    assert (before or b"") == (attributes.read_bytes() if attributes.exists() else b"")
    assert attributes.exists() == (before is not None)
    assert settings == config.read_bytes()
    nothing = plan_uninstall(repository.folder)
    uninstall(nothing)
    assert ((), {}) == (nothing.lines, nothing.settings)
    assert settings == config.read_bytes()


@given(st.text("ab\r\n #", max_size=9), st.lists(st.sampled_from("ABC"), unique=True))
def test_lines_are_added_to_any_text(text: str, lines: list[str]) -> None:
    """Without the new lines the text is what it was."""
    longer = _add_lines(text, lines)

    assert text == "\n".join(line for line in longer.split("\n") if line.strip() not in lines)
    assert lines == [line.strip() for line in longer.split("\n") if line.strip() in {"A", "B", "C"}]


@pytest.mark.parametrize("folder", ["to ord", "æ", "a*[b]?", 'a"b', "-x", "#x", "a\\b"])
def test_any_folder_is_found_by_its_line(tmp_path: Path, folder: str) -> None:
    """Git reads the pattern as the name of the folder, whatever letters are in it."""
    repository = Repository(tmp_path / "repo", drivers=False)
    place = repository.folder / folder / "inner"
    place.mkdir(parents=True)
    (place.parent / "a.toml").write_text('[areas.a]\nname = "A"\n')
    (place / "b.toml").write_text('[areas.b]\nname = "B"\n')

    setup = plan_install(repository.folder)
    install(setup)

    assert {folder, "register"} == {*setup.folders}
    for name in (f"{folder}/a.toml", f"{folder}/inner/b.toml"):
        assert "merge: civic-partnership" in repository.git("check-attr", "merge", "--", name)
    assert "unspecified" in repository.git("check-attr", "merge", "--", "other/a.toml")


def test_registers_are_the_topmost_folders_with_records(tmp_path: Path) -> None:
    """Mappings, files without records, hidden and broken ones make no register; the top folder may be one."""
    repository = Repository(tmp_path / "repo", drivers=False)
    for name in ("pyproject.toml", ".hidden/a.toml", "broken/a.toml"):
        file = repository.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text({"pyproject.toml": "[project]\n", "broken/a.toml": "x ="}.get(name, CLUB))
    assert ("register",) == plan_install(repository.folder).folders
    assert "register" == find_register_of(repository.folder, "register/2024/new.toml")
    assert "other" == find_register_of(repository.folder, "other/new.toml")

    (repository.folder / "gone.toml").symlink_to("nowhere")
    (repository.folder / "klub.toml").write_text(CLUB)
    setup = plan_install(repository.folder)

    assert (("",), ("*.toml merge=civic-partnership diff=civic-partnership",)) == (setup.folders, setup.lines)


def test_drivers_start_this_installation(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name if the shell finds it, else by the interpreter, whose path may have any letters."""
    found = {"civic-partnership": None, "git": shutil.which("git")}
    monkeypatch.setattr(shutil, "which", found.get)
    monkeypatch.setattr(sys, "executable", "/opt/50% off/python")
    by_interpreter = plan_install(repository.folder).settings
    monkeypatch.setitem(found, "civic-partnership", "/bin/civic-partnership")
    by_name = plan_install(repository.folder).settings

    assert (
        "'/opt/50%% off/python' -m civic_partnership git merge-file -- %O %A %B %P"
        == by_interpreter["merge.civic-partnership.driver"].partition(" || ")[0]
    )
    assert (
        "'/opt/50% off/python' -m civic_partnership git diff-file"
        == by_interpreter["diff.civic-partnership.command"]
    )
    assert (
        "civic-partnership git merge-file --ancestors -- %O %A %B %P"
        == by_name["merge.civic-partnership-ancestors.driver"].partition(" || ")[0]
    )


def test_what_stands_in_the_way_is_told(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No repository, no folder, no register, a folder in place of a file, settings that are locked, no git."""
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "missing", repository.file):
        with pytest.raises(PathError, match="is no folder in a repository"):
            plan_install(path)
    lock = repository.folder / ".git" / "config.lock"
    lock.touch()
    with pytest.raises(PathError, match="git cannot change the settings of the repository: "):
        install(plan_install(repository.folder))
    lock.unlink()
    setup = plan_install(repository.folder)
    (repository.folder / ".gitattributes").mkdir()
    for write in (lambda: install(setup), lambda: plan_install(repository.folder)):
        with pytest.raises(PathError, match="cannot be written"):
            write()
    (repository.folder / ".gitattributes").rmdir()
    repository.file.unlink()
    with pytest.raises(PathError, match=r"there is no \.toml file with records"):
        plan_install(repository.folder)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(PathError, match="git is not installed"):
        plan_install(repository.folder)
