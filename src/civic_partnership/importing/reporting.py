"""What an import did, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from civic_partnership.findings import Path, sanitize
from civic_partnership.model import RecordKey, Register, info
from civic_partnership.values import Label, Language

if TYPE_CHECKING:
    from .joining import RecordChange
    from .running import ImportReport

_HOW = {
    "cvr": Label("på CVR-nummer", "by CVR number"),
    "name": Label("på navn", "by name"),
    "alias": Label("på et andet navn", "by another name"),
    "same": Label("som oversættelsen siger", "as the mapping says"),
}


def summary(report: "ImportReport", lang: Language) -> str:
    """What was done, the sum of all rows first."""
    return "\n".join(line.in_language(lang) for line in _lines(report))


def _lines(report: "ImportReport") -> Iterator[Label]:
    rows = report.gathered
    yield Label(
        f"{_rows(rows.rows).da} = {rows.taken} taget ind + {rows.rejected} afvist.",
        f"{_rows(rows.rows).en} = {rows.taken} taken in + {rows.rejected} rejected.",
    )
    yield Label(f"Læst som {report.read_as.da}.", f"Read as {report.read_as.en}.")
    yield from _passed_over(report)
    yield from new_lines(rows.new)
    for how, number in rows.matches.items():
        yield Label(
            f"  kendte foreninger, {_HOW[how].da}: {number}",
            f"  known associations, {_HOW[how].en}: {number}",
        )
    for match in rows.matched:
        yield Label(
            f"    linje {match.line}: {match.id} {_HOW[match.how].da}",
            f"    line {match.line}: {match.id} {_HOW[match.how].en}",
        )
    yield from change_lines(rows.changes)
    yield from _rejects(report)
    if report.unused:
        names = ", ".join(map(sanitize, report.unused))
        yield Label(
            f"Kolonner, der ikke er brugt: {names}. Nævn dem i skip, hvis det er meningen.",
            f"Columns that are not used: {names}. Name them in skip if that is meant.",
        )
    if not report.written:
        yield Label("Registeret er ikke ændret.", "The register was not changed.")


def _passed_over(report: "ImportReport") -> Iterator[Label]:
    rows = report.gathered
    if report.before:
        above = _rows(report.before)
        yield Label(
            f"Over overskriften: {above.da}, som ikke er poster.",
            f"Above the headings: {above.en}, not records.",
        )
    if rows.totals:
        below = _rows(rows.totals)
        yield Label(
            f"Fra summen og ned: {below.da}, som ikke er poster.",
            f"From the totals on: {below.en}, not records.",
        )
    if rows.repeated:
        again = _rows(rows.repeated)
        yield Label(
            f"Heraf gentager {again.da} kun, hvad en tidligere sagde.",
            f"Of these, {again.en} only said what an earlier one had said.",
        )


def new_lines(new: Mapping[str, int]) -> Iterator[Label]:
    """How many records of each kind are new."""
    for kind, number in new.items():
        label = info(attrs.fields_dict(Register)[kind]).label
        yield Label(f"  nye {label.da}: {number}", f"  new {label.en}: {number}")


def change_lines(changes: Sequence["RecordChange"]) -> Iterator[Label]:
    """How much was changed in records that were there before, and where; nothing where nothing was."""
    if changes:
        number = len(changes)
        yield Label(f"Ændret i det, der stod der: {number}", f"Changed in what stood there: {number}")
    yield from change_places(changes)


def change_places(changes: Iterable["RecordChange"]) -> Iterator[Label]:
    """Where something was changed, a line for each."""
    for change in changes:
        where = _where(change.record, change.path)
        what = Label("rettet", "changed") if change.contradicts else Label("tilføjet", "added")
        yield Label(f"  {where}: {what.da}", f"  {where}: {what.en}")


def _rejects(report: "ImportReport") -> Iterator[Label]:
    for line, reasons in report.first:
        for reason in reasons:
            yield Label(
                f"  linje {line}: {reason.message.da} [{reason.rule}]",
                f"  line {line}: {reason.message.en} [{reason.rule}]",
            )
    if more := report.gathered.rejected - len(report.first):
        yield Label(f"  … og {_rows(more).da} til:", f"  … and {_rows(more).en} more:")
        for rule, number in report.rules.items():
            yield Label(f"    {rule}: {number} i alt", f"    {rule}: {number} in all")


def _rows(number: int) -> Label:
    """So many rows."""
    return Label(
        f"{number} række" if number == 1 else f"{number} rækker",
        f"{number} row" if number == 1 else f"{number} rows",
    )


def _where(record: RecordKey, path: Path) -> str:
    steps = (str(step + 1) if isinstance(step, int) else step for step in path)
    return ".".join([*filter(None, record), *steps])
