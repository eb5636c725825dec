"""The year of a municipality's partnerships as a calendar."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from civic_partnership.plugins import hookimpl

if TYPE_CHECKING:
    from .ical import Ical


@hookimpl
def civic_partnership_exporters() -> "Iterable[Ical]":
    """Return the exporters of this plugin: one."""
    from .ical import Ical

    return [Ical()]
