"""Variants of the stories about action plans: other periods, another day of approval, dates with `~`."""

from life.changed_story import Variants

APPROVED, LENGTH, OUTSIDE = "warning plan-approved", "warning plan-length", "warning plan-outside-term"
COVERAGE, TOO_LONG = "error plan-coverage", "error plan-length"
MAYBE_APPROVED, MAYBE_COVERED = "undecided plan-approved", "undecided plan-coverage"
MAYBE_LENGTH, MAYBE_OUTSIDE = "undecided plan-length", "undecided plan-outside-term"

VARIANTS: Variants = {
    "cancelled": [
        ('"2024/2025"', '"2024/2024-06"', [LENGTH]),
        ('"2024/2025"', '"2024/2024-05"', [COVERAGE, TOO_LONG]),
        ('"2024/2025"', '"2024-07/2025"', [COVERAGE, LENGTH]),
        ('approved_on = 2024-01-20, approved_by = "culture", ', "", []),
        ("approved_on = 2024-01-20", "approved_on = 2024-09-01", []),
        ("approved_on = 2024-01-20", "approved_on = 2025-01-20", []),
        (', status = "reached"', "", ["warning plan-status-missing"]),
    ],
    "extension-agreed-late": [
        ('"2022-07-01/2024-06-30", approved', '"2022-07/2024-06", approved', ["error extension-decision"]),
        ('"2022-07-01/2024-06-30", approved', '"2022-07-01/2024-06-29", approved', [COVERAGE, TOO_LONG, "error extension-decision"]),
        ('"2024-07-01/2026-06-30"', '"2024-07-01/2027-06-30"', ["error extension-decision"]),
        ('"2024-07-01/2026-06-30"', '"2024-07-01/2027-12-31"', [TOO_LONG, "error extension-decision"]),
    ],
    "first-plan-from-may": [
        ("", "", [MAYBE_COVERED, LENGTH]),
        ('"2025-05/2027"', '"2025-05/2028-04"', [MAYBE_COVERED]),
        ('"2025-05/2027"', '"2025/2027"', []),
        ('"2025-05/2027"', '"2025-07/2027"', [MAYBE_COVERED, LENGTH]),
        ('"2025-05/2027"', '"2025-05~/2028-04"', [MAYBE_COVERED, MAYBE_COVERED, MAYBE_LENGTH]),
        ('approved_on = 2025-05-10, approved_by = "culture", ', "", [MAYBE_APPROVED, MAYBE_COVERED, LENGTH]),
        (', approved_by = "culture"', "", [MAYBE_APPROVED, MAYBE_COVERED, LENGTH]),
    ],
    "focus-area-came-in-later": [
        ('since = "2020"', 'since = "2020-07"', ["error plan-focus-area"]),
        ('since = "2020"', 'since = "2020-06~"', []),
        ('since = "2020"', 'since = "2020-07~"', ["error plan-focus-area"]),
        ('since = "2020"', 'since = "2020~"', ["undecided plan-focus-area"]),
        (', since = "2020"', "", ["undecided plan-focus-area"] * 2),
        ('    { focus_area = "foraeldre", goal = "Forældrevagter", status = "reached" },\n', "", []),
        ('focus_area = "frivillige"', 'focus_area = "foraeldre"', ["warning plan-focus-area-missing"]),
        ('focus_area = "frivillige"', 'focus_area = "naboer"', ["error plan-focus-area", "warning plan-focus-area-missing"]),
        (', status = "reached"', "", ["warning plan-status-missing"]),
        ('status = "reached"', 'status = "given-up"', []),
        ('"2018-07-01/2020-06-30", approved', '"2018-07-01/2020-06~", approved', [MAYBE_COVERED, MAYBE_LENGTH]),
    ],
    "plan-approved-on-its-last-day": [
        ("approved_on = 2024-12-31", "approved_on = 2022-12-31", []),
        ("approved_on = 2024-12-31", "approved_on = 2023-01-01", [APPROVED]),
        ("approved_on = 2024-12-31", "approved_on = 2025-01-01", ["error plan-approved"]),
        ("approved_on = 2024-12-31", "approved_on = 2021-10-01", []),
        ('"2022/2024"', '"2022/2024-12~"', [MAYBE_APPROVED, MAYBE_COVERED, MAYBE_LENGTH]),
        ('"2022/2024"', '"2022/2025"', [APPROVED, COVERAGE, TOO_LONG]),
        ("[1, 2, 3]", "[2, 3]", [APPROVED, LENGTH]),
        ("[1, 2, 3]", "{ 2018 = [3], 2025 = [1] }", [APPROVED]),
        ("[1, 2, 3]", '{ 2018 = [3], "2025~" = [1] }', [APPROVED, MAYBE_LENGTH]),
    ],
    "plan-not-approved": [
        ('"2024/2025", obj', '"2024/2025", approved_on = 2024-12-31, approved_by = "culture", obj', []),
        ('"2024/2025", obj', '"2024/2025", approved_on = 2025-01-01, approved_by = "culture", obj', [APPROVED]),
        ('"2024/2025", obj', '"2024/2025", approved_on = 2024-12-31, obj', [MAYBE_APPROVED]),
        ('"2024/2025"', '"2024-04/2025"', [COVERAGE, LENGTH]),
        ('"2024/2025"', '"2024~/2025"', [MAYBE_APPROVED, MAYBE_COVERED, MAYBE_LENGTH]),
        ('approved_on = 2022-01-20, approved_by = "culture", ', "", [MAYBE_APPROVED]),
        (', approved_by = "culture"', "", [MAYBE_APPROVED, APPROVED]),
        ("[register.partnerships.boldklub]", '[register.departments.social]\nname = "Socialforvaltningen"\n\n[register.programmes.partnerskaber]\ndepartment = "social"\n\n[register.partnerships.boldklub]', ["error plan-approved", APPROVED]),
        ("[register.partnerships.boldklub]", '[register.partnerships.boldklub]\nexempt = { plan-approved = "Udsat" }', []),
        ("[register.partnerships.boldklub]", '[register.partnerships.boldklub]\nexempt = { plan-approved = { "2024" = "Udsat" } }', []),
        ("[register.partnerships.boldklub]", '[register.partnerships.boldklub]\nexempt = { plan-approved = { "2022/2023" = "Udsat" } }', [APPROVED, "warning unused-exemption"]),
    ],
    "plan-of-the-last-year": [
        ("", "", [LENGTH]),
        ('"2021/2023"', '"2021/2022"', [COVERAGE, LENGTH]),
        ('"2024/2024"', '"2024-07/2024"', [COVERAGE, LENGTH]),
        ('"2021/2023"', '"2021/2024"', [COVERAGE, LENGTH, TOO_LONG]),
        ('"2021/2023"', '"2021/2023-12~"', [LENGTH, MAYBE_COVERED, MAYBE_LENGTH]),
        ('"2024/2024"', '"2024/"', [MAYBE_APPROVED, MAYBE_COVERED, MAYBE_LENGTH, MAYBE_OUTSIDE]),
        ('"2024/2024"', '"2024/.."', [MAYBE_LENGTH, OUTSIDE]),
    ],
    "plan-outside-term": [
        ('"2024/2025"', '"2024/2026"', [OUTSIDE]),
        ('"2024/2025"', '"2024/2025-01"', [OUTSIDE, TOO_LONG]),
        ('"2024/2025"', '"2024-01~/2025"', [OUTSIDE, MAYBE_COVERED, MAYBE_LENGTH]),
        ('"2024/2025"', '"2024/2025~"', [OUTSIDE, MAYBE_LENGTH, MAYBE_OUTSIDE]),
        ('"2024/2025"', '"2024/2024"', [LENGTH]),
    ],
    "started-in-august": [
        ('"2022-08-01/2024-07-31"', '"2022-08-01/2023-12-31"', [COVERAGE, LENGTH]),
        ('"2024-08-01/2026-07-31", approved', '"2024-01/2026-07-31", approved', [COVERAGE, LENGTH]),
        ('"2022-08-01/2024-07-31"', '"2022-08~/2024-07-31"', [MAYBE_COVERED, MAYBE_LENGTH]),
    ],
}  # fmt: skip
