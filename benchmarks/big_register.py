"""A register of any number of partnerships in lines of JSON, sound or with faults, written as it is made.

Run: python benchmarks/big_register.py BASE_DIR FILE PARTNERSHIPS [--faulty PER_CENT]

`BASE_DIR` gets the file `base.toml` with what all partnerships share: municipality, departments, contact,
programme, appropriations. Each line of `FILE` holds one partnership with its association and its meetings, and
names nothing outside itself but records of the base. Without `--faulty` nothing is found in it on the day `ON`; else so
many of a hundred lines break a rule: each of `FAULTS` in its turn.
"""

import argparse
import copy
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from big_records import (
    ASSOCIATION,
    BASE,
    CVR,
    ID,
    MEETINGS,
    NUMBER,
    PARTNERSHIP,
    WRONG_CVR,
    Json,
    make_grant,
)

from civic_partnership.storage import read_files, to_text

Edit = Callable[[Json, Json, Json], object]
"""A change of an association, a partnership and its meetings."""

ON = date(2025, 3, 1)
"""The day on which the register is checked."""

PER_FILE = 100
"""The partnerships in a file of TOML."""

_SAMPLE = 4_444_444
"""A number that stands nowhere else in a line."""

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
"""The weights of the digits of a CVR number, but the last, whose weight is 1."""


def _set_amount(grant: Json, amount: int) -> None:
    for each in (grant, *grant["payments"], *grant["spending"]):
        each["amount"] = amount


def _shift_terms(p: Json) -> None:
    p["terms"][0]["period"], p["terms"][1]["period"] = "2021/2023", "2024/2027"
    p["terms"][1]["decision"]["on"] = "2023-10-02"


FAULTS: Mapping[str, Edit] = {
    "cvr-checksum": lambda a, _p, _m: a.update(cvr=WRONG_CVR),
    "term-length": lambda _a, p, _m: _shift_terms(p),
    "term-sequence": lambda _a, p, _m: p["terms"][1].update(period="2025-02/2028"),
    "extension-decision": lambda _a, p, _m: p["terms"][1]["decision"].update(on="2025-01-15"),
    "term-within-appropriation": lambda _a, p, _m: p.update(appropriation="vol-0"),
    "partnership-eligibility-members": lambda a, _p, _m: a["member_counts"][0].update(under_25=60),
    "consultant-assigned": lambda _a, p, _m: p["consultants"][0].update(until="2024"),
    "grant-annual-amount": lambda _a, p, _m: _set_amount(p["grants"][1], 180_000),
    "grant-missing-year": lambda _a, p, _m: p["grants"].pop(2),
    "grant-outside-term": lambda _a, p, _m: p["grants"].insert(0, make_grant(2020)),
    "grant-not-paid": lambda _a, p, _m: p["grants"][1]["payments"][0].update(amount=150_000),
    "payments-exceed-grant": lambda _a, p, _m: p["grants"][2]["payments"][0].update(amount=210_000),
    "payment-before-award": lambda _a, p, _m: p["grants"][3]["payments"][0].update(on="2024-01-01"),
    "grant-purpose": lambda _a, p, _m: p["grants"][0].update(
        spending=[
            {"purpose": "resource-person", "amount": 150_000},
            {"purpose": "activities", "amount": 50_000},
        ]
    ),
    "grant-overspent": lambda _a, p, _m: p["grants"][1]["spending"][0].update(amount=210_000),
    "grant-unspent": lambda _a, p, _m: p["grants"][1]["spending"][0].update(amount=150_000),
    "weekly-hours": lambda _a, p, _m: p["employments"][0].update(weekly_hours=12),
    "full-time-exceeded": lambda _a, p, _m: p["employments"][1].update(weekly_hours=40),
    "employment-gap": lambda _a, p, _m: p["employments"][1].update(period="2023-09-01/2026-12-31"),
    "employment-outside-term": lambda _a, p, _m: p["employments"][0].update(period="2020-12-01/2023-06-30"),
    "handover-missing": lambda _a, p, _m: p["employments"][0].pop("handover"),
    "plan-length": lambda _a, p, _m: [
        plan.update(period=period)
        for plan, period in zip(p["action_plans"], ("2021/2024", "2025/2026"), strict=True)
    ],
    "plan-approved": lambda _a, p, _m: p["action_plans"][1].update(approved_by="youth"),
    "plan-coverage": lambda _a, p, _m: p["action_plans"][1].update(period="2024-03-01/2027-02-28"),
    "plan-focus-area": lambda _a, p, _m: p["action_plans"][1]["objectives"][0].update(focus_area="sport"),
    "plan-focus-area-missing": lambda _a, p, _m: p["action_plans"][0]["objectives"].pop(),
    "plan-status-missing": lambda _a, p, _m: p["action_plans"][0]["objectives"][1].pop("status"),
    "status-meetings": lambda _a, _p, m: m[f"{ID}-status-2022"].update(kind="theme"),
}
"""Name of a rule -> what breaks it; some of these changes break other rules too."""

