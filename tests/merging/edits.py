"""Registers in which somebody changed a few fields and rows."""

from pathlib import Path
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership import RecordsError, Register, load
from civic_partnership.storage import ensure_writable
from civic_partnership.testing.any_registers import samples

NORDBY = load(Path(__file__).parents[2] / "examples" / "nordby")


@st.composite
def edits(draw: DrawFn, register: Register = NORDBY) -> Register:
    """Draw a register with up to three changes since another one; records are changed, added and removed."""
    for _ in range(draw(st.integers(0, 3))):
        record: Any = draw(st.sampled_from([record for _, record in register]))
        kind = draw(st.sampled_from(["change", "change", "change", "remove", "add"]))
        if kind == "remove":
            register = register.without(record)
        elif kind == "add" and hasattr(record, "id"):
            register = register.replace(attrs.evolve(record, id=draw(st.sampled_from(["new-a", "new-b"]))))
        else:
            register = register.replace(draw(changed(record)))
    return register


@st.composite
def changed(draw: DrawFn, thing: Any) -> Any:
    """Draw a record or row with another value in one field, or with a row changed, added or removed."""
    field = draw(st.sampled_from([each for each in attrs.fields(type(thing)) if each.name != "id"]))
    value = getattr(thing, field.name)
    if isinstance(value, tuple) and value and attrs.has(type(value[0])):
        place = draw(st.integers(0, len(value) - 1))
        rows = list(value)
        match draw(st.sampled_from(["change", "remove", "add", "swap"])):
            case "change":
                rows[place] = draw(changed(rows[place]))
            case "remove" if len(rows) > 1:
                del rows[place]
            case "add":
                rows.insert(place, draw(changed(rows[place])))
            case _:
                rows.reverse()
        return attrs.evolve(thing, **{field.name: tuple(rows)})
    if attrs.has(type(value)):
        return attrs.evolve(thing, **{field.name: draw(changed(value))})
    return attrs.evolve(thing, **{field.name: draw(samples(field.type))})


def is_writable(register: Register) -> bool:
    """Tell whether files can hold a register."""
    try:
        ensure_writable(register)
    except RecordsError:
        return False
    return True


def desks(register: Register = NORDBY) -> st.SearchStrategy[Register]:
    """Return a strategy for registers that somebody changed and that files can hold."""
    return edits(register).filter(is_writable)
