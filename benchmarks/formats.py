"""How long an export takes in each format, beside the bare library's write of the same content.

Run: python benchmarks/formats.py [PARTNERSHIPS [FORMAT ...]]

Each partnership has ten grants, a term and an action plan. For each format it prints the median over several
rounds of: the library alone, on values, plain tables, rows, cells and events that are there already; the format's
own work; that with the host's (a folder, hashes, flushed to the disk and exchanged in one step); the two ratios,
taken round by round; and the most memory that the format's own work holds at once, beside that of a register a
tenth as large. The host checks a register first: what the rules take is measured in `read_and_check.py`, the
rest is printed last.
"""

import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import icalendar
import openpyxl
import tomli_w
import xlsxwriter  # type: ignore[import-untyped] # it ships no types
from measuring import measure_memory, measure_rounds, median_ratio

from civic_partnership import Host, Register, to_dict
from civic_partnership.exporting import call_exporter, run_export
from civic_partnership.model import (
    ActionPlan,
    Grant,
    Municipality,
    Partner,
    Partnership,
    Payment,
    Programme,
    Term,
)
from civic_partnership.plugins import Artifact, table_layouts
from civic_partnership.rules import Report
from civic_partnership.storage import ensure_writable
from civic_partnership.values import Period

ROUNDS = 3
GRANTS = 10
CHECKED = Report(on=date(2025, 3, 1), findings=())
ACCOUNT = {"art": "40590001", "cost_centre": "1010200300"}
OPTIONS: dict[str, dict[str, Any]] = {
    "opus-csv": {"other_programmes": {"debit": ACCOUNT, "credit": ACCOUNT}},
    "prisme-g69": {
        "other_programmes": {"debit": "100000000000001", "credit": "900000000000001"},
        "registration_place": "012",
        "machine_number": 123,
    },
}

Files = Mapping[str, bytes]
"""What a format wrote: name of a file -> its bytes."""
Write = Callable[[], object]


def make_register(partnerships: int) -> Register:
    """Make a register of so many partnerships with content for each of the formats."""
    return Register().replace(
        Municipality(code="0999", name="Nordby Kommune"),
        Programme(id="sociale-partnerskaber", name="Sociale partnerskaber"),
        *(
            Partnership(
                id=f"forening-{n:06}",
                programme="sociale-partnerskaber",
                partners=(Partner(association=f"forening-{n:06}"),),
                case=f"18.15.05-P20-{n}-21",
                terms=(Term(period=Period("2015-08-01/2024-12-31"), kind="initial"),),
                grants=tuple(_grant(n, i) for i in range(GRANTS)),
                action_plans=(ActionPlan(period=Period("2023/2024")),),
            )
            for n in range(partnerships)
        ),
    )


def _grant(n: int, i: int) -> Grant:
    return Grant(
        year=2015 + i if i else None,
        period=None if i else Period("2015-08-01/2015-12-31"),
        amount=Decimal(f"{200_000 + n}.50") if i % 3 == 0 else Decimal(200_000 + n),
        awarded_on=date(2014 + i, 10, 2),
        payments=(Payment(on=date(2015 + i, 1, 15), amount=Decimal(200_000 + n)),),
        note="Bevilget med budgettet, efter forhandling" if i % 4 == 0 else None,
    )


class Format:
    """A format of the host, with options that suit the register."""

    def __init__(self, host: Host, name: str) -> None:
        self._provided = host.exporters[name]
        self._options = self._provided.read_options(OPTIONS.get(name, {}))

    def write(self, register: Register, use: Callable[[str, bytes], object] = lambda *_: None) -> None:
        """Let the format write the register; hand its bytes over, or throw them away."""
        for item in call_exporter(self._provided.format, register, CHECKED, self._options):
            if isinstance(item, Artifact):
                for chunk in item.chunks:
                    use(item.name, chunk)

    def collect(self, register: Register) -> Files:
        """Return what the format writes."""
        files: dict[str, bytearray] = {}
        self.write(register, lambda name, chunk: files.setdefault(name, bytearray()).extend(chunk))
        return {name: bytes(data) for name, data in files.items()}

    def export(self, register: Register, folder: Path) -> None:
        """Let the host export the register into a folder."""
        provided = self._provided
        run_export(
            provided.format,
            register,
            folder,
            checked=CHECKED,
            options=self._options,
            guard=provided.guard,
            versions={},
        )


