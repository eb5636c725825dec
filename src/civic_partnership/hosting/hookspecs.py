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
    r'''Return the exporters that a plugin brings.

    A whole plugin is a module like this one, and an entry point that names it:

    ```python
    from collections.abc import Iterable

    from attrs import field, frozen
    from civic_partnership import Register
    from civic_partnership.plugins import Artifact, Label, about, hookimpl


    @frozen(kw_only=True)
    class NamesOptions:
        """Options of the format `names`."""

        sorted: bool = field(default=True, metadata=about("efter navn", "by name"))


    class NamesExporter:
        """The names of all associations, a line each."""

        name = "names"
        title = Label("foreningernes navne", "the names of the associations")
        options = NamesOptions

        def carries(self, options: NamesOptions) -> frozenset[str]:
            return frozenset({"associations.name"})

        def export(self, register: Register, options: NamesOptions) -> Iterable[Artifact]:
            names = [association.name for association in register.associations.values()]
            lines = sorted(names) if options.sorted else names
            yield Artifact(
                name="names.txt",
                media_type="text/plain; charset=utf-8",
                chunks=(f"{line}\n".encode() for line in lines),
            )


    @hookimpl
    def civic_partnership_exporters() -> Iterable[NamesExporter]:
        return [NamesExporter()]
    ```

    ```toml
    [project.entry-points.civic_partnership]
    names = "names_plugin"
    ```
    '''


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
    r"""Return the rules that a plugin brings, made with `rule`; they run after the rules of the package.

    ```python
    from collections.abc import Iterable, Iterator

    from civic_partnership.model import Association
    from civic_partnership.plugins import hookimpl
    from civic_partnership.rules import Context, Rule, Verdict, broken, rule


    @rule(
        about=Association,
        level="warning",
        source="budget-2025, side 12",
        title="Alle foreninger har et CVR-nummer.",
        da="Foreningen har intet CVR-nummer.\nSlå det op, og skriv det.",
        en="The association has no CVR number.\nLook it up, and record it.",
    )
    def cvr_missing(association: Association, context: Context) -> Iterator[Verdict]:
        '''Every association has a CVR number.'''
        if association.cvr is None:
            yield broken("cvr")


    @hookimpl
    def civic_partnership_rules() -> Iterable[Rule]:
        return [cvr_missing]
    ```
    """
