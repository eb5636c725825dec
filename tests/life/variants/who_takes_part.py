"""Variants of the stories about people and associations: other numbers, another order, dates with `~`."""

from life.changed_story import Variants, rules_of

RULES = rules_of(
    {
        "associations",
        "eligibility",
        "employments",
        "handovers",
        "paid_associations",
        "parallel_partnerships",
        "partnerships",
        "rounds",
    }
)
"""The rules about people and associations."""

VARIANTS: Variants = {
    "association-pays-itself": [
        ('"2025/.."', '"2025-01~/.."', []),
        ('source = "own"', 'source = "fund"', []),
        ('source = "own"', 'source = "grant"', ["error employment-outside-term"]),
        ('"2021/2024", weekly', '"2021/2025-01-31", weekly', ["error employment-outside-term"]),
    ],
    "cancelled": [
        ('"2022/2024-06", weekly', '"2022/..", weekly', []),
        ("effective = 2024-06-30", "effective = 2024-05-31", []),
        ("effective = 2024-06-30", "effective = 2024-07-31", ["warning employment-gap"]),
        ('"2022/2024-06", weekly', '"2022/2024-06~", weekly', ["undecided employment-gap"]),
    ],
    "cut-for-vacant-months": [
        ('"2024-09-01/.."', '"2024-08-01/.."', ["warning employment-gap"]),
        ('"2022/2024-06"', '"2022/2024-06~"', ["undecided employment-gap", "warning employment-gap"]),
    ],
    "declaration-missing": [
        ("received_on = 2025-01-20", "received_on = 2024-12-31", []),
        ("received_on = 2023-01-20", "received_on = 2024-01-20", ["warning declaration-missing"]),
        ('["child-protection"]', '["child-protection", "other"]', ["warning declaration-missing"] * 4),
    ],
    "employed-nobody-knows-until-when": [
        ('"2022/"', '"2021-12~/"', ["undecided employment-outside-term", "undecided employment-gap"]),
        ("weekly_hours = 20", "weekly_hours = 25", ["undecided employment-gap"]),
    ],
    "employed-until-further-notice": [
        ('"2022/.."', '"2022-01-01/.."', []),
        ("weekly_hours = 20", "weekly_hours = 37", []),
        ("weekly_hours = 20", "weekly_hours = 38", ["warning full-time-exceeded"]),
    ],
    "girls-partnership-ended": [
        ('"2020-10/2024-06~"', '"2020-10~/2024"', []),
        ('"2020-10/2024-06~"', '"2020/.."', []),
    ],
    "hours-for-other-tasks": [
        ("weekly_hours = 12, total", "weekly_hours = 19.5, total", ["error weekly-hours"]),
        ("weekly_hours = 12, total", "weekly_hours = 20, total", []),
        ("total_weekly_hours = 37", "total_weekly_hours = 30", ["error weekly-hours"]),
    ],
    "members-fell-later": [
        ("under_25 = 190", "under_25 = 100", []),
        ("on = 2023-12-31, under_25 = 90", "on = 2022-01-01, under_25 = 9", []),
        ("on = 2023-12-31, under_25 = 90", "on = 2021-12-31, under_25 = 90", ["undecided partnership-eligibility-members"]),
    ],
    "merged-associations": [
        ("under_25 = 240", "under_25 = 24", []),
        ("since = 2024-07-01", 'since = "2024-07"', []),
        ("since = 2024-07-01", "since = 2024-08-01", ["error shared-partnership"]),
        ("until = 2024-06-30 }", 'until = "2024-06~" }', ["undecided shared-partnership"]),
        ('name = "Nordby Forenede"', 'name = "Nordby BK"', []),
    ],
    "more-hours-for-the-same-person": [
        ("weekly_hours = 25", "weekly_hours = 22.5", []),
        ('"2022/2024-06"', '"2022/2024-06~"', ["undecided employment-gap"]),
    ],
    "moved-to-another-association": [
        ("under_25 = 140", "under_25 = 100", []),
        ("under_25 = 140", "under_25 = 99", ["error partnership-eligibility-members"]),
        ("on = 2023-12-31", "on = 2024-06-30", []),
        ("on = 2023-12-31", "on = 2024-07-01", ["undecided partnership-eligibility-members"]),
    ],
    "no-handover": [
        ('"2024-07-01/.."', '"2024-07/2025"', ["warning handover-missing"]),
        ('"2022/2024-06"', '"2022/2024-06~"', ["undecided employment-gap", "warning handover-missing"]),
        ('"2024-07-01/.."', '"2024-06-30/.."', []),
        ('"D. Eksempel"', '"c. eksempel"', []),
    ],
    "one-partner-too-small": [
        ("under_25 = 60", "under_25 = 99", ["warning partnership-eligibility-members"]),
        ("under_25 = 60", "under_25 = 100", []),
        ('[{ association = "boldklub" }, { association = "gymnastik" }]', '[{ association = "gymnastik" }, { association = "boldklub" }]', ["warning partnership-eligibility-members"]),
    ],
    "own-partnership-after-a-shared-one": [
        ("until = 2024-12-31", 'until = "2024"', []),
        ("until = 2024-12-31", "until = 2023-06-30", []),
        ("until = 2024-12-31", "until = 2025-01-01", ["warning one-partnership-at-a-time"]),
        ("until = 2024-12-31", 'until = "2025-01~"', ["warning one-partnership-at-a-time"]),
        (", until = 2024-12-31", "", ["warning one-partnership-at-a-time"]),
    ],
    "paid-by-two": [
        ("weekly_hours = 25", "weekly_hours = 37", []),
        ("annual_amount = 60_000", "annual_amount = 85_000", []),
    ],
    "paid-without-cvr": [
        ('name = "Nordby Svømmeklub"', 'name = "Nordby Svømmeklub", former = [{ cvr = "55133018", until = 2023-12-31 }]', ["warning association-cvr"]),
        ('name = "Nordby Svømmeklub"', 'name = "Nordby Svømmeklub", former = [{ cvr = "55133018", until = 2025-01-15 }]', []),
        ('name = "Nordby Svømmeklub"', 'name = "Nordby Svømmeklub", cvr = "55133018"', []),
    ],
    "parental-leave": [
        ('"2024-03/2024-12", weekly_hours = 20', '"2024-03/2024-12", weekly_hours = 28.5', []),
        ('"2024-03/2024-12", reason', '"2024-04/2024-11", reason', []),
        ('"2024-03/2024-12", weekly_hours', '"2024-03/2024-11", weekly_hours', ["error weekly-hours"]),
        ('"2024-03/2024-12", reason', '"2024-02~/2024-12", reason', ["error weekly-hours", "undecided weekly-hours"]),
    ],
    "parental-leave-with-fewer-hours": [
        ("weekly_hours = 12", "weekly_hours = 19.5", ["error weekly-hours"]),
        ("weekly_hours = 12", "weekly_hours = 20", []),
        ('"2024-03/2024-12", reason', '"2024-03/2024-12~", reason', ["error weekly-hours", "undecided weekly-hours"]),
    ],
    "programme-without-parameters": [
        ('"2022/2025"', '"2022/.."', []),
        ('"2022/2025"', '"2022~/2025~"', []),
    ],
    "second-person-left": [
        ("weekly_hours = 10", "weekly_hours = 8", ["error weekly-hours"]),
        ("weekly_hours = 12", "weekly_hours = 20", []),
        ('"2022/2024-09"', '"2022/2024-09~"', ["error weekly-hours", "undecided weekly-hours"]),
    ],
    "shared-by-two": [
        ('share = 50 }, { association = "gymnastik", share = 50 }', 'share = 66.7 }, { association = "gymnastik", share = 33.3 }', []),
        ('{ association = "boldklub", share = 50 }, { association = "gymnastik", share = 50 }', '{ association = "gymnastik", share = 40 }, { association = "boldklub", share = 60 }', []),
        ('share = 50 }, { association = "gymnastik", share = 50 }', 'share = 50 }, { association = "gymnastik" }', ["undecided partner-shares"]),
    ],
    "shares-of-90": [
        ("share = 40", "share = 60", ["error partner-shares"]),
        ("share = 40", "share = 50", []),
        ("share = 40", 'share = 50, since = "2022-01~"', ["undecided partner-shares"]),
    ],
    "vacant-summer": [
        ('"2024-09-01/.."', '"2024-07-01/.."', []),
        ('"2024-09-01/.."', '"2024-09~/.."', ["undecided employment-gap", "warning employment-gap"]),
        (", handover = { on = 2024-06-28 }", "", ["warning employment-gap", "warning handover-missing"]),
    ],
}  # fmt: skip
