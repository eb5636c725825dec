"""Plugins: what they can bring, how they are found, and the host that runs them."""

import os
from collections.abc import Mapping
from datetime import date
from typing import Any

from civic_partnership.exporting import AnyExporter, ExportReport
from civic_partnership.model import Register

from .hookspecs import hookimpl
from .host import Host, Provided

__all__ = ["Host", "Provided", "export", "exporters", "hookimpl"]


def export(
    register: Register, format: str, out: str | os.PathLike[str], *, on: date, **how: Any
) -> ExportReport:
    """Export a register into a folder with the plugins that are installed; see `Host.export`."""
    return Host().export(register, format, out, on=on, **how)


def exporters() -> Mapping[str, AnyExporter]:
    """Name -> exporter, of the package and of the plugins that are installed."""
    return {name: provided.exporter for name, provided in Host().exporters.items()}
