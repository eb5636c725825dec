"""How long reading and checking a large register take, beside what `tomllib` alone needs.

Run: python benchmarks/read_and_check.py [PARTNERSHIPS] [--rules]

Prints the size of a generated register, then the median over several rounds of: `tomllib` alone
over the same files, `read`, building the records from the parsed tables, `check` on the register; the
ratios of these, each taken round by round; check / build of registers a fifth as large in which every partnership
has something that is wrong or uncertain. With `--rules` it prints too each rule's share of the time that all
rules take, one by one: what several rules need is worked out once in a check of all, and here for each of them.
"""

import argparse
import tempfile
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from big_register import valid_cvr
from measuring import measure_rounds, measure_seconds, median_ratio

from civic_partnership import check, from_dict, read
from civic_partnership.rules import CATALOGUE

ON = date(2025, 3, 1)
ROUNDS = 3
PER_FILE = 100
TITLES = ("tomllib alone", "read", "build", "check")

PROGRAMME = """\
format_version = 1

[departments.culture]
name = "Kultur- og Fritidsforvaltningen"

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
resource_person_share = 100
focus_areas.organisation = { number = 1, name = "Intern organisering", since = "2021" }
focus_areas.volunteers = { number = 2, name = "Frivillige", since = "2021" }
focus_areas.retention = { number = 3, name = "Fastholdelse", since = "2021" }

[appropriations.vol-1]
programme = "sociale-partnerskaber"
name = "Vol. 1"
period = "2021/2028"
"""

PARTNERSHIP = """\
[associations.forening-{n}]
name = "Forening {n}"
cvr = "{cvr}"
activity = "fodbold"
citywide = true
member_counts = [{{ on = 2020-12-31, under_25 = 240, total = 310 }}]
sources = [{{ document = "budget-2021", place = "side {n}" }}]

[partnerships.forening-{n}]
programme = "sociale-partnerskaber"
appropriation = "vol-1"
partners = [{{ association = "forening-{n}" }}]
consultants = [{{ contact = "consultant" }}]
case = "18.15.05-P20-{n}-21"
terms = [
  {{ period = "2021/2024", kind = "initial" }},
  {{ period = "2025/2028", kind = "extension", decision = {{ on = 2024-10-02, text = "Budget 2025" }} }},
]
grants = [
  {{ year = 2021, amount = 200_000, awarded_on = 2021-01-02, payments = [{{ on = 2021-01-15, amount = 200_000 }}], spending = [{{ purpose = "resource-person", amount = 200_000 }}] }},
  {{ year = 2022, amount = 200_000, awarded_on = 2022-01-02, payments = [{{ on = 2022-01-15, amount = 200_000 }}], spending = [{{ purpose = "resource-person", amount = 200_000 }}] }},
  {{ year = 2023, amount = 200_000, awarded_on = 2023-01-02, payments = [{{ on = 2023-01-15, amount = 200_000 }}], spending = [{{ purpose = "resource-person", amount = 200_000 }}] }},
  {{ year = 2024, amount = 200_000, awarded_on = 2024-01-02, payments = [{{ on = 2024-01-15, amount = 200_000 }}], spending = [{{ purpose = "resource-person", amount = 200_000 }}] }},
  {{ year = 2025, amount = 200_000 }},
]
employments = [
  {{ period = "2021-01-01/2023-06-30", weekly_hours = 20, funding = [{{ source = "grant", annual_amount = 200_000 }}], handover = {{ on = 2023-06-15 }} }},
  {{ period = "2023-07-01/2026-12-31", weekly_hours = 28.5, funding = [{{ source = "grant", annual_amount = 200_000 }}] }},
]
sources = [{{ document = "budget-2021", place = "side {n}" }}]
note = "Partnerskabet har været i gang siden 2021 og er forlænget med budgettet for 2025."

[[partnerships.forening-{n}.action_plans]]
period = "2021/2023"
approved_on = 2021-02-01
approved_by = "culture"
objectives = [
  {{ focus_area = "organisation", goal = "Bestyrelsen drøfter det sociale arbejde", status = "reached" }},
  {{ focus_area = "volunteers", goal = "Fire nye holdledere", status = "given-up" }},
  {{ focus_area = "retention", goal = "Ni af ti børn bliver en sæson mere", status = "reached" }},
]

[[partnerships.forening-{n}.action_plans]]
period = "2024/2026"
approved_on = 2023-12-12
approved_by = "culture"
objectives = [
  {{ focus_area = "organisation", goal = "Børneudvalg", activities = ["Møde hver måned"] }},
  {{ focus_area = "volunteers", goal = "Trænerkursus hvert halvår", activities = ["Kursus", "Fest"] }},
  {{ focus_area = "retention", goal = "Kontaktperson på hvert hold", activities = ["Samtaler"] }},
]

[meetings.forening-{n}-spring]
on = 2024-04-12
kind = "status"
partnership = "forening-{n}"
participants = ["resource-person", "consultant"]
"""

