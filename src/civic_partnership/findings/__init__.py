"""What is found: findings, where they are, the rules that say them, and the rules about shape."""

from .citations import SOURCE_DOCUMENTS, citation
from .civil_registration import holds_civil_registration_number, may_hold_civil_registration_number
from .finding import Finding, Level, Locate, Location, Path, finding_sort_key
from .known_names import KnownNames, closest_match
from .rule import Ask, Rule, as_warning, at, rule
from .sentences import (
    format_fact,
    format_path,
    format_text,
    holds_mail_address,
    holds_phone_number,
    mask,
    mask_path,
    may_hold_personal_data,
    remove_control_characters,
    sanitize,
    sentence,
)
from .shape import (
    DUPLICATE_ID,
    INVALID_VALUE,
    MISSING_FIELD,
    SECOND_MUNICIPALITY,
    SHAPE_RULES,
    UNKNOWN_FIELD,
    UNREADABLE_FILE,
    WRONG_TYPE,
)
from .verdict import Undecidable, Verdict, Wording, broken, dangling, missing, missing_in_each, verdict

__all__ = [
    "DUPLICATE_ID",
    "INVALID_VALUE",
    "MISSING_FIELD",
    "SECOND_MUNICIPALITY",
    "SHAPE_RULES",
    "SOURCE_DOCUMENTS",
    "UNKNOWN_FIELD",
    "UNREADABLE_FILE",
    "WRONG_TYPE",
    "Ask",
    "Finding",
    "KnownNames",
    "Level",
    "Locate",
    "Location",
    "Path",
    "Rule",
    "Undecidable",
    "Verdict",
    "Wording",
    "as_warning",
    "at",
    "broken",
    "citation",
    "closest_match",
    "dangling",
    "finding_sort_key",
    "format_fact",
    "format_path",
    "format_text",
    "holds_civil_registration_number",
    "holds_mail_address",
    "holds_phone_number",
    "mask",
    "mask_path",
    "may_hold_civil_registration_number",
    "may_hold_personal_data",
    "missing",
    "missing_in_each",
    "remove_control_characters",
    "rule",
    "sanitize",
    "sentence",
    "verdict",
]
