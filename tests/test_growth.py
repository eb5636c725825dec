import sys
from collections.abc import Callable
from typing import Any

import pytest
from faulty_registers import FAULTS, Files
from growth import told

FEW = 30


def work(do: Callable[[], object]) -> int:
    """How many functions of Python and of C are called: the same on every machine."""
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
    """Twice as much that is wrong is about twice as much work: to read, to check, and to tell it with its places."""
    small, large = register(FEW), register(2 * FEW)
    told(small)  # what is worked out once in a process
    once = work(lambda: told(small))

    assert work(lambda: told(large)) <= 2.2 * once
