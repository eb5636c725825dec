import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from files import killing
from files.killing import COMMANDS, RIVALS
from importing.making import SHM

MECHANISMS = pytest.mark.parametrize("mechanism", ["exchange", "in turn"])
STOPS = [(command, "old", how) for command in COMMANDS for how in ("kill", "fail", "interrupt")]
STOPS += [("export", "empty", "kill"), ("export", "nothing", "kill")]
STOPS += [(command, "by hand", "kill") for command in ("import", "merge", "resolve")]
STOPS += [("import", "by hand", "interrupt")]


@pytest.fixture
def quick() -> Iterator[Path]:
    """Give a folder in memory where there is such a drive: a disk takes most of the time."""
    with tempfile.TemporaryDirectory(dir=SHM if SHM.is_dir() else None) as name:
        yield Path(name)


def run(work: str, folder: Path, *arguments: object) -> dict[str, int]:
    """Run the killing program in a folder; return how often it saw each result."""
    done = subprocess.run(
        [sys.executable, killing.__file__, work, str(folder), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    seen: dict[str, int] = json.loads(done.stdout)
    return seen


@MECHANISMS
@pytest.mark.parametrize(("command", "start", "how"), STOPS)
def test_a_command_may_be_stopped_at_every_step(
    quick: Path, mechanism: str, command: str, start: str, how: str
) -> None:
    """Kill it, refuse what it asks of the system, or press Ctrl-C, before each thing that it asks for.

    Find one version then, down to the byte, with its rejected rows, and all that another program wrote.
    """
    seen = run("at_every_step", quick, mechanism, command, how, start)

    assert 20 < seen["steps"] == seen["before"] + seen["after"] - 1
    assert 0 < min(seen["before"], seen["after"])
    assert how != "kill" or seen["left behind"] > 0
    assert (seen["missing"] > 0) == ((mechanism, command, start, how) == ("in turn", "export", "old", "kill"))


@pytest.mark.parametrize("command", ["import", "write", "export"])
def test_what_an_editor_saves_at_any_step_stays(quick: Path, command: str) -> None:
    """Refuse the command and change nothing, or be done with that file already."""
    seen = run("at_every_step", quick, "exchange", command, "save")

    assert 0 < min(seen["refused"], seen["after"])


@MECHANISMS
@pytest.mark.parametrize("command", RIVALS)
def test_commands_at_the_same_time_wait_for_each_other(quick: Path, mechanism: str, command: str) -> None:
    """Lose no import, and mix no exports, also where the target is new."""
    assert {"rounds": 8} == run("rivals", quick, mechanism, command, 4)
