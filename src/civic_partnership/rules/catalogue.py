"""The rules of the package, in one explicit list: what a check asks unless told otherwise."""

from civic_partnership.findings import SHAPE_RULES, Rule

from .associations import cvr_checksum
from .employments import weekly_hours
from .grants import grant_annual_amount, grant_purpose
from .plans import plan_length
from .references import unknown_reference
from .terms import term_length, term_sequence

CATALOGUE: tuple[Rule, ...] = (
    unknown_reference,
    cvr_checksum,
    term_length,
    term_sequence,
    grant_annual_amount,
    grant_purpose,
    weekly_hours,
    plan_length,
)
"""Asked by `check` of every register."""

ALL_RULES: tuple[Rule, ...] = (*SHAPE_RULES, *CATALOGUE)
"""With the rules about the shape of files, which are asked while reading."""
