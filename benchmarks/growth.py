"""How the cost of reading, checking and telling what is wrong grows with the size of a register.

Run: python benchmarks/growth.py [SIZE...] [--only WORD]

For each kind of fault, the CPU time per partnership (or row of one list) at each size, what it is the
power of from the smallest to the largest (1.0 is in proportion), and how many findings there are of each.
"""

import argparse
import gc
import math
import time
from itertools import chain

from faulty_registers import FAULTS, Files
from read_and_check import ON

from civic_partnership import check
from civic_partnership.cli.check_output_formats import format_json
from civic_partnership.cli.check_result import CheckedRegister, CheckResult
from civic_partnership.storage import read_files

SIZES = (1000, 2000, 4000, 8000, 16_000)


def report_findings(files: Files) -> tuple[int, int]:
    """Count the findings of a register, and the characters of its report in JSON with excerpts."""
    reading = read_files(files)
    findings = (*reading.findings, *check(reading.register, on=ON).findings)
    answer = format_json(CheckResult([CheckedRegister(reading, findings)]), "en")
    excerpts = (each.text for finding in findings if (each := reading.excerpt(finding)))
    return len(findings), sum(map(len, chain(answer, excerpts)))


def main() -> None:
    """Measure each kind of fault at each size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", type=int, nargs="*", metavar="SIZE")
    parser.add_argument("--only", default="", metavar="WORD")
    arguments = parser.parse_args()
    sizes = arguments.sizes or SIZES
    print(f"{'µs each, of':44}" + "".join(f"{size:>8,}" for size in sizes) + "   power  findings each")
    for kind, register in FAULTS.items():
        if arguments.only not in kind:
            continue
        seconds = []
        for size in sizes:
            files = register(size)
            gc.collect()
            start = time.process_time()
            findings, _ = report_findings(files)
            seconds.append(time.process_time() - start)
        columns = "".join(f"{1e6 * each / size:8.0f}" for each, size in zip(seconds, sizes, strict=True))
        power = math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
        print(f"{kind:44}{columns}  {power:6.2f}  {findings / sizes[-1]:.1f}", flush=True)


if __name__ == "__main__":
    main()
