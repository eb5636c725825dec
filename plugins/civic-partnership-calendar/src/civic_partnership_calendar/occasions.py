"""The days of a register that belong into a calendar, each with its subject."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Any

from attrs import Factory, evolve, field, frozen

from civic_partnership import Register
from civic_partnership.model import (
    ActionPlan,
    Alliance,
    ApplicationRound,
    Appropriation,
    Commitment,
    CooperationAgreement,
    CooperationFramework,
    Employment,
    Evaluation,
    Grant,
    Meeting,
    Partnership,
    Programme,
    RecordKey,
    Term,
    word_label,
)
from civic_partnership.values import Label, Period

from . import words
from .subjects import Subject, fact, partnership, record_itself, reference

Path = tuple[str | int, ...]


@frozen(kw_only=True)
class Occasion:
    """A day in the calendar.

    Attributes:
        path: the path to the day in its record. If the day is no event, everything below the path is lost.
        tail: the key of the event in its record: its path, or a key that stays when rows are inserted.
        day: the day.
        category: the kind of thing, such as a term.
        title: the event in a few words.
        about: the subject of the event.
        starts: the time at which the event starts; None if it is not recorded.
        ends: a later time at which the event ends; None if it is not recorded.
        place: the place of the event; None if it is not recorded.
    """

    path: Path
    tail: Path = field(default=Factory(lambda self: self.path, takes_self=True))
    day: date
    category: Label
    title: Label
    about: Subject
    starts: time | None = None
    ends: time | None = None
    place: str | None = None


@frozen
class Missing:
    """A day that is no event, for a reason. Everything below its path in the record is lost."""

    path: Path
    reason: Label


Days = Iterator[Occasion | Missing]


def find_days(register: Register, key: RecordKey, record: Any) -> Days:
    """Yield the days of a record, in the order of its fields; nothing for a kind of record without days."""
    find = _DAYS.get(key.kind)
    return iter(()) if find is None else find(register, record)


def _of_appropriation(register: Register, record: Appropriation) -> Days:
    about = record_itself(record, "appropriations", record.name)
    about += reference(register, Appropriation, "programme", record.programme)
    yield _end((), (), Appropriation, record.period, about)


def _of_round(register: Register, record: ApplicationRound) -> Days:
    about = reference(register, ApplicationRound, "programme", record.programme)
    if record.appropriation is not None:
        paid_by = reference(register, ApplicationRound, "appropriation", record.appropriation)
        about += evolve(paid_by, names=frozenset())  # not all that is carried of it is told here
    titles = {"opens": words.ROUND_OPENS, "closes": words.ROUND_CLOSES}
    yield from _fields(record, (), titles, ApplicationRound.LABEL, about)


def _of_partnership(register: Register, record: Partnership) -> Days:
    last = record.cancelled.effective if record.cancelled else date.max
    for each in _of_agreement_years(register, record, partnership(register, record.id)):
        if isinstance(each, Missing):
            yield each
        elif each.day > last and each.category is not words.ACCOUNTS:
            yield Missing(each.path, words.CANCELLED)
        else:
            name = partnership(register, record.id, each.day).name
            yield evolve(each, about=evolve(each.about, name=name))
    if record.cancelled:
        about = partnership(register, record.id, last)
        yield _on(last, ("cancelled", "effective"), words.CANCELLATION, words.CANCELLATION, about)


def _of_agreement_years(register: Register, record: Partnership, about: Subject) -> Days:
    """Yield the ends of terms, employments and plans, the plans to approve, and the accounts that are due."""
    for path, tail, term in _rows("terms", record.terms):
        yield _end(path, tail, Term, term.period, about + fact(Term, "kind", words.TERMS[term.kind]))
    for path, tail, employment in _rows("employments", record.employments):
        yield _end(path, tail, Employment, employment.period, about)
    for path, tail, plan in _rows("action_plans", record.action_plans):
        yield _end(path, tail, ActionPlan, plan.period, about)
        begins = plan.period.earliest_start
        if plan.approved_on is None and begins == plan.period.latest_start:
            title, what = words.TO_APPROVE, about + fact(ActionPlan, "period", plan.period.text)
            event = Occasion(path=path, day=begins, category=ActionPlan.LABEL, title=title, about=what)
            yield evolve(event, tail=(*tail, "approved_on"))
    programme = register.programmes.get(record.programme)
    for number, grant in enumerate(record.grants):
        yield from _accounts(number, grant, programme, about)


def _accounts(number: int, grant: Grant, programme: Programme | None, about: Subject) -> Days:
    """Yield the day on which the accounts of a grant are due, unless they came in."""
    path = ("grants", number, "accounts", "due")
    if grant.accounts and grant.accounts.received_on:
        if grant.accounts.due is not None:
            yield Missing(path, words.RECEIVED)
        return
    due, *others = grant.accounts_due(programme.accounts_due_months if programme else None)
    if due is not None and not others:
        name = "period" if grant.year is None else "year"
        about += fact(Grant, name, grant.days.text if grant.year is None else str(grant.year))
        yield _on(due, path, words.ACCOUNTS, words.ACCOUNTS_DUE, about)


def _of_meeting(register: Register, record: Meeting) -> Days:
    if record.cancelled:
        yield Missing((), words.CALLED_OFF)
        return
    about = Subject()
    if record.partnership is not None:
        about += partnership(register, record.partnership, record.on)
    if record.programme is not None:
        about += reference(register, Meeting, "programme", record.programme)
    if record.alliance is not None:
        about += reference(register, Meeting, "alliance", record.alliance)
    if record.subject is not None:
        about += evolve(fact(Meeting, "subject", record.subject), name=record.subject)
    if record.participants:
        about += fact(
            Meeting,
            "participants",
            *(word_label(Meeting, "participants", each) for each in record.participants),
        )
    in_order = record.starts is not None and record.ends is not None and record.starts < record.ends
    if record.ends is not None and not in_order:
        about += fact(Meeting, "ends", _clock(record.ends))
    elif record.starts is not None and record.ends is None:
        about += fact(Meeting, "ends", words.NOT_RECORDED)
    if record.agenda:
        about += fact(Meeting, "agenda", *(f"{_clock(each.at)} {each.item}" for each in record.agenda))
    kind = words.MEETINGS[record.kind]
    yield Occasion(
        path=(),
        day=record.on,
        category=kind,
        title=kind,
        about=about,
        starts=record.starts,
        ends=record.ends if in_order else None,
        place=record.place,
    )


def _of_alliance(_: Register, record: Alliance) -> Days:
    yield from _commitments(
        "commitments", record.commitments, record_itself(record, "alliances", record.name)
    )


def _of_agreement(_: Register, record: CooperationAgreement) -> Days:
    about = record_itself(record, "agreements", record.title)
    if record.period is not None:
        yield _end(("period",), ("period",), CooperationAgreement, record.period, about)
    for number, each in enumerate(record.evaluations):
        yield _evaluation(("evaluations", number), each, about)
    yield from _commitments("obligations", record.obligations, about)


def _of_framework(_: Register, record: CooperationFramework) -> Days:
    about = record_itself(record, "frameworks", record.title)
    if record.hearing is not None:
        titles = {"opens": words.HEARING_OPENS, "deadline": words.HEARING_DEADLINE}
        yield from _fields(record.hearing, ("hearing",), titles, words.HEARING, about)
    for number, each in enumerate(record.conferences):
        yield _on(each.on, ("conferences", number), words.CONFERENCE, words.CONFERENCE, about)


_DAYS: Mapping[str, Callable[[Register, Any], Days]] = MappingProxyType(
    {
        "appropriations": _of_appropriation,
        "rounds": _of_round,
        "partnerships": _of_partnership,
        "meetings": _of_meeting,
        "alliances": _of_alliance,
        "agreements": _of_agreement,
        "frameworks": _of_framework,
    }
)


def _on(day: date | None, path: Path, category: Label, title: Label, about: Subject) -> Occasion | Missing:
    if day is None:
        return Missing(path, words.NO_DAY)
    return Occasion(path=path, day=day, category=category, title=title, about=about)


def _fields(thing: Any, path: Path, titles: Mapping[str, Label], category: Label, about: Subject) -> Days:
    """Yield the days in the filled fields of a thing; `titles` has the names of the fields as keys."""
    for name, title in titles.items():
        day: date | None = getattr(thing, name)
        if day is not None:
            yield _on(day, (*path, name), category, title, about)


def _end(path: Path, tail: Path, cls: Any, period: Period, about: Subject) -> Occasion | Missing:
    """Return the last day of a period, if this is one certain day."""
    if period.end is None:
        return Missing(path, words.OPEN_END if period.has_no_end else words.UNKNOWN_END)
    if period.earliest_end != period.latest_end:
        return Missing(path, words.UNCERTAIN)
    return Occasion(
        path=path,
        tail=tail,
        day=period.latest_end,
        category=cls.LABEL,
        title=words.ends(cls.LABEL),
        about=about + fact(cls, "period", period.text),
    )


def _evaluation(path: Path, evaluation: Evaluation, about: Subject) -> Occasion | Missing:
    """Return the planned day of an evaluation, unless the evaluation was held."""
    first, last = evaluation.planned.as_start
    if evaluation.held_on is not None or evaluation.result is not None:
        return Missing(path, words.HELD)
    if first != last:
        return Missing(path, words.UNCERTAIN)
    about += fact(Evaluation, "planned", evaluation.planned.text)
    return _on(first, path, words.EVALUATION, words.EVALUATION, about)


def _commitments(name: str, rows: Iterable[Commitment], about: Subject) -> Days:
    """Yield the days on which commitments are due."""
    for number, each in enumerate(rows):
        what = evolve(fact(Commitment, "text", each.text), name=each.text) + about
        yield _on(each.due, (name, number), words.COMMITMENT, words.DUE, what)


def _rows(name: str, rows: Iterable[Any]) -> Iterator[tuple[Path, Path, Any]]:
    """Yield rows that have a period, each with its path and its key: the first day of the period.

    So the key stays the same if another row is inserted, or if the end of the period moves. If two rows
    begin on one day, the key of the second row also has a number.
    """
    seen = Counter[str]()
    for number, row in enumerate(rows):
        first = row.period.earliest_start.isoformat()
        seen[first] += 1
        again = (seen[first],) if seen[first] > 1 else ()
        yield (name, number), (name, first, *again), row


def _clock(at: time) -> str:
    """Return a time, with seconds only where it has any."""
    return at.isoformat(timespec="seconds" if at.second else "minutes")
