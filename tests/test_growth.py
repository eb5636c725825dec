import sys
from collections.abc import Callable
from typing import Any

import pytest
from faulty_registers import FAULTS, Files
from growth import WORKS, Maker, report_findings

FEW = 30
TWENTY = 20


def work(do: Callable[[], object]) -> int:
    """Count the calls of functions, in Python and in C: the same number on every machine."""
    calls = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        do()
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("register", FAULTS.values(), ids=FAULTS.keys())
def test_work_grows_in_proportion(register: Callable[[int], Files]) -> None:
    """Twice as many faults take about twice the work to read, check and report."""
    small, large = register(FEW), register(2 * FEW)
    report_findings(small)  # what is worked out once in a process
    once = work(lambda: report_findings(small))

    assert work(lambda: report_findings(large)) <= 2.2 * once


EVEN = {title: maker for title, maker in WORKS.items() if "5 %" not in title}
"""The works on registers of equal partnerships; where every fault is of another kind, few do not tell."""


@pytest.mark.parametrize("maker", EVEN.values(), ids=EVEN.keys())
def test_every_work_grows_in_proportion(maker: Maker) -> None:
    """A register of twice the size takes about twice the work to read, check, write, export or import."""
    with maker(TWENTY) as do:
        do()  # what is worked out once in a process
    with maker(2 * TWENTY) as do:
        once = work(do)
    with maker(4 * TWENTY) as do:
        assert work(do) <= 2.2 * once
