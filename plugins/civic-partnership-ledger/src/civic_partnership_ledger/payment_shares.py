"""The associations that get a payment: each with its CVR number of that day, and its part in øre."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from civic_partnership import Register
from civic_partnership.findings import sentence
from civic_partnership.model import Association, Partnership, Payment
from civic_partnership.values import Answer, Label

from .grant_selection import to_ore

NO_PARTNER = Label(
    "ingen forening er partner den dag; skriv modtageren i to, eller ret partners",
    "no association is a partner on that day; record the recipient in to, or correct partners",
)
NO_SHARES = Label(
    "flere foreninger er partnere den dag; skriv modtageren i to, eller skriv andele (share), der tilsammen "
    "er 100 procent",
    "several associations are partners on that day; record the recipient in to, or record shares that add up "
    "to 100 per cent",
)
UNCERTAIN_PARTNERS = Label(
    "det er usikkert, hvilke foreninger der er partnere den dag; skriv modtageren i to",
    "it is not certain which associations are partners on that day; record the recipient in to",
)
UNKNOWN = Label(
    "modtageren findes ikke i registeret; opret foreningen, eller ret id'et",
    "the recipient is not in the register; add the association, or correct the id",
)
LEFT = Label(
    "{association} er ikke partner den dag; ret modtageren (to), dagen (on) eller partners",
    "{association} is no partner on that day; correct the recipient (to), the day (on) or partners",
)
DISSOLVED = Label(
    "{association} er opløst før den dag; ret modtageren (to), dagen (on) eller partners",
    "{association} is dissolved before that day; correct the recipient (to), the day (on) or partners",
)
NO_CVR = Label(
    "{association} har intet CVR-nummer den dag; slå det op i CVR-registeret, og skriv det i cvr",
    "{association} has no CVR number on that day; look it up in the CVR register, and record it in cvr",
)
UNCERTAIN_CVR = Label(
    "det er usikkert, hvilket CVR-nummer {association} har den dag; skriv dagen, hvor det skiftede, i "
    "former.until",
    "it is not certain which CVR number {association} has on that day; record the day of the change in "
    "former.until",
)


@frozen
class Part:
    """What one association gets of a payment.

    Attributes:
        association: the association.
        cvr: its CVR number on the day of the payment.
        ore: the amount in øre.
    """

    association: Association
    cvr: str
    ore: int


def split_payment(register: Register, partnership: Partnership, payment: Payment) -> tuple[Part, ...] | Label:
    """Return the part of each association that gets something of a payment, or why it cannot be told."""
    shares = find_shares(register, partnership, payment)
    if isinstance(shares, Label):
        return shares
    parts = []
    for id, ore in divide(to_ore(payment.amount), shares).items():
        association = register.associations.get(id)
        if association is None:
            return UNKNOWN
        if association.dissolved is not None and association.dissolved.as_end[1] < payment.on:
            return sentence(DISSOLVED, {"association": association.name})
        cvr = find_cvr(association, payment.on)
        if isinstance(cvr, Label):
            return cvr
        if ore:
            parts.append(Part(association, cvr, ore))
    return tuple(parts)


def find_shares(
    register: Register, partnership: Partnership, payment: Payment
) -> Mapping[str, Decimal] | Label:
    """Return id of an association -> its share of a payment in per cent, or why it cannot be told.

    The money goes to the association that the payment names, else to the partners of that day.
    """
    whole = Decimal(100)
    rows = [each for each in partnership.partners if each.days.covers(payment.on) is not Answer.BROKEN]
    ids = dict.fromkeys(each.association for each in rows)
    if payment.to is not None:
        association = register.associations.get(payment.to)
        if payment.to not in ids and association is not None:
            return sentence(LEFT, {"association": association.name})
        return {payment.to: whole}
    if len(ids) < 2:
        return dict.fromkeys(ids, whole) or NO_PARTNER
    if any(each.days.covers(payment.on) is Answer.UNDECIDED for each in rows):
        return UNCERTAIN_PARTNERS
    shares = {each.association: each.share for each in rows if each.share is not None}
    return shares if len(shares) == len(rows) and sum(shares.values()) == whole else NO_SHARES


def divide(ore: int, shares: Mapping[str, Decimal]) -> dict[str, int]:
    """Divide an amount by shares in per cent that add up to 100: whole øre, and exactly the amount.

    What is left after rounding down goes to the largest remainders, an øre each; of equal ones to the first.
    """
    quotas = {id: Fraction(share) * ore / 100 for id, share in shares.items()}
    parts = {id: int(quota) for id, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda id: parts[id] - quotas[id])
    for id in by_remainder[: ore - sum(parts.values())]:
        parts[id] += 1
    return parts


def find_cvr(association: Association, day: date) -> str | Label:
    """Return the CVR number that an association has on a day, or why it cannot be told."""
    number, *others = association.possible_cvrs(day)
    if others:
        return sentence(UNCERTAIN_CVR, {"association": association.name})
    return number or sentence(NO_CVR, {"association": association.name})
