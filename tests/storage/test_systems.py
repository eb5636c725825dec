import errno
import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from civic_partnership.storage.systems import locked, told

COMMON = (
    *("EACCES", "EPERM", "ENOENT", "ELOOP", "ENOSPC", "EROFS", "EISDIR"),
    *("ENOTDIR", "ENAMETOOLONG", "EFBIG", "EDQUOT", "EIO"),
)
HOLDER = """\
import pathlib, sys
from civic_partnership.storage.systems import locked

with locked(pathlib.Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("name", COMMON)
def test_tells_common_errors_in_words_of_its_own(name: str) -> None:
    """What systems often answer is said in Danish and English, with no word of the system's."""
    code = getattr(errno, name)
    label = told(OSError(code, os.strerror(code)))

    assert label.da != label.en
    for text in (label.da, label.en):
        assert os.strerror(code).lower() not in text.lower()
        assert name not in text


@pytest.mark.parametrize(
    ("error", "da", "en"),
    [
        (OSError(errno.EXDEV, "Invalid link"), "systemet svarer EXDEV", "the system says: Invalid link"),
        (OSError(errno.EXDEV, None), "systemet svarer EXDEV", "the system says: EXDEV"),
        (OSError("of its own"), "systemet svarer ?", "the system says: ?"),
        (RuntimeError("Symlink loop from x"), "genvejen fører i ring", "the link leads in circles"),
        (ValueError("embedded null byte"), "stien er ikke gyldig", "the path is not valid"),
    ],
)
def test_tells_all_others(error: OSError | RuntimeError | ValueError, da: str, en: str) -> None:
    """What is rare goes by its name in Danish, and no English stands in it."""
    label = told(error)

    assert (da, en) == (label.da, label.en)


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
