"""A process whose children write into one folder by several commands, and are killed or disturbed meanwhile.

Run: python tests/files/killing.py WORK DIR MECHANISM COMMAND …

It prints as JSON how often it saw each result, or fails. Once the next command has looked, all files are the
old ones, or all the new ones, and whatever another program wrote meanwhile is there.
"""

import contextlib
import errno
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
from functools import partial
from pathlib import Path
from typing import NamedTuple

from civic_partnership import Host, Register, import_file, read, write
from civic_partnership.errors import CivicPartnershipError
from civic_partnership.exporting.manifest import find_difference
from civic_partnership.files import replace_folder, special_renames
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.merging import format_conflicts, merge_into_folder, read_conflicts, resolve
from civic_partnership.model import Area, Association
from civic_partnership.storage import open_register_folder

REFUSED = 7
ASSOCIATION = {"name": "Forening", "activity": "Aktivitet", "citywide": "By"}
AREA = {"name": {"value": "Havnen"}, "note": "Note"}
MAPPING = parse_mapping(
    {
        "file": {"delimiter": ";"},
        "records": [
            {"kind": "associations", "fields": ASSOCIATION},
            {"kind": "areas", "id": {"value": "havnen"}, "fields": AREA},
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
BASE = Register().replace(Association(id="a", name="A"), Area(id="havnen", name="Havnen"))
OURS = BASE.replace(Association(id="a", name="A", activity="fodbold"))
THEIRS = BASE.replace(Association(id="a", name="A", activity="dans"), Association(id="c", name="C"))
"""Ours and theirs are in conflict in one place."""
MINE = b"# written by hand\n"
SAVED = b"# saved by an editor\n"
ADDED = b"""
[associations.a]
name = "A"
activity = "dans"
citywide = true

[associations.c]
name = "C"
citywide = false
"""
Files = dict[str, bytes]


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


def merge_desks(folder: Path, version: str) -> None:
    """Write our register, or merge theirs into it where that has not happened."""
    target = folder / "target"
    if version == "old":
        write(OURS, target)
        return
    with open_register_folder(target) as register:
        ours, is_merged = register.register, register.conflicts
    if not is_merged:
        merge_into_folder(BASE, ours, THEIRS, target)


def resolve_desks(folder: Path, version: str) -> None:
    """Write the merged register with its conflict, or settle this."""
    if version == "old":
        merge_into_folder(BASE, OURS, THEIRS, folder / "target")
        return
    with open_register_folder(folder / "target") as register:
        conflicts = read_conflicts(register.conflicts, register.register)
        resolution = resolve(register.register, conflicts, "theirs")
        register.replace(resolution.register, conflicts=format_conflicts(resolution.left))


COMMANDS: dict[str, Callable[[Path, str], None]] = {
    "import": import_rows,
    "write": write_register,
    "export": export,
    "merge": merge_desks,
    "resolve": resolve_desks,
}


class Case(NamedTuple):
    """A command in a folder, on a system that can exchange two paths or can only rename them in turn."""

    folder: Path
    mechanism: str
    command: str

    def run(self, version: str) -> None:
        """Run the command for a version."""
        COMMANDS[self.command](self.folder, version)

    @property
    def others(self) -> Path:
        """The folder in which another program, such as a version control, is at work."""
        return self.folder / ("others" if self.command == "export" else "target/.git")

    @property
    def saved(self) -> Path:
        """A file that an editor saves."""
        return self.folder / "target" / ("mine.toml" if self.command == "export" else "associations.toml")

    def prepare(self, start: str = "old") -> None:
        """Make a folder with the old version in its target, or with an empty target, or with none.

        By hand, the old version has a comment, so that its files are edited.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for version, rows in ROWS.items():
            (self.folder / f"{version}.csv").write_text(rows, encoding="utf-8")
        if start == "empty":
            (self.folder / "target").mkdir()
        elif start in ("old", "by hand"):
            self.run("old")
            if start == "by hand":
                self.saved.write_bytes(MINE + self.saved.read_bytes())
        self.others.mkdir()
        (self.others / "commit").write_bytes(b"precious")

    def read_state(self) -> Files:
        """Return the files of the target, and the rejected rows."""
        paths = [*(self.folder / "target").glob("[!.]*"), self.folder / "rejects.csv"]
        return {path.name: path.read_bytes() for path in paths if path.is_file()}

    def leftovers(self) -> list[str]:
        """Return the names of what is left beside the files."""
        return [path.name for path in self.folder.rglob(".*") if path.name != ".git"]

    def use_mechanism(self) -> None:
        """Let this process behave as on a system that can only rename, if so asked."""
        if self.mechanism == "in turn":
            special_renames._rename = lambda *_, **__: False

    def look(self) -> None:
        """Let a command finish or take back what was interrupted, and change nothing else."""
        if self.command == "export":
            with contextlib.suppress(EOFError), replace_folder(self.folder / "target", find_difference):
                raise EOFError
        else:
            findings = read(self.folder / "target").findings
            assert all(finding.rule == "open-conflict" for finding in findings)


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


def at_every_step(case: Case, how: str, start: str = "old") -> Counter[str]:
    """Stop or disturb a command before the first thing it asks of the system, the second, and so to the last."""
    case.prepare(start)
    before = case.read_state()
    case.run("new")
    after = case.read_state()
    seen, reached = Counter[str](), mmap.mmap(-1, 1)
    for step in range(1, 10_000):
        case.prepare(start)
        reached[0] = 0
        status = wait_for(start_child(partial(_run_disturbed, case, how, step, reached)))
        seen["steps"] += reached[0]
        assert status != 1, f"ended otherwise at step {step}"
        assert how == "kill" or status == 0 or not case.leftovers(), f"something is left at step {step}"
        version = after if status == 0 else before
        if how == "save":
            _check_saved(case, version, is_saved=bool(reached[0]))
            seen["after" if status == 0 else "refused"] += 1
        else:
            assert how != "fail" or version == case.read_state(), f"ended with {status} at step {step}"
            _check_stopped(case, before, after, seen)
        if not reached[0]:
            return seen
    raise AssertionError("a command has no end")


def _run_disturbed(case: Case, how: str, step: int, reached: mmap.mmap) -> None:
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
            (case.others / "commit").write_bytes(SAVED)
            new = case.saved.with_name("new")
            new.write_bytes(SAVED)
            new.replace(case.saved)

    case.use_mechanism()
    sys.addaudithook(disturb)
    case.run("new")


def _check_stopped(case: Case, before: Files, after: Files, seen: Counter[str]) -> None:
    """Check what a stopped process left, what a command sees then, and that the next one succeeds."""
    state = case.read_state()
    seen["left behind"] += bool(case.leftovers())
    seen["missing"] += bool(before) and not state
    if case.command == "export":
        assert state in (before, after) or (case.mechanism == "in turn" and not state), "a mix of two exports"
    case.look()
    state = case.read_state()
    assert state in (before, after), f"neither the old version nor the new one: {sorted(state)}"
    seen["before" if state == before else "after"] += 1
    case.run("new")
    assert after == case.read_state()
    assert case.leftovers() == []
    assert (case.others / "commit").read_bytes() == b"precious"


def _check_saved(case: Case, version: Files, *, is_saved: bool) -> None:
    """Check that what other programs saved is there, and all other files are of one version."""
    state, name = case.read_state(), case.saved.name
    assert ((case.others / "commit").read_bytes() == SAVED) == is_saved, "a file of others is lost"
    saved = state.pop(name, b"")
    assert saved.startswith(SAVED) == is_saved, "what an editor saved is lost"
    if is_saved and case.command == "import":  # saved before it was read: the import edits it
        assert saved.removeprefix(SAVED) in (b"", ADDED), "an edit is not as it is meant"
    else:
        assert is_saved == (saved == SAVED)
    assert state == {other: data for other, data in version.items() if other != name}
    assert case.leftovers() == []


def rivals(case: Case, number: str) -> Counter[str]:
    """Let processes write to one target at once for many rounds; every second target is new, some by hand."""
    work, check = RIVALS[case.command]
    numbers = range(int(number))
    for round_ in range(8):
        shutil.rmtree(case.folder, ignore_errors=True)
        case.folder.mkdir()
        is_by_hand = case.command != "export" and round_ % 4 == 1
        if round_ % 2:
            case.prepare("by hand" if is_by_hand else "old")
        pids = [start_child(partial(_dawdle, case, partial(work, case.folder, each))) for each in numbers]
        assert {0} == {wait_for(pid) for pid in pids}
        check(case.folder, numbers)
        assert not is_by_hand or case.saved.read_bytes().startswith(MINE)
        assert case.leftovers() == []
    return Counter(rounds=8)


def _dawdle(case: Case, work: Callable[[], None]) -> None:
    """Do some work, and pause before this process renames or removes something."""

    def pause(event: str, given: tuple[object, ...]) -> None:
        if event == "os.rmdir" or (event == "os.rename" and str(case.folder / "target") in str(given)):
            time.sleep(random.uniform(0, 0.03))

    case.use_mechanism()
    sys.addaudithook(pause)
    work()


def _import_two(folder: Path, number: int) -> None:
    """Import one row, and then a file with nothing to import."""
    for row in (f"Forening {number};;;\n", ""):
        file = folder / f"{number}-{len(row)}.csv"
        file.write_text(f"Forening;Aktivitet;By;Note\n{row}X;;måske;\n", encoding="utf-8")
        import_file(file, MAPPING, folder / "target", folder / f"rejects-{number}-{bool(row)}.csv")


def _check_imports(folder: Path, numbers: range) -> None:
    """Check that every import is in the register, and every rejected row in its file."""
    text = (folder / "target" / "associations.toml").read_text(encoding="utf-8")
    for each in numbers:
        assert f"[associations.forening-{each}]" in text, "an import was lost"
        assert (folder / f"rejects-{each}-True.csv").read_text(encoding="utf-8").count("\n") == 2


def _export_one(folder: Path, number: int) -> None:
    """Export a register of one association, which carries a number."""
    REGISTERS["own"] = Register().replace(Association(id="a", name=f"Forening {number}"))
    export(folder, "own")


def _check_exports(folder: Path, numbers: range) -> None:
    """Check that one export is there, and whole."""
    assert find_difference(folder / "target") is None
    text = (folder / "target" / "associations.toml").read_text(encoding="utf-8")
    assert any(f'"Forening {each}"' in text for each in numbers)


RIVALS: dict[str, tuple[Callable[[Path, int], None], Callable[[Path, range], None]]] = {
    "import": (_import_two, _check_imports),
    "export": (_export_one, _check_exports),
}
WORK: dict[str, Callable[..., Counter[str]]] = {"at_every_step": at_every_step, "rivals": rivals}

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started this may ignore it
    work, folder, mechanism, command, *more = sys.argv[1:]
    print(json.dumps(WORK[work](Case(Path(folder) / "work", mechanism, command), *more)))
