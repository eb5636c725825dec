from collections.abc import Mapping

import pytest
from hypothesis import given, strategies as st

from civic_partnership.testing.values import slugs
from civic_partnership.values import Table

some_items = st.dictionaries(slugs(), st.integers(), max_size=5)


@given(some_items, slugs())
def test_is_a_mapping_sorted_by_key(items: dict[str, int], key: str) -> None:
    """A table answers as the dictionary that it is made of, in order of its keys."""
    table = Table(items)

    assert isinstance(table, Mapping)
    assert sorted(items) == list(table) == list(table.keys())
    assert sorted(items.items()) == list(table.items())
    assert [items[each] for each in sorted(items)] == list(table.values())
    assert len(items) == len(table)
    assert bool(items) == bool(table)
    assert (key in items, items.get(key)) == (key in table, table.get(key))
    assert all(items[each] == table[each] for each in items)


def test_has_nothing_under_an_unknown_key() -> None:
    """An unknown key is a `KeyError`, and no key at all is not in it."""
    with pytest.raises(KeyError):
        Table({"a": 1})["b"]

    no_key: object = 1
    assert no_key not in Table({"1": 1})


@given(some_items, st.data())
def test_is_equal_and_hashes_the_same_in_any_order(items: dict[str, int], data: st.DataObject) -> None:
    """Two tables of the same items are equal, whatever the order in which these came."""
    again = Table(dict(data.draw(st.permutations(list(items.items())))))

    assert Table(items) == again
    assert hash(Table(items)) == hash(again)
    assert repr(Table(items)) == repr(again)


@given(some_items, some_items)
def test_differs_when_its_items_differ(one: dict[str, int], other: dict[str, int]) -> None:
    """Two tables are equal exactly when their items are."""
    assert (one == other) == (Table(one) == Table(other))


@pytest.mark.parametrize("other", [{"a": 1}, [("a", 1)], None])
def test_is_equal_to_no_other_mapping(other: object) -> None:
    """A table differs from a dictionary, which may change and has no hash."""
    assert Table({"a": 1}) != other


def test_does_not_change_with_what_it_was_made_of() -> None:
    """A table never changes, not even when its source does."""
    items = {"a": 1}
    table = Table(items)
    items["b"] = 2

    assert Table({"a": 1}) == table
    for method in ("__setitem__", "__delitem__", "pop", "popitem", "clear", "update", "setdefault"):
        assert not hasattr(table, method)
