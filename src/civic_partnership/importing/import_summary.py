"""The lines that tell people about an import."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from civic_partnership.model import Register, info
from civic_partnership.values import Label

from .merge import ImportResult, RecordChange, format_place

UNCHANGED = Label("Registeret er ikke ændret.", "The register was not changed.")
_HOW = {
    "cvr": Label("på CVR-nummer", "by CVR number"),
    "name": Label("på navn", "by name"),
    "alias": Label("på et andet navn", "by another name"),
    "same": Label("som oversættelsen siger", "as the mapping says"),
}


def count_rows(number: int) -> Label:
    """Write a number of rows."""
    return Label(
        f"{number} række" if number == 1 else f"{number} rækker",
        f"{number} row" if number == 1 else f"{number} rows",
    )


def passed_over_lines(rows_above: int, result: ImportResult) -> Iterator[Label]:
    """Yield how many rows are no records, or repeat others."""
    for number, da, en in (
        (rows_above, "Over overskriften: {}, som ikke er poster.", "Above the headings: {}, not records."),
        (result.totals, "Fra summen og ned: {}, som ikke er poster.", "From the totals on: {}, not records."),
        (
            result.repeated,
            "Heraf gentager {} kun, hvad en tidligere sagde.",
            "Of these, {} only said what an earlier one had said.",
        ),
    ):
        if number:
            rows = count_rows(number)
            yield Label(da.format(rows.da), en.format(rows.en))


def match_lines(result: ImportResult) -> Iterator[Label]:
    """Yield how many associations are recognised by what, and which have another name."""
    for how, number in result.matches.items():
        da, en = _HOW[how].da, _HOW[how].en
        yield Label(f"  kendte foreninger, {da}: {number}", f"  known associations, {en}: {number}")
    for line, (id, how) in result.other_names:
        yield Label(f"    linje {line}: {id} {_HOW[how].da}", f"    line {line}: {id} {_HOW[how].en}")


def new_lines(new: Mapping[str, int]) -> Iterator[Label]:
    """Yield how many records of each kind are new."""
    for kind, number in new.items():
        label = info(attrs.fields_dict(Register)[kind]).label
        yield Label(f"  nye {label.da}: {number}", f"  new {label.en}: {number}")


def change_lines(changes: tuple[RecordChange, ...]) -> Iterator[Label]:
    """Yield how many changes there are in records that were there before, and where."""
    if changes:
        number = len(changes)
        yield Label(f"Ændret i det, der stod der: {number}", f"Changed in what stood there: {number}")
    yield from change_places(changes)


def change_places(changes: Iterable[RecordChange]) -> Iterator[Label]:
    """Yield a line for each change."""
    for change in changes:
        where = format_place(change.record, change.path)
        what = Label("rettet", "changed") if change.contradicts else Label("tilføjet", "added")
        yield Label(f"  {where}: {what.da}", f"  {where}: {what.en}")
