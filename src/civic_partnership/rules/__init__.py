"""What must hold: one function a rule, one module a subject, and the check that asks them all."""

from .catalogue import ALL_RULES, CATALOGUE
from .checking import Failure, Report, check, counts
from .context import Context

__all__ = ["ALL_RULES", "CATALOGUE", "Context", "Failure", "Report", "check", "counts"]
