"""The findings of a check as rows of a sheet."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from civic_partnership import Finding, Register, check

from .workbook_cells import fit_text
from .workbook_layout import LinkedText, WorkbookLayout, row_of_place
from .workbook_writer import Row

HEADINGS: Final = ("Niveau", "Regel", "Post", "Sted", "Fund", "Kilde")
"""The heading of each column."""
_LEVELS: Final = {"error": "fejl", "warning": "advarsel", "undecided": "uafklaret"}


def finding_rows(register: Register, on: date, layout: WorkbookLayout) -> Iterator[Row]:
    """Yield what a check as of a day finds, errors first, then by record; the place leads to its cell."""
    for finding in sorted(check(register, on=on).findings, key=lambda each: [*_LEVELS].index(each.level)):
        yield [
            _LEVELS[finding.level],
            finding.rule,
            finding.record and finding.record.id,
            place_of_finding(finding, layout),
            fit_text(finding.message.da)[0],
            finding.source,
        ]


def place_of_finding(finding: Finding, layout: WorkbookLayout) -> LinkedText | None:
    """Return the place in words, `Partnerskaber: tilskud 2: Beløb`, with its cell; None where no cell is."""
    if finding.record is None:
        return None
    name, keys, rest = row_of_place(finding.record, finding.path)
    placed = layout.get(name)
    address = None if placed is None else placed.address(keys)
    if placed is None or address is None:
        return None
    numbers = keys if finding.record.id is None else keys[1:]
    place = " ".join([placed.table.title, *map(str, numbers)])
    for number, column in enumerate(placed.table.columns):
        if rest and f"{column.name}.".startswith(f"{rest}."):
            return LinkedText(fit_text(f"{place}: {column.heading}")[0], address._replace(column=number))
    return LinkedText(fit_text(place)[0], address)
