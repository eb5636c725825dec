"""The rules: one function a rule, one module a subject; and the check that asks all rules.

Write a rule with `rule`, `Rule`, `Context`, `Verdict`, `broken`, `verdict`, `missing`, `missing_in_each`,
`Undecidable`, `as_warning`, `at` and `Answer`.
Ask rules with `check`, `counts`, `CATALOGUE`, `ALL_RULES`, `Report` and `Failure`. A check of one document
after the other uses `RuleRun`, `Row`, `SHARED_KEYS`, `Keys`, `find_exempt_rules` and
`find_unsound_records`.
Show rules with `find_subject`, `format_page`, `load_page_file` and `PageFile`.
Deadlines ask what rules know with `begins_after_end`, `end_of_first_year`, `find_appropriation`, `find_paid`,
`find_unanswered`, `find_uncovered`, `find_unpaid`, `group_by_year`, `is_set_aside`, `most_certain`,
`MostMeetings`, `on_first_day`, `ran_all_year`, `sum_amounts` and `EXACT`.
Reports ask what rules know with `payers`, `share_in_year`, `years_begun`, `YearSum` and `STEPS`.
Other parts of the package use `find_texts`, `find_civil_registration_numbers`, `cpr_number`, `split_name`,
`BOARD`, `FULL_TIME`, `GRANT` and `RESOURCE_PERSON`.
"""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
