import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from files import killing
from files.killing import COMMANDS
from importing.making import SHM

MECHANISMS = pytest.mark.parametrize("mechanism", ["exchange", "in turn"])
ALL = pytest.mark.parametrize("command", COMMANDS)


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory where there is such a drive: a disk takes most of the time."""
    with tempfile.TemporaryDirectory(dir=SHM if SHM.is_dir() else None) as name:
        yield Path(name)


def run(work: str, folder: Path, *arguments: object) -> dict[str, int]:
    """What a process saw that did this in a folder."""
    done = subprocess.run(
        [sys.executable, killing.__file__, work, str(folder), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


@MECHANISMS
@ALL
def test_a_kill_leaves_the_old_register_or_the_new(quick: Path, mechanism: str, command: str) -> None:
    """At any moment, down to the byte, with its rejected rows; and nothing of another program is lost."""
    found = run("at_random", quick, mechanism, command, 25)

    assert 25 == found["before"] + found["after"] == found["killed"] + found.get("ended", 0)
    assert 0 < found["commits"]


@MECHANISMS
@ALL
@pytest.mark.parametrize("how", ["kill", "fail", "interrupt"])
def test_a_command_may_be_stopped_at_every_step(quick: Path, mechanism: str, command: str, how: str) -> None:
    """Killed, refused by the system or ended with Ctrl-C before each thing that it asks for."""
    found = run("at_every_step", quick, mechanism, command, how)

    assert 30 < found["steps"] == found["before"] + found["after"] - 1
    assert 0 < min(found["before"], found["after"])
    assert how != "kill" or found["left behind"] > 0


@ALL
def test_what_an_editor_saves_at_any_step_stays(quick: Path, command: str) -> None:
    """The command is refused, and has changed nothing; or it was done with that file."""
    found = run("at_every_step", quick, "exchange", command, "save")

    assert 0 < min(found["refused"], found["after"])


@MECHANISMS
def test_imports_at_the_same_time_all_end_in_the_register(quick: Path, mechanism: str) -> None:
    """One waits for the other, also where the register is new; none is lost."""
    assert {"rounds": 8} == run("rivals", quick, mechanism, 4)
