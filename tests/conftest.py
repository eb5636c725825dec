"""What all tests share: how long Hypothesis looks, and where the examples are."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

settings.register_profile(
    "default", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("default")


@pytest.fixture
def examples() -> Path:
    """Return the folder of example registers."""
    return ROOT / "examples"


@pytest.fixture(autouse=True)
def _danish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command answer in its default language, whatever the machine is set to."""
    monkeypatch.delenv("CIVIC_PARTNERSHIP_LANG", raising=False)


PROGRAM = [sys.executable, "-m", "civic_partnership"]
"""The command, as a process of its own."""
