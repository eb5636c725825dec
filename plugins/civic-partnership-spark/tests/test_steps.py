"""The steps of a check on batches of Arrow, without Spark and without Java."""

import pickle
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest
from spark_documents import BASES, DOCUMENTS, ON, make_document

from civic_partnership import check_batches, parse
from civic_partnership.rules import CATALOGUE
from civic_partnership.streaming import find_needs
from civic_partnership_spark.steps import CheckLines, CheckWhole, take_findings

BASE = parse(BASES["nothing"]).register


def list_found(documents: Sequence[str | None]) -> list[Any]:
    """Return what the steps find in documents, each given with its line."""
    needs = find_needs(BASE, ON, CATALOGUE)
    settings = pickle.dumps((BASE, ON, CATALOGUE, "<stream>", needs))
    columns = {
        "text": pa.array(documents, pa.string()),
        "number": pa.array(range(1, len(documents) + 1), pa.int64()),
    }
    hashed = pa.table({**columns, "hash": columns["number"]})
    of_lines = take_findings(CheckLines(settings)(iter(hashed.to_batches())))
    of_whole = CheckWhole(settings)(iter(pa.table(columns).to_batches()))
    return [row for batches in (of_lines, of_whole) for batch in batches for row in batch.to_pylist()]


@pytest.mark.parametrize(
    "documents",
    [
        DOCUMENTS,
        ["\ufeff" + make_document(1), "\ufeff" + make_document(2)],
        [*map(make_document, range(1000)), "\ufeff" + make_document(1000)],
    ],
    ids=["of every kind", "with byte order marks", "with a byte order mark where a batch begins"],
)
def test_they_find_what_the_check_of_a_stream_finds(documents: Sequence[str | None]) -> None:
    """A machine of a cluster sees some of the documents, the last one all of them."""
    table = pa.table({"document": pa.array(documents, pa.string())})
    expected = [row for batch in check_batches(table, BASE, on=ON) for row in batch.to_pylist()]

    assert sorted(map(repr, expected)) == sorted(map(repr, list_found(documents)))
    assert expected
