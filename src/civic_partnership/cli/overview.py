"""What a register holds, as tables: columns and their headings come from the fields of the records."""

from collections.abc import Sequence
from typing import Any

import attrs

from civic_partnership.findings import format_fact, mask, remove_control_characters, sanitize
from civic_partnership.model import KINDS, Register, info
from civic_partnership.storage import Reading
from civic_partnership.values import Dated, Label, Language, Table

from .screen import Screen, screen
from .streams import say_beside
from .tables import print_table

_REMARKS = ("sources", "note", "exempt")
_WIDTH = 44
"""The longest text in a cell."""


def show(reading: Reading, lang: Language) -> None:
    """Print a table for each kind that has records, and what could not be read."""
    console = screen()
    register = reading.register
    if register.municipality is not None:
        code = register.municipality.code
        console.say(f"{sanitize(register.municipality.name)}{f' ({code})' if code else ''}", style="bold")
    for kind in KINDS:
        records = list(getattr(register, kind).values())
        if records:
            heading = info(attrs.fields_dict(Register)[kind]).label.in_language(lang)
            console.print()
            console.say(f"{heading} ({len(records)})", style="bold")
            _print(records, console, lang)
    if register.left_out:
        told = Label(
            "Noget kunne ikke læses. Se hvad med: civic-partnership check STI",
            "Something could not be read. See what with: civic-partnership check PATH",
        )
        say_beside(told.in_language(lang))


def _print(records: Sequence[Any], console: Screen, lang: Language) -> None:
    """Print a row for each record; where that is far too wide, a list of fields for each. No id is cut."""
    columns = [
        attribute
        for attribute in sorted(attrs.fields(type(records[0])), key=lambda a: a.name != "id")
        if attribute.name not in _REMARKS
        and not info(attribute).personal
        and any(getattr(record, attribute.name) != attribute.default for record in records)
    ]
    headings = [info(attribute).label.in_language(lang) for attribute in columns]
    rows = [[_cell(record, attribute, lang) for attribute in columns] for record in records]
    print_table(console, rows, headings=headings, whole=[_is_kept_whole(attribute) for attribute in columns])


def _cell(record: Any, attribute: "attrs.Attribute[Any]", lang: Language) -> str:
    """One field in few characters, but ids whole; of parts with days their days, of others how many."""
    is_id = _holds_ids(attribute)
    match _held(record, attribute):
        case None | () | False:
            return ""
        case True:
            return Label("ja", "yes").in_language(lang)
        case str(id) if is_id:
            return mask(remove_control_characters(id))
        case tuple(texts) if all(isinstance(each, str) for each in texts):
            first, *others = (
                mask(remove_control_characters(each)) if is_id else sanitize(each) for each in texts
            )
            text = ", ".join((first, *others))
            if others and len(text) > _WIDTH:
                return f"{first}, … ({len(texts)})"
        case tuple(parts) if len(parts) <= 2 and all(hasattr(each, "days") for each in parts):
            text = ", ".join(format_fact(each.days, lang) for each in parts)
        case (tuple() | Table()) as parts:
            text = str(len(parts) or "")
        case Dated(changes=changes):
            text = ", ".join(_dated(start, each, lang) for start, each in changes)
        case value if attrs.has(type(value)):
            text = "1"
        case value:
            text = str(value) if type(value).__name__ == "time" else format_fact(value, lang)
    return text if len(text) <= _WIDTH or is_id else _begun(text)


def _begun(text: str) -> str:
    """Return the first words of a text, as many as a cell has room for."""
    begun = text[: _WIDTH - 1]
    *words, _ = begun.rsplit(maxsplit=1)
    return f"{words[0]} …" if words else f"{begun}…"


def _held(record: Any, attribute: "attrs.Attribute[Any]") -> Any:
    """What stands in a field; of a word of a fixed list what it is called."""
    value = getattr(record, attribute.name)
    return info(attribute).words.get(value, value) if isinstance(value, str) else value


def _holds_ids(attribute: "attrs.Attribute[Any]") -> bool:
    return attribute.name == "id" or info(attribute).refers_to is not None


def _is_kept_whole(attribute: "attrs.Attribute[Any]") -> bool:
    return _holds_ids(attribute) or bool(info(attribute).words)


def _dated(start: Any, value: Any, lang: Language) -> str:
    said = format_fact(value, lang, grouped=True)
    return f"{said} ({start})" if start else said
