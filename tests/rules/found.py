"""What a rule finds in some records, and what a test expects of it."""

from datetime import date
from typing import Any, NamedTuple

import attrs

from civic_partnership.findings import Finding, Level, Path, Rule
from civic_partnership.model import Register
from civic_partnership.rules import CATALOGUE, check

RULES = {rule.name: rule for rule in CATALOGUE}
ON = date(2025, 3, 1)
"""The day as of which is checked where a test names no other."""


class FoundAt(NamedTuple):
    """The level and the place of a finding."""

    level: Level
    path: Path


Found = list[FoundAt]
HOLDS: Found = []


def broken(*path: str | int) -> Found:
    """Return one error at a place."""
    return [FoundAt("error", path)]


def warned(*path: str | int) -> Found:
    """Return one warning at a place."""
    return [FoundAt("warning", path)]


def undecided(*path: str | int) -> Found:
    """Return one undecided finding at a place."""
    return [FoundAt("undecided", path)]


def findings(rule: Rule, *records: Any, on: date = ON, left_out: Any = ()) -> tuple[Finding, ...]:
    """Return what a rule finds in some records, some of which may be None; fail where the rule raises."""
    register = Register().replace(*(record for record in records if record is not None))
    report = check(attrs.evolve(register, left_out=frozenset(left_out)), on=on, rules=(rule,))
    assert report.failures == ()
    return report.findings


def find(rule: Rule, *records: Any, on: date = ON, left_out: Any = ()) -> Found:
    """Return level and place of what a rule finds in some records."""
    return [FoundAt(each.level, each.path) for each in findings(rule, *records, on=on, left_out=left_out)]
