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
        seen = _Seen()
        for each in self.postings_and_losses():
            if isinstance(each, Loss):
                yield each
            else:
                recipients = self._recipients(each)
                lost, cvr = self._fit_text(each)[1], self._number(each, recipients)
                seen.note(each.partnership, lost, recipients, cvr)
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
                and (reason := seen.cvr_loss(id, association.cvr))
            ):
                yield Loss(record=key, path=("cvr",), reason=reason)

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


@frozen
class _Seen:
    """The partnerships, associations and CVR numbers in the postings.

    Attributes:
        texts: id of a partnership -> the reason why its text is not complete, or None.
        named: ids of associations in the text of a posting.
        recipients: ids of associations that get the money of a posting alone.
        sharing: ids of associations that share the money of a posting.
        numbers: the CVR numbers of recipients.
        cut: id of an association -> the reason why a text with its name is not complete.
    """

    texts: dict[str, Label | None] = field(factory=dict)
    named: set[str] = field(factory=set)
    recipients: set[str] = field(factory=set)
    sharing: set[str] = field(factory=set)
    numbers: set[str | None] = field(factory=set)
    cut: dict[str, Label] = field(factory=dict)

    def note(
        self, partnership: Partnership, lost: Label | None, recipients: Collection[str], cvr: str | None
    ) -> None:
        """Note a posting: its partnership, the reason if its text is not complete, and who gets the money."""
        self.texts[partnership.id] = lost
        ids = {partner.association for partner in partnership.partners}
        self.named.update(ids)
        self.numbers.add(cvr)
        if len(recipients) == 1:
            self.recipients.update(recipients)
        else:
            self.sharing.update(ids)
        if lost is not None:
            self.cut.update(dict.fromkeys(ids, lost))

    def name_loss(self, id: str) -> Label | None:
        """Return the reason why the name of an association is missing or changed; None if it is complete."""
        return self.cut.get(id) if id in self.named else NO_POSTING

    def cvr_loss(self, id: str, cvr: str) -> Label | None:
        """Return the reason why the CVR number of an association is missing in any posting."""
        if id in self.sharing:
            return SHARED
        if id not in self.recipients:
            return NO_POSTING
        return None if cvr in self.numbers else OTHER_NUMBER
