"""The order of rows in the stories of a grant's life."""

from typing import Any

import attrs
import pytest
from life.test_stories import STORIES
from life.variants import count, read_story

READABLE = [path.stem for path in STORIES if path.stem != "danish-words"]


def reverse_rows(record: Any) -> Any:
    """Return a record with the rows of each of its lists backwards, and those within them."""
    rows = {
        field.name: tuple(map(reverse_rows, reversed(value)))
        for field in attrs.fields(type(record))
        if isinstance(value := getattr(record, field.name), tuple) and value and attrs.has(type(value[0]))
    }
    return attrs.evolve(record, **rows)


@pytest.mark.parametrize("story", READABLE)
def test_the_order_of_rows_does_not_matter(story: str) -> None:
    """Written backwards, the partners, terms, grants, payments and all other rows give the same answer."""
    register, on = read_story(story)
    backwards = register.replace(*map(reverse_rows, register.partnerships.values()))

    assert count(register, on) == count(backwards, on)
