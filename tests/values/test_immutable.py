import copy
import datetime
import pickle
from collections.abc import Callable
from itertools import combinations

import pytest

from civic_partnership import values
from civic_partnership.values import (
    Dated,
    Interval,
    Label,
    PartialDate,
    Period,
    Range,
    Table,
)
from civic_partnership.values.immutable import Immutable

DAY = datetime.date(2024, 1, 1)
NAMES = {name: getattr(values, name) for name in dir(values)}

MAKERS: list[Callable[[], Immutable]] = [
    lambda: PartialDate("2024~"),
    lambda: PartialDate("2024"),
    lambda: Interval((DAY, DAY), (DAY, datetime.date.max)),
    lambda: Interval((DAY, datetime.date(2024, 1, 2)), (DAY, datetime.date.max)),
    lambda: Period("2024-01-01/.."),
    lambda: Period("2024/2024~"),
    lambda: Dated.always(1),
    lambda: Dated.since({"2024~": 1, "2012": 2}),
    lambda: Dated[int](((PartialDate("2024"), 1),)),
    lambda: Range(1, 2),
    lambda: Label("et", "one"),
    lambda: Table({"b": Range(1, 2), "a": Range(3, 4)}),
    lambda: Table[int]({}),
]
each_value = pytest.mark.parametrize("make", MAKERS, ids=lambda make: repr(make())[:40])


def test_every_kind_of_value_is_tried() -> None:
    """Every immutable class of this room stands in the table of this file."""
    offered = {kind for kind in NAMES.values() if isinstance(kind, type) and issubclass(kind, Immutable)}

    assert offered == {type(make()) for make in MAKERS}


def slots(value: Immutable) -> dict[str, object]:
    """Return all slots of a value, also of its base classes: name -> content."""
    names = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    return {name: getattr(value, name) for name in names}


@each_value
def test_does_not_change(make: Callable[[], Immutable]) -> None:
    """No attribute of a value can be set or deleted, be it a known one or a new one."""
    value = make()

    assert slots(value)
    for name in [*slots(value), "new"]:
        with pytest.raises(AttributeError, match="does not change"):
            setattr(value, name, None)
        with pytest.raises(AttributeError, match="does not change"):
            delattr(value, name)
    assert not hasattr(value, "__dict__")
    assert make() == value


@each_value
def test_is_equal_to_what_is_made_of_the_same_parts(make: Callable[[], Immutable]) -> None:
    """Made, pickled or copied again, a value is equal and hashes the same."""
    value = make()
    for again in (make(), pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert value == again
        assert hash(value) == hash(again)
        assert type(value) is type(again)
        assert slots(value) == slots(again)


def test_different_values_are_not_equal() -> None:
    """Values of other parts or of another kind are not equal, nor is a value equal to its parts."""
    assert all(one() != other() for one, other in combinations(MAKERS, 2))
    assert Range(1, 2) != (1, 2)


@each_value
def test_shows_how_it_is_made(make: Callable[[], Immutable]) -> None:
    """The representation of a value is code that makes it again."""
    assert make() == eval(repr(make()), {**NAMES, "datetime": datetime})
