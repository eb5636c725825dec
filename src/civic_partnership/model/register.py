"""The register: all records of one municipality."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any, NamedTuple, Self, TypeVar, get_args

import attrs
from attrs import field, frozen

from civic_partnership.values import Table

from .association import Association
from .cooperation import Alliance, CooperationAgreement, CooperationFramework
from .feeder_chain import FeederChain, Initiative
from .meeting import Meeting
from .municipality import Area, Contact, Department, Municipality
from .partnership import Partnership
from .programme import ApplicationRound, Appropriation, Programme
from .record import Entry, Record, about
from .survey import Survey

R = TypeVar("R", bound=Record)


class RecordKey(NamedTuple):
    """The kind and the id of a record; together they identify the record.

    Attributes:
        kind: the kind of record, which is the name of its table in the register: `partnerships`.
        id: the id of the record; None for the municipality, and if the id is not known.

    """

    kind: str
    id: str | None


class LeftOut(NamedTuple):
    """A record that stands in a file but is missing in the register, because it could not be built.

    Attributes:
        kind: the kind of the record; None if the kind is not known.
        id: the id of the record; None if the id is not known, as for all records in a file that cannot be
            read.

    """

    kind: str | None
    id: str | None


def _kind(da: str, en: str) -> Any:
    return field(default=Table(), metadata=about(da, en))


@frozen(kw_only=True)
class Register:
    """All records of one municipality (register). Each kind is a table from id to record.

    A register never changes. The methods `replace` and `without` return a new register.

    Attributes:
        municipality: the municipality that the register belongs to.
        left_out: the records that could not be built. A reference to such a record is
            undecided, not wrong.

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
        """Yield all records with their keys: the municipality first, then kind by kind, sorted by id."""
        if self.municipality is not None:
            yield RecordKey("municipality", None), self.municipality
        for kind in KINDS:
            for id, record in getattr(self, kind).items():
                yield RecordKey(kind, id), record

    def get(self, key: RecordKey) -> Entry | None:
        """Return the record with the given key; None if there is none."""
        if key.kind == "municipality":
            return self.municipality
        return getattr(self, key.kind).get(key.id)  # type: ignore[no-any-return]

    def may_hold(self, kind: str, id: str) -> bool:
        """Tell whether the record with this kind and id may be one of the records in `left_out`."""
        return not self.left_out.isdisjoint({LeftOut(k, i) for k in (kind, None) for i in (id, None)})

    def replace(self, *records: Entry) -> Self:
        """Return a new register with the given records.

        A record replaces the old record of the same kind and id, if there is one. If not, the record is
        added.

        Raises:
            TypeError: an argument is not a record of a register.

        """
        changed = self._tables_of(records)
        for record in records:
            if isinstance(record, Municipality):
                changed["municipality"] = record
            else:
                changed[kind_of(record)][record.id] = record  # type: ignore[attr-defined] # all others have one
        return self._with_tables(changed)

    def without(self, *records: Entry) -> Self:
        """Return a new register without the given records.

        Records that the register does not contain are ignored.

        Raises:
            TypeError: an argument is not a record of a register.

        """
        changed = self._tables_of(records)
        for record in records:
            if isinstance(record, Municipality):
                changed["municipality"] = None
            else:
                changed[kind_of(record)].pop(record.id, None)  # type: ignore[attr-defined] # all others have one
        return self._with_tables(changed)

    def _tables_of(self, records: Iterable[Entry]) -> dict[str, Any]:
        """Return copies of the tables to which the records belong: kind -> dict from id to record."""
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
"""The kinds of record: table name -> class, in the order in which programs show and write them."""

_KIND_OF = {cls: kind for kind, cls in KINDS.items()}


def kind_of(record: Entry) -> str:
    """Return the kind of a record, which is the name of its table: `partnerships`.

    Raises:
        TypeError: the argument is not a record of a register, or is the municipality.

    """
    kind = _KIND_OF.get(type(record))  # type: ignore[arg-type]
    if kind is None:
        raise TypeError(f"not a record of a register: {type(record).__name__}")
    return kind
