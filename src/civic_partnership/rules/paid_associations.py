"""Rules about the associations that are paid: their CVR numbers and their declarations."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from civic_partnership.findings import Path, Verdict, missing, missing_in_each, rule, verdict
from civic_partnership.model import Association, Declaration, Partnership, word_label
from civic_partnership.values import Answer, Days

from .context import Context
from .requirement import may_have_begun
from .spending import sum_amounts


class Paid(NamedTuple):
    """A payment that an association got, or may have got.

    Attributes:
        association: the id of the association.
        days: the day of the payment; the days of a grant of which no payment is recorded.
        is_certain: whether the association certainly got it.
        path: the path to the payment, or to the grant.
    """

    association: str
    days: Days
    is_certain: bool
    path: Path


def find_paid(partnership: Partnership, on: date) -> Iterator[Paid]:
    """Yield the payments of a partnership up to a day, each with the association that got it.

    A payment without a receiver went to the partners of that day; if there are several, it is not certain
    which of them got it. If no payment is recorded, the partners may have got every grant that has begun.
    """
    if any(grant.payments for grant in partnership.grants):
        for i, grant in enumerate(partnership.grants):
            for k, payment in enumerate(grant.payments):
                if payment.on <= on:
                    days, path = Days(payment.on, payment.on), ("grants", i, "payments", k)
                    ids = {payment.to: True} if payment.to else _find_partners(partnership, days)
                    yield from (Paid(id, days, len(ids) == 1 and ids[id], path) for id in ids)
        return
    yield from find_unpaid(partnership, on)


def find_unpaid(partnership: Partnership, on: date) -> Iterator[Paid]:
    """Yield the grants that have begun by a day and are not all paid, with each partner that may get them."""
    for i, grant in enumerate(partnership.grants):
        is_paid = grant.payments and sum_amounts(grant.payments) >= grant.amount
        if grant.days.earliest_start <= on and not is_paid:
            days = Days(grant.days.earliest_start, min(grant.days.latest_end, on))
            for id in _find_partners(partnership, days):
                yield Paid(id, days, is_certain=False, path=("grants", i))


def _find_partners(partnership: Partnership, days: Days) -> dict[str, bool]:
    """Return the ids of the associations that may be partners on some days: id -> whether it certainly is."""
    found: dict[str, bool] = {}
    for each in partnership.partners:
        if each.days.earliest_start <= days.last and days.first <= each.days.latest_end:
            is_certain = each.days.covers(days.first) is Answer.HOLDS
            found[each.association] = is_certain or found.get(each.association, False)
    return found


def receivers(partnership: Partnership, _: object) -> set[str]:
    """Return the ids of the associations that may get money of a partnership."""
    named = {payment.to for grant in partnership.grants for payment in grant.payments if payment.to}
    return named.union(each.association for each in partnership.partners)


@rule(
    about=Association,
    level="warning",
    source="cvr-register",
    title="En forening, der får penge, har et CVR-nummer.",
    da="""Foreningen har fået tilskud ({days}), men CVR-nummeret er ikke registreret.
          Slå foreningen op i CVR-registeret, og skriv nummeret i cvr.""",
    en="""The association was paid ({days}), but its CVR number is not recorded.
          Look the association up in the CVR register, and record the number in cvr.""",
)
def association_cvr(association: Association, context: Context) -> Iterator[Verdict]:
    """An association that is paid has a CVR number.

    ## What it checks
    An association that got a payment by the day of checking has a `cvr`; a `former` number counts up to its
    `until`. A payment without `to` went to the partners of that day: if there are several, it cannot be told
    which of them was paid, nor if a partnership has grants but no payments.

    ## Why
    The municipality pays to the account that belongs to the CVR number (NemKonto).
    """
    if association.cvr is not None:
        return
    paid = [
        each
        for partnership in context.having("partnerships", receivers, association.id)
        for each in find_paid(partnership, context.on)
        if each.association == association.id
    ]
    unnumbered = [(each, _had_number(association, each.days)) for each in paid]
    for answer in (Answer.BROKEN, Answer.UNDECIDED):
        days = [
            each.days
            for each, numbered in unnumbered
            if Answer.agreed([numbered, *[Answer.HOLDS] * (not each.is_certain)]) is answer
        ]
        if days:
            first, last = min(each.first for each in days), max(each.last for each in days)
            yield verdict(answer, days=Days(first, last))
            return


def _had_number(association: Association, days: Days) -> Answer:
    """Answer whether a former CVR number was valid on some days."""
    ends = [
        former.until.as_end if former.until else (date.max, date.max)
        for former in association.former
        if former.cvr is not None
    ]
    return Answer.possibly(
        holds=any(latest >= days.last for _, latest in ends),
        fails=all(earliest < days.last for earliest, _ in ends),
    )


@rule(
    about=Partnership,
    level="warning",
    source="file-format, programmes",
    parameters=("declarations_required",),
    title="I hvert år, hvor en forening får penge, har den afgivet de erklæringer, som ordningen kræver.",
    da="""{association} har fået tilskud i {year}, men følgende erklæring mangler for {year}: {kind}.
          Bed foreningen om erklæringen, og registrér den under declarations.""",
    en="""{association} was paid in {year}, but the following declaration is missing for {year}: {kind}.
          Ask the association for the declaration, and record it in declarations.""",
)
def declaration_missing(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """In every year in which it is paid, an association has made the declarations that are required.

    ## What it checks
    For each calendar year that is over and in which an association got a payment, its `declarations` hold one
    of each of the programme's `declarations_required` that was received in that year. A payment without `to`
    went to the partners of that day; if there are several, it cannot be told which of them was paid.

    ## Why
    Whoever works with children under 15 must have a clean children's certificate (børneattest), and the
    association declares every year that it has obtained the certificates.
    """
    required = context.programme(partnership).declarations_required
    if not required or not may_have_begun(partnership, context):
        return
    eve = date(context.on.year - 1, 12, 31)
    if not partnership.grants:
        yield missing("grants")
    paid = list(find_paid(partnership, eve))
    unpaid: dict[Path, None] = {}
    for (id, year), payments in group_by_year(paid).items():
        association = context.register.associations.get(id)
        declarations = association.declarations if association else ()
        made = {each.kind for each in declarations if each.received_on.year == year}
        for kind in required:
            first = most_certain(payments)
            if kind in made:
                continue
            if len(first.path) == len(("grants", 0)):
                unpaid[*first.path, "payments"] = None
                continue
            answer = Answer.BROKEN if first.is_certain and association else Answer.UNDECIDED
            name = context.name_of("associations", id)
            facts = {"association": name, "year": year, "kind": word_label(Declaration, "kind", kind)}
            yield verdict(answer, *first.path, **facts)
    if unpaid:
        yield missing_in_each(*unpaid)


def most_certain(payments: Sequence[Paid]) -> Paid:
    """Return the first payment that an association certainly got, else the first one."""
    return next((each for each in payments if each.is_certain), payments[0])


def group_by_year(paid: Sequence[Paid]) -> dict[tuple[str, int], list[Paid]]:
    """Return the payments of each association in each calendar year."""
    groups: dict[tuple[str, int], list[Paid]] = defaultdict(list)
    for each in paid:
        for year in range(each.days.first.year, each.days.last.year + 1):
            groups[each.association, year].append(each)
    return groups
