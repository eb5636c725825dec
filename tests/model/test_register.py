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
NO_RECORDS = [cls for cls in classes() if cls not in (Municipality, *KINDS.values())]


def key_of(record: Entry) -> RecordKey:
    """Return the key that a record must be found under."""
    if isinstance(record, Record):
        return RecordKey(kind_of(record), record.id)
    return RecordKey("municipality", None)


@given(registers(max_size=5), one_record)
def test_a_record_is_put_in_and_taken_out_alone(register: Register, record: Entry) -> None:
    """A replacement adds its record, removing takes it out, and neither changes another."""
    key, others = key_of(record), {key: each for key, each in register if key != key_of(record)}
    changed = register.replace(record)
    smaller = changed.without(record)

    assert dict(changed) == {**others, key: record}
    assert changed.get(key) == record
    assert changed.replace(record) == changed
    assert dict(smaller) == others
    assert smaller.get(key) is None
    assert smaller.without(record) == smaller


@given(st.data())
def test_shows_every_record_once_in_order_whatever_the_order_in_which_they_came(data: st.DataObject) -> None:
    """The municipality comes first, then kind by kind, each sorted by id; equal registers have one hash."""
    register = data.draw(registers(max_size=5))
    keys = [key for key, _ in register]
    order = ["municipality", *KINDS]
    built = Register()
    for record in data.draw(st.permutations([record for _, record in register])):
        built = built.replace(record)

    assert sorted(set(keys), key=lambda key: (order.index(key.kind), key.id or "")) == keys
    assert all(record == register.get(key) for key, record in register)
    assert (built, hash(built)) == (register, hash(register))
    assert register == Register().replace(*(record for _, record in register))


@given(registers(max_size=5))
def test_survives_pickle_and_copy(register: Register) -> None:
    """Pickled or copied, a register is equal, hashes the same and shows its records in the same order."""
    holed = attrs.evolve(register, left_out=frozenset({LeftOut("areas", None)}))
    for same in (copy.copy(holed), copy.deepcopy(holed), pickle.loads(pickle.dumps(holed))):
        assert (same, hash(same)) == (holed, hash(holed))
        assert list(same) == list(register)


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
