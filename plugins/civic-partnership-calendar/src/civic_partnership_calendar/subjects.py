"""What an event is about: what people call it, and what is to be known of it."""

from typing import Any

import attrs
from attrs import frozen

from civic_partnership import Register
from civic_partnership.model import Partnership, RecordKey, info
from civic_partnership.values import Label

TextOrLabel = str | Label
"""A text of the register, or a word of the calendar's own."""
Fact = tuple[Label, tuple[TextOrLabel, ...]]
"""What it is, and its values, one or more."""


@frozen
class Subject:
    """What an event is about.

    Attributes:
        name: what people call it; may be empty.
        facts: what is to be known of it.
        names: the records of which these facts tell their name, or else what they consist of.

    """

    name: str = ""
    facts: tuple[Fact, ...] = ()
    names: frozenset[RecordKey] = frozenset()

    def __add__(self, other: "Subject") -> "Subject":
        name = " – ".join(filter(None, (self.name, other.name)))  # noqa: RUF001 - the Danish dash
        return Subject(name, self.facts + other.facts, self.names | other.names)


def fact(cls: Any, name: str, *values: TextOrLabel) -> Subject:
    """Return the label of a field, and its value."""
    return Subject(facts=((info(attrs.fields_dict(cls)[name]).label, values),))


def record_itself(record: Any, kind: str, name: str) -> Subject:
    """Return the name and id of a record."""
    label: Label = type(record).LABEL
    return Subject(name, ((label, (f"{name} ({record.id})",)),), frozenset({RecordKey(kind, record.id)}))


def reference(register: Register, cls: Any, name: str, *ids: str) -> Subject:
    """Return the names and ids of records that a field names; the id alone of one that is not recorded."""
    label, _, kind, _ = info(attrs.fields_dict(cls)[name])
    known: dict[str, Any] = {id: getattr(register, str(kind)).get(id) for id in ids}
    values = (f"({id})" if known[id] is None else f"{known[id].name} ({id})" for id in ids)
    called = ", ".join(id if known[id] is None else known[id].name for id in ids)
    names = (RecordKey(str(kind), id) for id in ids if known[id] is not None)
    return Subject(called, ((label, tuple(values)),) if ids else (), frozenset(names))


def partnership(register: Register, id: str) -> Subject:
    """Return a partnership's id, its associations, by which people call it, and its programme."""
    known = register.partnerships.get(id)
    itself = Subject(facts=((Partnership.LABEL, (id,)),))
    if known is None:
        return attrs.evolve(itself, name=id)
    associations = reference(register, Partnership, "associations", *known.associations)
    programme = reference(register, Partnership, "programme", known.programme)
    names = associations.names | programme.names | {RecordKey("partnerships", id)}
    return Subject(associations.name or id, itself.facts + associations.facts + programme.facts, names)
