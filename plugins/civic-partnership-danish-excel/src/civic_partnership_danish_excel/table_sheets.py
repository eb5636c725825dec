"""The tables of a register as rows of cells, with links and with the losses of what the cells cannot hold."""

from collections.abc import Iterator

from civic_partnership import Register
from civic_partnership.plugins import Loss, TableLayout

from .danish_tables import DanishTable
from .overview import referenced_kind
from .workbook_cells import cell_value, fit_text
from .workbook_layout import LinkedText, WorkbookLayout, place_in_record
from .workbook_writer import Row, SheetCell

Losses = dict[Loss, None]
"""The losses of texts that cells cannot hold, each once, in order."""


def build_rows(
    table: DanishTable, register: Register, layout: WorkbookLayout, losses: Losses
) -> Iterator[Row]:
    """Yield the rows of a table.

    Args:
        table: the table.
        register: the register.
        layout: says where the rows stand to which ids lead.
        losses: gets what the cells cannot hold.

    """
    enclosing = _enclosing_tables(table.layout)
    depth = len(enclosing)
    targets = [each.name for each in enclosing[:-1]] + [None] * bool(depth)
    targets += [referenced_kind(column) for column in table.columns[depth:]]
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
    """Return the tables whose rows the keys of a table tell apart, one after the other; itself comes last."""
    above = [] if layout.parent is None else _enclosing_tables(layout.parent)
    return [*above, layout] if layout.keys else []
