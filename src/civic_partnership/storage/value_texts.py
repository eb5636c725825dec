"""The texts of values on a command line, read into the plain values that a file would hold."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs
import tomli

from civic_partnership.model import word_spellings
from civic_partnership.values import (
    ContainerType,
    DatedType,
    InvalidValue,
    ListType,
    ValueType,
    find_value_type,
)

_TOML_NUMBER = r"-?[0-9]{1,3}(?:_[0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+\.[0-9]{1,2}"
"""A number as only TOML has it: with underscores, or with a point before one or two digits."""


def read_value_text(text: str, annotation: Any, attribute: "attrs.Attribute[Any] | None" = None) -> Any:
    """Return the plain value for a text, such as `200.000`, `1.10.2020`, `ja` or `{ year = 2025 }`.

    Lists, tables and rows are written as in TOML; a list of simple values may also stand without brackets,
    with commas between. Any other text is read as a cell of a Danish table. What cannot be read so is
    returned as it is, and refused where a file is.

    Args:
        text: the text.
        annotation: the type of the value.
        attribute: the field, whose Danish and English words are read too; None for a value that is no field.

    Raises:
        InvalidValue: nobody can understand the text.
    """
    value_type = find_value_type(annotation)
    if value_type is None or isinstance(value_type, ContainerType):
        if text.lstrip().startswith(("[", "{")):
            return _parse_toml(text)
        held = value_type and value_type.inner[0]
        if isinstance(value_type, ListType) and find_value_type(held):
            return [read_value_text(each, held, attribute) for each in _split(text)]
        return read_value_text(text, held, attribute) if isinstance(value_type, DatedType) else text
    return _read_word(text, value_type, {} if attribute is None else word_spellings(attribute))


def _read_word(text: str, value_type: ValueType[Any], spellings: Mapping[str, str]) -> Any:
    """Return the plain value for a text that is no list, table or row."""
    bare = text.strip()
    text = spellings.get(bare.casefold(), text)
    if re.fullmatch(_TOML_NUMBER, bare):
        return _parse_toml(bare)
    try:
        value_type.read(text)
    except InvalidValue:
        return value_type.parse(bare) if bare else text
    return text


def _split(text: str) -> list[str]:
    return [each.strip() for each in text.split(",")] if text.strip() else []


def _parse_toml(text: str) -> Any:
    """Return the value that a text is in TOML; the text itself if it is none."""
    try:
        tables = tomli.loads(f"value = {text}", parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError):
        return text
    return tables["value"] if len(tables) == 1 else text
