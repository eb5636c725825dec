"""What the tests of rules share: installed packages are looked through once, because that is slow."""

from functools import cache
from importlib.metadata import packages_distributions

import pytest

installed_packages = cache(packages_distributions)


@pytest.fixture(autouse=True)
def _installed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.packages_distributions", installed_packages)
