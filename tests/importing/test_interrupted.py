import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from importing import killing
from importing.making import SHM

MECHANISMS = pytest.mark.parametrize("mechanism", ["exchange", "in turn"])


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
def test_an_import_that_is_killed_leaves_the_old_register_or_the_new(quick: Path, mechanism: str) -> None:
    """At any moment, down to the byte; and the next import clears away what it has left, and comes to the same."""
    found = run("at_random", quick, mechanism, 40)

    assert 5 < found["killed"]


@MECHANISMS
@pytest.mark.parametrize("how", ["kill", "fail", "interrupt"])
def test_an_import_may_be_stopped_at_every_step(quick: Path, mechanism: str, how: str) -> None:
    """Killed, refused by the system or ended with Ctrl-C before each thing that it asks for."""
    every = 1 if how == "kill" else 2
    found = run("at_every_step", quick, mechanism, how, every)

    assert 50 / every < found["steps"] == found["before"] + found["after"] + found.get("absent", 0) - 1
    assert bool(found.get("absent")) == ((mechanism, how) == ("in turn", "kill"))


@MECHANISMS
def test_imports_at_the_same_time_all_end_in_the_register(quick: Path, mechanism: str) -> None:
    """One waits for the other, also where the register is new; none is lost."""
    assert {"rounds": 8} == run("rivals", quick, mechanism, 4)
