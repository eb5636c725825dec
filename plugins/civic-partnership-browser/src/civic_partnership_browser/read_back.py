"""Registers that were exported in a format of a plugin, such as `csv-da` and `xlsx`, and are read back."""

import contextlib
from pathlib import Path, PurePosixPath

from civic_partnership.errors import CivicPartnershipError
from civic_partnership.exporting import EXPORTERS, read_manifest
from civic_partnership.findings import Finding, Location
from civic_partnership.hosting import Host
from civic_partnership.storage import Reading

_OF_THE_PACKAGE = frozenset(exporter.name for exporter in EXPORTERS)
"""The formats that are read as any register is, with the lines of their files."""


def find_export_format(host: Host, folder: Path) -> str | None:
    """Return the format of a plugin in which a folder was exported; None if it is no such export."""
    manifest = read_manifest(folder)
    if manifest is None or manifest.format in _OF_THE_PACKAGE or manifest.format not in host.importers:
        return None
    return manifest.format


def find_file_format(host: Host, name: str, data: bytes) -> str | None:
    """Return the format of a plugin in which a file was exported; None for a table of somebody else.

    The format is named after the ending of the file, and its importer finds records in it.
    """
    format = PurePosixPath(name).suffix.lower().removeprefix(".")
    if format in _OF_THE_PACKAGE or format not in host.importers:
        return None
    with contextlib.suppress(CivicPartnershipError):
        for _ in host.importer(format).read({name: data}, {}).register:
            return format
    return None


def read_back(host: Host, path: str, format: str) -> Reading:
    """Read a register in the current folder, which was exported in a format of a plugin.

    Raises:
        PathError: there is nothing at the path, or a file of the export is missing.
        PluginError: the importer failed.
    """
    imported = host.read(path, format)
    is_folder = Path(path).is_dir()

    def locate(finding: Finding) -> Location:
        if finding.file is None:
            return Location(file=path)
        file = str(PurePosixPath(path, finding.file)) if is_folder else finding.file
        line, column = finding.at or (None, None)
        return Location(file=file, line=line, column=column)

    return Reading(
        register=imported.register, findings=imported.findings, locate=locate, excerpt=lambda _: None
    )
