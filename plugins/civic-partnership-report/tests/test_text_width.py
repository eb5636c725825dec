"""Which labels have room."""

import pytest

from civic_partnership_report.pictures.text_width import choose_labels, narrowest_class


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
