"""How long an export to CSV takes, beside what `csv.writer` alone needs for the same rows.

Run: python benchmarks/csv_rows.py [PARTNERSHIPS]

Prints the median over several rounds of: the same tables written by hand, row by row, with
`csv.writer` from the same records; the export; the ratio, taken round by round; and the most memory
that an export holds at once, beside that of one a tenth as large.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from statistics import median
from typing import Any, BinaryIO

from measuring import measure_memory, measure_rounds, median_ratio, throw_away

from civic_partnership import Register
from civic_partnership.exporting.csv_format import CSV
from civic_partnership.exporting.exporter import NoOptions
from civic_partnership.model import Grant, Municipality, Partner, Partnership, Payment
from civic_partnership.values import Period

ROUNDS = 9
GRANTS = 10

MUNICIPALITY = ("code", "name", "note")
CANCELLED = (
    *("cancelled.on", "cancelled.effective", "cancelled.by.association", "cancelled.by.department"),
    *("cancelled.by.name", "cancelled.by.person", "cancelled.by.person.name", "cancelled.reason"),
)
PARTNERSHIPS = ("id", "programme", "appropriation", "case", *CANCELLED, "note")
PARTNERS = ("partnerships", "partners", "association", "share", "since", "until")
CLOSED = (
    *("carried_over.amount", "carried_over.approved_on"),
    *("accounts", "accounts.due", "accounts.received_on", "accounts.approved_on", "accounts.audited"),
)
GRANT_COLUMNS = ("partnerships", "grants", "year", "period", "amount", "awarded_on", *CLOSED, "note")
NOT_CANCELLED, NOT_CLOSED = ([""] * len(names) for names in (CANCELLED, CLOSED))
PAYMENTS = ("partnerships", "grants", "payments", "on", "amount", "to")


def make_register(partnerships: int) -> Register:
    """Make a register of so many partnerships with ten grants each, and a payment of each grant."""
    return Register().replace(
        Municipality(code="0999", name="Nordby Kommune"),
        *(
            Partnership(
                id=f"forening-{n:06}",
                programme="sociale-partnerskaber",
                partners=(Partner(association=f"forening-{n:06}"),),
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
        payments=(Payment(on=date(2015 + i, 1, 15), amount=Decimal(200_000 + n)),),
        note="Bevilget med budgettet, efter forhandling" if i % 4 == 0 else None,
    )


def write_by_hand(register: Register, out: BinaryIO) -> None:
    """Write the tables of the export with nothing but `csv.writer`."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text)
    municipality = register.municipality
    assert municipality is not None
    writer.writerow(MUNICIPALITY)
    writer.writerow((municipality.code, municipality.name, municipality.note))
    writer.writerow(PARTNERSHIPS)
    writer.writerows(_partnerships(register))
    writer.writerow(PARTNERS)
    writer.writerows(_partners(register))
    writer.writerow(GRANT_COLUMNS)
    writer.writerows(_grants(register))
    writer.writerow(PAYMENTS)
    writer.writerows(_payments(register))
    text.flush()
    text.detach()


def _partnerships(register: Register) -> Iterator[tuple[Any, ...]]:
    for id, p in register.partnerships.items():
        yield id, p.programme, p.appropriation, p.case, *NOT_CANCELLED, p.note


def _partners(register: Register) -> Iterator[tuple[Any, ...]]:
    for id, p in register.partnerships.items():
        for number, each in enumerate(p.partners, 1):
            yield id, number, each.association, each.share, each.since, each.until


def _grants(register: Register) -> Iterator[tuple[Any, ...]]:
    for id, p in register.partnerships.items():
        for number, g in enumerate(p.grants, 1):
            yield id, number, g.year, g.period, _number(g.amount), g.awarded_on, *NOT_CLOSED, g.note


def _payments(register: Register) -> Iterator[tuple[Any, ...]]:
    for id, p in register.partnerships.items():
        for number, g in enumerate(p.grants, 1):
            for n, each in enumerate(g.payments, 1):
                yield id, number, n, each.on, _number(each.amount), each.to


def _number(amount: Decimal) -> str:
    text = format(amount, "f")
    return text.rstrip("0") if "." in text else text


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


def main() -> None:
    """Measure side by side, round by round."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    register, small = make_register(partnerships), make_register(max(1, partnerships // 10))
    written = collect_bytes(export_tables, register)
    assert collect_bytes(write_by_hand, register) == written
    works = [partial(throw_away, partial(work, register)) for work in (write_by_hand, export_tables)]
    alone, export = measure_rounds(ROUNDS, *works)
    most, of_a_tenth = (
        measure_memory(partial(throw_away, partial(export_tables, each)))[0] for each in (register, small)
    )
    print(f"{partnerships * GRANTS:,} grants, {len(written) / 1e6:.1f} MB of CSV")
    print(f"csv.writer alone   {median(alone):6.3f} s")
    print(f"export             {median(export):6.3f} s")
    print(f"export / alone     {median_ratio(export, alone):6.2f}")
    print(f"most memory        {most * 1024:6.0f} KiB")
    print(f"  a tenth of it    {of_a_tenth * 1024:6.0f} KiB")


if __name__ == "__main__":
    main()
