import pytest

from civic_partnership.findings import SOURCE_DOCUMENTS, citation
from civic_partnership.values import Label


@pytest.mark.parametrize("name", SOURCE_DOCUMENTS)
def test_documents_have_a_title_in_both_languages(name: str) -> None:
    """Every document has a title in Danish and in English, and is cited by it."""
    title = SOURCE_DOCUMENTS[name]

    assert title.da != title.en
    assert title == citation(name)


@pytest.mark.parametrize("place", ["Udvælgelse", "side 3", "Bilag 1, side 40"])
def test_cites_the_place_in_a_document(place: str) -> None:
    """What stands after the first comma is the place, told after the title in both languages."""
    title = SOURCE_DOCUMENTS["cvr-register"]

    assert Label(f"{title.da}, {place}", f"{title.en}, {place}") == citation(f"cvr-register, {place}")


def test_cites_an_unknown_document_as_it_is_named() -> None:
    """A document of a plugin's rule, which has no title here, goes by the name that the rule gives it."""
    name = "nordby-budget-2021, side 3"

    assert Label(name, name) == citation(name)
