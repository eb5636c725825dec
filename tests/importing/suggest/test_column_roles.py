"""What the columns of a table seem to be."""

from collections.abc import Sequence

import pytest

from civic_partnership.importing.source import Row
from civic_partnership.importing.suggest.column_role import Role
from civic_partnership.importing.suggest.column_roles import find_roles
from civic_partnership.importing.suggest.table_outline import outline_table


def roles(*rows: Sequence[str]) -> list[Role]:
    """Return the roles of the columns of a table."""
    outline = outline_table([Row(number, cells) for number, cells in enumerate(rows, 1)])
    assert outline is not None
    return find_roles(outline)


def role(heading: str, *cells: str) -> Role:
    """Return the role of a column beside one of clubs."""
    rows = [("Forening", heading), *((f"{n} Klub", cell) for n, cell in enumerate(cells))]
    return roles(*rows)[1]


@pytest.mark.parametrize(
    ("heading", "cells", "use", "path"),
    [
        ("cvr  NR.", ["29188505"], "field", "associations.cvr"),
        ("Nummer", ["29188505", "64942212", "55133018"], "field", "associations.cvr"),
        ("Nummer", ["29188506", "64942213", "20304050"], "personal", ""),
        ("Nummer", ["29188505", "64942212"], "personal", ""),
        ("Nummer", ["+45 20304050", "2030 4050", "20 30 40 50"], "personal", ""),
        ("Nummer", ["20 30 40", "2024"], "skip", ""),
        ("Foreningens CVR-nummer (8 cifre)", ["29188505"], "field", "associations.cvr"),
        ("Bevilget", ["15.12.2023"], "field", "partnerships.grants.awarded_on"),
        ("Bevilget", ["5.000"], "field", "partnerships.grants.amount"),
        ("Tilskud i kr.", ["5.000"], "field", "partnerships.grants.amount"),
        ("Kreditor", ["1000011111"], "skip", ""),
        ("Ansat", ["1.2.2021"], "field", "partnerships.employments.period.start"),
        ("Ansat", ["A. Eksempel"], "personal", ""),
        ("Klub", ["Sydby"], "skip", ""),
        ("Formandens adresse", ["Nordby 2"], "personal", ""),
        ("Navn", ["A. Eksempel"], "personal", ""),
        ("Hvem", ["Anna Eksempel", "Bo van Eksempel"], "skip", ""),
        ("Hvem", ["Anna Eksempel", "Bo Eksempel"], "personal", ""),
        ("Hvem", ["dans og musik", "Fodbold"], "skip", ""),
        ("Hvor", ["a@eksempel.dk", ""], "personal", ""),
        ("Nøgle", ["010190-1234", "020290-4321"], "personal", ""),
        ("P-nr.", ["1003456789"], "skip", ""),
        ("Skrevet", ["1.2.2021"], "skip", ""),
        ("Aktivitet", [""], "skip", ""),
        ("---", ["x"], "skip", ""),
        ("Ramme 2024", ["200.000"], "field", "partnerships.grants.amount"),
        ("Tilskud 2024", ["x"], "skip", ""),
        ("Møder 2024", ["12"], "skip", ""),
        ("Antal 2023 af 2024", ["200.000"], "skip", ""),
        ("Formand 2024", ["200.000"], "personal", ""),
        ("Medlemmer 2024", ["200.000"], "field", "associations.member_counts.total"),
    ],
)
def test_a_column_is_what_heading_and_cells_say(heading: str, cells: list[str], use: str, path: str) -> None:
    """The cells decide if the heading may mean several things."""
    found = role(heading, *cells)

    assert use == found.use
    if found.use == "field":
        assert path == found.path


def test_names_of_associations_are_known_by_their_words() -> None:
    """Below `Navn`, or below a heading that says nothing."""
    clubs = ["Nordby Boldklub", "Sydby IF", "x"]

    for heading in ("Navn", "Hvem"):
        (found, _) = roles((heading, "CVR"), *((club, "29188505") for club in clubs))
        assert ("field", "associations.name") == (found.use, found.path)
        assert found.doubt is not None


def test_a_heading_that_stands_twice_fills_nothing() -> None:
    """Nobody can tell which is meant."""
    found = roles(("Forening", "Beløb", "Beløb"), ("Klub", "1", "2"))

    assert ["field", "skip", "skip"] == [each.use for each in found]
    assert "flere gange" in (found[1].doubt or found[1].reason).da


def test_a_field_has_one_column() -> None:
    """The second is left out, and the comment names the first; a taken field is no guess either."""
    second, third = roles(("Forening", "Klub", "Klubben hedder, Forening"), ("Nordby", "Sydby", "Østby"))[1:]

    assert "kolonne A" in (second.doubt or second.reason).da
    assert "skip" == third.use


def test_cells_that_cannot_be_read_are_told_by_their_lines() -> None:
    """The first five of them."""
    found = role("CVR", *["29188505"] * 6, *["x"] * 6)

    assert found.doubt is not None
    assert found.doubt.da.endswith("rækkerne afvises (linje 8, 9, 10, 11, 12 …)")


def test_cvr_numbers_with_wrong_check_digits_are_doubted() -> None:
    """If they are most of the cells."""
    assert role("CVR", "29188505", "29188506").doubt is None
    assert role("CVR", "29188505", "29188506", "29188507").doubt is not None
