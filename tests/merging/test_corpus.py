"""Pairs of edits of the examples: no false conflict, no silent duplicate, no lost edit; `git_figures` tries more."""

from collections import Counter

from merging.pairs import BASES, Pair, apply, make_corpus

from civic_partnership.merging import diff, merge

NUMBER = 150


def judge(pair: Pair) -> str:
    """Say how a merge treats a pair of edits."""
    base = BASES[pair.base]
    result = merge(base, apply(base, pair.ours), apply(base, pair.theirs))
    if pair.is_conflict:
        expected = (pair.ours.record, pair.ours.path, pair.ours.value, pair.theirs.value)
        told = [(each.record, each.place.path, each.ours, each.theirs) for each in result.conflicts]
        return "right" if told == [expected] else "a conflict is not told"
    if result.conflicts:
        return "a false conflict"
    return "another register" if diff(pair.expected, result.register) else "right"


def test_every_pair_of_edits_is_merged_right() -> None:
    """Edits apart from each other are merged, the same row is there once, and a contradiction is told."""
    assert {"right": NUMBER} == Counter(map(judge, make_corpus(NUMBER)))
