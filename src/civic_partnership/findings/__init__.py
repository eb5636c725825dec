"""Findings, the rules that make findings, and their sentences in Danish and English."""

from civic_partnership.values import Path as Path

from .citations import SOURCE_DOCUMENTS as SOURCE_DOCUMENTS, citation as citation
from .closest_match import KnownNames as KnownNames, closest_match as closest_match
from .finding import (
    Finding as Finding,
    Level as Level,
    Locate as Locate,
    Location as Location,
    UsedParameter as UsedParameter,
    finding_sort_key as finding_sort_key,
    mask_steps as mask_steps,
)
from .missing_facts import (
    MissingFact as MissingFact,
    MissingFacts as MissingFacts,
    find_missing_facts as find_missing_facts,
    join_names as join_names,
)
from .personal_data import (
    format_path as format_path,
    format_text as format_text,
    holds_civil_registration_number as holds_civil_registration_number,
    holds_mail_address as holds_mail_address,
    holds_phone_number as holds_phone_number,
    mask as mask,
    mask_path as mask_path,
    may_hold_civil_registration_number as may_hold_civil_registration_number,
    may_hold_personal_data as may_hold_personal_data,
    remove_control_characters as remove_control_characters,
    sanitize as sanitize,
)
from .rule import Ask as Ask, Rule as Rule, rule as rule
from .sentences import format_fact as format_fact, sentence as sentence
from .shape_errors import (
    ID as ID,
    THIS as THIS,
    Shape as Shape,
    find_record_errors as find_record_errors,
    find_shape_errors as find_shape_errors,
    path_step as path_step,
    records_of as records_of,
    shape_error as shape_error,
    text_key as text_key,
)
from .shape_rules import (
    DUPLICATE_ID as DUPLICATE_ID,
    INVALID_VALUE as INVALID_VALUE,
    MISSING_FIELD as MISSING_FIELD,
    OPEN_CONFLICT as OPEN_CONFLICT,
    OPEN_CONFLICT_OF_VALUES as OPEN_CONFLICT_OF_VALUES,
    SECOND_MUNICIPALITY as SECOND_MUNICIPALITY,
    SHAPE_RULES as SHAPE_RULES,
    UNKNOWN_FIELD as UNKNOWN_FIELD,
    UNREADABLE_FILE as UNREADABLE_FILE,
    WRONG_TYPE as WRONG_TYPE,
)
from .verdict import (
    Undecidable as Undecidable,
    Verdict as Verdict,
    Wording as Wording,
    as_warning as as_warning,
    at as at,
    broken as broken,
    dangling as dangling,
    missing as missing,
    missing_in_each as missing_in_each,
    verdict as verdict,
    wording as wording,
)
