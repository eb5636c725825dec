"""Variants of the stories about money and terms: other numbers, another order, dates with `~`."""

from life.changed_story import Variants, rules_of

RULES = rules_of(
    {"accounts", "annual_amount", "funding", "grants", "payments", "programmes", "spending", "terms"}
)
"""The rules about money and terms."""

AMOUNT, LATE = "error grant-annual-amount", "error extension-decision"

VARIANTS: Variants = {
    "accounts-of-one-year-missing": [
        ("accounts_due_months = 4", "accounts_due_months = 24", []),
        ("accounts_due_months = 4", "accounts_due_months = 23", ["warning accounts-missing"]),
        ("accounts_due_months = 4", "", []),
        (", accounts = { received_on = 2023-03-20 }", ", accounts = { received_on = 2026-03-20 }", ["warning accounts-missing"] * 2),
    ],
    "agreement-years-by-first-day": [
        ("2024 = 206_400", "2024 = 206_401", [AMOUNT]),
        ("2025 = 212_000", "2025 = 400_000", []),
        ('"2022-08-01/2026-07-31", kind', '"2022-08~/2026-07-31", kind', ["undecided grant-annual-amount", "undecided grant-outside-term", "undecided term-length"]),
    ],
    "agreement-years-by-shares": [
        ("2024 = 206_400", "2024 = 216_400", [AMOUNT] * 2),
        ("amount = 203_733, awarded", "amount = 203_734, awarded", ["warning grant-not-paid", "warning grant-unspent"]),
    ],
    "amount-not-yet-known": [
        ('"2018/2024" = 200_000', '"2018/2023" = 200_000', []),
        ('"2018/2024" = 200_000', '"2018/2024" = 200_000, "2026/.." = 230_000', []),
        ('"2018/2024" = 200_000', '"2018/2024~" = 200_000', ["undecided grant-annual-amount"]),
    ],
    "cancelled": [
        ("effective = 2024-06-30", "effective = 2024-05-31", [AMOUNT]),
        ("effective = 2024-06-30", "effective = 2024-09-30", ["error grant-missing-year"]),
        ('{ period = "2024-01/2024-06", amount', "{ year = 2024, amount", []),
        ('{ period = "2024-01/2024-06", amount', '{ period = "2024-01/2024-06~", amount', ["undecided grant-annual-amount", "undecided grant-missing-year"]),
    ],
    "carried-over": [
        ("amount = 240_000", "amount = 240_001", ["error grant-overspent"]),
        ("amount = 240_000", "amount = 230_000", ["warning grant-unspent"]),
        ("carried_over = { amount = 40_000", "carried_over = { amount = 30_000", ["error grant-overspent", "warning grant-unspent"]),
    ],
    "cut-for-vacant-months": [
        ("exempt = { grant-annual-amount", "exempt = { grant-missing-year", [AMOUNT]),
        ('exempt = { grant-annual-amount = "Nedsat for to måneder uden ressourceperson" }', "", [AMOUNT]),
    ],
    "extension-agreed-late": [
        ("on = 2024-10-03", "on = 2024-06-30", []),
        ("on = 2024-10-03", "on = 2024-07-01", [LATE]),
        ('"2024-07-01/2028-06-30", kind', '"2024-07-01/2025-06-30", kind', [LATE]),
        ("decision = { on = 2024-10-03, by", "decision = { by", ["undecided extension-decision"]),
    ],
    "extension-under-another-appropriation": [
        (', appropriation = "vol-2"', "", ["error term-within-appropriation", "warning parameter-outdated"]),
        ('period = "2021/2024"', 'period = "2021/2024~"', ["undecided term-within-appropriation"]),
        ('appropriation = "vol-1"\n', "", ["undecided appropriation-programme", "undecided term-within-appropriation"]),
    ],
    "full-amount-for-five-months": [
        ('period = "2022-08-01/2022-12-31"', 'period = "2022-08-01/2022-12-31~"', [AMOUNT]),
        ('period = "2022-08-01/2022-12-31"', 'period = "2022-08-01/2022-12~"', ["undecided grant-annual-amount", "undecided grant-missing-year"]),
        ('period = "2022-08-01/2022-12-31"', "year = 2022", [AMOUNT, "error grant-outside-term"]),
    ],
    "grant-never-paid": [
        ("2023-12-01, spending", "2023-12-01, payments = [{ on = 2024-01-15, amount = 199_999 }], spending", ["warning grant-not-paid"]),
        ("2023-12-01, spending", "2023-12-01, payments = [{ on = 2025-02-15, amount = 200_000 }], spending", []),
        ("2023-12-01, spending", "2023-12-01, payments = [{ on = 2025-03-15, amount = 200_000 }], spending", ["warning grant-not-paid"]),
    ],
    "half-years-with-60000-missing": [
        ("amount = 40_000, awarded", "amount = 100_000, awarded", ["warning grant-not-paid", "warning grant-unspent"]),
        ('"2024-07/2024-12"', '"2024-07/2024-12~"', ["undecided grant-annual-amount", "undecided grant-missing-year"]),
        ('"2024-07/2024-12"', '"2024-07/2024-11"', [AMOUNT, "error grant-missing-year"]),
    ],
    "new-amount-for-new-agreements": [
        (", annual_amount = 200_000", "", [AMOUNT] * 2),
        (", annual_amount = 200_000", ", annual_amount = 199_000", [AMOUNT] * 4),
        ("2024 = 250_000", '"2024~" = 250_000', []),
    ],
    "nine-years-at-once": [
        ("2026/2034", "2026/2029", []),
        ("2026/2034", "2026/2027", []),
        ("2026/2034", "2026/2029~", []),
        ("2026/2034", "2026/2030~", ["error term-length"]),
        ("2026/2034", "2026/", ["undecided term-length"]),
    ],
    "paid-back": [
        ("amount = 40_000 }]", "amount = 39_999 }]", ["warning grant-unspent"]),
        ("on = 2024-03-20", "on = 2024-12-20", []),
    ],
    "paid-before-award": [
        ("awarded_on = 2024-06-01", "awarded_on = 2024-01-15", []),
        ("awarded_on = 2024-06-01", "awarded_on = 2024-01-16", ["warning payment-before-award"]),
    ],
    "paid-too-much": [
        ("amount = 125_000", "amount = 75_000", []),
        ("amount = 125_000", "amount = 75_001", ["error payments-exceed-grant"]),
        ("amount = 125_000", "amount = 75_000.01", ["error payments-exceed-grant"]),
    ],
    "permanent-money": [
        ("annual_budget = 200_000", "annual_budget = 199_999", ["error budget-overspent"] * 4),
        ("annual_budget = 200_000", "annual_budget = { 2022 = 200_000, 2024 = 150_000 }", ["error budget-overspent"] * 2),
        ('"2022/.."', '"2023/.."', ["error term-within-appropriation"]),
        ('"2022/.."', '"2022/2024"', ["warning parameter-outdated"]),
        ('"2022/.."', '"2022/"', ["undecided parameter-outdated"]),
        ('"2022/.."', '"2022~/.."', ["undecided term-within-appropriation"]),
    ],
    "regulated-on-1-january": [
        ("2024 = 206_400", "2024 = 206_000", [AMOUNT]),
        ("2024 = 206_400", '"2023/2024" = 206_400', [AMOUNT]),
        ("2024 = 206_400", '"2024-07" = 206_400', [AMOUNT]),
        ("2025 = 212_000", '"2025-01~" = 212_000', ["undecided grant-annual-amount"]),
    ],
    "started-in-august": [
        ("amount = 83_333, awarded", "amount = 73_333, awarded", [AMOUNT, "error co-funding", "error grant-overspent", "error payments-exceed-grant"]),
        ('period = "2022-08-01/2022-12-31"', 'period = "2022-08/2022-12"', []),
        ('period = "2022-08-01/2022-12-31"', "year = 2022", ["error grant-outside-term"]),
        ('period = "2022-08-01/2022-12-31"', 'period = "2022-08-01/2022-12~"', ["undecided grant-annual-amount", "undecided grant-missing-year"]),
    ],
    "twelve-full-months": [
        ('"2024-05/2024-05"', '"2024-05~/2024-05"', ["undecided grant-annual-amount", "undecided grant-missing-year"]),
        ('"2024-12/2024-12"', '"2025-01/2025-01"', [AMOUNT, AMOUNT, "error grant-missing-year"]),
    ],
    "two-full-half-years": [
        ('"2024-07/2024-12"', '"2024-06/2024-12"', [AMOUNT]),
        ('"2024-07/2024-12"', '"2024-07/2024"', [AMOUNT]),
    ],
    "two-rates-as-grants": [
        ("{ year = 2024,", '{ period = "2024-01/2024-06",', []),
        ("{ year = 2024,", '{ period = "2024/2024",', []),
        ("{ year = 2024,", "{ year = 2023,", [AMOUNT, AMOUNT, "error co-funding"]),
    ],
    "two-rates-as-payments": [
        ("{ on = 2024-01-15, amount = 100_000 }, ", "", ["warning grant-not-paid"]),
        ("on = 2024-07-15", "on = 2024-01-15", []),
    ],
    "uneven-half-years": [
        ('"2024-07/2024-12"', '"2024-07/2024-12~"', ["undecided grant-annual-amount", "undecided grant-missing-year"]),
        ('"2024-07/2024-12"', '"2024-07/"', ["undecided co-funding", "undecided grant-annual-amount", "undecided grant-missing-year"]),
        ('"2024-01/2024-06"', '"2024-01/"', ["undecided co-funding", "undecided grant-annual-amount", "undecided grant-missing-year"]),
        ("amount = 80_000, awarded", "amount = 60_000, awarded", [AMOUNT, "error co-funding", "error grant-overspent", "error payments-exceed-grant"]),
    ],
}  # fmt: skip
