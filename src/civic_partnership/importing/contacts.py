"""Ids of contacts, who are known by their names, though no id is made of one."""

from collections.abc import Iterable
from itertools import count

from attrs import evolve

from civic_partnership.model import Contact
from civic_partnership.values.identifiers import make_slug

from .headings import normalize_heading

_Mark = tuple[str, ...]
"""What a contact is known by: association, department, role and name."""


class Contacts:
    """The contacts that are there, each known by whom they belong to, their role and their name.

    Args:
        contacts: those that are there before.

    """

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self._by_mark: dict[_Mark, Contact] = {}
        self._ids: set[str] = set()
        self._numbers: dict[str, int] = {}
        for contact in contacts:
            self.add(contact)

    def add(self, contact: Contact) -> None:
        """Know a contact, or what is new of it."""
        self._by_mark.setdefault(_mark(contact), contact)
        self._ids.add(contact.id)

    def known(self, contact: Contact) -> Contact:
        """Return a contact under the id and name it is known by, or under a new id that tells no name."""
        known = self._by_mark.get(_mark(contact))
        if known is not None:
            return evolve(contact, id=known.id, name=known.name)
        return evolve(contact, id=self._new_id(contact))

    def _new_id(self, contact: Contact) -> str:
        """Make an id of the association or department and the role, with a number where it is taken."""
        whose = contact.association or contact.department or "contact"
        made = make_slug(f"{whose} {contact.role or ''}")
        ids = ((n, made if n == 1 else f"{made}-{n}") for n in count(self._numbers.get(made, 1)))
        self._numbers[made], id = next((n, id) for n, id in ids if id not in self._ids)
        return id


def _mark(contact: Contact) -> _Mark:
    told = (contact.association, contact.department, contact.role, contact.name)
    return tuple(normalize_heading(each or "") for each in told)
