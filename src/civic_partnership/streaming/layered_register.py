"""The records of one document laid over a base register, without a copy of the base."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from datetime import date
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
    Register,
)
from civic_partnership.rules import Context, Key, Keys


class LayeredTable(Mapping[str, Any]):
    """A table of records over a table of a base register.

    Attributes:
        own: the records on top.
    """

    def __init__(self, below: Mapping[str, Any]) -> None:
        self._below = below
        self.own: dict[str, Any] = {}

    def __getitem__(self, id: str) -> Any:
        return self.own[id] if id in self.own else self._below[id]

    def __contains__(self, id: object) -> bool:
        return id in self.own or id in self._below

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self.own, *self._below}))

    def __len__(self) -> int:
        return len({*self.own, *self._below})


class _NearestOfTwo(KnownNames):
    """The names of a document, and those of the base register where none of the document's is close."""

    def __init__(self, own: KnownNames, below: KnownNames) -> None:
        self._own, self._below = own, below

    def nearest(self, written: str) -> str | None:
        return self._own.nearest(written) or self._below.nearest(written)


class DocumentContext(Context):
    """The context of rules about one document after the other, each laid over the same base register.

    Attributes:
        base: the context of the base register alone, whose lookups are made once.
    """

    def __init__(self, base: Register, on: date) -> None:
        self._tables = {kind: LayeredTable(getattr(base, kind)) for kind in DOCUMENT_KINDS}
        layers: dict[str, Any] = self._tables
        self._layered = attrs.evolve(base, **layers)
        super().__init__(self._layered, on)
        self.base = Context(base, on)
        self._own_meetings: dict[tuple[str, str | None], list[Meeting]] = {}

    def lay(self, records: Mapping[RecordKey, Entry], left_out: AbstractSet[LeftOut]) -> None:
        """Lay the records of a document over the base register, instead of those of the last document."""
        for table in self._tables.values():
            table.own = {}
        for (kind, id), record in records.items():
            self._tables[kind].own[str(id)] = record
        self.register = self._layered
        if left_out:
            self.register = attrs.evolve(self._layered, left_out=self._layered.left_out | left_out)
        self.exemptions_used = defaultdict(set)
        self._of_records.clear()  # its records would stay in memory
        self._own_meetings = defaultdict(list)
        for meeting in self._tables["meetings"].own.values():
            self._own_meetings[meeting.kind, meeting.partnership].append(meeting)

    def holds_all(self, kind: str, ids: Iterable[str]) -> bool:
        """Return whether the document and the base register hold a record of a kind for each of some ids."""
        if kind not in self._tables:
            return self.base.holds_all(kind, ids)
        own = self._tables[kind].own
        return not (others := [id for id in ids if id not in own]) or self.base.holds_all(kind, others)

    def may_lack(self, kind: str) -> bool:
        """Return whether a record of the kind may be among those that could not be built."""
        return any(row.kind in (kind, None) for row in self.register.left_out)

    def meetings(self, kind: str, owner: Partnership | Programme) -> Sequence[Meeting]:
        """Return the meetings of a kind that belong to a partnership or a programme."""
        below = self.base.meetings(kind, owner)
        if isinstance(owner, Programme):
            return below  # those of a document belong to its partnership
        own = self._own_meetings.get((kind, owner.id), ())
        return [*own, *below] if below else own

    def conferences(self, framework: CooperationFramework) -> Iterator[Meeting]:
        """Return the conferences of a framework that are recorded as meetings and were not cancelled."""
        return self.base.conferences(framework)

    def rounds(self, appropriation: str) -> Sequence[tuple[ApplicationRound, AbstractSet[str]]]:
        """Return the rounds of an appropriation, each with the associations that applied in it."""
        return self.base.rounds(appropriation)

    def having(self, kind: str, keys: Keys, key: Key) -> Collection[Any]:
        """Return the records of a kind in the document and the base register that have a key."""
        own = self._tables[kind].own.values() if kind in self._tables else ()
        return [*(each for each in own if key in keys(each, self.base)), *self.base.having(kind, keys, key)]

    def names(self, kind: str) -> KnownNames:
        """Return the ids of the records of a kind, for the search for the closest id."""
        below = self.base.names(kind)
        own = self._tables[kind].own if kind in self._tables else ()
        return _NearestOfTwo(KnownNames(own), below) if own else below
