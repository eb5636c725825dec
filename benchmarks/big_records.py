"""The records of a register of many partnerships: what all share, and one partnership in which nothing is wrong."""

from typing import Any

Json = dict[str, Any]

BASE = """\
format_version = 1

[municipality]
code = "0999"
name = "Nordby Kommune"

[departments.culture]
name = "Kultur- og Fritidsforvaltningen"

[departments.youth]
name = "Børne- og Ungdomsforvaltningen"

[contacts.consultant]
role = "consultant"
department = "culture"

[programmes.sociale-partnerskaber]
name = "Sociale partnerskaber"
department = "culture"
annual_amount = { 2021 = 200_000, 2027 = 212_000 }
min_weekly_hours = 20
term_years = 4
plan_years = [2, 3]
min_youth_members = 100
resource_person_share = 100
status_meetings_per_year = 1
focus_areas.organisation = { number = 1, name = "Intern organisering", since = "2021" }
focus_areas.volunteers = { number = 2, name = "Frivillige", since = "2021" }
focus_areas.retention = { number = 3, name = "Fastholdelse", since = "2021" }

[appropriations.vol-0]
programme = "sociale-partnerskaber"
name = "Vol. 0"
period = "2017/2020"

[appropriations.vol-1]
programme = "sociale-partnerskaber"
name = "Vol. 1"
period = "2021/2028"
"""

ID, NUMBER, CVR, WRONG_CVR = "forening-@n@", "@n@", "@cvr@", "@wrong-cvr@"
"""What is filled in for each partnership: its id, its number, and a CVR number with a right or a wrong check digit."""

SOURCE = {"document": "budget-2021", "place": f"side {NUMBER}"}

ASSOCIATION: Json = {
    "name": f"Forening {NUMBER}",
    "cvr": CVR,
    "activity": "fodbold",
    "citywide": True,
    "member_counts": [{"on": "2020-12-31", "under_25": 240, "total": 310}],
    "sources": [SOURCE],
}


def make_grant(year: int) -> Json:
    """Make a grant of a year that is awarded, paid and spent."""
    return {
        "year": year,
        "amount": 200_000,
        "awarded_on": f"{year}-01-02",
        "payments": [{"on": f"{year}-01-15", "amount": 200_000}],
        "spending": [{"purpose": "resource-person", "amount": 200_000}],
    }


PARTNERSHIP: Json = {
    "programme": "sociale-partnerskaber",
    "appropriation": "vol-1",
    "partners": [{"association": ID}],
    "consultants": [{"contact": "consultant"}],
    "case": f"18.15.05-P20-{NUMBER}-21",
    "terms": [
        {"period": "2021/2024", "kind": "initial"},
        {
            "period": "2025/2028",
            "kind": "extension",
            "decision": {"on": "2024-10-02", "text": "Budget 2025"},
        },
    ],
    "grants": [*map(make_grant, range(2021, 2025)), {"year": 2025, "amount": 200_000}],
    "employments": [
        {
            "period": "2021-01-01/2023-06-30",
            "weekly_hours": 20,
            "funding": [{"source": "grant", "annual_amount": 200_000}],
            "handover": {"on": "2023-06-15"},
        },
        {
            "period": "2023-07-01/2026-12-31",
            "weekly_hours": 28.5,
            "funding": [{"source": "grant", "annual_amount": 200_000}],
        },
    ],
    "action_plans": [
        {
            "period": "2021/2023",
            "approved_on": "2021-02-01",
            "approved_by": "culture",
            "objectives": [
                {
                    "focus_area": "organisation",
                    "goal": "Bestyrelsen drøfter det sociale arbejde",
                    "status": "reached",
                },
                {"focus_area": "volunteers", "goal": "Fire nye holdledere", "status": "given-up"},
                {
                    "focus_area": "retention",
                    "goal": "Ni af ti børn bliver en sæson mere",
                    "status": "reached",
                },
            ],
        },
        {
            "period": "2024/2026",
            "approved_on": "2023-12-12",
            "approved_by": "culture",
            "objectives": [
                {"focus_area": "organisation", "goal": "Børneudvalg", "activities": ["Møde hver måned"]},
                {
                    "focus_area": "volunteers",
                    "goal": "Trænerkursus hvert halvår",
                    "activities": ["Kursus", "Fest"],
                },
                {
                    "focus_area": "retention",
                    "goal": "Kontaktperson på hvert hold",
                    "activities": ["Samtaler"],
                },
            ],
        },
    ],
    "sources": [SOURCE],
    "note": "Partnerskabet har været i gang siden 2021 og er forlænget med budgettet for 2025.",
}

MEETINGS: Json = {
    f"{ID}-status-{year}": {  # a number of six digits and a year would look like a CPR number
        "on": f"{year}-04-12",
        "kind": "status",
        "partnership": ID,
        "participants": ["resource-person", "consultant"],
    }
    for year in range(2021, 2025)
}
