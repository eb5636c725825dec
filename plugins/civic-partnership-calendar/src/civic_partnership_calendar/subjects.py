"""The subject of an event: its name among people, and the facts about it."""

from datetime import date
from typing import Any

import attrs
from attrs import frozen

from civic_partnership import Register
from civic_partnership.model import Partner, Partnership, RecordKey, info
from civic_partnership.values import Answer, Label

TextOrLabel = str | Label
"""A text of the register, or the calendar's own words in two languages."""
Fact = tuple[Label, tuple[TextOrLabel, ...]]
"""The label of a field, and its values."""


@frozen
class Subject:
    """The subject of an event. Two subjects can be added.

    Attributes:
        name: the name among people; may be empty.
        facts: the facts for the description of the event.
        names: the records whose name, or whole content, is told by the facts.
    """

    name: str = ""
    facts: tuple[Fact, ...] = ()
    names: frozenset[RecordKey] = frozenset()

    def __add__(self, other: "Subject") -> "Subject":
        name = " – ".join(filter(None, (self.name, other.name)))  # noqa: RUF001 - the Danish dash
        return Subject(name, self.facts + other.facts, self.names | other.names)


def fact(cls: Any, name: str, *values: TextOrLabel) -> Subject:
    """Return a subject with one fact: the label of a field, and its values."""
    return Subject(facts=((info(attrs.fields_dict(cls)[name]).label, values),))


def record_itself(record: Any, kind: str, name: str) -> Subject:
    """Return a subject with the name and id of a record."""
    label: Label = type(record).LABEL
    return Subject(name, ((label, (f"{name} ({record.id})",)),), frozenset({RecordKey(kind, record.id)}))


def reference(register: Register, cls: Any, name: str, *ids: str) -> Subject:
    """Return a subject with the names and ids of the records that a field refers to.

    A record that does not exist has only its id.
    """
    facts = info(attrs.fields_dict(cls)[name])
    label, kind = facts.label, facts.refers_to
    known: dict[str, Any] = {id: getattr(register, str(kind)).get(id) for id in ids}
    values = (f"({id})" if known[id] is None else f"{known[id].name} ({id})" for id in ids)
    called = ", ".join(id if known[id] is None else known[id].name for id in ids)
    names = (RecordKey(str(kind), id) for id in ids if known[id] is not None)
    return Subject(called, ((label, tuple(values)),) if ids else (), frozenset(names))


def partnership(register: Register, id: str, day: date | None = None) -> Subject:
    """Return a subject with the id of a partnership, its associations and its programme.

    Its name are those associations that are partners on the day; all of them without a day, or if there are
    none on that day.
    """
    known = register.partnerships.get(id)
    itself = Subject(facts=((Partnership.LABEL, (id,)),))
    if known is None:
        return attrs.evolve(itself, name=id)
    everyone = [partner.association for partner in known.partners]
    those = [
        partner.association
        for partner in known.partners
        if day is not None and partner.days.covers(day) is not Answer.BROKEN
    ]
    associations = reference(register, Partner, "association", *everyone)
    name = reference(register, Partner, "association", *dict.fromkeys(those or everyone)).name
    programme = reference(register, Partnership, "programme", known.programme)
    names = associations.names | programme.names | {RecordKey("partnerships", id)}
    return Subject(name or id, itself.facts + associations.facts + programme.facts, names)