SHAPE_FAULTS: Mapping[str, Edit] = {
    "an unknown field": lambda _a, p, _m: p["grants"][0].update(amuont=1),
    "a text for an amount": lambda _a, p, _m: p["grants"][0].update(amount="mange"),
    "a table for a list": lambda _a, p, _m: p.update(terms=p["terms"][0]),
    "a missing amount": lambda _a, p, _m: p["grants"][0].pop("amount"),
    "a missing programme": lambda _a, p, _m: p.pop("programme"),
    "an unknown word": lambda _a, p, _m: p["terms"][0].update(kind="first"),
    "a CVR number of seven digits": lambda a, _p, _m: a.update(cvr="1234567"),
    "a month 13": lambda _a, p, _m: p["terms"][0].update(period="2021-13/2024"),
    "a negative amount": lambda _a, p, _m: p["grants"][0].update(amount=-1),
}
"""What is wrong with the shape of a line -> what makes it so."""


def make_template(edit: Edit | None = None) -> str:
    """Return a line of JSON in which the numbers are still to be filled in; if wished, changed by an edit."""
    association, partnership, meetings = copy.deepcopy((ASSOCIATION, PARTNERSHIP, MEETINGS))
    if edit:
        edit(association, partnership, meetings)
    line = {"associations": {ID: association}, "partnerships": {ID: partnership}, "meetings": meetings}
    return json.dumps(line, ensure_ascii=False) + "\n"


@cache
def _template_of(fault: str | None) -> str:
    return make_template(FAULTS[fault] if fault else None)


def make_line(number: int, fault: str | None = None) -> bytes:
    """Return the line of one partnership; if a rule is named, one that breaks it."""
    return fill_in(_template_of(fault), number)


def fill_in(template: str, number: int) -> bytes:
    """Fill the number of a partnership, and a CVR number of its own, into a line."""
    line = template.replace(NUMBER, str(number))
    if WRONG_CVR in line:
        right = valid_cvr(number)
        line = line.replace(WRONG_CVR, f"{right[:-1]}{(int(right[-1]) + 1) % 10}")
    else:
        line = line.replace(CVR, valid_cvr(number))
    return line.encode()


@cache
def toml_template() -> str:
    """Return the TOML of a partnership, with its association and meetings, in which the numbers are to be filled in."""
    text = to_text(read_files({"sample.ndjson": make_line(_SAMPLE)}).register)
    _, _, records = text.partition("\n")
    return records.replace(valid_cvr(_SAMPLE), CVR).replace(str(_SAMPLE), NUMBER)


def make_files(partnerships: int, *, per_file: int = PER_FILE) -> dict[str, bytes]:
    """Return the files of a register in TOML: the base, and so many partnerships in each other file."""
    files = {"base.toml": BASE.encode()}
    for start in range(0, partnerships, per_file):
        numbers = range(start, min(start + per_file, partnerships))
        rows = (fill_in(toml_template(), n) for n in numbers)
        files[f"partnerships-{start:07}.toml"] = b"\n".join(rows)
    return files


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a register into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def make_lines(partnerships: int, *, faulty: float = 0) -> Iterator[bytes]:
    """Yield so many lines, of which so many in a hundred are faulty, evenly, each fault in its turn."""
    kinds = list(FAULTS)
    for number in range(partnerships):
        before, now = int(number * faulty / 100), int((number + 1) * faulty / 100)
        yield make_line(number, kinds[before % len(kinds)] if now > before else None)


def write_base(folder: Path) -> None:
    """Write what all partnerships share into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "base.toml").write_text(BASE, encoding="utf-8")


def write_lines(file: Path, partnerships: int, *, faulty: float = 0) -> int:
    """Write a file of so many partnerships, line by line; return its size in bytes."""
    with file.open("wb") as out:
        out.writelines(make_lines(partnerships, faulty=faulty))
    return file.stat().st_size


def valid_cvr(number: int) -> str:
    """Return a CVR number with a right check digit, another one for each number below 4,500,000."""
    first = 1_000_000 + 2 * number % 9_000_000
    digits = (first, _check_digit(first)), (first + 1, _check_digit(first + 1))
    return next(f"{each}{digit}" for each, digit in digits if digit < 10)  # of two neighbours one has a digit


def _check_digit(first: int) -> int:
    return -sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, str(first), strict=True)) % 11


def main() -> None:
    """Write a base and a file as the command line says."""
    parser = argparse.ArgumentParser(description="Write a register of many partnerships, line by line.")
    parser.add_argument("base", type=Path, metavar="BASE_DIR")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("partnerships", type=int, metavar="PARTNERSHIPS")
    parser.add_argument("--faulty", type=float, default=0, metavar="PER_CENT")
    arguments = parser.parse_args()
    write_base(arguments.base)
    size = write_lines(arguments.file, arguments.partnerships, faulty=arguments.faulty)
    print(
        f"{arguments.partnerships:,} partnerships, {size / max(1, arguments.partnerships) / 1000:.1f} kB each"
    )


if __name__ == "__main__":
    main()
