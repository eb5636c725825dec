"""The index of the files of a register: where each record stands, and which records belong together."""

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from civic_partnership.model import DOCUMENT_KINDS, Entry, RecordKey, Register, list_named
from civic_partnership.rules import SHARED_KEYS, Context, find_exempt_rules
from civic_partnership.storage import InputFile, Origin
from civic_partnership.streaming import RecordIndex, RecordRow, list_keys

from .documents import is_base

_TABLES = """
CREATE TABLE files
    (number INTEGER PRIMARY KEY, name BLOB UNIQUE, format TEXT, size INTEGER, digest BLOB);
CREATE TABLE links (here TEXT, there TEXT, number INTEGER);
CREATE INDEX links_by_end ON links (here, there);
BEGIN;
"""
_EXEMPT = "exempt"
"""The end of a link to each record that is exempt from another rule than a local one."""

Rows = Sequence[tuple[RecordKey, Entry]]
"""Records with their keys."""


class FileIndex(RecordIndex):
    """An index of records that stand in files; it is kept as bytes.

    Lookups pass over the records of the base, whose rows tell no more than where they stand.

    Args:
        data: what `encode` returned; None for an empty index.
    """

    def __init__(self, data: bytes | None = None) -> None:
        if data is None:
            super().__init__(":memory:")
            self._database.executescript(_TABLES)
        else:
            self._database = sqlite3.connect(":memory:", isolation_level=None)
            self._database.deserialize(data)

    def encode(self) -> bytes:
        """Return the index as bytes."""
        return self._database.serialize()

    def add_files(
        self, files: Iterable[tuple[InputFile, Rows]], base: Context, local: Collection[str]
    ) -> None:
        """Add files with their records.

        Args:
            files: the files.
            base: the context of the base alone.
            local: the names of the rules that are not wide.
        """
        for file, rows in files:
            documents = [(key, record) for key, record in rows if not is_base(record)]
            values = os.fsencode(file.name), file.format, file.size, file.digest
            add = "INSERT INTO files VALUES (NULL, ?, ?, ?, ?)"
            number = self._database.execute(add, values).lastrowid or 0
            places = [(key.kind, key.id or "", number, 0, 0, not is_base(record)) for key, record in rows]
            self.add(places, list_keys(documents, base))
            links = [link for row in documents for link in _list_links(*row, base.register, local)]
            insert = f"INSERT INTO links VALUES (?, ?, {number})"  # noqa: S608 - a number
            self._database.executemany(insert, links)

    def remove_files(self, names: Iterable[str]) -> None:
        """Remove files with their records, as far as they are there."""
        execute = self._database.execute
        execute("CREATE TEMP TABLE gone (number INTEGER)")
        found = "INSERT INTO gone SELECT number FROM files WHERE name = ?"
        self._database.executemany(found, [(os.fsencode(name),) for name in names])
        for number, (kind, _) in enumerate(SHARED_KEYS):
            ids = "SELECT id FROM records WHERE kind = ? AND number IN gone"
            execute(f"DELETE FROM keys WHERE keys = ? AND id IN ({ids})", (number, kind))  # noqa: S608 - numbers of our own
        for table in ("links", "records", "files"):
            execute(f"DELETE FROM {table} WHERE number IN gone")  # noqa: S608 - these tables
        execute("DROP TABLE gone")

    def find_base(self) -> set[str]:
        """Return the names of the files that hold records of the base."""
        files = "SELECT DISTINCT name FROM files JOIN records USING (number) WHERE NOT is_read"
        return {os.fsdecode(name) for (name,) in self._database.execute(files)}

    def find_file(self, row: RecordRow) -> str:
        """Return the name of the file of a record."""
        files = "SELECT name FROM files WHERE number = ?"
        ((name,),) = self._database.execute(files, (row.number,))
        return os.fsdecode(name)

    def list_documents(self, names: Iterable[str]) -> set[RecordKey]:
        """Return the keys of the records of documents in some files."""
        records = "SELECT kind, id FROM records JOIN files USING (number) WHERE name = ? AND is_read"
        found = (self._database.execute(records, (os.fsencode(name),)) for name in names)
        return {RecordKey(*row) for rows in found for row in rows}

    def find_documents(self, keys: Iterable[RecordKey]) -> set[RecordKey]:
        """Find the documents of some records, and those in which something is exempt from a wide rule.

        Returns:
            the keys of their records; of some of them there may be no record.
        """
        found = {_EXEMPT, *map(_format_address, keys)}
        waiting = [*found]
        while waiting:
            beside = set(self._list_beside(waiting.pop())) - found
            found |= beside
            waiting += beside
        return {RecordKey(*address.split("/", 1)) for address in found - {_EXEMPT}}

    def beside(self, key: RecordKey, kind: str) -> list[str]:
        """Return the ids of the records of a kind that name a record, or that it names."""
        beside = (each.split("/", 1) for each in self._list_beside(_format_address(key)))
        return [id for of_kind, id in beside if of_kind == kind]

    def _list_beside(self, here: str) -> list[str]:
        links = "SELECT DISTINCT there FROM links WHERE here = ?"
        return [there for (there,) in self._database.execute(links, (here,))]

    def has_twice(self) -> bool:
        """Tell whether two records have the same id."""
        twice = "SELECT 1 FROM records GROUP BY kind, id HAVING COUNT(*) > 1 LIMIT 1"
        return self._database.execute(twice).fetchone() is not None

    def count_all(self) -> int:
        """Count the records, those of the base too."""
        ((count,),) = self._database.execute("SELECT COUNT(*) FROM records")
        return int(count)

    def places(self) -> tuple[Mapping[str, InputFile], Mapping[RecordKey, Origin]]:
        """Return name -> file, and the place of each record."""
        rows = self._database.execute("SELECT number, name, format, size, digest FROM files")
        files = {
            number: InputFile(name=os.fsdecode(name), format=format, size=size, digest=digest)
            for number, name, format, size, digest in rows
        }
        records = self._database.execute("SELECT kind, id, number FROM records")
        origins = {RecordKey(kind, id or None): Origin(files[number], None) for kind, id, number in records}
        return {file.name: file for file in files.values()}, origins


def _list_links(
    key: RecordKey, record: Entry, base: Register, local: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the links of a record of a document, to and from each record of documents that it names."""
    here = _format_address(key)
    for named in list_named(record, DOCUMENT_KINDS):
        if named.id not in getattr(base, named.kind):
            there = _format_address(named)
            yield here, there
            yield there, here
    if not find_exempt_rules(record).issubset(local):
        yield _EXEMPT, here


def _format_address(key: RecordKey) -> str:
    return f"{key.kind}/{key.id}"
