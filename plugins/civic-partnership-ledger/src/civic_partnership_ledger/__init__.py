"""Grants in the ledger of a municipality: postings for KMD Opus and Prisme, and a list of payments."""

from collections.abc import Iterable

from civic_partnership.plugins import hookimpl

from .g69 import G69, G69Accounts, G69Options
from .g69_line import PostingType, line
from .opus import Opus, OpusAccounts, OpusOptions, OpusSide
from .payments_csv import PaymentsCsv, PaymentsOptions

__all__ = [
    "G69",
    "G69Accounts",
    "G69Options",
    "Opus",
    "OpusAccounts",
    "OpusOptions",
    "OpusSide",
    "PaymentsCsv",
    "PaymentsOptions",
    "PostingType",
    "civic_partnership_exporters",
    "line",
]


@hookimpl
def civic_partnership_exporters() -> Iterable[Opus | G69 | PaymentsCsv]:
    """Return the exporters of this plugin: three."""
    return [Opus(), G69(), PaymentsCsv()]
