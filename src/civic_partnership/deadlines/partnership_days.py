"""What is due in a partnership: money, accounts and action plans; and what ends."""

from collections.abc import Iterator
from datetime import date, timedelta

from civic_partnership.findings import sentence
from civic_partnership.model import Partnership, Term
from civic_partnership.rules import (
    Context,
    begins_after_end,
    end_of_first_year,
    find_uncovered,
    sum_amounts,
)
from civic_partnership.values import OPEN, Answer, Interval, Label

from .deadline import Due

_DAY = timedelta(days=1)
_PLANNED_PAYMENT = Label(
    "Udbetaling af {amount:kr} kr. af tilskuddet for {period}",
    "Payment of {amount:kr} kr. of the grant for {period}",
)
_REST = Label(
    "{amount:kr} kr. af tilskuddet for {period} er ikke udbetalt",
    "{amount:kr} kr. of the grant for {period} are not paid",
)
_ACCOUNTS = Label("Regnskab for tilskuddet for {period}", "Accounts of the grant for {period}")
_ACCOUNTS_TO_APPROVE = Label(
    "Regnskabet for tilskuddet for {period}, modtaget {received}, skal godkendes",
    "The accounts of the grant for {period}, received on {received}, are to be approved",
)
_PLAN_TO_APPROVE = Label(
    "Handleplanen for {period} skal godkendes", "The action plan for {period} is to be approved"
)
_NEW_PLAN = Label("Handleplan fra {day} mangler", "There is no action plan from {day}")
_TERM_ENDS = Label("Aftaleperioden {period} slutter", "The term {period} ends")
_TERM_GOES_ON = Label(
    "Aftaleperioden {period} slutter; en ny følger", "The term {period} ends; another one follows"
)
_EMPLOYMENT_ENDS = Label("En ressourcepersons ansættelse slutter", "The employment of a resource person ends")
_CANCELLED = Label("Aftalen slutter, fordi den er opsagt", "The agreement ends, because it was cancelled")


def find_in_partnership(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield what is due in a partnership, but not what is due year by year.

    After a cancellation took effect, only money and accounts are due.
    """
    yield from _payments(partnership, context)
    yield from _accounts(partnership, context)
    cancelled = partnership.cancelled
    last = cancelled.effective if cancelled else OPEN
    for find in (_plans_to_approve, _plans_to_make, _ends):
        yield from (due for due in find(partnership, context) if due.last < last)
    if cancelled:
        path = ("cancelled", "effective")
        yield Due("cancellation", cancelled.effective, cancelled.effective, path, _CANCELLED)


def _payments(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield the payments with a day to come, and what is left of each grant, due by its last day."""
    is_known = any(grant.payments for grant in partnership.grants)
    for i, grant in enumerate(partnership.grants):
        days = grant.days
        for k, row in enumerate(grant.payments):
            if row.on > context.on:
                text = sentence(_PLANNED_PAYMENT, {"amount": row.amount, "period": days})
                yield Due("payment", row.on, row.on, ("grants", i, "payments", k), text)
        rest = grant.amount - sum_amounts(grant.payments)
        if rest > 0 and not begins_after_end(grant, partnership):
            text, path = sentence(_REST, {"amount": rest, "period": days}), ("grants", i, "payments")
            yield Due(
                "payment",
                days.earliest_end,
                days.latest_end,
                path,
                text,
                rule="grant-not-paid",
                concerned=days,
                is_known=is_known,
            )


def _accounts(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield the accounts that did not come, and those that came and are not approved.

    No record says by when accounts are approved. Where none of a partnership ever were, it is not told.
    """
    programme = context.register.programmes.get(partnership.programme)
    months = programme.accounts_due_months if programme else None
    approves = any(grant.accounts and grant.accounts.approved_on for grant in partnership.grants)
    for i, grant in enumerate(partnership.grants):
        accounts, days = grant.accounts, grant.days
        path = ("grants", i, "accounts")
        if accounts and accounts.received_on and accounts.received_on <= context.on:
            if approves and (accounts.approved_on or OPEN) > context.on:
                facts = {"period": days, "received": accounts.received_on}
                text = sentence(_ACCOUNTS_TO_APPROVE, facts)
                yield Due("accounts-approval", accounts.received_on, OPEN, path, text)
        elif not begins_after_end(grant, partnership):
            dues = [due or OPEN for due in grant.accounts_due(months)]
            text = sentence(_ACCOUNTS, {"period": days})
            yield Due("accounts", min(dues), max(dues), path, text, rule="accounts-missing", concerned=days)


def _plans_to_approve(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield the plans that are not approved, each due by the end of its first year."""
    is_known = any(plan.approved_on for plan in partnership.action_plans)
    for i, plan in enumerate(partnership.action_plans):
        if (plan.approved_on or OPEN) > context.on:
            first, last = (day if day == OPEN else day - _DAY for day in end_of_first_year(plan))
            text, path = (
                sentence(_PLAN_TO_APPROVE, {"period": plan.period}),
                ("action_plans", i, "approved_on"),
            )
            yield Due(
                "plan-approval",
                first,
                last,
                path,
                text,
                rule="plan-approved",
                concerned=plan.days,
                is_known=is_known,
            )


def _plans_to_make(partnership: Partnership, context: Context) -> Iterator[Due]:
    """Yield the first day of each run of days of the terms, now or later, that certainly lacks a plan.

    The plan is due on the day before.
    """
    programme = context.register.programmes.get(partnership.programme)
    plans = partnership.action_plans
    if not plans and not (programme and programme.plan_years):
        return
    earliest = None
    for days, answer in find_uncovered(partnership.terms, plans, until=OPEN):
        if earliest is None or days.first - earliest[1] > _DAY:
            earliest = days.first, days.last
        earliest = earliest[0], days.last
        if answer is Answer.BROKEN and days.last >= context.on and days.first > date.min:
            text = sentence(_NEW_PLAN, {"day": days.first})
            concerned = Interval((days.first, days.first), (days.last, days.last))
            yield Due(
                "plan",
                earliest[0] - _DAY,
                days.first - _DAY,
                ("action_plans",),
                text,
                rule="plan-coverage",
                concerned=concerned,
                is_known=bool(plans),
            )


def _ends(partnership: Partnership, _: Context) -> Iterator[Due]:
    """Yield the ends of terms and employments."""
    for i, term in enumerate(partnership.terms):
        template = _TERM_GOES_ON if _is_followed(term, partnership) else _TERM_ENDS
        yield ends("term", ("terms", i, "period"), term.days, sentence(template, {"period": term.period}))
    for i, employment in enumerate(partnership.employments):
        yield ends("employment", ("employments", i, "period"), employment.days, _EMPLOYMENT_ENDS)


def _is_followed(term: Term, partnership: Partnership) -> bool:
    return any(term.days.adjoins(other.days) is not Answer.BROKEN for other in partnership.terms)


def ends(kind: str, path: tuple[str | int, ...], days: Interval, text: Label) -> Due:
    """Return the end of an interval."""
    return Due(kind, days.earliest_end, days.latest_end, path, text)
