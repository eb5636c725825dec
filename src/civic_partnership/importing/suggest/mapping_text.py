"""Write a suggested mapping as TOML: the reason beside each line, and above it what is not sure.

A reason that makes a line longer than a terminal is wide stands above the line too.
"""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import tomli_w
from attrs import field, frozen, mutable

from civic_partnership.values import Label, Language

from .column_role import Role

_WIDTH = 80
"""So many characters has a line of a terminal."""
_UNSURE = Label("Usikkert", "Not sure")


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


class MappingWriter:
    """Writes the lines of a mapping in one language."""

    def __init__(self, lang: Language) -> None:
        self._lang: Language = lang
        self._lines: list[str] = []

    def text(self) -> str:
        """Return the text that was written."""
        return "".join(f"{line}\n" for line in self._lines)

    def comment(self, label: Label) -> None:
        """Write a comment, in several lines if it is long."""
        self._lines += _comment(label.in_language(self._lang), "")

    def table(self, table: TableDraft) -> None:
        """Write a table; a list of records or rows begins after a blank line."""
        self._lines += ["", table.header]
        for line in table.lines:
            self._line(f"{line.key} = {_toml(line.value)}", line.reason, line.doubt)

    def columns(self, key: str, roles: Sequence[Role]) -> None:
        """Write a list of columns, one in a line."""
        if not roles:
            return
        self._lines.append(f"{key} = [")
        for role in roles:
            for heading in role.headings:
                self._line(f"  {_toml(heading)},", role.describe(), role.doubt)
        self._lines.append("]")

    def _line(self, line: str, reason: Label | None, doubt: Label | None) -> None:
        indent = line[: len(line) - len(line.lstrip())]
        beside = f"{line}   # {reason.in_language(self._lang)}" if reason is not None else line
        if reason is not None and len(beside) > _WIDTH:
            self._lines += _comment(reason.in_language(self._lang), indent)
            beside = line
        if doubt is not None:
            shown = f"{_UNSURE.in_language(self._lang)}: {doubt.in_language(self._lang)}"
            self._lines += _comment(shown, indent)
        self._lines.append(beside)


def _comment(text: str, indent: str) -> Iterator[str]:
    """Yield the lines of a comment; no line ends within a setting such as `header = 4`."""
    yield from (
        line.replace("\N{NO-BREAK SPACE}", " ")
        for line in textwrap.wrap(
            text.replace(" = ", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"),
            _WIDTH,
            initial_indent=f"{indent}# ",
            subsequent_indent=f"{indent}#   ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _toml(value: Any) -> str:
    """Write a value as TOML in one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").strip()
