"""The steps of a check that run on the machines of a cluster, each on batches of Arrow."""

import pickle
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, islice
from typing import Any

import pyarrow
import pyarrow.compute
from attrs import frozen

from civic_partnership import Finding, finding_schema
from civic_partnership.rules import Failure
from civic_partnership.streaming import (
    DocumentChecker,
    Key,
    Row,
    WholeCheck,
    list_failure,
    list_finding,
    write_line,
)

Batches = Iterator[pyarrow.RecordBatch]

_ROWS = 1000
"""The most rows of a batch."""

_SPREAD = 1024
"""The findings are spread over so many keys."""


Settings = bytes
"""What all steps are made from, pickled: base register, day, rules, name, and needs of the whole."""


@lru_cache(maxsize=1)
def _load(settings: Settings) -> tuple[Any, ...]:
    """Return what was pickled, and a checker; the process of a worker keeps it for its next task."""
    base, on, rules, name, needs = pickle.loads(settings)  # noqa: S301 - the driver wrote it
    return base, on, rules, name, needs, DocumentChecker(base, on, rules, name)


@frozen
class CheckLines:
    """Checks documents one by one, and notes which of them the rules about the whole look at.

    A row is either a finding, or a key that other documents may share, with the hash of its document.
    """

    settings: Settings

    def __call__(self, batches: Batches) -> Batches:
        """Yield rows for the documents of one task."""
        *_, needs, checker = _load(self.settings)
        failures: dict[str, Failure] = {}
        for number, batch in enumerate(_slice(batches)):
            texts, lines, hashes = (batch.column(name).to_pylist() for name in ("text", "number", "hash"))
            checked = checker.check(
                (_start_of(line), write_line(text)) for line, text in zip(lines, texts, strict=True)
            )
            rows = [_list(finding, lines[_line_of(finding) - 1]) for finding in checked.findings]
            yield _write_findings(rows, number)
            if not needs.everything:
                needed, keys = needs.find_needed(checked)
                yield _write_keys(needed, keys, hashes)
            for failure in checked.failures:
                failures.setdefault(failure.rule, failure)
        yield _write_findings([list_failure(each) for each in failures.values()], 0)


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
        shared = counts.filter(pyarrow.compute.greater(counts["count_all"], 1))["shared"].combine_chunks()
        is_shared = pyarrow.compute.is_in(keys["shared"], shared)
        found = keys.filter(pyarrow.compute.or_(is_shared, keys["is_needed"]))["hash"].unique()
        yield pyarrow.RecordBatch.from_arrays([found], schema=schema)


@frozen
class CheckWhole:
    """Checks the base register, and the whole of the documents that rules about it look at."""

    settings: Settings

    def __call__(self, batches: Batches) -> Batches:
        """Yield the findings about the whole; the documents come to one task."""
        base, on, rules, name, _, checker = _load(self.settings)
        reader = DocumentChecker(base, on, (), name)
        with WholeCheck(base, on, rules, name) as whole:
            file = whole.folder / "lines"
            with file.open("wb") as out:
                for batch in _slice(batches):
                    texts, numbers = (column.to_pylist() for column in batch.columns)
                    lines = [
                        (_start_of(number), write_line(text) + b"\n")
                        for number, text in zip(numbers, texts, strict=True)
                    ]
                    starts = [
                        out.tell() + size for size in accumulate((len(line) for _, line in lines), initial=0)
                    ]
                    checked = reader.check(iter(lines))
                    if checked.exempt:  # the rules about records say which exemptions were used
                        checked = checker.check(iter(lines))
                    checked.records = [
                        (kind, id, numbers[line - 1] or 0, starts[line - 1], size, is_read)
                        for kind, id, line, _, size, is_read in checked.records
                    ]
                    whole.add(checked, 0)
                    out.writelines(line for _, line in lines)
            rows = (_list(finding, _line_of(finding)) for finding in whole.findings(file))
            schema = finding_schema()
            while some := list(islice(rows, _ROWS)):
                yield pyarrow.RecordBatch.from_pylist(some, schema)
            failures = [list_failure(each) for each in whole.failures]
            yield pyarrow.RecordBatch.from_pylist(failures, schema)


def _slice(batches: Batches) -> Batches:
    """Cut batches into smaller ones, so that what is found in them needs little memory."""
    return (batch.slice(start, _ROWS) for batch in batches for start in range(0, batch.num_rows, _ROWS))


def _hash(key: Key) -> int:
    """Return a number for a key; should two keys have the same, more documents are looked at than needed."""
    digest = blake2b(repr(key).encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _start_of(number: int | None) -> int:
    """Return 0 for the first line of a file, which may have a byte order mark; 1 for all others."""
    return int(number != 1)


def _line_of(finding: Finding) -> int:
    return finding.at[0] if finding.at else 0


def _list(finding: Finding, line: int | None) -> Row:
    """Return a finding as a row with the line of its document, or without any."""
    return list_finding(finding) | {"line": line or None}


def _write_findings(findings: list[Row], number: int) -> pyarrow.RecordBatch:
    """Return findings as rows of `CheckLines`, spread over the keys so that no machine gets all of them."""
    some = pyarrow.RecordBatch.from_pylist(findings, finding_schema())
    spread = [(number + row) % _SPREAD for row in range(some.num_rows)]
    return _fill_up({**dict(zip(some.schema.names, some.columns, strict=True)), "shared": spread})


def _write_keys(needed: set[int], keys: list[tuple[int, Key]], hashes: list[int]) -> pyarrow.RecordBatch:
    """Return the keys of lines as rows of `CheckLines`."""
    numbers = [*needed, *(number for number, _ in keys)]
    return _fill_up(
        {
            "shared": [*needed, *(_hash(key) for _, key in keys)],
            "hash": [hashes[number - 1] for number in numbers],
            "is_needed": [True] * len(needed) + [False] * len(keys),
        }
    )


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
    return pyarrow.schema(
        [*finding_schema(), ("shared", number), ("hash", number), ("is_needed", pyarrow.bool_())]
    )
