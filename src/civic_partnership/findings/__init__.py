"""What is found: findings, where they are, the rules that say them, and the rules about shape."""

from .civil_registration import holds_civil_registration_number, may_hold_civil_registration_number
from .finding import Finding, Level, Locate, Location, Path, in_order
from .rule import Ask, Rule, as_warning, at, rule
from .sentences import (
    format_fact,
    holds_mail_address,
    holds_phone_number,
    mask,
    mask_path,
    may_hold_personal_data,
    printable,
    sanitize,
    sentence,
    shown_path,
    shown_text,
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
from .source_documents import DOCUMENTS, citation
from .suggestions import KnownNames, closest_match
from .verdict import Undecidable, Verdict, Words, broken, dangling, missing, missing_in_each, verdict

__all__ = [
    "DOCUMENTS",
    "DUPLICATE_ID",
    "INVALID_VALUE",
    "MISSING_FIELD",
    "SECOND_MUNICIPALITY",
    "SHAPE_RULES",
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
    "Words",
    "as_warning",
    "at",
    "broken",
    "citation",
    "closest_match",
    "dangling",
    "format_fact",
    "holds_civil_registration_number",
    "holds_mail_address",
    "holds_phone_number",
    "in_order",
    "mask",
    "mask_path",
    "may_hold_civil_registration_number",
    "may_hold_personal_data",
    "missing",
    "missing_in_each",
    "printable",
    "rule",
    "sanitize",
    "sentence",
    "shown_path",
    "shown_text",
    "verdict",
]
