"""The steps of a check that run on the machines of a cluster, each on batches of Arrow."""

import pickle
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, islice
from typing import Any, NamedTuple

import pyarrow
import pyarrow.compute
from attrs import frozen
from civic_partnership import Finding, finding_schema
from civic_partnership.model import RecordKey
from civic_partnership.rules import Failure
from civic_partnership.streaming import (
    CheckedLines,
    DocumentChecker,
    Row,
    WholeCheck,
    WholeNeeds,
    list_failure,
    list_finding,
    write_line,
)

Batches = Iterator[pyarrow.RecordBatch]

_ROWS = 1000
"""The number of findings of a batch."""

_SPREAD = 1024
"""The findings of a task are spread over so many keys, so that no machine gets all of them."""


class Settings(NamedTuple):
    """What all steps are made from.

    Attributes:
        pickled: the base register, the day, the rules, the name and the needs of the whole.
    """

    pickled: bytes

    def load(self) -> tuple[Any, ...]:
        """Return what was pickled; the process of a worker keeps it for its next task."""
        return _load(self.pickled)


@lru_cache(maxsize=1)
def _load(pickled: bytes) -> tuple[Any, ...]:
    base, on, rules, name, needs = pickle.loads(pickled)  # noqa: S301 - the driver wrote it
    return base, on, rules, name, needs, DocumentChecker(base, on, rules, name)


@frozen
class CheckLines:
    """Checks documents one by one, and notes which of them the rules about the whole look at.

    A row is either a finding, or a key that other documents may share, with the hash of its document.
    """

    settings: Settings

    def __call__(self, batches: Batches) -> Batches:
        *_, needs, checker = self.settings.load()
        failures: dict[str, Failure] = {}
        listed: set[tuple[int, str]] = set()
        for number, batch in enumerate(batches):
            findings: list[Row] = []
            keys: list[_Key] = []
            for text, line, hash in _read_rows(batch):
                checked = checker.check(iter([(0, write_line(text))]))
                findings += (_list(finding, line) for finding in checked.findings)
                for failure in checked.failures:
                    failures.setdefault(failure.rule, failure)
                if not needs.everything:
                    keys += _find_keys(checked, list(checker.find_unknown()), needs, listed, hash)
            yield from _write_findings(findings, number)
            yield _write_keys(keys)
        yield from _write_findings([list_failure(each) for each in failures.values()], 0)


def take_findings(batches: Batches) -> Batches:
    """Take the findings from the rows of `CheckLines`."""
    names = finding_schema().names
    for batch in batches:
        yield batch.filter(batch.column("hash").is_null()).select(names)


def find_shared(batches: Batches) -> Batches:
    """Find the hashes of the documents that are needed, or share a key with another, in rows of `CheckLines`.

    All rows with a key stand together.
    """
    columns = ["shared", "hash", "is_needed"]
    schema = pyarrow.schema([("hash", pyarrow.int64())])
    parts = [batch.filter(batch.column("hash").is_valid()).select(columns) for batch in batches]
    if parts:
        keys = pyarrow.Table.from_batches(parts)
        counts = keys.group_by("shared").aggregate([([], "count_all")])
        shared = counts.filter(pyarrow.compute.greater(counts["count_all"], 1))["shared"]
        is_shared = pyarrow.compute.is_in(keys["shared"], shared.combine_chunks())
        found = keys.filter(pyarrow.compute.or_(is_shared, keys["is_needed"]))["hash"].unique()
        yield pyarrow.RecordBatch.from_arrays([found], schema=schema)


