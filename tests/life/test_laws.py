"""Laws that every story of a grant's life keeps: about the order of its rows and records, and uncertain dates."""

import tomllib
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from life.test_stories import FOLDER, STORIES, merge
from rules.uncertain_dates import add_tilde

from civic_partnership import from_dict
from civic_partnership.findings import Path
from civic_partnership.model import RecordKey, Register
from civic_partnership.rules import check

READABLE = [path.stem for path in STORIES if path.stem != "danish-words"]
each_story = pytest.mark.parametrize("story", READABLE)

Levels = dict[tuple[str, RecordKey | None, Path], set[str]]


def read_story(name: str) -> tuple[Register, date]:
    """Return the register of a story, and the day of checking."""
    base, story = (
        tomllib.loads((FOLDER / file).read_text("utf-8"), parse_float=Decimal)
        for file in ("base.toml", f"stories/{name}.toml")
    )
    return from_dict(merge(base, story["register"])).register, story.get("on", date(2025, 3, 1))


def find_levels(register: Register, on: date) -> Levels:
    """Return the levels of the findings of each rule at each place."""
    report = check(register, on=on)
    assert report.failures == ()
    levels: Levels = defaultdict(set)
    for finding in report.findings:
        levels[finding.rule, finding.record, finding.path].add(finding.level)
    return levels


def reverse_rows(record: Any) -> Any:
    """Return a record with the rows of each of its lists backwards, and those within them."""
    rows = {
        field.name: tuple(map(reverse_rows, reversed(value)))
        for field in attrs.fields(type(record))
        if isinstance(value := getattr(record, field.name), tuple) and value and attrs.has(type(value[0]))
    }
    return attrs.evolve(record, **rows)


@each_story
def test_the_order_of_rows_does_not_matter(story: str) -> None:
    """Written backwards, the partners, terms, grants, payments and all other rows give the same answer."""
    register, on = read_story(story)
    backwards = register.replace(*map(reverse_rows, register.partnerships.values()))

    expected = sorted((each.rule, each.level) for each in check(register, on=on).findings)
    assert expected == sorted((each.rule, each.level) for each in check(backwards, on=on).findings)


@each_story
def test_the_order_of_records_does_not_matter(story: str) -> None:
    """Records that come in the opposite order give the same findings."""
    register, on = read_story(story)
    records = [record for _, record in register]

    assert check(register, on=on) == check(Register().replace(*reversed(records)), on=on)


@each_story
def test_a_tilde_more_makes_nothing_more_certain(story: str) -> None:
    """With `~` at any one date, what was found stays or is undecided, and nothing else is certain."""
    register, on = read_story(story)
    clear = find_levels(register, on)
    needed = {key[:2] for key in clear if key[0] != "unused-exemption"}

    for changed in (changed for _, record in register for changed in add_tilde(record)):
        vague = find_levels(register.replace(changed), on)
        assert {key for key, levels in vague.items() if levels != {"undecided"}} <= clear.keys()
        assert needed <= {key[:2] for key in vague}