def _values(register: Register, _: Files) -> Write:
    tables = [
        [[*keys, *(column.get(row) for column in layout.columns)] for keys, row in layout.rows(register)]
        for layout in table_layouts().values()
    ]
    return partial(_write_tables, tables, delimiter=",")


def _write_tables(tables: Iterable[list[list[Any]]], *, delimiter: str) -> None:
    for rows in tables:
        csv.writer(io.StringIO(newline=""), delimiter=delimiter).writerows(rows)


def _toml(register: Register, _: Files) -> Write:
    return partial(tomli_w.dumps, to_dict(register))


def _json(register: Register, _: Files) -> Write:
    return partial(json.dumps, to_dict(register), ensure_ascii=False, indent=2, default=str)


def _ndjson(register: Register, _: Files) -> Write:
    tables = to_dict(register)
    return lambda: [
        json.dumps({kind: {id: record}}, ensure_ascii=False, default=str)
        for kind, records in tables.items()
        for id, record in records.items()
    ]


def _rows(_: Register, files: Files) -> Write:
    texts = [data.decode("utf-8-sig") for name, data in files.items() if name.endswith(".csv")]
    tables = [list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) for text in texts]
    return partial(_write_tables, tables, delimiter=";")


def _lines(_: Register, files: Files) -> Write:
    lines = [line.split(b"&") for data in files.values() for line in data.splitlines()]
    return lambda: b"\n".join(b"&".join(fields) for fields in lines)


def _events(_: Register, files: Files) -> Write:
    (data,) = files.values()
    events = [dict(event.items()) for event in icalendar.Calendar.from_ical(data).walk("VEVENT")]

    def write() -> bytes:
        calendar = icalendar.Calendar()
        for properties in events:
            event = icalendar.Event()
            for key, value in properties.items():
                event.add(key, value)
            calendar.add_component(event)
        return bytes(calendar.to_ical())

    return write


def _cells(_: Register, files: Files) -> Write:
    (data,) = files.values()
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    sheets = {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    options = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "dd-mm-yyyy"}

    def write() -> None:
        out = xlsxwriter.Workbook(io.BytesIO(), options)
        for title, rows in sheets.items():
            sheet = out.add_worksheet(title)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
        out.close()

    return write


LIBRARIES: Mapping[str, Callable[[Register, Files], Write]] = {
    "csv": _values,
    "json": _json,
    "ndjson": _ndjson,
    "toml": _toml,
    "csv-da": _rows,
    "ical": _events,
    "opus-csv": _rows,
    "prisme-g69": _lines,
    "xlsx": _cells,
}
"""Name of a format -> the function that makes a writer of the same content with the library alone."""


def main() -> None:
    """Measure side by side, round by round."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    register, small = make_register(partnerships), make_register(max(1, partnerships // 10))
    host = Host()
    print(f"{partnerships * GRANTS:,} grants")
    print("format       library   format     host   format/library   host/library   peak MiB (a tenth)")
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[2:] or LIBRARIES:
            format = Format(host, name)
            library, own, with_host = measure_rounds(
                ROUNDS,
                LIBRARIES[name](register, format.collect(register)),
                partial(format.write, register),
                partial(format.export, register, Path(folder) / name),
            )
            most, of_a_tenth = (measure_memory(partial(format.write, each))[0] for each in (register, small))
            print(
                f"{name:11} {median(library):6.2f} s {median(own):6.2f} s {median(with_host):6.2f} s"
                f" {median_ratio(own, library):16.2f} {median_ratio(with_host, library):14.2f}"
                f" {most:10.1f} ({of_a_tenth:.1f})"
            )
    (ensured,) = measure_rounds(ROUNDS, lambda: ensure_writable(register))
    print(f"before any export, that every record would read back: {median(ensured):.2f} s")


if __name__ == "__main__":
    main()
