"""The hooks of a plugin: functions without parameters that return exporters, importers or rules.

A plugin is a module, or any object, with some of these functions under `@hookimpl`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from civic_partnership.exporting import AnyExporter
    from civic_partnership.findings import Rule
    from civic_partnership.importing import AnyImporter

PROJECT = "civic_partnership"
"""The name of the project in pluggy, and of the group of entry points that installed plugins use."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a plugin's implementation of a hook."""


@hookspec
def civic_partnership_exporters() -> "Iterable[AnyExporter]":  # type: ignore[empty-body] # pluggy reads the signature
    """Return the exporters that a plugin brings.

    `plugins/README.md` of the repository makes one step by step.
    """


@hookspec
def civic_partnership_importers() -> "Iterable[AnyImporter]":  # type: ignore[empty-body] # pluggy reads the signature
    r'''Return the importers that a plugin brings: each reads what the exporter of the same name writes.

    ```python
    from collections.abc import Iterable, Mapping

    from civic_partnership import Register
    from civic_partnership.model import Area
    from civic_partnership.plugins import Imported, Label, NoOptions, hookimpl


    class AreaList:
        """A line for each area: its id, a blank and its name."""

        name = "area-list"
        title = Label("liste over byområder", "list of areas")
        options = NoOptions

        def read(self, files: Mapping[str, bytes], _: NoOptions) -> Imported:
            lines = files.get("areas.txt", b"").decode().splitlines()
            rows = (line.split(" ", 1) for line in lines)
            areas = [Area(id=id, name=name) for id, name in rows]
            return Imported(register=Register().replace(*areas))


    @hookimpl
    def civic_partnership_importers() -> Iterable[AreaList]:
        return [AreaList()]
    ```
    '''


@hookspec
def civic_partnership_rules() -> "Iterable[Rule]":  # type: ignore[empty-body] # pluggy reads the signature
    """Return the rules that a plugin brings, made with `rule`; they run after the rules of the package.

    `plugins/README.md` of the repository shows one.
    """
