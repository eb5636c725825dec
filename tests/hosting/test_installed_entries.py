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
        assert {(each.name, each.value.partition("[")[0].strip()) for each in expected} == found


GROUP = "civic_partnership.odd"
WRITTEN = """
  [other]
not = this

[civic_partnership.odd]
# commented = out
plain = json
  indented=json.decoder : JSONDecoder.decode
extra = json:loads [fast, safe]
[civic_partnership.odd.more]
nor = this
"""
ODD = {
    "a/plain-1.0.dist-info": "[civic_partnership.odd]\none = json\n",
    "a/Dotted.Name_of-2.0.dist-info": WRITTEN,
    "a/without_version.egg-info": "[civic_partnership.odd]\nfive = json\n",
    "a/old_setup-3.1-py3.11.egg-info": "[civic_partnership.odd]\nsix = json\n",
    "a/no_entries-2.0.dist-info": None,
    "b/no_entries-1.0.dist-info": "[civic_partnership.odd]\nold = json\n",
    "b/dotted_name.of-1.0.dist-info": "[civic_partnership.odd]\nold = json\n",
    "b/Plain-0.9.egg-info": "[civic_partnership.odd]\nold = json\n",
}
"""Folder of an installed distribution -> its entry points, if it has any."""


def test_odd_installations_are_those_that_python_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names in other letters are the same distribution; files and folders that are missing hurt nothing."""
    for name, text in ODD.items():
        folder = tmp_path / name
        folder.mkdir(parents=True)
        distribution = folder.stem.partition("-")[0]
        for file in ("METADATA", "PKG-INFO"):
            (folder / file).write_text(f"Name: {distribution}\nVersion: 1\n")
        if text is not None:
            (folder / "entry_points.txt").write_text(text)
    (tmp_path / "file").write_text("no folder")
    for place in ("b", "a", "file", "missing", "a"):
        monkeypatch.syspath_prepend(str(tmp_path / place))

    found = find_entries(GROUP)

    assert {(each.name, each.load()) for each in entry_points(group=GROUP)} == {
        (each.name, each.load()) for each in found
    }
    assert [
        ("dotted-name-of", "2.0", "extra"),
        ("dotted-name-of", "2.0", "indented"),
        ("dotted-name-of", "2.0", "plain"),
        ("old-setup", "3.1", "six"),
        ("plain", "1.0", "one"),
        ("without-version", "", "five"),
    ] == [(each.distribution, each.version, each.name) for each in found]


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
