"""The context of a check: the register and the day, and lookups that many rules need."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from civic_partnership.findings import KnownNames, Path, Undecidable, Verdict, dangling
from civic_partnership.model import (
    KINDS,
    ApplicationRound,
    CooperationFramework,
    Entry,
    Meeting,
    Partnership,
    Programme,
    RecordKey,
    Register,
)
from civic_partnership.values import Answer

R = TypeVar("R", bound=Entry)
T = TypeVar("T")

Keys = Callable[[Any, Any], AbstractSet[str]]
"""A function from a record and the context to texts by which it is looked up, or which a rule adds up.

Of the context it sees only what no partnership brings along: programmes, appropriations, rounds. Its texts
are kept where the record itself is not: in streams, and in caches.
"""
Cache = dict[Any, tuple[Any, Any]]
"""A function of records -> the record that it was last called for, and its result."""
_NOTHING: tuple[Any, Any] = (None, None)


def payers(partnership: Partnership) -> set[RecordKey]:
    """Return the keys of the programme and the appropriation of a partnership."""
    keys = {RecordKey("programmes", partnership.programme)}
    if partnership.appropriation is not None:
        keys.add(RecordKey("appropriations", partnership.appropriation))
    return keys


def programmes(partnership: Partnership, _: object) -> set[str]:
    """Return the id of the programme of a partnership."""
    return {partnership.programme}


class Context:
    """The second argument of every rule: the register, the day, and lookups.

    Attributes:
        register: the register that is checked.
        on: the day as of which it is checked.
        answered: the names of the rules in this check that have not failed. The set is empty until the last
            rule is asked, which is `unused_exemption`.
        failed: the names of the rules that have failed; empty until then, too.
        cache: what `cached` has computed for the rules about the current record.
        exemptions_used: record and path -> the names of the rules that an exemption there has silenced, each
            with the period of the exemption, or None.
    """

    def __init__(self, register: Register, on: date) -> None:
        self.register = register
        self.on = on
        self.answered: AbstractSet[str] = frozenset()
        self.failed: AbstractSet[str] = frozenset()
        self.exemptions_used: dict[tuple[RecordKey, Path], set[tuple[str, str | None]]] = defaultdict(set)
        self._names: dict[str, KnownNames] = {}
        self._indexes: dict[Keys, dict[str, list[Any]]] = {}
        self.cache: Cache = {}
        self._of_records: dict[tuple[Any, int], tuple[Entry, Any]] = {}
        self._of_check: dict[Any, Any] = {}

    def cached(self, make: Callable[[R], T], record: R) -> T:
        """Return `make(record)`; compute it again only if the last call of `make` was for another record.

        The check gives each record its own `cache`, so that it is computed once for all rules.
        """
        result: T
        known, result = self.cache.get(make, _NOTHING)
        if known is not record:
            result = make(record)
            self.cache[make] = record, result
        return result

    def of_record(self, make: Callable[[R], T], record: R) -> T:
        """Return `make(record)`; compute it once in a check, for all records that belong to it."""
        key = make, id(record)
        known = self._of_records.get(key)
        if known is None:
            known = self._of_records[key] = record, make(record)  # it is kept, so that no other gets its id
        result: T = known[1]
        return result

    def of_check(self, make: "Callable[[Context], T]") -> T:
        """Return `make(context)`; compute it once in a check, for all records."""
        if make not in self._of_check:
            self._of_check[make] = make(self)
        result: T = self._of_check[make]
        return result

    def counts(self, kind: str, keys: Keys) -> Iterator[tuple[str, int]]:
        """Yield each key that records of a kind have, with the number of these records."""
        return ((key, len(records)) for key, records in self._by_key(kind, keys).items())

    def sharing(self, kind: str, keys: Keys) -> Iterator[tuple[str, Sequence[Any]]]:
        """Yield each key that several records of a kind share, with these records sorted by id."""
        return ((key, records) for key, records in self._by_key(kind, keys).items() if len(records) > 1)

    def having(self, kind: str, keys: Keys, key: str) -> Collection[Any]:
        """Return the records of a kind that have a key, sorted by id."""
        return self._by_key(kind, keys).get(key, ())

    def _by_key(self, kind: str, keys: Keys) -> dict[str, list[Any]]:
        if keys not in self._indexes:
            index = self._indexes[keys] = defaultdict(list)
            for record in getattr(self.register, kind).values():
                for key in keys(record, self):
                    index[key].append(record)
        return self._indexes[keys]

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        """The ids of the records of each kind."""
        return {kind: frozenset(getattr(self.register, kind)) for kind in KINDS}

    def holds_all(self, kind: str, ids: Iterable[str]) -> bool:
        """Return whether the register holds a record of a kind for each of some ids."""
        return self._ids[kind].issuperset(ids)

    @cached_property
    def _meetings(self) -> dict[tuple[str, str, str], list[Meeting]]:
        index: dict[tuple[str, str, str], list[Meeting]] = defaultdict(list)
        for meeting in self.register.meetings.values():
            for owner in ("partnership", "programme", "framework"):
                if id := getattr(meeting, owner):
                    index[meeting.kind, owner, id].append(meeting)
        return index

    @cached_property
    def _kinds_left_out(self) -> AbstractSet[str | None]:
        """The kinds of the records that could not be built; None if the kind is not known."""
        return {row.kind for row in self.register.left_out}

    @cached_property
    def _rounds(self) -> dict[str | None, list[tuple[ApplicationRound, AbstractSet[str]]]]:
        index: dict[str | None, list[tuple[ApplicationRound, AbstractSet[str]]]] = defaultdict(list)
        for each in self.register.rounds.values():
            index[each.appropriation].append((each, {row.association for row in each.applications}))
        return index

    @cached_property
    def placed_initiatives(self) -> AbstractSet[str]:
        """The ids of the initiatives that stand in a feeder chain."""
        chains = self.register.feeder_chains.values()
        return {id for chain in chains for stage in chain.stages for id in stage.initiatives}

    def may_lack(self, kind: str) -> bool:
        """Return whether a record of the kind may be among those that could not be built."""
        return not self._kinds_left_out.isdisjoint((kind, None))

    def rounds(self, appropriation: str) -> Sequence[tuple[ApplicationRound, AbstractSet[str]]]:
        """Return the rounds of an appropriation, each with the associations that applied in it."""
        return self._rounds.get(appropriation, ())

    def names(self, kind: str) -> KnownNames:
        """Return the ids of the records of a kind, for the search for the closest id."""
        if kind not in self._names:
            self._names[kind] = KnownNames(getattr(self.register, kind))
        return self._names[kind]

    def meetings(self, kind: str, owner: Partnership | Programme) -> Sequence[Meeting]:
        """Return the meetings of a kind that belong to a partnership or a programme."""
        of = "partnership" if isinstance(owner, Partnership) else "programme"
        return self._meetings.get((kind, of, owner.id), ())

    def conferences(self, framework: CooperationFramework) -> Iterator[Meeting]:
        """Return the conferences of a framework that are recorded as meetings and were not cancelled."""
        meetings = self._meetings.get(("conference", "framework", framework.id), ())
        return (meeting for meeting in meetings if not meeting.cancelled)

    def partnerships(self, programme: Programme | str) -> Collection[Partnership]:
        """Return the partnerships of a programme, or of the programme with an id."""
        id = programme if isinstance(programme, str) else programme.id
        return self.having("partnerships", programmes, id)

    def programme(self, partnership: Partnership) -> Programme:
        """Return the programme of a partnership.

        Raises:
            Undecidable: the programme is not in the register.
        """
        programme = self.register.programmes.get(partnership.programme)
        if programme is None:
            raise Undecidable("programme")
        return programme

    def name_of(self, kind: str, id: str) -> str:
        """Return the name of a record; if the record is not in the register, return the id."""
        record = getattr(self.register, kind).get(id)
        return record.name if record else id

    def successors(self, id: str) -> tuple[str, ...]:
        """Return the ids of the associations that carried on an association, one after another."""
        found = [id]
        while (association := self.register.associations.get(found[-1])) and association.succeeded_by:
            if association.succeeded_by in found:
                break
            found.append(association.succeeded_by)
        return tuple(found[1:])

    def contact_belongs(self, id: str, side: str) -> Answer:
        """Answer whether a contact belongs to a side, which is `association` or `department`."""
        contact = self.register.contacts.get(id)
        if contact is None or not (contact.association or contact.department):
            return Answer.UNDECIDED
        return Answer.of(getattr(contact, side) is not None)

    def dangling(self, *path: str | int) -> Verdict:
        """Return the undecided verdict about a reference to a record that is not in the register."""
        return dangling(*path, may_be_unread=bool(self.register.left_out))

    def programme_of(self, record: Entry) -> Programme | None:
        """Return the programme of a record: itself, the one that it names, or that of its partnership."""
        if isinstance(record, Programme):
            return record
        if isinstance(record, Meeting) and record.partnership is not None:
            partnership = self.register.partnerships.get(record.partnership)
            return None if partnership is None else self.programme_of(partnership)
        return self.register.programmes.get(getattr(record, "programme", None) or "")
