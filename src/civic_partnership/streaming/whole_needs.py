"""What the rules about the whole need of the documents, so that not all of these must come together."""

from collections import deque
from collections.abc import Iterator, Sequence, Set as AbstractSet
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import field, frozen

from civic_partnership.findings import Rule
from civic_partnership.model import RecordKey, Register

from .document_checker import CheckedLines, RecordRow, list_keys
from .record_index import RecordIndex
from .whole_check import WholeCheck


@frozen(kw_only=True)
class WholeNeeds:
    """The documents that the rules about the whole look at; all others make no difference to them.

    Attributes:
        everything: whether they look at all documents.
        records: the keys of the records that they look for.
        keys: the shared keys for which they look, as in a `KeyRow`.
        shared: the places in `SHARED_KEYS` of the keys that matter where several records share one.
        listed: the places of the keys of which they go through all.
    """

    everything: bool
    records: AbstractSet[RecordKey] = field(repr=False)
    keys: AbstractSet[tuple[int, str]] = field(repr=False)
    shared: AbstractSet[int]
    listed: AbstractSet[int]

    def concern(self, checked: CheckedLines) -> bool:
        """Tell whether a document is looked at whatever other documents hold."""
        return bool(
            self.everything
            or checked.exempt
            or checked.kinds_left_out
            or any((row.keys, row.key) in self.keys for row in checked.keys)
            or any((row.kind, row.id) in self.records for row in checked.records)
        )


def find_needs(base: Register, on: date, rules: Sequence[Rule]) -> WholeNeeds:
    """Find out what rules about the whole need: ask them about the base register alone, and note it.

    Args:
        base: the base register.
        on: the day as of which documents are checked.
        rules: the rules to ask.
    """
    with TemporaryDirectory(prefix="civic-partnership-") as folder:
        notes = _Notes(Path(folder))
        with WholeCheck(base, on, rules, "", lambda _: notes) as whole:
            lines = whole.folder / "lines"
            lines.touch()
            deque(whole.findings(lines), maxlen=0)
    of_base = list_keys((key, record) for key, record in base if key.kind != "municipality")
    return WholeNeeds(
        everything=notes.everything or bool(whole.failures),
        records=frozenset(notes.records),
        keys=notes.asked.union((row.keys, row.key) for row in of_base if row.keys in notes.shared),
        shared=frozenset(notes.shared),
        listed=frozenset(notes.listed),
    )


class _Notes(RecordIndex):
    """An index that notes what it is asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.everything = False
        self.records: set[RecordKey] = set()
        self.asked: set[tuple[int, str]] = set()
        self.shared: set[int] = set()
        self.listed: set[int] = set()

    def find(self, kind: str, id: str) -> RecordRow | None:
        self.records.add(RecordKey(kind, id))
        return super().find(kind, id)

    def all(self, kind: str) -> Iterator[RecordRow]:
        self.everything = True
        return super().all(kind)

    def keys(self, keys: int) -> Iterator[str]:
        self.listed.add(keys)
        return super().keys(keys)

    def shared_keys(self, keys: int) -> Iterator[str]:
        self.shared.add(keys)
        return super().shared_keys(keys)

    def ids_with_key(self, keys: int, key: str) -> Iterator[str]:
        self.asked.add((keys, key))
        return super().ids_with_key(keys, key)
