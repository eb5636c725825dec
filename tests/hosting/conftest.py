import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosting.plugin_code import Installed

from civic_partnership import Register, load


@pytest.fixture
def nordby(examples: Path) -> Register:
    """Return a register to check and export."""
    return load(examples / "nordby")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    """Installs a distribution of one module, as an installer leaves it: found through its entry point."""
    place = tmp_path / "site-packages"
    place.mkdir()
    monkeypatch.syspath_prepend(str(place))
    modules: list[str] = []

    def install(distribution: str, code: str, *, version: str = "1.2") -> None:
        module = distribution.replace("-", "_")
        (place / f"{module}.py").write_text(textwrap.dedent(code))
        about = place / f"{module}-{version}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
        (about / "entry_points.txt").write_text(f"[civic_partnership]\n{module} = {module}\n")
        (about / "RECORD").write_text(f"{module}.py,,\n")
        modules.append(module)

    yield install
    for module in modules:
        sys.modules.pop(module, None)
