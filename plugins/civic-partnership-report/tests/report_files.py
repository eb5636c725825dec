"""Reports of the examples, as the tests read them."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from civic_partnership import Register, load
from civic_partnership.exporting import remove_personal
from civic_partnership.plugins import Artifact, Loss
from civic_partnership.rules import Report, check
from civic_partnership_report import HtmlReport, Options

EXAMPLES = next(found for each in Path(__file__).parents if (found := each / "examples").is_dir())
NAMES = ("aarhus", "copenhagen", "livsforloeb", "nordby", "slagelse", "soenderhavn")
DAYS = {"copenhagen": date(2023, 3, 31), "livsforloeb": date(2023, 6, 1)}


@cache
def load_example(name: str) -> tuple[Register, Report]:
    """Return an example without personal data, and its check as of a day with something going on in it."""
    register = load(EXAMPLES / name)
    return remove_personal(register), check(register, on=DAYS.get(name, date(2025, 3, 1)))


def export(register: Register, report: Report, **options: Any) -> tuple[str, list[Loss]]:
    """Return the page of a register, and what is not in it."""
    artifact, *losses = HtmlReport().export_checked(register, report, Options(**options))
    assert isinstance(artifact, Artifact)
    return b"".join(artifact.chunks).decode(), [each for each in losses if isinstance(each, Loss)]


def export_example(name: str, **options: Any) -> str:
    """Return the page of an example."""
    return export(*load_example(name), **options)[0]
