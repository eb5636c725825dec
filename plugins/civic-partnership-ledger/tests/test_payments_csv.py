"""The list of payments: its rows and their sum, what it refuses and what it loses."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from civic_partnership import Host, OptionsError, Register, parse
from civic_partnership.model import Association, Grant, Partner, Partnership, Payment
from civic_partnership.plugins import Artifact, Loss
from civic_partnership.testing import registers
from civic_partnership.values import Period
from civic_partnership_ledger.payments_csv import HEADER, PaymentsCsv, PaymentsOptions

RECORDS = """
[programmes.sociale]
name = "Sociale partnerskaber"

[associations.boldklub]
name = "=Nordby; Boldklub"
cvr = "04942212"
former = [{ cvr = "55133018", until = "2023" }]

[associations.dans]
name = "Nordby Dans"
cvr = "55133018"

[associations.uden]
name = "Uden tilskud"
cvr = "29188505"

[partnerships.boldklub]
programme = "sociale"
case = "18.15.05-P20-1-21"
partners = [{ association = "boldklub" }]
grants = [
  { year = 2023, amount = 200_000, payments = [{ on = 2023-12-31, amount = 100_000.5 }, { on = 2024-01-02, amount = 99_999.5 }] },
  { year = 2024, amount = 0, payments = [{ on = 2024-01-16, amount = 0 }] },
  { year = 2025, amount = 200_000 },
]

