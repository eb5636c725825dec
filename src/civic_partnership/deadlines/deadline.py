"""The deadline: something that is due, or that happens, on a day."""

from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from attrs import frozen

from civic_partnership.findings import Path, format_text, mask_steps
from civic_partnership.model import RecordKey
from civic_partnership.values import OPEN, Days, Label, PartialDate

DEADLINE_KINDS = MappingProxyType(
    {
        "payment": Label("udbetaling", "payment"),
        "accounts": Label("regnskab", "accounts"),
        "accounts-approval": Label("godkendelse af regnskab", "approval of accounts"),
        "plan-approval": Label("godkendelse af handleplan", "approval of action plan"),
        "plan": Label("ny handleplan", "new action plan"),
        "status-meetings": Label("statusmøder, der mangler", "missing status meetings"),
        "network-meetings": Label("netværksmøder, der mangler", "missing network meetings"),
        "conferences": Label("konferencer, der mangler", "missing conferences"),
        "meeting": Label("møde", "meeting"),
        "declaration": Label("erklæring", "declaration"),
        "term": Label("aftaleperiode slutter", "end of term"),
        "cancellation": Label("opsigelse får virkning", "cancellation takes effect"),
        "employment": Label("ansættelse slutter", "end of employment"),
        "budget": Label("penge til en aftaleperiode", "money for a term"),
        "appropriation": Label("bevilling slutter", "end of appropriation"),
        "agreement": Label("samarbejdsaftale slutter", "end of agreement"),
        "evaluation": Label("evaluering", "evaluation"),
        "commitment": Label("forpligtelse", "commitment"),
        "round": Label("ansøgningsrunde", "application round"),
        "hearing": Label("høring", "hearing"),
        "hearing-answer": Label("høringssvar", "answer in a hearing"),
    }
)
"""The words for the kinds of deadline, each with its label; people read them in this order."""


@frozen(kw_only=True)
class Deadline:
    """Something that is due, or that happens, on a day.

    Attributes:
        first: the first day that it may be due.
        last: the last day that it may be due, which is the same day if the day is certain; `OPEN` if no
            record says when it is due at the latest.
        kind: the kind of deadline, a word of `DEADLINE_KINDS`.
        record: the record that makes the deadline.
        path: the path in that record to what must be filled in, or to the day.
        partnership: the id of the partnership that it concerns; None if it concerns none.
        owner: the associations of the partnership on that day; without a partnership, the name of the record
            or of what the record belongs to.
        contacts: the ids of the contacts who may look after it on that day: the consultants of the
            partnership, the contacts of the alliance; of a programme, the consultants of its partnerships.
        text: what is due, in a few words without personal data.
        is_overdue: whether the last day has passed, and the thing is not done.
        may_be_overdue: whether the first day has passed, but not the last one, and the thing is not done.
    """

    first: date
    last: date
    kind: str
    record: RecordKey
    path: Path
    partnership: str | None = None
    owner: str = ""
    contacts: tuple[str, ...] = ()
    text: Label
    is_overdue: bool
    may_be_overdue: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the deadline as `civic-partnership year --format json` prints it.

        Stars replace personal data in ids.
        """
        kind, id = self.record
        return {
            "first": self.first.isoformat(),
            "last": None if self.last == OPEN else self.last.isoformat(),
            "is_overdue": self.is_overdue,
            "may_be_overdue": self.may_be_overdue,
            "kind": self.kind,
            "text": self.text.to_dict(),
            "record": {"kind": kind, "id": id and format_text(id)},
            "path": mask_steps(self.path),
            "partnership": self.partnership and format_text(self.partnership),
            "owner": self.owner,
            "contacts": [format_text(each) for each in self.contacts],
        }


class Due(NamedTuple):
    """Something that one record asks for, whether or not its day has passed.

    Attributes:
        kind: the kind of deadline.
        first: the first day that it may be due.
        last: the last day that it may be due.
        path: the path in the record.
        text: what is due.
        rule: the rule that demands it; None if no rule does.
        concerned: the day, the days or the year for which the rule demands it; None for the days of the part
            that the path leads to, such as a grant.
        is_known: whether the register tells if it is done; if not, it is never overdue.
    """

    kind: str
    first: date
    last: date
    path: Path
    text: Label
    rule: str | None = None
    concerned: date | PartialDate | Days | int | None = None
    is_known: bool = True
