"""Rules about how much of a grant is spent."""

from collections.abc import Iterator
from decimal import Decimal

from civic_partnership.findings import Verdict, broken, rule, verdict
from civic_partnership.model import Grant, Partnership
from civic_partnership.values import Answer

from .context import Context
from .requirement import has_begun, is_over, missing_field


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Forbruget er ikke større end tilskuddet.",
    da="""Af tilskuddet for {period} på {amount:kr} kr. er der brugt {spent:kr} kr.
          Ret forbruget, eller før det, der ligger over, på andre midler.""",
    en="""Of the grant for {period} of {amount:kr} kr., {spent:kr} kr. are spent.
          Correct the spending, or book what is above the grant to other funds.""",
)
def grant_overspent(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Spending does not exceed the grant.

    ## What it checks
    What a grant was spent on adds up to at most its amount. Only grants with recorded spending are
    checked.

    ## Why
    The association receives a fixed amount; what it spends beyond comes from somewhere else and
    belongs to other accounts.
    """
    yield from missing_field("spending", "grants", partnership, context, has_begun)
    for i, grant in enumerate(partnership.grants):
        spent = _sum_spending(grant)
        if spent > grant.amount:
            yield broken("grants", i, "spending", period=grant.days, amount=grant.amount, spent=spent)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="Et tilskud er brugt, når dets tid er gået.",
    da="""Tilskuddet for {period} er ikke brugt: der er {left:kr} kr. tilbage af {amount:kr} kr.
          Tilføj det forbrug, der mangler, eller aftal med foreningen, om pengene skal betales tilbage.""",
    en="""The grant for {period} is not spent: {left:kr} kr. of {amount:kr} kr. are left.
          Add the spending that is missing, or agree with the association on paying the money back.""",
)
def grant_unspent(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Once its time is over, a grant is spent.

    ## What it checks
    When the last day of a grant has passed, what it was spent on adds up to its amount or more.
    Only grants with recorded spending are checked.

    ## Why
    The whole grant is to employ a resource person. Money left over means time when no resource
    person was employed.
    """
    yield from missing_field("spending", "grants", partnership, context, is_over)
    for i, grant in enumerate(partnership.grants):
        left = grant.amount - _sum_spending(grant)
        if not grant.spending or left <= 0:
            continue
        answer = Answer.possibly(
            holds=grant.days.latest_end >= context.on, fails=grant.days.earliest_end < context.on
        )
        if answer is not Answer.HOLDS:
            yield verdict(answer, "grants", i, "spending", period=grant.days, left=left, amount=grant.amount)


def _sum_spending(grant: Grant) -> Decimal:
    """Return what a grant was spent on in all."""
    return sum([row.amount for row in grant.spending], Decimal(0))
