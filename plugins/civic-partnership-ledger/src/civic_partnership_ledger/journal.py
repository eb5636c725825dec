"""The postings of a register for one format, and the losses."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from attrs import frozen

from civic_partnership import Register
from civic_partnership.model import RecordKey
from civic_partnership.plugins import Artifact, FieldPath, Loss
from civic_partnership.values import Label

from .grant_selection import Posting, Selection, select_grants
from .payment_shares import find_cvr, find_shares
from .posting_text import Room, make_text

NO_POSTING = Label("der er ingen postering", "there is no posting")
_BATCH = 256
"""The number of lines in one chunk."""
SHARED = Label("et delt tilskud har ikke én modtager", "a shared grant has no single recipient")
OTHER_NUMBER = Label(
    "på udbetalingsdagen gjaldt et andet CVR-nummer, eller det er usikkert",
    "on the day of payment another CVR number was valid, or it is uncertain",
)


@frozen(kw_only=True)
class Journal:
    """The grants of a register as postings.

    Attributes:
        register: the register that holds the grants.
        selection: the options that choose among the grants.
        room: the text field of the format.
        split: a function that returns the postings of a grant, and losses for what the format cannot hold.
    """

    register: Register
    selection: Selection
    room: Room
    split: Callable[[Posting], Iterable[Posting | Loss]] = lambda whole: (whole,)

    def postings_and_losses(self) -> Iterator[Posting | Loss]:
        """Yield the postings and losses of every grant."""
        for each in select_grants(self.register, self.selection):
            if isinstance(each, Loss):
                yield each
            else:
                yield from self.split(each)

    def postings(self) -> Iterator[Posting]:
        """Return the postings."""
        return (each for each in self.postings_and_losses() if isinstance(each, Posting))

    def programmes(self) -> Counter[str]:
        """Return the programmes whose grants are posted, and how many postings each has."""
        return Counter(each.partnership.programme for each in self.postings())

    def text(self, posting: Posting) -> str:
        """Return the text of a posting."""
        return self._fit_text(posting)[0]

    def cvr(self, posting: Posting) -> str | None:
        """Return the CVR number of the recipient, of a payment that of its day; None if several share it."""
        return self._number(posting, self._recipients(posting))

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
        texts: dict[str, Label | None] = {}  # partnership -> why its text is not complete
        names: dict[str, Label | None] = {}  # association in a text -> why a text with it is not complete
        alone, sharing = set[str](), set[str]()  # associations that get the money of a posting
        numbers: set[str | None] = set()
        for each in self.postings_and_losses():
            if isinstance(each, Loss):
                yield each
                continue
            ids = {partner.association for partner in each.partnership.partners}
            lost, recipients = self._fit_text(each)[1], self._recipients(each)
            texts[each.partnership.id] = lost
            names.update({id: lost or names.get(id) for id in ids})
            numbers.add(self._number(each, recipients))
            if len(recipients) == 1:
                alone.update(recipients)
            else:
                sharing.update(ids)
        for id in self.register.partnerships:
            if "partnerships.id" in carries:
                yield from _lose("partnerships", id, "id", texts.get(id, NO_POSTING))
        for id, association in self.register.associations.items():
            if "associations.name" in carries:
                yield from _lose("associations", id, "name", names.get(id, NO_POSTING))
            if "associations.cvr" in carries and association.cvr is not None:
                reason = None if association.cvr in numbers else OTHER_NUMBER
                reason = SHARED if id in sharing else reason if id in alone else NO_POSTING
                yield from _lose("associations", id, "cvr", reason)

    def _recipients(self, posting: Posting) -> Collection[str]:
        """Return the associations that get the money: of a payment those of its day, if they can be told."""
        if posting.payment is None:
            return {each.association for each in posting.partnership.partners}
        shares = find_shares(self.register, posting.partnership, posting.payment)
        return () if isinstance(shares, Label) else shares

    def _number(self, posting: Posting, ids: Collection[str]) -> str | None:
        """Return the CVR number of the only association that gets the money, as of the day of a payment."""
        association = self.register.associations.get(*ids) if len(ids) == 1 else None
        if association is None:
            return None
        cvr = find_cvr(association, posting.payment.on) if posting.payment else association.cvr
        return None if isinstance(cvr, Label) else cvr

    def _fit_text(self, posting: Posting) -> tuple[str, Label | None]:
        return self.room.fit(make_text(posting, self.register, self.selection.text))


def _lose(kind: str, id: str, field: str, reason: Label | None) -> Iterator[Loss]:
    """Yield the loss of a field of a record, if there is a reason."""
    if reason is not None:
        yield Loss(record=RecordKey(kind, id), path=(field,), reason=reason)
