from pathlib import Path

import pytest
from exporting.killing import write
from storage.conftest import in_time, open_folder, restricted

__all__ = ["in_time", "open_folder", "restricted"]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder that holds the first version of an export."""
    folder = tmp_path / "report"
    folder.mkdir()
    write(folder, 1)
    return folder
