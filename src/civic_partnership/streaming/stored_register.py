"""A base register with the records of a stream, which are read from its file when they are asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from civic_partnership.model import DOCUMENT_KINDS, Entry, LeftOut, RecordKey
from civic_partnership.rules import SHARED_KEYS, Context, Keys
from civic_partnership.storage import Document, read_document

from .document_checker import RecordRow
from .layered_register import LayeredContext, LayeredTable
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
    """The records of one kind in a stream."""

    def __init__(self, kind: str, index: RecordIndex, load: Load) -> None:
        self._kind = kind
        self._index = index
        self._load = load

    def __getitem__(self, id: str) -> Any:
        row = self._index.find(self._kind, id)
        if row is None:
            raise KeyError(id)
        return self._load(row)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._index.find(self._kind, id) is not None

    def __iter__(self) -> Iterator[str]:
        return (row.id for row in self._index.all(self._kind))

    def __len__(self) -> int:
        return self._index.count(self._kind)

    def items(self) -> Any:
        """Yield the pairs of id and record, sorted by id."""
        return ((row.id, self._load(row)) for row in self._index.all(self._kind))


class _StoredGroup(Collection[Any]):
    """The records of a kind that have a key."""

    def __init__(self, table: LayeredTable, ids: Callable[[], Iterator[str]]) -> None:
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


class StoredContext(LayeredContext):
    """The context of rules about the whole: the base register with the records of a stream.

    Args:
        base: the context of the base register alone.
        index: the index of the records of the stream; the keys of the base register are in it too.
        load: reads a record of the stream.
        kinds_left_out: the kinds of records of the stream that could not be built.
    """

    def __init__(
        self, base: Context, index: RecordIndex, load: Load, kinds_left_out: Collection[str | None]
    ) -> None:
        own = {kind: StoredTable(kind, index, load) for kind in DOCUMENT_KINDS}
        super().__init__(base, own, {LeftOut(kind, None) for kind in kinds_left_out})
        self._index = index

    def counts(self, kind: str, keys: Keys) -> Iterator[tuple[str, int]]:
        """Yield each key that records of a kind have, with the number of these records."""
        number = _find_index(keys)
        return super().counts(kind, keys) if number is None else self._index.counts(number, kind)

    def sharing(self, kind: str, keys: Keys) -> Iterator[tuple[str, Sequence[Any]]]:
        """Yield each key that several records of a kind share, with these records sorted by id."""
        number = _find_index(keys)
        if number is None:
            yield from super().sharing(kind, keys)
            return
        for key in self._index.shared_keys(number):
            records = list(self.having(kind, keys, key))
            if len(records) > 1:
                yield key, records

    def having(self, kind: str, keys: Keys, key: str) -> Collection[Any]:
        """Return the records of a kind that have a key, sorted by id."""
        number = _find_index(keys)
        if number is None:
            return super().having(kind, keys, key)
        return _StoredGroup(self.tables[kind], lambda: self._index.ids_with_key(number, key))


def _find_index(keys: Keys) -> int | None:
    return next((number for number, (_, each) in enumerate(SHARED_KEYS) if each is keys), None)
