"""A process whose children import, write or export into one folder, and are killed or disturbed meanwhile.

Run: python tests/files/killing.py WORK DIR MECHANISM COMMAND …

It prints as JSON how often it saw each result, or fails. Once the next command has looked, all files are the
old ones, or all the new ones, and whatever another program wrote meanwhile is there.
"""

import contextlib
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
from datetime import date
from pathlib import Path

from civic_partnership import Host, Register, import_file, read, write
from civic_partnership.errors import CivicPartnershipError
from civic_partnership.exporting.manifest import find_difference
from civic_partnership.files import replace_folder, special_renames
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
Versions = dict[str, dict[str, bytes]]
"""`before` and `after` -> the files."""


def import_rows(folder: Path, version: str) -> None:
    """Import one of the two files."""
    import_file(folder / f"{version}.csv", MAPPING, folder / "target", folder / "rejects.csv", update=True)


def write_register(folder: Path, version: str) -> None:
    """Write one of the two registers."""
    write(REGISTERS[version], folder / "target")


def export(folder: Path, version: str) -> None:
    """Export one of the two registers."""
    Host(discover=False).export(
        REGISTERS[version], "toml", folder / "target", on=date(2024, 6, 1), allow_errors=True
    )


COMMANDS: dict[str, Callable[[Path, str], None]] = {
    "import": import_rows,
    "write": write_register,
    "export": export,
}


def prepare(folder: Path, command: str, start: str = "old") -> None:
    """Make a folder with the old version in its target, or with an empty target, or with none."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for version, rows in ROWS.items():
        (folder / f"{version}.csv").write_text(rows, encoding="utf-8")
    if start == "empty":
        (folder / "target").mkdir()
    elif start == "old":
        COMMANDS[command](folder, "old")
    others(folder, command).mkdir()


def others(folder: Path, command: str) -> Path:
    """Return the folder in which another program is at work."""
    return folder / "others" if command == "export" else folder / "target" / ".git"


def read_state(folder: Path) -> dict[str, bytes]:
    """Return the files of the target, and the rejected rows."""
    paths = [*(folder / "target").glob("[!.]*"), folder / "rejects.csv"]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def read_versions(folder: Path, command: str, start: str = "old") -> Versions:
    """Return the files before and after the command."""
    prepare(folder, command, start)
    before = read_state(folder)
    COMMANDS[command](folder, "new")
    return {"before": before, "after": read_state(folder)}


def leftovers(folder: Path) -> list[str]:
    """Return the names of what is left beside the files."""
    return [path.name for path in folder.rglob(".*") if path.name != ".git"]


def start_child(work: Callable[[], None]) -> int:
    """Start a process that ends with 0, or with `REFUSED`; return its id."""
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
    except Exception:  # noqa: BLE001 - nothing else would show it
        traceback.print_exc()
    finally:
        os._exit(status)


def wait_for(pid: int) -> int:
    """Wait for a process; return its exit status, negative where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def run(folder: Path, mechanism: str, command: str) -> None:
    """Run a command from the old version to the new, with or without a system call to exchange paths."""
    use(mechanism)
    COMMANDS[command](folder, "new")


def use(mechanism: str) -> None:
    """Let this process behave as on a system that can only rename, if so asked."""
    if mechanism == "in turn":
        special_renames._rename = lambda *_, **__: False


def look(folder: Path, command: str) -> None:
    """Let a command finish or take back what was interrupted, and change nothing else."""
    if command == "export":
        with contextlib.suppress(EOFError), replace_folder(folder / "target", find_difference):
            raise EOFError
    else:
        assert not read(folder / "target").findings


def check_dead(folder: Path, mechanism: str, command: str, versions: Versions, seen: Counter[str]) -> None:
    """Check what a dead process left, what a command sees then, and that the next one succeeds."""
    state = read_state(folder)
    seen["left behind"] += bool(leftovers(folder))
    seen["missing"] += bool(versions["before"]) and not state
    if command == "export":
        assert state in versions.values() or (mechanism == "in turn" and not state), "a mix of two exports"
    look(folder, command)
    state = read_state(folder)
    assert state in versions.values(), f"neither the old version nor the new one: {sorted(state)}"
    seen["before" if state == versions["before"] else "after"] += 1
    COMMANDS[command](folder, "new")
    assert versions["after"] == read_state(folder)
    assert leftovers(folder) == []


def write_commits(folder: Path, stop: mmap.mmap) -> None:
    """Write one file after the other, as a version control does, until told to stop."""
    number = 0
    while not stop[0]:
        (folder / f"commit-{number}").write_text("precious")
        number += 1
        time.sleep(0.001)


def at_random(folder: Path, mechanism: str, command: str, runs: str) -> Counter[str]:
    """Kill commands at random moments, with another program at work in the same folder."""
    versions = read_versions(folder, command)
    chance, seen = random.Random(runs), Counter[str]()
    begin = time.perf_counter()
    for _ in range(5):
        assert wait_for(start_child(functools.partial(run, folder, mechanism, command))) == 0
    usual = (time.perf_counter() - begin) / 5
    for _ in range(int(runs)):
        prepare(folder, command)
        stop = mmap.mmap(-1, 1)
        other = start_child(functools.partial(write_commits, others(folder, command), stop))
        pid = start_child(functools.partial(run, folder, mechanism, command))
        time.sleep(chance.uniform(0, 2 * usual))
        os.kill(pid, signal.SIGKILL)
        seen["killed" if wait_for(pid) < 0 else "ended"] += 1
        stop[0] = 1
        assert wait_for(other) == 0
        commits = sorted(others(folder, command).iterdir())
        assert {path.name for path in commits} == {f"commit-{number}" for number in range(len(commits))}
        assert all(path.read_text() == "precious" for path in commits), "a file of others is lost"
        seen["commits"] += len(commits)
        check_dead(folder, mechanism, command, versions, seen)
    return seen


