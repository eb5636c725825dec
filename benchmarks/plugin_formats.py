"""How long the plugins' formats take, beside the bare library that writes what they wrote.

Run: python benchmarks/plugin_formats.py [PARTNERSHIPS [FORMAT ...]]

Each partnership has ten grants, a term and an action plan. For each format it prints the median over several
rounds of: the library alone (`csv.writer`, XlsxWriter and `icalendar` on rows, cells and events that are there
already, joined lines for Prisme); the format's own work; the ratio, taken round by round; and the most
memory that the format's own work holds at once, beside that of a register a tenth as large.
"""

import csv
import io
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import attrs
from csv_rows import make_register
from measuring import Work, measure_memory, measure_rounds, median_ratio, throw_away

from civic_partnership import Host, Register
from civic_partnership.exporting import call_exporter
from civic_partnership.model import ActionPlan, Programme, Term
from civic_partnership.plugins import Artifact
from civic_partnership.rules import Report
from civic_partnership.values import Period

ROUNDS = 3
ACCOUNT = {"art": "40590001", "cost_centre": "1010200300"}
OPTIONS: dict[str, dict[str, Any]] = {
    "csv-da": {},
    "ical": {},
    "opus-csv": {"other_programmes": {"debit": ACCOUNT, "credit": ACCOUNT}},
    "prisme-g69": {
        "other_programmes": {"debit": "100000000000001", "credit": "900000000000001"},
        "registration_place": "012",
        "machine_number": 123,
    },
    "xlsx": {},
}


def make_register_for_all(partnerships: int) -> Register:
    """Make a register of so many partnerships with content for each of the formats."""
    register = make_register(partnerships)
    more = {
        "terms": (Term(period=Period("2015-08-01/2024-12-31"), kind="initial"),),
        "action_plans": (ActionPlan(period=Period("2023/2024")),),
    }
    return register.replace(
        Programme(id="sociale-partnerskaber", name="Sociale partnerskaber"),
        *(attrs.evolve(each, **more) for each in register.partnerships.values()),  # type: ignore[arg-type] # fields of this class
    )


def export_artifacts(host: Host, name: str, register: Register) -> Iterator[Artifact]:
    """Yield the files of the register in a format."""
    provided = host.exporters[name]
    unchecked = Report(on=date(2025, 3, 1), findings=())
    options = provided.read_options(OPTIONS[name])
    for item in call_exporter(provided.format, register, unchecked, options):
        if isinstance(item, Artifact):
            yield item


def write_all(host: Host, name: str, register: Register) -> None:
    """Let the format write the register; throw its bytes away."""
    for artifact in export_artifacts(host, name, register):
        throw_away(lambda out: out.writelines(artifact.chunks))  # noqa: B023 - it is called at once


def make_library_writer(name: str, artifacts: Iterable[Artifact]) -> Work:
    """Return a function that writes the same files with the library alone."""
    files = {each.name: b"".join(each.chunks) for each in artifacts}
    makers = {"csv-da": _rows, "opus-csv": _rows, "prisme-g69": _lines, "ical": _events, "xlsx": _cells}
    return makers[name](files)


def _rows(files: dict[str, bytes]) -> Work:
    tables = [
        list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
        for name, data in files.items()
        if name.endswith(".csv")
    ]

    def write() -> None:
        with Path(os.devnull).open("w", newline="") as out:
            for rows in tables:
                csv.writer(out, delimiter=";").writerows(rows)

    return write


def _lines(files: dict[str, bytes]) -> Work:
    lines = [line.split(b"&") for data in files.values() for line in data.splitlines()]
    return lambda: b"\n".join(b"&".join(fields) for fields in lines)


def _events(files: dict[str, bytes]) -> Work:
    import icalendar  # noqa: PLC0415 - where it is measured

    (data,) = files.values()
    read = icalendar.Calendar.from_ical(data)
    events = [dict(event.items()) for event in read.walk("VEVENT")]

    def write() -> bytes:
        calendar = icalendar.Calendar()
        for properties in events:
            event = icalendar.Event()
            for key, value in properties.items():
                event.add(key, value)
            calendar.add_component(event)
        return bytes(calendar.to_ical())

    return write


def _cells(files: dict[str, bytes]) -> Work:
    import openpyxl  # noqa: PLC0415 - where it is measured
    import xlsxwriter  # type: ignore[import-untyped] # noqa: PLC0415 - where it is measured

    (data,) = files.values()
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    sheets = {sheet.title: [[*row] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}

    def write() -> None:
        out = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True, "strings_to_formulas": False})
        day = out.add_format({"num_format": "dd-mm-yyyy"})
        for title, rows in sheets.items():
            sheet = out.add_worksheet(title)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if hasattr(value, "year"):
                        sheet.write_datetime(place, column, value, day)
                    elif isinstance(value, (int, float, Decimal)):
                        sheet.write_number(place, column, value)
                    elif value is not None:
                        sheet.write_string(place, column, value)
        out.close()

    return write


def main() -> None:
    """Measure side by side, round by round."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    register, small = make_register_for_all(partnerships), make_register_for_all(max(1, partnerships // 10))
    host = Host()
    print(f"{partnerships * 10:,} grants")
    print("format       library    format   format/library   peak MiB (a tenth)")
    for name in sys.argv[2:] or OPTIONS:
        alone = make_library_writer(name, export_artifacts(host, name, register))
        library, own = measure_rounds(ROUNDS, alone, partial(write_all, host, name, register))
        write_all(host, name, make_register(1))  # loads what is loaded once
        most, of_a_tenth = (
            measure_memory(partial(write_all, host, name, each))[0] for each in (register, small)
        )
        print(
            f"{name:10} {median(library):7.2f} s {median(own):7.2f} s {median_ratio(own, library):16.2f} {most:12.1f} ({of_a_tenth:.1f})"
        )


if __name__ == "__main__":
    main()
