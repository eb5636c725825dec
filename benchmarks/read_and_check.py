"""How long reading and checking a large register take, beside what `tomllib` alone needs.

Run: python benchmarks/read_and_check.py [PARTNERSHIPS] [--rules]

Prints the size of a generated register, then the median over several rounds of: `tomllib` alone
over the same files, `read`, building the records from the parsed tables, `check` on the register; the
ratios of these, each taken round by round. With `--rules` it prints too each rule's share of the time that all
rules take, one by one: what several rules need is worked out once in a check of all, and here for each of them.
"""

import argparse
import tempfile
import tomllib
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from big_register import ON, make_files, write_files
from measuring import measure_rounds, measure_seconds, median_ratio

from civic_partnership import check, from_dict, read
from civic_partnership.rules import CATALOGUE

ROUNDS = 3
TITLES = ("tomllib alone", "read", "build", "check")


def parse_files(folder: Path) -> list[dict[str, Any]]:
    """Parse every file with `tomllib` into plain tables."""
    files = sorted(folder.iterdir())
    return [tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal) for file in files]


def main() -> None:
    """Measure side by side, round by round."""
    parser = argparse.ArgumentParser()
    parser.add_argument("partnerships", type=int, nargs="?", default=10_000, metavar="PARTNERSHIPS")
    parser.add_argument("--rules", action="store_true")
    arguments = parser.parse_args()
    partnerships: int = arguments.partnerships
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_files(partnerships)
        write_files(folder, files)
        size = sum(map(len, files.values()))
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
        shares = {
            rule.name: min(measure_seconds(lambda: check(register, on=ON, rules=(rule,))) for _ in range(2))  # noqa: B023 - it is called at once
            for rule in (CATALOGUE if arguments.rules else ())
        }
        for rule_name, alone in sorted(shares.items(), key=lambda each: -each[1]):
            print(f"{rule_name:32} {100 * alone / sum(shares.values()):5.1f} %")


if __name__ == "__main__":
    main()
