"""Decide whether the decimal sign is written for the whole file, or beside single columns."""

from collections.abc import Sequence

from civic_partnership.importing.mapping import is_number
from civic_partnership.importing.source import Row
from civic_partnership.values import Label

from .cell_notation import is_same_with_point
from .column_contents import ColumnContents
from .column_role import Role, join_doubts, with_columns
from .heading_words import attribute_at, is_side
from .table_draft import Line


def draft_decimal(roles: Sequence[Role], rows: Sequence[Row]) -> Line | None:
    """Draft the line of the decimal sign of a file; None if numbers have a comma, or columns differ."""
    points = [role for role in roles if has_decimal_point(role)]
    others = [role for role in roles if role not in points and _holds_numbers(role)]
    if not points or not all(
        is_same_with_point(ColumnContents.collect(rows, role.places).cells, role.path) for role in others
    ):
        return None
    reasons, doubts = zip(*map(_with_column, points), strict=True)
    return Line("decimal", ".", join_doubts(*reasons), join_doubts(*doubts))


def has_decimal_point(role: Role) -> bool:
    """Tell whether the numbers of a column surely have a point before their decimals."""
    notation = role.notation
    return notation is not None and notation.key == "decimal" and notation.value is not None


def _holds_numbers(role: Role) -> bool:
    return bool(role.path) and not is_side(role.path) and is_number(attribute_at(role.path).type)


def _with_column(role: Role) -> tuple[Label, Label | None]:
    """Return the reason for a decimal point with the letters of the column, and the doubt about it."""
    assert role.notation is not None  # noqa: S101 - the column has a decimal point
    return with_columns(role.places, role.notation.reason), role.notation.doubt
