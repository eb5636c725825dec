"""A base register, and documents that are sound or break a rule each, for the tests."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from civic_partnership.model import Programme
from civic_partnership.rules import Context, Verdict, broken, rule

ON = date(2025, 3, 1)

BASE = """
[municipality]
code = "0999"
name = "Nordby Kommune"

[departments.culture]
name = "Kultur"

[contacts.consultant]
role = "consultant"
department = "culture"

[associations.fast]
name = "Den faste forening"
cvr = "12345674"
citywide = true

[associations.heir]
name = "Arvingen"

[programmes.social]
name = "Sociale partnerskaber"
department = "culture"
term_years = 4
annual_amount = 200_000
{programme}

[appropriations.vol-1]
programme = "social"
name = "Vol. 1"
period = "2021/2028"
{more}
"""

BASES = {
    "nothing": BASE.format(programme="", more=""),
    "a budget": BASE.format(programme="annual_budget = 700_000", more=""),
    "network meetings": BASE.format(programme="network_meetings_per_year = [1, 2]", more=""),
    "a round": BASE.format(
        programme="",
        more="""
[rounds.first]
programme = "social"
opens = 2020-08-01
closes = 2020-09-01
applications = [
    { association = "fast", received = 2020-08-10, outcome = "selected" },
    { association = "club-1", received = 2020-08-10, outcome = "selected" },
]
""",
    ),
    "references into documents": BASE.format(
        programme="",
        more="""
[associations.old]
name = "Den gamle"
succeeded_by = "club-1"

[contacts.chair]
role = "chair"
association = "club-2"

[initiatives.football]
name = "Fodbold i gården"
programme = "social"
""",
    ),
}
"""What of a base register reaches into documents -> the register."""


def make_document(number: int, change: Callable[[Any, Any, Any], object] | None = None) -> str:
    """Return a sound document; if a change of association, partnership and whole is given, the changed one."""
    club = f"club-{number}"
    association: dict[str, Any] = {"name": f"Forening {number}", "citywide": True}
    partnership: dict[str, Any] = {
        "programme": "social",
        "appropriation": "vol-1",
        "partners": [{"association": club}],
        "terms": [{"period": "2021/2024", "kind": "initial"}],
        "grants": [{"year": 2022, "amount": 200_000}],
    }
    whole: dict[str, Any] = {
        "associations": {club: association},
        "partnerships": {f"partnership-{number}": partnership},
        "meetings": {
            f"meeting-{number}": {
                "on": "2022-05-01",
                "kind": "status",
                "partnership": f"partnership-{number}",
            }
        },
    }
    whole = copy.deepcopy(whole)
    if change:
        change(
            whole["associations"][club],
            whole["partnerships"][f"partnership-{number}"],
            whole,
        )
    return json.dumps(whole, ensure_ascii=False)


def _exempt(rule: str) -> Callable[[Any, Any, Any], object]:
    def change(_: Any, partnership: Any, whole: Any) -> None:
        whole["associations"].clear()
        partnership.update(partners=[{"association": "fast"}])
        partnership["terms"][0]["exempt"] = {rule: "aftalt"}

    return change


DOCUMENTS: list[str | None] = [
    *map(make_document, range(1, 8)),
    None,
    "",
    "{",
    "[1]",
    make_document(20, lambda a, _p, _w: a.update(cvr="12345678")),
    make_document(21, lambda _a, p, _w: p.pop("programme")),
    make_document(22, lambda _a, p, _w: p["terms"][0].update(period="2021/2022")),
    make_document(23, lambda _a, p, _w: p["grants"][0].update(amount=150_000)),
    make_document(24, lambda _a, p, _w: p.update(programme="unknown")),
    make_document(25, lambda _a, p, _w: p.update(appropriation="vol-9")),
    make_document(26, lambda _a, _p, w: w.update(programmes={"x": {"name": "X"}})),
    make_document(27, lambda _a, _p, w: w["meetings"]["meeting-27"].update(partnership="partnership-1")),
    make_document(28, lambda _a, _p, w: w["associations"].update(fast={"name": "Den faste"})),
    make_document(28, lambda a, _p, _w: a.update(name="En anden")),  # ids that stand twice
    make_document(29, lambda a, _p, _w: a.update(name="Forening 1")),  # a name that stands twice
    make_document(30, lambda a, _p, _w: a.update(name="Faste forening den")),  # a name of the base
    make_document(
        31, lambda _a, p, w: (w["associations"].clear(), p.update(partners=[{"association": "fast"}]))
    ),
    make_document(
        32, lambda _a, p, w: (w["associations"].clear(), p.update(partners=[{"association": "fast"}]))
    ),
    make_document(33, _exempt("one-partnership-at-a-time")),
    make_document(34, _exempt("term-length")),  # it sets nothing aside
    make_document(35, _exempt("no-such-rule")),
    make_document(
        36, lambda _a, p, _w: p.update(partners=[{"association": "club-2"}])
    ),  # of another document
    make_document(37, lambda a, _p, _w: a.update(name="Kæden", succeeded_by="club-38")),
    make_document(38, lambda a, _p, _w: a.update(name="Kæden", succeeded_by="club-39")),
    make_document(39, lambda a, _p, _w: a.update(name="Kæden")),
    make_document(40, lambda a, _p, _w: a.update(name="Kæden", succeeded_by="heir")),
    make_document(41).replace(", ", ",\n"),  # laid out in several lines
    make_document(42, lambda a, _p, _w: a.update(contact="a@example.org")),
]
"""Documents: sound ones, and some for each way in which they may be wrong, alone or together."""


@rule(
    about=Programme,
    level="error",
    source="En prøve",
    title="En regel, der fejler.",
    da="Nej.\nRet det.",
    en="No.\nCorrect it.",
)
def failing(programme: Programme, context: Context) -> Iterator[Verdict]:
    """A rule that fails."""
    yield broken("name") if context.partnerships(programme) else 1 / 0  # type: ignore[misc]
