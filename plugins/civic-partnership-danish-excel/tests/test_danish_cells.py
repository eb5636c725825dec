"""The cells of Danish tables: how each value is written, and what is read from what people write."""

from datetime import time
from typing import Any

import pytest

from civic_partnership.plugins import Cell, Label
from civic_partnership.values import NO_END, UNKNOWN_END, Dated, PartialDate, Period, Reason
from civic_partnership_danish_excel.danish_cells import (
    END,
    LEVEL_CELL,
    PRESENCE,
    REASON,
    TIME,
    end_of,
    read_reason_lines,
    words_cell,
    write_period,
    write_reason_lines,
    write_time,
)

WORDS = {"consultant": Label("konsulent", "consultant"), "board": Label("bestyrelse", "board")}
ONE, SEVERAL = words_cell(WORDS, several=False), words_cell(WORDS, several=True)


@pytest.mark.parametrize(
    ("cell", "value", "text"),
    [
        (PRESENCE, {}, "ja"),
        (LEVEL_CELL, "off", "slået fra"),
        (LEVEL_CELL, "warning", "advarsel"),
        (ONE, "board", "bestyrelse"),
        (SEVERAL, ["board", "consultant"], "bestyrelse|konsulent"),
        (END, NO_END, "indtil videre"),
        (END, UNKNOWN_END, "slutdato ikke oplyst"),
    ],
)
def test_a_value_is_written_in_danish_and_read_back(cell: Cell, value: Any, text: str) -> None:
    """Write a value as Danish words, and read the words back."""
    assert cell.write is not None
    assert text == cell.write(value)
    assert value == cell.read(text)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(PRESENCE, "nej"), (LEVEL_CELL, "Fejl!"), (ONE, "formand"), (SEVERAL, "formand"), (TIME, "halv seks")],
)
def test_another_text_is_left_to_the_check_of_values(cell: Cell, text: str) -> None:
    """Return a text that is none of the words as it is, so that the check of values refuses it."""
    assert cell.read(text) in (text, [text])


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("31-12-2024", "2024-12-31"),
        ("12-2024", "2024-12"),
        ("ca. 2024", "2024~"),
        (" Indtil videre ", NO_END),
        ("SLUTDATO IKKE OPLYST", UNKNOWN_END),
    ],
)
def test_the_end_of_a_period_is_a_date_or_words(text: str, end: str) -> None:
    """Read a date, or words in any case and with blanks around them."""
    assert end == END.read(text)


@pytest.mark.parametrize(
    ("period", "end", "text", "cell"),
    [
        ("2021/2021", PartialDate("2021"), "2021", "2021"),
        ("2021/2024-12-31", PartialDate("2024-12-31"), "2021 til 31-12-2024", "31-12-2024"),
        ("2020-10~/2021-09", PartialDate("2021-09"), "ca. 10-2020 til 09-2021", "'09-2021"),
        ("2022/..", NO_END, "fra 2022, indtil videre", "indtil videre"),
        ("2022-08-01/", UNKNOWN_END, "fra 01-08-2022, slutdato ikke oplyst", "slutdato ikke oplyst"),
    ],
)
def test_a_period_has_an_end_or_words_for_it(period: str, end: Any, text: str, cell: str) -> None:
    """Write the end of a period in its own column, and the whole period as one text."""
    assert END.write is not None
    assert end == end_of(Period(period))
    assert cell == END.write(end)
    assert text == write_period(Period(period))


@pytest.mark.parametrize(
    ("value", "short", "cell"),
    [
        (time(17, 30), "17.30", "kl. 17.30"),
        (time(9, 5), "09.05", "kl. 09.05"),
        (time(17, 30, 15), "17.30.15", "kl. 17.30.15"),
    ],
)
def test_a_time_is_no_day_of_october(value: time, short: str, cell: str) -> None:
    """Write a time with a word before it, because a spreadsheet might take `17.10` for a day."""
    assert TIME.write is not None
    assert short == write_time(value)
    assert cell == TIME.write(value)
    assert value.isoformat() == TIME.read(cell)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("17.30", "17:30:00"),
        ("17:30", "17:30:00"),
        ("17:30:15", "17:30:15"),
        ("9.05", "09:05:00"),
        ("Kl. 9:05", "09:05:00"),
        (" kl.17.30 ", "17:30:00"),
        ("kl 17.30", "17:30:00"),
        ("25.00", "25:00:00"),  # which the check of values refuses
    ],
)
def test_a_time_may_be_written_in_many_ways(text: str, iso: str) -> None:
    """Read times with a full stop or a colon, with or without `kl.`."""
    assert iso == TIME.read(text)


@pytest.mark.parametrize(
    ("reason", "csv", "lines"),
    [
        ("Forsøg", "Forsøg", "Forsøg"),
        ("=1+1", "'=1+1", "=1+1"),
        ("2021", "2021", "2021"),
        ("2021=Vakance", r"\2021=Vakance", "2021=Vakance"),
        ("2021: Vakance", "2021: Vakance", r"\2021: Vakance"),
        ("2021=a|b", "2021=a|b", "2021=a|b"),
        (r"\Vakance", r"\\Vakance", r"\\Vakance"),
        ("første\nanden", "første\nanden", "første\nanden"),
        ({"2021/2021": "Vakance"}, "2021=Vakance", "2021: Vakance"),
        ({"2021/2021": "a=b|c: d"}, r"2021=a=b\|c: d", r"2021: a=b\|c: d"),
        ({"2021/2021": "a\nb\\n"}, r"2021=a\nb\\n", r"2021: a\nb\\n"),
        (
            {"2020-03/2020-06": "Covid", "2022/..": "Orlov"},
            "03-2020 til 06-2020=Covid|fra 2022, indtil videre=Orlov",
            "03-2020 til 06-2020: Covid\nfra 2022, indtil videre: Orlov",
        ),
        (
            {"2020~/2020~": "Covid", "2022-01-01/": "Orlov"},
            "ca. 2020=Covid|fra 01-01-2022, slutdato ikke oplyst=Orlov",
            "ca. 2020: Covid\nfra 01-01-2022, slutdato ikke oplyst: Orlov",
        ),
    ],
)
def test_a_reason_stands_alone_or_after_its_period(
    reason: str | dict[str, str], csv: str, lines: str
) -> None:
    """Write a reason in CSV and in a workbook; mark one that looks like the reasons of periods."""
    dated: Reason = Dated.always(reason) if isinstance(reason, str) else Dated.since(reason)

    assert REASON.write is not None
    assert (csv, lines) == (REASON.write(dated), write_reason_lines(dated))
    assert reason == REASON.read(csv)
    assert reason == REASON.read(read_reason_lines(lines))


@pytest.mark.parametrize("text", ["2021=a|2021=b", "2021=a|2021 til 2021=a"])
def test_a_period_that_stands_twice_is_refused(text: str) -> None:
    """Return a list for a period with two reasons, which the check of values refuses."""
    assert [("2021", "a"), (text.partition("|")[2].partition("=")[0], text[-1])] == REASON.read(text)


@pytest.mark.parametrize("text", ["2021=a|2022", "i 2021=a", "2021 =a", "2021 til 2022, indtil videre=a"])
def test_other_texts_are_a_reason_alone(text: str) -> None:
    """Read a text as one reason unless every part of it begins with a period."""
    assert text == REASON.read(text)
