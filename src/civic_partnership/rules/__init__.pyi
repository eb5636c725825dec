from civic_partnership.findings import (
    Rule as Rule,
    Undecidable as Undecidable,
    Verdict as Verdict,
    as_warning as as_warning,
    at as at,
    broken as broken,
    missing as missing,
    missing_in_each as missing_in_each,
    rule as rule,
    verdict as verdict,
)
from civic_partnership.values import Answer as Answer

from .associations import split_name as split_name
from .catalogue import ALL_RULES as ALL_RULES, CATALOGUE as CATALOGUE, SHARED_KEYS as SHARED_KEYS
from .checking import (
    EXACT as EXACT,
    Failure as Failure,
    Report as Report,
    Row as Row,
    RuleRun as RuleRun,
    check as check,
    counts as counts,
)
from .context import Context as Context, Keys as Keys, payers as payers
from .employments import FULL_TIME as FULL_TIME, GRANT as GRANT
from .exemptions import find_exempt_rules as find_exempt_rules, is_set_aside as is_set_aside
from .feeder_chain import STEPS as STEPS
from .hearings import find_unanswered as find_unanswered
from .meetings import BOARD as BOARD, MostMeetings as MostMeetings, ran_all_year as ran_all_year
from .paid_associations import (
    find_paid as find_paid,
    find_unpaid as find_unpaid,
    group_by_year as group_by_year,
    most_certain as most_certain,
)
from .personal_data import (
    cpr_number as cpr_number,
    find_civil_registration_numbers as find_civil_registration_numbers,
    find_texts as find_texts,
)
from .plans import end_of_first_year as end_of_first_year
from .programmes import find_appropriation as find_appropriation
from .requirement import begins_after_end as begins_after_end, on_first_day as on_first_day
from .rule_pages import (
    PageFile as PageFile,
    find_subject as find_subject,
    format_page as format_page,
    load_page_file as load_page_file,
)
from .runs_of_days import find_uncovered as find_uncovered
from .spending import RESOURCE_PERSON as RESOURCE_PERSON, sum_amounts as sum_amounts
from .unsound_records import find_unsound_records as find_unsound_records
from .year_shares import YearSum as YearSum, share_in_year as share_in_year, years_begun as years_begun