def at_every_step(folder: Path, mechanism: str, command: str, how: str, start: str = "old") -> Counter[str]:
    """Stop or disturb a command before the first thing it asks of the system, the second, and so to the last."""
    versions = read_versions(folder, command, start)
    seen, reached = Counter[str](), mmap.mmap(-1, 1)
    for step in range(1, 10_000):
        prepare(folder, command, start)
        reached[0] = 0
        status = wait_for(
            start_child(functools.partial(_run_disturbed, folder, mechanism, command, how, step, reached))
        )
        seen["steps"] += reached[0]
        assert status != 1, f"ended otherwise at step {step}"
        if how == "save":
            _check_saved(folder, command, status, versions, seen, reached=bool(reached[0]))
        else:
            if how != "kill":
                assert status == 0 or leftovers(folder) == [], f"{leftovers(folder)} is left at step {step}"
            if how == "fail":
                state = versions["after" if status == 0 else "before"]
                assert state == read_state(folder), f"ended with {status} at step {step}"
            check_dead(folder, mechanism, command, versions, seen)
        if not reached[0]:
            return seen
    raise AssertionError("a command has no end")


def _check_saved(
    folder: Path, command: str, status: int, versions: Versions, seen: Counter[str], *, reached: bool
) -> None:
    """Check that what an editor saved is there, and all other files are of one version."""
    assert leftovers(folder) == []
    state, version = read_state(folder), versions["after" if status == 0 else "before"]
    name = _saved_path(folder, command).name
    assert (state.pop(name, None) == SAVED) == reached, "what an editor saved is lost"
    assert state == {other: data for other, data in version.items() if other != name}
    seen["refused" if status else "after"] += 1


def _saved_path(folder: Path, command: str) -> Path:
    """Return the path of a file that an editor saves."""
    return folder / "target" / ("mine.toml" if command == "export" else "associations.toml")


def _run_disturbed(
    folder: Path, mechanism: str, command: str, how: str, step: int, reached: mmap.mmap
) -> None:
    steps_left = step

    def disturb(event: str, _: object) -> None:
        nonlocal steps_left
        steps_left -= event.startswith(("os.", "open", "ctypes.dl", "fcntl."))
        if steps_left or reached[0]:
            return
        reached[0] = 1
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif how == "interrupt":
            signal.raise_signal(signal.SIGINT)
        elif how == "fail":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        else:
            path = _saved_path(folder, command)
            new = path.with_name("new")
            new.write_bytes(SAVED)
            new.replace(path)

    use(mechanism)
    sys.addaudithook(disturb)
    COMMANDS[command](folder, "new")


def rivals(folder: Path, mechanism: str, command: str, number: str) -> Counter[str]:
    """Let processes write to one target at once for many rounds; every second target is new."""
    seen = Counter[str]()
    for round_ in range(8):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if round_ % 2:
            prepare(folder, command)
        pids = [
            start_child(functools.partial(RIVALS[command], folder, mechanism, each))
            for each in range(int(number))
        ]
        assert [0] * len(pids) == [wait_for(pid) for pid in pids]
        check = _check_imports if command == "import" else _check_exports
        check(folder, int(number))
        assert leftovers(folder) == []
        seen["rounds"] += 1
    return seen


def _dawdle(folder: Path, mechanism: str) -> None:
    """Let this process pause before it renames or removes something."""
    use(mechanism)

    def pause(event: str, given: tuple[object, ...]) -> None:
        if event == "os.rmdir" or (event == "os.rename" and str(folder / "target") in str(given)):
            time.sleep(random.uniform(0, 0.03))

    sys.addaudithook(pause)


def _import_two(folder: Path, mechanism: str, number: int) -> None:
    """Import one row, and then a file with nothing to import."""
    _dawdle(folder, mechanism)
    for is_good in (True, False):
        file, row = folder / f"{number}-{is_good}.csv", f"Forening {number};;;\n" if is_good else ""
        file.write_text(f"Forening;Aktivitet;By;Note\n{row}X;;måske;\n", encoding="utf-8")
        import_file(file, MAPPING, folder / "target", folder / f"rejects-{number}-{is_good}.csv")


def _check_imports(folder: Path, number: int) -> None:
    """Check that every import is in the register, and every rejected row in its file."""
    text = (folder / "target" / "associations.toml").read_text(encoding="utf-8")
    for each in range(number):
        assert f"[associations.forening-{each}]" in text, "an import was lost"
        assert (folder / f"rejects-{each}-True.csv").read_text(encoding="utf-8").count("\n") == 2


def _export_one(folder: Path, mechanism: str, number: int) -> None:
    """Export a register of one association, which carries a number."""
    _dawdle(folder, mechanism)
    REGISTERS["own"] = Register().replace(Association(id="a", name=f"Forening {number}"))
    export(folder, "own")


def _check_exports(folder: Path, number: int) -> None:
    """Check that one export is there, and whole."""
    assert find_difference(folder / "target") is None
    text = (folder / "target" / "associations.toml").read_text(encoding="utf-8")
    assert any(f'"Forening {each}"' in text for each in range(number))


RIVALS: dict[str, Callable[[Path, str, int], None]] = {"import": _import_two, "export": _export_one}
WORK: dict[str, Callable[..., Counter[str]]] = {
    each.__name__: each for each in (at_random, at_every_step, rivals)
}

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started this may ignore it
    print(json.dumps(WORK[sys.argv[1]](Path(sys.argv[2]) / "work", *sys.argv[3:])))
