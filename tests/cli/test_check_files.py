"""`check --cache`."""

from pathlib import Path

import pytest
from cli.terminal import Run


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the user's caches be in a new folder, which is returned."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / "civic-partnership"


@pytest.mark.parametrize("format", ["text", "json", "sarif", "csv"])
@pytest.mark.parametrize("name", ["nordby-broken", "no-such-register"])
def test_answers_the_same_with_a_cache(
    run: Run, examples: Path, caches: Path, name: str, format: str
) -> None:
    """Every format shows the same without the cache, and the first and the second time with it."""
    arguments = "check", examples / name, "--on", "2025-03-01", "--format", format
    plain = run(*arguments)

    assert not caches.exists()
    assert [plain] * 2 == [run(*arguments, "--cache") for _ in range(2)]
    assert (examples / name).exists() == caches.exists()


def test_selected_rules_use_the_same_cache(run: Run, examples: Path, caches: Path) -> None:
    """Which findings are shown does not matter to the cache."""
    arguments = "check", examples / "nordby-broken", "--on", "2025-03-01"
    run(*arguments, "--cache")
    files = {path: path.stat().st_ino for path in caches.iterdir()}
    selected = (*arguments, "--select", "weekly-hours")

    assert run(*selected) == run(*selected, "--cache")
    assert files == {path: path.stat().st_ino for path in caches.iterdir()}


def test_checks_without_a_place_for_the_cache(
    run: Run, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A user without a home, as a server may be, gets the same answer."""
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    arguments = "check", examples / "nordby-broken", "--on", "2025-03-01"

    assert run(*arguments) == run(*arguments, "--cache")
