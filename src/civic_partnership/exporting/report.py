"""What an export wrote, and what it left out: as data, and in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import field, frozen

from civic_partnership.findings import format_path, remove_control_characters
from civic_partnership.values import Label, Language, Table

from .exporter import FieldPath, Loss
from .field_coverage import field_of, named
from .manifest import FileEntry

_LISTED = 20


@frozen(kw_only=True)
class ExportReport:
    """What an export wrote, and what of the register it left out.

    Attributes:
        format: the exporter's name.
        out: the folder it was written to.
        files: every file of it, in the exporter's order; none where nothing was written.
        not_carried: what is filled but not carried by the format: field path -> how many values.
            Of what is not carried at all, only the topmost field is named.
        losses: what the format carries but could not carry here, value by value.
        withheld: personal data that were left out: field path -> how many values.
        errors: how many errors the check of the register found.

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
        """Everything that is lost: field path -> how many values."""
        counts = Counter(dict(self.not_carried))
        counts.update(field_of(loss.record, loss.path) for loss in self.losses)
        return Table(counts)

    def summary(self, lang: Language) -> str:
        """What was written, what is not in it and why, in a few lines."""
        number, size = len(self.files), _size(sum(file.size for file in self.files), lang)
        out = format_path(self.out)
        written = Label(
            f"{self.format}: {number} {'fil' if number == 1 else 'filer'} i {out} ({size}).",
            f"{self.format}: {number} {'file' if number == 1 else 'files'} in {out} ({size}).",
        )
        nothing = Label("Intet gik tabt.", "Nothing was lost.")
        lost = Label("Formatet har ikke plads til:", "The format has no room for:")
        personal = Label(
            "Persondata, der ikke er med (--include-personal tager dem med):",
            "Personal data left out (--include-personal takes them along):",
        )
        lines = [written.in_language(lang)] if self.files else []
        if self.errors:
            wrong = Label(
                f"Registeret har {self.errors} fejl; eksporten er lavet alligevel.",
                f"The register has {self.errors} {'error' if self.errors == 1 else 'errors'}; "
                "it was exported all the same.",
            )
            lines.append(wrong.in_language(lang))
        lines += (
            [lost.in_language(lang), *_told(self.lost, lang)] if self.lost else [nothing.in_language(lang)]
        )
        lines += _reasons(self.losses, lang)
        if self.withheld:
            lines += [personal.in_language(lang), *_told(self.withheld, lang)]
        return "\n".join(lines)


def _told(counts: Mapping[FieldPath, int], lang: Language) -> Iterable[str]:
    """A line for each field; the first so many where there are very many."""
    width = max(len(f"{number}") for number in counts.values())
    lines = [f"  {number:>{width}}  {named(path).in_language(lang)}" for path, number in counts.items()]
    return _first(lines, lang)


def _reasons(losses: Iterable[Loss], lang: Language) -> Iterable[str]:
    """Why single values were lost, each reason once."""
    counts = Counter(remove_control_characters(loss.reason.in_language(lang)) for loss in losses)
    return _first([f"  ({number}: {reason})" for reason, number in sorted(counts.items())], lang)


def _first(lines: list[str], lang: Language) -> list[str]:
    more = Label(f"  … og {len(lines) - _LISTED} til", f"  … and {len(lines) - _LISTED} more")
    return lines if len(lines) <= _LISTED else [*lines[:_LISTED], more.in_language(lang)]


def _size(number: int, lang: Language) -> str:
    """Bytes as people say them."""
    if number < 1000:
        return f"{number} byte" if lang == "da" or number == 1 else f"{number} bytes"
    text = f"{number / 1000:.1f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"
    return text.replace(".", ",") if lang == "da" else text
