"""Rules about what grants are spent on."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import repeat

from civic_partnership.findings import Verdict, rule, verdict
from civic_partnership.model import Grant, Partnership, Payment, Repayment, Spending
from civic_partnership.values import Answer, Bounds

from .context import Context
from .requirement import begins_after_end, is_over, is_owed, missing_field, on_first_day

RESOURCE_PERSON = "resource-person"
"""The word for the purpose of a grant."""
_NOTHING = Decimal(0)
_NONE_CARRIED = Bounds(_NOTHING, _NOTHING)


Balance = tuple[Grant, Decimal, Bounds]
"""A grant, what its spending adds up to, and what the grant before it carried over to it."""


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Et tilskud bruges på ressourcepersonen.",
    da="""Af tilskuddet for {period} gik {other:kr} kr. til andre formål; ordningen tillader {allowed:kr} kr.
          Flyt udgiften til andre midler, eller registrér en dispensation (exempt) med det aftalte.""",
    en="""Of the grant for {period}, {other:kr} kr. went elsewhere; the programme allows {allowed:kr} kr.
          Move the expense to other funds, or record an exemption (exempt) with what was agreed.""",
    parameters=("resource_person_share",),
)
def grant_purpose(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """A grant is spent on the resource person.

    ## What it checks
    The grant, less the programme's `resource_person_share` in per cent, is what may go elsewhere. Spending on
    other purposes than `resource-person` is at most that. Only grants with recorded spending are checked.

    ## Why
    The grant is to employ someone who makes the association able to take children in and keep them.
    """
    share = context.programme(partnership).resource_person_share
    lacking = missing_field("spending", "grants", partnership, context, is_over)
    yield from (each for each in lacking if is_owed(share, partnership, context))
    for i, grant in enumerate(partnership.grants):
        others = [row.amount for row in grant.spending if row.purpose != RESOURCE_PERSON]
        if not others:
            continue
        other = sum(others, _NOTHING)
        left = [
            None if per_cent is None else max(_NOTHING, grant.amount * (100 - per_cent) / 100)
            for per_cent, _ in on_first_day(share, grant.days).values
        ]
        answer = Answer.agreed(Answer.HOLDS if most is None else Answer.of(other <= most) for most in left)
        if answer is not Answer.HOLDS:
            allowed = tuple(most for most in left if most is not None)
            yield verdict(answer, "grants", i, "spending", period=grant.days, other=other, allowed=allowed)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Der er højst brugt det, som tilskuddet og overførte midler giver.",
    da="""Af tilskuddet for {period} er der brugt {spent:kr} kr.; der var {available:kr} kr. at bruge af.
          Ret forbruget, eller før det, der ligger over, på andre midler.""",
    en="""Of the grant for {period}, {spent:kr} kr. are spent; there were {available:kr} kr. to spend.
          Correct the spending, or book what is above the grant to other funds.""",
)
def grant_overspent(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Spending does not exceed the grant and what was carried over to it.

    ## What it checks
    The spending of a grant adds up to at most its amount and what the grant before it carried over. Only
    grants with recorded spending are checked.

    ## Why
    The association receives a fixed amount. What it spends beyond belongs to other accounts.
    """
    yield from missing_field("spending", "grants", partnership, context, is_over)
    for i, (grant, spent, carried) in enumerate(context.cached(_find_balances, partnership)):
        if spent > grant.amount + carried.certain:
            available = Bounds(grant.amount + carried.certain, grant.amount + (carried.possible or 0))
            answer = Answer.possibly(holds=spent <= (available.possible or 0), fails=True)
            facts = {"spent": spent, "available": available}
            yield verdict(answer, "grants", i, "spending", period=grant.days, **facts)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="Et tilskud er brugt, overført eller betalt tilbage, når tilskudsperioden er udløbet.",
    da="""Tilskuddet for {period} er ikke brugt op: der er {left:kr} kr. tilbage af {amount:kr} kr.
          Tilføj det forbrug, der mangler, eller registrér, hvad der er overført eller betalt tilbage.""",
    en="""The grant for {period} is not used up: {left:kr} kr. of {amount:kr} kr. are left.
          Add the spending that is missing, or record what was carried over or paid back.""",
)
def grant_unspent(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Once its time is over, a grant is spent, carried over or repaid.

    ## What it checks
    When the last day of a grant has passed, its spending, `carried_over` and `repayments` add up to its
    amount and what the grant before it carried over. Only grants with recorded spending are checked that
    begin before a cancellation took effect.

    ## Why
    The whole grant is to employ a resource person. Money left over means time without a resource person.
    """
    yield from missing_field("spending", "grants", partnership, context, is_over)
    for i, (grant, spent, carried) in enumerate(context.cached(_find_balances, partnership)):
        if not grant.spending:
            continue
        left = grant.amount - spent
        if grant.carried_over:
            left -= grant.carried_over.amount
        if grant.repayments:
            left -= sum_amounts(grant.repayments)
        most_left = left + (carried.possible or _NOTHING)
        if most_left <= 0 or begins_after_end(grant, partnership):
            continue
        answer = Answer.possibly(
            holds=grant.days.latest_end >= context.on or left + carried.certain <= 0,
            fails=grant.days.earliest_end < context.on,
        )
        if answer is not Answer.HOLDS:
            facts = {"left": Bounds(max(_NOTHING, left + carried.certain), most_left)}
            yield verdict(answer, "grants", i, "spending", period=grant.days, amount=grant.amount, **facts)


def _find_balances(partnership: Partnership) -> list[Balance]:
    """Return the balance of each grant."""
    grants = partnership.grants
    spent = [sum_amounts(grant.spending) for grant in grants]
    return list(zip(grants, spent, _find_carried(grants), strict=True))


def sum_amounts(rows: Iterable[Payment | Repayment | Spending]) -> Decimal:
    """Add up the amounts of some rows of a grant."""
    total = _NOTHING
    for row in rows:
        total += row.amount
    return total


def _find_carried(grants: Sequence[Grant]) -> Iterable[Bounds]:
    """Return for each grant the amount that the grant before it carried over.

    If the order of the grants is uncertain, any of the amounts may be carried to any grant.
    """
    if not [grant for grant in grants if grant.carried_over]:
        return repeat(_NONE_CARRIED, len(grants))
    amounts = [grant.carried_over.amount if grant.carried_over else _NOTHING for grant in grants]
    starts = [grant.days.earliest_start for grant in grants]
    is_sure = len({*starts}) == len(grants) and all(
        grant.days.earliest_start == grant.days.latest_start for grant in grants
    )
    if not is_sure:
        return repeat(Bounds(_NOTHING, sum(amounts, _NOTHING)), len(grants))
    order = sorted(range(len(grants)), key=starts.__getitem__)
    carried = dict(zip(order[1:], [amounts[i] for i in order], strict=False))
    return [Bounds(carried.get(i, _NOTHING), carried.get(i, _NOTHING)) for i in range(len(grants))]
