"""Grants in the ledger of a municipality: postings for KMD Opus and Prisme, and a list of payments."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from civic_partnership.plugins import hookimpl

if TYPE_CHECKING:
    from .g69 import G69
    from .opus import Opus
    from .payments_csv import PaymentsCsv


@hookimpl
def civic_partnership_exporters() -> "Iterable[Opus | G69 | PaymentsCsv]":
    """Return the exporters of this plugin: three."""
    from .g69 import G69
    from .opus import Opus
    from .payments_csv import PaymentsCsv

    return [Opus(), G69(), PaymentsCsv()]
