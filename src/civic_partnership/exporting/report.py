"""The report of an export: the files that were written, and the values that were left out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import field, frozen

from civic_partnership.findings import format_path, remove_control_characters
from civic_partnership.values import Label, Language, Table

from .exporter import FieldPath, Loss
from .field_coverage import field_label, field_path
from .manifest import FileEntry

_LISTED = 20
"""The most lines of fields, or of reasons, in a summary."""


@frozen(kw_only=True)
class ExportReport:
    """The result of an export: its files, and the values of the register that are not in the files.

    Attributes:
        format: the name of the exporter.
        out: the folder of the export.
        files: all files of the export, in the exporter's order; empty if nothing was written.
        not_carried: the filled values that the format never holds: field path -> number of values. If a
            field is left out with everything below it, only that field is named.
        losses: the single values that the exporter could not export, although the format holds their field.
        withheld: the personal data that were left out: field path -> number of values.
        errors: the number of errors that the check of the register found.
    """

    format: str
    out: Path
    files: tuple[FileEntry, ...] = field(repr=False)
    not_carried: Table[int]
    losses: tuple[Loss, ...] = ()
    withheld: Table[int]
    errors: int = 0

    @property
    def lost(self) -> Table[int]:
        """Return `not_carried` and `losses` together: field path -> number of values."""
        counts = Counter(dict(self.not_carried))
        counts.update(field_path(loss.record, loss.path) for loss in self.losses)
        return Table(counts)

    def summary(self, lang: Language) -> str:
        """Return a few lines of text: the files, the values that are missing, and the reasons."""
        lines: list[Label | str] = []
        if number := len(self.files):
            out, size = format_path(self.out), _format_size(sum(file.size for file in self.files))
            lines.append(
                Label(
                    f"{self.format}: {number} {'fil' if number == 1 else 'filer'} i {out} ({size.da}).",
                    f"{self.format}: {number} {'file' if number == 1 else 'files'} in {out} ({size.en}).",
                )
            )
        if self.errors:
            lines.append(
                Label(
                    f"Registeret har {self.errors} fejl; eksporten er lavet alligevel.",
                    f"The register has {self.errors} {'error' if self.errors == 1 else 'errors'}; "
                    "it was exported all the same.",
                )
            )
        if self.lost:
            lines.append(Label("Formatet har ikke plads til:", "The format has no room for:"))
            lines += _count_lines(self.lost, lang)
        else:
            lines.append(Label("Intet gik tabt.", "Nothing was lost."))
        lines += _reason_lines(self.losses, lang)
        if self.withheld:
            lines.append(
                Label(
                    "Personoplysninger, der ikke er med (--include-personal tager dem med):",
                    "Personal data left out (--include-personal takes them along):",
                )
            )
            lines += _count_lines(self.withheld, lang)
        return "\n".join(line.in_language(lang) if isinstance(line, Label) else line for line in lines)


def _count_lines(counts: Mapping[FieldPath, int], lang: Language) -> list[str]:
    width = max(len(f"{number}") for number in counts.values())
    return _shorten(
        [f"  {number:>{width}}  {field_label(path).in_language(lang)}" for path, number in counts.items()],
        lang,
    )


def _reason_lines(losses: Iterable[Loss], lang: Language) -> list[str]:
    """Return a line for each reason of a loss, with the number of losses."""
    counts = Counter(remove_control_characters(loss.reason.in_language(lang)) for loss in losses)
    return _shorten([f"  ({number}: {reason})" for reason, number in sorted(counts.items())], lang)


def _shorten(lines: list[str], lang: Language) -> list[str]:
    """Return the lines; if there are too many, the first lines and the number of the others."""
    more = Label(f"  … og {len(lines) - _LISTED} til", f"  … and {len(lines) - _LISTED} more")
    return lines if len(lines) <= _LISTED else [*lines[:_LISTED], more.in_language(lang)]


def _format_size(size: int) -> Label:
    """Return a number of bytes as text in bytes, kB or MB."""
    if size < 1000:
        return Label(f"{size} byte", f"{size} {'byte' if size == 1 else 'bytes'}")
    text = f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
    return Label(text.replace(".", ","), text)
