"""Texts as a calendar can hold them (RFC 5545, 3.3.11)."""

import re

_BREAK = re.compile(r"\r\n?|\\N")
r"""What a calendar cannot tell from a new line: it writes one as `\n`, and `\N` is the same."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def to_printable(text: str) -> str:
    """Return a text with plain line breaks, and a sign in place of each control character but the tab.

    A byte order mark at its beginning is left out: nobody sees it, and `icalendar` drops it as well.
    """
    return _CONTROL.sub("\ufffd", _BREAK.sub("\n", text)).lstrip("\ufeff")