[partnerships.sammen]
programme = "ukendt"
partners = [{ association = "boldklub", share = 33.3 }, { association = "dans", share = 66.7 }]
grants = [
  { period = "2024-08/2025-07", amount = 1000, payments = [{ on = 2024-08-01, amount = 0.01 }, { on = 2025-01-15, amount = 999.99, to = "dans" }] },
]
"""


def record_shares(register: Register) -> Register:
    """Give half to each of two associations that are partners together and have no shares."""
    for partnership in register.partnerships.values():
        rows = partnership.partners
        if len(rows) > 1 and not any(each.share or each.since or each.until for each in rows):
            halves = tuple(evolve(each, share=Decimal(50)) for each in rows)
            register = register.replace(evolve(partnership, partners=halves))
    return register


def export_list(register: Register, period: str | None = None) -> tuple[str, list[Loss]]:
    """Return the list without its mark, and the losses."""
    artifact, *losses = PaymentsCsv().export(register, PaymentsOptions(period=period))
    assert isinstance(artifact, Artifact)
    assert ("udbetalinger.csv", "text/csv; charset=utf-8") == (artifact.name, artifact.media_type)
    text = b"".join(artifact.chunks).decode()
    assert "\ufeff" == text[0]
    return text[1:], [each for each in losses if isinstance(each, Loss)]


def read_rows(text: str) -> list[list[str]]:
    """Return the rows below the header."""
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert list(HEADER) == header
    return rows


def payments(register: Register, period: str | None = None) -> Iterator[Payment]:
    """Yield the payments of a register with a day in the period."""
    days = Period(period) if period else None
    for partnership in register.partnerships.values():
        for grant in partnership.grants:
            for each in grant.payments:
                if days is None or days.earliest_start <= each.on <= days.latest_end:
                    yield each


def one(*paid: Payment, partners: tuple[Partner, ...] = (Partner(association="a"),), **more: Any) -> Register:
    """Make a register of one partnership with one grant of 2025."""
    grant = Grant(year=2025, amount=Decimal(100), payments=paid)
    associations = (
        Association(id="a", name="Nordby Boldklub", **{"cvr": "64942212", **more}),
        Association(id="b", name="Nordby Dans", cvr="55133018"),
    )
    return Register().replace(
        *associations, Partnership(id="p", programme="x", partners=partners, grants=(grant,))
    )


def test_a_row_for_each_payment_and_what_is_not_in_it() -> None:
    """Write the rows in the order of the register, with the number of the day; guard what Excel would run."""
    text, losses = export_list(parse(RECORDS).register)

    assert (
        "CVR-nummer;Forening;Beløb;Dato;Tekst;Journalnummer\r\n"
        '55133018;"\'=Nordby; Boldklub";100000,50;31-12-2023;'
        "Tilskud 2023, Sociale partnerskaber;18.15.05-P20-1-21\r\n"
        "'04942212;\"'=Nordby; Boldklub\";99999,50;02-01-2024;"
        "Tilskud 2023, Sociale partnerskaber;18.15.05-P20-1-21\r\n"
        "55133018;Nordby Dans;0,01;01-08-2024;Tilskud august 2024 til juli 2025;\r\n"
        "55133018;Nordby Dans;999,99;15-01-2025;Tilskud august 2024 til juli 2025;\r\n"
    ) == text
    assert [
        ("boldklub", ("grants", 1), "an amount of 0 kr. cannot be posted"),
        ("boldklub", ("grants", 2), "no payment is recorded"),
        ("uden", ("name",), "it is in no payment of the list"),
        ("uden", ("cvr",), "it is in no payment of the list"),
    ] == [(loss.record.id, loss.path, loss.reason.en) for loss in losses]


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2024", ["02-01-2024", "01-08-2024"]),
        ("2024-01", ["02-01-2024"]),
        ("2023-12-31/2024-01", ["31-12-2023", "02-01-2024"]),
        ("2026", []),
    ],
)
def test_the_payments_of_a_period(period: str, days: list[str]) -> None:
    """Take a year, a month, or days from one to another."""
    text, _ = export_list(parse(RECORDS).register, period)

    assert days == [row[3] for row in read_rows(text)]


def test_a_payment_outside_the_period_is_lost() -> None:
    """Tell of one payment, or once of a grant; and of the numbers and names that are not there."""
    _, losses = export_list(parse(RECORDS).register, "2024-01")

    assert [
        ("partnerships.boldklub", ("grants", 0, "payments", 0), "the payment lies outside the chosen period"),
        ("partnerships.boldklub", ("grants", 1), "an amount of 0 kr. cannot be posted"),
        ("partnerships.boldklub", ("grants", 2), "no payment is recorded"),
        ("partnerships.sammen", ("grants", 0), "the payment lies outside the chosen period"),
        ("associations.dans", ("name",), "it is in no payment of the list"),
        ("associations.uden", ("name",), "it is in no payment of the list"),
        ("associations.dans", ("cvr",), "it is in no payment of the list"),
        ("associations.uden", ("cvr",), "it is in no payment of the list"),
    ] == [(".".join(map(str, loss.record)), loss.path, loss.reason.en) for loss in losses]


def test_a_journal_number_and_a_programme_without_a_payment_are_lost() -> None:
    """Tell of each."""
    _, losses = export_list(parse(RECORDS).register, "2030")

    assert {("sociale", ("name",)), ("boldklub", ("case",))} <= {
        (loss.record.id, loss.path) for loss in losses
    }


@given(registers().map(record_shares), st.none() | st.integers(2012, 2030))
def test_the_rows_add_up_to_the_payments_of_the_period(register: Register, year: int | None) -> None:
    """Sum up to the øre, and write only recipients with eight digits and days in the period."""
    text, _ = export_list(register, None if year is None else str(year))
    rows = read_rows(text)
    expected = list(payments(register, None if year is None else f"{year}/{year}"))

    assert sum(each.amount for each in expected) == sum(Decimal(row[2].replace(",", ".")) for row in rows)
    assert {f"{each.on:%d-%m-%Y}" for each in expected} == {row[3] for row in rows}
    for row in rows:
        assert re.fullmatch("'?[0-9]{8}", row[0])
        assert re.fullmatch(r"(0|[1-9]\d*),\d\d", row[2])


@pytest.mark.parametrize("period", ["2025~", "2025/..", "2025/", "/2025", "sidste år", "2025/2024", ""])
def test_a_period_that_is_none_is_refused(period: str) -> None:
    """Show how one is written."""
    with pytest.raises(OptionsError) as refused:
        export_list(Register(), period)

    assert (
        'Tilvalg til payments-csv: period: et år, en måned eller en periode, som period = "2025" eller '
        'period = "2025-01/2025-03".'
    ) == refused.value.da


def test_a_payment_that_several_share_is_refused() -> None:
    """Name the partnership, the grant and the day, and what to record."""
    several = tuple(Partner(association=id) for id in "ab")
    register = one(Payment(on=date(2025, 1, 15), amount=Decimal(100)), partners=several)

    with pytest.raises(OptionsError) as refused:
        export_list(register)

    assert (
        "payments-csv kan ikke skrive listen. Partnerskabet p, tilskuddet for 2025, udbetalingen den 15. januar "
        "2025: flere foreninger er partnere den dag; skriv modtageren i to, eller skriv andele (share), der "
        "tilsammen er 100 procent."
    ) == refused.value.da


def test_a_reason_is_told_once_for_each_partnership() -> None:
    """Count the other payments."""
    paid = [Payment(on=date(2025, month, 1), amount=Decimal(1)) for month in (1, 2, 3)]

    with pytest.raises(OptionsError) as refused:
        export_list(one(*paid, cvr=None))

    assert (
        "payments-csv cannot write the list. The partnership p, the grant for 2025, the payment of 1 January 2025: "
        "Nordby Boldklub has no CVR number on that day; look it up in the CVR register, and record it in cvr. The "
        "same or the like is true of 2 other payments."
    ) == refused.value.en
    with pytest.raises(OptionsError, match=r"record it in cvr\.$"):
        export_list(one(*paid, cvr=None), "2025-02")


def test_it_is_written_as_one_file(tmp_path: Path) -> None:
    """Export through the host, with the option as a command line gives it."""
    register = one(Payment(on=date(2025, 1, 15), amount=Decimal(100)))

    report = Host().export(
        register,
        "payments-csv",
        tmp_path / "out",
        on=date(2025, 3, 1),
        options={"period": "2025"},
        allow_errors=True,
    )

    assert ["udbetalinger.csv"] == [file.name for file in report.files]
    assert (
        b"64942212;Nordby Boldklub;100,00;15-01-2025;Tilskud 2025;\r\n"
        in (tmp_path / "out" / "udbetalinger.csv").read_bytes()
    )
