"""Pairs of edits that two desks make to one register, each with the right result of their merge."""

from functools import cache
from typing import Any, Literal, NamedTuple, cast

import attrs
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from hypothesis.strategies import DrawFn
from merging.edits import EXAMPLES, changed

from civic_partnership import Register, load
from civic_partnership.findings import find_shape_errors
from civic_partnership.merging.three_way_merge import group_fields
from civic_partnership.model import Place, RecordKey, find_all_places, is_same_row
from civic_partnership.testing.any_registers import samples
from civic_partnership.values import Path, Table

BASES = {name: load(EXAMPLES / name) for name in ("nordby", "copenhagen", "livsforloeb", "soenderhavn")}
"""The example registers that are edited, by the names of their folders."""


class Edit(NamedTuple):
    """One edit: the field or row at a path gets a value; a row with such a value is added there; or it goes."""

    what: Literal["change", "add", "remove"]
    record: RecordKey
    path: Path
    value: Any = None


class Pair(NamedTuple):
    """Two edits of a register.

    Attributes:
        base: the name of the register that both edit.
        ours, theirs: the edits.
        is_conflict: whether somebody must decide between them; if not, `expected` is the result.
    """

    base: str
    ours: Edit
    theirs: Edit
    is_conflict: bool

    @property
    def expected(self) -> Register:
        """Return the register with both edits, once if they are the same."""
        is_same_row = self.ours.what == "add" and self.ours == self.theirs._replace(path=self.ours.path)
        return apply(BASES[self.base], *[self.ours, self.theirs][is_same_row:])


def apply(register: Register, *edits: Edit) -> Register:
    """Return a register with edits whose paths are those of the register before them."""
    in_order = sorted(edits, key=lambda edit: (edit.what != "change", -_index(edit)))
    for edit in in_order:
        record = register.get(edit.record)
        assert record is not None
        register = register.replace(_edit(record, edit.path, edit))
    return register


def _index(edit: Edit) -> int:
    *_, step = edit.path
    return step if isinstance(step, int) else 0


def _edit(thing: Any, path: Path, edit: Edit) -> Any:
    """Return a record or row with an edit at a path."""
    name, *rest = path
    rows = getattr(thing, str(name))
    if not rest:
        return attrs.evolve(thing, **{str(name): edit.value})
    if not isinstance(rows, tuple):
        return attrs.evolve(thing, **{str(name): _edit(rows, tuple(rest), edit)})
    place, *further = rest
    assert isinstance(place, int)
    before, row, after = rows[:place], rows[place], rows[place + 1 :]
    if further:
        new: tuple[Any, ...] = (_edit(row, tuple(further), edit),)
    else:
        new = {"change": (edit.value,), "add": (edit.value, row), "remove": ()}[edit.what]
    return attrs.evolve(thing, **{str(name): (*before, *new, *after)})


def _has_parts(value: Any) -> bool:
    return attrs.has(type(value)) or isinstance(value, tuple | Table)


def _has_rows(value: Any) -> bool:
    return isinstance(value, tuple) and any(attrs.has(type(row)) for row in value)


@cache
def find_fields(name: str) -> list[tuple[RecordKey, Place, Any, "attrs.Attribute[Any]"]]:
    """Find the fields whose values have no rows, and that are not part of a row's key."""
    return [
        (key, place.field(field.name), value, field)
        for key, place, thing in find_all_places(BASES[name])
        if attrs.has(type(thing)) and not any(isinstance(step, str) for step in place.path[1::2])
        for field in attrs.fields(type(thing))
        if field.name not in (*getattr(type(thing), "ROW_KEY", ()), "id")
        and not _has_rows(value := getattr(thing, field.name))
        and not attrs.has(type(value))
    ]


@cache
def find_rows(name: str) -> list[tuple[RecordKey, Place, tuple[Any, ...]]]:
    """Find the lists of rows that have a key."""
    places = find_all_places(BASES[name])
    return [each for each in places if _has_rows(each[2]) and hasattr(type(each[2][0]), "ROW_KEY")]


@st.composite
def field_edits(draw: DrawFn, name: str) -> Edit:
    """Draw an edit of one field."""
    key, place, value, field = draw(st.sampled_from(find_fields(name)))
    edit = Edit("change", key, place.path, draw(samples(field.type).filter(lambda new: new != value)))
    return edit if _is_sound(name, edit) else draw(field_edits(name))


@st.composite
def row_edits(draw: DrawFn, name: str) -> Edit:
    """Draw an edit that adds a row or removes one."""
    key, place, rows = draw(st.sampled_from(find_rows(name)))
    number = draw(st.integers(0, len(rows) - 1))
    edit = Edit("remove", key, (*place.path, number))
    if draw(st.integers(0, 3)):
        row = draw(changed(rows[number]))
        edit = edit._replace(what="add", value=row)
        if any(is_same_row(row, each) for each in rows):
            return draw(row_edits(name))
    return edit if _is_sound(name, edit) else draw(row_edits(name))


def _is_sound(name: str, *edits: Edit) -> bool:
    """Tell whether a file can hold the records after some edits."""
    edited = apply(BASES[name], *edits)
    records = (edited.get(edit.record) for edit in edits)
    return not any(find_shape_errors(Register().replace(*filter(None, records))))


def _is_apart(name: str, one: Edit, other: Edit) -> bool:
    """Tell whether two edits have nothing to do with each other."""
    if one.record != other.record:
        return True
    shorter, longer = sorted((one.path, other.path), key=len)
    if longer[: len(shorter)] == shorter:
        return False
    if one.path[:-1] == other.path[:-1] and one.what == other.what == "change":
        thing: Any = BASES[name].get(one.record)
        for step in one.path[:-1]:
            thing = thing[step] if isinstance(step, int) else getattr(thing, step)
        return not any(
            {one.path[-1], other.path[-1]} <= {*group.names} for group in group_fields(type(thing))
        )
    return True


@st.composite
def pairs(draw: DrawFn) -> Pair:
    """Draw two edits that have nothing to do with each other, that are the same, or that contradict."""
    name = draw(st.sampled_from([*BASES]))
    kind = draw(st.sampled_from(["apart", "apart", "apart", "same row", "contradiction"]))
    if kind == "apart":
        either = st.one_of(field_edits(name), field_edits(name), row_edits(name))
        sides = st.tuples(either, either).filter(
            lambda both: _is_apart(name, *both) and _is_sound(name, *both)
        )
        return Pair(name, *draw(sides), is_conflict=False)
    if kind == "same row":
        ours = draw(row_edits(name).filter(lambda edit: edit.what == "add"))
        *way, _ = ours.path
        rows = next(
            rows for key, place, rows in find_rows(name) if (key, [*place.path]) == (ours.record, way)
        )
        elsewhere = draw(st.integers(0, len(rows) - 1))
        return Pair(name, ours, ours._replace(path=(*way, elsewhere)), is_conflict=False)
    ours = draw(field_edits(name).filter(lambda edit: not _has_parts(edit.value)))
    _, _, value, field = next(
        each for each in find_fields(name) if (each[0], each[1].path) == (ours.record, ours.path)
    )
    others = samples(cast("Any", field.type)).filter(lambda new: new not in (value, ours.value))
    theirs = draw(others.map(lambda new: ours._replace(value=new)))
    if not _is_sound(name, theirs):
        return draw(pairs())
    return Pair(name, ours, theirs, is_conflict=True)


def make_corpus(number: int) -> list[Pair]:
    """Make a number of pairs, always the same."""
    corpus: list[Pair] = []

    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(pairs())
    def collect(pair: Pair) -> None:
        corpus.append(pair)

    collect()
    return corpus
