"""What is found: findings, where they are, the rules that say them, and the rules about shape."""

from .civil_registration import holds_civil_registration_number, may_hold_civil_registration_number
from .documents import DOCUMENTS, cited
from .finding import Finding, Level, Locate, Location, Path, in_order
from .rule import Ask, Rule, as_warning, at, rule
from .sentences import (
    harmless,
    holds_mail_address,
    holds_phone_number,
    may_hold_personal_data,
    printable,
    say,
    sentence,
    shown_path,
    shown_text,
    starred,
    starred_path,
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
from .suggestions import Names, meant
from .verdict import CannotTell, Verdict, Words, broken, dangling, said, unrecorded, unrecorded_in_each

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
    "CannotTell",
    "Finding",
    "Level",
    "Locate",
    "Location",
    "Names",
    "Path",
    "Rule",
    "Verdict",
    "Words",
    "as_warning",
    "at",
    "broken",
    "cited",
    "dangling",
    "harmless",
    "holds_civil_registration_number",
    "holds_mail_address",
    "holds_phone_number",
    "in_order",
    "may_hold_civil_registration_number",
    "may_hold_personal_data",
    "meant",
    "printable",
    "rule",
    "said",
    "say",
    "sentence",
    "shown_path",
    "shown_text",
    "starred",
    "starred_path",
    "unrecorded",
    "unrecorded_in_each",
]
