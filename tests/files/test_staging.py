import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from civic_partnership.files import clear_leftovers, digest_of, is_leftover, staged_file


def names(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("before", "private", "after"), [(None, False, 0o644), (0o640, False, 0o640), (0o644, True, 0o600)]
)
def test_new_contents_are_private_until_they_are_complete(
    tmp_path: Path, before: int | None, after: int, *, private: bool
) -> None:
    """From the first byte; then those may read them who may read the target, or as usual where it is new."""
    target = tmp_path / "contacts.toml"
    if before:
        target.touch()
        target.chmod(before)
    old = os.umask(0o022)
    try:
        with staged_file(target, private=private) as staged:
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
    """The block may also have moved them itself, or let a journal name them."""
    with pytest.raises(KeyError), staged_file(tmp_path / "a"):
        raise KeyError
    assert [] == names(tmp_path)

    with staged_file(tmp_path / "a") as staged:
        staged.is_handed_over = True
    assert [staged.path.name] == names(tmp_path)


KILLED = """\
import os, pathlib, signal, sys
from civic_partnership.files import staged_file

with staged_file(pathlib.Path(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    """But not what a living one is writing, nor anything else of a like name."""
    for name in ("a", "b"):
        subprocess.run([sys.executable, "-c", KILLED, tmp_path / name], check=False)
    (left,) = [path for path in tmp_path.iterdir() if is_leftover(path, tmp_path / "a")]
    folder, link = (tmp_path / f".{name}.0123456789abcdef.civic-partnership" for name in "cd")
    folder.mkdir()
    link.symlink_to("a")
    with staged_file(tmp_path / "a") as alive:
        clear_leftovers(tmp_path, tmp_path / "a")
        assert alive.path.exists()
        assert not left.exists()
        assert 4 == len(names(tmp_path))
        clear_leftovers(tmp_path)
        assert sorted([alive.path.name, folder.name, link.name]) == names(tmp_path)


def test_a_long_name_is_shortened(tmp_path: Path) -> None:
    """Names that begin alike are still told apart."""
    one, two = (tmp_path / ("æ" * 120 + end) for end in "12")
    with staged_file(one) as staged:
        assert is_leftover(staged.path, one)
        assert not is_leftover(staged.path, two)


def test_a_digest_is_of_ordinary_files(tmp_path: Path) -> None:
    """Nothing waits for a pipe, and no link is followed."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")

    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert [empty, "", "", "", None] == [
        digest_of(tmp_path / name) for name in ("file", "link", "pipe", ".", "missing")
    ]
