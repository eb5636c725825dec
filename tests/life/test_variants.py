"""The variants of the stories: a text of a story is changed, and a check finds what that means."""

from collections import Counter

import pytest
from life.changed_story import count, read_story
from life.variants import money, plans, terms

from civic_partnership.findings import Rule
from civic_partnership.rules import CATALOGUE

SUBJECTS = {
    money: money.RULES,
    plans: CATALOGUE,
    terms: CATALOGUE,
}
"""Module with variants -> the rules that are asked."""


@pytest.mark.parametrize(
    ("rules", "story", "usual", "then", "expected"),
    [
        (rules, story, *each)
        for module, rules in SUBJECTS.items()
        for story, changes in module.VARIANTS.items()
        for each in changes
    ],
)
def test_a_variant_of_a_story_has_its_right_answer(
    rules: tuple[Rule, ...], story: str, usual: str, then: str, expected: list[str]
) -> None:
    """The rules find what the variant says, and nothing else."""
    assert Counter(expected) == count(*read_story(story, usual, then), rules)
