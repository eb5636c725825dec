import decimal
import itertools
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from rules.found import ON
from rules.sample_rules import BROKEN, NORDBY, REGISTER, rule_asking

from civic_partnership.findings import Rule, Verdict, broken, verdict
from civic_partnership.model import Association, Partnership, RecordKey, Register
from civic_partnership.rules import CATALOGUE, Context, check, foreign_rules
from civic_partnership.rules.foreign_rules import is_own
from civic_partnership.values import Answer, Label, PartialDate


def failed(rule: Rule, register: Register = REGISTER) -> list[tuple[str, RecordKey | None, str]]:
    """Return the rules that failed, with the record and the kind of failure."""
    return [
        (failure.rule, failure.record, failure.error)
        for failure in check(register, on=ON, rules=(rule,)).failures
    ]


def test_the_packages_own_rules_are_known() -> None:
    """Recognise the package's own rules, even with another level, and no rule of others."""
    assert all(map(is_own, CATALOGUE))
    assert is_own(attrs.evolve(CATALOGUE[0], level="warning"))
    assert not is_own(rule_asking(lambda _, __: iter(())))


def test_a_rule_changes_nothing_that_others_count_on(tmp_path: Path) -> None:
    """The working folder, the precision of decimals and the recursion limit are put back after each verdict."""

    def changes(_: Any, __: Any) -> Iterator[Verdict]:
        for number in (1, 2):
            os.chdir(tmp_path)
            decimal.getcontext().prec = 1
            sys.setrecursionlimit(12_345)
            yield broken("terms", number)

    def looks(_: Any, __: Any) -> Iterator[Verdict]:
        seen.append((Path.cwd(), decimal.getcontext().prec, sys.getrecursionlimit()))
        yield BROKEN

    seen: list[Any] = []
    check(REGISTER, on=ON, rules=(rule_asking(looks), rule_asking(changes), rule_asking(looks)))

    assert 2 == len(seen)
    assert seen[0] == seen[1]
    assert Path.cwd() == seen[0][0]


@pytest.mark.parametrize("error", [None, ValueError()])
@pytest.mark.parametrize("note", ["other", ["a list"]])
@pytest.mark.parametrize(("about", "key"), [(Partnership, NORDBY), (Register, None)])
def test_a_rule_that_changes_a_record_is_told(
    about: type[Partnership] | type[Register], key: RecordKey | None, note: Any, error: Exception | None
) -> None:
    """Name the rule and the record that it changed."""

    def changes(_: Any, context: Context) -> Iterator[Verdict]:
        yield BROKEN
        object.__setattr__(context.register.partnerships["nordby"], "note", note)
        if error:
            raise error

    register = Register().replace(attrs.evolve(REGISTER.partnerships["nordby"]))
    assert [("changes", key, "RecordChanged")] == failed(rule_asking(changes, about), register)


def test_a_rule_that_does_not_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what an endless rule found up to the limit."""

    def endless(_: Any, __: Any) -> Iterator[Verdict]:
        yield from itertools.repeat(BROKEN)

    monkeypatch.setattr(foreign_rules, "MAX_VERDICTS", 10)
    report = check(REGISTER, on=ON, rules=(rule_asking(endless),))

    assert ["TooManyVerdicts"] == [failure.error for failure in report.failures]
    assert 10 == len(report.findings)


@pytest.mark.parametrize(
    ("verdict", "is_valid"),
    [
        (None, False),
        ("terms", False),
        (("broken", ("terms",), {}), False),
        (verdict(Answer.HOLDS, "terms"), False),
        (BROKEN._replace(answer="broken"), False),  # type: ignore[arg-type]
        (BROKEN._replace(path="terms"), False),  # type: ignore[arg-type]
        (BROKEN._replace(path=("terms", None)), False),  # type: ignore[arg-type]
        (BROKEN._replace(path=(date(2025, 1, 1),)), False),  # type: ignore[arg-type]
        (BROKEN._replace(paths=(("terms", 1.5),)), False),  # type: ignore[arg-type]
        (BROKEN._replace(missing=["terms"]), False),  # type: ignore[arg-type]
        (BROKEN._replace(record="nordby"), False),  # type: ignore[arg-type]
        (BROKEN._replace(record=RecordKey("partnerships", 5)), False),  # type: ignore[arg-type]
        (BROKEN._replace(record=RecordKey("boats", "a")), False),
        (BROKEN._replace(facts={"who": frozenset()}), False),
        (BROKEN._replace(facts={"who": 1.5}), False),
        (BROKEN._replace(record=RecordKey("municipality", None)), True),
        (BROKEN._replace(record=RecordKey("associations", "not-here")), True),
        (broken("terms", who=Label("to", "two"), when=PartialDate("2024"), which=[1, None]), True),
        (BROKEN._replace(missing=("grants",), answer=Answer.UNDECIDED), True),
    ],
    ids=repr,
)
def test_what_is_no_verdict_is_told(verdict: Any, *, is_valid: bool) -> None:
    """Refuse a verdict that cannot be sorted, located, shown or written."""

    def yields(_: Any, __: Any) -> Iterator[Verdict]:
        yield verdict

    rule = rule_asking(yields)
    assert ([] if is_valid else [("yields", NORDBY, "InvalidVerdict")]) == failed(rule)
    assert is_valid == len(check(REGISTER, on=ON, rules=(rule,)).findings)


def test_a_rule_that_is_no_generator_is_asked_alike(tmp_path: Path) -> None:
    """Accept a rule that returns a list, or raises before it returns."""
    here = Path.cwd()

    def lists(_: Any, __: Any) -> Any:
        os.chdir(tmp_path)
        return [BROKEN]

    def leaves(_: Any, __: Any) -> Any:
        sys.exit(0)

    assert 1 == len(check(REGISTER, on=ON, rules=(rule_asking(lists),)).findings)
    assert here == Path.cwd()
    assert [("leaves", NORDBY, "SystemExit")] == failed(rule_asking(leaves))
    assert failed(rule_asking(leaves, Association)) == []
