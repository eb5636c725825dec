"""A process whose children write or import into one register, and are killed or disturbed while they do.

Run with what to do and a folder, it prints as JSON how often what was seen, or fails. Once the next command has
looked at the register, all its files and the rejected rows are the old ones, or all the new ones; and whatever
another program wrote into the folder meanwhile is there.
"""

import errno
import functools
import json
import mmap
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from civic_partnership import Register, import_file, read, write
from civic_partnership.errors import CivicPartnershipError
from civic_partnership.files import renames
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.model import Area, Association

REFUSED = 7
MAPPING = parse_mapping(
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
ROWS = {
    "old": "Forening;Aktivitet;By;Note\nA;fodbold;ja;\nB;;måske;\n",
    "new": "Forening;Aktivitet;By;Note\nA;dans;ja;ny\nC;;nej;\nD;;måske;\n",
}
REGISTERS = {
    "old": Register().replace(Association(id="a", name="A"), Area(id="havnen", name="Havnen")),
    "new": Register().replace(Association(id="a", name="A", activity="dans"), Association(id="c", name="C")),
}
"""The new one has a file less."""
SAVED = b"# saved by an editor\n"


def imported(folder: Path, version: str) -> None:
    """Import one of the two files."""
    import_file(folder / f"{version}.csv", MAPPING, folder / "register", folder / "rejects.csv", update=True)


def written(folder: Path, version: str) -> None:
    """Write one of the two registers."""
    write(REGISTERS[version], folder / "register")


COMMANDS: dict[str, Callable[[Path, str], None]] = {"import": imported, "write": written}


def prepared(folder: Path, command: str) -> None:
    """A folder with the old register and rejected rows, and with what is none of ours."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for version, rows in ROWS.items():
        (folder / f"{version}.csv").write_text(rows, encoding="utf-8")
    COMMANDS[command](folder, "old")
    (folder / "register" / "README.md").write_bytes(b"# Et register\n")
    (folder / "register" / ".git").mkdir()


def state(folder: Path) -> dict[str, bytes]:
    """The files of the register, and the rejected rows."""
    paths = [*(folder / "register").glob("[!.]*"), folder / "rejects.csv"]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def both(folder: Path, command: str) -> dict[str, dict[str, bytes]]:
    """The state before and after; the folder is as before."""
    prepared(folder, command)
    before = state(folder)
    COMMANDS[command](folder, "new")
    after = state(folder)
    prepared(folder, command)
    return {"before": before, "after": after}


def leftovers(folder: Path) -> list[str]:
    """What stands beside the files, and is none of them."""
    return [path.name for path in folder.rglob(".*") if path.name != ".git"]


def child(work: Callable[[], None]) -> int:
    """Start a process that does this, and ends with 0, or with `REFUSED`; return its id."""
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
    """Wait for a process; return its exit status, negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def in_turn(*_: object, **__: object) -> bool:
    """Stand for a system that can only rename."""
    return False


def run(folder: Path, mechanism: str, command: str) -> None:
    """Come from the old register to the new one."""
    if mechanism == "in turn":
        renames._rename = in_turn
    COMMANDS[command](folder, "new")


def seen(folder: Path, versions: dict[str, dict[str, bytes]]) -> str:
    """Let a command look at the register; return whether it is as before or after, or fail."""
    assert not read(folder / "register").findings
    found = state(folder)
    for name, version in versions.items():
        if found == version:
            return name
    raise AssertionError(f"neither the old register nor the new one: {sorted(found)}")


def judged(folder: Path, command: str, versions: dict[str, dict[str, bytes]], found: Counter[str]) -> None:
    """Look at what a dead process has left, and at what the next one makes of it."""
    found["left behind"] += bool(leftovers(folder))
    found[seen(folder, versions)] += 1
    COMMANDS[command](folder, "new")
    assert versions["after"] == state(folder)
    assert leftovers(folder) == []


def commits(folder: Path, stop: mmap.mmap) -> None:
    """Write one file after the other into the register, as a version control does, until told to stop."""
    number = 0
    while not stop[0]:
        (folder / "register" / ".git" / f"commit-{number}").write_text("precious")
        number += 1
        (folder / "count").write_text(str(number))
        time.sleep(0.001)


def at_random(folder: Path, mechanism: str, command: str, runs: str) -> Counter[str]:
    """Kill commands at random moments, with another program at work in the same folder."""
    versions = both(folder, command)
    chance, found = random.Random(runs), Counter[str]()
    start = time.perf_counter()
    for _ in range(5):
        assert ended(child(functools.partial(run, folder, mechanism, command))) == 0
    usual = (time.perf_counter() - start) / 5
    for _ in range(int(runs)):
        prepared(folder, command)
        stop = mmap.mmap(-1, 1)
        other = child(functools.partial(commits, folder, stop))
        pid = child(functools.partial(run, folder, mechanism, command))
        time.sleep(chance.uniform(0, 2 * usual))
        os.kill(pid, signal.SIGKILL)
        found["killed" if ended(pid) < 0 else "ended"] += 1
        stop[0] = 1
        assert ended(other) == 0
        number = int((folder / "count").read_text()) if (folder / "count").exists() else 0
        precious = [folder / "register" / ".git" / f"commit-{each}" for each in range(number)]
        assert all(path.read_text() == "precious" for path in precious), "a file of others is lost"
        found["commits"] += number
        judged(folder, command, versions, found)
    return found


def at_every_step(folder: Path, mechanism: str, command: str, how: str) -> Counter[str]:
    """Stop or disturb a command before the first thing it asks of the system, the second, and so to the last."""
    versions = both(folder, command)
    found, reached = Counter[str](), mmap.mmap(-1, 1)
    for step in range(1, 10_000):
        prepared(folder, command)
        reached[0] = 0
        status = ended(child(functools.partial(_disturbed, folder, mechanism, command, how, step, reached)))
        found["steps"] += reached[0]
        assert status != 1, f"ended otherwise at step {step}"
        if how == "save":
            _judge_saved(folder, status, versions, found, reached=bool(reached[0]))
        else:
            if how != "kill":
                assert status == 0 or leftovers(folder) == [], f"{leftovers(folder)} is left at step {step}"
            judged(folder, command, versions, found)
        if not reached[0]:
            return found
    raise AssertionError("a command has no end")


def _judge_saved(
    folder: Path, status: int, versions: dict[str, dict[str, bytes]], found: Counter[str], *, reached: bool
) -> None:
    """See that what an editor saved is there, and all other files are of one version."""
    assert leftovers(folder) == []
    files = state(folder)
    saved = files.pop("associations.toml")
    assert (saved == SAVED) == reached, "what an editor saved is lost"
    version = versions["after" if status == 0 else "before"]
    assert files == {name: data for name, data in version.items() if name != "associations.toml"}
    found["refused" if status else "after"] += 1


def _disturbed(folder: Path, mechanism: str, command: str, how: str, step: int, reached: mmap.mmap) -> None:
    to_go = step

    def disturb(event: str, _: object) -> None:
        nonlocal to_go
        to_go -= event.startswith(("os.", "open", "ctypes.dl", "fcntl."))
        if to_go or reached[0]:
            return
        reached[0] = 1
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif how == "interrupt":
            signal.raise_signal(signal.SIGINT)
        elif how == "fail":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        else:
            new = folder / "register" / "associations.toml.new"
            new.write_bytes(SAVED)
            new.replace(folder / "register" / "associations.toml")

    sys.addaudithook(disturb)
    run(folder, mechanism, command)


def rivals(folder: Path, mechanism: str, number: str) -> Counter[str]:
    """Many rounds in which so many processes import into one register, and as many find nothing to import."""
    found, each_of = Counter[str](), range(int(number))
    for round_ in range(8):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if round_ % 2:
            prepared(folder, "import")
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
        assert leftovers(folder) == []
        found["rounds"] += 1
    return found


def _own(folder: Path, mechanism: str, number: int, *, is_good: bool) -> None:
    if mechanism == "in turn":
        renames._rename = in_turn
    file, row = folder / f"{number}-{is_good}.csv", f"Forening {number};;;\n" if is_good else ""
    file.write_text(f"Forening;Aktivitet;By;Note\n{row}X;;måske;\n", encoding="utf-8")
    register = folder / "register"

    def dawdle(event: str, given: tuple[object, ...]) -> None:
        if event == "os.rmdir" or (event == "os.rename" and str(register) in str(given)):
            time.sleep(random.uniform(0, 0.03))

    sys.addaudithook(dawdle)
    import_file(file, MAPPING, register, folder / f"rejects-{number}-{is_good}.csv")


WORK: dict[str, Callable[..., Counter[str]]] = {
    each.__name__: each for each in (at_random, at_every_step, rivals)
}

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started this may ignore it
    print(json.dumps(WORK[sys.argv[1]](Path(sys.argv[2]) / "work", *sys.argv[3:])))
