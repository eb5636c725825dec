"""Records with exact dates, and the same with dates that are uncertain."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from model.places import map_fields, walk_record

from civic_partnership.testing import set_in
from civic_partnership.testing.values import starts
from civic_partnership.values import Dated, InvalidValue, PartialDate, Period

_WIDTH = {"day": 10, "month": 7, "year": 4}


def write_uncertain(day: date, unit: str) -> str:
    """Write a day of which only the month or the year is known."""
    return day.isoformat()[: _WIDTH[unit]] + "~" * (unit != "day")


@st.composite
def make_uncertain(draw: DrawFn, record: Any) -> Any:
    """Draw the same record with some dates known only by month or year, and some ends not at all."""
    unit = st.sampled_from(["day"] * 6 + ["month"] * 3 + ["year"])

    def change(_: Any, value: Any) -> Any:
        if isinstance(value, Period) and value.is_exact:
            start = write_uncertain(value.earliest_start, draw(unit))
            is_open = draw(st.integers(0, 5)) == 0
            return Period(f"{start}/{'' if is_open else write_uncertain(value.latest_end, draw(unit))}")
        if isinstance(value, PartialDate) and len(value.text) == _WIDTH["day"]:
            return PartialDate(write_uncertain(value.earliest, draw(unit)))
        if isinstance(value, Dated) and value.changes[0][0] is not None and "~" not in str(value):
            keys = [key.earliest for key, _ in value.changes if isinstance(key, PartialDate)]
            texts = [write_uncertain(key, draw(unit)) for key in keys]
            apart = all(starts(one)[-1] < starts(two)[0] for one, two in pairwise(texts))
            texts = texts if apart else [key.isoformat() for key in keys]
            return Dated.since(dict(zip(texts, (each for _, each in value.changes), strict=True)))
        return value

    return map_fields(record, change)


def add_tilde(record: Any) -> Iterator[Any]:
    """Yield the record with a `~` added to one of its dates, once for each date that can take it."""
    for path, _, value in walk_record(record):
        if isinstance(value, Period):
            start, end = value.text.split("/")
            texts = [f"{start}~/{end}"] * ("~" not in start) + [f"{start}/{end}~"] * end[-1:].isdigit()
            yield from (set_in(record, path, Period(text)) for text in texts)
        elif isinstance(value, PartialDate) and "~" not in value.text:
            yield set_in(record, path, PartialDate(f"{value.text}~"))
        elif isinstance(value, Dated) and value.changes[0][0] is not None:
            keys, values = [str(key) for key, _ in value.changes], [each for _, each in value.changes]
            for n, key in enumerate(keys):
                new_keys = [*keys[:n], key.rstrip("~") + "~", *keys[n + 1 :]]
                try:
                    new: Dated[Any] = Dated.since(dict(zip(new_keys, values, strict=True)))
                except InvalidValue:  # it cannot be told which of two dates comes first
                    continue
                yield set_in(record, path, new)
