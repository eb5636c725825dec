"""Name lines of a file in a sentence, the first ones of many."""

from collections.abc import Sequence

_SHOWN = 5
"""So many lines are named at most."""


def list_lines(numbers: Sequence[int]) -> str:
    """Return the numbers of lines with commas between them, each once: `3, 5, 8 …`."""
    return ", ".join(map(str, dict.fromkeys(numbers[:_SHOWN]))) + (" …" if len(numbers) > _SHOWN else "")
