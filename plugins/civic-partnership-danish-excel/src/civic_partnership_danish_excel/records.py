"""The tables of a register as rows of cells: with links, and with what the cells cannot hold."""

from collections.abc import Iterator

from civic_partnership import Register
from civic_partnership.plugins import Loss, TableLayout
from civic_partnership.storage import DanishTable

from .book import Cell, Row
from .cells import fitted, held
from .layout import Layout, Linked, place_in_record
from .overview import kind_of

Losses = dict[Loss, None]
"""What cells could not hold, each once, in order."""


def rows(table: DanishTable, register: Register, layout: Layout, losses: Losses) -> Iterator[Row]:
    """The rows of a table.

    Args:
        table: the table.
        register: whose table it is.
        layout: where the rows stand to which its ids lead.
        losses: gets what the cells cannot hold.

    """
    enclosing = _enclosing(table.sheet)
    depth = len(enclosing)
    targets = [each.name for each in enclosing[:-1]] + [None] * bool(depth)
    targets += [kind_of(column) for column in table.columns[depth:]]
    for values in table.rows(register):
        cells: list[Cell] = [held(column, value) for column, value in zip(table.columns, values, strict=True)]
        for place, cell in enumerate(cells):
            if not isinstance(cell, str):
                continue
            text, reason = fitted(cell)
            if reason is not None:
                of = enclosing[place] if place < depth else table.sheet
                record, path = place_in_record(of, tuple(values[: len(of.keys)]))
                field = table.columns[place].column
                path = path if field is None else (*path, *field.path)
                losses[Loss(record=record, path=path, reason=reason)] = None
            target = layout.get(targets[place] or "")
            keys, column = (values[: place + 1], place) if place < depth else ([values[place]], 0)
            spot = None if target is None else target.spot(tuple(keys))
            cells[place] = text if spot is None else Linked(text, spot._replace(column=column))
        yield cells


def _enclosing(sheet: TableLayout) -> list[TableLayout]:
    """The tables whose rows its keys tell apart, one after the other; itself comes last."""
    above = [] if sheet.parent is None else _enclosing(sheet.parent)
    return [*above, sheet] if sheet.keys else []
