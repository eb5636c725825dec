"""How long it takes to import the package and to start the command, side by side with `import attrs`.

Run: python benchmarks/start.py

Each is a process of its own, in turn, round by round; printed are medians and ratios.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median

ROUNDS = 15
COPENHAGEN = str(Path(__file__).parents[1] / "examples" / "copenhagen")

TIMED = """
import time
start = time.perf_counter()
{statement}
print(time.perf_counter() - start)
"""

PROCESS = "import subprocess, sys; subprocess.run([sys.executable, {}], stdout=subprocess.DEVNULL)"
CLICK = PROCESS.format("'-c', 'import click'")
HELP = PROCESS.format("'-m', 'civic_partnership', '--help'")
CHECK = PROCESS.format(f"'-m', 'civic_partnership', 'check', {COPENHAGEN!r}, '--on', '2023-03-31'")
STATEMENTS = (
    "import attrs",
    "import civic_partnership",
    "import civic_partnership.model",
    "import hypothesis",
    "import os; os.environ['HYPOTHESIS_NO_PLUGINS'] = '1'; import hypothesis",
    CLICK,
    HELP,
    CHECK,
)


def measure_statement(statement: str) -> float:
    """Measure the milliseconds of a statement in a new interpreter, without the interpreter's own start."""
    command = [sys.executable, "-c", TIMED.format(statement=statement)]
    return 1000 * float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Measure each statement in turn, round by round."""
    rounds = [[measure_statement(statement) for statement in STATEMENTS] for _ in range(ROUNDS)]
    attrs, package, records, hypothesis, alone, click, help_, check = map(median, zip(*rounds, strict=True))
    print(f"import attrs                     {attrs:6.1f} ms")
    print(f"import civic_partnership         {package:6.1f} ms  {package / attrs:5.2f} times attrs")
    print(f"import civic_partnership.model   {records:6.1f} ms  {records / attrs:5.2f} times attrs")
    print(f"import hypothesis                {hypothesis:6.1f} ms  {hypothesis - alone:5.1f} ms of it ours")
    print(
        f"--help                           {help_:6.1f} ms  {help_ / click:5.2f} times import click, as processes"
    )
    print(f"check examples/copenhagen        {check:6.1f} ms  {check / click:5.2f} times the same")


if __name__ == "__main__":
    main()
