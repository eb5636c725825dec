"""Twenty mutated inputs of every kind; `tests/fuzz/run.py` tries as many as one likes."""

import io
import random
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from fuzz import run
from fuzz.enduring import endure
from fuzz.inputs import KINDS
from fuzz.mutations import mutate, mutate_file


@pytest.mark.parametrize("number", range(20 * len(KINDS)))
def test_a_mutated_input_ends_in_a_sentence(tmp_path: Path, number: int) -> None:
    """A mutated input raises only the package's own errors."""
    kind, files = mutate(number)

    endure(kind, files, tmp_path)


def test_a_number_gives_the_same_input_again() -> None:
    """The same number gives the same input; another seed gives another."""
    assert mutate(7) == mutate(7)
    assert len({str(mutate(7, seed)) for seed in range(5)}) > 1
    assert {*KINDS} == {mutate(number)[0] for number in range(len(KINDS))}


@pytest.mark.parametrize("data", [b"{}", b"[]", b"1"])
def test_what_is_empty_can_be_mutated_again(data: bytes) -> None:
    """No mutation needs a value to change."""
    for seed in range(100):
        assert isinstance(mutate_file("register.json", data, random.Random(seed)), bytes)


PLANTED = """
import itertools, os, sys
sys.argv[0] = {program!r}
sys.path.insert(0, {tests!r})
from fuzz import run
def endure(kind, files, folder):
    if kind != "toml": return
    {fault}
def mutate(number, seed):
    if {ends} and number == 8: raise ZeroDivisionError
    return ("json" if number % 8 else "toml"), {{}}
run.endure, run.mutate, run.CPU_SECONDS, run.__file__ = endure, mutate, 1, __file__
sys.exit(run.main())
"""


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("raise ValueError(kind)", "ValueError: toml"),
        ("for _ in itertools.count(): pass", "SIGPROF (1 s of CPU)"),
        ("bytes(2 << 30)", "MemoryError"),
        ("os.abort()", "SIGABRT"),
        ("os._exit(3)", "exit status 3"),
    ],
)
def test_a_fault_is_told_with_the_number_of_its_input(tmp_path: Path, fault: str, told: str) -> None:
    """Name the input that raises, hangs, needs too much memory or ends the process; run all others."""
    program = tmp_path / "planted.py"
    tests = str(Path(__file__).parents[1])
    program.write_text(PLANTED.format(program=str(program), tests=tests, fault=fault, ends=False))
    done: Any = subprocess.run(
        [sys.executable, program, "--inputs", "10"], capture_output=True, text=True, check=False
    )

    assert 1 == done.returncode
    assert "input 0 (toml), seed 0: " in done.stdout
    assert "input 8 (toml), seed 0: " in done.stdout
    assert 2 == done.stdout.count(told)
    assert "10 inputs from 0, seed 0: 2 failed" in done.stdout


def test_an_input_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Name the input at which a worker ends before it begins with it; run all later ones."""
    program = tmp_path / "planted.py"
    tests = str(Path(__file__).parents[1])
    program.write_text(PLANTED.format(program=str(program), tests=tests, fault="pass", ends=True))
    done: Any = subprocess.run(
        [sys.executable, program, "--inputs", "20"], capture_output=True, text=True, check=False
    )

    assert "input 8 (toml), seed 0: the process ended: exit status 1" in done.stdout
    assert "20 inputs from 0, seed 0: 1 failed" in done.stdout


def test_a_workbook_is_mutated_again_and_again() -> None:
    """Mutate a workbook that is broken already, and whose parts do not unpack."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<row>" * 1000)
    whole = out.getvalue()
    broken = whole[:60] + b"\xff" * 10 + whole[70:]

    with pytest.raises(zlib.error):
        zipfile.ZipFile(io.BytesIO(broken)).read("xl/worksheets/sheet1.xml")
    for seed in range(20):
        assert mutate_file("a.xlsx", broken, random.Random(seed))


def test_all_is_well_where_nothing_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit with status 0 where nothing fails."""
    monkeypatch.setattr(sys, "argv", ["run.py", "--inputs", "2", "--workers", "1"])

    assert 0 == run.main()
    assert "2 inputs from 0, seed 0: 0 failed" in capsys.readouterr().out
