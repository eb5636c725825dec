"""A base register with the records of a stream, which are read from its file when they are asked for."""

import heapq
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import attrs

from civic_partnership.model import (
    DOCUMENT_KINDS,
    Entry,
    LeftOut,
    Meeting,
    Partnership,
    Programme,
    RecordKey,
)
from civic_partnership.rules import SHARED_KEYS, Context, Key, Keys
from civic_partnership.storage import Document, read_document

from .document_checker import RecordRow, format_key
from .record_index import RecordIndex

_LINES = 64
"""The number of lines that stay in memory after they were read again."""

Load = Callable[[RecordRow], Entry]
"""A function from the row of a record to the record."""


class StoredRecords:
    """Reads records of a stream again.

    Args:
        file: the file that holds the lines of the stream.
        name: the name of the stream.
    """

    def __init__(self, file: Path, name: str) -> None:
        self._file = file.open("rb")
        self._name = name
        self._read = lru_cache(_LINES)(self._read_line)

    def load(self, row: RecordRow) -> Entry:
        """Return the record of a row."""
        return self.document(row).records[RecordKey(row.kind, row.id)]

    def document(self, row: RecordRow) -> Document:
        """Return the document that holds the record of a row."""
        return self._read(row.start, row.size, row.number)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read_line(self, start: int, size: int, number: int) -> Document:
        self._file.seek(start)
        return read_document(self._file.read(size), self._name, number)


class StoredTable(Mapping[str, Any]):
    """The table of one kind: the records of the base register, and those of the stream."""

    def __init__(self, base: Mapping[str, Any], kind: str, index: RecordIndex, load: Load) -> None:
        self._base = base
        self._kind = kind
        self._index = index
        self._load = load

    def __getitem__(self, id: str) -> Any:
        if id in self._base:
            return self._base[id]
        row = self._index.find(self._kind, id)
        if row is None:
            raise KeyError(id)
        return self._load(row)

    def __contains__(self, id: object) -> bool:
        return id in self._base or (isinstance(id, str) and self._index.find(self._kind, id) is not None)

    def __iter__(self) -> Iterator[str]:
        return heapq.merge(self._base, (row.id for row in self._index.all(self._kind)))

    def __len__(self) -> int:
        return len(self._base) + self._index.count(self._kind)

    def items(self) -> Any:
        """Yield the pairs of id and record, sorted by id."""
        of_stream = ((row.id, self._load(row)) for row in self._index.all(self._kind))
        return heapq.merge(self._base.items(), of_stream, key=itemgetter(0))

    def values(self) -> Any:
        """Yield the records, sorted by id."""
        return (record for _, record in self.items())


class _StoredGroup(Collection[Any]):
    """The records of a kind that have a key."""

    def __init__(self, table: StoredTable, ids: Callable[[], Iterator[str]]) -> None:
        self._table = table
        self._ids = ids

    def __iter__(self) -> Iterator[Any]:
        return (record for id in self._ids() if (record := self._table.get(id)) is not None)

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, record: object) -> bool:
        return any(each == record for each in self)


class StoredContext(Context):
    """The context of rules about the whole: the base register with the records of a stream.

    Args:
        base: the context of the base register alone.
        index: the index of the records of the stream; the keys of the base register are in it too.
        load: reads a record of the stream.
        kinds_left_out: the kinds of records of the stream that could not be built.
    """

    def __init__(
        self,
        base: Context,
        index: RecordIndex,
        load: Load,
        kinds_left_out: Collection[str | None],
    ) -> None:
        self._tables: dict[str, Any] = {
            kind: StoredTable(getattr(base.register, kind), kind, index, load) for kind in DOCUMENT_KINDS
        }
        left_out = base.register.left_out | {LeftOut(kind, None) for kind in kinds_left_out}
        super().__init__(attrs.evolve(base.register, left_out=left_out, **self._tables), base.on)
        self._index = index
        self._base = base

    def holds_all(self, kind: str, ids: Iterable[str]) -> bool:
        """Return whether the register holds a record of a kind for each of some ids."""
        if kind not in self._tables:
            return self._base.holds_all(kind, ids)
        return all(id in self._tables[kind] for id in ids)

    def meetings(self, kind: str, owner: Partnership | Programme) -> Sequence[Meeting]:
        """Return the meetings of a programme; those of a stream belong to partnerships."""
        return self._base.meetings(kind, owner)

    def conferences(self, framework: Any) -> Iterator[Meeting]:
        """Return the conferences of a framework; the meetings of a stream belong to partnerships."""
        return self._base.conferences(framework)

    def counts(self, kind: str, keys: Keys) -> Iterator[tuple[Any, int]]:
        """Yield each key that records of a kind have, with the number of these records."""
        number = _find_index(keys)
        if number is None:
            return super().counts(kind, keys)
        return ((json.loads(text), count) for text, count in self._index.counts(number, kind))

    def sharing(self, kind: str, keys: Keys) -> Iterator[tuple[Any, Sequence[Any]]]:
        """Yield each key that several records of a kind share, with these records sorted by id."""
        number = _find_index(keys)
        if number is None:
            yield from super().sharing(kind, keys)
            return
        for text in self._index.shared_keys(number):
            records = list(self._having(kind, number, text))
            if len(records) > 1:
                key = json.loads(text)
                yield tuple(key) if isinstance(key, list) else key, records

    def having(self, kind: str, keys: Keys, key: Key) -> Collection[Any]:
        """Return the records of a kind that have a key, sorted by id."""
        number = _find_index(keys)
        if number is None:
            return super().having(kind, keys, key)
        return self._having(kind, number, format_key(key))

    def _having(self, kind: str, number: int, text: str) -> Collection[Any]:
        return _StoredGroup(self._tables[kind], lambda: self._index.ids_with_key(number, text))


def _find_index(keys: Keys) -> int | None:
    return next((number for number, (_, each) in enumerate(SHARED_KEYS) if each is keys), None)
