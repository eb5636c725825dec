"""What the benchmarks measure: the seconds and the memory of calls, side by side."""

import gc
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from statistics import median

Work = Callable[[], object]


def measure_seconds(work: Work) -> float:
    """Measure how many seconds a call takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure_rounds(rounds: int, *works: Work) -> list[tuple[float, ...]]:
    """Measure calls in turn, round by round; return for each call its seconds in each round."""
    return list(zip(*([measure_seconds(work) for work in works] for _ in range(rounds)), strict=True))


def median_ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the median of the ratios of two calls, taken round by round."""
    return median(a / b for a, b in zip(one, other, strict=True))


def measure_memory(work: Work) -> tuple[float, float]:
    """Measure in MiB the most memory that a call holds, and the memory of its result."""
    gc.collect()
    tracemalloc.start()
    result = work()
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return most / 2**20, kept / 2**20


def measure_cpu(work: Work) -> float:
    """Measure how many seconds of CPU time a call takes, in all its threads, with the collector paused."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def measure_cpu_rounds(rounds: int, works: Mapping[str, Work]) -> dict[str, list[float]]:
    """Measure the CPU time of named calls in turn, round by round; return for each its seconds in each round."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            seconds[name].append(measure_cpu(work))
    return seconds
