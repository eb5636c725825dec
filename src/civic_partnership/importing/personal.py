"""Civil registration numbers (CPR) in the cells of a foreign file."""

import re
from collections.abc import Iterable

from civic_partnership.findings import holds_civil_registration_number

_APART = "\nx\n"
"""What stands between cells looked at together: no number goes across a letter."""
_WITHOUT_ZERO = re.compile(r"^[ \t]*([0-9]{9})[ \t]*$", re.MULTILINE)


def holds_number(cells: Iterable[str]) -> bool:
    """Whether one of the cells holds what looks like a civil registration number.

    Also one that has lost a zero in front, as the only number in its line.
    """
    text = _APART.join(cells)
    return holds_civil_registration_number(_WITHOUT_ZERO.sub(r"0\1", text))
