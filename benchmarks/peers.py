"""How long reading lines of JSON and checking them takes: this package beside others, on the same work.

Run: python benchmarks/peers.py [PARTNERSHIPS [ROUNDS]]

A register of so many partnerships is made, of which two in a hundred break a rule. First it is proven that all
do the same work: the plain rules over pydantic's and cattrs' records and the package's own 28 find the same, DuckDB
flags the same for its rules, and pydantic, msgspec and jsonschema-rs refuse the same misshapen lines as the package.
Then each is measured in turn, round by round: the median of the CPU time of a partnership in µs. Everything is
held in memory, and Python's collector of cyclic garbage is paused for all.
"""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from unittest.mock import patch

import duckdb
from big_records import BASE
from big_register import FAULTS, ON, SHAPE_FAULTS, fill_in, make_line, make_lines, make_template
from measuring import Work, measure_cpu_rounds
from peer_readers import READERS, Reader, check_grants, write_grants
from peer_sql import CONDITIONS, flag
from plain_rules import RULES, check_line
from pydantic_base import Base

from civic_partnership import Register, check
from civic_partnership.rules import CATALOGUE
from civic_partnership.storage import Reading, read_files, register_builder
from civic_partnership.storage.json_reader import read_nothing

PARTNERSHIPS = 2_000
ROUNDS = 7
FAULTY = 2
SAME_RULES = tuple(rule for rule in CATALOGUE if rule.name in RULES)
STRICT = ("msgspec", "pydantic", "jsonschema-rs")
"""The readers that must refuse what the package refuses; cattrs, as it comes, lets numbers and texts of any size pass."""

Findings = set[tuple[str, str]]
"""The id of a partnership and the name of a rule that it breaks."""


class Figures(NamedTuple):
    """What was measured.

    Attributes:
        partnerships: how many there were.
        bytes_each: the length of a line.
        findings: how many were found by all.
        micros: name of a work -> the median of its CPU time, in µs a partnership.
    """

    partnerships: int
    bytes_each: float
    findings: int
    micros: dict[str, float]


def read_ours(data: bytes) -> Reading:
    """Read lines with the package and its extra `fast`, beside the file with what they share."""
    return read_files({"base.toml": BASE.encode(), "big.ndjson": data})


def read_ours_slowly(data: bytes) -> Reading:
    """Read lines as the package does where msgspec is not installed."""
    with patch.object(register_builder, "find_json_reader", return_value=read_nothing):
        return read_ours(data)


def read_all(reader: Reader, data: bytes) -> list[Any]:
    """Read each line with another library."""
    return [reader(line) for line in data.splitlines()]


def find_plain(lines: list[Any], base: Base) -> Findings:
    """Check records with the plain rules."""
    return {each for line in lines for each in check_line(line, base, ON)}


def find_ours(register: Register, rules: Any = CATALOGUE) -> Findings:
    """Check a register with rules of the package."""
    report = check(register, on=ON, rules=rules)
    return {(each.record.id, each.rule) for each in report.findings if each.record and each.record.id}


def prove_same_shape() -> None:
    """Make sure that the strict readers refuse the same lines, and take every line with the right shape."""
    for fault in FAULTS:
        for reader in READERS.values():
            reader(fill_in(make_template(FAULTS[fault]), 1))
    for name, edit in SHAPE_FAULTS.items():
        line = fill_in(make_template(edit), 1)
        assert read_ours(line).findings == read_ours_slowly(line).findings != (), name
        assert all(is_refused(READERS[each], line) for each in STRICT), name
    for name in ("a text for an amount", "a negative amount"):
        assert check_grants(write_grants([fill_in(make_template(SHAPE_FAULTS[name]), 1)])), name


def is_refused(reader: Reader, line: bytes) -> bool:
    """Return whether a reader raises an exception for a line."""
    try:
        reader(line)
    except Exception:  # noqa: BLE001 - each library has its own
        return True
    return False


def prove_same_findings(lines: Sequence[bytes], file: Path, connection: duckdb.DuckDBPyConnection) -> int:
    """Make sure that all find the same in some lines, in which every rule is broken; return how much they find."""
    data = b"".join(lines)
    file.write_bytes(data)
    base, found = Base.read(BASE), find_ours(read_ours(data).register, SAME_RULES)
    assert {rule for _, rule in found} == {*RULES}
    assert read_ours(data) == read_ours_slowly(data)
    for name in ("pydantic", "cattrs"):
        assert found == find_plain(read_all(READERS[name], data), base), name
    assert {each for each in found if each[1] in CONDITIONS} == {*flag(connection, file)}
    assert not check_grants(write_grants(lines))
    return len(found)


def compare(partnerships: int = PARTNERSHIPS, rounds: int = ROUNDS) -> Figures:
    """Prove that all do the same work, then measure it."""
    prove_same_shape()
    lines = [*make_lines(partnerships, faulty=FAULTY)]
    each_fault = [make_line(partnerships + i, fault) for i, fault in enumerate(FAULTS)]
    data, table, base = b"".join(lines), write_grants(lines), Base.read(BASE)
    with tempfile.TemporaryDirectory() as name, duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        file = Path(name, "big.ndjson")
        findings = prove_same_findings([*lines, *each_fault], file, connection)
        file.write_bytes(data)
        register = read_ours(data).register
        of_pydantic, of_cattrs = (read_all(READERS[each], data) for each in ("pydantic", "cattrs"))
        works: Mapping[str, Work] = {
            **{name: partial(read_all, reader, data) for name, reader in READERS.items()},
            "ours, fast": partial(read_ours, data),
            "ours": partial(read_ours_slowly, data),
            "frictionless": partial(check_grants, table),
            "duckdb": partial(flag, connection, file),
            "28 plain rules, pydantic": partial(find_plain, of_pydantic, base),
            "28 plain rules, cattrs": partial(find_plain, of_cattrs, base),
            "28 rules, ours": partial(find_ours, register, SAME_RULES),
            "all rules, ours": partial(find_ours, register),
        }
        seconds = measure_cpu_rounds(rounds, works)
    micros = {name: 1e6 * median(each) / partnerships for name, each in seconds.items()}
    return Figures(partnerships, len(data) / partnerships, findings, micros)


def main() -> None:
    """Measure and print."""
    numbers = [int(each) for each in sys.argv[1:]]
    figures = compare(*numbers)
    print(
        f"{figures.partnerships:,} partnerships of {figures.bytes_each / 1000:.1f} kB;"
        f" all find the same {figures.findings} faults"
    )
    for name, micros in figures.micros.items():
        print(f"{name:26} {micros:8.1f} µs")


if __name__ == "__main__":
    main()
