"""The facts of one partnership for a status meeting."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from civic_partnership import Register
from civic_partnership.findings import format_fact
from civic_partnership.model import (
    Accounts,
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
from civic_partnership.values import Answer, Hours, Label, Language

from .cell_texts import DASH, format_period
from .figures import amounts_until, find_staff, format_kroner, name_partnership

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
_MOST_MEETINGS = 4
"""So many meetings that were held are listed, the last ones."""

Row = tuple[str, ...]


@frozen
class Plan:
    """An action plan: its days, whether it is approved, and its objectives if it is in force."""

    period: str
    approval: str
    objectives: tuple[Row, ...]


@frozen
class Status:
    """What is told of a partnership: each list as rows of texts.

    Attributes:
        id: the id of the partnership.
        name: the names of its associations.
        programme: the name of its programme.
        case: its journal number; may be empty.
        cancelled: when and to which day it was cancelled; empty if it was not.
        terms: period, kind and signature of each term.
        employments: period and weekly hours of each employment.
        hours: the weekly hours on the day, in words.
        hours_asked: the least weekly hours that are asked for on the day; empty if none are.
        grants: time, amount, paid, spent, repaid and carried over money, and accounts of each grant.
        plans: the action plans.
        meetings: day, kind with subject, of the last meetings and of those to come.
        meetings_held: how many status meetings were held in the year, and how many are asked for.
    """

    id: str
    name: str
    programme: str
    case: str
    cancelled: str
    terms: tuple[Row, ...]
    employments: tuple[Row, ...]
    hours: str
    hours_asked: str
    grants: tuple[Row, ...]
    plans: tuple[Plan, ...]
    meetings: tuple[Row, ...]
    meetings_held: str


def find_status(register: Register, partnership: Partnership, on: date, language: Language) -> Status:
    """Return what is told of a partnership as of a day."""
    id = partnership.id
    programme = register.programmes.get(partnership.programme)
    own = [each for each in register.meetings.values() if each.partnership == id and not each.cancelled]
    asked = _find_hours_asked(partnership, programme, on)
    return Status(
        id=id,
        name=name_partnership(register, partnership, on),
        programme=programme.name if programme else partnership.programme,
        case=partnership.case or "",
        cancelled=_tell_cancellation(partnership, language),
        terms=tuple(_tell_term(each, language) for each in partnership.terms),
        employments=tuple(_tell_employment(each, language) for each in partnership.employments),
        hours=_tell_hours(partnership, on, language),
        hours_asked="" if asked is None else format_fact(asked, language),
        grants=tuple(_tell_grant(each, on, language) for each in partnership.grants),
        plans=tuple(_list_plans(partnership, programme, on, language)),
        meetings=tuple(_list_meetings(own, on, language)),
        meetings_held=_count_status_meetings(own, programme, on, language),
    )


def _find_hours_asked(partnership: Partnership, programme: Programme | None, on: date) -> Hours | None:
    """Return the least weekly hours of the term on a day, else of the programme."""
    for term in partnership.terms:
        if term.min_weekly_hours is not None and term.days.covers(on) is Answer.HOLDS:
            return term.min_weekly_hours
    return programme.min_weekly_hours.on(on) if programme and programme.min_weekly_hours else None


def _tell_hours(partnership: Partnership, on: date, language: Language) -> str:
    if not partnership.employments:
        return Label("Ingen ansættelse er registreret", "No employment is recorded").in_language(language)
    hours = find_staff(partnership.employments, on).hours
    if hours is None:
        return Label("Timer ikke registreret", "Hours not recorded").in_language(language)
    return f"{format_fact(hours, language)} {Label('timer om ugen', 'hours a week').in_language(language)}"


def _tell_cancellation(partnership: Partnership, language: Language) -> str:
    if partnership.cancelled is None:
        return ""
    said, last = (
        format_fact(day, language) for day in (partnership.cancelled.on, partnership.cancelled.effective)
    )
    return Label(f"Opsagt {said}, med virkning til {last}", f"Cancelled {said}, until {last}").in_language(
        language
    )


def _tell_term(term: Term, language: Language) -> Row:
    kind = word_label(Term, "kind", term.kind).in_language(language)
    if term.provisional:
        kind += Label(", foreløbig", ", provisional").in_language(language)
    signed = format_fact(term.signed_on, language) if term.signed_on else DASH
    return format_period(term.period, language), kind, signed


def _tell_employment(employment: Employment, language: Language) -> Row:
    hours = DASH if employment.weekly_hours is None else format_fact(employment.weekly_hours, language)
    leave = ", ".join(format_period(each.period, language) for each in employment.leave)
    return format_period(employment.period, language), hours, leave or DASH


def _tell_grant(grant: Grant, on: date, language: Language) -> Row:
    amounts = (
        amounts_until(on, grant.payments),
        [each.amount for each in grant.spending],
        amounts_until(on, grant.repayments),
        [grant.carried_over.amount] if grant.carried_over else [],
    )
    return (
        str(grant.year) if grant.period is None else format_period(grant.period, language),
        format_kroner(grant.amount, language),
        *(format_kroner(sum(each, Decimal()), language) if each else DASH for each in amounts),
        _tell_accounts(grant.accounts, language),
    )


def _tell_accounts(accounts: Accounts | None, language: Language) -> str:
    if accounts and accounts.approved_on:
        day = format_fact(accounts.approved_on, language)
        return Label(f"godkendt {day}", f"approved {day}").in_language(language)
    if accounts and accounts.received_on:
        day = format_fact(accounts.received_on, language)
        return Label(f"modtaget {day}", f"received {day}").in_language(language)
    return DASH


def _list_plans(
    partnership: Partnership, programme: Programme | None, on: date, language: Language
) -> Iterator[Plan]:
    for plan in partnership.action_plans:
        approval = Label("godkendelse ikke registreret", "approval not recorded").in_language(language)
        if plan.approved_on:
            day = format_fact(plan.approved_on, language)
            approval = Label(f"godkendt {day}", f"approved {day}").in_language(language)
        is_in_force = plan.days.covers(on) is not Answer.BROKEN
        yield Plan(
            format_period(plan.period, language),
            approval,
            tuple(_tell_objective(each, programme, language) for each in plan.objectives)
            if is_in_force
            else (),
        )


def _tell_objective(objective: Objective, programme: Programme | None, language: Language) -> Row:
    areas = programme.focus_areas if programme else {}
    area = areas[objective.focus_area].name if objective.focus_area in areas else objective.focus_area
    status = (
        word_label(Objective, "status", objective.status).in_language(language) if objective.status else DASH
    )
    return area, objective.goal, status


def _list_meetings(meetings: list[Meeting], on: date, language: Language) -> Iterator[Row]:
    """Yield the last meetings that were held, and all that are to come."""
    in_order = sorted(meetings, key=lambda meeting: (meeting.on, meeting.id))
    held = [each for each in in_order if each.on <= on]
    for meeting in [*held[-_MOST_MEETINGS:], *(each for each in in_order if each.on > on)]:
        kind = word_label(Meeting, "kind", meeting.kind).in_language(language)
        what = f"{kind}: {meeting.subject}" if meeting.subject else kind
        done = Label("ja", "yes") if meeting.on <= on else Label("kommer", "to come")
        yield format_fact(meeting.on, language), what, done.in_language(language)


def _count_status_meetings(
    meetings: list[Meeting], programme: Programme | None, on: date, language: Language
) -> str:
    held = sum(each.kind == "status" and each.on.year == on.year and each.on <= on for each in meetings)
    asked = (
        programme.status_meetings_per_year.on(on)
        if programme and programme.status_meetings_per_year
        else None
    )
    if asked is None:
        return str(held)
    return Label(f"{held} af {asked}", f"{held} of {asked}").in_language(language)
