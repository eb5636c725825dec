"""Keep the amounts of a partnership right where several rows of a file are about its grants."""

from decimal import Decimal

from attrs import evolve

from civic_partnership.importing.mapping import Mapping
from civic_partnership.model import Grant, Partnership, Payment
from civic_partnership.values import Label


def fills_grant_and_payment(mapping: Mapping) -> bool:
    """Tell whether the same cell of a row is the amount of a grant and of its payment.

    Such a row is a payment: two of them in a year are two payments of one grant.
    """
    return any(
        grant.fields["amount"] == payment.fields["amount"]
        for record in mapping.records
        for grant in record.parts
        if grant.list == "grants"
        for payment in grant.parts
        if payment.list == "payments"
    )


def add_up_payments(known: Partnership, later: Partnership) -> Partnership:
    """Return the later partnership with the known payments of its grants, and amounts that hold them.

    The amount of a grant stays if it is enough for all payments. A grant without payments, or with a known
    payment that has another amount, is left as it is.
    """
    same = _same_grants(known, later)
    if not same:
        return later
    grants = list(later.grants)
    for old, place in same:
        new = grants[place]
        amounts = {_payment_key(payment): payment.amount for payment in old.payments}
        if new.payments and all(
            amounts.get(_payment_key(payment), payment.amount) == payment.amount for payment in new.payments
        ):
            added = tuple(payment for payment in new.payments if _payment_key(payment) not in amounts)
            payments = (*old.payments, *added)
            total = sum((payment.amount for payment in payments), Decimal(0))
            grants[place] = evolve(new, payments=payments, amount=max(old.amount, total))
    return evolve(later, grants=tuple(grants))


def take_amounts(added_up: Partnership, earlier: Partnership) -> Partnership:
    """Return the earlier partnership with the amounts of the grants that hold all its payments and more."""
    grants = list(earlier.grants)
    for new, place in _same_grants(added_up, earlier):
        if new.payments and set(new.payments) >= set(grants[place].payments):
            grants[place] = evolve(grants[place], amount=new.amount)
    return evolve(earlier, grants=tuple(grants))


def find_grant_conflict(earlier: Partnership, later: Partnership, *, is_paid_amount: bool) -> Label | None:
    """Tell why a row cannot share the partnership of earlier rows: an amount of its own would be lost.

    Args:
        earlier: what the earlier rows give.
        later: what the row gives.
        is_paid_amount: whether the amount of a grant is also that of its payment.
    """
    known = {partner.association for partner in earlier.partners}
    is_other_partner = not known.issuperset(partner.association for partner in later.partners)
    names_receiver = any(payment.to for grant in later.grants for payment in grant.payments)
    if is_other_partner and later.grants and not names_receiver:
        return Label(
            "giver tilskud til en anden forening i samme partnerskab. Er det to partnerskaber, så giv dem "
            "hver sit id; er det ét, så skriv alle dets foreninger i én celle",
            "gives a grant to another association in the same partnership. If these are two partnerships, "
            "give each its own id; if it is one, write all its associations in one cell",
        )
    for old, place in _same_grants(earlier, later):
        new = later.grants[place]
        is_unclear = is_paid_amount and bool(old.payments) != bool(new.payments)
        if is_unclear or (_rows(old) >= _rows(new) and _without_rows(old) != _without_rows(new)):
            return Label(
                "giver det samme tilskud, men siger ikke det samme om det. Er det en udbetaling mere, så "
                "skriv dagen for hver udbetaling; er det samme tilskud, så slet den ene række",
                "gives the same grant, but does not say the same about it. If it is one more payment, write "
                "the day of each payment; if it is the same grant, delete one of the rows",
            )
    return None


def repeats_grant(earlier: Partnership, later: Partnership) -> bool:
    """Tell whether a row gives a grant again, without a payment or another row of its own in it."""
    return any(_rows(old) >= _rows(later.grants[place]) for old, place in _same_grants(earlier, later))


def _same_grants(earlier: Partnership, later: Partnership) -> list[tuple[Grant, int]]:
    """Return the earlier grants of which there is a later one of the same time, each with its place."""
    by_time = {_time(grant): grant for grant in earlier.grants}
    places = [place for place, grant in enumerate(later.grants) if _time(grant) in by_time]
    return [(by_time[_time(later.grants[place])], place) for place in places]


def _time(grant: Grant) -> object:
    return grant.year, grant.period


def _payment_key(payment: Payment) -> object:
    return payment.on, payment.to


def _rows(grant: Grant) -> set[object]:
    """Return what rows of a file add to a grant."""
    return {*grant.payments, *grant.spending, *grant.repayments}


def _without_rows(grant: Grant) -> Grant:
    return evolve(grant, payments=(), spending=(), repayments=(), amount=Decimal(0))
