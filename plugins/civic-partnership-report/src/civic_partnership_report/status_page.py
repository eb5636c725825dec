"""The facts of one partnership for a status meeting."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from civic_partnership.model import (
    Accounts,
    ActionPlan,
    Employment,
    Grant,
    Meeting,
    Objective,
    Partnership,
    Programme,
    Term,
    word_label,
)
from civic_partnership.plugins import FieldPath
from civic_partnership.values import Answer, Hours, Label

from .cell_texts import DASH, YES, format_period
from .figures import amounts_until, find_staff
from .view import View

CARRIES: frozenset[FieldPath] = frozenset(
    f"partnerships.{field}"
    for field in (
        "id",
        "terms.period",
        "terms.kind",
        "terms.provisional",
        "grants.year",
        "grants.period",
        "grants.amount",
        "employments.period",
        "employments.weekly_hours",
        "action_plans.period",
    )
)
"""The fields that are shown as they are; others are shown as far as they matter on the day, or summed."""
_APPROVED = Label("godkendt {day}", "approved {day}")
_MOST_MEETINGS = 4
"""So many meetings that were held are listed, the last ones."""

Row = tuple[str, ...]


def find_status(view: View, partnership: Partnership) -> dict[str, Any]:
    """Return what the page tells of a partnership as of the day, under the names that its template uses."""
    register, on = view.register, view.on
    programme = register.programmes.get(partnership.programme)
    own = [
        each
        for each in register.meetings.values()
        if each.partnership == partnership.id and not each.cancelled
    ]
    asked = _find_hours_asked(partnership, programme, on)
    return {
        "id": partnership.id,
        "name": view.name(partnership),
        "programme": programme.name if programme else partnership.programme,
        "case": partnership.case or "",
        "cancelled": _tell_cancellation(view, partnership),
        "terms": [_tell_term(view, each) for each in partnership.terms],
        "employments": [_tell_employment(view, each) for each in partnership.employments],
        "hours": _tell_hours(view, partnership),
        "hours_asked": "" if asked is None else view.tell(asked),
        "grants": [_tell_grant(view, each) for each in partnership.grants],
        "plans": [_tell_plan(view, each, programme) for each in partnership.action_plans],
        "meetings": [*_list_meetings(view, own)],
        "meetings_held": _count_status_meetings(view, own, programme),
    }


def _find_hours_asked(partnership: Partnership, programme: Programme | None, on: date) -> Hours | None:
    """Return the least weekly hours of the term on a day, else of the programme."""
    for term in partnership.terms:
        if term.min_weekly_hours is not None and term.days.covers(on) is Answer.HOLDS:
            return term.min_weekly_hours
    return programme.min_weekly_hours.on(on) if programme and programme.min_weekly_hours else None


def _tell_hours(view: View, partnership: Partnership) -> str:
    if not partnership.employments:
        return view.say(Label("Ingen ansættelse er registreret", "No employment is recorded"))
    hours = find_staff(partnership.employments, view.on).hours
    if hours is None:
        return view.say(Label("Timer ikke registreret", "Hours not recorded"))
    return view.say(Label("{hours} timer om ugen", "{hours} hours a week"), hours=view.tell(hours))


def _tell_cancellation(view: View, partnership: Partnership) -> str:
    if partnership.cancelled is None:
        return ""
    said, last = view.tell(partnership.cancelled.on), view.tell(partnership.cancelled.effective)
    return view.say(Label(f"Opsagt {said}, med virkning til {last}", f"Cancelled {said}, until {last}"))


def _tell_term(view: View, term: Term) -> Row:
    kind = view.say(word_label(Term, "kind", term.kind))
    if term.provisional:
        kind += view.say(Label(", foreløbig", ", provisional"))
    signed = view.tell(term.signed_on) if term.signed_on else DASH
    return format_period(term.period, view.language), kind, signed


def _tell_employment(view: View, employment: Employment) -> Row:
    hours = DASH if employment.weekly_hours is None else view.tell(employment.weekly_hours)
    leave = ", ".join(format_period(each.period, view.language) for each in employment.leave)
    return format_period(employment.period, view.language), hours, leave or DASH


def _tell_grant(view: View, grant: Grant) -> Row:
    amounts = (
        amounts_until(view.on, grant.payments),
        [each.amount for each in grant.spending],
        amounts_until(view.on, grant.repayments),
        [grant.carried_over.amount] if grant.carried_over else [],
    )
    return (
        str(grant.year) if grant.period is None else format_period(grant.period, view.language),
        view.write_kroner(grant.amount),
        *(view.write_kroner(sum(each, Decimal())) if each else DASH for each in amounts),
        _tell_accounts(view, grant.accounts),
    )


def _tell_accounts(view: View, accounts: Accounts | None) -> str:
    if accounts and accounts.approved_on:
        return view.say(_APPROVED, day=view.tell(accounts.approved_on))
    if accounts and accounts.received_on:
        return view.say(Label("modtaget {day}", "received {day}"), day=view.tell(accounts.received_on))
    return DASH


def _tell_plan(view: View, plan: ActionPlan, programme: Programme | None) -> dict[str, Any]:
    """Return the days of a plan, whether it is approved, and its objectives if it is in force."""
    is_in_force = plan.days.covers(view.on) is not Answer.BROKEN
    return {
        "period": format_period(plan.period, view.language),
        "approval": view.say(_APPROVED, day=view.tell(plan.approved_on))
        if plan.approved_on
        else view.say(Label("godkendelse ikke registreret", "approval not recorded")),
        "objectives": [_tell_objective(view, each, programme) for each in plan.objectives if is_in_force],
    }


def _tell_objective(view: View, objective: Objective, programme: Programme | None) -> Row:
    areas = programme.focus_areas if programme else {}
    area = areas[objective.focus_area].name if objective.focus_area in areas else objective.focus_area
    status = view.say(word_label(Objective, "status", objective.status)) if objective.status else DASH
    return area, objective.goal, status


def _list_meetings(view: View, meetings: list[Meeting]) -> Iterator[Row]:
    """Yield the last meetings that were held, and all that are to come."""
    in_order = sorted(meetings, key=lambda meeting: (meeting.on, meeting.id))
    held = [each for each in in_order if each.on <= view.on]
    for meeting in [*held[-_MOST_MEETINGS:], *in_order[len(held) :]]:
        kind = view.say(word_label(Meeting, "kind", meeting.kind))
        what = f"{kind}: {meeting.subject}" if meeting.subject else kind
        done = YES if meeting.on <= view.on else Label("kommer", "to come")
        yield view.tell(meeting.on), what, view.say(done)


def _count_status_meetings(view: View, meetings: list[Meeting], programme: Programme | None) -> str:
    on = view.on
    held = sum(each.kind == "status" and each.on.year == on.year and each.on <= on for each in meetings)
    required = programme and programme.status_meetings_per_year
    asked = required.on(on) if required else None
    return str(held) if asked is None else view.say(Label(f"{held} af {asked}", f"{held} of {asked}"))
