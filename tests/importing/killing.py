"""A process whose children import into one register and are killed, interrupted or failed while they do.

Run with what to do and a folder, it prints as JSON how often what was seen, or fails. The register is always the
old one or the new one, down to its bytes, and so are the rejected rows.
"""

import errno
import functools
import json
import mmap
import os
import random
import shutil
import signal
import statistics
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from civic_partnership.errors import CivicPartnershipError
from civic_partnership.exporting import system
from civic_partnership.importing import import_file
from civic_partnership.importing.reading import mapping_of

REFUSED = 7
MAPPING = mapping_of(
    {
        "file": {"delimiter": ";"},
        "records": [
            {
                "kind": "associations",
                "fields": {"name": "Forening", "activity": "Aktivitet", "citywide": "By"},
            },
            {
                "kind": "areas",
                "id": {"value": "havnen"},
                "fields": {"name": {"value": "Havnen"}, "note": "Note"},
            },
        ],
    }
)
OLD = "Forening;Aktivitet;By;Note\nA;fodbold;ja;\nB;;måske;\n"
NEW = "Forening;Aktivitet;By;Note\nA;dans;ja;ny\nC;;nej;\nD;;måske;\n"
README = b"# Et register\n"


def prepared(folder: Path) -> None:
    """A folder with a register and rejected rows, and two files to import."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in (("old.csv", OLD), ("new.csv", NEW)):
        (folder / name).write_text(text, encoding="utf-8")
    imported(folder, "old.csv")
    (folder / "register" / "README.md").write_bytes(README)
    (folder / "register" / "notes").mkdir()


def imported(folder: Path, name: str) -> None:
    """Import one of the files."""
    import_file(folder / name, MAPPING, folder / "register", folder / "rejects.csv", update=True)


def state(folder: Path) -> dict[str, bytes]:
    """All that stands in the register, and the rejected rows."""
    register = {path.name: path.read_bytes() for path in (folder / "register").rglob("*") if path.is_file()}
    return register | {"rejects": (folder / "rejects.csv").read_bytes()}


def left(folder: Path) -> list[str]:
    """What stands beside the register that is none of ours."""
    return sorted(
        {path.name for path in folder.iterdir()} - {"register", "rejects.csv", "old.csv", "new.csv"}
    )


def both(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The state before and after; the folder is as before."""
    prepared(folder)
    imported(folder, "new.csv")
    after = state(folder)
    prepared(folder)
    return state(folder), after


