"""Find the association or contact of a row in the register, without a guess."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count
from typing import Literal, NamedTuple

from attrs import evolve

from civic_partnership.importing.rejection_rules import DOUBTFUL_MATCH, Reason, Rejected
from civic_partnership.importing.source import normalize_heading
from civic_partnership.model import Association, Contact
from civic_partnership.rules import split_name
from civic_partnership.values import Label, Table, make_slug, normalize

_CACHED = 64
"""So many names are remembered: that of a row is looked up and then added."""

_SINGLE_ROLES = frozenset({"chair", "treasurer"})
"""The roles that one person at a time has in an association."""

How = Literal["new", "cvr", "former-cvr", "name", "alias", "former-name", "same"]
"""How an association is recognised; new for one that is not there yet."""


class Match(NamedTuple):
    """The id of the association of a row, and how the association is recognised."""

    id: str
    how: How


class _IdIndex(dict[str, str]):
    """Key -> ids of associations, joined to one text to save memory."""

    def add(self, key: str, id: str) -> None:
        """Add an association under a key."""
        known = self.setdefault(key, id)
        if known != id and id not in known.split():
            self[key] = f"{known} {id}"

    def find(self, key: str | None) -> tuple[str, ...]:
        """Return the associations under a key."""
        ids = self.get(key) if key else None
        return tuple(ids.split()) if ids else ()


class KnownAssociations:
    """The associations of a register, found by CVR number, name, alias or what the mapping says.

    A former name or CVR number finds an association if no other one has it now.
    """

    def __init__(self, associations: Iterable[Association], same: Table[str]) -> None:
        """Take the associations that are there before; `same` is name in the file -> id of an association."""
        self._by_id: dict[str, Association] = {}
        self._by_cvr, self._by_name, self._by_words = _IdIndex(), _IdIndex(), _IdIndex()
        self._by_former_cvr, self._by_former_name = _IdIndex(), _IdIndex()
        self._same = {_normalize_name(name): id for name, id in same.items()}
        for association in associations:
            self.add(association)

    def add(self, association: Association) -> None:
        """Add an association, or new facts about a known one."""
        id = association.id
        self._by_id[id] = association
        if association.cvr:
            self._by_cvr.add(association.cvr, id)
        for name in (association.name, *association.aliases):
            self._by_name.add(_normalize_name(name), id)
            self._by_words.add(_sort_words(name), id)
        for former in association.former:
            if former.cvr:
                self._by_former_cvr.add(former.cvr, id)
            if former.name:
                self._by_former_name.add(_normalize_name(former.name), id)
                self._by_words.add(_sort_words(former.name), id)

    def match(self, name: str, cvr: str | None, id: str) -> Match:
        """Find the association of a name and a CVR number, or reject a doubtful one; a new one gets `id`."""
        ids, how = self._find_name(name)
        number: How = "cvr"
        numbered = self._by_cvr.find(cvr)
        if not numbered:
            number, numbered = "former-cvr", self._by_former_cvr.find(cvr)
        if numbered:
            alike = ids if how == "same" else (*ids, *self._by_words.find(_sort_words(name)))
            if len(numbered) > 1 or numbered[0] not in alike:
                raise _doubtful(numbered, "CVR-nummeret, men ikke navnet", "the CVR number, but not the name")
            return Match(numbered[0], number)
        if not ids:
            self._refuse_similar(name)
            if id in self._by_id:
                raise _doubtful([id], "id'et, men ikke navnet", "the id, but not the name")
            return Match(id, "new")
        known = self._by_id.get(_only(ids))
        if known is None:  # `same` gives the id of a new one
            return Match(ids[0], "new")
        if cvr and known.cvr:
            raise _doubtful(ids, "navnet, men ikke CVR-nummeret", "the name, but not the CVR number")
        return Match(known.id, how)

    def resolve(self, name: str, id: str) -> str:
        """Return the id of the association that a cell names, or reject a doubtful one; else return `id`."""
        if name in self._by_id:
            return name
        ids, _ = self._find_name(name)
        if ids:
            return _only(ids)
        self._refuse_similar(name)
        return id

    def _find_name(self, name: str) -> tuple[tuple[str, ...], How]:
        """Return the ids of the associations with a name, and how the name is known."""
        name = _normalize_name(name)
        if name in self._same:
            return (self._same[name],), "same"
        ids = self._by_name.find(name)
        if not ids:
            return self._by_former_name.find(name), "former-name"
        is_name = any(_normalize_name(self._by_id[id].name) == name for id in ids)
        return ids, "name" if is_name else "alias"

    def _refuse_similar(self, name: str) -> None:
        if similar := self._by_words.find(_sort_words(name)):
            raise _doubtful(similar, "næsten samme navn", "nearly the same name")


def _only(ids: tuple[str, ...]) -> str:
    if len(ids) > 1:
        raise _doubtful(ids, "samme navn", "the same name")
    return ids[0]


class KnownContacts:
    """The contacts of a register, known by association, department, role and name.

    An association has one chair and one treasurer at a time: another name is that of a new person in the same
    contact. The id of a contact shows no part of the name.
    """

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._by_key: dict[tuple[str, ...], Contact] = {}
        self._holders: dict[tuple[str, str], list[str]] = {}
        self._ids: set[str] = set()
        self._numbers: dict[str, int] = {}
        for contact in contacts:
            self.add(contact)

    def add(self, contact: Contact) -> None:
        """Add a contact, or new facts about a known one."""
        self._by_key.setdefault(_contact_key(contact), contact)
        if contact.id not in self._ids and contact.association and contact.role in _SINGLE_ROLES:
            self._holders.setdefault((contact.association, contact.role), []).append(contact.id)
        self._ids.add(contact.id)

    def identify(self, contact: Contact) -> Contact:
        """Return a contact under its known id and name, or under a new id.

        A new chair gets the id of the one before; where there are several, the contact is rejected.
        """
        known = self._by_key.get(_contact_key(contact))
        if known is not None:
            return evolve(contact, id=known.id, name=known.name)
        holders = self._holders.get((contact.association or "", contact.role or ""), ())
        if len(holders) > 1:
            raise _several_holders(holders)
        return evolve(contact, id=holders[0] if holders else self._make_id(contact))

    def _make_id(self, contact: Contact) -> str:
        """Make an id of the association or department and the role; add a number if it is taken."""
        owner = contact.association or contact.department or "contact"
        start = make_slug(f"{owner} {contact.role or ''}")
        ids = ((n, start if n == 1 else f"{start}-{n}") for n in count(self._numbers.get(start, 1)))
        self._numbers[start], id = next((n, id) for n, id in ids if id not in self._ids)
        return id


def _contact_key(contact: Contact) -> tuple[str, ...]:
    parts = (contact.association, contact.department, contact.role, contact.name)
    return tuple(normalize_heading(each or "") for each in parts)


@lru_cache(_CACHED)
def _normalize_name(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())


@lru_cache(_CACHED)
def _sort_words(name: str) -> str:
    return split_name(name)


def _doubtful(ids: Sequence[str], da: str, en: str) -> Rejected:
    have = "has" if len(ids) == 1 else "have"
    message = Label(
        f"I registeret har {' og '.join(ids)} {da}. Er det den forening, så skriv navnet i aliases "
        "i registeret eller i same i kolonneopsætningen; ret ellers rækken.",
        f"In the register {' and '.join(ids)} {have} {en}. If that association is meant, put "
        "the name into aliases in the register or into same in the mapping; else correct the row.",
    )
    return Rejected(Reason(DOUBTFUL_MATCH, message))


def _several_holders(ids: Sequence[str]) -> Rejected:
    message = Label(
        f"Registeret har flere i samme rolle: {', '.join(ids)}. Slet den, der er gået, i registeret.",
        f"The register has several in the same role: {', '.join(ids)}. Delete the one who left there.",
    )
    return Rejected(Reason(DOUBTFUL_MATCH, message))
