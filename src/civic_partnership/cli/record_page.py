"""One record on the screen: every filled field in words, rows below each other, nothing personal."""

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len

from civic_partnership.checking import filled_fields, format_record, format_value, holds_rows
from civic_partnership.findings import sanitize
from civic_partnership.model import RecordKey, info
from civic_partnership.values import Language, Table

from .screen import Screen, open_screen


def print_record(key: RecordKey, record: Any, lang: Language) -> None:
    """Print a record as a page that fits a screen of 80 columns."""
    screen = open_screen()
    screen.print_wrapped(format_record(key, lang), style="bold")
    fields = filled_fields(record)
    labels = {each.name: info(each).label.in_language(lang) for each in fields}
    simple = [each for each in fields if not holds_rows(each)]
    widest = max((cell_len(labels[each.name]) for each in simple), default=0)
    for field in simple:
        label = labels[field.name]
        gap = " " * (widest - cell_len(label) + 2)
        text = format_value(field, getattr(record, field.name), lang)
        screen.print_wrapped(text, f"  {label}{gap}", " " * (widest + 4))
    for field in fields:
        if holds_rows(field):
            _print_rows(screen, labels[field.name], getattr(record, field.name), "  ", lang)


def _print_rows(screen: Screen, label: str, value: Any, indent: str, lang: Language) -> None:
    """Print the rows of a field below its label, one row with the label on its line."""
    if not isinstance(value, tuple | Table):
        _print_row(screen, f"{indent}{label}: ", value, f"{indent}  ", lang)
        return
    screen.print_wrapped(f"{label} ({len(value)})", indent, indent)
    for name, row in _name_rows(value):
        _print_row(screen, f"{indent}- {name}", row, f"{indent}  ", lang)


def _print_row(screen: Screen, start: str, row: Any, indent: str, lang: Language) -> None:
    """Print the simple fields of a row on one line, and the rows in it below."""
    fields = filled_fields(row)
    simple = (
        f"{info(each).label.in_language(lang)} {format_value(each, getattr(row, each.name), lang)}"
        for each in fields
        if not holds_rows(each)
    )
    screen.print_wrapped(", ".join(simple), start, indent)
    for each in fields:
        if holds_rows(each):
            label = info(each).label.in_language(lang)
            _print_rows(screen, label, getattr(row, each.name), indent, lang)


def _name_rows(rows: Any) -> Iterator[tuple[str, Any]]:
    """Yield the rows of a list, or the rows of a table with their keys."""
    if isinstance(rows, Table):
        yield from ((f"{sanitize(key)}: ", row) for key, row in rows.items())
    else:
        yield from (("", row) for row in rows)
