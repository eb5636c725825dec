"""How the cost of what the package does grows with the size of a register.

Run: python benchmarks/growth.py [SIZE...] [--faults] [--only WORD]

For reading, checking, printing, writing, exporting and importing, the CPU time per partnership at each size, and
what it is the power of from the smallest to the largest (1.0 is in proportion). With `--faults` instead for each
kind of fault, of which a register then holds nothing else: reading, checking and reporting together, and how many
findings there are of each partnership, or row of one list.
"""

import argparse
import gc
import io
import math
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

import click
from big_records import BASE
from big_register import ON, make_lines
from faulty_registers import FAULTS, Files
from import_rows import MAPPING, import_mapped, write_rows
from measuring import Work

from civic_partnership import Host, Register, check
from civic_partnership.checking import CheckedRegister, CheckResult, format_json
from civic_partnership.cli.check_text import print_text
from civic_partnership.cli.invocation import Invocation
from civic_partnership.exporting import call_exporter, run_export
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.plugins import Artifact, NoOptions
from civic_partnership.rules import Report
from civic_partnership.storage import Reading, read_files, write

SIZES = (1000, 2000, 4000, 8000, 16_000)
FAULTY = 5
"""How many partnerships in a hundred are faulty, where findings are printed."""
FORMATS = ("toml", "json", "ndjson", "csv")
UNCHECKED = Report(on=ON, findings=())
HOST = Host(discover=False)

Maker = Callable[[int], AbstractContextManager[Work]]
"""Prepares the work on a register of so many partnerships, and tidies up after it."""


def read_lines(number: int, *, faulty: int = 0) -> Reading:
    """Read a register of so many partnerships from lines of JSON and the base."""
    lines = b"".join(make_lines(number, faulty=faulty))
    return read_files({"base.toml": BASE.encode(), "big.ndjson": lines})


@lru_cache(maxsize=1)
def make_register(number: int) -> Register:
    """Return a register of so many partnerships in which nothing is wrong."""
    return read_lines(number).register


@contextmanager
def reading(format: str, number: int) -> Iterator[Work]:
    """Read the files of a register in a format."""
    items = call_exporter(HOST.exporters[format].format, make_register(number), UNCHECKED, NoOptions())
    files = {each.name: b"".join(each.chunks) for each in items if isinstance(each, Artifact)}
    yield partial(read_files, files)


@contextmanager
def checking(number: int) -> Iterator[Work]:
    """Check a register."""
    yield partial(check, make_register(number), on=ON)


@contextmanager
def printing(number: int) -> Iterator[Work]:
    """Print the findings of a register that has all kinds of faults."""
    reading = read_lines(number, faulty=FAULTY)
    result = CheckResult([CheckedRegister(reading, check(reading.register, on=ON).findings)])

    def work() -> None:
        with click.Context(click.Command("check"), obj=Invocation("en", io.StringIO())):
            print_text(result, ON, "en", undecided=True)

    yield work


@contextmanager
def writing(number: int) -> Iterator[Work]:
    """Write a register into a folder."""
    register = make_register(number)
    with tempfile.TemporaryDirectory() as name:
        yield lambda: write(register, Path(name, "register"))


@contextmanager
def exporting(format: str, number: int) -> Iterator[Work]:
    """Export a register into a folder."""
    register, provided = make_register(number), HOST.exporters[format]
    with tempfile.TemporaryDirectory() as name:
        yield partial(
            run_export,
            provided.format,
            register,
            Path(name, "export"),
            checked=UNCHECKED,
            options=NoOptions(),
            guard=provided.guard,
            versions={},
        )


@contextmanager
def importing(number: int) -> Iterator[Work]:
    """Take in a row of a list for each partnership."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "tilskud.csv")
        write_rows(path, number)
        yield partial(import_mapped, path, parse_mapping(MAPPING))


@contextmanager
def reporting(make_files: Callable[[int], Files], number: int) -> Iterator[Work]:
    """Read, check and report a register with faults."""
    files = make_files(number)
    yield lambda: report_findings(files)


def report_findings(files: Files) -> tuple[int, int]:
    """Count the findings of a register, and the characters of its report in JSON with excerpts."""
    reading = read_files(files)
    findings = (*reading.findings, *check(reading.register, on=ON).findings)
    answer = format_json(CheckResult([CheckedRegister(reading, findings)]), "en")
    excerpts = (each.text for finding in findings if (each := reading.excerpt(finding)))
    return len(findings), sum(map(len, chain(answer, excerpts)))


WORKS: Mapping[str, Maker] = {
    **{f"read {format}": partial(reading, format) for format in FORMATS},
    "check": checking,
    f"print findings, {FAULTY} % faulty": printing,
    "write": writing,
    **{f"export {format}": partial(exporting, format) for format in FORMATS},
    "import rows": importing,
}
"""What is done -> the maker of the work."""


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
    faults = {kind: partial(reporting, each) for kind, each in FAULTS.items()}
    makers: Mapping[str, Maker] = faults if arguments.faults else WORKS
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
