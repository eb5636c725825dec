"""Telling whether an association is one that is already there, without ever guessing."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from civic_partnership.model import Association
from civic_partnership.rules.names import split_name
from civic_partnership.values import Label, Table, normalize

from .rejecting import DOUBTFUL_MATCH, Reason, Rejected

_CACHED = 64
"""So many names are remembered: a row's is looked up, and then noted."""

How = Literal["new", "cvr", "name", "alias", "same"]


class Match(NamedTuple):
    """Which association a row is about.

    Attributes:
        id: its id.
        how: how it was told; new for one that is not there yet.

    """

    id: str
    how: How


class _Ids:
    """From what associations are known by to their ids, in one text, which takes little room."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def note(self, mark: str, id: str) -> None:
        """Know an association by a mark."""
        known = self._ids.setdefault(mark, id)
        if known != id and id not in known.split():
            self._ids[mark] = f"{known} {id}"

    def of(self, mark: str | None) -> tuple[str, ...]:
        """The associations that are known by a mark."""
        return tuple(self._ids.get(mark, "").split()) if mark else ()


class Associations:
    """The associations that are there, by all that they are known by.

    Args:
        associations: those that are there before.
        same: a name as the file has it -> the id that is meant.

    """

    def __init__(self, associations: Iterable[Association], same: Table[str]) -> None:
        self._by_id: dict[str, Association] = {}
        self._by_cvr, self._by_name, self._by_words = _Ids(), _Ids(), _Ids()
        self._same = {_folded(name): id for name, id in same.items()}
        for association in associations:
            self.add(association)

    def add(self, association: Association) -> None:
        """Know an association, or what is new of it."""
        id = association.id
        self._by_id[id] = association
        if association.cvr:
            self._by_cvr.note(association.cvr, id)
        for name in (association.name, *association.aliases):
            self._by_name.note(_folded(name), id)
            self._by_words.note(_words(name), id)

    def match(self, name: str, cvr: str | None, id: str) -> Match:
        """Which association is meant by a name and a CVR number; `id` is what a new one would get.

        Raises:
            Rejected: it may be one that is there, or two of them.

        """
        ids, how = self._called(name)
        numbered = self._by_cvr.of(cvr)
        if numbered:
            alike = ids if how == "same" else (*ids, *self._by_words.of(_words(name)))
            if len(numbered) > 1 or numbered[0] not in alike:
                raise _doubtful(numbered, "CVR-nummeret, men ikke navnet", "the CVR number, but not the name")
            return Match(numbered[0], "cvr")
        if not ids:
            self._refuse_alike(name)
            if id in self._by_id:
                raise _doubtful([id], "id'et, men ikke navnet", "the id, but not the name")
            return Match(id, "new")
        known = self._by_id.get(self._one(ids))
        if known is None:  # `same` says what it is to be called
            return Match(ids[0], "new")
        if cvr and known.cvr:
            raise _doubtful(ids, "navnet, men ikke CVR-nummeret", "the name, but not the CVR number")
        return Match(known.id, how)

    def referred(self, name: str, id: str) -> str:
        """The id of the association that a name or id in a cell means; `id` is what a new one would get.

        Raises:
            Rejected: it may be one that is there, or two of them.

        """
        if name in self._by_id:
            return name
        ids, _ = self._called(name)
        if ids:
            return self._one(ids)
        self._refuse_alike(name)
        return id

    def _called(self, name: str) -> tuple[tuple[str, ...], How]:
        """The ids of what has a name, and how it is known."""
        name = _folded(name)
        if name in self._same:
            return (self._same[name],), "same"
        ids = self._by_name.of(name)
        is_name = any(_folded(self._by_id[id].name) == name for id in ids)
        return ids, "name" if is_name else "alias"

    def _one(self, ids: tuple[str, ...]) -> str:
        if len(ids) > 1:
            raise _doubtful(ids, "samme navn", "the same name")
        return ids[0]

    def _refuse_alike(self, name: str) -> None:
        if alike := self._by_words.of(_words(name)):
            raise _doubtful(alike, "næsten samme navn", "nearly the same name")


@lru_cache(_CACHED)
def _folded(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())


@lru_cache(_CACHED)
def _words(name: str) -> str:
    return " ".join(sorted(split_name(name)))


def _doubtful(ids: Sequence[str], da: str, en: str) -> Rejected:
    have = "has" if len(ids) == 1 else "have"
    return Rejected(
        Reason(
            DOUBTFUL_MATCH,
            Label(
                f"I registeret har {' og '.join(ids)} {da}. Er det den forening, så skriv navnet i aliases "
                "i registeret eller i same i oversættelsen; ret ellers rækken.",
                f"In the register {' and '.join(ids)} {have} {en}. If that association is meant, put "
                "the name into aliases in the register or into same in the mapping; else correct the row.",
            ),
        )
    )
