import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from files import killing
from files.killing import RIVALS
from importing.making import SHM

MECHANISMS = ("exchange", "in turn")
STOPS = [
    (mechanism, command, start, how)
    for mechanism in MECHANISMS
    for command, start, how in [
        *((command, "old", how) for command in ("import", "export") for how in ("kill", "fail", "interrupt")),
        *(("export", start, "kill") for start in ("empty", "nothing")),
        ("import", "by hand", "kill"),
    ]
]
STOPS += [
    ("exchange", command, "old", how) for command in ("write", "merge", "resolve") for how in ("kill", "fail")
]
STOPS += [("exchange", command, "by hand", "kill") for command in ("merge", "resolve")]
"""How the system exchanges files, what is run, what was there, and what stops it: all write by the same two ways."""


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


@pytest.mark.parametrize(("mechanism", "command", "start", "how"), STOPS)
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


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("command", RIVALS)
def test_commands_at_the_same_time_wait_for_each_other(quick: Path, mechanism: str, command: str) -> None:
    """Lose no import, and mix no exports, also where the target is new."""
    assert {"rounds": 8} == run("rivals", quick, mechanism, command, 4)
