import codecs
import contextlib
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import FrameType
from typing import Any, Never

import pytest
from registers import Way

from civic_partnership.findings import Finding
from civic_partnership.model import RecordKey
from civic_partnership.values import Label

Restricted = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a new folder that everyone may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755)


@pytest.fixture
def restricted() -> Restricted:
    """Give root the rights of nobody within a context, so that something can be forbidden to it."""

    @contextlib.contextmanager
    def as_nobody() -> Iterator[None]:
        codecs.lookup("utf-8-sig")  # nobody may not be allowed to load it, and that it failed is remembered
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(was)

    return as_nobody


@contextlib.contextmanager
def counted_calls() -> Iterator[Counter[str]]:
    """Count the calls of functions within a context, by name: a measure of work without a clock."""
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, function: Any) -> None:
        if event == "call":
            calls[frame.f_code.co_name] += 1
        elif event == "c_call":
            calls[function.__name__] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


@pytest.fixture
def in_time() -> Iterator[None]:
    """Fail a test that waits for something that never comes."""

    def fail(*_: object) -> Never:
        pytest.fail("waits for something that never comes")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(600)  # no test is as slow, on any machine
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def finding_at(way: Way, file: str | None = "<text>") -> Finding:
    """Return a finding at a path of a file: about a whole table, a record, or something in it."""
    inside = 1 if way[0] == "municipality" else 2
    record = RecordKey(str(way[0]), str(way[1]) if inside == 2 else None) if len(way) >= inside else None
    path = way[inside:] if record else way
    words = Label("x", "x")
    return Finding(
        rule="x",
        level="error",
        record=record,
        path=path,
        message=words,
        remedy=words,
        document="x",
        file=file,
    )
