import pytest

from civic_partnership.findings import SOURCE_DOCUMENTS, citation
from civic_partnership.values import Label


@pytest.mark.parametrize("name", SOURCE_DOCUMENTS)
def test_a_document_is_cited_by_its_title_and_the_place_in_it(name: str) -> None:
    """The title stands there in both languages; what stands after the first comma is the place."""
    title = SOURCE_DOCUMENTS[name]

    assert title.da != title.en
    assert title == citation(name)
    assert Label(f"{title.da}, Bilag 1, side 40", f"{title.en}, Bilag 1, side 40") == citation(
        f"{name}, Bilag 1, side 40"
    )


def test_cites_an_unknown_document_as_it_is_named() -> None:
    """A document of a plugin's rule, which has no title here, goes by the name that the rule gives it."""
    name = "nordby-budget-2021, side 3"

    assert Label(name, name) == citation(name)
