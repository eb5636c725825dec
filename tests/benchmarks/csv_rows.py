"""How long an export to CSV takes, beside what `csv.writer` alone needs for the same rows.

Run: python tests/benchmarks/csv_rows.py [PARTNERSHIPS]

Prints the median over several rounds of: the same tables written by hand, row by row, with
`csv.writer` from the same records; the export; the ratio, taken round by round; and the most memory
that an export holds at once, beside that of one a tenth as large.
"""

import csv
import gc
import io
import os
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO

from civic_partnership import Register
from civic_partnership.exporting.csv_format import CSV
from civic_partnership.exporting.exporter import NoOptions
from civic_partnership.model import Grant, Municipality, Partnership
from civic_partnership.values import Period

ROUNDS = 9
GRANTS = 10

MUNICIPALITY = ("code", "name", "note")
PARTNERSHIPS = ("id", "programme", "appropriation", "associations", "consultant", "case", "note")
GRANT_COLUMNS = ("partnerships", "grants", "year", "period", "amount", "awarded_on", "paid_on", "note")


def make_register(partnerships: int) -> Register:
    """Make a register of so many partnerships with ten grants each."""
    return Register().replace(
        Municipality(code="0999", name="Nordby Kommune"),
        *(
            Partnership(
                id=f"forening-{n:06}",
                programme="sociale-partnerskaber",
                associations=(f"forening-{n:06}",),
                case=f"18.15.05-P20-{n}-21",
                grants=tuple(_grant(n, i) for i in range(GRANTS)),
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
        paid_on=date(2015 + i, 1, 15),
        note="Bevilget med budgettet, efter forhandling" if i % 4 == 0 else None,
    )


def write_by_hand(register: Register, out: BinaryIO) -> None:
    """Write the tables of the export with nothing but `csv.writer`."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text)
    for header, rows in (
        (MUNICIPALITY, _municipality(register)),
        (PARTNERSHIPS, _partnerships(register)),
        (GRANT_COLUMNS, _grants(register)),
    ):
        writer.writerow(header)
        writer.writerows(rows)
    text.flush()
    text.detach()


def _municipality(register: Register) -> Iterator[tuple[Any, ...]]:
    m = register.municipality
    assert m is not None
    yield m.code, m.name, m.note


def _partnerships(register: Register) -> Iterator[tuple[Any, ...]]:
    for id, p in register.partnerships.items():
        yield id, p.programme, p.appropriation, "|".join(p.associations), p.consultant, p.case, p.note


def _grants(register: Register) -> Iterator[tuple[Any, ...]]:
    for id, p in register.partnerships.items():
        for number, g in enumerate(p.grants, 1):
            amount = format(g.amount, "f")
            if "." in amount:
                amount = amount.rstrip("0")
            yield id, number, g.year, g.period, amount, g.awarded_on, g.paid_on, g.note


def export_tables(register: Register, out: BinaryIO) -> None:
    """Write the tables of the export, without the files that describe them."""
    for artifact in CSV.export(register, NoOptions()):
        if artifact.name.endswith(".csv"):
            out.writelines(artifact.chunks)


def collect_bytes(work: Callable[[Register, BinaryIO], None], register: Register) -> bytes:
    """Return all bytes that a writer writes."""
    out = io.BytesIO()
    work(register, out)
    return out.getvalue()


def measure_seconds(work: Callable[[Register, BinaryIO], None], register: Register) -> float:
    """Measure how many seconds a writer takes; throw its bytes away."""
    gc.collect()
    with Path(os.devnull).open("wb") as out:
        start = time.perf_counter()
        work(register, out)
        return time.perf_counter() - start


def measure_memory(register: Register) -> int:
    """Measure the most bytes of memory that an export holds at once."""
    with Path(os.devnull).open("wb") as out:
        tracemalloc.start()
        export_tables(register, out)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most


def main() -> None:
    """Measure side by side, round by round."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    register, small = make_register(partnerships), make_register(max(1, partnerships // 10))
    assert collect_bytes(write_by_hand, register) == collect_bytes(export_tables, register)
    rounds = [
        (measure_seconds(write_by_hand, register), measure_seconds(export_tables, register))
        for _ in range(ROUNDS)
    ]
    alone, export = (median(seconds) for seconds in zip(*rounds, strict=True))
    print(
        f"{partnerships * GRANTS:,} grants, {len(collect_bytes(export_tables, register)) / 1e6:.1f} MB of CSV"
    )
    print(f"csv.writer alone   {alone:6.3f} s")
    print(f"export             {export:6.3f} s")
    print(f"export / alone     {median(after / before for before, after in rounds):6.2f}")
    print(f"most memory        {measure_memory(register) / 1024:6.0f} KiB")
    print(f"  a tenth of it    {measure_memory(small) / 1024:6.0f} KiB")


if __name__ == "__main__":
    main()
