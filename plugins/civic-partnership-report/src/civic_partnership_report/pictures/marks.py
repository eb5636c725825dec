"""The facts of a partnership that have days: what a timeline draws, and what its table says of them."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from civic_partnership.model import ActionPlan, Employment, Grant, Partnership, Term, word_label
from civic_partnership.values import Interval, Label
from civic_partnership_report.view import View

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
_TOTAL = Label(" ({total} i alt)", " ({total} in all)")
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


def find_marks(view: View, partnership: Partnership) -> dict[str, list[Mark]]:
    """Return the marks of a partnership: the name of its list -> the marks of that list, as recorded."""
    marks = {
        "terms": [_mark_term(view, term) for term in partnership.terms],
        "grants": [_mark_grant(view, grant) for grant in partnership.grants],
        "employments": [_mark_employment(view, each) for each in partnership.employments],
        "action_plans": [_mark_plan(view, plan) for plan in partnership.action_plans],
    }
    if cancelled := partnership.cancelled:
        details = view.say(_EFFECTIVE, on=view.tell(cancelled.on))
        marks["terms"].append(_mark_day(view, _CANCELLATION, "cancellation", cancelled.effective, details))
    return marks


def _mark_term(view: View, term: Term) -> Mark:
    details = view.say(word_label(Term, "kind", term.kind))
    classes: list[str] = ["term", term.kind]
    short = _SHORT_KINDS[term.kind]
    if term.provisional:
        details += f", {view.say(_PROVISIONAL)}"
        classes.append("provisional")
        short = _PROVISIONAL
    words = _words(view, _TERM, term.days, details)
    return Mark(tuple(classes), term.days, words, (details, view.say(short)))


def _mark_grant(view: View, grant: Grant) -> Mark:
    words = _words(view, _GRANT, grant.days, view.write_kroner(grant.amount))
    thousands = view.write_number((grant.amount / 1000).quantize(_TENTH))
    return Mark(("grant",), grant.days, words, (thousands,))


def _mark_employment(view: View, employment: Employment) -> Mark:
    hours, total = employment.weekly_hours, employment.total_weekly_hours
    details = view.say(_NO_HOURS) if hours is None else view.say(_HOURS, hours=view.tell(hours))
    label = "?" if hours is None else view.say(_SHORT_HOURS, hours=view.tell(hours))
    if total is not None:
        details += view.say(_TOTAL, total=view.tell(total))
    attached = [
        Mark(("leave",), leave.days, _words(view, _LEAVE, leave.days, "")) for leave in employment.leave
    ]
    if employment.handover and employment.handover.on:
        attached.append(_mark_day(view, _HANDOVER, "handover", employment.handover.on, ""))
    words = _words(view, _EMPLOYMENT, employment.days, details)
    return Mark(("employment",), employment.days, words, (label,), attached=tuple(attached))


def _mark_plan(view: View, plan: ActionPlan) -> Mark:
    details, classes = view.say(_NOT_APPROVED), "plan unapproved"
    if plan.approved_on:
        details, classes = view.say(_APPROVED, on=view.tell(plan.approved_on)), "plan"
    words = _words(view, _PLAN, plan.days, details)
    return Mark(tuple(classes.split()), plan.days, words, (words[1],))


def _mark_day(view: View, what: Label, kind: str, day: date, details: str) -> Mark:
    words = view.say(what), view.tell(day), details
    return Mark((kind,), Interval((day, day), (day, day)), words, is_sign=True)


def _words(view: View, what: Label, days: Interval, details: str) -> tuple[str, str, str]:
    return view.say(what), view.tell(days), details
