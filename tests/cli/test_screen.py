"""Lines and tables on terminals of any width."""

import contextlib
import io
import re
from pathlib import Path
from unittest import mock

import pytest
from cli.terminal import Terminal, open_terminal, plain, shown
from hypothesis import given, strategies as st
from rich.cells import cell_len
from rich.text import Text

from civic_partnership.cli.screen import Screen
from civic_partnership.cli.streams import print_to_stderr
from civic_partnership.rules import ALL_RULES

ON = "2025-03-01"
WIDTHS = (60, 80, 120)
EXAMPLES = ("copenhagen", "nordby", "nordby-broken")

words = st.text("abcæøå-_/.:é漢字e\u0301👩", min_size=1, max_size=30)
texts = st.lists(words, max_size=20).map(" ".join)


@given(texts, st.sampled_from(["", "fejl: ", "  → "]), st.integers(10, 130))
def test_lines_fit_and_no_word_is_broken(text: str, first: str, columns: int) -> None:
    """Every line fits, unless it is one word that is longer; joined again they are the same words."""
    lines = open_terminal(columns).wrap(text, first, "    ").plain.split("\n")

    assert lines[0].startswith(first)
    assert first.split() + text.split() == " ".join(lines).split()
    for number, line in enumerate(lines):
        body = line.removeprefix("    " if number else first)
        assert cell_len(line) <= columns or 1 == len(body.split())
        assert number == 0 or line.startswith("    ")


@given(texts)
def test_in_a_pipe_no_line_is_broken(text: str) -> None:
    """Programs get each line whole."""
    assert f"fejl: {text}" == Screen(io.StringIO()).wrap(text, "fejl: ", "  ").plain


def test_a_text_keeps_its_styles_when_it_is_broken() -> None:
    """Colours go with the words, and the text that was given stays as it was."""
    text = Text.assemble(("fejl " * 5, "red"), ("slut " * 5, "bold"))
    before = text.copy()

    fitted = open_terminal(20).wrap(text)

    assert before == text
    assert {"red", "bold"} <= {str(span.style) for span in fitted.spans}


def test_a_line_continues_below_itself() -> None:
    """What does not fit is set two blanks further in than its line."""
    assert "aa\n  bb\n\n  1\n    x" == open_terminal(5).wrap_lines("aa bb\n\n  1 x").plain


cells = st.lists(st.text("abcæøå-", min_size=1, max_size=12), max_size=5).map(" ".join)


@given(
    st.lists(st.tuples(st.text("abc-", min_size=1, max_size=15), cells, cells), min_size=1),
    st.integers(40, 130),
    st.sampled_from([(), ("id", "navn", "journalnummer")]),
)
def test_every_cell_is_there_and_no_word_is_broken(
    rows: list[tuple[str, str, str]], columns: int, headings: tuple[str, ...]
) -> None:
    """As a table or as lists, every line fits and every word of every cell stands there whole."""
    screen = open_terminal(columns)
    screen.print_table(
        rows,
        headings=headings,
        unbroken=(True, False, False),
    )
    assert isinstance(screen.file, Terminal)
    text = plain(screen.file)

    assert {word for row in rows for cell in row for word in cell.split()} <= set(text.split())
    assert [] == [line for line in text.split("\n") if cell_len(line.rstrip()) > columns]


COMMANDS = [
    *[("check", f"examples/{name}", "--on", ON, "--undecided") for name in EXAMPLES],
    *[("show", f"examples/{name}") for name in EXAMPLES],
    *[("year", f"examples/{name}", "--on", ON) for name in EXAMPLES],
    ("rules",),
    ("formats",),
    ("formats", "csv"),
    *[("explain", rule.name) for rule in ALL_RULES[::10]],
]


def _words(text: str) -> set[str]:
    """Return the words of a text, without lines that are cut or drawn, and without the signs of Markdown."""
    lines = [line for line in text.split("\n") if not re.search("[│─━┃]", line)]
    return {word.strip(".,;:()[]{}'\"") for word in re.sub(r"[`*#>]", "", "\n".join(lines)).split()} - {
        "·",
        "•",
        "▌",
    }


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_answer_breaks_a_word_on_any_terminal(
    command: tuple[str, ...], examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of examples, rules and formats every line fits at 60, 80 and 120 columns, with the words of a pipe."""
    monkeypatch.chdir(examples.parent)
    known = _words(shown(None, *command))

    for columns in WIDTHS:
        text = shown(columns, *command)
        assert [] == [line for line in text.split("\n") if cell_len(line) > columns]
        assert set() == {word for word in _words(text) - known if "…" not in word}


def test_reports_of_exports_and_imports_break_no_word(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written and taken in is told in lines that fit, and in a pipe in the same words."""
    monkeypatch.chdir(tmp_path)
    foreign = examples / "foreign"

    def told(width: int | None) -> list[str]:
        exported = shown(width, "export", examples / "nordby", "--to", "csv", "--out", "o", "--on", ON)
        how = ("--mapping", foreign / "tilskud.toml", "--into", "r", "--rejects", "x.csv", "--dry-run")
        return [exported, shown(width, "import", foreign / "tilskud.csv", *how)]

    for narrow, whole in zip(told(60), told(None), strict=True):
        assert whole.split() == narrow.split()
        assert [] == [line for line in narrow.split("\n") if cell_len(line) > 60]
        assert len(narrow.split("\n")) >= len(whole.split("\n"))


def test_what_is_said_beside_fits_the_terminal_too() -> None:
    """A sentence on standard error is broken at blanks on a terminal, and nowhere else."""
    sentence = "Mappen kan ikke skrives: registeret selv ligger der. Vælg en mappe ved siden af."
    out = Terminal()
    with mock.patch.dict("os.environ", {"TERM": "xterm", "COLUMNS": "40"}), contextlib.redirect_stderr(out):
        print_to_stderr(sentence)

    assert sentence.split() == out.getvalue().split()
    assert 3 == out.getvalue().count("\n")
