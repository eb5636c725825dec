"""What a check with a cache costs, beside reading and checking everything.

Run: python benchmarks/check_cached.py [PARTNERSHIPS]

The register has a file for each partnership. Printed are the least milliseconds of CPU time of several rounds,
and their ratios to a check without a cache: of the first check, of the next one, and of those after a change of
one file: in what only rules about its partnership see, in what rules about all partnerships see, and in what these
add up under a budget.
"""

import sys
import tempfile
from pathlib import Path

from big_records import BASE
from big_register import ON, make_files, write_files
from measuring import measure_cpu

from civic_partnership import check, read
from civic_partnership.caching import CacheFolder, check_with_cache
from civic_partnership.rules import CATALOGUE

ROUNDS = 9
CHANGES = {
    "hours changed in one file": ("weekly_hours = 28.5", "weekly_hours = 30"),
    "a grant changed in one file": ("year = 2023\namount = 200000", "year = 2023\namount = 190000"),
}

WITH_BUDGET = "term_years", "annual_budget = { 2021 = 300_000_000 }\nterm_years"


def measure_round(folder: Path, cache: Path) -> dict[str, float]:
    """Measure each kind of check once; return what it is -> its seconds."""

    def check_cached() -> object:
        return check_with_cache(folder, on=ON, rules=CATALOGUE, versions={}, folder=CacheFolder(cache))

    times = {
        "without a cache": measure_cpu(lambda: check(read(folder).register, on=ON)),
        "the first time": measure_cpu(check_cached),
        "nothing changed": measure_cpu(check_cached),
    }
    base = folder / "base.toml"
    file = min(each for each in folder.iterdir() if each != base)
    text = file.read_text(encoding="utf-8")
    for name, (old, new) in CHANGES.items():
        file.write_text(text.replace(old, new), encoding="utf-8")
        times[name] = measure_cpu(check_cached)
        file.write_text(text, encoding="utf-8")
        check_cached()
    base.write_text(BASE.replace(*WITH_BUDGET), encoding="utf-8")
    check_cached()
    file.write_text(text.replace(*CHANGES["a grant changed in one file"]), encoding="utf-8")
    times["the same under a budget"] = measure_cpu(check_cached)
    base.write_text(BASE, encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    return times


def main() -> None:
    """Measure every round with a new cache."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "register")
        write_files(folder, make_files(partnerships, per_file=1))
        rounds = [measure_round(folder, Path(made, f"cache-{number}")) for number in range(ROUNDS)]
    least = {name: min(each[name] for each in rounds) for name in rounds[0]}
    print(f"{partnerships} partnerships, each in a file")
    for name, seconds in least.items():
        print(f"{name:28} {1000 * seconds:8.1f} ms  {seconds / least['without a cache']:5.3f}")


if __name__ == "__main__":
    main()
