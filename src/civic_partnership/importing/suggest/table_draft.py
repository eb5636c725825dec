"""The tables of a mapping while it is suggested: their lines, with the reason and the doubt beside each."""

from typing import Any

from attrs import field, frozen, mutable

from civic_partnership.values import Label

from .column_role import Role, with_columns


@frozen
class Line:
    """A line of a mapping: a key, its value, and what stands beside it."""

    key: str
    value: Any
    reason: Label | None = None
    doubt: Label | None = None


@mutable
class TableDraft:
    """A table of a mapping: its header, such as `[[records]]`, and its lines."""

    header: str
    lines: list[Line] = field(factory=list)

    def add(self, key: str, value: Any, reason: Label | None = None, doubt: Label | None = None) -> None:
        """Add a line."""
        self.lines.append(Line(key, value, reason, doubt))


def record_table(kind: str) -> TableDraft:
    """Begin the table of a record."""
    table = TableDraft("[[records]]")
    table.add("kind", kind)
    return table


def list_table(header: str, name: str) -> TableDraft:
    """Begin the table of a list in a record, or in the rows of another list."""
    table = TableDraft(f"[[{header}]]")
    table.add("list", name)
    return table


def describe_role(role: Role) -> Label:
    """Say in which column a role is, and why."""
    return with_columns(role.places, role.reason)