@frozen
class CheckWhole:
    """Checks the base register, and the whole of the documents that rules about it look at."""

    settings: Settings

    def __call__(self, batches: Batches) -> Batches:
        base, on, rules, name, _, checker = self.settings.load()
        reader = DocumentChecker(base, on, (), name)
        with WholeCheck(base, on, rules, name) as whole:
            file = whole.folder / "lines"
            with file.open("wb") as out:
                for batch in batches:
                    for text, number in zip(*batch.to_pydict().values(), strict=True):
                        start, line = out.tell(), write_line(text) + b"\n"
                        out.write(line)
                        checked = reader.check(iter([(start, line)]))
                        if checked.exempt:
                            checked = checker.check(iter([(start, line)]))
                        whole.add(checked, (number or 0) - 1)
            rows = (_list(finding, finding.at and finding.at[0]) for finding in whole.findings(file))
            schema = finding_schema()
            while some := list(islice(rows, _ROWS)):
                yield pyarrow.RecordBatch.from_pylist(some, schema)
            failures = [list_failure(each) for each in whole.failures]
            yield pyarrow.RecordBatch.from_pylist(failures, schema)


class _Key(NamedTuple):
    """A key that other documents may share.

    Attributes:
        shared: the hash of the key.
        hash: the hash of the document.
        is_needed: whether the document is needed, even if no other has the key.
    """

    shared: int
    hash: int
    is_needed: bool


def _find_keys(
    checked: CheckedLines,
    unknown: Iterable[RecordKey],
    needs: WholeNeeds,
    listed: set[tuple[int, str]],
    document: int,
) -> Iterator[_Key]:
    """Yield the keys of a document; `listed` are the keys of which a document was sent already.

    What a document names without having it counts as its own, so that it meets the document that has it.
    """
    each = {(row.keys, row.key) for row in checked.keys if row.keys in needs.listed}
    is_needed = needs.concern(checked) or not each <= listed or bool(unknown)
    listed |= each
    ids = [(row.kind, row.id) for row in checked.records]
    ids += {(key.kind, str(key.id)) for key in unknown}
    for key in chain(ids, ((row.keys, row.key) for row in checked.keys if row.keys in needs.shared)):
        yield _Key(_hash(key), document, is_needed)


def _hash(key: tuple[int | str, str]) -> int:
    """Return a number for a key; should two keys have the same, more documents are looked at than needed."""
    digest = blake2b(repr(key).encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _read_rows(batch: pyarrow.RecordBatch) -> Iterator[tuple[str | None, int | None, int]]:
    return zip(*(batch.column(name).to_pylist() for name in ("text", "number", "hash")), strict=True)


def _list(finding: Finding, line: int | None) -> Row:
    """Return a finding as a row with the line of its document, or without any."""
    return list_finding(finding) | {"line": line or None}


def _write_findings(findings: list[Row], number: int) -> Batches:
    """Yield findings as rows of `CheckLines`, spread over the keys."""
    for start in range(0, len(findings), _ROWS):
        some = pyarrow.RecordBatch.from_pylist(findings[start : start + _ROWS], finding_schema())
        spread = [(number + start + row) % _SPREAD for row in range(some.num_rows)]
        yield _fill_up({**dict(zip(some.schema.names, some.columns, strict=True)), "shared": spread})


def _write_keys(keys: list[_Key]) -> pyarrow.RecordBatch:
    columns = zip(*keys, strict=True) if keys else ((), (), ())
    return _fill_up(dict(zip(_Key._fields, columns, strict=True)))


def _fill_up(columns: dict[str, Any]) -> pyarrow.RecordBatch:
    """Return some columns of a batch of rows of `CheckLines`; those that are not given are empty."""
    schema = _row_schema()
    rows = len(columns["shared"])
    return pyarrow.RecordBatch.from_arrays(
        [
            pyarrow.array(columns[field.name], field.type)
            if field.name in columns
            else pyarrow.nulls(rows, field.type)
            for field in schema
        ],
        schema=schema,
    )


def _row_schema() -> pyarrow.Schema:
    number = pyarrow.int64()
    return pyarrow.schema([*finding_schema(), ("shared", number), ("hash", number), ("is_needed", pyarrow.bool_())])
