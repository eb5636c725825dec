"""How the cost of what the package does grows with the size of a register.

Run: python benchmarks/growth.py [SIZE...] [--faults] [--only WORD]

For reading, checking, suggesting, locating, printing, writing, exporting and importing, the CPU time per
partnership at each size, and what it is the power of from the smallest to the largest (1.0 is in proportion).
With `--faults` instead for each kind of fault, of which a register then holds nothing else: reading, checking
and reporting together, and how many findings there are of each partnership, or row of one list.
"""

import argparse
import gc
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain

from big_register import ON
from faulty_registers import FAULTS, Files
from growth_works import WORKS, Maker
from measuring import Work

from civic_partnership import check
from civic_partnership.checking import CheckedRegister, CheckResult, format_json
from civic_partnership.storage import read_files

SIZES = (1000, 2000, 4000, 8000, 16_000)


def report_findings(files: Files) -> tuple[int, int]:
    """Count the findings of a register, and the characters of its report in JSON with excerpts."""
    reading = read_files(files)
    findings = (*reading.findings, *check(reading.register, on=ON).findings)
    answer = format_json(CheckResult([CheckedRegister(reading, findings)]), "en")
    excerpts = (each.text for finding in findings if (each := reading.excerpt(finding)))
    return len(findings), sum(map(len, chain(answer, excerpts)))


def _fault_maker(register: Callable[[int], Files]) -> Maker:
    """Return the maker of the work on a register in which nothing else is wrong."""

    @contextmanager
    def make(number: int) -> Iterator[Work]:
        files = register(number)
        yield lambda: report_findings(files)

    return make


def measure(maker: Maker, size: int) -> tuple[float, object]:
    """Measure the CPU time of a work at a size; return it with the result of the work."""
    with maker(size) as work:
        gc.collect()
        start = time.process_time()
        result = work()
        return time.process_time() - start, result


def main() -> None:
    """Measure each work at each size, one size after the other; print a row for each work."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", type=int, nargs="*", metavar="SIZE")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--only", default="", metavar="WORD")
    arguments = parser.parse_args()
    sizes = arguments.sizes or SIZES
    makers = {kind: _fault_maker(each) for kind, each in FAULTS.items()} if arguments.faults else WORKS
    seconds: dict[str, list[float]] = {title: [] for title in makers if arguments.only in title}
    findings: dict[str, str] = {}
    for size in sizes:
        for title, rows in seconds.items():
            took, result = measure(makers[title], size)
            rows.append(took)
            findings[title] = f"  {result[0] / size:.1f}" if isinstance(result, tuple) else ""
    ends = "   power" + "  findings each" * arguments.faults
    print(f"{'µs each, of':48}" + "".join(f"{size:>8,}" for size in sizes) + ends)
    for title, rows in seconds.items():
        columns = "".join(f"{1e6 * each / size:8.0f}" for each, size in zip(rows, sizes, strict=True))
        power = math.log(rows[-1] / rows[0]) / math.log(sizes[-1] / sizes[0])
        print(f"{title:48}{columns}  {power:6.2f}{findings[title]}")


if __name__ == "__main__":
    main()
