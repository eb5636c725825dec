"""In the checks of the whole repository plugins look at their properties briefly; their own runs, longer."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from civic_partnership.testing.contract import law

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")
settings.register_profile("briefly", max_examples=10)


@pytest.fixture(autouse=True)
def _briefly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fewer examples, unless another profile than the default one was asked for."""
    asked = request.config.getoption("--hypothesis-profile", None)
    before = settings.get_current_profile_name()
    if asked is None:
        settings.load_profile("briefly")
        monkeypatch.setattr(law, "EACH", 5)
    yield
    settings.load_profile(before)
