"""Rules about the payments of grants."""

from collections.abc import Iterator

from civic_partnership.findings import Verdict, broken, missing_in_each, rule, verdict
from civic_partnership.model import Partnership
from civic_partnership.values import Answer

from .context import Context
from .requirement import begins_after_end, is_over, missing_field
from .spending import sum_amounts


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="Et tilskud er udbetalt, når tilskudsperioden er udløbet.",
    da="""Af tilskuddet for {period} på {amount:kr} kr. er der udbetalt {paid:kr} kr.
          Registrér de udbetalinger (payments), der mangler, eller ret beløbet.""",
    en="""Of the grant for {period} of {amount:kr} kr., {paid:kr} kr. are paid.
          Record the payments that are missing, or correct the amount.""",
)
def grant_not_paid(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Once its time is over, a grant is paid.

    ## What it checks
    When the last day of a grant has passed, its `payments` up to the day of checking add up to its amount. If
    a partnership records no payments at all, it cannot be told. A grant that begins after a cancellation took
    effect is not asked.

    ## Why
    The association has paid the wages. A grant that was awarded and never paid is owed to it.
    """
    yield from missing_field("payments", "grants", partnership, context, is_over)
    if not any(grant.payments for grant in partnership.grants):
        return
    for i, grant in enumerate(partnership.grants):
        paid = sum_amounts([row for row in grant.payments if row.on <= context.on])
        if paid >= grant.amount or begins_after_end(grant, partnership):
            continue
        answer = Answer.possibly(
            holds=grant.days.latest_end >= context.on, fails=grant.days.earliest_end < context.on
        )
        if answer is not Answer.HOLDS:
            facts = {"amount": grant.amount, "paid": paid}
            yield verdict(answer, "grants", i, "payments", period=grant.days, **facts)


@rule(
    about=Partnership,
    level="error",
    source="copenhagen-experience-report-2023, Metode",
    title="Der er højst udbetalt det beløb, som tilskuddet er på.",
    da="""Af tilskuddet for {period} på {amount:kr} kr. er udbetalt {paid:kr} kr., {excess:kr} kr. for meget.
          Ret udbetalingerne, eller aftal med foreningen, at det overskydende betales tilbage.""",
    en="""Of the grant for {period} of {amount:kr} kr., {paid:kr} kr. are paid, {excess:kr} kr. too much.
          Correct the payments, or agree with the association that the surplus is paid back.""",
)
def payments_exceed_grant(partnership: Partnership, _: Context) -> Iterator[Verdict]:
    """Payments do not exceed the grant.

    ## What it checks
    The `payments` of a grant add up to at most its amount, those of days to come included.

    ## Why
    Nobody has decided to give more than the grant. What is paid beyond it was paid by mistake.
    """
    for i, grant in enumerate(partnership.grants):
        paid = sum_amounts(grant.payments)
        if paid > grant.amount:
            facts = {"amount": grant.amount, "paid": paid, "excess": paid - grant.amount}
            yield broken("grants", i, "payments", period=grant.days, **facts)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="Intet er udbetalt, før tilskuddet er bevilget.",
    da="""Den {paid} blev der udbetalt af tilskuddet for {period}, som først blev bevilget den {awarded}.
          Ret den af datoerne, der er forkert.""",
    en="""On {paid} a payment was made from the grant for {period}, which was awarded only on {awarded}.
          Correct whichever date is wrong.""",
)
def payment_before_award(partnership: Partnership, _: Context) -> Iterator[Verdict]:
    """Nothing is paid before it is awarded.

    ## What it checks
    Each payment of a grant was made on the day `awarded_on` or later. If none of the grants with payments
    says when it was awarded, it cannot be told; if some do, the others are not asked.

    ## Why
    Public money is paid on the ground of a decision.
    """
    paid = [(i, grant) for i, grant in enumerate(partnership.grants) if grant.payments]
    if paid and not any(grant.awarded_on for _, grant in paid):
        yield missing_in_each(*(("grants", i, "awarded_on") for i, _ in paid))
    for i, grant in paid:
        for j, row in enumerate(grant.payments):
            if grant.awarded_on and row.on < grant.awarded_on:
                facts = {"paid": row.on, "awarded": grant.awarded_on}
                yield broken("grants", i, "payments", j, "on", period=grant.days, **facts)
