"""How long an export takes in each format, beside the bare library's write of the same content.

Run: python benchmarks/export.py [PARTNERSHIPS]

Each partnership has ten grants. For each format it prints the median over several rounds of: the
library alone (`csv.writer` on rows written by hand from the same records; `tomli_w`, `json` on plain
tables that are there already), the format's own work, that with the host's (a folder, hashes, flushed
to the disk and exchanged in one step); the two ratios, taken round by round; and the most memory
that the format's own work holds at once, beside that of a register a tenth as large. The host checks
a register first: what the rules take is measured in `read_and_check.py`, the rest is printed last.
"""

import json
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import tomli_w
from csv_rows import make_register, write_by_hand
from measuring import Work, measure_memory, measure_rounds, median_ratio, throw_away

from civic_partnership import Host, Register, to_dict
from civic_partnership.exporting import call_exporter, run_export
from civic_partnership.plugins import NoOptions
from civic_partnership.rules import Report
from civic_partnership.storage import ensure_writable

ROUNDS = 5
ON = date(2025, 3, 1)


def make_library_writer(name: str, register: Register, tables: dict[str, Any], file: Path) -> Work:
    """Return a function that writes the same content to a file with the library alone."""

    def csv() -> None:
        with file.open("wb") as out:
            write_by_hand(register, out)

    def ndjson() -> None:
        with file.open("w", encoding="utf-8") as out:
            for kind, records in tables.items():
                for id, record in records.items():
                    out.write(json.dumps({kind: {id: record}}, ensure_ascii=False, default=str) + "\n")

    return {
        "csv": csv,
        "toml": lambda: file.write_text(tomli_w.dumps(tables)),
        "json": lambda: file.write_text(json.dumps(tables, ensure_ascii=False, indent=2, default=str)),
        "ndjson": ndjson,
    }[name]


def write_all(host: Host, name: str, register: Register) -> None:
    """Let the format write the register; throw its bytes away."""
    for artifact in call_exporter(
        host.exporters[name].format, register, Report(on=ON, findings=()), NoOptions()
    ):
        throw_away(lambda out: out.writelines(artifact.chunks))  # type: ignore[union-attr] # noqa: B023 - it is called at once; these formats lose nothing


def main() -> None:
    """Measure side by side, round by round."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    register, small = make_register(partnerships), make_register(max(1, partnerships // 10))
    tables = to_dict(register)
    host = Host(discover=False)
    print(f"{partnerships * 10:,} grants")
    print("format    library   format     host   format/library   host/library   peak MiB (a tenth)")
    with tempfile.TemporaryDirectory() as folder:
        for name, provided in host.exporters.items():
            export_with_host = partial(
                run_export,
                provided.format,
                register,
                Path(folder) / name,
                checked=Report(on=ON, findings=()),
                options=NoOptions(),
                guard=provided.guard,
                versions={},
            )
            alone, own_work, with_host = measure_rounds(
                ROUNDS,
                make_library_writer(name, register, tables, Path(folder) / f"{name}.alone"),
                partial(write_all, host, name, register),
                export_with_host,
            )
            most, of_a_tenth = (
                measure_memory(partial(write_all, host, name, each))[0] for each in (register, small)
            )
            print(
                f"{name:8} {median(alone):6.2f} s {median(own_work):6.2f} s {median(with_host):6.2f} s"
                f" {median_ratio(own_work, alone):16.2f} {median_ratio(with_host, alone):14.2f}"
                f" {most:10.1f} ({of_a_tenth:.1f})"
            )
    (ensured,) = measure_rounds(ROUNDS, lambda: ensure_writable(register))
    print(f"before any export, that every record would read back: {median(ensured):.2f} s")


if __name__ == "__main__":
    main()
