"""Which parties are the same, where the name of a person may not be told."""

from collections.abc import Collection

from civic_partnership.model import Party
from civic_partnership.values import Answer, Bounds


def is_same_party(one: Party, other: Party) -> Answer:
    """Tell whether two parties are the same; a person whose name is not told may be any person."""
    if one.person and other.person and (_is_unnamed(one) or _is_unnamed(other)):
        return Answer.UNDECIDED
    return Answer.of(_who(one) == _who(other))


def number_of_parties(parties: Collection[Party]) -> Bounds:
    """Count parties, each once: how many there are at least, and at most."""
    named = {party for party in parties if not _is_unnamed(party)}
    unnamed = sum(map(_is_unnamed, parties))
    is_another = bool(unnamed) and not any(party.person for party in named)
    return Bounds(len(named) + is_another, len(named) + unnamed)


def _is_unnamed(party: Party) -> bool:
    return party.person is not None and party.person.name is None


def _who(party: Party) -> tuple[object, ...]:
    return party.association, party.department, party.name, party.person
