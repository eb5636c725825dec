"""Registers that differ in one leaf, and only a little: a letter more, `~` at a date, an øre, an item."""

import itertools
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import attrs

from civic_partnership.exporting import FieldPath, field_of
from civic_partnership.findings import Path
from civic_partnership.model import RecordKey, Register, field_at, unwrap_type, walk_path
from civic_partnership.testing.breaking import placed
from civic_partnership.testing.values import CENTURIES
from civic_partnership.values import (
    Dated,
    InvalidValue,
    PartialDate,
    Period,
    Range,
    Table,
    TextType,
    value_type,
)

from .leaves import Place, carried_below, holds_rows, is_carried


class Change(NamedTuple):
    """A small change of a register.

    Attributes:
        record: the record that is changed.
        path: the leaf that differs, or the row, or the record itself.
        at: where the new value stands; the same, or the list or table that holds it.
        value: the new value, or a function that makes it of the old one; None where nothing is left.

    """

    record: RecordKey
    path: Path
    at: Path
    value: Any

    def of(self, register: Register) -> Register:
        """The register after it; the same where it cannot be made.

        Raises:
            LookupError: there is no such place in it.

        """
        record = register.get(self.record)
        if record is None:
            raise LookupError(self.record)
        if not self.at:
            return register.without(record)
        *_, held = walk_path(record, self.at)
        if held is None:
            raise LookupError(self.at)
        value = self.made_of(held)
        renamed = self.at == ("id",)
        if renamed and value in getattr(register, self.record.kind):
            return register
        return (register.without(record) if renamed else register).replace(placed(record, self.at, value))

    def made_of(self, held: Any) -> Any:
        """The new value in place of an old one."""
        return self.value(held) if callable(self.value) else self.value

    def differing(self, register: Register, carries: AbstractSet[FieldPath]) -> list[Path]:
        """The carried leaves in which the two registers differ."""
        if self.path:
            field = field_at(type(register.get(self.record)), self.path)
            if not holds_rows(field):
                return [self.path] if is_carried(field_of(self.record, self.path), carries) else []
        return carried_below(register, self.record, self.path, carries)


def away(record: RecordKey) -> Change:
    """A record is taken away."""
    return Change(record, (), (), None)


def changes(place: Place) -> Iterator[Change]:
    """The small changes of what stands in a place, the likeliest to be overlooked first."""
    if place.attribute.name == "id" and len(place.path) > 1:
        return  # a row that its table knows by its id: it changes there
    for step, value in _near(place.attribute.type, place.value):
        yield Change(place.record, (*place.path, *step), place.path, value)
    if place.may_be_empty and place.attribute.default is None:
        yield Change(place.record, place.path, place.path, None)


def lengthened(place: Place, text: str) -> Iterator[tuple[Change, Change]]:
    """A change to a long text where a text stands, and the change from there to one with a letter more."""
    record, at, value = place.record, place.path, place.value
    if place.attribute.type in (str, str | None):
        yield Change(record, at, at, text), Change(record, at, at, _with_a_letter)
    elif place.attribute.type == tuple[str, ...] and value:
        last = (*at, len(value) - 1)
        yield Change(record, last, at, (*value[:-1], text)), Change(record, last, last, _with_a_letter)


def _with_a_letter(text: str) -> str:
    return f"{text}x"


Step = tuple[Path, Any]
"""Where below a place something differs, and the new value of the whole place."""


def _near(annotation: Any, value: Any) -> Iterator[Step]:
    kind = unwrap_type(annotation)
    if get_origin(kind) is tuple:
        yield from _near_rows(get_args(kind)[0], value)
    elif get_origin(kind) is Table:
        yield from _near_entries(get_args(kind)[0], value)
    elif get_origin(kind) is Dated:
        yield from (((), each) for each in _near_dated(get_args(kind)[0], value))
    elif not attrs.has(kind):
        yield from (((), each) for each in near(annotation, value))


def _near_rows(inner: Any, rows: tuple[Any, ...]) -> Iterator[Step]:
    if not rows:
        return
    last = len(rows) - 1
    yield (last,), rows[:-1]
    others = [] if attrs.has(inner) else [((last,), (*rows[:-1], each)) for each in near(inner, rows[-1])]
    marks = (", ", "|", ";", "\n", ",", " ") if inner is str and last else ()
    joined = [((last - 1,), (*rows[:-2], mark.join(rows[-2:]))) for mark in marks]
    yield from (*joined[:1], *others, *joined[1:])
    if last and rows[-1] != rows[-2]:
        yield (last - 1,), (*rows[:-2], rows[-1], rows[-2])