VARIANTS = {
    "too few hours": ("weekly_hours = 20", "weekly_hours = 12"),
    "an end not known": ("2023-07-01/2026-12-31", "2023-07-01/.."),
    "a first day not known": ('"2021/2024"', '"2021~/2024"'),
    "terms alone": (PARTNERSHIP[PARTNERSHIP.index("grants = [") :], ""),
}
"""What is wrong or uncertain in every partnership -> the usual text, and what replaces it."""


def write_register(folder: Path, partnerships: int) -> int:
    """Write a register of so many partnerships into files of a hundred; return its size in bytes."""
    (folder / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    for start in range(0, partnerships, PER_FILE):
        numbers = range(start, min(start + PER_FILE, partnerships))
        rows = (PARTNERSHIP.format(n=n, cvr=valid_cvr(n)) for n in numbers)
        (folder / f"partnerships-{start:07}.toml").write_text("\n".join(rows), encoding="utf-8")
    return sum(file.stat().st_size for file in folder.iterdir())


def parse_files(folder: Path) -> list[dict[str, Any]]:
    """Parse every file with `tomllib` into plain tables."""
    files = sorted(folder.iterdir())
    return [tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal) for file in files]


def measure_variant(partnership: str, number: int) -> str:
    """Measure check / build for so many partnerships of this text; count the findings of each."""
    rows = "\n".join(partnership.format(n=n, cvr=valid_cvr(n)) for n in range(number))
    table = tomllib.loads(f"{PROGRAMME}\n{rows}", parse_float=Decimal)
    register = from_dict(table).register
    building, checking = measure_rounds(ROUNDS, lambda: from_dict(table), lambda: check(register, on=ON))
    findings = len(check(register, on=ON).findings) / number
    return f"{median_ratio(checking, building):6.2f}, {findings:.0f} findings each"


def main() -> None:
    """Measure side by side, round by round."""
    parser = argparse.ArgumentParser()
    parser.add_argument("partnerships", type=int, nargs="?", default=10_000, metavar="PARTNERSHIPS")
    parser.add_argument("--rules", action="store_true")
    arguments = parser.parse_args()
    partnerships: int = arguments.partnerships
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_register(folder, partnerships)
        print(f"{partnerships:,} partnerships of {size / partnerships / 1000:.1f} kB")
        register, tables = read(folder).register, parse_files(folder)
        report = check(register, on=ON)
        assert not report.findings, report.findings[:3]
        parsing, reading, building, checking = measure_rounds(
            ROUNDS,
            lambda: parse_files(folder),
            lambda: read(folder),
            lambda: [from_dict(table) for table in tables],
            lambda: check(register, on=ON),
        )
        for title, seconds in zip(TITLES, (parsing, reading, building, checking), strict=True):
            print(f"{title:15} {median(seconds):6.2f} s")
        print(f"read / tomllib  {median_ratio(reading, parsing):6.2f}")
        print(f"check / read    {median_ratio(checking, reading):6.2f}")
        print(f"check / build   {median_ratio(checking, building):6.2f}")
        for title, (usual, then) in VARIANTS.items():
            print(f"with {title:22} {measure_variant(PARTNERSHIP.replace(usual, then), partnerships // 5)}")
        shares = {
            rule.name: min(measure_seconds(lambda: check(register, on=ON, rules=(rule,))) for _ in range(2))  # noqa: B023 - it is called at once
            for rule in (CATALOGUE if arguments.rules else ())
        }
        for rule_name, alone in sorted(shares.items(), key=lambda each: -each[1]):
            print(f"{rule_name:32} {100 * alone / sum(shares.values()):5.1f} %")


if __name__ == "__main__":
    main()
