"""Plain rules about employments, action plans and meetings."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from plain_case import Case, find_gap, has_overlap, year_days, years_after
from pydantic_values import OPEN, Days

FULL_TIME = 37
_NOTHING = Decimal(0)


def weekly_hours(case: Case) -> bool:
    people = case.partnership.employments
    required = case.programme.min_weekly_hours
    most = max([required, *(t.min_weekly_hours for t in case.partnership.terms if t.min_weekly_hours)])
    if all((person.weekly_hours or 0) >= most and not person.leave for person in people):
        return False
    lists: Sequence[Iterable[Days]] = (
        case.terms,
        [person.period for person in people],
        [leave.period for person in people for leave in person.leave],
    )
    starts = {day for rows in lists for first, last in rows for day in (first, last + 1)}
    for day in starts:
        term = next((t for t in case.partnership.terms if t.period.first <= day <= t.period.last), None)
        employed = [person for person in people if person.period.first <= day <= person.period.last]
        if term is None or not employed or day > case.until:
            continue
        hours = sum(
            person.weekly_hours or _NOTHING
            for person in employed
            if not any(leave.period.first <= day <= leave.period.last for leave in person.leave)
        )
        if hours < (required if term.min_weekly_hours is None else term.min_weekly_hours):
            return True
    return False


def full_time_exceeded(case: Case) -> bool:
    for person in case.partnership.employments:
        hours = person.weekly_hours if person.total_weekly_hours is None else person.total_weekly_hours
        if hours is not None and hours > FULL_TIME and person.period.first <= case.until:
            return True
    return False


def employment_gap(case: Case) -> bool:
    employed = [person.period for person in case.partnership.employments]
    return bool(employed) and find_gap(case.terms, employed, case.until)


def employment_outside_term(case: Case) -> bool:
    paid = [
        person.period
        for person in case.partnership.employments
        if any(row.source == "grant" for row in person.funding)
    ]
    return bool(case.terms) and find_gap(paid, case.terms, case.until)


def handover_missing(case: Case) -> bool:
    people = case.partnership.employments
    for person in people:
        if person.handover is not None:
            continue
        first, last = person.period
        if any(
            other.leave and other.period.first <= first and last <= other.period.last
            for other in people
            if other is not person
        ):
            continue
        later = [other for other in people if last < other.period.first <= case.until]
        if later and not any(person.person and other.person == person.person for other in later):
            return True
    return False


def plan_length(case: Case) -> bool:
    return any(
        all(
            years_after(plan.period.first, years) != plan.period.last + 1
            for years in case.programme.plan_years
        )
        for plan in case.partnership.action_plans
    )


def plan_approved(case: Case) -> bool:
    plans = case.partnership.action_plans
    if not any(plan.approved_on for plan in plans):
        return False
    for plan in plans:
        first, last = plan.period
        if first > case.until:
            continue
        day = min(plan.approved_on.toordinal() if plan.approved_on else case.until, case.until)
        if day > last or day >= years_after(first, 1):
            return True
        if plan.approved_by is not None and plan.approved_by != case.programme.department:
            return True
    return False


def plan_coverage(case: Case) -> bool:
    plans = [plan.period for plan in case.partnership.action_plans]
    if not plans:
        return False
    begins = min(plans).first  # older plans may be lost
    known = [Days(max(first, begins), last) for first, last in case.terms if last >= begins]
    if find_gap(known, plans, case.until):
        return True
    inside = [
        Days(max(plan.first, term.first), min(plan.last, term.last))
        for plan in plans
        for term in case.terms
        if max(plan.first, term.first) <= min(plan.last, term.last)
    ]
    return has_overlap(inside, case.until)


def plan_focus_area(case: Case) -> bool:
    areas = case.programme.focus_areas
    return any(
        objective.focus_area not in areas or areas[objective.focus_area].since.first > plan.period.last
        for plan in case.partnership.action_plans
        for objective in plan.objectives
    )


def plan_focus_area_missing(case: Case) -> bool:
    for plan in case.partnership.action_plans:
        first = plan.period.first
        if first <= case.on:
            named = {objective.focus_area for objective in plan.objectives}
            for id, area in case.programme.focus_areas.items():
                if id not in named and area.since.first <= first:
                    return True
    return False


def plan_status_missing(case: Case) -> bool:
    return any(
        objective.status is None
        for plan in case.partnership.action_plans
        if plan.period.last < case.on
        for objective in plan.objectives
    )


def status_meetings(case: Case) -> bool:
    if not case.terms:
        return False
    required = case.programme.status_meetings_per_year
    held = [each.on.year for each in case.meetings if each.kind == "status" and not each.cancelled]
    first = date.fromordinal(min(case.terms).first).year
    for year in range(first, date.fromordinal(case.on).year):
        days = year_days(year)
        is_asked = days.last <= case.until and not find_gap([days], case.terms, OPEN)
        if is_asked and held.count(year) < required:
            return True
    return False
