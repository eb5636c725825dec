"""The register: all records of one municipality."""

from collections.abc import Collection, Iterable, Iterator
from types import MappingProxyType
from typing import Any, NamedTuple, Self, TypeVar, get_args

import attrs
from attrs import frozen

from civic_partnership.values import Table

from .association import Association
from .cooperation import Alliance, CooperationAgreement, CooperationFramework
from .feeder_chain import FeederChain, Initiative
from .field_paths import FieldFinder, collect_fields
from .meeting import Meeting
from .municipality import Area, Department, Municipality
from .parties import Contact
from .partnership import Partnership
from .programme import ApplicationRound, Appropriation, Programme
from .record import Entry, Record, info, optional
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


@frozen(kw_only=True)
class Register:
    """All records of one municipality (register). Each kind is a table from id to record.

    A register never changes. The methods `replace` and `without` return a new register.

    Attributes:
        municipality: the municipality that the register belongs to.
        left_out: the records that could not be built. A reference to such a record is
            undecided, not wrong.

    """

    municipality: Municipality | None = optional("kommune", "municipality")
    departments: Table[Department] = optional("forvaltninger", "departments", default=Table())
    areas: Table[Area] = optional("udsatte byområder", "areas", default=Table())
    contacts: Table[Contact] = optional("kontakter", "contacts", default=Table())
    associations: Table[Association] = optional("foreninger", "associations", default=Table())
    programmes: Table[Programme] = optional("ordninger", "programmes", default=Table())
    appropriations: Table[Appropriation] = optional("bevillinger", "appropriations", default=Table())
    rounds: Table[ApplicationRound] = optional("ansøgningsrunder", "application rounds", default=Table())
    partnerships: Table[Partnership] = optional("partnerskaber", "partnerships", default=Table())
    meetings: Table[Meeting] = optional("møder", "meetings", default=Table())
    feeder_chains: Table[FeederChain] = optional("fødekæder", "feeder chains", default=Table())
    initiatives: Table[Initiative] = optional("indsatser", "initiatives", default=Table())
    alliances: Table[Alliance] = optional("alliancer", "alliances", default=Table())
    agreements: Table[CooperationAgreement] = optional("samarbejdsaftaler", "agreements", default=Table())
    frameworks: Table[CooperationFramework] = optional("samarbejdsmål", "frameworks", default=Table())
    surveys: Table[Survey] = optional("undersøgelser", "surveys", default=Table())
    left_out: frozenset[LeftOut] = optional("udeladt", "left out", default=frozenset())

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

    def may_hold(self, kind: str, id: str | None) -> bool:
        """Tell whether the record with this kind and id may be one of the records in `left_out`."""
        return not self.left_out.isdisjoint({LeftOut(k, i) for k in (kind, None) for i in (id, None)})

    def replace(self, *records: Entry) -> Self:
        """Return a new register with the given records.

        A record replaces the old record of the same kind and id, if there is one. If not, the record is
        added.

        Raises:
            TypeError: an argument is not a record of a register.

        """
        return self._change(records, remove=False)

    def without(self, *records: Entry) -> Self:
        """Return a new register without the given records, as far as the register contains them.

        Raises:
            TypeError: an argument is not a record of a register.

        """
        return self._change(records, remove=True)

    def _change(self, records: Iterable[Entry], *, remove: bool) -> Self:
        changed: dict[str, Any] = {}
        rows: dict[str, dict[str, Any]] = {}
        for record in records:
            if isinstance(record, Municipality):
                changed["municipality"] = None if remove else record
                continue
            kind, id = kind_of(record), record.id  # type: ignore[attr-defined] # all others have one
            if kind not in rows:
                rows[kind] = dict(getattr(self, kind))
            if remove:
                rows[kind].pop(id, None)
            else:
                rows[kind][id] = record
        changed |= {kind: Table(records_of_kind) for kind, records_of_kind in rows.items()}
        return attrs.evolve(self, **changed)


KINDS: MappingProxyType[str, type[Record]] = MappingProxyType(
    {
        kind.name: get_args(kind.type)[0]
        for kind in attrs.fields(Register)
        if kind.name not in ("municipality", "left_out")
    }
)
"""The kinds of record: table name -> class, in the order in which programs show and write them."""

DOCUMENT_KINDS = ("contacts", "associations", "partnerships", "meetings")
"""The kinds of the records that may belong to a *document*, a partnership with what belongs to it."""

RECORD_IDS: FieldFinder[str] = FieldFinder(
    lambda field: kind if (kind := info(field).refers_to) in KINDS else None
)
"""The search for the ids of records that a record names; the tag is the kind. Focus areas are no records."""


def list_named(record: Entry, kinds: Collection[str]) -> Iterator[RecordKey]:
    """Yield the keys of the records of some kinds that a record names."""
    for kind, ids in collect_fields(record, RECORD_IDS).items():
        if kind in kinds:
            yield from (RecordKey(kind, id) for id in ids)


def class_of(key: RecordKey) -> type[Entry]:
    """Return the class of the record with a key."""
    return Municipality if key.id is None else KINDS[key.kind]


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


def key_of(record: Entry) -> RecordKey:
    """Return the key of a record of a register.

    Raises:
        TypeError: the argument is not a record of a register.

    """
    if isinstance(record, Municipality):
        return RecordKey("municipality", None)
    return RecordKey(kind_of(record), record.id)  # type: ignore[attr-defined] # all others have one
