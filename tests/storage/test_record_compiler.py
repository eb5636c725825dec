"""What is built at once is what the reader builds that explains errors; all else is left to that reader."""

import copy
import pickle
from typing import Any

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError
from cattrs import Converter
from hypothesis import given, settings, strategies as st
from registers import MINIMAL, places, planted

from civic_partnership.findings import Shape
from civic_partnership.model import KINDS, Register, class_of, has_confirmed_shape
from civic_partnership.storage import (
    find_structure_errors,
    from_dict,
    load,
    make_converter,
    shared_converter,
    structure_record,
    to_dict,
)
from civic_partnership.storage.converter import _explaining_reader
from civic_partnership.testing.any_registers import readable_registers as registers

NORDBY = to_dict(load("examples/nordby"))
del NORDBY["municipality"]


def explaining_converter() -> Converter:
    """Make a converter that builds nothing at once."""
    converter = make_converter()
    converter.register_structure_hook_factory(attrs.has, lambda cls: _explaining_reader(cls, converter))
    return converter


EXPLAINING = explaining_converter()


def read_record(converter: Converter, kind: str, id: str, raw: Any) -> tuple[str, list[Shape]]:
    """Return how a record looks that a converter reads, or what is wrong with it."""
    try:
        return repr(structure_record(converter, raw, KINDS[kind], id)), []
    except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
        return "", list(find_structure_errors(error, raw, KINDS[kind]))


def require_equal_records(tables: Any) -> None:
    """Require that both ways make the same records and the same errors of plain tables."""
    for kind, table in tables.items():
        for id, raw in table.items() if isinstance(table, dict) else ():
            assert read_record(EXPLAINING, kind, id, raw) == read_record(shared_converter(), kind, id, raw)


@settings(max_examples=40, deadline=None)
@given(registers())
def test_records_of_any_kind_are_built_alike(register: Register) -> None:
    """Build any record at once as the reader builds it that looks at one field after the other."""
    tables = to_dict(register)
    tables.pop("municipality", None)
    require_equal_records(tables)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_strange_values_are_refused_alike(data: st.DataObject) -> None:
    """Put a value of another type, an unknown name or an absent one into any record, and both ways agree."""
    kind = data.draw(st.sampled_from(sorted(NORDBY)))
    id = data.draw(st.sampled_from(sorted(NORDBY[kind])))
    way, _ = data.draw(st.sampled_from(list(places(NORDBY[kind][id]))))
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=5)
    keys = st.sampled_from(["name", "note", "id", "2024", "amount"]) | st.text(max_size=3)
    value = data.draw(
        st.recursive(
            scalars | st.dates() | st.times() | st.datetimes(),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
            max_leaves=4,
        )
    )
    if data.draw(st.booleans()):
        way = (*way[:-1], data.draw(keys)) if isinstance(way[-1], str) else way
    require_equal_records({kind: {id: planted(NORDBY[kind][id], way, value)}})


@pytest.mark.parametrize("kind", MINIMAL)
def test_a_draft_becomes_a_record_like_any_other(kind: str) -> None:
    """Make records that are of their class, frozen, comparable, and can be copied, pickled and changed."""
    tables = {kind: MINIMAL[kind] if kind == "municipality" else {"a": MINIMAL[kind]}}
    ((key, record),) = from_dict(tables).register

    assert class_of(key) is type(record)
    assert has_confirmed_shape(record)
    assert record == copy.deepcopy(record) == pickle.loads(pickle.dumps(record)) == attrs.evolve(record)
    assert hash(record) == hash(attrs.evolve(record))
    with pytest.raises(FrozenInstanceError):
        record.note = "x"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del record.note
