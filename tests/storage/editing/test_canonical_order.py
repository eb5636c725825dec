"""Laws of the canonical order of files that people wrote."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from storage.editing.test_laws import EXAMPLES, MARK, RANDOMS, odd_files

from civic_partnership import Register, parse, to_text
from civic_partnership.storage import SyntaxTree
from civic_partnership.storage.editing.canonical_order import format_text
from civic_partnership.testing.any_registers import readable_registers as registers


def comments(text: str) -> list[bytes]:
    """Return the comments of a text in one order, without blanks behind them."""
    return sorted(each.rstrip() for each in SyntaxTree(text, "toml").comments())


@settings(deadline=None)
@given(registers() | st.sampled_from(EXAMPLES), RANDOMS)
def test_the_order_changes_nothing_else(source: Register | dict[str, bytes], rng: random.Random) -> None:
    """The register and the comments are the same, and a second time changes no byte."""
    files = source if isinstance(source, dict) else odd_files(source, rng)[0]
    for data in files.values():
        text = data.removeprefix(MARK).decode()
        formatted = format_text(text)

        assert parse(text) == parse(formatted)
        assert comments(text.replace("\r\n", "\n")) == comments(formatted.replace("\r\n", "\n"))
        assert formatted == format_text(formatted)
        assert formatted.count("\r\n") == (formatted.count("\n") if "\r\n" in text else 0)


@settings(deadline=None)
@given(registers())
def test_what_the_program_writes_is_in_order(register: Register) -> None:
    """No byte of it changes."""
    assert to_text(register) == format_text(to_text(register))
