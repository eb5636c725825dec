import errno
import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from unittest.mock import Mock

import pytest

from civic_partnership.files.locks import lock_folder, make_and_lock_folder

OPEN = Path("/proc/self/fd")
"""What this process has open, a file each."""
HOLDER = """\
import pathlib, sys
from civic_partnership.files import lock_folder

with lock_folder(pathlib.Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_a_lock_keeps_others_out_and_leaves_nothing(tmp_path: Path) -> None:
    """Refuse a folder that another holds, in this process too; afterwards it is free and empty."""
    with lock_folder(tmp_path), pytest.raises(BlockingIOError), lock_folder(tmp_path, patience=0.05):
        pass
    with lock_folder(tmp_path, patience=0):
        assert [] == list(tmp_path.iterdir())


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    """Free a folder when the process that holds it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert "locked\n" == holder.stdout.readline()
        with pytest.raises(BlockingIOError), lock_folder(tmp_path, patience=0):
            pass
        holder.kill()
        holder.wait()
    with lock_folder(tmp_path, patience=5):
        pass


def test_a_drive_without_locks_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep nobody from writing where a drive knows no locks."""
    monkeypatch.setattr(fcntl, "flock", Mock(side_effect=OSError(errno.ENOLCK, "No locks available")))
    with lock_folder(tmp_path), lock_folder(tmp_path, patience=0):
        pass


def test_a_missing_folder_is_not_locked(tmp_path: Path) -> None:
    """Raise the error of the system."""
    with pytest.raises(FileNotFoundError), lock_folder(tmp_path / "missing"):
        pass


def waiting(folder: Path) -> tuple[threading.Thread, list[list[str]]]:
    """Wait for a folder in a thread; return it, and a list of the names it finds when it holds the folder."""
    seen: list[list[str]] = []

    def wait() -> None:
        with make_and_lock_folder(folder):
            seen.append(sorted(path.name for path in folder.iterdir()))

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.1)
    assert [] == seen
    return thread, seen


def test_a_lock_belongs_to_the_folder_at_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lock the other folder where one came into the place just before."""
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
    with lock_folder(folder):
        assert 2 == tries
        assert before + 1 == len([*OPEN.iterdir()])
        with pytest.raises(BlockingIOError), lock_folder(folder, patience=0):
            pass
        with lock_folder(tmp_path / "old", patience=0):
            pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Raise the error of the system, also where that calls the folder to be made missing."""
    with pytest.raises(FileNotFoundError), make_and_lock_folder(Path("/proc/no-such-process")):
        pass
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    for name in ("file", "pipe"):
        with pytest.raises(NotADirectoryError), make_and_lock_folder(tmp_path / name / "folder"):
            pass


def test_a_folder_that_was_waited_for_may_be_gone(tmp_path: Path) -> None:
    """Make it anew where its holder removed it, and remove it again."""
    folder = tmp_path / "folder"
    with make_and_lock_folder(folder):
        thread, seen = waiting(folder)
    thread.join(timeout=10)

    assert [[]] == seen
    assert [] == list(tmp_path.iterdir())


def test_an_empty_folder_that_was_made_is_removed(tmp_path: Path) -> None:
    """Keep a folder that was there, or has something in it; after an error too."""
    with pytest.raises(KeyError), make_and_lock_folder(tmp_path / "error" / "folder"):
        raise KeyError
    (tmp_path / "there").mkdir()
    for name in ("there", "above/empty", "above/full"):
        with make_and_lock_folder(tmp_path / name):
            if name == "above/full":
                (tmp_path / name / "file").touch()

    assert ["above", "above/full", "above/full/file", "there"] == sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")
    )
