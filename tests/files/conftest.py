import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from storage.conftest import in_time, open_folder, restricted

from civic_partnership.files import special_renames

__all__ = ["in_time", "open_folder", "restricted"]


@pytest.fixture(params=["exchange", "in turn"])
def mechanism(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the system can exchange two paths in one step, and where it can only rename."""
    if request.param == "in turn":
        monkeypatch.setattr(special_renames, "_rename", lambda *_, **__: False)


@pytest.fixture
def unsynced(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[str]]:
    """Return a function that lists what of a folder, itself included, was not brought to the disk."""
    synced: set[int] = set()
    bring_to_disk = os.fsync

    def note(file: Any) -> None:
        bring_to_disk(file)
        synced.add(os.fstat(file if isinstance(file, int) else file.fileno()).st_ino)

    monkeypatch.setattr(os, "fsync", note)
    return lambda folder: [
        each.name for each in (folder, *folder.rglob("*")) if each.stat().st_ino not in synced
    ]
