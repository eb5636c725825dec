"""Formats with whoever provides them: exporters and importers, whose faults are told as the plugin's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Generic, Self, TypeVar

from attrs import frozen

from civic_partnership.exporting import (
    AnyExporter,
    FieldPath,
    Guard,
    Option,
    offered,
    read_options,
    recognised,
)
from civic_partnership.exporting.field_coverage import checked
from civic_partnership.findings import Finding
from civic_partnership.importing import AnyImporter, Imported, recognize_importer
from civic_partnership.model import KINDS, LeftOut, Municipality, Register
from civic_partnership.values import Label

from .plugins import Plugin

F = TypeVar("F", AnyExporter, AnyImporter)


@frozen(kw_only=True)
class ProvidedFormat(Generic[F]):
    """A format, and who provides it.

    Attributes:
        format: the exporter or importer.
        options: what may be asked of it.
        distribution: the distribution that it comes from.
        version: that distribution's version; empty where it has none.

    """

    format: F
    options: tuple[Option, ...]
    distribution: str
    version: str = ""

    @classmethod
    def by(cls, plugin: Plugin, format: F) -> Self:
        """A format that a plugin brought.

        Raises:
            InvalidValue: its options are none.

        """
        return cls(
            format=format,
            options=offered(format.options),
            distribution=plugin.distribution,
            version=plugin.version,
        )

    @property
    def name(self) -> str:
        """What it is asked for by."""
        return self.format.name

    @property
    def guard(self) -> Guard:
        """Runs it, and tells whose fault it is where that fails."""
        return Guard(Label(f"Formatet {self.name}", f"The format {self.name}"), self.distribution)

    def read_options(self, options: Any) -> Any:
        """Its options, from a plain table or from an instance of its options class.

        Raises:
            OptionsError: with a sentence for each thing that is wrong.
            PluginError: its options class failed.

        """
        with self.guard.asking(may_refuse=True):
            return read_options(self.format.options, options, self.name)


class Provided(ProvidedFormat[AnyExporter]):
    """An exporter, and who provides it."""

    @property
    def exporter(self) -> AnyExporter:
        """The exporter."""
        return self.format

    def carried(self, options: Any) -> frozenset[FieldPath]:
        """Which fields it carries.

        Raises:
            PluginError: it does not say so as it should.
            OptionsError: it refuses the options.

        """
        with self.guard.asking(may_refuse=True):
            return checked(self.exporter.carries(options))


class ProvidedImporter(ProvidedFormat[AnyImporter]):
    """An importer, and who provides it."""

    @property
    def importer(self) -> AnyImporter:
        """The importer."""
        return self.format

    def read(self, files: Mapping[str, bytes], options: Any) -> Imported:
        """What the importer makes of some files.

        Args:
            files: name -> content.
            options: option -> value, or an instance of the importer's options class.

        Raises:
            OptionsError: the options are wrong, or refused.
            PluginError: it failed, or gave something else than what it should.

        """
        options = self.read_options(options)
        with self.guard.asking(may_refuse=True):
            imported = self.importer.read(MappingProxyType(dict(files)), options)
        if type(imported) is not Imported:
            kind = type(imported).__name__
            raise self.guard.fault(f"det gav {kind} og ikke Imported", f"it gave {kind}, not Imported")
        with self.guard.asking():
            is_whole = _is_whole(imported)
        if not is_whole:
            raise self.guard.fault(
                "det gav noget, der ikke er poster eller meldinger",
                "it gave something that is no record or no finding",
            )
        if imported.register.left_out and not imported.findings:
            raise self.guard.fault(
                "det udelod poster uden at sige hvorfor", "it left records out and did not say why"
            )
        return imported


def _is_whole(imported: Imported) -> bool:
    """Return whether there are records in every table of the register, and findings beside it."""
    register: object = imported.register
    if not isinstance(register, Register):
        return False
    tables = [(cls, getattr(register, kind).values()) for kind, cls in KINDS.items()]
    alone = [] if register.municipality is None else [register.municipality]
    parts = [(Municipality, alone), (LeftOut, register.left_out), (Finding, imported.findings)]
    return all(isinstance(each, cls) for cls, several in (*tables, *parts) for each in several)


def provided(plugin: Plugin, exporter: Any) -> Provided:
    """An exporter that a plugin brought.

    Raises:
        InvalidValue: it is none.

    """
    return Provided.by(plugin, recognised(exporter))


def provided_importer(plugin: Plugin, importer: Any) -> ProvidedImporter:
    """An importer that a plugin brought.

    Raises:
        InvalidValue: it is none.

    """
    return ProvidedImporter.by(plugin, recognize_importer(importer))
