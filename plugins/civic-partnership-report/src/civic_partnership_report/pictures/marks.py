"""The facts of a partnership that have days: what a timeline draws, and what its table says of them."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from civic_partnership.findings import format_fact
from civic_partnership.model import (
    ActionPlan,
    Cancellation,
    Employment,
    Grant,
    Leave,
    Partnership,
    Term,
    word_label,
)
from civic_partnership.values import Interval, Label, Language
from civic_partnership_report.figures import format_kroner, format_number

LANES = {
    "terms": Label("Aftale", "Terms"),
    "grants": Label("Tilskud", "Grants"),
    "employments": Label("Ansat", "Staff"),
    "action_plans": Label("Plan", "Plans"),
}
"""The lists of a partnership that a timeline shows below each other, and their names there."""
_TENTH = Decimal("0.1")
_TERM = Label("Aftaleperiode", "Term")
_CANCELLATION = Label("Opsigelse", "Cancellation")
_GRANT = Label("Tilskud", "Grant")
_EMPLOYMENT = Label("Ansættelse", "Employment")
_LEAVE = Label("Orlov", "Leave")
_HANDOVER = Label("Overlevering", "Handover")
_PLAN = Label("Handleplan", "Action plan")
_PROVISIONAL = Label("foreløbig", "provisional")
_SHORT_KINDS = {"initial": Label("første", "initial"), "extension": Label("forl.", "ext.")}
_EFFECTIVE = Label("opsagt {on}", "cancelled {on}")
_HOURS = Label("{hours} timer om ugen", "{hours} hours a week")
_SHORT_HOURS = Label("{hours} t.", "{hours} h")
_TOTAL = Label("{total} i alt", "{total} in all")
_NO_HOURS = Label("timer ikke registreret", "hours not recorded")
_APPROVED = Label("godkendt {on}", "approved {on}")
_NOT_APPROVED = Label("godkendelse ikke registreret", "approval not recorded")


class Mark(NamedTuple):
    """A fact with days.

    Attributes:
        classes: the classes of what is drawn; the first is the kind of fact.
        days: the days; a single one for what is drawn as a sign.
        words: what it is, when, and details.
        labels: texts for its bar, the longest first; the first that has room is shown.
        is_sign: whether it is drawn as a sign on its day, else as a bar.
        attached: the facts that are drawn on its bar.

    """

    classes: tuple[str, ...]
    days: Interval
    words: tuple[str, str, str]
    labels: tuple[str, ...] = ()
    is_sign: bool = False
    attached: tuple["Mark", ...] = ()

    @property
    def title(self) -> str:
        """Return the words as one text, as a pointer that rests on the mark shows them."""
        what, when, details = self.words
        return f"{what}: {when}" + (f", {details}" if details else "")


def find_marks(partnership: Partnership, language: Language) -> dict[str, list[Mark]]:
    """Return the marks of a partnership: the name of its list -> the marks of that list, as recorded."""
    marks = {
        "terms": [_mark_term(term, language) for term in partnership.terms],
        "grants": [_mark_grant(grant, language) for grant in partnership.grants],
        "employments": [_mark_employment(each, language) for each in partnership.employments],
        "action_plans": [_mark_plan(plan, language) for plan in partnership.action_plans],
    }
    if partnership.cancelled:
        marks["terms"].append(_mark_cancellation(partnership.cancelled, language))
    return marks


def _mark_term(term: Term, language: Language) -> Mark:
    kind = word_label(Term, "kind", term.kind).in_language(language)
    details = f"{kind}, {_PROVISIONAL.in_language(language)}" if term.provisional else kind
    short = _PROVISIONAL if term.provisional else _SHORT_KINDS[term.kind]
    labels = (details, short.in_language(language))
    classes = ("term", term.kind, *(("provisional",) if term.provisional else ()))
    return Mark(classes, term.days, _words(_TERM, term.days, details, language), labels)


def _mark_cancellation(cancelled: Cancellation, language: Language) -> Mark:
    details = _EFFECTIVE.in_language(language).format(on=format_fact(cancelled.on, language))
    return _mark_day(_CANCELLATION, "cancellation", cancelled.effective, details, language)


def _mark_grant(grant: Grant, language: Language) -> Mark:
    words = _words(_GRANT, grant.days, format_kroner(grant.amount, language), language)
    thousands = format_number((grant.amount / 1000).quantize(_TENTH), language)
    return Mark(("grant",), grant.days, words, (thousands,))


def _mark_employment(employment: Employment, language: Language) -> Mark:
    hours, total = employment.weekly_hours, employment.total_weekly_hours
    if hours is None:
        details, label = _NO_HOURS.in_language(language), "?"
    else:
        text = format_fact(hours, language)
        details = _HOURS.in_language(language).format(hours=text)
        label = _SHORT_HOURS.in_language(language).format(hours=text)
    if total is not None:
        details += f" ({_TOTAL.in_language(language).format(total=format_fact(total, language))})"
    attached = [_mark_leave(leave, language) for leave in employment.leave]
    if employment.handover and employment.handover.on:
        attached.append(_mark_day(_HANDOVER, "handover", employment.handover.on, "", language))
    words = _words(_EMPLOYMENT, employment.days, details, language)
    return Mark(("employment",), employment.days, words, (label,), attached=tuple(attached))


def _mark_leave(leave: Leave, language: Language) -> Mark:
    return Mark(("leave",), leave.days, _words(_LEAVE, leave.days, "", language))


def _mark_plan(plan: ActionPlan, language: Language) -> Mark:
    if plan.approved_on:
        details = _APPROVED.in_language(language).format(on=format_fact(plan.approved_on, language))
    else:
        details = _NOT_APPROVED.in_language(language)
    classes = ("plan",) if plan.approved_on else ("plan", "unapproved")
    period = format_fact(plan.days, language)
    return Mark(classes, plan.days, (_PLAN.in_language(language), period, details), (period,))


def _mark_day(what: Label, kind: str, day: date, details: str, language: Language) -> Mark:
    words = (what.in_language(language), format_fact(day, language), details)
    return Mark((kind,), Interval((day, day), (day, day)), words, is_sign=True)


def _words(what: Label, days: Interval, details: str, language: Language) -> tuple[str, str, str]:
    return what.in_language(language), format_fact(days, language), details
