"""A part of a register as tables over its records: the places whose addresses a pattern describes."""

from decimal import Decimal
from typing import Any

import attrs

from civic_partnership.checking import format_value, holds_money, holds_rows
from civic_partnership.findings import format_fact, format_text
from civic_partnership.model import (
    KINDS,
    Municipality,
    Place,
    Record,
    RecordKey,
    Register,
    field_at,
    find_all_places,
    info,
    item_type,
    matches,
)
from civic_partnership.values import Label, Language, Table

from .register_tables import HIDDEN, format_cell, holds_ids
from .screen import Screen, open_screen

Row = tuple[str, Any]
"""The address of a selected value, and the value."""

_PLACE, _TOTAL = Label("sted", "place"), Label("i alt", "total")


def print_selection(register: Register, pattern: str, lang: Language) -> bool:
    """Print what a pattern selects, a table for each class of rows; return whether there was anything.

    Amounts are summed in the last line.
    """
    tables: dict[Any, tuple[Any, list[Row]]] = {}
    for key, place, value in select(register, pattern):
        cls = KINDS.get(key.kind, Municipality)
        field, owner = field_at(cls, place.path), field_at(cls, place.path[:-1])
        for address, row in _rows(place, value):
            what = type(row) if attrs.has(type(row)) else field
            group = (what, owner and item_type(owner.type))  # amounts of grants and of payments stand apart
            tables.setdefault(group, (what, []))[1].append((_shorten(address, pattern), row))
    screen = open_screen()
    for number, (what, rows) in enumerate(tables.values()):
        if number:
            screen.print()
        if attrs.has(what):
            _print_rows(screen, what, rows, lang)
        else:
            _print_values(screen, what, rows, lang)
    return bool(tables)


def select(register: Register, pattern: str) -> list[tuple[RecordKey, Place, Any]]:
    """Return the filled places that a pattern describes; of a place and the places in it only the outer."""
    selected: list[tuple[RecordKey, Place, Any]] = []
    for key, place, value in find_all_places(register):
        if value in (None, (), Table()) or place.path[-1:] == ("id",) or not matches(pattern, place.address):
            continue
        if selected:
            last_key, last, _ = selected[-1]
            if (last_key, last.path) == (key, place.path[: len(last.path)]):
                continue
        selected.append((key, place, value))
    return selected


def _rows(place: Place, value: Any) -> list[tuple[str, Any]]:
    """Return the rows of a selected list or table, each with the address of the list; else the value."""
    if isinstance(value, Table):
        return [(place.row(key, key).address, row) for key, row in value.items()]
    if isinstance(value, tuple) and any(attrs.has(type(row)) for row in value):
        return [(place.address, row) for row in value]
    return [(place.address, value)]


def _shorten(address: str, pattern: str) -> str:
    """Return an address without what all addresses that a pattern describes have in common."""
    first, star, rest = pattern.partition("*")
    if star:
        last = rest.rpartition("*")[2]
        end = last[last.index(".") :] if "." in last else ""
        address = address.removeprefix(first[: first.rfind(".") + 1]).removesuffix(end)
    return format_text(address)


def _print_rows(screen: Screen, cls: Any, rows: list[Row], lang: Language) -> None:
    """Print rows of a class with a column for each field that some row has."""
    fields = [
        field
        for field in attrs.fields(cls)
        if field.name not in ("id", *HIDDEN)
        and not info(field).personal
        and (issubclass(cls, Record) or not holds_rows(field))
        and any(getattr(row, field.name) != field.default for _, row in rows)
    ]
    cells = [
        [format_text(address), *(_format_cell(row, field, lang) for field in fields)] for address, row in rows
    ]
    sums = [_sum(field, [getattr(row, field.name) for _, row in rows], lang) for field in fields]
    if any(sums):
        cells.append([_TOTAL.in_language(lang), *sums])
    headings = [_PLACE.in_language(lang), *(info(field).label.in_language(lang) for field in fields)]
    unbroken = [True, *(holds_ids(field) or holds_money(field) for field in fields)]
    screen.print_table(cells, headings=headings, unbroken=unbroken)


def _print_values(screen: Screen, field: "attrs.Attribute[Any]", rows: list[Row], lang: Language) -> None:
    """Print values of one field, each after its address."""
    cells = [[address, format_value(field, value, lang)] for address, value in rows]
    if total := _sum(field, [value for _, value in rows], lang):
        cells.append([_TOTAL.in_language(lang), f"{total} kr."])
    headings = [_PLACE.in_language(lang), info(field).label.in_language(lang)]
    screen.print_table(cells, headings=headings, unbroken=[True, holds_money(field)])


def _format_cell(row: Any, field: "attrs.Attribute[Any]", lang: Language) -> str:
    value = getattr(row, field.name)
    if isinstance(value, Decimal) and holds_money(field):
        return format_fact(value, lang, grouped=True)
    return format_cell(row, field, lang)


def _sum(field: "attrs.Attribute[Any]", values: list[Any], lang: Language) -> str:
    """Return the sum of the amounts of a field; nothing for other fields."""
    amounts = [value for value in values if isinstance(value, Decimal)]
    if not amounts or not holds_money(field):
        return ""
    return format_fact(sum(amounts, Decimal(0)), lang, grouped=True)
