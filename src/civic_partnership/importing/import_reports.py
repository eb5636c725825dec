"""The reports of imports, with a summary of rows, records and changes for people."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import attrs
from attrs import field, frozen

from civic_partnership.findings import format_path, sanitize
from civic_partnership.model import RecordKey, Register, info
from civic_partnership.storage import FileChange
from civic_partnership.values import Label, Language, Table

from .merge import ImportResult, MergedRow, RecordChange
from .rejection_rules import Reason

T = TypeVar("T")

_UNCHANGED = Label("Registeret er ikke ændret.", "The register was not changed.")
_SHOWN = 10
"""So many lines of one kind are shown."""
_WHY = {
    "headings": Label("overskrifter, som står igen", "headings that stand again"),
    "total": Label("summer", "totals"),
    "below-total": Label("under en sum, med mindre end en post", "below a total, with less than a record"),
    "note": Label("noter", "notes"),
}
_HOW = {
    "cvr": Label("på CVR-nummer", "by CVR number"),
    "former-cvr": Label("på tidligere CVR-nummer", "by a former CVR number"),
    "name": Label("på navn", "by name"),
    "alias": Label("på et andet navn", "by another name"),
    "former-name": Label("på et tidligere navn", "by a former name"),
    "same": Label("som kolonneopsætningen siger", "as the mapping says"),
}


@frozen(kw_only=True)
class ImportReport:
    """The report of an import, or of a dry run.

    Attributes:
        result: the result of all rows.
        description: how the file was read: encoding and delimiter, or sheet.
        notes: what people should know of the file, such as other sheets and hidden rows.
        rules: rule -> how many rows were rejected by it.
        first: the first rejected rows: line and reasons.
        unused: headings of columns that fill nothing.
        unnamed: numbers of columns without a heading that hold something, but fill nothing.
        missing: records that are named and not in the register.
        files: the changes of files that people wrote.
        written: whether the register was written.
    """

    result: ImportResult
    description: Label
    notes: tuple[Label, ...] = ()
    rules: Table[int]
    first: tuple[tuple[int, tuple[Reason, ...]], ...] = field(repr=False)
    unused: tuple[str, ...]
    unnamed: tuple[int, ...] = ()
    missing: tuple[RecordKey, ...] = ()
    files: tuple[FileChange, ...] = ()
    written: bool

    def summary(self, lang: Language) -> str:
        """Summarise the import in a few lines; the first line counts the rows."""
        return "\n".join(line.in_language(lang) for line in self._lines())

    def _lines(self) -> Iterator[Label]:
        result, rows = self.result, _count_rows(self.result.rows)
        passed_over = result.rows_above + sum(map(len, result.passed_over.values()))
        da = f"{rows.da} = {result.taken} taget ind + {result.rejected} afvist"
        en = f"{rows.en} = {result.taken} taken in + {result.rejected} rejected"
        for number, more_da, more_en in (
            (len(result.merged), "lagt sammen med andre", "merged with others"),
            (passed_over, "sprunget over", "passed over"),
        ):
            if number:
                da, en = f"{da} + {number} {more_da}", f"{en} + {number} {more_en}"
        yield Label(f"{da}.", f"{en}.")
        yield Label(f"Læst som {self.description.da}.", f"Read as {self.description.en}.")
        yield from self.notes
        if result.rows_above:
            above = _count_rows(result.rows_above)
            yield Label(
                f"Sprunget over, over overskrifterne: {above.da}.",
                f"Passed over, above the headings: {above.en}.",
            )
        for why, lines in result.passed_over.items():
            shown, more = ", ".join(map(str, lines[:_SHOWN])), len(lines) - _SHOWN
            da, en = (f" og {more} til", f" and {more} more") if more > 0 else ("", "")
            plural = "" if len(lines) == 1 else "s"
            yield Label(
                f"Sprunget over, {_WHY[why].da}: linje {shown}{da}.",
                f"Passed over, {_WHY[why].en}: line{plural} {shown}{en}.",
            )
        yield from _shorten(result.merged, _describe_merged)
        yield from _new_lines(result.new)
        for how, number in result.matches.items():
            da, en = _HOW[how].da, _HOW[how].en
            yield Label(f"  kendte foreninger, {da}: {number}", f"  known associations, {en}: {number}")
        for line, (id, how) in result.other_names:
            yield Label(f"    linje {line}: {id} {_HOW[how].da}", f"    line {line}: {id} {_HOW[how].en}")
        yield from _change_lines(result.changes)
        yield from _file_lines(self.files, is_written=self.written)
        yield from self._reject_lines()
        if self.unused:
            names = ", ".join(map(sanitize, self.unused))
            yield Label(
                f"Kolonner, der ikke er brugt: {names}. Nævn dem i skip, hvis det er meningen.",
                f"Columns that are not used: {names}. Name them in skip if that is meant.",
            )
        if self.unnamed:
            numbers = ", ".join(map(str, self.unnamed))
            name = f'"{{column {self.unnamed[0]}}}"'
            yield Label(
                f"Ikke brugt, selv om der står noget: kolonne {numbers} uden overskrift. "
                f"Skriv {name} i et felt, eller i skip, hvis det er meningen.",
                f"Not used, though something stands there: column {numbers} without a heading. "
                f"Write {name} in a field, or in skip if that is meant.",
            )
        yield from _shorten(self.missing, _describe_missing)
        if not self.written:
            yield _UNCHANGED

    def _reject_lines(self) -> Iterator[Label]:
        for line, reasons in self.first:
            for reason in reasons:
                yield Label(
                    f"  linje {line}: {reason.message.da} [{reason.rule}]",
                    f"  line {line}: {reason.message.en} [{reason.rule}]",
                )
        if more := self.result.rejected - len(self.first):
            yield Label(f"  … og {_count_rows(more).da} til:", f"  … and {_count_rows(more).en} more:")
            for rule, number in self.rules.items():
                yield Label(f"    {rule}: {number} i alt", f"    {rule}: {number} in all")


@frozen(kw_only=True)
class RegisterImportReport:
    """The report of a register that was imported.

    Attributes:
        records: how many records were read.
        new: kind -> how many records are new.
        changes: the changes in records that were there before.
        files: the changes of files that people wrote.
        written: whether the register was written.
    """

    records: int
    new: Table[int]
    changes: tuple[RecordChange, ...] = field(repr=False)
    files: tuple[FileChange, ...] = ()
    written: bool

    def summary(self, lang: Language) -> str:
        """Summarise the import in a few lines."""
        return "\n".join(line.in_language(lang) for line in self._lines())

    def _lines(self) -> Iterator[Label]:
        one = self.records == 1
        yield Label(
            f"{self.records} {'post' if one else 'poster'} læst.",
            f"{self.records} {'record' if one else 'records'} read.",
        )
        yield from _new_lines(self.new)
        yield from _change_lines(self.changes)
        yield from _file_lines(self.files, is_written=self.written)
        if not self.written:
            yield _UNCHANGED


def change_places(changes: Iterable[RecordChange]) -> Iterator[Label]:
    """Yield a line for each change: its place, and if a value was added or changed."""
    for change in changes:
        if not change.path:
            yield Label(
                f"  {change.place}: en anden person; den tidligeres navn, mail og telefon er fjernet",
                f"  {change.place}: another person; name, email and phone of the one before are removed",
            )
            continue
        what = Label("rettet", "changed") if change.contradicts else Label("tilføjet", "added")
        yield Label(f"  {change.place}: {what.da}", f"  {change.place}: {what.en}")


def _describe_missing(key: RecordKey) -> Label:
    """Return the line of a record that is missing, and what to write."""
    kind, id = key
    label, shown = info(attrs.fields_dict(Register)[kind]).label, sanitize(str(id))
    return Label(
        f'Mangler i registeret: "{shown}" blandt {label.da}. Skriv [{kind}.{shown}] i registeret, '
        f'eller en [[records]] med kind = "{kind}" i kolonneopsætningen.',
        f'Missing in the register: "{shown}" among the {label.en}. Write [{kind}.{shown}] into the '
        f'register, or a [[records]] with kind = "{kind}" into the mapping.',
    )


def _describe_merged(merged: MergedRow) -> Label:
    place = ".".join(filter(None, merged.record))
    return Label(
        f"  linje {merged.line} er lagt sammen med linje {merged.first}: {place}",
        f"  line {merged.line} is merged with line {merged.first}: {place}",
    )


def _shorten(things: Sequence[T], describe: Callable[[T], Label]) -> Iterator[Label]:
    """Yield the lines of the first things, and how many more there are."""
    yield from map(describe, things[:_SHOWN])
    if (more := len(things) - _SHOWN) > 0:
        yield Label(f"  … og {more} til", f"  … and {more} more")


def _count_rows(number: int) -> Label:
    return Label(
        f"{number} række" if number == 1 else f"{number} rækker",
        f"{number} row" if number == 1 else f"{number} rows",
    )


def _new_lines(new: Mapping[str, int]) -> Iterator[Label]:
    for kind, number in new.items():
        label = info(attrs.fields_dict(Register)[kind]).label
        yield Label(f"  nye {label.da}: {number}", f"  new {label.en}: {number}")


def _change_lines(changes: tuple[RecordChange, ...]) -> Iterator[Label]:
    if changes:
        number = len(changes)
        yield Label(f"Ændret i det, der stod der: {number}", f"Changed in what stood there: {number}")
    yield from change_places(changes)


def _file_lines(files: tuple[FileChange, ...], *, is_written: bool) -> Iterator[Label]:
    """Yield a line for each file that changes: how many records are new and changed in it."""
    if files and is_written:
        yield Label("Filer, der er ændret:", "Files that were changed:")
    elif files:
        yield Label("Filer, der ville blive ændret:", "Files that would be changed:")
    for name, is_new, added, changed in files:
        counts = [Label("ny fil", "new file")] if is_new else []
        counts += [_count_records(added, "ny", "nye", "new")] if added else []
        counts += [_count_records(changed, "ændret", "ændrede", "changed")] if changed else []
        da, en = (", ".join(each.in_language(lang) for each in counts) for lang in ("da", "en"))
        yield Label(f"  {format_path(name)}: {da}", f"  {format_path(name)}: {en}")


def _count_records(number: int, one: str, several: str, en: str) -> Label:
    if number == 1:
        return Label(f"1 {one} post", f"1 {en} record")
    return Label(f"{number} {several} poster", f"{number} {en} records")
