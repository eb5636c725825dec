"""The contacts of a register; they are known by their names, but no id is made of a name."""

from collections.abc import Iterable
from itertools import count

from attrs import evolve

from civic_partnership.importing.headings import normalize_heading
from civic_partnership.model import Contact
from civic_partnership.values import make_slug

_Key = tuple[str, ...]
"""Association, department, role and name of a contact."""


class KnownContacts:
    """The contacts of a register, each known by association or department, role and name.

    Args:
        contacts: those that are there before.

    """

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._by_key: dict[_Key, Contact] = {}
        self._ids: set[str] = set()
        self._numbers: dict[str, int] = {}
        for contact in contacts:
            self.add(contact)

    def add(self, contact: Contact) -> None:
        """Add a contact, or what is new of it."""
        self._by_key.setdefault(_make_key(contact), contact)
        self._ids.add(contact.id)

    def identify(self, contact: Contact) -> Contact:
        """Return a contact under its known id and name, or under a new id without the name."""
        known = self._by_key.get(_make_key(contact))
        if known is not None:
            return evolve(contact, id=known.id, name=known.name)
        return evolve(contact, id=self._make_id(contact))

    def _make_id(self, contact: Contact) -> str:
        """Make an id of the association or department and the role, with a number where it is taken."""
        owner = contact.association or contact.department or "contact"
        start = make_slug(f"{owner} {contact.role or ''}")
        ids = ((n, start if n == 1 else f"{start}-{n}") for n in count(self._numbers.get(start, 1)))
        self._numbers[start], id = next((n, id) for n, id in ids if id not in self._ids)
        return id


def _make_key(contact: Contact) -> _Key:
    parts = (contact.association, contact.department, contact.role, contact.name)
    return tuple(normalize_heading(each or "") for each in parts)
