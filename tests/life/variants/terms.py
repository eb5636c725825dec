"""Variants of the stories about agreements: open-ended, cancelled, provisional, with an end that nobody recorded."""

from life.changed_story import Variants

DECISION, LENGTH = "error extension-decision", "error term-length"
MAYBE_AMOUNT, MAYBE_LENGTH = "undecided grant-annual-amount", "undecided term-length"
MAYBE_OUTSIDE = [
    "undecided employment-outside-term",
    "undecided grant-outside-term",
    "undecided plan-outside-term",
]
CANCELLED = "cancelled = { on = 2024-01-31, effective = 2024-06-30"
TERMS = '  { period = "2022-08-01/2026-07-31", kind = "initial" },'

VARIANTS: Variants = {
    "cancelled": [
        (CANCELLED, "cancelled = { on = 2024-06-30, effective = 2024-06-30", []),
        (CANCELLED, 'terms = [{ period = "2022/..", kind = "initial" }]\n' + CANCELLED, []),
        (CANCELLED, 'terms = [{ period = "2022/", kind = "initial" }]\n' + CANCELLED, [MAYBE_AMOUNT] * 3 + ["undecided grant-outside-term"] * 3 + ["undecided plan-outside-term"] * 2 + ["undecided employment-outside-term"]),
        (CANCELLED, 'terms = [{ period = "2022/2024-06", kind = "initial" }]\n' + CANCELLED, ["warning plan-outside-term"]),
        (CANCELLED, 'terms = [{ period = "2022/2025", kind = "initial" }, { period = "2026/2029", kind = "extension" }]\n' + CANCELLED, []),
        (CANCELLED, 'terms = [{ period = "2022/2025", kind = "initial", provisional = true }]\n' + CANCELLED, []),
        (CANCELLED, "consultants = []\n" + CANCELLED, []),
    ],
    "extension-agreed-late": [
        ('kind = "extension", decision', 'kind = "extension", provisional = true, decision', [DECISION]),
        ("2024-07-01/2028-06-30", "2024-07-01/..", [DECISION, MAYBE_LENGTH]),
        ("2024-07-01/2028-06-30", "2024-07-01/2028-07-01", [DECISION, LENGTH]),
        ("2024-07-01/2028-06-30", "2024-07-02/2028-06-30", [DECISION, "error grant-annual-amount", "error grant-outside-term", "error term-sequence", "error employment-outside-term", "warning plan-outside-term"]),
        ('kind = "extension", decision', 'kind = "initial", decision', ["error term-sequence"]),
        ('"2020-07-01/2024-06-30", kind', '"2020-07-01/2024-06~", kind', [DECISION, MAYBE_AMOUNT, MAYBE_LENGTH, *MAYBE_OUTSIDE, "undecided term-sequence"]),
    ],
    "extension-still-open": [
        ("2021/2024~", "2021/2024", []),
        ("2021/2024~", "2021/2024-12~", [MAYBE_AMOUNT, MAYBE_LENGTH]),
        ("2021/2024~", "2021/2025-03~", [LENGTH]),
        ("2021/2024~", "2021/..", [MAYBE_LENGTH]),
        ("2021/2024~", "2021/2024-03", [LENGTH, "error grant-annual-amount", "error grant-outside-term", "error employment-outside-term", "warning plan-outside-term"]),
        ('kind = "initial" }', 'kind = "initial", provisional = true }', [MAYBE_AMOUNT, MAYBE_LENGTH, *MAYBE_OUTSIDE]),
    ],
    "girls-partnership-ended": [
        ('"2020-10/2024-06~"', '"2020-10/"', []),
        ('"2020-10/2024-06~"', '"2020-10/.."', []),
        ('consultants = [{ contact = "consultant" }]\nterms = [{ period = "2020-10/2024-06~"', 'terms = [{ period = "2020-10/.."', ["warning consultant-assigned"]),
        ('consultants = [{ contact = "consultant" }]', "", []),
    ],
    "started-in-august": [
        (TERMS, '  { period = "2022-08-01/..", kind = "initial" },', [MAYBE_LENGTH]),
        (TERMS, '  { period = "2022-08-01/2026-07-31", kind = "initial", provisional = true },', []),
        (TERMS, '  { period = "2022-08-01/2024-07-31", kind = "initial" },\n  { period = "2024-08-01/2026-07-31", kind = "extension", decision = { on = 2024-07-31 } },', [LENGTH]),
        (TERMS, '  { period = "2022-08-01/2024-07-31", kind = "initial" },\n  { period = "2024-08-01/..", kind = "extension", decision = { on = 2024-07-31 } },', [LENGTH, MAYBE_LENGTH]),
        (TERMS, '  { period = "2022-08-01/..", kind = "initial" },\n  { period = "2024-08-01/2026-07-31", kind = "extension", decision = { on = 2024-07-31 } },', [MAYBE_LENGTH, "error term-sequence"]),
        (TERMS, '  { period = "2022-08-01/", kind = "initial" },', [MAYBE_LENGTH] + [MAYBE_AMOUNT, "undecided grant-outside-term"] * 4 + ["undecided plan-outside-term"] * 2 + ["undecided employment-outside-term"]),
        (TERMS, '  { period = "2022-08-01/2026-07-31", kind = "extension" },', ["error term-sequence", "undecided extension-decision"]),
    ],
}  # fmt: skip
