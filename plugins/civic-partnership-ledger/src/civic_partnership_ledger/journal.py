"""The postings of a register for one format, and the losses."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.model import Partnership, RecordKey
from civic_partnership.plugins import Artifact, FieldPath, Loss
from civic_partnership.values import Label

from .grant_selection import Posting, Selection, select_grants
from .posting_text import Room, make_text

NO_POSTING = Label("der er ingen postering", "there is no posting")
_BATCH = 256
"""The number of lines in one chunk."""
SHARED = Label("et delt tilskud har ikke én modtager", "a shared grant has no single recipient")


@frozen(kw_only=True)
class Journal:
    """The grants of a register as postings.

    Attributes:
        register: the register that holds the grants.
        selection: the options that choose among the grants.
        room: the text field of the format.
        unfit: a function that returns the reason why the format cannot hold a posting; None if it can.
    """

    register: Register
    selection: Selection
    room: Room
    unfit: Callable[[Posting], Label | None] = lambda _: None

    def postings_and_losses(self) -> Iterator[Posting | Loss]:
        """Return a posting or a loss for every grant."""
        return select_grants(self.register, self.selection, self.unfit)

    def postings(self) -> Iterator[Posting]:
        """Return the grants that are posted."""
        return (each for each in self.postings_and_losses() if isinstance(each, Posting))

    def programmes(self) -> Counter[str]:
        """Return the programmes whose grants are posted, and how many grants of each."""
        return Counter(each.partnership.programme for each in self.postings())

    def text(self, posting: Posting) -> str:
        """Return the text of a posting."""
        return self._fit_text(posting)[0]

    def cvr(self, posting: Posting) -> str | None:
        """Return the CVR number of the association that gets a grant; None if several share the grant."""
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
        """Yield one file, or several numbered files if one file may not hold all postings.

        Args:
            name: the two parts of the name, before and after the number of the file.
            media_type: the media type of the files.
            total: the number of all postings.
            most: the largest number of postings in a file; None if there is no limit.
            lines: a function that takes the postings of a file and the number of postings in earlier files,
                and returns the lines of the file.
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
        """Yield a loss for each value that the format carries and that no posting has unchanged."""
        seen = _Seen()
        for each in self.postings_and_losses():
            if isinstance(each, Loss):
                yield each
            else:
                seen.note(each.partnership, self._fit_text(each)[1])
        if "partnerships.id" in carries:
            for id in self.register.partnerships:
                if reason := seen.texts.get(id, NO_POSTING):
                    yield Loss(record=RecordKey("partnerships", id), path=("id",), reason=reason)
        for id, association in self.register.associations.items():
            key = RecordKey("associations", id)
            if "associations.name" in carries and (reason := seen.name_loss(id)):
                yield Loss(record=key, path=("name",), reason=reason)
            if (
                "associations.cvr" in carries
                and association.cvr is not None
                and (reason := seen.cvr_loss(id))
            ):
                yield Loss(record=key, path=("cvr",), reason=reason)

    def _fit_text(self, posting: Posting) -> tuple[str, Label | None]:
        return self.room.fit(make_text(posting, self.register, self.selection.text))


@frozen
class _Seen:
    """The partnerships and associations in the postings.

    Attributes:
        texts: id of a partnership -> the reason why its text is not complete, or None.
        recipients: ids of associations that get a grant alone.
        sharing: ids of associations that share a grant with others.
        cut: id of an association -> the reason why a text with its name is not complete.
    """

    texts: dict[str, Label | None] = field(factory=dict)
    recipients: set[str] = field(factory=set)
    sharing: set[str] = field(factory=set)
    cut: dict[str, Label] = field(factory=dict)

    def note(self, partnership: Partnership, lost: Label | None) -> None:
        """Note a posting of a partnership, and the reason if its text is not complete."""
        self.texts[partnership.id] = lost
        ids = set(partnership.associations)
        (self.recipients if len(ids) == 1 else self.sharing).update(ids)
        if lost is not None:
            self.cut.update(dict.fromkeys(ids, lost))

    def name_loss(self, id: str) -> Label | None:
        """Return the reason why the name of an association is missing or changed; None if it is complete."""
        return self.cut.get(id) if id in self.recipients or id in self.sharing else NO_POSTING

    def cvr_loss(self, id: str) -> Label | None:
        """Return the reason why the CVR number of an association is missing in any posting."""
        if id in self.sharing:
            return SHARED
        return None if id in self.recipients else NO_POSTING