def _near_entries(inner: Any, table: Table[Any]) -> Iterator[Step]:
    (*_, (last, value)) = table.items()
    others = {key: each for key, each in table.items() if key != last}
    yield (last,), Table(others)
    if attrs.has(inner):  # a row that goes by its own id
        yield (last, "id"), Table({**others, f"{last}-x": attrs.evolve(value, id=f"{last}-x")})
    else:
        yield from (((last,), Table({**others, last: each})) for each in near(inner, value))


def _near_dated(inner: Any, dated: Dated[Any]) -> Iterator[Dated[Any]]:
    *before, (start, value) = dated.changes
    if before:
        yield Dated(tuple(before))
    if start is not None:
        for each in near(PartialDate, start):
            yield from _made(Dated, (*before, (each, value)))
    values = [each for _, each in _near(inner, value)]
    yield from (Dated((*before, (start, each))) for each in values)


def near(annotation: Any, value: Any) -> Iterator[Any]:
    """Values of a type that are nearly a given one, and not it."""
    kind = annotation if get_origin(annotation) is Annotated else _without_none(annotation)
    if get_origin(kind) is Literal:
        candidates: Iterable[Any] = get_args(kind)
    elif get_origin(kind) is Annotated:
        candidates = _accepted(value_type(kind).read, value)
    else:
        candidates = _NEAR[kind](value)
    seen = [value]
    for each in candidates:
        if each not in seen:
            seen.append(each)
            yield each


def _without_none(annotation: Any) -> Any:
    """A type without `None`; what is annotated stays so."""
    if get_origin(annotation) in (None, Literal):
        return annotation
    return next(each for each in get_args(annotation) if each is not type(None))


def _accepted(read: Callable[[Any], Any], value: Any) -> Iterator[Any]:
    """Those near values that a field of this kind can hold."""
    near = (made for each in _UNCHECKED[type(value)](value) for made in _made(read, each))
    return itertools.islice((each for each in near if each != value), 4)


def _made(make: Callable[[Any], Any], of: Any) -> Iterator[Any]:
    """What is made of something, unless it is refused."""
    try:
        made = make(of)
    except InvalidValue:
        return
    yield made


def _numbers(value: Decimal) -> Iterator[Decimal]:
    for step in ("0.01", "-0.01", "0.000001"):
        yield value + Decimal(step)


def _codes(text: str) -> Iterator[str]:
    numbers = (f"{text[:-cut]}{number:0{cut}}" for cut in (1, 2) for number in range(10**cut))
    return itertools.chain([f"{text}0"], numbers)


_UNCHECKED: dict[type, Callable[[Any], Iterable[Any]]] = {
    int: lambda value: (value + 1, value - 1),
    Decimal: _numbers,
    str: _codes,
}


def _texts(text: str) -> Iterator[str]:
    """A letter or mark more or less, and what is often taken for the same."""
    candidates = (
        f"{text}x",
        f"{text} ",
        text.strip(),
        " ".join(text.split()),
        f"{text}\n",
        f"'{text}",
        f"{text};",
        f"{text}\u0301",
        text[:-1],
        text.swapcase(),
        text.replace("\r\n", "\n"),
        unicodedata.normalize("NFC", text),
        unicodedata.normalize("NFD", text),
    )
    for each in candidates:
        yield from _made(TextType().read, each)


def _days(day: date) -> Iterator[date]:
    for step in (1, -1):
        if CENTURIES[0] <= (near := day + timedelta(days=step)) <= CENTURIES[1]:
            yield near


def _times(value: time) -> Iterator[time]:
    for seconds in (1, 60):
        yield (datetime.combine(date.min, value) + timedelta(seconds=seconds)).time()


def _near_unit(text: str) -> Iterator[str]:
    """The same date with `~` or without, and others that begin on the same day, narrower and wider."""
    exact = text.rstrip("~")
    yield exact if exact != text else f"{text}~"
    if len(exact) < 10:
        yield f"{exact}-01"
    if len(exact) > 4:
        yield exact[:-3]


def _partial_dates(value: PartialDate) -> Iterator[PartialDate]:
    return map(PartialDate, _near_unit(value.text))


def _periods(value: Period) -> Iterator[Period]:
    start, _, end = value.text.partition("/")
    starts = (f"{each}/{end}" for each in _near_unit(start))
    ends = (f"{start}/{each}" for each in ((start,) if end == ".." else (*_near_unit(end), "..")))
    for pair in itertools.zip_longest(ends, starts):
        for text in filter(None, pair):
            yield from _made(Period, text)


def _ranges(value: Range) -> Iterator[Range]:
    yield Range(value.least, value.most + 1)
    yield Range(value.least + 1, value.most)


_NEAR: dict[Any, Callable[[Any], Iterable[Any]]] = {
    str: _texts,
    bool: lambda value: (not value,),
    date: _days,
    time: _times,
    PartialDate: _partial_dates,
    Period: _periods,
    Range: _ranges,
}
