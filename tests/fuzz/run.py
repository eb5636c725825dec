"""Mutate many inputs and see that each ends in time and in a sentence: `python tests/fuzz/run.py --inputs 100000`.

Each input is made anew from its number, which is told where it fails: `--first 1234 --inputs 1` repeats it alone.
A worker that hangs, takes too much memory or aborts takes no other input with it.
"""

import argparse
import contextlib
import gc
import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz.enduring import endure
from fuzz.inputs import KINDS
from fuzz.mutations import mutate

CPU_SECONDS = 10
"""The most time that one input may take on a processor."""
MEMORY = 1 << 30
"""The most memory that a worker may ask for, in bytes."""


def main() -> int:
    """Run all inputs; return exit status 1 where an input failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--inputs", type=int, default=1000, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other inputs")
    parser.add_argument("--workers", type=int, default=2, help="how many processes")
    parser.add_argument("--save", type=Path, help="write the files of the first input into this folder")
    parser.add_argument("--as-worker", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.save:
        arguments.save.mkdir(parents=True, exist_ok=True)
        for name, data in mutate(arguments.first, arguments.seed)[1].items():
            (arguments.save / name).write_bytes(data)
        return 0
    if arguments.as_worker is not None:
        work(range(arguments.first, arguments.first + arguments.inputs, arguments.as_worker), arguments.seed)
        return 0
    began = time.monotonic()
    with ThreadPoolExecutor(arguments.workers) as pool:
        shares = list(pool.map(partial(supervise, arguments), range(arguments.workers)))
    failures = dict(chain.from_iterable(failures.items() for failures, _ in shares))
    for number, why in sorted(failures.items()):
        print(f"input {number} ({KINDS[number % len(KINDS)]}), seed {arguments.seed}: {why}")
    milliseconds, number = max(slowest for _, slowest in shares)
    print(
        f"{arguments.inputs} inputs from {arguments.first}, seed {arguments.seed}: {len(failures)} failed; the slowest, {number}, "
        f"took {milliseconds / 1000:.1f} s of CPU; {time.monotonic() - began:.0f} s in all"
    )
    return 1 if failures else 0


def supervise(asked: argparse.Namespace, worker: int) -> tuple[dict[int, str], tuple[int, int]]:
    """Run a share of the inputs; start a new process after each that ends one.

    Returns:
        Why inputs failed: number -> reason; and the milliseconds and the number of the slowest input.
    """
    failures: dict[int, str] = {}
    slowest = 0, asked.first
    first, end = asked.first + worker, asked.first + asked.inputs
    while first < end:
        command = [sys.executable, __file__, "--as-worker", str(asked.workers), "--seed", str(asked.seed)]
        command += ["--first", str(first), "--inputs", str(end - first)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            for line in process.stdout or ():
                word, number, rest = line.rstrip("\n").split(" ", 2)
                if word == "took":
                    slowest = max(slowest, (int(rest), int(number)))
                    first = int(number) + asked.workers
                else:
                    failures[int(number)] = rest
        if first >= end:
            break
        code = process.returncode
        why = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        limit = f" ({CPU_SECONDS} s of CPU)" if "PROF" in why else ""
        failures[first] = f"the process ended: {why}{limit}"
        first += asked.workers
    return failures, slowest


def work(numbers: range, seed: int) -> None:
    """Run some inputs, and print the result of each."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    output = os.fdopen(os.dup(1), "w", buffering=1)
    for number in numbers:
        kind, files = mutate(number, seed)
        folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)  # ends the process, whatever it is doing
        began = time.process_time()
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                endure(kind, files, folder)
        except BaseException as error:  # noqa: BLE001 - any is a fault
            where = traceback.extract_tb(error.__traceback__)[-1]
            why = f"{type(error).__name__}: {error!s:.200} ({where.filename}:{where.lineno})"
            print("failed", number, why.replace("\n", " "), file=output)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            shutil.rmtree(folder, ignore_errors=True)
        print("took", number, round((time.process_time() - began) * 1000), file=output)
    gc.collect()


if __name__ == "__main__":
    sys.exit(main())
