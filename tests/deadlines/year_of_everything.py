"""A register with a deadline of every kind, and how each of them is met."""

from datetime import date

from civic_partnership import parse
from civic_partnership.deadlines import Deadline, find_deadlines
from civic_partnership.model import Register

ON = date(2025, 3, 1)

EVERYTHING = """
[contacts.ane]
[contacts.bo]

[associations.a]
name = "Nordby Boldklub"
[associations.b]
name = "Nordby Svømmeklub"

[programmes.p]
name = "Sociale partnerskaber"
accounts_due_months = 4
plan_years = [2]
status_meetings_per_year = 2
status_meetings_with_board = 1
network_meetings_per_year = [1, 2]
declarations_required = ["child-protection"]

[appropriations.v]
programme = "p"
name = "Vol. 1"
period = "2022/2025-06"

[rounds.r]
programme = "p"
opens = 2025-04-01
closes = 2025-05-01

[partnerships.x]
programme = "p"
appropriation = "v"
partners = [{ association = "a" }]
consultants = [{ contact = "ane" }]
terms = [{ period = "2022/2025", kind = "initial" }]
grants = [
  { year = 2023, amount = 5, payments = [{ on = 2023-01-15, amount = 5 }], accounts = { received_on = 2024-03-01, approved_on = 2024-04-01 } },
  { year = 2024, amount = 5, payments = [{ on = 2024-01-15, amount = 3 }], accounts = { received_on = 2025-02-01 } },
  { year = 2025, amount = 5, payments = [{ on = 2025-07-15, amount = 4 }] },
]
employments = [{ period = "2022/2025-08", weekly_hours = 20 }]
action_plans = [
  { period = "2022/2023", approved_on = 2022-02-01 },
  { period = "2024-06/2025-05" },
]

[partnerships.y]
programme = "p"
partners = [{ association = "b" }]
consultants = [{ contact = "bo" }]
terms = [{ period = "2024/2026", kind = "initial" }]
cancelled = { on = 2025-01-31, effective = 2025-09-30 }
grants = [{ year = 2024, amount = 5, payments = [{ on = 2024-01-15, amount = 5 }] }]
action_plans = [{ period = "2024/2026", approved_on = 2024-02-01 }]

[meetings.m]
on = 2025-04-10
kind = "status"
partnership = "x"

[alliances.l]
name = "Alliancen"
contacts = ["bo"]
commitments = [{ text = "Fælles frivilligdag", due = 2025-02-15 }]

[agreements.g]
title = "Aftalen"
period = "2024/2025-10"
evaluations = [{ planned = "2025-03" }]

[frameworks.f]
title = "Målene"
decisions = [{ on = 2024-02-01 }]
conferences_per_year = 1
hearing = { opens = 2025-03-10, deadline = 2025-04-30, consulted = [{ association = "a" }, { person = { name = "C. Eksempel" } }] }
"""


def find(text: str, on: date = ON, year: int | None = None) -> tuple[Deadline, ...]:
    """Return the deadlines of a year, by default that of the day, in a register that is written as TOML."""
    reading = parse(text)
    assert reading.findings == ()
    return find_in(reading.register, on, year)


def find_in(register: Register, on: date = ON, year: int | None = None) -> tuple[Deadline, ...]:
    """Return the deadlines of a year, by default that of the day."""
    shown = on.year if year is None else year
    return find_deadlines(register, on=on, since=date(shown, 1, 1), until=date(shown, 12, 31))
