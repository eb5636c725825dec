import signal
import threading

import pytest

from civic_partnership.files import interrupts_held


def test_ctrl_c_takes_effect_at_the_end() -> None:
    """The block runs to its end, and what handled the signal before handles it then."""
    done = []

    def work() -> None:
        with interrupts_held():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        work()

    assert ["all"] == done
    assert handler is signal.getsignal(signal.SIGINT)


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