def child(work: Callable[[], None]) -> int:
    """The id of a new process that does this, and ends with 0, or with `REFUSED` where that is told; it says why."""
    if pid := os.fork():
        return pid
    status = 1
    try:
        work()
        status = 0
    except CivicPartnershipError as error:
        print(error, file=sys.stderr, flush=True)
        status = REFUSED
    except KeyboardInterrupt:
        status = 130
    except Exception:  # noqa: BLE001 - nothing else would tell it
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(pid: int) -> int:
    """The exit status of a process, negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def seen(folder: Path, old: dict[str, bytes], new: dict[str, bytes], *, may_be_absent: bool) -> str:
    """Whether the register is as before or after; fails for anything else."""
    if not (folder / "register").exists():
        assert may_be_absent, "the register is absent"
        return "absent"
    found = state(folder)
    rejects = found.pop("rejects")
    assert rejects in (old["rejects"], new["rejects"]), "the rejected rows are neither the old nor the new"
    for name, each in (("before", old), ("after", new)):
        if found == {file: data for file, data in each.items() if file != "rejects"}:
            return name
    raise AssertionError(f"a mix of two registers: {sorted(found)}")


def at_random(folder: Path, mechanism: str, runs: str) -> Counter[str]:
    """Kill imports at random moments."""
    old, new = both(folder)
    chance, found = random.Random(runs), Counter[str]()
    took = []
    for _ in range(5):
        prepared(folder)
        start = time.perf_counter()
        assert ended(child(functools.partial(imported, folder, "new.csv"))) == 0
        took.append(time.perf_counter() - start)
    usual = statistics.median(took)
    for _ in range(int(runs)):
        prepared(folder)
        pid = child(functools.partial(_with, mechanism, folder))
        time.sleep(chance.uniform(0, usual))
        os.kill(pid, signal.SIGKILL)
        found["killed" if ended(pid) < 0 else "ended"] += 1
        _judged(folder, old, new, found, mechanism)
    return found


def _judged(
    folder: Path, old: dict[str, bytes], new: dict[str, bytes], found: Counter[str], mechanism: str
) -> None:
    """Look at what a dead import has left, and at what the next one makes of it."""
    found["left behind"] += bool(left(folder))
    found[seen(folder, old, new, may_be_absent=mechanism == "in turn")] += 1
    imported(folder, "new.csv")
    assert new == state(folder)
    assert left(folder) == []


def _in_turn(one: Path, other: Path) -> bool:
    """Stands for a system that cannot exchange two folders in one step."""
    return False


def _with(mechanism: str, folder: Path) -> None:
    if mechanism == "in turn":
        system.exchange = _in_turn
    imported(folder, "new.csv")


def at_every_step(folder: Path, mechanism: str, how: str, every: str) -> Counter[str]:
    """Stop an import before the first thing that it asks of the system, the second, and so to the last."""
    old, new = both(folder)
    found, reached = Counter[str](), mmap.mmap(-1, 1)
    for step in range(1, 10_000, int(every)):
        prepared(folder)
        reached[0] = 0
        status = ended(child(functools.partial(_stopped, folder, mechanism, how, step, reached)))
        found["steps"] += reached[0]
        if how != "kill":
            assert status != 1, f"ended otherwise at step {step}"
            assert how == "interrupt" or status == 0 or left(folder) == [], (
                f"{left(folder)} is left at step {step}"
            )
        _judged(folder, old, new, found, mechanism if how == "kill" else "")
        if not reached[0]:
            return found
    raise AssertionError("an import has no end")


def _stopped(folder: Path, mechanism: str, how: str, step: int, reached: mmap.mmap) -> None:
    to_go = step

    def stop(event: str, _: object) -> None:
        nonlocal to_go
        to_go -= event.startswith(("os.", "open", "ctypes.dl", "fcntl."))
        if to_go or reached[0]:
            return
        reached[0] = 1
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise KeyboardInterrupt if how == "interrupt" else OSError(errno.EIO, os.strerror(errno.EIO))

    sys.addaudithook(stop)
    _with(mechanism, folder)


def rivals(folder: Path, mechanism: str, number: str) -> Counter[str]:
    """Many rounds in which so many processes import into one register at once, and as many find nothing to import.

    Each takes its time before it moves or removes a folder, so that the others come in between.
    """
    found, each_of = Counter[str](), range(int(number))
    for round_ in range(8):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if round_ % 2:
            prepared(folder)
        pids = [
            child(functools.partial(_own, folder, mechanism, number, is_good=is_good))
            for number in each_of
            for is_good in (True, False)
        ]
        assert [0] * len(pids) == [ended(pid) for pid in pids]
        text = (folder / "register" / "associations.toml").read_text(encoding="utf-8")
        for n in each_of:
            assert f"[associations.forening-{n}]" in text, "an import was lost"
            assert (folder / f"rejects-{n}-True.csv").read_text(encoding="utf-8").count("\n") == 2
        assert not [each for each in left(folder) if each.startswith(".")]
        found["rounds"] += 1
    return found


def _own(folder: Path, mechanism: str, number: int, *, is_good: bool) -> None:
    if mechanism == "in turn":
        system.exchange = _in_turn
    file, row = folder / f"{number}-{is_good}.csv", f"Forening {number};;;\n" if is_good else ""
    file.write_text(f"Forening;Aktivitet;By;Note\n{row}X;;måske;\n", encoding="utf-8")
    register = folder / "register"

    def dawdle(event: str, given: tuple[object, ...]) -> None:
        if event in {"os.rename", "os.rmdir"} and str(register) in given:
            time.sleep(random.uniform(0, 0.03))

    sys.addaudithook(dawdle)
    import_file(file, MAPPING, register, folder / f"rejects-{number}-{is_good}.csv")


WORK: dict[str, Callable[..., Counter[str]]] = {
    each.__name__: each for each in (at_random, at_every_step, rivals)
}

if __name__ == "__main__":
    print(json.dumps(WORK[sys.argv[1]](Path(sys.argv[2]) / "work", *sys.argv[3:])))
