import signal
import threading
from collections.abc import Iterator

import pytest

from civic_partnership.files import hold_interrupts


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    """Let Ctrl-C raise KeyboardInterrupt, even if whoever started the tests ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_takes_effect_at_the_end() -> None:
    """Run the block to its end, and let the usual handler handle the signal then."""
    done = []

    def work() -> None:
        with hold_interrupts():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        work()

    assert ["all"] == done
    assert signal.default_int_handler is signal.getsignal(signal.SIGINT)


def test_other_threads_and_other_handlers_are_left_alone() -> None:
    """Change nothing outside the main thread, or where a signal is ignored."""
    done = []

    def work() -> None:
        with hold_interrupts():
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
