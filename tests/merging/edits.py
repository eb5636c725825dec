"""Edits of a register, as people make them: a field is changed, a row or a record is added or removed."""

from pathlib import Path
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership import RecordsError, Register, load
from civic_partnership.model import Municipality, is_same_row
from civic_partnership.storage import ensure_writable
from civic_partnership.testing.any_registers import samples

EXAMPLES = Path(__file__).parents[2] / "examples"
NORDBY = load(EXAMPLES / "nordby")


@st.composite
def edits(draw: DrawFn, register: Register = NORDBY) -> Register:
    """Draw a register with up to three edits since another one."""
    for _ in range(draw(st.integers(0, 3))):
        register = draw(edited(register))
    return register


@st.composite
def edited(draw: DrawFn, register: Register) -> Register:
    """Draw a register with one edit: a record is changed, added or removed."""
    record: Any = draw(st.sampled_from([record for _, record in register]))
    match draw(st.sampled_from(["change", "change", "change", "change", "remove", "add"])):
        case "remove":
            return register.without(record)
        case "add" if not isinstance(record, Municipality):
            return register.replace(attrs.evolve(record, id=draw(st.sampled_from(["new-a", "new-b"]))))
        case _:
            return register.replace(draw(changed(record)))


@st.composite
def changed(draw: DrawFn, thing: Any) -> Any:
    """Draw a record or row with another value in one field, or with a row changed, added or removed."""
    field = draw(st.sampled_from([each for each in attrs.fields(type(thing)) if each.name != "id"]))
    value = getattr(thing, field.name)
    if isinstance(value, tuple) and value and attrs.has(type(value[0])):
        return attrs.evolve(thing, **{field.name: draw(changed_rows(value))})
    if attrs.has(type(value)):
        return attrs.evolve(thing, **{field.name: draw(changed(value))})
    return attrs.evolve(thing, **{field.name: draw(samples(field.type))})


@st.composite
def changed_rows(draw: DrawFn, rows: tuple[Any, ...]) -> tuple[Any, ...]:
    """Draw a list in which a row is changed, added, removed or moved."""
    place = draw(st.integers(0, len(rows) - 1))
    before, row, after = rows[:place], rows[place], rows[place + 1 :]
    edit = draw(st.sampled_from(["change", "remove", "add", "move"]))
    others = (*before, *after) if edit == "change" else rows
    new = draw(changed(row))
    match edit:
        case "change" | "add" if not any(is_same_row(new, each) for each in others):
            return (*before, new, *(() if edit == "change" else (row,)), *after)
        case "remove" if len(rows) > 1:
            return (*before, *after)
        case _:
            return (row, *before, *after)


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
