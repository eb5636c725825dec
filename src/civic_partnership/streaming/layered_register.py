"""Records laid over a base register, without a copy of the base: of a few documents, or of a whole stream."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from operator import itemgetter
from typing import Any

import attrs

from civic_partnership.findings import KnownNames
from civic_partnership.model import (
    DOCUMENT_KINDS,
    ApplicationRound,
    CooperationFramework,
    Entry,
    LeftOut,
    Meeting,
    Partnership,
    Programme,
    RecordKey,
)
from civic_partnership.rules import Context, Keys


class LayeredTable(Mapping[str, Any]):
    """A table of records over a table of a base register; both are sorted by id, and no id is in both.

    Attributes:
        own: the records on top.
    """

    def __init__(self, own: Mapping[str, Any], below: Mapping[str, Any]) -> None:
        self.own = own
        self._below = below

    def __getitem__(self, id: str) -> Any:
        record = self.own.get(id)
        return self._below[id] if record is None else record

    def __contains__(self, id: object) -> bool:
        return id in self.own or id in self._below

    def __iter__(self) -> Iterator[str]:
        return heapq.merge(self.own, self._below)

    def __len__(self) -> int:
        return len(self.own) + len(self._below)

    def items(self) -> Any:
        """Yield the pairs of id and record, sorted by id."""
        return heapq.merge(self.own.items(), self._below.items(), key=itemgetter(0))

    def values(self) -> Any:
        """Yield the records, sorted by id."""
        return (record for _, record in self.items())


class LayeredContext(Context):
    """The context of rules about records that are laid over a base register.

    Args:
        base: the context of the base register alone, whose lookups are made once.
        own: kind -> the records on top, of the kinds that documents hold.
        left_out: the records on top that could not be built.

    Attributes:
        base: as above.
        tables: kind -> the records on top and those of the base.
    """

    def __init__(
        self,
        base: Context,
        own: Mapping[str, Mapping[str, Any]],
        left_out: AbstractSet[LeftOut] = frozenset(),
    ) -> None:
        self.base = base
        self.tables = {kind: LayeredTable(own[kind], getattr(base.register, kind)) for kind in DOCUMENT_KINDS}
        layers: dict[str, Any] = self.tables
        everything = attrs.evolve(base.register, left_out=base.register.left_out | left_out, **layers)
        super().__init__(everything, base.on)

    def holds_all(self, kind: str, ids: Iterable[str]) -> bool:
        """Return whether there is a record of a kind for each of some ids."""
        own = self.tables[kind].own if kind in self.tables else ()
        return not (others := [id for id in ids if id not in own]) or self.base.holds_all(kind, others)

    def meetings(self, kind: str, owner: Partnership | Programme) -> Sequence[Meeting]:
        """Return the meetings of a kind that belong to a programme; those on top belong to partnerships."""
        return self.base.meetings(kind, owner)

    def conferences(self, framework: CooperationFramework) -> Iterator[Meeting]:
        """Return the conferences of a framework that are recorded as meetings and were not cancelled."""
        return self.base.conferences(framework)

    def rounds(self, appropriation: str) -> Sequence[tuple[ApplicationRound, AbstractSet[str]]]:
        """Return the rounds of an appropriation, each with the associations that applied in it."""
        return self.base.rounds(appropriation)


class _NearestOfTwo(KnownNames):
    """The names of a document, and those of the base register where none of the document's is close."""

    def __init__(self, own: KnownNames, below: KnownNames) -> None:
        self._own, self._below = own, below

    def nearest(self, written: str) -> str | None:
        return self._own.nearest(written) or self._below.nearest(written)


class DocumentContext(LayeredContext):
    """The context of rules about some documents after the others, each laid over the same base register.

    Args:
        base: the context of the base register alone.
    """

    def __init__(self, base: Context) -> None:
        super().__init__(base, {kind: {} for kind in DOCUMENT_KINDS})
        self._layered = self.register
        self._own_meetings: dict[tuple[str, str | None], list[Meeting]] = {}

    def lay(self, records: Mapping[RecordKey, Entry], left_out: AbstractSet[LeftOut]) -> None:
        """Lay the records of documents over the base register, instead of those of the last ones."""
        own: dict[str, dict[str, Any]] = defaultdict(dict)
        for (kind, id), record in records.items():
            own[kind][str(id)] = record
        for kind, table in self.tables.items():
            table.own = {id: own[kind][id] for id in sorted(own[kind])}
        self.register = self._layered
        if left_out:
            self.register = attrs.evolve(self._layered, left_out=self._layered.left_out | left_out)
        self.exemptions_used = defaultdict(set)
        for known in (self._of_records, self._of_check, self._indexes):
            known.clear()  # it is of the records before
        self._own_meetings = defaultdict(list)
        for meeting in own["meetings"].values():
            self._own_meetings[meeting.kind, meeting.partnership].append(meeting)

    def may_lack(self, kind: str) -> bool:
        """Return whether a record of the kind may be among those that could not be built."""
        return any(row.kind in (kind, None) for row in self.register.left_out)

    def meetings(self, kind: str, owner: Partnership | Programme) -> Sequence[Meeting]:
        """Return the meetings of a kind that belong to a partnership or a programme."""
        below = super().meetings(kind, owner)
        partnership = owner.id if isinstance(owner, Partnership) else None
        own = self._own_meetings.get((kind, partnership), ())
        return [*own, *below] if below else own

    def having(self, kind: str, keys: Keys, key: str) -> Collection[Any]:
        """Return the records of a kind in the documents and the base register that have a key."""
        own = self.tables[kind].own.values() if kind in self.tables else ()
        return [*(each for each in own if key in keys(each, self.base)), *self.base.having(kind, keys, key)]

    def names(self, kind: str) -> KnownNames:
        """Return the ids of the records of a kind, for the search for the closest id."""
        below = self.base.names(kind)
        own = self.tables[kind].own if kind in self.tables else ()
        return _NearestOfTwo(KnownNames(own), below) if own else below
