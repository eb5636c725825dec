"""The index of records that lie elsewhere: a temporary SQLite file, so that memory stays flat."""

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .document_checker import KeyRow, RecordRow, RecordTuple

_TABLES = """
CREATE TABLE records (kind TEXT, id TEXT, number INTEGER, start INTEGER, size INTEGER, is_read INTEGER);
CREATE TABLE keys (keys INTEGER, key TEXT, id TEXT);
CREATE TABLE twice (kind TEXT, id TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE kept (name TEXT, value BLOB);
"""
_INDEXES = """
CREATE INDEX records_by_id ON records (kind, id);
INSERT INTO twice SELECT kind, id FROM records GROUP BY kind, id HAVING COUNT(*) > 1;
CREATE INDEX keys_by_key ON keys (keys, key, id);
"""
_SETTINGS = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;"
"""Nobody reads the file after this process, so nothing must outlive a crash; 16 MB of it stay in memory."""


class RecordIndex:
    """Where the records of a stream stand, and which keys they share with each other.

    Rows are added first; after `finish` they are looked up.

    Args:
        file: a temporary file that is not there yet, or `:memory:`.
    """

    def __init__(self, file: Path | str) -> None:
        self._database = sqlite3.connect(file, isolation_level=None)
        self._database.executescript(_SETTINGS + _TABLES)
        self._database.execute("BEGIN")

    def add(self, records: Iterable[RecordTuple], keys: Iterable[KeyRow], lines_before: int = 0) -> None:
        """Add rows; so many lines stand before those of the records."""
        row = f"INSERT INTO records VALUES (?, ?, ? + {lines_before:d}, ?, ?, ?)"  # noqa: S608 - a number
        self._database.executemany(row, records)
        self._database.executemany("INSERT INTO keys VALUES (?, ?, ?)", keys)

    def finish(self) -> None:
        """Make the rows quick to find, but not those of an id that stands twice or of a record not built."""
        self._database.execute("COMMIT")
        self._database.executescript(_INDEXES)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def duplicates(self) -> Iterator[list[RecordRow]]:
        """Yield the rows of the records that share kind and id, sorted by kind, id and line."""
        for kind, id in self._database.execute("SELECT kind, id FROM twice ORDER BY kind, id"):
            rows = "SELECT * FROM records WHERE kind = ? AND id = ? ORDER BY number"
            yield [RecordRow(*row) for row in self._database.execute(rows, (kind, id))]

    def find(self, kind: str, id: str) -> RecordRow | None:
        """Return the row of a record; None if there is none."""
        return next(self._select("kind = ? AND id = ?", kind, id), None)

    def all(self, kind: str) -> Iterator[RecordRow]:
        """Yield the rows of a kind, sorted by id."""
        return self._select("kind = ?", kind)

    def count(self, kind: str) -> int:
        """Count the records of a kind."""
        return sum(1 for _ in self.all(kind))

    def counts(self, keys: int, kind: str) -> Iterator[tuple[str, int]]:
        """Yield each key that records of a kind have, sorted, with the number of these records."""
        every = """SELECT key, COUNT(*) FROM keys WHERE keys = ?
            AND NOT EXISTS (SELECT 1 FROM twice WHERE twice.kind = ? AND twice.id = keys.id)
            GROUP BY key ORDER BY key"""
        return self._database.execute(every, (keys, kind))

    def shared_keys(self, keys: int) -> Iterator[str]:
        """Yield the keys that several records share, sorted."""
        shared = "SELECT key FROM keys WHERE keys = ? GROUP BY key HAVING COUNT(*) > 1 ORDER BY key"
        return (key for (key,) in self._database.execute(shared, (keys,)))

    def ids_with_key(self, keys: int, key: str) -> Iterator[str]:
        """Yield the ids of the records that have a key, sorted."""
        ids = "SELECT id FROM keys WHERE keys = ? AND key = ? ORDER BY id"
        return (id for (id,) in self._database.execute(ids, (keys, key)))

    def keep(self, name: str, value: Any) -> None:
        """Keep a value for later, such as a finding."""
        self._database.execute("INSERT INTO kept VALUES (?, ?)", (name, pickle.dumps(value)))

    def kept(self, name: str) -> Iterator[Any]:
        """Yield the values that were kept under a name, in their order."""
        values = self._database.execute("SELECT value FROM kept WHERE name = ? ORDER BY rowid", (name,))
        return (pickle.loads(value) for (value,) in values)  # noqa: S301 - this process wrote it

    def _select(self, where: str, *values: str) -> Iterator[RecordRow]:
        rows = f"""SELECT * FROM records WHERE {where} AND is_read
            AND NOT EXISTS (SELECT 1 FROM twice WHERE twice.kind = records.kind AND twice.id = records.id)
            ORDER BY kind, id"""  # noqa: S608 - the conditions are those above
        return (RecordRow(*row) for row in self._database.execute(rows, values))
