"""The values of conflicts and records as programs and people see them: personal data are withheld."""

from typing import Any

from civic_partnership.exporting import replace_personal
from civic_partnership.findings import mask
from civic_partnership.model import PlaceType, address_in_record, class_of, type_at
from civic_partnership.storage import SIDES, shared_converter
from civic_partnership.values import strip_none

from .differences import ABSENT, Difference
from .three_way_merge import Conflict

WITHHELD = "***"
"""Stands in place of each personal value."""


def place_type(at: Conflict | Difference) -> PlaceType:
    """Return what can stand in the place of a conflict or a difference."""
    cls = class_of(at.record)
    address = address_in_record(at.record, at.place.address)
    return type_at(cls, address) or PlaceType(cls, is_personal=True)


def plain_values(conflict: Conflict) -> dict[str, Any]:
    """Return the values of the three sides as plain values; None for what is not there.

    Stars replace the values of personal fields, in rows and records too.
    """
    place = place_type(conflict)
    annotation = strip_none(place.annotation)
    plain: dict[str, Any] = dict.fromkeys(SIDES)
    for side in SIDES:
        value = getattr(conflict, side)
        if value is ABSENT or value is None:
            continue
        if place.is_personal:
            plain[side] = WITHHELD
        else:
            shown = shared_converter().unstructure(
                replace_personal(value, WITHHELD), unstructure_as=annotation
            )
            plain[side] = _mask(shown)
    return plain


def _mask(plain: Any) -> Any:
    """Cover what looks like a number of a person, or an address, in all texts of a plain value."""
    if isinstance(plain, dict):
        return {mask(key): _mask(each) for key, each in plain.items()}
    if isinstance(plain, list):
        return [_mask(each) for each in plain]
    return mask(plain) if isinstance(plain, str) else plain
