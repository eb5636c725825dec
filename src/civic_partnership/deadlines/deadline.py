"""The deadline: something that is due, or that happens, on a day."""

from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from attrs import frozen

from civic_partnership.findings import Path
from civic_partnership.model import RecordKey
from civic_partnership.values import Interval, Label

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
        "cancellation": Label("opsigelse træder i kraft", "cancellation takes effect"),
        "employment": Label("ansættelse slutter", "end of employment"),
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
        text: what is due, in a few words without personal data.
        is_overdue: whether the last day has passed, and the thing is not done.
        may_be_overdue: whether the first day has passed, but not the last one, and the thing is not done.

    """

    first: date
    last: date
    kind: str
    record: RecordKey
    path: Path
    partnership: str | None
    text: Label
    is_overdue: bool
    may_be_overdue: bool = False


class Due(NamedTuple):
    """Something that one record asks for, whether or not its day has passed.

    Attributes:
        kind: the kind of deadline.
        first: the first day that it may be due.
        last: the last day that it may be due.
        path: the path in the record.
        text: what is due.
        partnership: the id of the partnership that it concerns, if the record is no partnership.
        rule: the rule that demands it; None if no rule does.
        concerned: the days for which the rule demands it, such as those of a grant.
        is_known: whether the register tells if it is done; if not, it is never overdue.

    """

    kind: str
    first: date
    last: date
    path: Path
    text: Label
    partnership: str | None = None
    rule: str | None = None
    concerned: Interval | None = None
    is_known: bool = True
