"""The rules of the package, in one explicit list."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from civic_partnership.findings import SHAPE_RULES, Rule
from civic_partnership.values import Label

from . import (
    accounts,
    agreements,
    alliances,
    annual_amount,
    associations,
    cooperation_frameworks,
    eligibility,
    employments,
    exemptions,
    feeder_chain,
    funding,
    grants,
    handovers,
    hearings,
    meetings,
    objectives,
    paid_associations,
    parallel_partnerships,
    partnerships,
    payments,
    personal_data,
    plans,
    programmes,
    references,
    rounds,
    spending,
    surveys,
    terms,
)
from .context import Keys, programmes as programme_ids

SUBJECTS: Mapping[Label, tuple[Rule, ...]] = MappingProxyType(
    {
        Label("Henvisninger", "References"): (references.unknown_reference,),
        Label("Foreninger", "Associations"): (associations.duplicate_association, associations.cvr_checksum),
        Label("Tekster", "Texts"): (personal_data.cpr_number, personal_data.personal_data_in_text),
        Label("Dispensationer", "Exemptions"): (exemptions.unused_exemption,),
        Label("Ordninger", "Programmes"): (
            programmes.programme_parameters,
            programmes.appropriation_programme,
        ),
        Label("Aftaleperioder", "Terms"): (
            terms.parameter_outdated,
            terms.term_length,
            terms.term_sequence,
            terms.extension_decision,
            terms.term_within_appropriation,
        ),
        Label("Finansiering", "Funding"): (funding.budget_overspent, funding.co_funding),
        Label("Ansøgningsrunder", "Application rounds"): (
            rounds.round_dates,
            rounds.round_area,
            rounds.round_outcome,
        ),
        Label("Partnerskaber", "Partnerships"): (
            eligibility.partnership_eligibility_members,
            eligibility.partnership_area,
            parallel_partnerships.one_partnership_at_a_time,
            partnerships.shared_partnership,
            partnerships.partner_shares,
            partnerships.consultant_assigned,
            paid_associations.association_cvr,
            paid_associations.declaration_missing,
        ),
        Label("Tilskud", "Grants"): (
            annual_amount.grant_annual_amount,
            grants.grant_missing_year,
            grants.grant_outside_term,
            grants.grant_duplicate_year,
            payments.grant_not_paid,
            payments.payments_exceed_grant,
            payments.payment_before_award,
            accounts.accounts_missing,
            spending.grant_purpose,
            spending.grant_overspent,
            spending.grant_unspent,
        ),
        Label("Ansættelser", "Employments"): (
            employments.weekly_hours,
            employments.full_time_exceeded,
            employments.employment_gap,
            employments.employment_outside_term,
            handovers.handover_missing,
        ),
        Label("Handleplaner", "Action plans"): (
            plans.plan_length,
            plans.plan_outside_term,
            plans.plan_approved,
            plans.plan_coverage,
            objectives.plan_focus_area,
            objectives.plan_focus_area_missing,
            objectives.plan_status_missing,
        ),
        Label("Møder", "Meetings"): (meetings.status_meetings, meetings.network_meetings),
        Label("Fødekæden", "Feeder chain"): (
            feeder_chain.chain_order,
            feeder_chain.chain_stage_empty,
            feeder_chain.chain_retention,
            feeder_chain.chain_owner,
            feeder_chain.initiative_unplaced,
        ),
        Label("Alliancer", "Alliances"): (
            alliances.alliance_members,
            alliances.alliance_agenda,
            alliances.alliance_contacts,
            alliances.commitment_overdue,
        ),
        Label("Samarbejdsaftaler", "Cooperation agreements"): (
            agreements.agreement_parties,
            agreements.agreement_evaluation,
            agreements.evaluation_overdue,
        ),
        Label("Mål for samarbejde", "Cooperation frameworks"): (
            cooperation_frameworks.framework_goals,
            cooperation_frameworks.framework_chair,
            cooperation_frameworks.framework_conference,
        ),
        Label("Høringer", "Hearings"): (hearings.hearing_dates, hearings.hearing_responses),
        Label("Undersøgelser", "Surveys"): (surveys.survey_shares,),
    }
)
"""Subject -> the rules that are listed under it."""

CATALOGUE: tuple[Rule, ...] = tuple(chain.from_iterable(SUBJECTS.values()))
"""The rules that `check` asks about every register."""

SHARED_KEYS: tuple[tuple[str, Keys], ...] = (
    ("partnerships", programme_ids),
    ("partnerships", parallel_partnerships.associations_in_programme),
    ("partnerships", paid_associations.receivers),
    ("partnerships", funding.open_questions),
    ("partnerships", funding.yearly_grants),
    ("partnerships", meetings.years_run),
    ("partnerships", rounds.without_application),
    ("associations", associations.names),
)
"""The keys by which rules look for the records of a kind, or add them up, each with the kind."""

ALL_RULES: tuple[Rule, ...] = (*SHAPE_RULES, *CATALOGUE)
"""The catalogue and the rules about the shape of files, which are checked while reading."""
