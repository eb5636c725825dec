"""Open conflicts as people and programs read them: the place and the three values, without personal data."""

from collections.abc import Iterator
from typing import Any

from civic_partnership.checking import WITHHELD, format_value, format_value_at, record_to_dict
from civic_partnership.findings import format_text
from civic_partnership.merging import ABSENT, Conflict, place_type, plain_values
from civic_partnership.model import info
from civic_partnership.values import Label, Language

_NAMES = {"base": Label("før", "base"), "ours": Label("vores", "ours"), "theirs": Label("deres", "theirs")}
_NOT_THERE = Label("(findes ikke)", "(not there)")
_NOTHING = Label("(ikke udfyldt)", "(not filled in)")
_WIDEST = 200
"""The most characters of a value that are shown."""


def format_conflict(conflict: Conflict, lang: Language) -> Iterator[str]:
    """Yield the lines of a conflict: its place, and the value of each side."""
    place = place_type(conflict)
    label = "" if place.field is None else f" ({info(place.field).label.in_language(lang)})"
    yield f"  {format_text(conflict.place.address)}{label}"
    names = {side: name.in_language(lang) for side, name in _NAMES.items()}
    width = max(map(len, names.values()))
    for side, name in names.items():
        value = getattr(conflict, side)
        if value is ABSENT:
            text = _NOT_THERE.in_language(lang)
        elif place.is_personal:
            text = WITHHELD.in_language(lang)
        elif value is None:
            text = _NOTHING.in_language(lang)
        elif place.field is None:
            text = format_value_at(conflict.record.kind, (), value, lang)
        else:
            text = format_value(place.field, value, lang)
        shown = text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"
        yield f"    {name:<{width}}  {shown}"


def conflict_to_dict(conflict: Conflict) -> dict[str, Any]:
    """Return a conflict as JSON can hold it; null stands for what is not there."""
    place = place_type(conflict)
    label = None if place.field is None else info(place.field).label
    return {
        "record": record_to_dict(conflict.record),
        "place": format_text(conflict.place.address),
        "label": label and label.to_dict(),
        **plain_values(conflict),
    }
