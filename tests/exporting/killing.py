"""A process whose children export into one folder and are killed, interrupted or failed while they do.

Run with what to do and the folder, it prints as JSON how often what was seen, or fails. Everything an
export writes carries its version, so that a mix of two would show.
"""

import contextlib
import errno
import fcntl
import functools
import hashlib
import itertools
import json
import mmap
import os
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from civic_partnership.errors import PathError
from civic_partnership.exporting.atomic_folder import staged
from civic_partnership.exporting.manifest import MANIFEST, FileEntry, Manifest, difference, read_manifest
from civic_partnership.files import Exchange, exchange

NAMES = ("a.csv", "deep/er/b.csv")
CHUNKS = 8
CHUNK = 4096
REFUSED = 7


class EnoughError(Exception):
    """Raised in a block that shall not come to its end."""


def in_turn(one: Path, other: Path) -> bool:
    """Stands for a system that cannot exchange two folders in one step."""
    return False


MECHANISMS: dict[str, Exchange] = {"exchange": exchange, "in turn": in_turn}


def manifest(**changes: Any) -> Manifest:
    """A manifest of no files, or of what is given."""
    given: dict[str, Any] = {
        "format": "csv",
        "options": {},
        "versions": {"civic-partnership": "1.0"},
        "on": date(2026, 1, 31),
        "lost": {"meetings.agenda": 2},
        "withheld": {"contacts.name": 1},
        "errors": 0,
        "files": (),
    }
    return Manifest(**given | changes)


def write(folder: Path, version: int, *, names: tuple[str, ...] = NAMES) -> None:
    """Fill a folder with an export of this version, in many small pieces."""
    files = []
    chunk = f"{version}\n".encode().ljust(CHUNK, b".")
    digest = hashlib.sha256(chunk * CHUNKS).hexdigest()
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for _ in range(CHUNKS):
                file.write(chunk)
                file.flush()
        files.append(FileEntry(name=name, media_type="text/csv", size=CHUNK * CHUNKS, sha256=digest))
    text = manifest(options={"version": version}, files=tuple(files)).text()
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="")


def export(target: Path, version: int, exchange: Exchange = exchange) -> None:
    """Put an export of this version into its place."""
    with staged(target, exchange=exchange) as folder:
        write(folder, version)


def version_of(target: Path) -> int | None:
    """The version of the export that stands there, or none where there is nothing; fails for anything else."""
    if not target.exists() or not any(target.iterdir()):
        return None
    assert difference(target) is None, f"{difference(target)} is not as it was written"
    found = read_manifest(target)
    assert found is not None
    version = int(found.options["version"])
    starts = {(target / name).read_bytes().split(b"\n")[0] for name in NAMES}
    assert starts == {b"%d" % version}, "a mix of two versions"
    return version


def beside(target: Path) -> list[str]:
    """What stands beside the target."""
    return sorted(
        path.name for path in target.parent.iterdir() if path not in (target, target.with_name("others"))
    )


def restored(target: Path, exchange: Exchange = exchange) -> int | None:
    """The version that stands there once another process has cleared up, and then failed itself."""
    with contextlib.suppress(EnoughError), staged(target, exchange=exchange):
        raise EnoughError
    return version_of(target)


def child(work: Callable[[], None]) -> int:
    """The id of a new process that does this, and ends with 0, or with `REFUSED` for a PathError."""
    if pid := os.fork():
        return pid
    status = 1
    try:
        work()
        status = 0
    except PathError:
        status = REFUSED
    except KeyboardInterrupt:
        status = 130
    finally:
        os._exit(status)


