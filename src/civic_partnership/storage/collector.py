"""The pause of the cyclic garbage collector while many tables or records are made."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def pause_collector() -> Iterator[None]:
    """Pause the collector, which makes reading and writing a third slower, and a large register slower still.

    Tables and records have no cycles; errors have some. So it is paused for one file, or one text, at a time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
