import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from civic_partnership.files import clear_leftovers, file_digest, is_leftover, replace_file, stage_file

KILLED = """\
import os, pathlib, signal, sys
from civic_partnership.files import stage_file

with stage_file(pathlib.Path(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def names(folder: Path) -> list[str]:
    """Return what stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("before", "private", "after"), [(None, False, 0o644), (0o640, False, 0o640), (0o644, True, 0o600)]
)
def test_new_contents_are_private_until_they_are_complete(
    tmp_path: Path, before: int | None, after: int, *, private: bool
) -> None:
    """Keep them private from the first byte; then let those read them who may read the target."""
    target = tmp_path / "contacts.toml"
    if before:
        target.touch()
        target.chmod(before)
    old = os.umask(0o022)
    try:
        with stage_file(target, private=private) as staged:
            assert 0o600 == mode(staged.path)
            staged.file.write(b"x")
            staged.file.flush()
            assert 0o600 == mode(staged.path)
            staged.complete()
            assert after == mode(staged.path)
            staged.path.replace(target)
    finally:
        os.umask(old)

    assert (b"x", after) == (target.read_bytes(), mode(target))


def test_contents_that_take_no_place_are_removed(tmp_path: Path) -> None:
    """Remove them at the end of the block, unless a journal names them."""
    with pytest.raises(KeyError), stage_file(tmp_path / "a"):
        raise KeyError
    assert [] == names(tmp_path)

    with stage_file(tmp_path / "a") as staged:
        staged.is_handed_over = True
    assert [staged.path.name] == names(tmp_path)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """Make it where it is missing, keep its mode, and leave nothing beside it."""
    target = tmp_path / "register.json"
    replace_file(target, b"old")
    target.chmod(0o640)
    replace_file(target, b"new")

    assert (b"new", 0o640, ["register.json"]) == (target.read_bytes(), mode(target), names(tmp_path))


def test_a_digest_is_of_ordinary_files(tmp_path: Path) -> None:
    """Wait for no pipe, and follow no link."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")

    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert [empty, "", "", "", None] == [
        file_digest(tmp_path / name) for name in ("file", "link", "pipe", ".", "missing")
    ]


def test_the_files_of_a_killed_process_are_removed(tmp_path: Path) -> None:
    """Keep what a living process is writing, and anything else of a like name."""
    for name in ("a", "b"):
        subprocess.run([sys.executable, "-c", KILLED, tmp_path / name], check=False)
    (left,) = [path for path in tmp_path.iterdir() if is_leftover(path, tmp_path / "a")]
    folder, link = (tmp_path / f".{name}.0123456789abcdef.civic-partnership" for name in "cd")
    folder.mkdir()
    link.symlink_to("a")
    with stage_file(tmp_path / "a") as alive:
        clear_leftovers(tmp_path, tmp_path / "a")
        assert alive.path.exists()
        assert not left.exists()
        assert 4 == len(list(tmp_path.iterdir()))
        clear_leftovers(tmp_path)
        assert {alive.path, folder, link} == set(tmp_path.iterdir())


def test_a_long_name_is_shortened(tmp_path: Path) -> None:
    """Tell names apart that begin alike."""
    one, two = (tmp_path / ("æ" * 120 + end) for end in "12")
    with stage_file(one) as staged:
        assert is_leftover(staged.path, one)
        assert not is_leftover(staged.path, two)
