"""Grants as postings in the ledger of a municipality: KMD Opus and Prisme G69."""

from collections.abc import Iterable

from civic_partnership.plugins import hookimpl

from .g69 import G69, G69Accounts, G69Options
from .g69_line import PostingType, line
from .opus import Opus, OpusAccounts, OpusOptions, OpusSide

__all__ = [
    "G69",
    "G69Accounts",
    "G69Options",
    "Opus",
    "OpusAccounts",
    "OpusOptions",
    "OpusSide",
    "PostingType",
    "civic_partnership_exporters",
    "line",
]


@hookimpl
def civic_partnership_exporters() -> Iterable[Opus | G69]:
    """Return the exporters of this plugin: two."""
    return [Opus(), G69()]
