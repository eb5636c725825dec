"""Isolation of code by others: it cannot end the program, and changes nothing of the process for good."""

import contextlib
import contextvars
import decimal
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")

_END: Any = object()
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""The signals by which a user or a system stops a program."""


class Interruption:
    """What a signal such as Ctrl-C raised, which code of others may swallow or replace.

    Attributes:
        raised: the exception that the handler of the signal raised; None as long as there is none.

    """

    def __init__(self) -> None:
        self.raised: BaseException | None = None

    def raise_again(self) -> None:
        """Raise what a signal raised, if any did, whatever code of others made of it.

        Raises:
            BaseException: what the handler of the signal raised: for Ctrl-C, KeyboardInterrupt.

        """
        if self.raised is not None:
            raise self.raised

    def watch(self, number: signal.Signals) -> Callable[[], object]:
        """Keep what the handler of a signal raises; return a function that ends this."""
        before = signal.getsignal(number)
        if not callable(before):  # nothing is raised where a signal is ignored, or ends the process
            return lambda: None

        def handle(number: int, frame: FrameType | None) -> None:
            try:
                before(number, frame)
            except BaseException as error:
                self.raised = error
                signal.signal(number, before)
                raise

        signal.signal(number, handle)
        return lambda: signal.signal(number, before)


@contextlib.contextmanager
def watch_interrupts() -> Iterator[Interruption]:
    """Let Ctrl-C end the program, also where code of others swallows it.

    Raises:
        BaseException: what the handler of a signal raised meanwhile.

    """
    interruption = Interruption()
    restore: list[Callable[[], object]] = []
    try:
        with contextlib.suppress(ValueError):  # only the main thread has signals
            restore += map(interruption.watch, _SIGNALS)
        yield interruption
    finally:
        for each in restore:
            each()
        interruption.raise_again()


@contextlib.contextmanager
def isolate() -> Iterator[None]:
    """Put back the working folder, the decimal context and the recursion limit at the end of the block."""
    folder, limit = _folder(), sys.getrecursionlimit()
    try:
        with decimal.localcontext():
            yield
    finally:
        if sys.getrecursionlimit() != limit:
            sys.setrecursionlimit(limit)
        if folder is not None and _folder() != folder:
            os.chdir(folder)


def _folder() -> str | None:
    """Return the working folder; None where it was removed."""
    try:
        return os.getcwd()  # noqa: PTH109 - asked often
    except OSError:
        return None


def iterate_isolated(items: Callable[[], Iterable[T]]) -> Iterator[T]:
    """Yield each item of an iterable of others; change nothing of the process between these.

    A generator keeps a decimal context of its own from one item to the next.

    Args:
        items: makes the iterable.

    """
    own = contextvars.copy_context()
    own.run(decimal.setcontext, decimal.getcontext().copy())
    with isolate():
        iterator = own.run(lambda: iter(items()))
    while True:
        with isolate():
            item = own.run(next, iterator, _END)
        if item is _END:
            return
        yield item


def fingerprint(records: object) -> int | None:
    """Return a number that changes where code of others changes records; None where they cannot be hashed."""
    try:
        return hash(records)
    except TypeError:  # something in them is a list
        return None


def describe_error(error: BaseException) -> tuple[str, str]:
    """Return the type of an error, and the file and line that raised it.

    The text of an error is left out, for it might hold anything.
    """
    trace = error.__traceback__
    assert trace is not None  # noqa: S101 - it was raised
    while trace.tb_next is not None:
        trace = trace.tb_next
    return type(error).__name__, f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
