"""Known names, and the closest of them to a misspelt one."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from civic_partnership.values import Label

_FEW = 40
"""Up to so many names are all compared."""
_LONGEST = 80
"""Slips are tried in so many letters of a name."""
_COMMON = 300
"""A part that more names share is passed over."""
_RAREST = 6
"""So many parts of the misspelt name are looked up."""
_LIKELIEST = 10
"""So many of the names that share most parts are compared."""


class KnownNames:
    """Known names. The time to find the closest hardly grows with their number.

    A few names are all compared. Of many names, those that differ by one slip are compared first: a letter
    is missing, added or another, or two are exchanged. Where there is none, those that share the rarest parts
    of the misspelt name are compared.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = dict.fromkeys(known)

    def nearest(self, written: str) -> str | None:
        """Return the name that is closest to a misspelt one; None where none is close."""
        near = difflib.get_close_matches(written, self._candidates(written), n=1)
        return near[0] if near else None

    def _candidates(self, written: str) -> list[str]:
        if len(self._known) <= _FEW:
            return list(self._known)
        slips = [name for name in _slips(written, self._letters) if name in self._known]
        return slips or self._alike(written)

    def _alike(self, written: str) -> list[str]:
        """Return the known names most like a misspelt one: those that share its rarest three-letter parts."""
        of_parts = (self._by_part[part] for part in _parts(written[:_LONGEST]) if part in self._by_part)
        rarest = sorted((names for names in of_parts if len(names) <= _COMMON), key=len)[:_RAREST]
        shared = Counter(name for names in rarest for name in names)
        return [name for name, _ in shared.most_common(_LIKELIEST)]

    @cached_property
    def _letters(self) -> list[str]:
        """The letters that occur in the names."""
        return sorted(set().union(*self._known))

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        """Part -> the names that have it."""
        names: dict[str, list[str]] = defaultdict(list)
        for name in self._known:
            for part in _parts(name):
                names[part].append(name)
        return dict(names)


def closest_match(
    name: str, known: KnownNames | Iterable[str], otherwise: Label, *, ending: str = ""
) -> Label:
    """Ask whether the closest known name was meant: `Did you mean …?`.

    Args:
        name: the misspelt name.
        known: the known names.
        otherwise: the text to return where none is close.
        ending: a text to put behind the name.

    """
    near = (known if isinstance(known, KnownNames) else KnownNames(known)).nearest(name)
    return Label(f"Mente du {near}{ending}?", f"Did you mean {near}{ending}?") if near else otherwise


def _slips(written: str, letters: list[str]) -> Iterator[str]:
    """Yield every text from which one slip leads to the misspelt name."""
    for place in range(len(written) + 1) if len(written) <= _LONGEST else ():
        before, after = written[:place], written[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in letters:
            yield before + letter + after
            yield before + letter + after[1:]


def _parts(name: str) -> Iterator[str]:
    """Yield every three letters in a row once, with a space before the first letter and behind the last."""
    spaced = f" {name} "
    return iter(dict.fromkeys(spaced[place : place + 3] for place in range(len(spaced) - 2)))
