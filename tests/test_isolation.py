import contextlib
import decimal
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Never

import pytest

from civic_partnership.isolation import (
    describe_error,
    fingerprint,
    isolate,
    iterate_isolated,
    watch_interrupts,
)


@pytest.fixture(autouse=True)
def _ctrl_c() -> Iterator[None]:
    """Let Ctrl-C raise KeyboardInterrupt, even if whoever runs the tests ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.default_int_handler is signal.signal(signal.SIGINT, before)


def lets_it_pass() -> None:
    """Do nothing about Ctrl-C, as most code does."""
    signal.raise_signal(signal.SIGINT)


def swallows_it() -> None:
    """Go on as if nothing were."""
    with contextlib.suppress(BaseException):
        signal.raise_signal(signal.SIGINT)


def leaves_instead() -> None:
    """Turn Ctrl-C into another exit."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        sys.exit(0)


def fails_instead() -> None:
    """Turn Ctrl-C into an error."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt as error:
        raise ValueError("stopped") from error


@pytest.mark.parametrize("work", [lets_it_pass, swallows_it, leaves_instead, fails_instead])
def test_ctrl_c_ends_the_program_whatever_code_makes_of_it(work: Callable[[], None]) -> None:
    """Raise it in place of whatever the code raised, or did not raise."""
    with pytest.raises(KeyboardInterrupt), watch_interrupts():
        work()


def test_ctrl_c_can_be_raised_at_once() -> None:
    """Raise it when asked after an error of the code."""
    with watch_interrupts() as interruption:
        interruption.raise_again()
        swallows_it()
        with pytest.raises(KeyboardInterrupt):
            interruption.raise_again()
        interruption.raised = None


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(0), GeneratorExit(), ValueError()])
def test_what_code_raises_on_its_own_is_no_interruption(error: BaseException) -> None:
    """Note nothing, and raise nothing in its place."""
    with pytest.raises(type(error)) as caught, watch_interrupts() as interruption:
        raise error

    assert error is caught.value
    assert interruption.raised is None


def run_watched(work: Callable[[], None]) -> None:
    """Run code of others, as code of others may do itself."""
    with watch_interrupts():
        work()


@pytest.mark.parametrize("work", [lets_it_pass, swallows_it])
def test_an_interruption_within_another_ends_both(work: Callable[[], None]) -> None:
    """Note it in both."""
    with pytest.raises(KeyboardInterrupt), watch_interrupts(), contextlib.suppress(KeyboardInterrupt):
        run_watched(work)


def test_what_another_handler_raises_is_raise_again() -> None:
    """Let a program end in order when it is told to stop, even within a plugin."""

    def stop(*_: object) -> Never:
        raise SystemExit(143)

    def fails() -> None:
        with contextlib.suppress(SystemExit):
            signal.raise_signal(signal.SIGTERM)
        raise ValueError("stopped")

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with pytest.raises(SystemExit, match="143"):
            run_watched(fails)
        assert stop is signal.getsignal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_handler_that_raises_nothing_interrupts_nothing() -> None:
    """Let a program only note that it shall stop, or ignore Ctrl-C."""
    came: list[int] = []
    for handler in (lambda number, _: came.append(number), signal.SIG_IGN):
        signal.signal(signal.SIGINT, handler)
        with watch_interrupts() as interruption:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
        assert interruption.raised is None
        assert handler is signal.signal(signal.SIGINT, signal.default_int_handler)

    assert [signal.SIGINT, signal.SIGINT] == came


def test_another_thread_has_no_signals() -> None:
    """Take every KeyboardInterrupt there for the code's own."""
    raised: list[BaseException | None] = []

    def work() -> None:
        with watch_interrupts() as interruption:
            raised.append(interruption.raised)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert [None] == raised


def changes_everything(folder: Path) -> None:
    """Change what others count on."""
    os.chdir(folder)
    decimal.getcontext().prec = 1
    decimal.setcontext(decimal.Context(prec=2))
    sys.setrecursionlimit(12_345)


def state() -> tuple[Any, ...]:
    """Return the state that must stay as it was."""
    return Path.cwd(), decimal.getcontext().prec, sys.getrecursionlimit()


@pytest.mark.parametrize("error", [None, ValueError(), SystemExit(0)])
def test_what_was_changed_is_put_back(tmp_path: Path, error: BaseException | None) -> None:
    """Put back working folder, precision and recursion limit, also after an error."""
    before = state()
    with contextlib.suppress(BaseException), isolate():
        changes_everything(tmp_path)
        if error:
            raise error

    assert before == state()


def test_between_items_nothing_is_changed(tmp_path: Path) -> None:
    """Show a generator its own decimal context again, and nobody else."""

    def items() -> Iterator[tuple[Any, ...]]:
        changes_everything(tmp_path)
        yield ()
        with decimal.localcontext(prec=3):
            yield state()
            yield state()
        yield state()

    before = state()
    seen = []
    for item in iterate_isolated(items):
        assert before == state()
        seen.append(item)

    folder, precision, limit = before
    assert [(), (folder, 3, limit), (folder, 3, limit), (folder, 2, limit)] == seen
    assert precision == decimal.getcontext().prec


def test_where_the_folder_was_removed_nothing_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter no folder that is gone."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with isolate():
        os.chdir(tmp_path)

    assert tmp_path == Path.cwd()


def test_an_error_is_described_without_its_text() -> None:
    """Name the type, the file and the line of the innermost code."""
    with pytest.raises(ZeroDivisionError) as caught:
        _ = [1 // number for number in (0,)]
    name, place = describe_error(caught.value)

    assert "ZeroDivisionError" == name
    assert place == f"{__file__}:{test_an_error_is_described_without_its_text.__code__.co_firstlineno + 3}"


def test_a_fingerprint_tells_what_was_changed() -> None:
    """Give equal things the same fingerprint, and none to what cannot be hashed."""
    assert fingerprint(("a", 1)) == fingerprint(("a", 1)) != fingerprint(("a", 2))
    assert fingerprint(("a", [])) is None
