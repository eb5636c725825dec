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
    interruptible,
    isolated,
    isolated_items,
)


@pytest.fixture(autouse=True)
def _ctrl_c() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, also where whoever runs the tests ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.default_int_handler is signal.signal(signal.SIGINT, before)


def lets_it_pass() -> None:
    """Do nothing about Ctrl-C, as most code does."""
    signal.raise_signal(signal.SIGINT)


def swallows_it() -> None:
    """Code that goes on as if nothing were."""
    with contextlib.suppress(BaseException):
        signal.raise_signal(signal.SIGINT)


def leaves_instead() -> None:
    """Code that makes another exit of it."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        sys.exit(0)


def fails_instead() -> None:
    """Code that makes an error of it."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt as error:
        raise ValueError("stopped") from error


@pytest.mark.parametrize("work", [lets_it_pass, swallows_it, leaves_instead, fails_instead])
def test_ctrl_c_ends_the_program_whatever_code_makes_of_it(work: Callable[[], None]) -> None:
    """It is raised in place of whatever the code raised, or did not raise."""
    with pytest.raises(KeyboardInterrupt), interruptible():
        work()


def test_ctrl_c_can_be_raised_at_once() -> None:
    """Whoever goes on after an error of the code asks first."""
    with interruptible() as interruption:
        interruption.let_through()
        swallows_it()
        with pytest.raises(KeyboardInterrupt):
            interruption.let_through()
        interruption.raised = None


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(0), GeneratorExit(), ValueError()])
def test_what_code_raises_on_its_own_is_no_interruption(error: BaseException) -> None:
    """Nothing is noted, and nothing raised in its place."""
    with pytest.raises(type(error)) as caught, interruptible() as interruption:
        raise error

    assert error is caught.value
    assert interruption.raised is None


def within(work: Callable[[], None]) -> None:
    """Run code of others, as code of others may do itself."""
    with interruptible():
        work()


@pytest.mark.parametrize("work", [lets_it_pass, swallows_it])
def test_an_interruption_within_another_ends_both(work: Callable[[], None]) -> None:
    """Both have noted it."""
    with pytest.raises(KeyboardInterrupt), interruptible(), contextlib.suppress(KeyboardInterrupt):
        within(work)


def test_what_another_handler_raises_is_let_through() -> None:
    """A program that ends in order when it is told to stop does so, be it within a plugin."""

    def stop(*_: object) -> Never:
        raise SystemExit(143)

    def fails() -> None:
        with contextlib.suppress(SystemExit):
            signal.raise_signal(signal.SIGTERM)
        raise ValueError("stopped")

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with pytest.raises(SystemExit, match="143"):
            within(fails)
        assert stop is signal.getsignal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_handler_that_raises_nothing_interrupts_nothing() -> None:
    """A program may only note that it shall stop, or ignore Ctrl-C."""
    came: list[int] = []
    for handler in (lambda number, _: came.append(number), signal.SIG_IGN):
        signal.signal(signal.SIGINT, handler)
        with interruptible() as interruption:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
        assert interruption.raised is None
        assert handler is signal.signal(signal.SIGINT, signal.default_int_handler)

    assert [signal.SIGINT, signal.SIGINT] == came


def test_another_thread_has_no_signals() -> None:
    """There every KeyboardInterrupt is of the code's own making."""
    raised: list[BaseException | None] = []

    def work() -> None:
        with interruptible() as interruption:
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
    """The working folder, the precision of decimals and the recursion limit, also after an error."""
    before = state()
    with contextlib.suppress(BaseException), isolated():
        changes_everything(tmp_path)
        if error:
            raise error

    assert before == state()


def test_between_items_nothing_is_changed(tmp_path: Path) -> None:
    """A generator that goes on finds its own decimal context again; nobody else ever does."""

    def items() -> Iterator[tuple[Any, ...]]:
        changes_everything(tmp_path)
        yield ()
        with decimal.localcontext(prec=3):
            yield state()
            yield state()
        yield state()

    before = state()
    seen = []
    for item in isolated_items(items):
        assert before == state()
        seen.append(item)

    folder, precision, limit = before
    assert [(), (folder, 3, limit), (folder, 3, limit), (folder, 2, limit)] == seen
    assert precision == decimal.getcontext().prec


def test_where_the_folder_was_removed_nothing_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is no more cannot be entered again."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with isolated():
        os.chdir(tmp_path)

    assert tmp_path == Path.cwd()


def test_an_error_is_described_without_its_text() -> None:
    """The type, the file and the line of the innermost code."""
    with pytest.raises(ZeroDivisionError) as caught:
        _ = [1 // number for number in (0,)]
    name, place = describe_error(caught.value)

    assert "ZeroDivisionError" == name
    assert place == f"{__file__}:{test_an_error_is_described_without_its_text.__code__.co_firstlineno + 3}"


def test_a_fingerprint_tells_what_was_changed() -> None:
    """Equal things have the same; what cannot be hashed has none."""
    assert fingerprint(("a", 1)) == fingerprint(("a", 1)) != fingerprint(("a", 2))
    assert fingerprint(("a", [])) is None
