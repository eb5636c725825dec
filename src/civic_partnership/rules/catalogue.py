"""The rules of the package, in one explicit list: what a check asks unless told otherwise."""

from civic_partnership.findings import SHAPE_RULES, Rule

from .agreements import agreement_evaluation, agreement_parties, evaluation_overdue
from .alliances import alliance_agenda, alliance_contacts, alliance_members
from .associations import cvr_checksum, duplicate_association
from .cooperation_frameworks import framework_chair, framework_goals
from .eligibility import partnership_area, partnership_eligibility_members
from .employments import (
    employment_gap,
    employment_outside_term,
    full_time_exceeded,
    handover_missing,
    weekly_hours,
)
from .exemptions import unused_exemption
from .feeder_chain import chain_order, chain_owner, chain_retention, chain_stage_empty, initiative_unplaced
from .funding import budget_overspent, co_funding
from .grants import (
    grant_annual_amount,
    grant_duplicate_year,
    grant_missing_year,
    grant_outside_term,
    grant_overspent,
    grant_purpose,
    grant_unspent,
)
from .hearings import hearing_dates, hearing_responses
from .meetings import network_meetings, status_meetings
from .objectives import plan_focus_area, plan_focus_area_missing, plan_status_missing
from .partnerships import consultant_assigned, one_partnership_at_a_time, shared_partnership
from .personal_data import cpr_number, personal_data_in_text
from .plans import plan_approved, plan_coverage, plan_length
from .programmes import appropriation_programme, programme_parameters
from .references import unknown_reference
from .rounds import round_dates, round_outcome
from .surveys import survey_shares
from .terms import (
    extension_decision,
    parameter_outdated,
    term_length,
    term_sequence,
    term_within_appropriation,
)

CATALOGUE: tuple[Rule, ...] = (
    unknown_reference,
    duplicate_association,
    cvr_checksum,
    cpr_number,
    personal_data_in_text,
    unused_exemption,
    programme_parameters,
    parameter_outdated,
    budget_overspent,
    round_dates,
    round_outcome,
    appropriation_programme,
    term_length,
    term_sequence,
    extension_decision,
    term_within_appropriation,
    partnership_eligibility_members,
    partnership_area,
    one_partnership_at_a_time,
    shared_partnership,
    consultant_assigned,
    grant_annual_amount,
    grant_missing_year,
    grant_outside_term,
    grant_duplicate_year,
    grant_purpose,
    grant_overspent,
    grant_unspent,
    weekly_hours,
    full_time_exceeded,
    employment_gap,
    employment_outside_term,
    co_funding,
    handover_missing,
    plan_length,
    plan_approved,
    plan_coverage,
    plan_focus_area,
    plan_focus_area_missing,
    plan_status_missing,
    status_meetings,
    network_meetings,
    chain_order,
    chain_stage_empty,
    chain_retention,
    chain_owner,
    initiative_unplaced,
    alliance_members,
    alliance_agenda,
    alliance_contacts,
    agreement_parties,
    agreement_evaluation,
    evaluation_overdue,
    framework_goals,
    framework_chair,
    hearing_dates,
    hearing_responses,
    survey_shares,
)
"""Asked by `check` of every register."""

ALL_RULES: tuple[Rule, ...] = (*SHAPE_RULES, *CATALOGUE)
"""With the rules about the shape of files, which are asked while reading."""
