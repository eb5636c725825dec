"""Rules made for a test: they say what the test says."""

from collections.abc import Iterator
from typing import Any, Literal

import attrs
from rules.found import ON
from rules.partnerships import grant, partnership, programme, term

from civic_partnership.findings import Ask, Rule, Verdict, broken, missing, rule, verdict
from civic_partnership.model import Entry, Partnership, RecordKey, Register
from civic_partnership.rules import check
from civic_partnership.values import Answer, Dated, Table

Broken = Literal["error", "warning"]

AGREEMENT = partnership(
    terms=[term("2021/2023"), term("2025/2028", "extension")], grants=[grant(2022, 180_000)]
)
UNDER = programme(term_years=4, annual_amount=200_000, min_weekly_hours=20)
REGISTER = Register().replace(AGREEMENT, UNDER)
NORDBY = RecordKey("partnerships", "nordby")

BROKEN, UNDECIDED, MISSING = broken("terms", 0), verdict(Answer.UNDECIDED, "terms", 0), missing("grants")


def rule_asking(ask: Ask, about: type[Entry] | type[Register] = Partnership, level: Broken = "error") -> Rule:
    """Make a rule of a function and name it after the function."""
    return rule(
        about=about, level=level, source="x", title="Alt er i orden.", da="Galt.\nRet.", en="Wrong.\nCorrect."
    )(ask)


def rule_yielding(*verdicts: Verdict, level: Broken = "error") -> Rule:
    """Make a rule named `sample`; it yields these verdicts for each partnership."""

    def sample(_: Any, __: Any) -> Iterator[Verdict]:
        yield from verdicts

    return rule_asking(sample, level=level)


def levels(register: Register, *asked: Rule) -> list[str]:
    """Return the levels of what the rules find."""
    report = check(register, on=ON, rules=asked)
    assert report.failures == ()
    return [finding.level for finding in report.findings]


def exempt(entry: Any, *names: str) -> Any:
    """Make an entry that sets some rules aside."""
    return attrs.evolve(entry, exempt=Table(dict.fromkeys(names, Dated.always("Aftalt."))))
