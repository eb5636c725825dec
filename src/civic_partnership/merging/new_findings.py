"""The findings of a register that others did not have."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from civic_partnership.findings import Finding


def find_new_findings(findings: Sequence[Finding], *sides: Sequence[Finding]) -> list[Finding]:
    """Return the findings that no side had, or not as often; the index of a row does not matter."""
    left: Counter[Any] = Counter()
    for side in sides:
        left |= Counter(map(_identity, side))
    new: list[Finding] = []
    for each in findings:
        if left[_identity(each)]:
            left[_identity(each)] -= 1
        else:
            new.append(each)
    return new


def _identity(finding: Finding) -> Any:
    return finding.rule, finding.level, finding.record, finding.message
