import copy
import pickle
from decimal import Decimal
from typing import Any

import attrs
import pytest

from civic_partnership.model import (
    Contact,
    Decision,
    Grant,
    Missing,
    Term,
    confirm_shape,
    find_invalid_values,
    has_confirmed_shape,
    wrong_choices,
)
from civic_partnership.values import InvalidValue, Period

GRANT = Grant(year=2021, amount=Decimal(1))


@pytest.mark.parametrize(
    ("cls", "filled", "expected"),
    [
        (Grant, ["year", "amount"], []),
        (Grant, ["amount"], [Missing]),
        (Grant, ["year", "period"], [InvalidValue]),
        (Contact, [], []),
        (Contact, ["department"], []),
        (Contact, ["department", "association"], [InvalidValue]),
        (Decision, [], [Missing]),
        (Decision, ["on", "by", "text"], []),
        (Term, [], []),
    ],
)
def test_groups_of_fields_have_as_many_filled_as_they_may(
    cls: Any, filled: list[str], expected: list[type]
) -> None:
    """Return an error for a group of which too few or too many fields are filled."""
    assert expected == [type(error) for error in wrong_choices(cls, filled)]


def test_invalid_values_have_their_place() -> None:
    """Yield each value that no file can hold with its path, and nothing for a right one."""
    values: dict[str, Any] = {"year": "2021", "amount": Decimal(-1), "sources": [], "note": " "}
    wrong = Grant(**values)

    assert [] == list(find_invalid_values(GRANT, Grant))
    assert {("x", name) for name in values} == {
        path for path, _, _ in find_invalid_values(wrong, Grant, ("x",))
    }
    assert [()] == [path for path, _, _ in find_invalid_values(Period("2021/2021"), Grant)]
    assert [] == list(find_invalid_values(None, Grant | None))


def test_a_confirmation_is_of_one_object_alone() -> None:
    """Remember nothing of a changed record or of a copy, and change nothing that a record is equal by."""
    grant = attrs.evolve(GRANT)
    assert not has_confirmed_shape(grant)
    confirm_shape(grant)

    assert has_confirmed_shape(grant)
    assert (grant, hash(grant), repr(grant)) == (GRANT, hash(GRANT), repr(GRANT))
    others: list[object] = [
        attrs.evolve(grant, note="x"),
        copy.copy(grant),
        pickle.loads(pickle.dumps(grant)),
        GRANT,
        "text",
    ]
    assert not any(map(has_confirmed_shape, others))
