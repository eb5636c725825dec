"""The command `format`."""

import shutil
from pathlib import Path

import pytest
from cli.terminal import Run

from civic_partnership import load
from civic_partnership.storage import formatting
from civic_partnership.storage.editing import ImpossibleEditError

MIXED = '[areas.a]\nnote = "x"\nname = "A"\n'
SORTED = '[areas.a]\nname = "A"\nnote = "x"\n'


def test_format_puts_a_folder_in_order(run: Run, examples: Path, tmp_path: Path) -> None:
    """With --check the files are named; then they are changed, and the register is the same."""
    folder = shutil.copytree(examples / "nordby", tmp_path / "register")
    before, old = {path: path.read_bytes() for path in folder.iterdir()}, load(folder)
    names = [f"  {folder / f'{name}.toml'}\n" for name in ("municipality", "partnership", "programme")]

    assert (1, "".join(["Not in order:\n", *names]), "") == run("format", folder, "--check", "--lang", "en")
    assert before == {path: path.read_bytes() for path in folder.iterdir()}
    assert (0, "".join(["Put in order:\n", *names]), "") == run("format", folder, "--lang", "en")
    assert old == load(folder)
    assert (0, "All is in order.\n", "") == run("format", folder, "--check", "--lang", "en")


def test_the_current_folder_is_put_in_order(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a path; a byte order mark and the line ends stay."""
    (tmp_path / "deep").mkdir()
    file = tmp_path / "deep" / "a.toml"
    file.write_bytes(b"\xef\xbb\xbf" + MIXED.replace("\n", "\r\n").encode())
    monkeypatch.chdir(tmp_path)

    assert (0, "Put in order:\n  deep/a.toml\n", "") == run("format", "--lang", "en")
    assert b"\xef\xbb\xbf" + SORTED.replace("\n", "\r\n").encode() == file.read_bytes()


def test_one_file_is_put_in_order(run: Run, tmp_path: Path) -> None:
    """All other files stay."""
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(MIXED)

    status, _, err = run("format", tmp_path / "a.toml")

    assert (0, "") == (status, err)
    assert (SORTED, MIXED) == ((tmp_path / "a.toml").read_text(), (tmp_path / "b.toml").read_text())


def test_a_file_that_cannot_be_put_in_order_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are put in order all the same."""
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(MIXED)
    folder = tmp_path / "register"
    folder.mkdir()
    (folder / "a.toml").write_text(MIXED)
    (folder / "link.toml").symlink_to(elsewhere)
    (folder / "wrong.toml").write_text("x = [")

    status, out, err = run("format", folder, tmp_path / "none", "--lang", "en")

    assert (3, f"Put in order:\n  {folder / 'a.toml'}\n") == (status, out)
    assert f"{folder / 'link.toml'}: it is a link to a file elsewhere. Format that file.\n" in err
    assert f"{folder / 'wrong.toml'}: the file is not valid TOML.\n" in err
    assert "There is no file or folder" in err
    assert MIXED == elsewhere.read_text()

    def refuse(_: str) -> str:
        raise ImpossibleEditError

    monkeypatch.setattr(formatting, "format_text", refuse)
    status, out, err = run("format", elsewhere, "--lang", "en")
    assert (3, "") == (status, out)
    assert "the program cannot put it in order so that all in it stays." in err


def test_an_empty_folder_is_told(run: Run, tmp_path: Path) -> None:
    """There is nothing to put in order."""
    status, out, err = run("format", tmp_path, "--lang", "en")

    assert (3, "") == (status, out)
    assert str(tmp_path) in err


def test_the_extra_is_needed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says how to install it."""
    monkeypatch.setattr(formatting, "can_edit", lambda: False)

    status, _, err = run("format", tmp_path, "--lang", "en")

    assert 3 == status
    assert "pip install 'civic-partnership[edit]'" in err


def test_a_folder_that_cannot_be_written_stays(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence says why."""
    (tmp_path / "a.toml").write_text(MIXED)

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(formatting, "replace_register_files", fail)
    status, out, err = run("format", tmp_path, "--lang", "en")

    assert (3, "") == (status, out)
    assert str(tmp_path) in err
    assert MIXED == (tmp_path / "a.toml").read_text()
