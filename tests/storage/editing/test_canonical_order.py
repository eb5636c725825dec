"""Laws of the canonical order of files that people wrote."""

import random

import pytest
from hypothesis import given, settings, strategies as st
from storage.editing.test_laws import EXAMPLES, MARK, RANDOMS, odd_files

from civic_partnership import Register, parse, to_text
from civic_partnership.storage import SyntaxTree
from civic_partnership.storage.editing import ImpossibleEditError, canonical_order, format_text
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


BEFORE = """\
# The register of Nordby


# About a
[partnerships.a] # of 2021
# The oldest one

note = "x"
# The programme is new
programme="p"   #   since May

# Both clubs
partners = [
  # first
  { since = "2021",association="b" }, # b
    { association = "c" },
]
title = 1 # unknown
grants = [{ amount = 1_000, year = 2021 }, {amount=2,year=2022}]
# All of it is paid

[partnerships.a.cancelled]
reason = "y"
on = 2024-01-01
[[partnerships.a.terms]]
kind = "initial"
period = "2021/2024"
[[partnerships.a.action_plans]]
[[partnerships.a.action_plans.objectives]]
goal = "g"
focus_area = "f"
# ---

[programmes]
p.name = "P"
q = {}


# The end
"""
AFTER = """\
# The register of Nordby

# About a
[partnerships.a]  # of 2021
# The oldest one

# The programme is new
programme = "p"  #   since May

# Both clubs
partners = [
  # first
  { association = "b", since = "2021" }, # b
    { association = "c" },
]
grants = [{ year = 2021, amount = 1_000 }, { year = 2022, amount = 2 }]
note = "x"
title = 1  # unknown
# All of it is paid

[[partnerships.a.terms]]
period = "2021/2024"
kind = "initial"
[[partnerships.a.action_plans]]
[[partnerships.a.action_plans.objectives]]
focus_area = "f"
goal = "g"
# ---

[partnerships.a.cancelled]
on = 2024-01-01
reason = "y"

[programmes]
p.name = "P"
q = {}

# The end
"""


def test_comments_go_with_what_they_are_about() -> None:
    """A comment stays above or behind its line, or in its table; records stay where they are."""
    assert AFTER == format_text(BEFORE)
    assert AFTER == format_text(AFTER)


def test_the_top_of_a_file_stays_as_it_is() -> None:
    """Names that are no fields have no order, and a file may hold nothing but comments."""
    text = '# Mine\nformat_version = 1\n"$schema" = "x"\nareas.b.name = "B"\nareas.a.name = "A"\n'
    assert text == format_text(text)
    assert "# Mine\n" == format_text("\n\n# Mine\n\n\n")
    assert "" == format_text("\n")
    assert "[municipality]\n\n# Mine\n" == format_text("[municipality]\n\n\n# Mine")


def test_rows_stay_with_their_row() -> None:
    """A table in a row of a list stands below that row."""
    row = '[[partnerships.a.grants]]\namount = 1\n[partnerships.a.grants.accounts]\ndue = "2021"\n'
    other = row.replace("= 1", "= 2")
    assert f"\n{row}{other}".lstrip() == format_text(f"{row}{other}")


def test_what_would_mean_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The new text is read again before it is returned."""
    monkeypatch.setattr(canonical_order, "_format_value", lambda *_: "1")
    with pytest.raises(ImpossibleEditError):
        format_text("a = 2\n")
