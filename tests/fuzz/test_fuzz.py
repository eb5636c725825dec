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
    match kind:
        case "raise": raise ValueError(kind)
        case "hang": [None for _ in itertools.count() if False]
        case "fill": bytes(2 << 30)
        case "abort": os.abort()
        case "exit": os._exit(3)
def mutate(number, seed):
    if number == 6: raise ZeroDivisionError
    return ["raise", "hang", "fill", "abort", "exit", ""][min(number, 5)], {{}}
run.endure, run.mutate, run.CPU_SECONDS, run.__file__ = endure, mutate, 1, __file__
sys.exit(run.main())
"""


def test_a_fault_is_told_with_the_number_of_its_input(tmp_path: Path) -> None:
    """Name each input that raises, hangs, needs too much memory, ends the process or cannot be made; run the others."""
    program = tmp_path / "planted.py"
    program.write_text(PLANTED.format(program=str(program), tests=str(Path(__file__).parents[1])))
    done: Any = subprocess.run(
        [sys.executable, program, "--inputs", "20"], capture_output=True, text=True, check=False
    )

    assert 1 == done.returncode
    for number, told in enumerate(
        ("ValueError: raise", "SIGPROF (1 s of CPU)", "MemoryError", "SIGABRT", "exit status 3")
    ):
        assert f"input {number} ({KINDS[number]}), seed 0: " in done.stdout
        assert 1 == done.stdout.count(told)
    assert f"input 6 ({KINDS[6]}), seed 0: the process ended: exit status 1" in done.stdout
    assert "20 inputs from 0, seed 0: 6 failed" in done.stdout


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
