"""An export in memory, made and checked as the host does it."""

import re
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from attrs import frozen

from civic_partnership.errors import PluginError
from civic_partnership.exporting import AnyExporter, ArtifactWriter, Loss, PluginGuard, call_exporter
from civic_partnership.model import Register
from civic_partnership.rules import Report, check
from civic_partnership.values import Label

_ON = date(2025, 3, 1)
"""The day as of which registers are checked."""
_TEXT_FORMATS = ("json", "ndjson", "toml", "xml", "yaml", "csv", "sql")
"""Ends of media types `application/…` that are texts."""


class MemoryFile(NamedTuple):
    """A file of an export.

    Attributes:
        media_type: its media type.
        data: its bytes.
    """

    media_type: str
    data: bytes

    @property
    def encoding(self) -> str | None:
        """The encoding that the media type declares; UTF-8 for any other text, None for what is no text."""
        if declared := re.search(r'charset\s*=\s*"?([^\s;"]+)', self.media_type, re.IGNORECASE):
            return declared[1]
        kind = self.media_type.partition(";")[0].strip().lower()
        return "utf-8" if kind.startswith("text/") or kind.endswith(_TEXT_FORMATS) else None


@frozen
class MemoryExport:
    """The files and losses of an export.

    Attributes:
        files: name -> file, in order.
        losses: the values that the exporter could not carry.
    """

    files: Mapping[str, MemoryFile]
    losses: tuple[Loss, ...]

    def describe_difference(self, other: "MemoryExport") -> str:
        """Describe where another export first differs; an empty text where it does not."""
        if [*self.files] != [*other.files]:
            return f"the files are {', '.join(self.files)} and {', '.join(other.files)}"
        for name, file in self.files.items():
            (kind, data), (other_kind, other_data) = file, other.files[name]
            if kind != other_kind:
                return f"{name} is {kind} and {other_kind}"
            if data != other_data:
                pairs = enumerate(zip(data, other_data, strict=False))
                at = next((i for i, (a, b) in pairs if a != b), min(len(data), len(other_data)))
                around = slice(max(0, at - 20), at + 20)
                return f"{name} differs from byte {at} on: {data[around]!r} and {other_data[around]!r}"
        return "" if self.losses == other.losses else "the losses differ"


def _make_report(exporter: AnyExporter, register: Register) -> Report:
    """Check a register as of a fixed day, if the exporter asks for findings."""
    return check(register, on=_ON) if hasattr(exporter, "export_checked") else Report(on=_ON, findings=())


def make_guard(plugin: Any) -> PluginGuard:
    """Return what runs the code of an exporter or importer, and names it in a fault."""
    distribution = type(plugin).__module__.partition(".")[0]
    return PluginGuard(Label(f"Formatet {plugin.name}", f"The format {plugin.name}"), distribution)


def export_to_memory(
    exporter: AnyExporter, options: Any, register: Register, whole: Register | None = None
) -> MemoryExport:
    """Export a register without writing files, which is quick, and take on trust what the exporter gives.

    Args:
        exporter: the exporter.
        options: an instance of its options class.
        register: the register.
        whole: the register that is checked first, with the personal data that `register` lacks.

    Raises:
        OptionsError: the exporter refuses the options, or this register with them.
        PluginError: it failed.
    """
    files, losses = {}, []
    report = _make_report(exporter, whole or register)
    with make_guard(exporter).catch_errors(may_refuse=True):
        for item in call_exporter(exporter, register, report, options):
            if isinstance(item, Loss):
                losses.append(item)
            else:
                files[item.name] = MemoryFile(item.media_type, b"".join(item.chunks))
    return MemoryExport(files, tuple(losses))


def export_as_host(exporter: AnyExporter, options: Any, register: Register) -> MemoryExport:
    """Export a register into a folder, and take nothing on trust, as the host does.

    Raises:
        OptionsError: the exporter refuses the options, or this register with them.
        PluginError: it failed, or gave what no exporter may.
    """
    with tempfile.TemporaryDirectory() as name:
        writer = ArtifactWriter(Path(name), make_guard(exporter), lambda _name, _size: None)
        writer.write_all(exporter, register, _make_report(exporter, register), options)
        files = {
            entry.name: MemoryFile(entry.media_type, Path(name, entry.name).read_bytes())
            for entry in writer.files
        }
    return MemoryExport(files, tuple(writer.losses))


def describe_fault(error: PluginError) -> str:
    """Describe what a plugin did, with the text of the error beneath, which the host keeps to itself."""
    cause = f" [{error.__cause__}]" if error.__cause__ is not None else ""
    return f"{str(error).partition(' Report it')[0].rstrip('.')}{cause}"
