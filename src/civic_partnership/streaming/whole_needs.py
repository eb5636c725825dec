"""What the rules about the whole need of the documents, so that not all of these must come together."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence, Set as AbstractSet
from datetime import date

from attrs import field, frozen

from civic_partnership.findings import Rule
from civic_partnership.model import RecordKey, Register
from civic_partnership.rules import SHARED_KEYS

from .document_checker import CheckedLines, KeyRow, RecordRow, RecordTuple
from .record_index import RecordIndex
from .whole_check import WholeCheck

Key = tuple[str | int, str]
"""A kind and an id, or the place of a key in `SHARED_KEYS` and the key."""


@frozen(kw_only=True)
class WholeNeeds:
    """The documents that the rules about the whole look at; all others make no difference to them.

    Attributes:
        everything: whether they look at all documents.
        records: the keys of the records that they look for.
        keys: the keys, as in a `KeyRow`, for which they look.
        shared: the places in `SHARED_KEYS` of the keys that matter where several records share one.
        counted: the places of the keys that are added up.
    """

    everything: bool
    records: AbstractSet[RecordKey] = field(repr=False)
    keys: AbstractSet[tuple[int, str]] = field(repr=False)
    shared: AbstractSet[int]
    counted: AbstractSet[int]

    def find_needed(self, checked: CheckedLines) -> tuple[set[int], list[tuple[int, Key]]]:
        """Find the lines that are looked at whatever other lines hold; and keys of lines.

        A line is looked at too if another line has the same key. What a line names without having it counts
        as its own, so that it meets the line that has it.
        """
        numbers: dict[tuple[str, str | None], list[int]] = defaultdict(list)
        for kind, id, number, *_ in checked.records:
            numbers[kind, id].append(number)
        needed = {*checked.unsettled}
        found: list[tuple[int, Key]] = []
        for number, unknown in checked.unsettled.items():
            found += ((number, (key.kind, str(key.id))) for key in unknown)
        for (kind, of), lines in numbers.items():
            found += ((line, (kind, str(of))) for line in lines)
        for each in [*numbers.keys() & self.records, *(exempt.key for exempt in checked.exempt)]:
            needed.update(numbers[each])
        for keys, text, id in checked.keys:
            lines = numbers[SHARED_KEYS[keys][0], id]
            if keys in self.shared:
                found += ((line, (keys, text)) for line in lines)
            if keys in self.counted or (keys, text) in self.keys:
                needed.update(lines)
        return needed, found


def find_needs(base: Register, on: date, rules: Sequence[Rule]) -> WholeNeeds:
    """Find out what rules about the whole need: ask them about the base register alone, and note it.

    Args:
        base: the base register.
        on: the day as of which documents are checked.
        rules: the rules to ask.
    """
    notes = _Notes()
    with WholeCheck(base, on, rules, "", lambda _: notes) as whole:
        lines = whole.folder / "lines"
        lines.touch()
        deque(whole.findings(lines), maxlen=0)
    return WholeNeeds(
        everything=notes.everything or bool(whole.failures),
        records=frozenset(notes.records),
        keys=notes.asked.union((keys, text) for keys, text, _ in notes.of_base if keys in notes.shared),
        shared=frozenset(notes.shared),
        counted=frozenset(notes.counted),
    )


class _Notes(RecordIndex):
    """An index that notes what it is asked for."""

    def __init__(self) -> None:
        super().__init__(":memory:")
        self.of_base: list[KeyRow] = []
        self.everything = False
        self.records: set[RecordKey] = set()
        self.asked: set[tuple[int, str]] = set()
        self.shared: set[int] = set()
        self.counted: set[int] = set()

    def add(self, records: Iterable[RecordTuple], keys: Iterable[KeyRow], lines_before: int = 0) -> None:
        self.of_base += keys
        super().add(records, self.of_base, lines_before)

    def find(self, kind: str, id: str) -> RecordRow | None:
        self.records.add(RecordKey(kind, id))
        return super().find(kind, id)

    def all(self, kind: str) -> Iterator[RecordRow]:
        self.everything = True
        return super().all(kind)

    def counts(self, keys: int, kind: str) -> Iterator[tuple[str, int]]:
        self.counted.add(keys)
        return super().counts(keys, kind)

    def shared_keys(self, keys: int) -> Iterator[str]:
        self.shared.add(keys)
        return super().shared_keys(keys)

    def ids_with_key(self, keys: int, key: str) -> Iterator[str]:
        self.asked.add((keys, key))
        return super().ids_with_key(keys, key)
