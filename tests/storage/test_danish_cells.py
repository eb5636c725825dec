import pytest
from hypothesis import given, settings, strategies as st

from civic_partnership.storage import guard_danish_cell, unguard_danish_cell
from civic_partnership.testing import texts


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@x", "\t1", "\r1", "\n1", "\uff1d1", "'x", "0101", "4991e13", "4991E+13", "1,5e3", "3-4",
        "18.12.01", "1/2", "12:30", "1.000", "1,5", "1 000", "123456789012", " 12 34", "maj-20", "Okt. 2020", "1. maj",
        "31 december 2024", "mar12", "5 pm", "12:30 a", "200 kr.", "kr. 200", "kr 1.000,00", "20%", "SAND", "falsk", "true",
        "007", "1-2-3", "12.34.56.78", "٣-٤", f"{'1 ' * 3000}1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    """Guard a text that a spreadsheet would change, and get it back."""
    assert f"'{text}" == guard_danish_cell(text)
    assert text == unguard_danish_cell(f"'{text}")


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "12345678", "2024", "Vol. 1", "Nordby Boldklub", "maj", "Majbrit", "18.15.05-P20-1-21", "1a", "e13", "ca. 2024",
        "2 og 3", "3 til 4", "2021=200000", "side 3", "10 km", "sandt", "5 partnere", "U19", "kr.", "...", "\u2013",
    ],
)  # fmt: skip
def test_what_it_would_leave_alone_is_not(text: str) -> None:
    """Leave words, whole numbers and what looks like nothing else as they are."""
    assert text == guard_danish_cell(text) == unguard_danish_cell(text)


@settings(deadline=None)
@given(
    texts()
    | st.text()
    | st.text(st.sampled_from([*"=+-@'a1.;,\t\r\n ", "\u200b"]))
    | st.from_regex(r"'{0,2}[0-9e.,:/ -]{1,8}", fullmatch=True)
)
def test_every_guard_is_undone(text: str) -> None:
    """Get every text back from behind its guard."""
    assert text == unguard_danish_cell(guard_danish_cell(text))
