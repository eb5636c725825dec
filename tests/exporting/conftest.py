from pathlib import Path

import pytest
from exporting.exports import write
from storage.conftest import in_time, open_folder, restricted

__all__ = ["in_time", "open_folder", "restricted"]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Make a folder that holds an export."""
    folder = tmp_path / "report"
    folder.mkdir()
    write(folder)
    return folder
