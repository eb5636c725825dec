"""How long the check of a big file takes line by line, with one process and with two, and its memory.

Run: python benchmarks/check_lines.py [LINES]

Prints the CPU time per line of one process, how many times as fast two processes are by the clock, and the most
memory of the program alone; two lines in a hundred break a rule. Each number of lines is checked in a process of
its own, and a tenth of the lines too: memory does not grow with them.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from big_register import ON, write_base, write_lines

from civic_partnership import check_file, load


def check(folder: Path, lines: int, jobs: int) -> None:
    """Check a file, and print what that took."""
    base = load(folder / "base")
    begun, before = time.perf_counter(), time.process_time()
    findings = sum(1 for _ in check_file(folder / f"{lines}.ndjson", base, on=ON, jobs=jobs))
    micros = (time.process_time() - before) / lines * 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.perf_counter() - begun, micros, memory, findings)


def measure(folder: Path, lines: int, jobs: int) -> tuple[float, ...]:
    """Return the seconds, the CPU microseconds a line, the MiB and the findings of a check in a new process."""
    command = [sys.executable, __file__, str(lines), str(folder), str(jobs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return tuple(map(float, done.stdout.split()))


def main() -> None:
    """Measure a file, and one with a tenth of its lines."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        check(Path(sys.argv[2]), lines, int(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_base(folder / "base")
        for number in (lines // 10, lines):
            write_lines(folder / f"{number}.ndjson", number, faulty=2)
            seconds, micros, memory, findings = measure(folder, number, 1)
            twice, *_, same = measure(folder, number, 2)
            assert findings == same
            print(
                f"{number:,} lines: {micros:.0f} µs of CPU each, {findings:,.0f} findings, {memory:.0f} MiB; "
                f"two processes are {seconds / twice:.2f} times as fast"
            )


if __name__ == "__main__":
    main()
