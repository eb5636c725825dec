"""What the package does with a register of any size, for what measures how the cost grows.

Each maker prepares a register of so many partnerships and returns the work on it; only that work is measured.
"""

import contextlib
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import click
from big_records import BASE, ID
from big_register import FAULTS, ON, SHAPE_FAULTS, Edit, fill_in, make_lines, make_template
from import_rows import MAPPING, import_mapped, write_rows
from measuring import Work

from civic_partnership import Finding, Host, Register, check
from civic_partnership.checking import CheckedRegister, CheckResult, format_json
from civic_partnership.cli.check_text import print_text
from civic_partnership.cli.invocation import Invocation
from civic_partnership.exporting import call_exporter, run_export
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.plugins import Artifact, NoOptions
from civic_partnership.rules import Report
from civic_partnership.storage import Reading, read_files, write

FAULTY = 5
"""How many partnerships in a hundred are faulty."""
FORMATS = ("toml", "json", "ndjson", "csv")

Maker = Callable[[int], AbstractContextManager[Work]]
"""Prepares the work on a register of so many partnerships, and tidies up after it."""


def read_lines(lines: Iterable[bytes]) -> Reading:
    """Read a register from lines of JSON and the base."""
    return read_files({"base.toml": BASE.encode(), "big.ndjson": b"".join(lines)})


@cache
def host() -> Host:
    """Return the host with the formats of the package alone."""
    return Host(discover=False)


@lru_cache(maxsize=1)
def make_register(number: int) -> Register:
    """Return a register of so many partnerships in which nothing is wrong."""
    return read_lines(make_lines(number)).register


def make_faulty(edit: Edit, number: int) -> Register:
    """Return a register of so many partnerships; an edit has changed every twentieth."""
    template = make_template(edit)
    faulty = read_lines(fill_in(template, n) for n in range(0, number, 100 // FAULTY)).register
    return make_register(number).replace(*(record for _, record in faulty))


@lru_cache(maxsize=1)
def make_register_with_faults(number: int) -> tuple[Register, tuple[Finding, ...]]:
    """Return a register of so many partnerships with all kinds of faults, and what is found in it."""
    faulty = read_lines(make_lines(number, faulty=FAULTY)).register
    return faulty, tuple(check(faulty, on=ON).findings)


@lru_cache(maxsize=len(FORMATS))
def make_files(format: str, number: int, *, faulty: bool = False) -> dict[str, bytes]:
    """Return the files of a register in a format; if wished, with all kinds of faults."""
    register = make_register_with_faults(number)[0] if faulty else make_register(number)
    items = call_exporter(host().exporters[format].format, register, Report(on=ON, findings=()), NoOptions())
    return {each.name: b"".join(each.chunks) for each in items if isinstance(each, Artifact)}


def mix(edit: Edit, number: int) -> Iterator[bytes]:
    """Yield so many lines; every twentieth is changed by an edit."""
    sound, faulty = make_template(), make_template(edit)
    for n in range(number):
        yield fill_in(faulty if n % (100 // FAULTY) == 0 else sound, n)


@contextlib.contextmanager
def reading(format: str, number: int) -> Iterator[Work]:
    """Read the files of a register in a format."""
    yield partial(read_files, make_files(format, number))


@contextlib.contextmanager
def reading_shape(edit: Edit, number: int) -> Iterator[Work]:
    """Read lines of JSON, some of which have a wrong shape."""
    yield partial(read_files, {"base.toml": BASE.encode(), "big.ndjson": b"".join(mix(edit, number))})


@contextlib.contextmanager
def checking(edit: Edit, number: int) -> Iterator[Work]:
    """Check a register, some of whose partnerships an edit has changed."""
    yield partial(check, make_faulty(edit, number), on=ON)


def _misspell(_association: object, partnership: dict[str, object], _meetings: object) -> None:
    partnership["partners"] = [{"association": f"{ID}x".replace("forening", "forenng")}]


def _say_nothing(*_: object) -> None:
    """Change nothing."""


@contextlib.contextmanager
def finding(work: Callable[[CheckedRegister], object], format: str, number: int) -> Iterator[Work]:
    """Do something with the findings of a register whose files have a format."""
    files = make_files(format, number, faulty=True)
    yield partial(work, CheckedRegister(read_files(files), make_register_with_faults(number)[1]))


def _each(answer: Callable[[Any], Callable[[Finding], object]]) -> Callable[[CheckedRegister], object]:
    return lambda register: [answer(register.reading)(each) for each in register.findings]


def _print_text(register: CheckedRegister) -> None:
    with click.Context(click.Command("check"), obj=Invocation("en", io.StringIO())):
        print_text(CheckResult([register]), ON, "en", undecided=True)


def _print_json(register: CheckedRegister) -> None:
    json.loads("".join(format_json(CheckResult([register]), "en")))


@contextlib.contextmanager
def writing(number: int) -> Iterator[Work]:
    """Write a register into a folder."""
    register = make_register(number)
    with tempfile.TemporaryDirectory() as name:
        yield lambda: write(register, Path(name, "register"))


@contextlib.contextmanager
def exporting(format: str, number: int) -> Iterator[Work]:
    """Export a register into a folder."""
    register, provided = make_register(number), host().exporters[format]
    with tempfile.TemporaryDirectory() as name:
        yield partial(
            run_export,
            provided.format,
            register,
            Path(name, "export"),
            checked=Report(on=ON, findings=()),
            options=NoOptions(),
            guard=provided.guard,
            versions={},
        )


@contextlib.contextmanager
def importing(number: int) -> Iterator[Work]:
    """Take in a row of a list for each partnership."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "tilskud.csv")
        write_rows(path, number)
        yield partial(import_mapped, path, parse_mapping(MAPPING))


WORKS: Mapping[str, Maker] = {
    **{f"read {format}": partial(reading, format) for format in FORMATS},
    **{f"read, 5 % with {name}": partial(reading_shape, edit) for name, edit in SHAPE_FAULTS.items()},
    "check, nothing wrong": partial(checking, _say_nothing),
    **{f"check, 5 % break {rule}": partial(checking, edit) for rule, edit in FAULTS.items()},
    "suggest ids, every twentieth misspelt": partial(checking, _misspell),
    **{
        f"locate in {each}, 5 % faulty": partial(finding, _each(lambda reading: reading.locate), each)
        for each in FORMATS
    },
    **{
        f"excerpt of {each}, 5 % faulty": partial(finding, _each(lambda reading: reading.excerpt), each)
        for each in FORMATS
    },
    "print as text, 5 % faulty": partial(finding, _print_text, "toml"),
    "print as JSON, 5 % faulty": partial(finding, _print_json, "toml"),
    "write": writing,
    **{f"export {format}": partial(exporting, format) for format in FORMATS},
    "import rows": importing,
}
"""What is done -> the maker of the work."""
