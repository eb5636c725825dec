"""The bytes of a cache make nothing but records, values and findings."""

import pickle
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given

from civic_partnership import check, read
from civic_partnership.caching.encoding import decode, encode
from civic_partnership.files import StagedFile
from civic_partnership.model import Register
from civic_partnership.testing import readable_registers


@given(readable_registers())
def test_gives_back_records(register: Register) -> None:
    """Whatever a file can hold comes back."""
    assert register == decode(encode(register))


def test_gives_back_findings(examples: Path) -> None:
    """Findings come back with their facts, their parameters and their words."""
    reading = read(examples / "nordby-broken")
    findings = (*reading.findings, *check(reading.register, on=date(2025, 3, 1)).findings)

    assert findings
    assert repr(findings) == repr(decode(encode(findings)))


@pytest.mark.parametrize(
    "thing",
    [partial(print, "run"), Path("x"), StagedFile, print, pickle.loads],
    ids=["a call", "a path", "a class of another room", "a function", "another function"],
)
def test_refuses_everything_else(thing: object) -> None:
    """No function is called, and no class of another room is made, whoever wrote the bytes."""
    with pytest.raises(pickle.UnpicklingError, match="no class of a cache"):
        decode(pickle.dumps(thing))


def test_refuses_a_function_of_a_room() -> None:
    """Only classes are taken from the rooms of records, values and findings."""
    with pytest.raises(pickle.UnpicklingError, match="no class of a cache"):
        decode(b"cos\nsystem\n.")
    with pytest.raises(pickle.UnpicklingError, match="no class of a cache"):
        decode(b"ccivic_partnership.model.record\nabout\n.")
    with pytest.raises(pickle.UnpicklingError, match="no class of a cache"):
        decode(b"ccivic_partnership.model.record\nLabel\n.")
