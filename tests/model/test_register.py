import copy
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from model.places import classes, least

from civic_partnership.model import (
    KINDS,
    Association,
    Entry,
    FocusArea,
    LeftOut,
    Municipality,
    Record,
    RecordKey,
    Register,
    Term,
    kind_of,
)
from civic_partnership.testing.any_registers import readable_registers as registers, records
from civic_partnership.values import Table

one_record: st.SearchStrategy[Entry] = st.one_of([records(cls) for cls in [*KINDS.values(), Municipality]])
kinds_named = st.sampled_from([*KINDS])
NO_RECORDS = [cls for cls in classes() if cls not in (Municipality, *KINDS.values())]


def key_of(record: Entry) -> RecordKey:
    """Return the key that a record must be found under."""
    if isinstance(record, Record):
        return RecordKey(kind_of(record), record.id)
    return RecordKey("municipality", None)


@given(registers(max_size=5), one_record)
def test_holds_what_was_put_in_and_all_else_as_before(register: Register, record: Entry) -> None:
    """A replacement adds its record and changes no other."""
    expected = {**dict(register), key_of(record): record}
    changed = register.replace(record)

    assert expected == dict(changed)
    assert record == changed.get(key_of(record))
    assert changed == changed.replace(record)


@given(registers(max_size=5), one_record)
def test_without_takes_out_that_record_alone(register: Register, record: Entry) -> None:
    """Removing a record changes no other; removing it again changes nothing."""
    smaller = register.replace(record).without(record)

    assert {key: each for key, each in register if key != key_of(record)} == dict(smaller)
    assert smaller.get(key_of(record)) is None
    assert smaller == smaller.without(record)


@given(registers(max_size=5))
def test_shows_every_record_once_in_the_order_of_kinds_and_ids(register: Register) -> None:
    """The municipality comes first, then kind by kind in their order, each sorted by id."""
    keys = [key for key, _ in register]
    order = ["municipality", *KINDS]

    assert sorted(set(keys), key=lambda key: (order.index(key.kind), key.id or "")) == keys
    assert len(keys) == sum(len(getattr(register, kind)) for kind in KINDS) + (
        register.municipality is not None
    )
    assert all(record == register.get(key) for key, record in register)


@given(st.data())
def test_does_not_depend_on_the_order_in_which_records_came(data: st.DataObject) -> None:
    """Records put in one by one in any order, or all at once, make equal registers with one hash."""
    register = data.draw(registers(max_size=5))
    built = Register()
    for record in data.draw(st.permutations([record for _, record in register])):
        built = built.replace(record)

    assert register == built
    assert hash(register) == hash(built)
    assert register == Register().replace(*(record for _, record in register))


@pytest.mark.parametrize(
    "make", [copy.copy, copy.deepcopy, lambda register: pickle.loads(pickle.dumps(register))]
)
@given(register=registers(max_size=5))
def test_survives_pickle_and_copy(make: Callable[[Register], Register], register: Register) -> None:
    """Pickled or copied, a register is equal, hashes the same and shows its records in the same order."""
    same = make(attrs.evolve(register, left_out=frozenset({LeftOut("areas", None)})))

    assert register == attrs.evolve(same, left_out=frozenset())
    assert hash(register) == hash(attrs.evolve(same, left_out=frozenset()))
    assert list(register) == list(same)


@pytest.mark.parametrize("cls", NO_RECORDS, ids=lambda cls: cls.__name__)
@pytest.mark.parametrize("method", [Register.replace, Register.without])
def test_refuses_what_is_no_record_of_a_register(method: Callable[..., Register], cls: type[Any]) -> None:
    """A part of a record, even one with an id such as a focus area, does not stand in a register by itself."""
    with pytest.raises(TypeError, match=cls.__name__):
        method(Register(), least(cls))


@pytest.mark.parametrize("cls", [Municipality, FocusArea, Term])
def test_only_records_of_a_register_are_of_a_kind(cls: type[Any]) -> None:
    """Only what stands in a table of a register has a kind."""
    with pytest.raises(TypeError, match=cls.__name__):
        kind_of(least(cls))


def test_kinds_are_the_tables_of_a_register() -> None:
    """Each table of a register is a kind, in its order; its class stands in that table and no other."""
    tables = [each.name for each in attrs.fields(Register) if each.default == Table()]

    assert tables == list(KINDS)
    assert tables == [kind_of(least(cls)) for cls in KINDS.values()]
    assert not {*tables} & {"municipality", "left_out"}
    with pytest.raises(TypeError):
        KINDS["areas"] = Association  # type: ignore[index]


left_out = st.frozensets(
    st.builds(LeftOut, st.none() | st.sampled_from(["areas", "contacts"]), st.none() | st.sampled_from("ab")),
    max_size=3,
)


@given(left_out, st.sampled_from(["areas", "contacts"]), st.sampled_from("ab"))
def test_may_hold_what_may_have_been_left_out(left: frozenset[LeftOut], kind: str, id: str) -> None:
    """A record may be a left-out one if kind and id are equal or unknown."""
    expected = any(each.kind in (None, kind) and each.id in (None, id) for each in left)

    assert expected == Register(left_out=left).may_hold(kind, id)
