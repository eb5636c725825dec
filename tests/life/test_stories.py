"""The stories of a grant's life: what a municipality records in ordinary years, and what a check then says."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from civic_partnership import check, from_dict

FOLDER = Path(__file__).parent
STORIES = sorted((FOLDER / "stories").glob("*.toml"))
LEVELS = ("undecided", "warning", "error")


def merge(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Return a document with the tables of another merged into it; everything else is replaced."""
    merged = {**base}
    for key, value in change.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        merged[key] = merge(base[key], value) if both else value
    return merged


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_has_its_right_answer(path: Path) -> None:
    """A check finds what the story says, and nothing else."""
    story = tomllib.loads(path.read_text("utf-8"))
    base = tomllib.loads((FOLDER / "base.toml").read_text("utf-8"))
    reading = from_dict(merge(base, story.get("register", {})))
    report = check(reading.register, on=story.get("on", date(2025, 3, 1)))

    findings = (*reading.findings, *report.findings)
    assert report.failures == ()
    if "at_most" in story:
        worse = LEVELS[LEVELS.index(story["at_most"]) + 1 :]
        assert [each for each in findings if each.level in worse] == []
    else:
        assert Counter(story["finds"]) == Counter(f"{each.level} {each.rule}" for each in findings)
    messages = "\n".join(f"{each.message.da}\n{each.message.en}" for each in findings)
    assert [text for text in story.get("says", ()) if text not in messages] == []


def test_the_register_beside_the_stories_has_no_finding() -> None:
    """Nothing is wrong, missing or undecided before a story changes it."""
    reading = from_dict(tomllib.loads((FOLDER / "base.toml").read_text("utf-8")))

    assert (*reading.findings, *check(reading.register, on=date(2025, 3, 1)).findings) == ()
