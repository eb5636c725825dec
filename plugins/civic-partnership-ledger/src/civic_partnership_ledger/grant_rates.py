"""The postings of a grant that is paid in rates: one for each payment, and one for what is not paid."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from civic_partnership.plugins import Loss
from civic_partnership.values import Label

from .g69_line import MOST_ORE
from .grant_selection import NO_AMOUNT, Posting, to_ore

NO_DAY = Label("tilskuddet har ingen dag at postere på", "the grant has no day to be posted on")
REST_NO_DAY = Label(
    "resten af tilskuddet har ingen dag at postere på", "the rest of the grant has no day to be posted on"
)
REST_UNPAID = Label("resten af tilskuddet er ikke udbetalt", "the rest of the grant is not paid")
OVERPAID = Label("der er udbetalt mere end tilskuddet", "more is paid than the grant")
TOO_LARGE = Label("beløbet er for stort til sit felt", "the amount is too large for its field")


def split_grant(grant: Posting, *, posted_on: date | None, paid_only: bool) -> Iterator[Posting | Loss]:
    """Yield a posting for each payment of a grant, and one for the rest; losses for what has none.

    A grant with a payment that cannot be posted is not posted at all. A grant whose rest is not posted is
    lost, although its payments are posted: the postings do not tell how large it is.
    """
    payments = grant.grant.payments
    rates = [evolve(grant, ore=to_ore(each.amount), rate=number) for number, each in enumerate(payments)]
    unfit = next(filter(None, map(_unfit, rates)), None)
    if unfit is not None:
        yield grant.loss(unfit)
        return
    amount = grant.grant.amount - sum(each.amount for each in payments)
    yield from rates
    if not amount:
        return
    rest = evolve(grant, ore=to_ore(amount))
    if amount < 0:
        yield grant.loss(OVERPAID)
    elif paid_only:
        yield grant.loss(REST_UNPAID)
    elif posted_on is None:
        yield grant.loss(REST_NO_DAY if rates else NO_DAY)
    elif unfit := _unfit(rest):
        yield grant.loss(unfit)
    else:
        yield rest


def _unfit(posting: Posting) -> Label | None:
    if posting.ore <= 0:
        return NO_AMOUNT
    return TOO_LARGE if posting.ore > MOST_ORE else None
