"""Small exporters to export with."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from civic_partnership.exporting import (
    EVERYTHING,
    AnyExporter,
    Artifact,
    ExportReport,
    NoOptions,
    PluginGuard,
    run_export,
)
from civic_partnership.findings import Finding
from civic_partnership.model import Register
from civic_partnership.rules import Report, find_civil_registration_numbers
from civic_partnership.values import Label

ON = date(2024, 6, 1)
ERROR = Finding(
    rule="made", level="error", message=Label("fejl", "error"), remedy=Label("", ""), document="made"
)
GUARD = PluginGuard(Label("Formatet made", "The format made"), "made-plugin")


class FunctionExporter:
    """An exporter that yields the result of a function."""

    name = "made"
    title = Label("lavet til prøve", "made for a test")

    def __init__(
        self,
        export: Callable[[Register], Any],
        *,
        carries: Any = EVERYTHING,
        options: type[Any] = NoOptions,
    ) -> None:
        self.options = options
        self._export = export
        self._carries = carries

    def carries(self, _: Any, /) -> Any:
        """Return the given fields, or the result of the given function."""
        return self._carries() if callable(self._carries) else self._carries

    def export(self, register: Register, _: Any, /) -> Any:
        """Return the result of the given function."""
        return self._export(register)


def exporter_of(*items: Any, **how: Any) -> FunctionExporter:
    """Make an exporter that yields these things."""
    return FunctionExporter(lambda _: iter(items), **how)


def file(name: Any = "a.txt", *chunks: Any, media_type: Any = "text/plain") -> Artifact:
    """Make an artifact of these chunks."""
    return Artifact(name=name, media_type=media_type, chunks=chunks)


GOOD = exporter_of(file("a.txt", b"good"), file("deep/b.txt", b"very ", b"good"))


def is_exportable(register: Register) -> bool:
    """Return whether no text of a register looks like a civil registration number."""
    return not any([*find_civil_registration_numbers(record)] for _, record in register)


def export_with_defaults(
    exporter: AnyExporter, register: Register, out: Path, *, errors: int = 0, **how: Any
) -> ExportReport:
    """Export with the default options of an exporter, after a check that found some errors."""
    given: dict[str, Any] = {
        "checked": Report(on=ON, findings=(ERROR,) * errors),
        "options": exporter.options() if "options" not in how else None,
        "guard": GUARD,
        "versions": {"civic-partnership": "1.0", "made-plugin": "2.0"},
    }
    return run_export(exporter, register, out, **given | how)
