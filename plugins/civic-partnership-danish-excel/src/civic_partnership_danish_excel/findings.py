"""What the check finds, as rows of a sheet."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from civic_partnership import Finding, Register, check

from .book import Row
from .cells import fitted
from .layout import Layout, Linked, row_of_place

HEADINGS: Final = ("Niveau", "Regel", "Post", "Sted", "Fund", "Kilde")
"""What stands on top of each column."""
_LEVELS: Final = {"error": "fejl", "warning": "advarsel", "undecided": "uafklaret"}


def findings(register: Register, on: date, layout: Layout) -> Iterator[Row]:
    """What a check as of a day finds, errors first, then by record; the place leads to its cell."""
    for finding in sorted(check(register, on=on).findings, key=lambda each: [*_LEVELS].index(each.level)):
        yield [
            _LEVELS[finding.level],
            finding.rule,
            finding.record and finding.record.id,
            place_of(finding, layout),
            fitted(finding.message.da)[0],
            finding.source,
        ]


def place_of(finding: Finding, layout: Layout) -> Linked | None:
    """The place in words, `Partnerskaber: tilskud 2: Beløb`, with its cell; None where it is in no row."""
    if finding.record is None:
        return None
    name, keys, rest = row_of_place(finding.record, finding.path)
    placed = layout.get(name)
    spot = None if placed is None else placed.spot(keys)
    if placed is None or spot is None:
        return None
    below = keys if finding.record.id is None else keys[1:]
    where = " ".join([placed.table.title, *map(str, below)])
    for number, column in enumerate(placed.table.columns):
        if rest and f"{column.name}.".startswith(f"{rest}."):
            return Linked(fitted(f"{where}: {column.heading}")[0], spot._replace(column=number))
    return Linked(fitted(where)[0], spot)
