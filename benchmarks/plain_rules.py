"""Twenty-eight rules as plain functions over the pydantic models, with days as whole numbers.

They know exact dates only and no exemptions, and tell which rule a partnership breaks, not where, since
when or what to do. Each has the name of the package's rule that finds the same.
"""

from collections.abc import Mapping
from datetime import date

import plain_agreement_rules
import plain_grant_rules
import plain_work_rules
from plain_case import Case, Rule, grant_days
from pydantic_base import Base
from pydantic_models import Line

RULES: Mapping[str, Rule] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        plain_agreement_rules.cvr_checksum,
        plain_agreement_rules.term_length,
        plain_agreement_rules.term_sequence,
        plain_agreement_rules.extension_decision,
        plain_agreement_rules.term_within_appropriation,
        plain_agreement_rules.partnership_eligibility_members,
        plain_agreement_rules.consultant_assigned,
        plain_grant_rules.grant_annual_amount,
        plain_grant_rules.grant_missing_year,
        plain_grant_rules.grant_outside_term,
        plain_grant_rules.grant_not_paid,
        plain_grant_rules.payments_exceed_grant,
        plain_grant_rules.payment_before_award,
        plain_grant_rules.grant_purpose,
        plain_grant_rules.grant_overspent,
        plain_grant_rules.grant_unspent,
        plain_work_rules.weekly_hours,
        plain_work_rules.full_time_exceeded,
        plain_work_rules.employment_gap,
        plain_work_rules.employment_outside_term,
        plain_work_rules.handover_missing,
        plain_work_rules.plan_length,
        plain_work_rules.plan_approved,
        plain_work_rules.plan_coverage,
        plain_work_rules.plan_focus_area,
        plain_work_rules.plan_focus_area_missing,
        plain_work_rules.plan_status_missing,
        plain_work_rules.status_meetings,
    )
}
"""Name of a rule -> its function."""


def check_line(line: Line, base: Base, on: date) -> list[tuple[str, str]]:
    """Return the id of each partnership of a line with the name of each rule that it breaks."""
    found = []
    day = on.toordinal()
    for id, partnership in line.partnerships.items():
        programme = base.programmes.get(partnership.programme)
        if programme is None:
            continue
        cancelled = partnership.cancelled
        case = Case(
            partnership=partnership,
            associations=line.associations,
            meetings=[each for each in line.meetings.values() if each.partnership == id],
            base=base,
            programme=programme,
            on=day,
            until=min(day, cancelled.effective.toordinal()) if cancelled else day,
            terms=[term.period for term in partnership.terms],
            grants=[grant_days(grant) for grant in partnership.grants],
        )
        found += [(id, name) for name, rule in RULES.items() if rule(case)]
    return found
