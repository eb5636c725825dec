"""Exporters and importers together with the plugin that provides them, which their errors name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from attrs import frozen

from civic_partnership.exporting import (
    AnyExporter,
    FieldPath,
    FormatOption,
    PluginGuard,
    check_field_paths,
    read_options,
)
from civic_partnership.findings import Finding
from civic_partnership.importing import AnyImporter, Imported
from civic_partnership.model import KINDS, LeftOut, Municipality, Register
from civic_partnership.values import Label

F = TypeVar("F", AnyExporter, AnyImporter)


@frozen(kw_only=True)
class ProvidedFormat(Generic[F]):
    """A format, and the distribution that provides it.

    Attributes:
        format: the exporter or importer.
        options: the options of the format.
        distribution: the installed distribution that contains the format.
        version: the version of the distribution; empty if unknown.
    """

    format: F
    options: tuple[FormatOption, ...]
    distribution: str
    version: str = ""

    @property
    def name(self) -> str:
        """The name of the format."""
        return self.format.name

    @property
    def origin(self) -> str:
        """The distribution with its version."""
        return f"{self.distribution} {self.version}".strip()

    @property
    def guard(self) -> PluginGuard:
        """The wrapper for calls into the format, whose errors name the format and its distribution."""
        return PluginGuard(Label(f"Formatet {self.name}", f"The format {self.name}"), self.distribution)

    def read_options(self, options: Any) -> Any:
        """Return an instance of the options class of the format.

        Args:
            options: a dict of option -> value, or an instance of the options class.

        Raises:
            OptionsError: some options are wrong; the message has a sentence for each.
            PluginError: the options class failed.
        """
        with self.guard.catch_errors(may_refuse=True):
            return read_options(self.format.options, options, self.name)


class ProvidedExporter(ProvidedFormat[AnyExporter]):
    """An exporter, and the distribution that provides it."""

    def carries(self, options: Any) -> frozenset[FieldPath]:
        """Return the fields that the exporter writes with these options.

        Raises:
            PluginError: the exporter failed, or returned something else than field paths.
            OptionsError: the exporter refuses the options.
        """
        with self.guard.catch_errors(may_refuse=True):
            return check_field_paths(self.format.carries(options))


class ProvidedImporter(ProvidedFormat[AnyImporter]):
    """An importer, and the distribution that provides it."""

    def read(self, files: Mapping[str, bytes], options: Any) -> Imported:
        """Read files with the importer.

        Args:
            files: name -> content.
            options: a dict of option -> value, or an instance of the options class.

        Raises:
            OptionsError: the options are wrong, or the importer refuses them.
            PluginError: the importer failed, or returned something wrong.
        """
        options = self.read_options(options)
        with self.guard.catch_errors(may_refuse=True):
            imported = self.format.read(MappingProxyType(dict(files)), options)
        if type(imported) is not Imported:
            kind = type(imported).__name__
            raise self.guard.plugin_error(f"det gav {kind} og ikke Imported", f"it gave {kind}, not Imported")
        with self.guard.catch_errors():
            is_well_typed = _is_well_typed(imported)
        if not is_well_typed:
            raise self.guard.plugin_error(
                "det gav noget, der ikke er poster eller meldinger",
                "it gave something that is no record or no finding",
            )
        if imported.register.left_out and not imported.findings:
            raise self.guard.plugin_error(
                "det udelod poster uden at sige hvorfor", "it left records out and did not say why"
            )
        return imported


def _is_well_typed(imported: Imported) -> bool:
    """Return whether each value that an importer returned has the class that it should have."""
    register: object = imported.register
    if not isinstance(register, Register):
        return False
    tables = [(cls, getattr(register, kind).values()) for kind, cls in KINDS.items()]
    municipality = [] if register.municipality is None else [register.municipality]
    parts = [(Municipality, municipality), (LeftOut, register.left_out), (Finding, imported.findings)]
    return all(isinstance(each, cls) for cls, several in (*tables, *parts) for each in several)
