"""Processes that check pieces of a stream side by side, in order."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from .document_checker import CheckedLines, DocumentChecker
from .pieces import Piece

_AHEAD = 4
"""For each process so many pieces are checked or wait for their turn."""

_checker: DocumentChecker
"""The checker of a process, which is made once."""


def check_pieces(
    checker: DocumentChecker, pieces: Iterable[Piece], jobs: int
) -> Iterator[tuple[Piece, CheckedLines]]:
    """Yield each piece with what was found in it; its lines are counted from 1.

    Args:
        checker: the checker; with several jobs each process gets a copy of it.
        pieces: the pieces.
        jobs: the number of processes; 1 for this process alone.
    """
    if jobs == 1:
        yield from ((piece, checker.check(piece.lines())) for piece in pieces)
        return
    processes = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, processes, initializer=_start, initargs=(checker,))
    try:
        rest = iter(pieces)
        waiting: deque[tuple[Piece, Future[CheckedLines]]] = deque()
        while True:
            more = islice(rest, jobs * _AHEAD - len(waiting))
            waiting.extend((piece, pool.submit(_check, piece)) for piece in more)
            if not waiting:
                return
            piece, checked = waiting.popleft()
            yield piece, checked.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(checker: DocumentChecker) -> None:
    global _checker  # noqa: PLW0603 - what a process keeps from piece to piece
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of them; the first stops the others
    _checker = checker


def _check(piece: Piece) -> CheckedLines:
    return _checker.check(piece.lines())
