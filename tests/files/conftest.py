import pytest
from storage.conftest import in_time, open_folder, restricted

from civic_partnership.files import special_renames

__all__ = ["in_time", "open_folder", "restricted"]


@pytest.fixture(params=["exchange", "in turn"])
def mechanism(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where the system can exchange two paths in one step, and where it can only rename."""
    if request.param == "in turn":
        monkeypatch.setattr(special_renames, "_rename", lambda *_, **__: False)