def ended(pid: int) -> int:
    """The exit status of a process, negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def commits(folder: Path, stop: mmap.mmap) -> None:
    """Write one file after the other beside the target, as another program does, until told to stop."""
    folder.mkdir()
    for number in itertools.count():
        (folder / str(number)).write_text("precious")
        if stop[0]:
            return
        time.sleep(0.005)


def at_random(target: Path, mechanism: str, runs: str) -> Counter[str]:
    """Kill exports at random moments: so many of them, and on until every kind of moment was hit.

    Meanwhile another program writes into the folder above.
    """
    stop, others = mmap.mmap(-1, 1), target.with_name("others")
    other = child(functools.partial(commits, others, stop))
    try:
        found = _at_random(target, mechanism, runs)
    finally:
        stop[0] = 1
        assert ended(other) == 0
    texts = [path.read_text() for path in others.iterdir()]
    assert texts == ["precious"] * len(texts)
    assert {path.name for path in others.iterdir()} == {str(number) for number in range(len(texts))}
    return found


def _at_random(target: Path, mechanism: str, runs: str) -> Counter[str]:
    swap, chance, found = MECHANISMS[mechanism], random.Random(runs), Counter[str]()
    wanted = Counter(
        {"killed": 100, "before": 10, "after": 10, "left behind": 10, "absent": int(swap is in_turn)}
    )
    took = []
    for _ in range(9):
        start = time.perf_counter()
        assert ended(child(lambda: export(target, 0, swap))) == 0
        took.append(time.perf_counter() - start)
    usual, current = statistics.median(took), 0
    for version in range(1, 20 * int(runs)):
        if version > int(runs) and wanted <= found:
            break
        pid = child(functools.partial(export, target, version, swap))
        time.sleep(chance.uniform(0, usual))
        os.kill(pid, signal.SIGKILL)
        found["killed" if ended(pid) < 0 else "ended"] += 1
        found.update(["left behind"] if beside(target) else [])
        if (seen := version_of(target)) is None:
            assert swap is in_turn, "the target is absent"
            found["absent"] += 1
            seen = restored(target, swap)
            assert seen == current, f"{seen} is there instead of {current}"
        assert seen in {current, version}, f"{seen} is there after {current} and {version}"
        found["before" if seen == current else "after"] += 1
        current = seen
    export(target, -1, swap)
    assert (version_of(target), beside(target)) == (-1, [])
    return found


def at_every_step(target: Path, mechanism: str, how: str, there: str) -> Counter[str]:
    """Stop an export before the first thing that it asks of the system, the second, and so to the last."""
    swap, found, reached = MECHANISMS[mechanism], Counter[str](), mmap.mmap(-1, 1)
    previous = 0 if there == "export" else None
    for step in range(1, 10_000):
        shutil.rmtree(target, ignore_errors=True)
        if there != "nothing":
            target.mkdir()
        if previous is not None:
            write(target, previous)
        reached[0] = 0
        status = ended(child(functools.partial(_stopped, target, swap, how, step, reached)))
        seen = version_of(target)
        found["steps"] += reached[0]
        found["absent"] += seen is None and previous is not None
        found["before" if seen == previous else "after"] += 1
        found["left behind"] += bool(beside(target))
        assert seen in {previous, -1} or (how, mechanism) == ("kill", "in turn"), f"{seen} at step {step}"
        if how == "interrupt":
            assert beside(target) == [], f"something is left at step {step}"
        if how == "fail":
            assert (seen == -1) == (status == 0), f"ended with {status} at step {step}"
            assert status == 0 or beside(target) == [], f"something is left at step {step}"
        assert restored(target, swap) in {previous, -1}, f"not restored at step {step}"
        assert beside(target) == [], f"something stays after step {step}"
        if not reached[0]:
            return found
    raise AssertionError("an export has no end")


def _stopped(target: Path, swap: Exchange, how: str, step: int, reached: mmap.mmap) -> None:
    left = step

    def stop(event: str, _: object) -> None:
        nonlocal left
        left -= event.startswith(("os.", "open", "ctypes.dl", "fcntl."))
        if left or reached[0]:
            return
        reached[0] = 1
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "fail":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        signal.raise_signal(signal.SIGINT)

    sys.addaudithook(stop)
    export(target, -1, swap)


def rivals(target: Path, mechanism: str, number: str) -> Counter[str]:
    """Many rounds in which so many processes export into one target at once, while somebody looks on."""
    swap, found = MECHANISMS[mechanism], Counter[str]()
    export(target, 0, swap)
    for round_ in range(1, 61):
        going = {
            child(functools.partial(export, target, 10 * round_ + each, swap)): 10 * round_ + each
            for each in range(int(number))
        }
        wrote = set[int]()
        while going:
            found[_glimpse(target)] += 1
            for pid in list(going):
                done, code = os.waitpid(pid, os.WNOHANG)
                if done:
                    status, version = os.waitstatus_to_exitcode(code), going.pop(pid)
                    assert status in {0, REFUSED}, f"ended with {status}"
                    found["wrote" if status == 0 else "refused"] += 1
                    wrote |= {version} if status == 0 else set()
        assert version_of(target) in wrote
        assert beside(target) == []
    return found


def _glimpse(target: Path) -> str:
    """What is seen there in one moment: an export, nothing, or too much coming and going to say."""

    def identity() -> tuple[int, ...] | None:
        with contextlib.suppress(FileNotFoundError):
            status = target.stat()
            return status.st_dev, status.st_ino, status.st_ctime_ns
        return None

    if (before := identity()) is None:
        return "absent"
    try:
        version_of(target)
    except (AssertionError, OSError):
        if before == identity():
            raise
        return "moved"
    return "whole"


def _meddled(target: Path, swap: Exchange, times: int, act: Callable[[str, str, int], bool]) -> Counter[str]:
    """Export while somebody else may act before each thing that this process asks of the system.

    `act` is given the thing asked, of what, and how often it has acted; it says whether it did.
    """
    found, acting = Counter[str](), False

    def meddle(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal acting
        if not acting and arguments and found["times"] < times:
            acting = True
            found["times"] += act(event, str(arguments[0]), found["times"])
            acting = False

    sys.addaudithook(meddle)
    try:
        export(target, 2, swap)
    except PathError as error:
        found[error.en] += 1
    return +found


def contended(target: Path, how_often: str) -> Counter[str]:
    """Another process takes each new staging folder for one that was left behind."""

    def clear_up(event: str, of_what: str, acted: int) -> bool:
        if not (event == "fcntl.flock" if acted % 3 == 1 else event == "open" and of_what.endswith("/lock")):
            return False
        staging = target.with_name(beside(target)[-1])
        if acted % 3 == 2:  # it is still at it
            fcntl.flock(os.open(staging / "lock", os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)
        else:  # it is done
            shutil.rmtree(staging)
        return True

    return _meddled(target, exchange, int(how_often), clear_up)


def turned(target: Path, how_often: str) -> Counter[str]:
    """Two exports change places while the one that is there is looked at, its manifest having been read."""
    export(target, 0)
    other = target.with_name("other")
    export(other, 1)

    def turn(event: str, of_what: str, _: int) -> bool:
        return (event, of_what) == ("os.scandir", str(target)) and exchange(target, other)

    return _meddled(target, exchange, int(how_often), turn)


def overtaken(target: Path) -> Counter[str]:
    """Another export takes the place in the moment in which it is empty."""
    export(target, 0)

    def overtake(event: str, of_what: str, _: int) -> bool:
        if event != "os.rename" or not of_what.endswith("/new") or target.exists():
            return False
        target.mkdir()
        write(target, 1)
        return True

    return _meddled(target, in_turn, 1, overtake)


def spent(target: Path) -> Counter[str]:
    """No more files can be opened at the moment in which the lock is asked for."""

    def refuse(event: str, of_what: str, _: int) -> bool:
        if event == "open" and of_what.endswith("/lock"):
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return False

    return _meddled(target, exchange, 1, refuse)


def full(target: Path) -> Counter[str]:
    """Export to a file system of 64 kB that has no room for a second export, and tell what is said."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", target.parent], check=True)
    with staged(target) as folder:
        write(folder, 1, names=("a.csv",))
    return _told(target)


def limited(target: Path) -> Counter[str]:
    """Export where no file may be larger than a part of one, and tell what is said."""
    export(target, 1)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (CHUNK * 3, most))
    try:
        return _told(target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _told(target: Path) -> Counter[str]:
    found = Counter[str]()
    try:
        export(target, 2)
    except PathError as error:
        found[error.en] += 1
    there = read_manifest(target)
    assert there is not None
    assert (1, None, []) == (there.options["version"], difference(target), beside(target))
    return found


WORK: dict[str, Callable[..., Counter[str]]] = {
    each.__name__: each
    for each in (at_random, at_every_step, rivals, contended, turned, overtaken, spent, full, limited)
}

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started this may ignore it
    work = WORK[sys.argv[1]]
    print(json.dumps(work(Path(sys.argv[2]), *sys.argv[3:])))
