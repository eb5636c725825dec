"""The rule about the accounts of grants."""

from collections.abc import Iterator

from civic_partnership.findings import Verdict, rule, verdict
from civic_partnership.model import Partnership
from civic_partnership.values import Answer

from .context import Context
from .requirement import begins_after_end


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Metode",
    title="Regnskabet for et tilskud er modtaget, når fristen er udløbet.",
    da="""Regnskabet for tilskuddet for {period} er ikke modtaget; fristen var {due}.
          Registrér, hvornår regnskabet kom (accounts.received_on), eller ryk foreningen for det.""",
    en="""The accounts of the grant for {period} are not received; they were due on {due}.
          Record when the accounts came in (accounts.received_on), or remind the association.""",
    parameters=("accounts_due_months",),
)
def accounts_missing(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Once they are due, the accounts of a grant are in.

    ## What it checks
    The accounts of a grant are due on the day `accounts.due`, else the programme's `accounts_due_months`
    after the last day of the grant. When that day has passed, `accounts.received_on` says that they came.
    Without either of the two nothing is asked, nor of a grant that begins after a cancellation took effect.

    ## Why
    Only the accounts show that the money paid for the resource person.
    """
    months = context.programme(partnership).accounts_due_months
    for i, grant in enumerate(partnership.grants):
        dues = grant.accounts_due(months)
        late = [due for due in dues if due is not None and due < context.on]
        if not late or begins_after_end(grant, partnership):
            continue
        received = grant.accounts.received_on if grant.accounts else None
        if received is None or received > context.on:
            answer = Answer.possibly(holds=len(late) < len(dues), fails=True)
            yield verdict(answer, "grants", i, "accounts", period=grant.days, due=min(late))
