"""The role of a column, and where it stands."""

from civic_partnership.importing.suggest.column_role import name_columns


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    """As far as ZZ."""
    assert ["A", "Z", "AA", "ZZ", "C-E"] == [
        name_columns(places) for places in ([0], [25], [26], [701], [2, 3, 4])
    ]
