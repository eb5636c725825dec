"""Exit statuses, and the messages that go with them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from civic_partnership.errors import (
    CivicPartnershipError,
    ConflictError,
    LossError,
    MappingError,
    OptionsError,
    PluginError,
    RecordsError,
)
from civic_partnership.values import Label, Language

from .streams import print_to_stderr

if TYPE_CHECKING:
    from civic_partnership.findings import Finding

_STATUSES: dict[type[CivicPartnershipError], int] = {
    RecordsError: 1,
    LossError: 1,
    ConflictError: 1,
    OptionsError: 2,
    MappingError: 2,
}


def status_of_error(error: CivicPartnershipError) -> int:
    """Return the exit status of an error: 3 where a file cannot be read or written, or a plugin fails."""
    return _STATUSES.get(type(error), 3)


def status_of_findings(findings: "Iterable[Finding]", *, strict: bool = False) -> int:
    """Return 3 where something could not be read, 1 where something is wrong, else 0.

    Args:
        findings: the findings.
        strict: whether a warning or something undecided is wrong too.

    """
    from civic_partnership.findings import UNREADABLE_FILE

    findings = list(findings)
    if any(finding.rule == UNREADABLE_FILE.name for finding in findings):
        return 3
    return int(any(strict or finding.level == "error" for finding in findings))


def print_problems(problems: Iterable[PluginError | Label], lang: Language) -> None:
    """Print what went wrong in plugins to standard error."""
    for problem in problems:
        print_to_stderr(problem.in_language(lang))
