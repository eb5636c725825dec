"""Plain rules about grants."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from plain_case import Case, find_gap, year_days
from pydantic_models import Grant
from pydantic_values import OPEN, Days

_NOTHING = Decimal(0)


def grant_annual_amount(case: Case) -> bool:
    given: dict[int, Decimal] = {}
    days: dict[int, list[Days]] = {}
    for grant, period in zip(case.partnership.grants, case.grants, strict=True):
        year = date.fromordinal(period.first).year
        given[year] = given.get(year, _NOTHING) + grant.amount
        days.setdefault(year, []).append(period)
    for year, amount in given.items():
        due = case.programme.amount_of(year)
        if due is None:
            continue
        if amount == due and not find_gap(days[year], case.terms, OPEN):
            continue
        inside = [
            Days(max(one.first, term.first), min(one.last, term.last))
            for one in days[year]
            for term in case.terms
            if max(one.first, term.first) <= min(one.last, term.last)
        ]
        if not inside:
            continue
        first, last = year_days(year)
        by_days = due * sum(end - start + 1 for start, end in inside) / (last - first + 1)
        by_months = due * sum(map(_months, inside), _NOTHING) / 12
        if min(abs(amount - by_days), abs(amount - by_months)) >= 1:
            return True
    return False


def _months(days: Days) -> Decimal:
    first, after = date.fromordinal(days.first), date.fromordinal(days.last + 1)
    whole = (after.year - first.year) * 12 + after.month - first.month
    return whole + Decimal(after.day - first.day) / 30


def grant_missing_year(case: Case) -> bool:
    return bool(case.grants) and find_gap(case.terms, case.grants, case.until)


def grant_outside_term(case: Case) -> bool:
    return bool(case.terms) and find_gap(case.grants, case.terms, case.on)


def grant_not_paid(case: Case) -> bool:
    grants = case.partnership.grants
    if not any(grant.payments for grant in grants):
        return False
    for grant, (first, last) in zip(grants, case.grants, strict=True):
        if last < case.on and first <= case.until:
            paid = sum((row.amount for row in grant.payments if row.on.toordinal() <= case.on), _NOTHING)
            if paid < grant.amount:
                return True
    return False


def payments_exceed_grant(case: Case) -> bool:
    return any(
        sum((row.amount for row in grant.payments), _NOTHING) > grant.amount
        for grant in case.partnership.grants
    )


def payment_before_award(case: Case) -> bool:
    return any(
        grant.awarded_on is not None and row.on < grant.awarded_on
        for grant in case.partnership.grants
        for row in grant.payments
    )


def grant_purpose(case: Case) -> bool:
    share = case.programme.resource_person_share
    for grant in case.partnership.grants:
        other = sum((row.amount for row in grant.spending if row.purpose != "resource-person"), _NOTHING)
        if other and other > grant.amount * (100 - share) / 100:
            return True
    return False


def _with_carried(case: Case) -> Iterator[tuple[Grant, Days, Decimal]]:
    """Yield each grant with its days and what the grant before it carried over."""
    carried = _NOTHING
    rows = zip(case.grants, case.partnership.grants, strict=True)
    for days, grant in sorted(rows, key=lambda row: row[0]):
        yield grant, days, carried
        carried = grant.carried_over.amount if grant.carried_over else _NOTHING


def grant_overspent(case: Case) -> bool:
    return any(
        sum((row.amount for row in grant.spending), _NOTHING) > grant.amount + carried
        for grant, _, carried in _with_carried(case)
    )


def grant_unspent(case: Case) -> bool:
    for grant, (first, last), carried in _with_carried(case):
        if not grant.spending or last >= case.on or first > case.until:
            continue
        left = grant.amount + carried - sum((row.amount for row in grant.spending), _NOTHING)
        left -= grant.carried_over.amount if grant.carried_over else _NOTHING
        if left > sum((row.amount for row in grant.repayments), _NOTHING):
            return True
    return False
