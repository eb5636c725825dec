"""A register as one HTML page to read and print."""

from collections.abc import Iterable

from civic_partnership import Register
from civic_partnership.plugins import EVERYTHING, Artifact, FieldPath, Loss, hookimpl
from civic_partnership.rules import Report
from civic_partnership.values import Label

from .options import Options

__all__ = ["HtmlReport", "Options", "civic_partnership_exporters"]


class HtmlReport:
    """One HTML page: the year in figures and pictures, deadlines, findings, and every table of a register."""

    name = "report"
    title = Label("Rapport i HTML, til at læse og printe", "a report in HTML, to read and to print")
    options = Options

    def carries(self, options: Options, /) -> frozenset[FieldPath]:
        """Return every field; of the report about one partnership those that it shows as they are."""
        if options.partnership is None:
            return EVERYTHING
        from .status_page import CARRIES

        return CARRIES

    def export_checked(
        self, register: Register, report: Report, options: Options, /
    ) -> Iterable[Artifact | Loss]:
        """Yield the page, and a loss for each record that it is not about."""
        options.check(register, report.on)
        from .page import write_page

        kinds = {field.partition(".")[0] for field in self.carries(options)}
        yield from write_page(register, report, options, kinds)


@hookimpl
def civic_partnership_exporters() -> Iterable[HtmlReport]:
    """Return the exporters of this plugin: one."""
    return [HtmlReport()]
