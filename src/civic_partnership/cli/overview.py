"""What a register holds, as tables: columns and their headings come from the fields of the records."""

from collections.abc import Sequence
from typing import Any

import attrs
import click
from rich import box
from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.table import Table as Grid

from civic_partnership.findings import harmless, say
from civic_partnership.model import KINDS, Register, info
from civic_partnership.storage import Reading
from civic_partnership.values import Dated, Label, Language, Table

from .screen import screen

_REMARKS = ("sources", "note", "exempt")
_WIDTH = 44


def show(reading: Reading, lang: Language) -> None:
    """Print a table for each kind that has records, and what could not be read."""
    console = screen()
    register = reading.register
    if register.municipality is not None:
        code = register.municipality.code
        console.print(harmless(register.municipality.name), f"({code})" if code else "", style="bold")
    for kind in KINDS:
        records = list(getattr(register, kind).values())
        if records:
            heading = info(attrs.fields_dict(Register)[kind]).label.said(lang)
            console.print("", f"{heading} ({len(records)})", sep="\n", style="bold")
            console.print(_told(records, console, lang))
    if register.left_out:
        told = Label(
            "Noget kunne ikke læses. Se hvad med: civic-partnership check STI",
            "Something could not be read. See what with: civic-partnership check PATH",
        )
        click.echo(told.said(lang), err=True)


def _told(records: Sequence[Any], console: Console, lang: Language) -> RenderableType:
    """A row for each record; where that is far too wide, a list of fields for each."""
    columns = [
        attribute
        for attribute in sorted(attrs.fields(type(records[0])), key=lambda a: a.name != "id")
        if attribute.name not in _REMARKS
        and not info(attribute).personal
        and any(getattr(record, attribute.name) != attribute.default for record in records)
    ]
    headings = [info(attribute).label.said(lang) for attribute in columns]
    rows = [[_cell(getattr(record, attribute.name), lang) for attribute in columns] for record in records]
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        grid.add_column(heading, overflow="fold", no_wrap=heading == headings[0])
    for row in rows:
        grid.add_row(*row)
    unlimited = console.options.update(max_width=10_000)
    if Measurement.get(console, unlimited, grid).maximum <= console.width * 1.5:
        return grid
    fields = Grid(box=box.SIMPLE, pad_edge=False, show_header=False)
    for row in rows:
        for heading, cell in zip(headings, row, strict=True):
            if cell:
                fields.add_row(heading, cell)
        fields.add_section()
    return fields


def _cell(value: Any, lang: Language) -> str:
    """One value in few characters; of parts that have days their days, of other parts how many."""
    match value:
        case None | () | False:
            return ""
        case True:
            return Label("ja", "yes").said(lang)
        case tuple() if all(isinstance(each, str) for each in value):
            text = ", ".join(map(harmless, value))
        case tuple() if len(value) <= 2 and all(hasattr(each, "days") for each in value):
            text = ", ".join(say(each.days, lang) for each in value)
        case tuple() | Table():
            text = str(len(value) or "")
        case Dated():
            text = ", ".join(_dated(start, each, lang) for start, each in value.changes)
        case _ if attrs.has(type(value)):
            text = "1"
        case _:
            text = str(value) if type(value).__name__ == "time" else say(value, lang)
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _dated(start: Any, value: Any, lang: Language) -> str:
    said = say(value, lang, grouped=True)
    return f"{said} ({start})" if start else said
