"""The values of a conflict as programs and people see them: personal data are withheld."""

from typing import Any

import attrs

from civic_partnership.findings import mask
from civic_partnership.model import PlaceType, address_in_record, class_of, info, type_at
from civic_partnership.storage import SIDES, shared_converter
from civic_partnership.values import Table, strip_none

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
    values = {side: getattr(conflict, side) for side in SIDES}
    return {
        side: _show(value, place.annotation, is_personal=place.is_personal) for side, value in values.items()
    }


def _show(value: Any, annotation: Any, *, is_personal: bool) -> Any:
    """Return the plain form of a value without what is personal."""
    if value is ABSENT or value is None:
        return None
    if is_personal:
        return WITHHELD
    if attrs.has(type(value)):
        return {
            each.name: _show(getattr(value, each.name), each.type, is_personal=info(each).personal)
            for each in attrs.fields(type(value))
            if each.name != "id" and getattr(value, each.name) != each.default
        }
    if isinstance(value, tuple) and any(attrs.has(type(row)) for row in value):
        return [_show(row, None, is_personal=False) for row in value]
    if isinstance(value, Table) and any(attrs.has(type(row)) for row in value.values()):
        return {key: _show(row, None, is_personal=False) for key, row in value.items()}
    return _mask(shared_converter().unstructure(value, unstructure_as=strip_none(annotation)))


def _mask(plain: Any) -> Any:
    """Cover what looks like a number of a person, or an address, in all texts of a plain value."""
    if isinstance(plain, dict):
        return {mask(key): _mask(each) for key, each in plain.items()}
    if isinstance(plain, list):
        return [_mask(each) for each in plain]
    return mask(plain) if isinstance(plain, str) else plain
