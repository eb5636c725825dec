"""The entry points of what is installed."""

from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hosting.plugin_code import Installed

from civic_partnership.hosting import InstalledEntry, find_entries


def test_entries_are_those_that_python_finds() -> None:
    """In every group of the environment of the tests, they are those of Python's own, slower module."""
    groups = {group: set(entry_points(group=group)) for group in entry_points().groups}

    for group, expected in groups.items():
        found = {(each.name, each.value) for each in find_entries(group)}
        assert {(each.name, each.value) for each in expected} == found


def test_the_first_installation_counts(
    installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older version that stands behind it on the path of Python is not seen."""
    installed("nordby-formats", "x = 1", version="1.0")
    older = tmp_path / "older" / "nordby_formats-0.9.dist-info"
    older.mkdir(parents=True)
    (older / "entry_points.txt").write_text("[civic_partnership]\nnordby = other\n")
    monkeypatch.syspath_prepend(tmp_path / "older")
    monkeypatch.syspath_prepend(tmp_path / "site-packages")

    entry = InstalledEntry("nordby_formats", "nordby_formats", "nordby-formats", "1.0")
    assert entry in find_entries("civic_partnership")
    assert "other" not in {each.value for each in find_entries("civic_partnership")}
