"""The markers that git leaves in a file whose two versions it could not merge."""

import re
from typing import NamedTuple

from civic_partnership.values import Label

_BEGIN, _MIDDLE, _END = "<", "=", ">"
_MARKER = re.compile(rf"([{_BEGIN}{_MIDDLE}{_END}])\1{{6,}}(?: |\r?\Z)")
_MOST_NAMED = 5
"""The most places that a sentence names by their lines."""


class MarkedConflict(NamedTuple):
    """The lines, counted from 1, of the three markers around the two versions of some lines."""

    first: int
    middle: int
    last: int


def find_marked_conflicts(text: str) -> list[MarkedConflict]:
    """Return the places in a text that stand between markers; a marker without the others is none."""
    found: list[MarkedConflict] = []
    lines: list[int] = []
    if _BEGIN * 7 not in text:
        return found
    for number, line in enumerate(text.split("\n"), 1):
        if (match := _MARKER.match(line)) is None:
            continue
        if match[1] == _BEGIN:
            lines = [number]
        elif match[1] == (_MIDDLE, _END)[len(lines) - 1] and lines:
            lines.append(number)
            if match[1] == _END:
                found.append(MarkedConflict(*lines))
                lines = []
    return found


def describe_marked_conflicts(conflicts: list[MarkedConflict]) -> tuple[Label, Label, tuple[int, int]]:
    """Return the reason why a file with such places cannot be read, what to do, and where the first begins.

    What git writes behind a marker is not shown: a branch may be named after a person.
    """
    shown = conflicts[:_MOST_NAMED]
    danish = "; ".join(f"{each.first}, {each.middle} og {each.last}" for each in shown)
    english = "; ".join(f"{each.first}, {each.middle} and {each.last}" for each in shown)
    more = Label("; med flere", "; and more") if len(conflicts) > _MOST_NAMED else Label("", "")
    number = len(conflicts)
    reason = Label(
        f"git kunne ikke flette filen {'et sted' if number == 1 else f'{number} steder'}; "
        f"mærkerne står på linje {danish}{more.da}",
        f"git could not merge the file in {'one place' if number == 1 else f'{number} places'}; "
        f"the markers stand on lines {english}{more.en}",
    )
    remedy = Label(
        "Behold hvert sted det, der gælder, og slet linjerne med <<<<<<<, ======= og >>>>>>>.",
        "Keep in each place what holds, and delete the lines with <<<<<<<, ======= and >>>>>>>.",
    )
    return reason, remedy, (conflicts[0].first, 1)
