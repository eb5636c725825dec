"""The memory of a check of a stream does not grow with its length."""

import tracemalloc
from collections.abc import Iterator
from datetime import date

import pytest

from civic_partnership.storage import parse
from civic_partnership.streaming import check_stream, pieces

BASE = parse(
    '[programmes.a]\nname = "A"\nannual_amount = 100\n[associations.klub]\nname = "Klubben"\n'
).register
DOCUMENTS = {
    "right": '{"partnerships": {"p%d": {"programme": "a", "partners": [{"association": "klub"}]}}}',
    "wrong": '{"partnerships": {"p%d": {"programme": "none", "partners": [{"association": "none%d"}]}}}',
    "unreadable": '{"partnerships": {"p%d": {"programme": "a", "partners": 5}}}',
}


def measure_peak(document: str, number: int) -> int:
    """Return the most bytes that the check of so many documents holds."""

    def lines() -> Iterator[str]:
        return (document.replace("%d", str(n)) for n in range(number))

    tracemalloc.start()
    try:
        for _ in check_stream(lines(), BASE, on=date(2025, 3, 1)):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_ten_times_the_documents_take_the_same_memory(document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The peak of 2,000 documents is not more than 1.3 times that of 200."""
    monkeypatch.setattr(pieces, "SIZE", 10_000)
    measure_peak(document, 10)  # what is worked out once in a process

    few = measure_peak(document, 200)
    assert measure_peak(document, 2000) <= 1.3 * few
