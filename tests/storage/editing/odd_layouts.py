"""Registers written as people might write them: with comments, in any order, in every way that TOML has."""

import random
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

import tomli_w

from civic_partnership.model import RecordKey


class Chunk(NamedTuple):
    """A record as it stands in a file, and the comments in it that stand outside of values and tables in it."""

    key: RecordKey
    text: str
    comments: tuple[str, ...]


def scalar(value: Any, rng: random.Random) -> str:
    """Write a value in one of the ways of TOML."""
    if type(value) is int and value > 999 and rng.random() < 0.5:
        return f"{value:_}"
    if isinstance(value, str) and value.isascii() and value.isprintable() and "'" not in value:
        mark = rng.choice(["'", '"', "'''"])
        if mark != '"':
            return f"{mark}{value}{mark}"
    return tomli_w.dumps({"": value}).removeprefix('"" = ').removesuffix("\n")


def key_name(key: str) -> str:
    """Write a key."""
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")


class OddWriter:
    """Writes records in odd layouts, with numbered comments."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._numbers = count()

    def comment(self) -> str:
        """Make a comment that no other one is equal to."""
        return f"# note {next(self._numbers)} = [\"'"

    def chunks(self, tables: dict[str, Any]) -> Iterator[Chunk]:
        """Write all records, shuffled, each in a table of its own."""
        records = [
            (RecordKey(kind, id), record)
            for kind, table in tables.items()
            for id, record in ([(None, table)] if kind == "municipality" else table.items())
        ]
        self.rng.shuffle(records)
        for key, record in records:
            between: list[str] = []
            name = ".".join(key_name(step) for step in key if step is not None)
            text = "".join(self._section(f"[{name}]", name, record, between))
            yield Chunk(key, text, tuple(between))

    def _line(self, between: list[str]) -> str:
        """Write an empty line, or one with a comment, or none."""
        if self.rng.random() < 0.5:
            return ""
        if self.rng.random() < 0.3:
            return self.rng.choice(["\n", "  \n"])
        between.append(self.comment())
        return f"{self.rng.choice(['', '  ', chr(9)])}{between[-1]}\n"

    def _end(self, between: list[str]) -> str:
        """End a line, now and then with a comment."""
        if self.rng.random() < 0.3:
            between.append(self.comment())
            return f"  {between[-1]}\n"
        return self.rng.choice(["\n", "\n", " \n"])

    def _section(self, header: str, name: str, table: dict[str, Any], between: list[str]) -> Iterator[str]:
        """Write a table with a header; tables in it stand inline, dotted, or below headers of their own."""
        yield f"{header}{self._end(between)}"
        below: list[tuple[str, str, Any]] = []
        for key, value in self.rng.sample([*table.items()], len(table)):
            yield self._line(between)
            written = key_name(key)
            is_table = isinstance(value, dict)
            is_list = isinstance(value, list) and value and all(isinstance(row, dict) for row in value)
            if (is_table or is_list) and self.rng.random() < 0.4:
                below.append((written, f"{name}.{written}", value))
            elif is_table and value and self.rng.random() < 0.5:
                for inner, each in value.items():
                    yield f"{written}.{key_name(inner)} = {self._value(each)}{self._end(between)}"
            else:
                indent, equals = self.rng.choice(["", "", "  "]), self.rng.choice([" = ", "=", "   =\t"])
                yield f"{indent}{written}{equals}{self._value(value)}{self._end(between)}"
        for _, path, value in below:
            for row in value if isinstance(value, list) else [value]:
                yield self._line(between)
                yield from self._section(
                    f"[[{path}]]" if isinstance(value, list) else f"[{path}]", path, row, []
                )

    def _value(self, value: Any) -> str:
        """Write a value behind `=`."""
        if isinstance(value, dict):
            space = self.rng.choice(["", " "])
            pairs = ", ".join(f"{key_name(key)} = {self._value(each)}" for key, each in value.items())
            return f"{{{space}{pairs}{space}}}"
        if not isinstance(value, list):
            return scalar(value, self.rng)
        rows = [self._value(row) for row in value]
        if not rows or self.rng.random() < 0.4:
            return f"[{', '.join(rows)}{self.rng.choice(['', ',', ' ']) if rows else ''}]"
        lines = []
        for number, row in enumerate(rows):
            comma = "," if number + 1 < len(rows) or self.rng.random() < 0.5 else ""
            before = f"  {self.comment()}\n" if self.rng.random() < 0.2 else ""
            after = f" {self.comment()}\n" if self.rng.random() < 0.3 else self.rng.choice(["\n", "\n", " "])
            lines.append(f"{before}  {row}{comma}{after}")
        return f"[{self.rng.choice(['', ' '])}\n{''.join(lines)}]"
