"""Which documents the rules about the whole look at."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from civic_partnership import parse
from civic_partnership.rules import CATALOGUE
from civic_partnership.streaming import DocumentChecker, find_needs

ON = date(2025, 3, 1)
BASE = """
[programmes.social]
name = "Sociale partnerskaber"
{programme}

[associations.base]
name = "Grundforeningen"
"""


def make_document(number: int, name: str = "", **changed: Any) -> bytes:
    """Return a document with an association and its partnership."""
    partnership = {"programme": "social", "partners": [{"association": f"a-{number}"}]}
    association = {"name": name or f"Forening {number}"}
    return json.dumps(
        {"associations": {f"a-{number}": association}, "partnerships": {f"p-{number}": partnership | changed}}
    ).encode()


def find_looked_at(documents: Iterable[bytes], programme: str = "") -> set[int]:
    """Return the lines of the documents that are needed, or share a key."""
    base = parse(BASE.format(programme=programme)).register
    needs = find_needs(base, ON, CATALOGUE)
    assert not needs.everything
    lines = ((0, each) for each in documents)
    needed, keys = needs.find_needed(DocumentChecker(base, ON, CATALOGUE, "").check(lines))
    by_key: dict[Any, set[int]] = {}
    for line, key in keys:
        by_key.setdefault(key, set()).add(line)
    return needed.union(*(lines for lines in by_key.values() if len(lines) > 1))


SOUND = [make_document(number) for number in range(10, 14)]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([make_document(1), make_document(2), make_document(2)], {2, 3}),
        ([make_document(1), make_document(2, "En klub"), make_document(3, "en KLUB")], {2, 3}),
        ([make_document(1), make_document(2, "grundforeningen")], {2}),
        ([make_document(1), make_document(2, programme="unknown")], {2}),
        ([make_document(1), make_document(2, partners=[{"association": "a-1"}])], {1, 2}),
        ([make_document(1), make_document(2, partners=[{"association": "base"}])], {2}),
        ([make_document(1), make_document(2, grants=1)], {2}),
        ([make_document(1), make_document(2, exempt={"budget-overspent": "aftalt"})], {2}),
    ],
    ids=[
        "an id twice",
        "a name twice",
        "a name of the base",
        "an unknown programme",
        "an association of another document",
        "an association of the base",
        "a record that could not be built",
        "an exemption from a rule about the whole",
    ],
)
def test_only_documents_that_matter_are_looked_at(documents: list[bytes], expected: set[int]) -> None:
    """Of sound documents none is."""
    assert find_looked_at([*documents, *SOUND]) == expected


@pytest.mark.parametrize(
    ("programme", "expected"),
    [("", set()), ("network_meetings_per_year = [1, 2]", {3}), ("annual_budget = 1_000_000", {1, 2, 3})],
)
def test_documents_of_which_something_is_added_up_are_looked_at(programme: str, expected: set[int]) -> None:
    """Years matter where network meetings are asked for, and grants, or their absence, under a budget."""
    documents = [
        make_document(1, grants=[{"year": 2023, "amount": 200_000}]),
        make_document(2, grants=[{"year": 2024, "amount": 200_000}]),
        make_document(3, terms=[{"kind": "initial", "period": "2021/2024"}]),
        make_document(4, terms=[{"kind": "initial", "period": "2030/2033"}]),
    ]
    assert find_looked_at(documents, programme) == expected


def test_a_base_register_that_names_records_of_documents_needs_all_documents() -> None:
    """While no document is there, such an id is unknown, and all ids are asked for the closest one."""
    base = parse(
        BASE.format(programme='[associations.old]\nname = "Den gamle"\nsucceeded_by = "a-11"')
    ).register

    assert find_needs(base, ON, CATALOGUE).everything
