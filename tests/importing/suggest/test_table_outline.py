"""Where the headings and the records of a table stand."""

from collections.abc import Sequence

import pytest

from civic_partnership.importing.source import Row
from civic_partnership.importing.suggest.table_outline import TableOutline, find_year, outline_table


def outline(*rows: Sequence[str]) -> TableOutline:
    """Outline a table whose rows have the lines from 1 on."""
    found = outline_table([Row(number, cells) for number, cells in enumerate(rows, 1)])
    assert found is not None
    return found


CLUB = ("Nordby Klub", "29188505", "5000")


def test_titles_stand_above_and_totals_below() -> None:
    """A total may have any cells if nothing but its word stands first."""
    found = outline(("Liste",), ("Klub", "CVR", "Bydel"), CLUB, ("I alt:", "1", "5000"), ("Kilde: os",))

    assert (2, 1, 2) == (found.header, found.header_rows, found.known)
    assert (1, 1, 2) == (len(found.above), len(found.records), len(found.end))
    assert ("I alt", "Kilde") == found.end_words


@pytest.mark.parametrize(
    ("upper", "lower", "headings"),
    [
        (("Klub", "Tilskud", ""), ("", "2021", "2022"), ("Klub", "Tilskud 2021", "Tilskud 2022")),
        (("Klub", "CVR", "Tilskud"), ("", "", "2021"), ("Klub", "CVR", "Tilskud 2021")),
        (
            ("Forening", "", "Timer"),
            ("Navn", "CVR", "pr. uge"),
            ("Forening Navn", "Forening CVR", "Timer pr. uge"),
        ),
    ],
)
def test_headings_may_have_two_rows(upper: list[str], lower: list[str], headings: tuple[str, ...]) -> None:
    """A cell above goes on over empty ones."""
    found = outline(("Liste",), upper, lower, CLUB)

    assert (2, 2, headings) == (found.header, found.header_rows, found.headings)
    assert 1 == len(found.records)


@pytest.mark.parametrize(
    "rows",
    [
        (("Klub", "CVR", "Tilskud"), ("Nordby", "2021", "2022")),
        (("Klub", "År", "Beløb"), ("2021", "2021", "2022")),
        (("Klub", "CVR"), ("Klub", "CVR")),
        (("Nordby Kommune", "2024"), ("Klub", "CVR")),
        (("Stamdata", "", "Økonomi"), ("Klub", "CVR", "Beløb")),
    ],
)
def test_other_rows_are_not_joined(rows: tuple[Sequence[str], ...]) -> None:
    """Neither records, nor headings that stand again, nor titles."""
    assert 1 == outline(*rows).header_rows


def test_totals_between_the_records_are_told() -> None:
    """Then the word at the end cannot tell where the records end."""
    found = outline(
        ("Klub", "CVR", "Beløb", "År"), ("I alt", "", "1", ""), (*CLUB, "2024"), ("I alt", "", "2", "")
    )

    assert (("I alt",), (2,), 2) == (found.end_words, found.early, len(found.records))


def test_a_table_without_known_headings_has_no_outline() -> None:
    """Nothing is guessed, and no record is taken for headings, though it has a word such as formand."""
    rows = (["a", "b"], ["Anna Eksempel", "Formand"], ["Klub", "20 30 40 50"], ["Klub", "a@eksempel.dk"])

    assert [None] * 4 == [outline_table([Row(1, row), Row(2, ["1", "2"])]) for row in rows]


def test_a_text_has_a_year_if_it_has_one_only() -> None:
    """Longer numbers have none."""
    assert ["2024", None, None, "2024"] == [
        find_year(text) for text in ("Tilskud 2024", "2023-2024", "nr. 120245", "2024 og 2024")
    ]
