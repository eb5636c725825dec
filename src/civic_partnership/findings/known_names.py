"""Which of the names that are known was meant by one that is not."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from civic_partnership.values import Label

_FEW = 40
"""So many names are all compared with what was written."""
_LONGEST = 80
"""Letters of a name in which single slips are tried."""
_COMMON = 300
"""A part that more names share tells little of which was meant."""
_RAREST = 6
"""How many parts of what was written are looked up."""
_LIKELIEST = 10
"""How many of the names that share most of these are compared."""


class KnownNames:
    """Names that are known, of which the nearest is found in a time that hardly grows with their number.

    A few are all compared with what was written. Of many, first those are that differ by one slip: a letter
    missing, added or another, or two exchanged. Where there is none, those are that share its rarest parts.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = dict.fromkeys(known)

    def nearest(self, written: str) -> str | None:
        """The name that is most like what was written; None where none is near."""
        near = difflib.get_close_matches(written, self._candidates(written), n=1)
        return near[0] if near else None

    def _candidates(self, written: str) -> list[str]:
        if len(self._known) <= _FEW:
            return list(self._known)
        slips = [name for name in _slips(written, self._letters) if name in self._known]
        return slips or self._alike(written)

    def _alike(self, written: str) -> list[str]:
        """The names that share most of the rarest parts of what was written."""
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
    """Which of the names that are known was meant, if one is near; else what is said then.

    Args:
        name: what was written.
        known: the names.
        otherwise: what is said where none is near.
        ending: what stands behind a name.

    """
    near = (known if isinstance(known, KnownNames) else KnownNames(known)).nearest(name)
    return Label(f"Mente du {near}{ending}?", f"Did you mean {near}{ending}?") if near else otherwise


def _slips(written: str, letters: list[str]) -> Iterator[str]:
    """Everything from which one slip leads to what was written."""
    for place in range(len(written) + 1) if len(written) <= _LONGEST else ():
        before, after = written[:place], written[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in letters:
            yield before + letter + after
            yield before + letter + after[1:]


def _parts(name: str) -> Iterator[str]:
    """Every three letters in a row, each once, with a space before the first letter and behind the last."""
    spaced = f" {name} "
    return iter(dict.fromkeys(spaced[place : place + 3] for place in range(len(spaced) - 2)))
