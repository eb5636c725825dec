"""What is due in a partnership: money, accounts and action plans; and what ends."""

from collections.abc import Iterator
from datetime import timedelta

from civic_partnership.findings import Path, Undecidable, sentence
from civic_partnership.model import Partnership, Term
from civic_partnership.rules import (
    Context,
    begins_after_end,
    end_of_first_year,
    find_appropriation,
    find_uncovered,
    sum_amounts,
)
from civic_partnership.values import OPEN, Answer, Interval, Label

from .deadline import Due

_DAY = timedelta(days=1)
_PAYMENT = Label(
    "Udbetaling af {amount:kr} kr. af tilskuddet for {period}",
    "Payment of {amount:kr} kr. of the grant for {period}",
)
_ACCOUNTS = Label("Regnskab for tilskuddet for {period}", "Accounts of the grant for {period}")
_ACCOUNTS_TO_APPROVE = Label(
    "Regnskab for tilskuddet for {period}, modtaget {received}, skal godkendes",
    "Accounts of the grant for {period}, received on {received}, are to be approved",
)
_PLAN_TO_APPROVE = Label("Handleplanen {period} skal godkendes", "The action plan {period} is to be approved")
_NEW_PLAN = Label("Handleplan fra {day} mangler", "There is no action plan from {day}")
_MONEY = Label(
    "Penge til aftaleperioden {period} efter bevillingen {name}",
    "Money for the term {period} after the appropriation {name}",
)
_TERM_ENDS = Label("Aftaleperioden slutter", "The term ends")
_TERM_GOES_ON = Label("Aftaleperioden slutter; en ny følger", "The term ends; another one follows")
_EMPLOYMENT_ENDS = Label("En ressourcepersons ansættelse slutter", "The employment of a resource person ends")
_CANCELLED = Label("Aftalen slutter, fordi den er opsagt", "The agreement ends, because it was cancelled")


def find_in_partnership(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield what is due in a partnership, except what is asked for in every year.

    After a cancellation took effect, only money and accounts are due.
    """
    yield from _payments(partnership, context)
    yield from _accounts(partnership, context)
    cancelled = partnership.cancelled
    last = cancelled.effective if cancelled else OPEN
    for find in (_plans_to_approve, _plans_to_make, _budgets, _ends):
        yield from (due for due in find(partnership, context) if due.last < last)
    if cancelled:
        yield Due("cancellation", last, last, ("cancelled", "effective"), _CANCELLED)


def _payments(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield the payments on days to come, and what else is left of each grant, due by its last day."""
    is_known = any(grant.payments for grant in partnership.grants)
    for i, grant in enumerate(partnership.grants):
        if begins_after_end(grant, partnership):
            continue
        days = grant.days
        for k, row in enumerate(grant.payments):
            if row.on > context.on:
                text = sentence(_PAYMENT, {"amount": row.amount, "period": days})
                yield Due("payment", row.on, row.on, ("grants", i, "payments", k), text)
        rest = grant.amount - sum_amounts(grant.payments)
        if rest > 0:
            text = sentence(_PAYMENT, {"amount": rest, "period": days})
            due = ends("payment", ("grants", i, "payments"), days, text)
            yield due._replace(rule="grant-not-paid", is_known=is_known)


def _accounts(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield the accounts that did not come, and those that came and are not approved.

    Nothing says by when accounts are to be approved, nor whether they are where none of a partnership was.
    """
    programme = context.register.programmes.get(partnership.programme)
    months = programme.accounts_due_months if programme else None
    are_approved = any(grant.accounts and grant.accounts.approved_on for grant in partnership.grants)
    for i, grant in enumerate(partnership.grants):
        path, days = ("grants", i, "accounts"), grant.days
        received = grant.accounts and grant.accounts.received_on
        if grant.accounts and received and received <= context.on:
            if are_approved and (grant.accounts.approved_on or OPEN) > context.on:
                text = sentence(_ACCOUNTS_TO_APPROVE, {"period": days, "received": received})
                yield Due("accounts-approval", received, OPEN, path, text)
        elif not begins_after_end(grant, partnership):
            dues = [due or OPEN for due in grant.accounts_due(months)]
            text = sentence(_ACCOUNTS, {"period": days})
            yield Due("accounts", min(dues), max(dues), path, text, "accounts-missing")


def _plans_to_approve(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield the plans that are not approved, each due by the end of its first year."""
    plans = partnership.action_plans
    is_known = any(plan.approved_on for plan in plans)
    for i, plan in enumerate(plans):
        if (plan.approved_on or OPEN) > context.on:
            first, last = (day - _DAY for day in end_of_first_year(plan))
            text = sentence(_PLAN_TO_APPROVE, {"period": plan.period})
            due = Due("plan-approval", first, last, ("action_plans", i, "approved_on"), text)
            yield due._replace(rule="plan-approved", is_known=is_known)


def _plans_to_make(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield each run of days of the terms, now or later, that certainly lacks a plan; due on the day before.

    Before the first recorded plan nothing is certain: older plans may be lost.
    """
    plans, programme = partnership.action_plans, context.register.programmes.get(partnership.programme)
    if not plans and not (programme and programme.plan_years):
        return
    first_plan = min([plan.days.earliest_start for plan in plans], default=OPEN)
    first, yesterday = OPEN, OPEN
    for days, answer in find_uncovered(partnership.terms, plans, until=OPEN):
        if yesterday != days.first - _DAY:
            first = days.first
        yesterday = days.last
        if answer is Answer.BROKEN and days.last >= context.on:
            text = sentence(_NEW_PLAN, {"day": days.first})
            due = Due("plan", first - _DAY, days.first - _DAY, ("action_plans",), text, "plan-coverage")
            yield due._replace(concerned=days, is_known=days.first > first_plan)


def _budgets(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield the ends of the appropriations that certainly end before their term, which goes on."""
    last = partnership.cancelled.effective if partnership.cancelled else OPEN
    for i, term in enumerate(partnership.terms):
        try:
            appropriation = find_appropriation(partnership, i, context)
        except Undecidable:
            continue
        end = min(term.days.earliest_end, last)
        if appropriation and appropriation.period.latest_end < end and end >= context.on:
            text = sentence(_MONEY, {"period": term.period, "name": appropriation.name})
            due = ends("budget", ("terms", i, "period"), appropriation.period, text)
            yield due._replace(rule="parameter-outdated")


def _ends(partnership: Partnership, _: Context) -> Iterator[Due]:
    """Yield the ends of terms and employments."""
    for i, term in enumerate(partnership.terms):
        text = _TERM_GOES_ON if _is_followed(term, partnership) else _TERM_ENDS
        yield ends("term", ("terms", i, "period"), term.days, text)
    for i, employment in enumerate(partnership.employments):
        yield ends("employment", ("employments", i, "period"), employment.days, _EMPLOYMENT_ENDS)


def _is_followed(term: Term, partnership: Partnership) -> bool:
    """Return whether another term may start on the day after a term."""
    return any(
        other is not term and term.days.adjoins(other.days) is not Answer.BROKEN
        for other in partnership.terms
    )


def ends(kind: str, path: Path, days: Interval, text: Label) -> Due:
    """Return the end of an interval; if nobody has recorded an end, it is not known."""
    return Due(kind, days.earliest_end, days.latest_end, path, text, is_known=days.latest_end != OPEN)
