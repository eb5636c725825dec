"""Variants of stories: one text of a story is changed, and what is then found."""

import tomllib
from collections import Counter
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from life.test_stories import FOLDER, merge

from civic_partnership import check, from_dict
from civic_partnership.findings import Rule
from civic_partnership.model import Register
from civic_partnership.rules import CATALOGUE

Variants = dict[str, list[tuple[str, str, list[str]]]]
"""Story -> changes: a text of the story, what stands there instead, and what is then found."""


def rules_of(modules: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules that stand in some modules of `civic_partnership.rules`."""
    return tuple(each for each in CATALOGUE if each.ask and each.ask.__module__.rpartition(".")[2] in modules)


def read_story(name: str, usual: str = "", then: str = "") -> tuple[Register, date]:
    """Return the register of a story, with one text of it changed, and the day of checking."""
    text = (FOLDER / "stories" / f"{name}.toml").read_text("utf-8")
    assert usual in text
    base = tomllib.loads((FOLDER / "base.toml").read_text("utf-8"))
    story: dict[str, Any] = tomllib.loads(text.replace(usual, then, 1), parse_float=Decimal)
    reading = from_dict(merge(base, story["register"]))
    assert reading.findings == ()
    return reading.register, story.get("on", date(2025, 3, 1))


def count(register: Register, on: date, rules: tuple[Rule, ...] = CATALOGUE) -> Counter[str]:
    """Count what a check finds, by level and rule."""
    report = check(register, on=on, rules=rules)
    assert report.failures == ()
    return Counter(f"{each.level} {each.rule}" for each in report.findings)
