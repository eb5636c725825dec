"""How texts are broken into lines, and which labels have room."""

import pytest
from hypothesis import given, strategies as st

from civic_partnership_report.pictures.text_width import choose_labels, narrowest_class, text_width, wrap


@given(st.text(max_size=200), st.integers(20, 300), st.integers(1, 5))
def test_lines_have_room(text: str, width: int, most: int) -> None:
    """Make no line wider than asked, unless one character is; lose nothing but blanks and what `…` stands for."""
    lines = wrap(text, 12, width, most)

    assert len(lines) <= most
    assert all(text_width(line, 12) <= width or len(line) <= 2 for line in lines)
    joined = "".join("".join(lines).split())
    if not lines or not lines[-1].endswith("…"):
        assert "".join(text.split()) == joined


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Kultur- og Fritidsforvaltningen", ["Kultur- og", "Fritidsforvaltningen"]),
        (
            "en to tre fire fem seks syv otte ni ti elleve tolv tretten",
            ["en to tre fire fem seks", "syv otte ni ti elleve…"],
        ),
        ("x" * 100, ["x" * 20, "x" * 19 + "…"]),
    ],
)
def test_lines_break_at_blanks(text: str, expected: list[str]) -> None:
    """Break between words where there are any."""
    assert expected == wrap(text, 12, 145, 2)


@pytest.mark.parametrize(
    ("texts", "per_cent", "expected"),
    [
        (("200",), 10, [("200", "")]),
        (("200",), 7, [("200", "from-480")]),
        (("første periode", "første"), 60, [("første periode", "")]),
        (("første periode", "første"), 20, [("første periode", "from-480"), ("første", "below-480")]),
        (
            ("første periode", "første"),
            10,
            [("første periode", "from-1000"), ("første", "from-480 below-1000")],
        ),
        (("første periode", "første"), 6, [("første", "from-1000")]),
        (("første",), 1, []),
        (("første",), 0, []),
        ((), 50, []),
    ],
)
def test_a_label_has_room_or_is_left_out(
    texts: tuple[str, ...], per_cent: float, expected: list[tuple[str, str]]
) -> None:
    """Show the longest text that has room, at each width."""
    assert expected == choose_labels(texts, 12, per_cent)


@pytest.mark.parametrize(
    ("width", "expected"),
    [(1, ""), (320, ""), (321, "from-480"), (640, "from-640"), (641, "from-1000"), (5000, "from-1000")],
)
def test_the_class_of_a_width(width: float, expected: str) -> None:
    """Name the narrowest width that is enough."""
    assert expected == narrowest_class(width)
