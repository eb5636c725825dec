import signal
import threading
from collections.abc import Iterator

import pytest

from civic_partnership.files import interrupts_held


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, also where whoever started the tests ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_takes_effect_at_the_end() -> None:
    """The block runs to its end, and what handled the signal before handles it then."""
    done = []

    def work() -> None:
        with interrupts_held():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        work()

    assert ["all"] == done
    assert signal.default_int_handler is signal.getsignal(signal.SIGINT)


def test_an_error_comes_through() -> None:
    """Without a signal nothing changes."""
    with pytest.raises(ValueError, match="x"), interrupts_held():
        raise ValueError("x")


def test_other_threads_and_other_handlers_are_left_alone() -> None:
    """Only the main thread receives signals; who ignores them goes on ignoring them."""
    done = []

    def work() -> None:
        with interrupts_held():
            done.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work()
    finally:
        signal.signal(signal.SIGINT, before)

    assert [before, signal.SIG_IGN] == done
