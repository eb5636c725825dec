"""Isolation of foreign code, such as plugins.

Foreign code cannot end the program or suppress Ctrl-C. Its changes of the working folder, the decimal
context and the recursion limit are undone.
"""

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
"""The signals by which a user or the system stops a program."""


class Interruption:
    """A record of the exception that a signal such as Ctrl-C raised: foreign code may catch that exception.

    Attributes:
        raised: the exception that the signal's handler raised; None if no handler has raised any.
    """

    def __init__(self) -> None:
        self.raised: BaseException | None = None

    def raise_again(self) -> None:
        """Raise the kept exception again, if there is one; after Ctrl-C, that is `KeyboardInterrupt`."""
        if self.raised is not None:
            raise self.raised

    @contextlib.contextmanager
    def watch(self, number: signal.Signals) -> Iterator[None]:
        """Keep the exception that a signal's handler raises in the block."""
        before = signal.getsignal(number)
        if not callable(before):  # the signal is ignored, or ends the process: no exception is raised
            yield
            return

        def handle(number: int, frame: FrameType | None) -> None:
            try:
                before(number, frame)
            except BaseException as error:
                self.raised = error
                signal.signal(number, before)
                raise

        signal.signal(number, handle)
        try:
            yield
        finally:
            signal.signal(number, before)


@contextlib.contextmanager
def watch_interrupts() -> Iterator[Interruption]:
    """Let Ctrl-C end the program, even if foreign code in the block catches the exception.

    Raises:
        BaseException: the exception that the handler of a signal raised during the block.
    """
    interruption = Interruption()
    try:
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(ValueError):  # only the main thread has signals
                for number in _SIGNALS:
                    stack.enter_context(interruption.watch(number))
            yield interruption
    finally:
        interruption.raise_again()


@contextlib.contextmanager
def isolate() -> Iterator[None]:
    """Restore the working folder, decimal context and recursion limit at the end of the block."""
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
    try:
        return os.getcwd()  # noqa: PTH109 - asked often
    except OSError:  # the folder was deleted
        return None


def iterate_isolated(items: Callable[[], Iterable[T]]) -> Iterator[T]:
    """Yield each item of the iterable that a foreign function returns, and call `isolate` around each step.

    All items share one decimal context, so that a generator keeps its own from one item to the next.
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
    """Return a hash of records, to see whether foreign code changes them; None if there can be no hash."""
    try:
        return hash(records)
    except TypeError:  # something in them is a list
        return None


def describe_error(error: BaseException) -> tuple[str, str]:
    """Return the class name of an error, and the file and line that raised the error.

    The message of the error is left out, because foreign code may put anything into the message.
    """
    trace = error.__traceback__
    assert trace is not None  # noqa: S101 - it was raised
    while trace.tb_next is not None:
        trace = trace.tb_next
    return type(error).__name__, f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
