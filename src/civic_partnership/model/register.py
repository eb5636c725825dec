"""The register: all records of one municipality."""

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
    """The key of a record: its kind and its id.

    Attributes:
        kind: the table it stands in: `partnerships`.
        id: its id there; None for the municipality, and for what has none.

    """

    kind: str
    id: str | None


class LeftOut(NamedTuple):
    """A record in a file that could not be built.

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
        left_out: the records that could not be built; a reference to one is undecided.

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
        """Yield every record with its key: the municipality, then kind by kind, by id."""
        if self.municipality is not None:
            yield RecordKey("municipality", None), self.municipality
        for kind in KINDS:
            for id, record in getattr(self, kind).items():
                yield RecordKey(kind, id), record

    def get(self, key: RecordKey) -> Entry | None:
        """Return the record of a key; None where there is none."""
        if key.kind == "municipality":
            return self.municipality
        return getattr(self, key.kind).get(key.id)  # type: ignore[no-any-return]

    def may_hold(self, kind: str, id: str) -> bool:
        """Tell whether a record that is not here may be among those left out."""
        return not self.left_out.isdisjoint({LeftOut(k, i) for k in (kind, None) for i in (id, None)})

    def replace(self, *records: Entry) -> Self:
        """Return a register with these records added, or put in place of those of the same kind and id.

        Raises:
            TypeError: something is not a record of a register.

        """
        changed = self._tables_of(records)
        for record in records:
            if isinstance(record, Municipality):
                changed["municipality"] = record
            else:
                changed[kind_of(record)][record.id] = record  # type: ignore[attr-defined] # all others have one
        return self._with_tables(changed)

    def without(self, *records: Entry) -> Self:
        """Return a register without these records, also where some are not in it.

        Raises:
            TypeError: something is not a record of a register.

        """
        changed = self._tables_of(records)
        for record in records:
            if isinstance(record, Municipality):
                changed["municipality"] = None
            else:
                changed[kind_of(record)].pop(record.id, None)  # type: ignore[attr-defined] # all others have one
        return self._with_tables(changed)

    def _tables_of(self, records: Iterable[Entry]) -> dict[str, Any]:
        """Return copies of the tables that these records belong to."""
        kinds = {kind_of(record) for record in records if not isinstance(record, Municipality)}
        return {kind: dict(getattr(self, kind)) for kind in kinds}

    def _with_tables(self, changed: dict[str, Any]) -> Self:
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
    """Return the kind of a record: the table that it stands in.

    Raises:
        TypeError: it is not a record of a register.

    """
    kind = _KIND_OF.get(type(record))  # type: ignore[arg-type]
    if kind is None:
        raise TypeError(f"not a record of a register: {type(record).__name__}")
    return kind
