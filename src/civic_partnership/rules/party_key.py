"""Which parties are the same; no rule tells persons apart, for their names are personal."""

from collections.abc import Collection

from civic_partnership.model import Party
from civic_partnership.values import Bounds

PartyKey = tuple[str | None, ...] | None
"""An association, a department or a name; None for a person, who may be any person."""


def number_of_parties(parties: Collection[Party]) -> Bounds:
    """Count parties, each once: how many there are at least, and at most."""
    others = {party_key(party) for party in parties if party.person is None}
    persons = sum(party.person is not None for party in parties)
    return Bounds(len(others) + bool(persons), len(others) + persons)


def party_key(party: Party) -> PartyKey:
    """Return what tells a party from others; None for a person."""
    return None if party.person else (party.association, party.department, party.name)
