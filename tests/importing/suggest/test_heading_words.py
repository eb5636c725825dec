"""The headings that people write over fields."""

import pytest

from civic_partnership.importing.suggest.heading_words import (
    OTHER_HEADINGS,
    field_headings,
    heading_key,
    is_about_person,
    is_known,
)


def test_every_field_is_found_by_its_own_words() -> None:
    """The additions are written as keys, and each leads to its field."""
    for path, headings in OTHER_HEADINGS.items():
        for heading in headings:
            assert heading == heading_key(heading)
            assert path in field_headings()[heading]


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Foreninger", "associations.name"),
        ("Foreningsnavn", "associations.name"),
        ("association name", "associations.name"),
        ("CVR-Nummer", "associations.cvr"),
        ("Netværk", "associations.networks"),
        ("Ordning", "programmes.name"),
        ("Journalnummer", "partnerships.case"),
        ("År", "partnerships.grants.year"),
        ("Tilskud beløb", "partnerships.grants.amount"),
        ("Medlemstal dato", "associations.member_counts.on"),
    ],
)
def test_headings_come_from_the_labels(heading: str, path: str) -> None:
    """In Danish and English, alone or with the label of the record."""
    assert path == field_headings()[heading_key(heading)][0]


@pytest.mark.parametrize("heading", ["Dato", "Til", "Periode (kr.)", "Art"])
def test_a_label_of_several_fields_tells_nothing(heading: str) -> None:
    """Only where it is listed does it lead to a field."""
    assert len(field_headings().get(heading_key(heading), ())) <= 1


@pytest.mark.parametrize(
    "heading", ["Formand", "Formandens navn", "E-mail", "Tlf. (mobil)", "Konsulent", "chair"]
)
def test_headings_of_persons_are_told(heading: str) -> None:
    """From the roles and the personal fields of contacts, and a few words more."""
    assert is_about_person(heading_key(heading))


def test_other_headings_are_not_known() -> None:
    """Neither fields nor persons."""
    assert [True, True, True, False] == [is_known(each) for each in ("CVR", "Mail", "P-nr.", "Bydel")]
