"""Golden files of plugins; and fewer examples of properties where the whole repository is checked."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")
settings.register_profile("briefly", max_examples=10)


@pytest.fixture(autouse=True)
def _briefly(request: pytest.FixtureRequest) -> Iterator[None]:
    """Draw fewer examples, unless another profile than the default one was asked for."""
    asked = request.config.getoption("--hypothesis-profile", None)
    before = settings.get_current_profile_name()
    if asked is None:
        settings.load_profile("briefly")
    yield
    settings.load_profile(before)


@pytest.fixture
def golden_file() -> Callable[[Path, str], None]:
    """Return a function that compares a file with a text, or writes it anew where WRITE_GOLDEN is set."""

    def check(path: Path, text: str) -> None:
        if "WRITE_GOLDEN" in os.environ:
            path.write_text(text, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert file.read() == text  # noqa: S101 - a test calls it

    return check


@pytest.fixture
def golden_block(golden_file: Callable[[Path, str], None]) -> Callable[[Path, str, str], None]:
    """Return a function that does the same with the block of a page that begins with some words."""

    def check(page: Path, opening: str, text: str) -> None:
        before, mark, rest = page.read_text(encoding="utf-8").partition(f"```{opening}\n")
        after = rest.partition("```\n")[2]
        golden_file(page, f"{before}{mark}{text}```\n{after}")

    return check
