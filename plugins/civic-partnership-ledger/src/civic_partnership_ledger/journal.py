"""The postings of a register for one format: what stands in them, and what does not."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.model import Partnership, RecordKey
from civic_partnership.plugins import Artifact, FieldPath, Loss
from civic_partnership.values import Label

from .selecting import Posting, Selection, judged
from .wording import Room, text_of

NO_POSTING = Label("der er ingen postering", "there is no posting")
_BATCH = 256
"""So many lines go out together."""
SHARED = Label("et delt tilskud har ikke én modtager", "a shared grant has no single recipient")


@frozen(kw_only=True)
class Journal:
    """The grants of a register as postings.

    Attributes:
        register: whose grants.
        selection: which of them.
        room: what a text may be.
        unfit: why the format cannot hold a posting; None where it can.

    """

    register: Register
    selection: Selection
    room: Room
    unfit: Callable[[Posting], Label | None] = lambda _: None

    def judged(self) -> Iterator[Posting | Loss]:
        """Every grant, as a posting or as lost."""
        return judged(self.register, self.selection, self.unfit)

    def postings(self) -> Iterator[Posting]:
        """The grants that are posted."""
        return (each for each in self.judged() if isinstance(each, Posting))

    def programmes(self) -> Counter[str]:
        """The programmes whose grants are posted, and how many grants of each."""
        return Counter(each.partnership.programme for each in self.postings())

    def text(self, posting: Posting) -> str:
        """The text of a posting."""
        return self._fitted(posting)[0]

    def cvr(self, posting: Posting) -> str | None:
        """The CVR number of the one association that gets a grant."""
        ids = set(posting.partnership.associations)
        association = self.register.associations.get(ids.pop()) if len(ids) == 1 else None
        return None if association is None else association.cvr

    def files(
        self,
        name: tuple[str, str],
        media_type: str,
        *,
        total: int,
        most: int | None,
        lines: Callable[[Iterable[Posting], int], Iterable[str]],
    ) -> Iterator[Artifact]:
        """One file, or several numbered ones where a file may not hold all postings.

        Args:
            name: what stands before the number of the file, and what after it.
            media_type: what the files are.
            total: how many postings there are.
            most: postings in a file, at most.
            lines: the lines of a file, from its postings and how many there are in the files before it.

        """
        size = most or max(1, total)
        starts = range(0, max(1, total), size)
        for number, start in enumerate(starts, 1):
            postings = islice(self.postings(), start, start + size)
            numbered = "" if len(starts) == 1 else f"-{number}"
            yield Artifact(
                name=numbered.join(name),
                media_type=media_type,
                chunks=self._chunks(iter(lines(postings, start))),
            )

    def _chunks(self, lines: Iterator[str]) -> Iterator[bytes]:
        end = self.selection.newline
        while batch := list(islice(lines, _BATCH)):
            yield "".join(f"{line}{end}" for line in batch).encode(self.room.encoding)

    def losses(self, carries: Collection[FieldPath]) -> Iterator[Loss]:
        """What is carried in general and stands in no posting, or not as it is recorded."""
        seen = _Seen()
        for each in self.judged():
            if isinstance(each, Loss):
                yield each
            else:
                seen.note(each.partnership, self._fitted(each)[1])
        if "partnerships.id" in carries:
            for id in self.register.partnerships:
                if reason := seen.texts.get(id, NO_POSTING):
                    yield Loss(record=RecordKey("partnerships", id), path=("id",), reason=reason)
        for id, association in self.register.associations.items():
            key = RecordKey("associations", id)
            if "associations.name" in carries and (reason := seen.of_name(id)):
                yield Loss(record=key, path=("name",), reason=reason)
            if "associations.cvr" in carries and association.cvr is not None and (reason := seen.of_cvr(id)):
                yield Loss(record=key, path=("cvr",), reason=reason)

    def _fitted(self, posting: Posting) -> tuple[str, Label | None]:
        return self.room.fitted(text_of(posting, self.register, self.selection.text))


@frozen
class _Seen:
    """Who stands in the postings.

    Attributes:
        texts: partnership -> what of its text was lost.
        recipients: associations that get a grant of their own.
        sharing: associations that share one with others.
        cut: association -> what of a text that names it was lost.

    """

    texts: dict[str, Label | None] = field(factory=dict)
    recipients: set[str] = field(factory=set)
    sharing: set[str] = field(factory=set)
    cut: dict[str, Label] = field(factory=dict)

    def note(self, partnership: Partnership, lost: Label | None) -> None:
        """Take note of a posting, and of what of its text was lost."""
        self.texts[partnership.id] = lost
        ids = set(partnership.associations)
        (self.recipients if len(ids) == 1 else self.sharing).update(ids)
        if lost is not None:
            self.cut.update(dict.fromkeys(ids, lost))

    def of_name(self, id: str) -> Label | None:
        """Why the name of an association is not as it is recorded."""
        return self.cut.get(id) if id in self.recipients or id in self.sharing else NO_POSTING

    def of_cvr(self, id: str) -> Label | None:
        """Why the CVR number of an association is missing, or is missing somewhere."""
        if id in self.sharing:
            return SHARED
        return None if id in self.recipients else NO_POSTING
