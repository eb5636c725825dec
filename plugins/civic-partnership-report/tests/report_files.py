"""Reports of the examples, as the tests read them."""

import re
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from civic_partnership import Register, load, parse
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


ON = date(2025, 3, 1)
EMPTY = Report(on=ON, findings=())

NORDBY = parse("""
[municipality]
name = "Nordby Kommune"
[associations.boldklub]
name = "Nordby Boldklub"
[associations.dans]
name = "Nordby Dans"
[programmes.sociale]
name = "Sociale partnerskaber"
annual_budget = 500_000
[programmes.is]
name = "Ishockey"
[appropriations.vol-1]
programme = "sociale"
name = "Vol. 1"
period = "2021/2025"
[partnerships.boldklub]
programme = "sociale"
appropriation = "vol-1"
partners = [{ association = "boldklub" }]
terms = [{ period = "2021/2025", kind = "initial" }]
employments = [{ period = "2021/..", weekly_hours = 25.5 }]
[[partnerships.boldklub.grants]]
year = 2025
amount = 200_000
payments = [{ on = 2025-01-15, amount = 100_000 }]
[partnerships.dans]
programme = "is"
partners = [{ association = "dans" }]
terms = [{ period = "2024/2027", kind = "initial" }]
[meetings.status]
on = 2025-02-01
kind = "status"
partnership = "boldklub"
[contacts.anna]
role = "consultant"
name = "Anna Andersen"
""").register


def texts(page: str) -> str:
    """Return what a reader of a page reads, with single blanks."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
