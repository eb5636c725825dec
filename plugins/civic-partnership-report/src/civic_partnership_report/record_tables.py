"""Every table of a register as text, with the columns that are filled."""

from collections.abc import Iterator

from attrs import frozen

from civic_partnership.model import KINDS
from civic_partnership.plugins import Column, TableLayout, table_layouts
from civic_partnership.values import Label, Language

from .cell_texts import capitalize, cell_writer, is_number
from .view import View

_MOST_COLUMNS = 7
"""A row with more cells than these is written as a list of its own, which fits a page and a phone."""
_NUMBER = Label("Nr.", "No.")


@frozen
class RecordTable:
    """A table of the page.

    Attributes:
        name: the name of the table, which is its anchor: `partnerships.grants`.
        title: its title.
        depth: how deep in a record its rows lie: 1 for records themselves.
        headings: the heading of each column, and whether the column holds numbers.
        rows: the cells of each row; an absent value is an empty text.
        keys: how many of the first columns say which row it is.
        is_wide: whether each row is written as a list of its own.
    """

    name: str
    title: str
    depth: int
    headings: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    keys: int
    is_wide: bool

    def filled(self, row: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yield heading and text of each cell of a row that holds something, without its keys."""
        for (heading, _), text in [*zip(self.headings, row, strict=True)][self.keys :]:
            if text:
                yield heading, text


def list_tables(view: View) -> Iterator[RecordTable]:
    """Yield each table of the register that has a row."""
    for layout in table_layouts().values():
        if layout.has_rows(view.register):
            yield _make_table(view, layout)


def _make_table(view: View, layout: TableLayout) -> RecordTable:
    rows = [*layout.rows(view.register)]
    columns = [
        ((capitalize(view.say(column.label)), is_number(column)), texts)
        for column in layout.columns
        if any(texts := _write(column, rows, view.language))
    ]
    keys = [
        ((_name_key(view, layout, place), key.numbered), [str(each[place]) for each, _ in rows])
        for place, key in enumerate(layout.keys)
    ]
    every = [*keys, *columns]
    return RecordTable(
        name=layout.name,
        title=capitalize(view.say(layout.label)),
        depth=len(layout.path),
        headings=tuple(heading for heading, _ in every),
        rows=tuple(zip(*(texts for _, texts in every), strict=True)) if every else ((),) * len(rows),
        keys=len(keys),
        is_wide=len(every) > _MOST_COLUMNS or not keys,
    )


def _name_key(view: View, layout: TableLayout, place: int) -> str:
    """Return the heading of a key: the kind of record whose id it is, or the list in which it is a number."""
    key = layout.keys[place]
    if key.numbered and place == len(layout.keys) - 1:
        return view.say(_NUMBER)
    label = KINDS[layout.kind].LABEL if place == 0 and layout.kind in KINDS else key.label
    return capitalize(view.say(label))


def _write(column: Column, rows: list[tuple[tuple[str | int, ...], object]], language: Language) -> list[str]:
    write = cell_writer(column, language)
    values = (column.get(row) for _, row in rows)
    return ["" if value is None else write(value) for value in values]
