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
    Failure as Failure,
    Report as Report,
    Row as Row,
    RuleRun as RuleRun,
    check as check,
    counts as counts,
)
from .context import Context as Context, Keys as Keys
from .employments import FULL_TIME as FULL_TIME, GRANT as GRANT
from .exemptions import find_exempt_rules as find_exempt_rules
from .meetings import BOARD as BOARD
from .personal_data import (
    cpr_number as cpr_number,
    find_civil_registration_numbers as find_civil_registration_numbers,
    find_texts as find_texts,
)
from .rule_pages import (
    PageFile as PageFile,
    find_subject as find_subject,
    format_page as format_page,
    load_page_file as load_page_file,
)
from .spending import RESOURCE_PERSON as RESOURCE_PERSON
from .unsound_records import find_unsound_records as find_unsound_records
