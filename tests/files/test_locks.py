import errno
import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from civic_partnership.files import held, lock_file, locked

OPEN = Path("/proc/self/fd")
"""What this process has open, a file each."""
HOLDER = """\
import pathlib, sys
from civic_partnership.files import locked

with locked(pathlib.Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_a_lock_keeps_others_out_and_leaves_nothing(tmp_path: Path) -> None:
    """While one holds a folder another is refused, in this process too; afterwards it is free and empty."""
    with locked(tmp_path), pytest.raises(BlockingIOError), locked(tmp_path, patience=0.05):
        pass
    with locked(tmp_path, patience=0):
        assert [] == list(tmp_path.iterdir())


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    """Who asks while another holds the folder gets it as soon as it is free."""
    order = []

    def wait() -> None:
        with locked(tmp_path):
            order.append("second")

    waiting = threading.Thread(target=wait)
    with locked(tmp_path):
        waiting.start()
        order.append("first")
    waiting.join(timeout=10)

    assert ["first", "second"] == order


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    """Where a process is killed while it writes, its lock is gone."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert "locked\n" == holder.stdout.readline()
        with pytest.raises(BlockingIOError), locked(tmp_path, patience=0):
            pass
        holder.kill()
        holder.wait()
    with locked(tmp_path, patience=5):
        pass


def test_a_drive_without_locks_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a drive knows no locks, nobody is kept from writing."""

    def refuse(_: int, __: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with locked(tmp_path), locked(tmp_path, patience=0):
        pass


def test_a_missing_folder_is_not_locked(tmp_path: Path) -> None:
    """What is not there cannot be locked."""
    with pytest.raises(FileNotFoundError), locked(tmp_path / "missing"):
        pass


def waiting(folder: Path) -> tuple[threading.Thread, list[list[str]]]:
    """Somebody who waits for a folder, and what stood in it when it was theirs."""
    seen: list[list[str]] = []

    def wait() -> None:
        with held(folder):
            seen.append(sorted(path.name for path in folder.iterdir()))

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.1)
    assert [] == seen
    return thread, seen


def test_whoever_waited_holds_what_is_there_then(tmp_path: Path) -> None:
    """Another folder may have come into its place; who holds that is waited for as well."""
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    with locked(other):
        with locked(folder):
            thread, seen = waiting(folder)
            folder.rename(tmp_path / "old")
            other.rename(folder)
        time.sleep(0.1)
        assert [] == seen
        (folder / "new").touch()
    thread.join(timeout=10)

    assert [["new"]] == seen


def test_a_lock_is_of_what_stands_there_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another folder came into its place in the moment before it was locked, that is locked."""
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    real, tries = fcntl.flock, 0

    def late(descriptor: int, how: int) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            folder.rename(tmp_path / "old")
            other.rename(folder)
        real(descriptor, how)

    before = len([*OPEN.iterdir()])
    monkeypatch.setattr(fcntl, "flock", late)
    with locked(folder):
        assert 2 == tries
        assert before + 1 == len([*OPEN.iterdir()])
        with pytest.raises(BlockingIOError), locked(folder, patience=0):
            pass
        with locked(tmp_path / "old", patience=0):
            pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Some systems say that what is to be made is missing; and what is above may be no folder."""
    with pytest.raises(FileNotFoundError), held(Path("/proc/no-such-process")):
        pass
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    for name in ("file", "pipe"):
        with pytest.raises(NotADirectoryError), held(tmp_path / name / "folder"):
            pass


def test_a_folder_that_was_waited_for_may_be_gone(tmp_path: Path) -> None:
    """Whoever held it put nothing into it and took it away: it is made anew, and taken away again."""
    folder = tmp_path / "folder"
    with held(folder):
        thread, seen = waiting(folder)
    thread.join(timeout=10)

    assert [[]] == seen
    assert [] == list(tmp_path.iterdir())


def test_what_was_made_and_is_empty_is_taken_away(tmp_path: Path) -> None:
    """What was there, or has something in it, stays."""
    (tmp_path / "there").mkdir()
    for name in ("there", "above/empty", "above/full"):
        with held(tmp_path / name):
            if name == "above/full":
                (tmp_path / name / "file").touch()

    assert ["above", "above/full", "above/full/file", "there"] == sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")
    )


def test_what_was_made_is_taken_away_after_an_error(tmp_path: Path) -> None:
    """The error goes on to whoever asked."""
    with pytest.raises(KeyError), held(tmp_path / "above" / "folder"):
        raise KeyError

    assert [] == list(tmp_path.iterdir())


def test_a_file_is_locked_once(tmp_path: Path) -> None:
    """Who comes second does not get the lock, until the first lets go."""
    first, second = (os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT) for _ in range(2))

    assert (True, False) == (lock_file(first), lock_file(second))
    os.close(first)
    assert lock_file(second)
    os.close(second)
