"""In the checks of the whole repository plugins look at their properties briefly; their own runs, longer."""

from collections.abc import Iterator

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
