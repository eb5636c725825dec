"""Texts in two languages."""

from civic_partnership.values import Label


def test_both_texts_begin_with_a_capital() -> None:
    """Their other letters stay as they are; an empty text stays empty."""
    assert Label("Åbent hus i BK", "Open house") == Label("åbent hus i BK", "open house").capitalized
    assert Label("", "") == Label("", "").capitalized
