"""What a check with a cache costs, beside reading and checking everything.

Run: python benchmarks/check_cached.py [PARTNERSHIPS]

The register has a file for each partnership. Printed are the least milliseconds of CPU time of several rounds,
and their ratios to a check without a cache: of the first check, of the next one, and of those after a change of
one file: in what only rules about its partnership see, in what rules about all partnerships see, and in what these
add up under a budget.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from big_register import valid_cvr
from read_and_check import ON, PARTNERSHIP, PROGRAMME

from civic_partnership import check, read
from civic_partnership.caching import CacheFolder, check_with_cache
from civic_partnership.rules import CATALOGUE

ROUNDS = 9
CHANGES = {
    "hours changed in one file": ("weekly_hours = 28.5", "weekly_hours = 30"),
    "a grant changed in one file": ("year = 2023, amount = 200_000", "year = 2023, amount = 190_000"),
}

WITH_BUDGET = "term_years", "annual_budget = { 2021 = 300_000_000 }\nterm_years"


def measure_cpu(work: Callable[[], object]) -> float:
    """Measure the milliseconds of CPU time of a call."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def measure_round(folder: Path, cache: Path) -> dict[str, float]:
    """Measure each kind of check once; return what it is -> its milliseconds."""

    def check_cached() -> object:
        return check_with_cache(folder, on=ON, rules=CATALOGUE, versions={}, folder=CacheFolder(cache))

    times = {
        "without a cache": measure_cpu(lambda: check(read(folder).register, on=ON)),
        "the first time": measure_cpu(check_cached),
        "nothing changed": measure_cpu(check_cached),
    }
    file = min(folder.iterdir())
    text = file.read_text(encoding="utf-8")
    for name, (old, new) in CHANGES.items():
        file.write_text(text.replace(old, new), encoding="utf-8")
        times[name] = measure_cpu(check_cached)
        file.write_text(text, encoding="utf-8")
        check_cached()
    base = folder / "programme.toml"
    base.write_text(PROGRAMME.replace(*WITH_BUDGET), encoding="utf-8")
    check_cached()
    file.write_text(text.replace(*CHANGES["a grant changed in one file"]), encoding="utf-8")
    times["the same under a budget"] = measure_cpu(check_cached)
    base.write_text(PROGRAMME, encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    return times


def main() -> None:
    """Measure every round with a new cache."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "register")
        folder.mkdir()
        (folder / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
        for n in range(partnerships):
            text = PARTNERSHIP.format(n=n, cvr=valid_cvr(n))
            (folder / f"partnership-{n:07}.toml").write_text(text, encoding="utf-8")
        rounds = [measure_round(folder, Path(made, f"cache-{number}")) for number in range(ROUNDS)]
    least = {name: min(each[name] for each in rounds) for name in rounds[0]}
    print(f"{partnerships} partnerships, each in a file")
    for name, milliseconds in least.items():
        print(f"{name:28} {milliseconds:8.1f} ms  {milliseconds / least['without a cache']:5.3f}")


if __name__ == "__main__":
    main()
