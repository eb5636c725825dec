import ctypes
import errno
import os
from pathlib import Path

import pytest

from civic_partnership.exporting.system import _no_rename, exchange, lock


def test_two_folders_change_places(tmp_path: Path) -> None:
    """Each is where the other was, with all that it holds."""
    one, other = tmp_path / "one", tmp_path / "ø" / "other"
    for folder in (one, other):
        folder.mkdir(parents=True)
        (folder / folder.name).touch()

    assert exchange(one, other)
    assert (["other"], ["one"]) == (
        [path.name for path in one.iterdir()],
        [path.name for path in other.iterdir()],
    )


def test_a_path_from_here_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths that do not begin at the root begin where the process stands."""
    monkeypatch.chdir(tmp_path)
    Path("one").mkdir()
    Path("other").mkdir()
    Path("one", "file").touch()

    assert exchange(Path("one"), Path("other"))
    assert Path("other", "file").exists()


def test_what_cannot_be_exchanged_stays(tmp_path: Path) -> None:
    """It says so, and nothing has changed: a folder has no place in itself."""
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)

    assert not exchange(inner.parent, inner)
    assert inner.is_dir()


def test_what_is_missing_cannot_be_exchanged(tmp_path: Path) -> None:
    """What is wrong with these two only is raised as any such call does it."""
    (tmp_path / "one").mkdir()
    with pytest.raises(FileNotFoundError) as caught:
        exchange(tmp_path / "one", tmp_path / "other")

    assert (str(tmp_path / "one"), str(tmp_path / "other")) == (
        caught.value.filename,
        caught.value.filename2,
    )


def test_a_system_without_the_call_is_told_like_one_that_refuses_it() -> None:
    """What stands in for the call fails, as a system does that knows no such call."""
    assert (-1, errno.ENOSYS) == (_no_rename(-1, b"one", -1, b"other", 2), ctypes.get_errno())


def test_a_lock_is_had_once(tmp_path: Path) -> None:
    """Who comes second does not get it, until the first lets go."""
    first, second = (os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT) for _ in range(2))

    assert (True, False) == (lock(first), lock(second))
    os.close(first)
    assert lock(second)
    os.close(second)
