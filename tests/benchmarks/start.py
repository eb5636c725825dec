"""How long it takes to import the package and to start the command, side by side with `import attrs`.

Run: python tests/benchmarks/start.py

Each is a process of its own, in turn, round by round; printed are medians and ratios.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median

ROUNDS = 15
COPENHAGEN = str(Path(__file__).parents[2] / "examples" / "copenhagen")

TIMED = """
import time
start = time.perf_counter()
{statement}
print(time.perf_counter() - start)
"""

WITHOUT_PLUGINS = "import os; os.environ['HYPOTHESIS_NO_PLUGINS'] = '1'; import hypothesis"


def measure_statement(statement: str) -> float:
    """Measure the seconds of a statement in a new interpreter, without the interpreter's own start."""
    command = [sys.executable, "-c", TIMED.format(statement=statement)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def measure_check() -> float:
    """Measure the seconds of the whole command for Copenhagen, from its start to its end."""
    program = (
        "import subprocess, sys; subprocess.run([sys.executable, '-m', 'civic_partnership', 'check', "
        f"{COPENHAGEN!r}], stdout=subprocess.DEVNULL)"
    )
    return measure_statement(program)


def main() -> None:
    """Measure each statement in turn, round by round."""
    rounds = [
        (
            measure_statement("import attrs"),
            measure_statement("import civic_partnership"),
            measure_statement("import civic_partnership.model"),
            measure_statement("import hypothesis"),
            measure_statement(WITHOUT_PLUGINS),
            measure_check(),
        )
        for _ in range(ROUNDS)
    ]
    attrs, package, records, hypothesis, alone, check = (
        median(column) for column in zip(*rounds, strict=True)
    )
    print(f"import attrs                     {attrs * 1000:6.1f} ms")
    for title, seconds in (
        ("import civic_partnership", package),
        ("import civic_partnership.model", records),
    ):
        print(f"{title:32} {seconds * 1000:6.1f} ms  {seconds / attrs:5.2f} times attrs")
    print(
        f"import hypothesis                {hypothesis * 1000:6.1f} ms  {(hypothesis - alone) * 1000:5.1f} ms of it ours"
    )
    print(f"check examples/copenhagen        {check * 1000:6.1f} ms  as a whole process")


if __name__ == "__main__":
    main()
