"""The rows of the sheets: the tables of a register, and the findings of a check.

The cells of ids and places have links. A text that a cell cannot hold is changed, and reported as a loss.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from civic_partnership import Finding, Register, check
from civic_partnership.plugins import Loss, TableLayout

from .danish_tables import DanishTable
from .workbook_cells import cell_value, fit_text
from .workbook_layout import LinkedText, WorkbookLayout, place_in_record, row_of_place
from .workbook_writer import Row, SheetCell

FINDING_HEADINGS: Final = ("Niveau", "Regel", "Post", "Sted", "Fund", "Kilde")
"""The headings of the sheet of findings."""
_LEVELS: Final = {"error": "fejl", "warning": "advarsel", "undecided": "uafklaret"}

Losses = dict[Loss, None]
"""The losses of texts that cells cannot hold, in order; each loss is a key, so that it occurs once."""


def build_rows(
    table: DanishTable, register: Register, layout: WorkbookLayout, losses: Losses
) -> Iterator[Row]:
    """Yield the rows of a table, with a link from each id to the row of its record.

    The losses of texts that the cells cannot hold are added to `losses`.
    """
    enclosing = _enclosing_tables(table.layout)
    depth = len(enclosing)
    targets = [each.name for each in enclosing[:-1]] + [None] * bool(depth)
    targets += [column.referenced_kind for column in table.columns[depth:]]
    for values in table.rows(register):
        cells: list[SheetCell] = [
            cell_value(column, value) for column, value in zip(table.columns, values, strict=True)
        ]
        for place, cell in enumerate(cells):
            if not isinstance(cell, str):
                continue
            text, reason = fit_text(cell)
            if reason is not None:
                holder = enclosing[place] if place < depth else table.layout
                record, path = place_in_record(holder, tuple(values[: len(holder.keys)]))
                field = table.columns[place].column
                path = path if field is None else (*path, *field.path)
                losses[Loss(record=record, path=path, reason=reason)] = None
            target = layout.get(targets[place] or "")
            keys, column = (values[: place + 1], place) if place < depth else ([values[place]], 0)
            address = None if target is None else target.address(tuple(keys))
            cells[place] = text if address is None else LinkedText(text, address._replace(column=column))
        yield cells


def _enclosing_tables(layout: TableLayout) -> list[TableLayout]:
    """Return the tables above a table, the outermost first, and then the table itself: one for each key."""
    above = [] if layout.parent is None else _enclosing_tables(layout.parent)
    return [*above, layout] if layout.keys else []


def finding_rows(register: Register, on: date, layout: WorkbookLayout) -> Iterator[Row]:
    """Yield a row for each finding of a check as of a day, errors first; the place is a link to its cell."""
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
    """Return the place of a finding in words, `Partnerskaber: tilskud 2: Beløb`, with a link to its cell.

    Return None if the finding belongs to no row.
    """
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
