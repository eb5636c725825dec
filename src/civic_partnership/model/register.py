"""All records of one municipality."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any, NamedTuple, Self, TypeVar, get_args

import attrs
from attrs import field, frozen

from civic_partnership.values import Table

from .association import Association
from .chain import FeederChain, Initiative
from .cooperation import Alliance, CooperationAgreement, CooperationFramework
from .meeting import Meeting
from .municipality import Area, Contact, Department, Municipality
from .partnership import Partnership
from .programme import ApplicationRound, Appropriation, Programme
from .record import Entry, Record, about
from .survey import Survey

R = TypeVar("R", bound=Record)


class RecordKey(NamedTuple):
    """What a record is known by.

    Attributes:
        kind: the table it stands in: `partnerships`.
        id: its id there; None for the municipality, and for what has none.

    """

    kind: str
    id: str | None


class LeftOut(NamedTuple):
    """A record that was there but could not be built.

    Attributes:
        kind: the table it stood in; None where that is not known.
        id: its id; None where that is not known, as of all records in a file that cannot be read.

    """

    kind: str | None
    id: str | None


def _kind(da: str, en: str) -> Any:
    return field(default=Table(), metadata=about(da, en))


@frozen(kw_only=True)
class Register:
    """All records of one municipality (register), each kind a table from id to record.

    A register does not change: make a new one with `replace` and `without`.

    Attributes:
        municipality: whose register it is.
        left_out: what could not be built; a reference to it is undecided.

    """

    municipality: Municipality | None = field(default=None, metadata=about("kommune", "municipality"))
    departments: Table[Department] = _kind("forvaltninger", "departments")
    areas: Table[Area] = _kind("udsatte byområder", "areas")
    contacts: Table[Contact] = _kind("kontakter", "contacts")
    associations: Table[Association] = _kind("foreninger", "associations")
    programmes: Table[Programme] = _kind("ordninger", "programmes")
    appropriations: Table[Appropriation] = _kind("bevillinger", "appropriations")
    rounds: Table[ApplicationRound] = _kind("ansøgningsrunder", "application rounds")
    partnerships: Table[Partnership] = _kind("partnerskaber", "partnerships")
    meetings: Table[Meeting] = _kind("møder", "meetings")
    feeder_chains: Table[FeederChain] = _kind("fødekæder", "feeder chains")
    initiatives: Table[Initiative] = _kind("indsatser", "initiatives")
    alliances: Table[Alliance] = _kind("alliancer", "alliances")
    agreements: Table[CooperationAgreement] = _kind("samarbejdsaftaler", "agreements")
    frameworks: Table[CooperationFramework] = _kind("samarbejdsmål", "frameworks")
    surveys: Table[Survey] = _kind("undersøgelser", "surveys")
    left_out: frozenset[LeftOut] = field(default=frozenset(), metadata=about("udeladt", "left out"))

    def __iter__(self) -> Iterator[tuple[RecordKey, Entry]]:
        """Every record with its key: the municipality, then kind by kind, by id."""
        if self.municipality is not None:
            yield RecordKey("municipality", None), self.municipality
        for kind in KINDS:
            for id, record in getattr(self, kind).items():
                yield RecordKey(kind, id), record

    def get(self, key: RecordKey) -> Entry | None:
        """The record of a key; None where there is none."""
        if key.kind == "municipality":
            return self.municipality
        return getattr(self, key.kind).get(key.id)  # type: ignore[no-any-return]

    def may_hold(self, kind: str, id: str) -> bool:
        """Whether a record that is not here may be among what was left out."""
        return not self.left_out.isdisjoint({LeftOut(k, i) for k in (kind, None) for i in (id, None)})

    def replace(self, *records: Entry) -> Self:
        """A register with these records added, or put in place of those of the same kind and id.

        Raises:
            TypeError: something is not a record of a register.

        """
        changed = self._tables_of(records)
        for record in records:
            if isinstance(record, Municipality):
                changed["municipality"] = record
            else:
                changed[kind_of(record)][record.id] = record  # type: ignore[attr-defined] # all others have one
        return self._evolved(changed)

    def without(self, *records: Entry) -> Self:
        """A register without these records; what is not there may be named.

        Raises:
            TypeError: something is not a record of a register.

        """
        changed = self._tables_of(records)
        for record in records:
            if isinstance(record, Municipality):
                changed["municipality"] = None
            else:
                changed[kind_of(record)].pop(record.id, None)  # type: ignore[attr-defined] # all others have one
        return self._evolved(changed)

    def _tables_of(self, records: Iterable[Entry]) -> dict[str, Any]:
        """The tables that these records belong to, to be changed."""
        kinds = {kind_of(record) for record in records if not isinstance(record, Municipality)}
        return {kind: dict(getattr(self, kind)) for kind in kinds}

    def _evolved(self, changed: dict[str, Any]) -> Self:
        tables: dict[str, Any] = {
            kind: Table(rows) if isinstance(rows, dict) else rows for kind, rows in changed.items()
        }
        return attrs.evolve(self, **tables)


KINDS: MappingProxyType[str, type[Record]] = MappingProxyType(
    {
        kind.name: get_args(kind.type)[0]
        for kind in attrs.fields(Register)
        if kind.name not in ("municipality", "left_out")
    }
)
"""Table name -> class of record, in the order in which they are shown and written."""

_KIND_OF = {cls: kind for kind, cls in KINDS.items()}


def kind_of(record: Entry) -> str:
    """The table that a record stands in.

    Raises:
        TypeError: it is not a record of a register.

    """
    kind = _KIND_OF.get(type(record))  # type: ignore[arg-type]
    if kind is None:
        raise TypeError(f"not a record of a register: {type(record).__name__}")
    return kind
