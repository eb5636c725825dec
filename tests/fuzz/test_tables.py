"""Whatever is put into any place of a register."""

import datetime
from decimal import Decimal
from typing import Any

import attrs
from fuzz.enduring import withstand
from fuzz.inputs import DAY
from hypothesis import given, settings, strategies as st
from registers import places, planted

from civic_partnership.model import KINDS, Municipality, Register, unwrap_type
from civic_partnership.storage import from_dict, to_dict
from civic_partnership.testing.any_registers import POOL, readable_registers as registers


def _names(cls: Any) -> set[str]:
    """Return the names of all fields of a class and of the classes that they hold."""
    cls = unwrap_type(cls)
    if not attrs.has(cls):
        return set().union(*map(_names, getattr(cls, "__args__", ())))
    return {a.name for a in attrs.fields(cls)}.union(*(_names(a.type) for a in attrs.fields(cls)))


FIELDS = sorted(_names(Municipality).union(*map(_names, KINDS.values())))
names = st.sampled_from([*FIELDS, *FIELDS, *POOL, "2021", "2021~", "", "ukendt"]) | st.text(max_size=3)
scalars = st.one_of(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=5)
    | st.binary(max_size=2),
    st.dates() | st.datetimes() | st.times() | st.timedeltas(),
    st.sampled_from(
        [*POOL, "2021", "2021~", "2021/..", "2021/2024", "2024-01-31", "initial", "status", "17:00:00"]
    ),
    st.sampled_from([1, 2021, Decimal("0.5"), DAY, datetime.time(17), (), (1,), frozenset()]),
)
plain_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(registers(), st.data())
def test_registers_with_something_else_in_them_never_break_anything(
    register: Register, data: st.DataObject
) -> None:
    """Neither does anything put in any place of a register."""
    tables = to_dict(register)
    for _ in range(data.draw(st.integers(0, 4))):
        way, value = data.draw(st.sampled_from([((), tables), *places(tables)]))
        way = (*way, data.draw(names)) if isinstance(value, dict) else way
        tables = planted(tables, way, data.draw(plain_values))

    withstand(from_dict(tables))
