"""The search for the known name that is closest to a misspelt name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from civic_partnership.values import Label

_FEW = 40
"""If a list has no more names, the search compares all of them."""
_LONGEST = 80
"""The search ignores the letters of a misspelt name after these."""
_COMMON = 300
"""If more names share a three-letter part, the search ignores that part."""
_RAREST = 12
"""The search looks up so many parts of the misspelt name."""
_LIKELIEST = 10
"""The search compares so many names: those that share most parts with the misspelt name."""


class KnownNames:
    """A list of known names with a fast search for the name that is closest to a misspelt name.

    The search compares all names of a short list. In a long list it first looks for names that differ by one
    slip: a letter that is missing, added or wrong, or two neighbouring letters that are swapped. If there are
    none, it compares the names that share the rarest three-letter parts of the misspelt name.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = dict.fromkeys(known)

    def nearest(self, written: str) -> str | None:
        """Return the known name that is closest to a misspelt name; None if no name is close."""
        import difflib  # noqa: PLC0415 - it is slow to import, and seldom needed

        near = difflib.get_close_matches(written, self._candidates(written), n=1)
        return near[0] if near else None

    def _candidates(self, written: str) -> list[str]:
        if len(self._known) <= _FEW:
            return list(self._known)
        slips = [name for name in _slips(written, self._letters) if name in self._known]
        return slips or self._alike(written)

    def _alike(self, written: str) -> list[str]:
        of_parts = (self._by_part[part] for part in _parts(written[:_LONGEST]) if part in self._by_part)
        rarest = sorted((names for names in of_parts if len(names) <= _COMMON), key=len)[:_RAREST]
        shared = Counter(name for names in rarest for name in names)
        return [name for name, _ in shared.most_common(_LIKELIEST)]

    @cached_property
    def _letters(self) -> list[str]:
        return sorted(set().union(*self._known))

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        """Three-letter part -> the known names that contain the part."""
        names: dict[str, list[str]] = defaultdict(list)
        for name in self._known:
            for part in _parts(name):
                names[part].append(name)
        return dict(names)


def closest_match(
    name: str, known: KnownNames | Iterable[str], otherwise: Label, *, ending: str = ""
) -> Label:
    """Return the question `Did you mean …?` about the known name closest to a misspelt name.

    The ending is put directly after the suggested name. If no known name is close, return `otherwise`.
    """
    near = (known if isinstance(known, KnownNames) else KnownNames(known)).nearest(name)
    return Label(f"Mente du {near}{ending}?", f"Did you mean {near}{ending}?") if near else otherwise


def _slips(written: str, letters: list[str]) -> Iterator[str]:
    """Yield all texts that differ from a misspelt name by one slip; nothing for a long name."""
    for place in range(len(written) + 1) if len(written) <= _LONGEST else ():
        before, after = written[:place], written[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in letters:
            yield before + letter + after
            yield before + letter + after[1:]


def _parts(name: str) -> Iterator[str]:
    """Yield every three neighbouring letters of a name once; a space before and after it is a letter too."""
    spaced = f" {name} "
    return iter(dict.fromkeys(spaced[place : place + 3] for place in range(len(spaced) - 2)))
