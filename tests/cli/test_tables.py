"""Tables on terminals of any width."""

from pathlib import Path

import pytest
from cli.terminal import Terminal, open_terminal, plain, shown
from hypothesis import given, strategies as st
from rich.cells import cell_len

from civic_partnership.cli.tables import print_table

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
    print_table(
        screen,
        rows,
        headings=headings,
        unbroken=(True, False, False),
    )
    assert isinstance(screen.file, Terminal)
    text = plain(screen.file)

    assert {word for row in rows for cell in row for word in cell.split()} <= set(text.split())
    assert [] == [line for line in text.split("\n") if cell_len(line.rstrip()) > columns]


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_no_journal_number_is_broken(tmp_path: Path, columns: int) -> None:
    """A number without blanks is never broken, in a table or below its heading."""
    (tmp_path / "a.toml").write_text(
        '[partnerships.a]\nprogramme = "p"\nassociations = ["a"]\ncase = "27.15.12-Ø40-12-21"\nconsultant = "c"\n'
        'terms = [{ period = "2021/2024", kind = "initial" }, { period = "2025/2028", kind = "extension" }]\n'
        'appropriation = "vol-1"\n'
    )

    assert "27.15.12-Ø40-12-21" in shown(columns, "show", tmp_path).split()


def test_a_long_text_is_cut_between_words(tmp_path: Path) -> None:
    """The end of what a cell has no room for is left out from a blank on; one long word is cut in itself."""
    name = "Idrætsforeningen for alle børn og unge i Havnekvarteret"
    (tmp_path / "a.toml").write_text(f'[areas.a]\nname = "{name}"\n[areas.b]\nname = "{"x" * 50}"\n')

    text = shown(None, "show", tmp_path)

    assert "Idrætsforeningen for alle børn og unge i …" in text
    assert f"{'x' * 43}…" in text
