"""Records with dates, and the same with one more date that is uncertain."""

from collections.abc import Iterator
from typing import Any

from model.places import walk_record

from civic_partnership.testing import set_in
from civic_partnership.values import Dated, InvalidValue, PartialDate, Period


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
