"""The voucher for Opus: its columns, its balance, what it refuses and what it loses."""

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from civic_partnership import Host, OptionsError, Register, read
from civic_partnership.model import Grant, Partnership
from civic_partnership.plugins import Artifact, Loss
from civic_partnership.testing import readable_registers, registers
from civic_partnership.values import Table
from civic_partnership_ledger.opus import HEADER, Opus, OpusAccounts, OpusOptions, OpusSide

GOLDEN = Path(__file__).parent / "golden"
DEBIT = OpusSide(art="12345678", cost_centre="1000")
CREDIT = OpusSide(art="87654321", order="A-1")
OTHERS = OpusAccounts(debit=DEBIT, credit=CREDIT)
OPTIONS = OpusOptions(other_programmes=OTHERS)
ACCOUNTS: dict[str, Any] = {
    "accounts": {
        "sociale": {
            "debit": {"art": "40590001", "psp": "XG-0000000204-00001", "profit_centre": "1010"},
            "credit": {"art": "95990001", "psp": "XG-0000000204-00002"},
        }
    },
    "other_programmes": {
        "debit": {"art": "40590002", "cost_centre": "1010200300"},
        "credit": {"art": "95990001", "order": "Ø-7"},
    },
}

ANY = readable_registers() | registers()
CHOICES = st.builds(
    OpusOptions,
    other_programmes=st.just(OTHERS),
    year=st.none() | st.integers(2010, 2030),
    only=st.sampled_from(["all", "awarded", "paid"]),
    text=st.sampled_from(["associations", "partnership"]),
    text_width=st.integers(20, 60),
    recipient=st.sampled_from(["none", "payee", "beneficiary"]),
    lines_per_file=st.none() | st.integers(2, 5),
    line_end=st.sampled_from(["crlf", "lf"]),
)


def export_files(register: Register, options: OpusOptions) -> tuple[dict[str, bytes], list[Loss]]:
    """Return the files by name, and the losses."""
    files, losses = {}, []
    for item in Opus().export(register, options):
        if isinstance(item, Artifact):
            files[item.name] = b"".join(item.chunks)
        else:
            losses.append(item)
    return files, losses


def lines(file: bytes, end: str = "\r\n") -> list[str]:
    """Return the lines of a file; check that each ends correctly."""
    *rows, rest = file.decode().split(end)
    assert "" == rest
    return rows


def rows(file: bytes, end: str = "\r\n") -> list[dict[str, str]]:
    """Return the columns of a voucher's lines, read without regard to quotation marks."""
    header, *body = (line.split(";") for line in lines(file, end))
    assert HEADER.split(";") == header
    return [dict(zip(header, cells, strict=True)) for cells in body]


def kroner(row: dict[str, str]) -> Decimal:
    """Return the amount of a line."""
    assert re.fullmatch(r"(0|[1-9]\d*),\d\d", row["Beløb"])
    return Decimal(row["Beløb"].replace(",", "."))


def grants(register: Register) -> Iterable[tuple[Partnership, int, Grant]]:
    """Yield every grant, with its partnership and its place."""
    for partnership in register.partnerships.values():
        for place, grant in enumerate(partnership.grants):
            yield partnership, place, grant


def test_the_golden_voucher(tmp_path: Path, golden_file: Callable[[Path, str], None]) -> None:
    """Post difficult grants, and give the reasons for all others."""
    register = read(GOLDEN / "register.toml").register
    options = {**ACCOUNTS, "recipient": "payee"}

    report = Host().export(
        register, "opus-csv", tmp_path / "out", on=date(2024, 3, 1), options=options, allow_errors=True
    )

    content = (tmp_path / "out" / "omposteringsbilag.csv").read_bytes()
    golden_file(GOLDEN / "omposteringsbilag.csv", "\n".join([*lines(content), ""]))
    assert [
        ("partnerships.a-boldklub", ("grants", 2), "an amount of 0 kr. cannot be posted"),
        ("associations.boldklub", ("name",), "the text of the posting is too short for all of it"),
        ("associations.boldklub", ("cvr",), "a shared grant has no single recipient"),
        ("associations.dans", ("name",), "the text of the posting cannot hold every letter"),
        ("associations.lang", ("name",), "the text of the posting is too short for all of it"),
        ("associations.uden-tilskud", ("name",), "there is no posting"),
        ("associations.uden-tilskud", ("cvr",), "there is no posting"),
    ] == [(".".join(map(str, loss.record)), loss.path, loss.reason.en) for loss in report.losses]


RECIPIENT = {"payee": "Betalingsmodtagernr.", "beneficiary": "Ydelsesmodtagernr."}


def find_recipient(register: Register, partnership: Partnership, options: OpusOptions) -> dict[str, str]:
    """Return the cells of the CVR number of the only association, if one is asked for and known."""
    ids = {partner.association for partner in partnership.partners}
    (only,) = {register.associations.get(id) for id in ids} if len(ids) == 1 else [None]
    if options.recipient == "none" or only is None or only.cvr is None:
        return {}
    column = RECIPIENT[options.recipient]
    return {column: only.cvr, f"{column}kode": "03"}


@settings(deadline=None)
@given(ANY, CHOICES)
def test_every_voucher_balances_and_holds_what_it_says(register: Register, options: OpusOptions) -> None:
    """Make a debit and a credit of each grant, or a loss for its year, its dates, or 0 kr.; balance each file.

    The CVR number stands only in the chosen column of the debit line.
    """
    files, losses = export_files(register, options)
    vouchers = [rows(file, options.newline) for file in files.values()]
    lost = {(loss.record.id, loss.path[1]) for loss in losses if loss.path[:1] == ("grants",)}
    posted = [(p, grant) for p, place, grant in grants(register) if (p.id, place) not in lost]
    pairs = [pair for voucher in vouchers for pair in zip(voucher[::2], voucher[1::2], strict=True)]

    assert lost == {
        (p.id, place)
        for p, place, grant in grants(register)
        if options.year not in {None, grant.days.earliest_start.year}
        or (options.only == "awarded" and grant.awarded_on is None)
        or (options.only == "paid" and not grant.payments)
        or not grant.amount
    }
    for (partnership, grant), pair in zip(posted, pairs, strict=True):
        for row, side, art in zip(pair, ("Debet", "Kredit"), ("12345678", "87654321"), strict=True):
            recipient = find_recipient(register, partnership, options) if side == "Debet" else {}
            assert (grant.amount, side, art) == (kroner(row), row["Debet/kredit"], row["Artskonto"])
            assert recipient == {
                column: cell for column, cell in row.items() if "modtager" in column and cell
            }
        assert f"{grant.days.earliest_start.year} " == pair[0]["Tekst"][:5]
        assert pair[0]["Tekst"] == pair[1]["Tekst"]
        assert options.text_width >= len(pair[0]["Tekst"])
    for voucher in vouchers:
        assert (options.lines_per_file or len(voucher)) >= len(voucher)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "opus-csv knows no accounts for grants under sociale, sommer: where to book"),
        (
            {"accounts": ACCOUNTS["accounts"]},
            (
                "opus-csv knows no accounts for grants under sommer: where to book is the municipality's own choice. "
                "Write it in a TOML file, and give it with --options: accounts.sommer = { debit = { art = "
            ),
        ),
        (
            {**ACCOUNTS, "accounts": {**ACCOUNTS["accounts"], "social": ACCOUNTS["other_programmes"]}},
            (
                "Options of opus-csv: accounts names social, which the register does not know, while grants of other "
                "programmes go to other_programmes. Correct the id, or remove it."
            ),
        ),
    ],
)
def test_without_an_account_it_refuses(options: dict[str, Any], told: str, tmp_path: Path) -> None:
    """Say what is missing and how it is written, in both languages, and write nothing."""
    register = read(GOLDEN / "register.toml").register

    with pytest.raises(OptionsError) as refused:
        Host().export(
            register, "opus-csv", tmp_path / "out", on=date(2024, 3, 1), options=options, allow_errors=True
        )

    assert told == refused.value.en[: len(told)]
    assert refused.value.da.startswith(
        ("opus-csv kender ingen konti til tilskud", "Tilvalg til opus-csv: accounts")
    )
    assert not (tmp_path / "out").exists()


def test_what_it_says_to_write_is_what_it_takes() -> None:
    """Accept the line that the refusal proposes."""
    register = read(GOLDEN / "register.toml").register.without(
        Partnership(id="b-dans", programme="", partners=()),
        Partnership(id="d-sammen", programme="", partners=()),
    )
    with pytest.raises(OptionsError) as refused:
        export_files(register, OpusOptions())
    match = re.search(r"--options: (.*) \(other_programmes", refused.value.da)
    assert match

    options = Host().exporters["opus-csv"].read_options(tomllib.loads(match[1]))

    assert 8 == len(rows(export_files(register, options)[0]["omposteringsbilag.csv"]))


def test_an_id_that_is_none_is_not_repeated() -> None:
    """Repeat no id that leads nowhere, because it may hold anything."""
    grant = Grant(year=2024, amount=Decimal(1))
    register = Register().replace(Partnership(id="a", programme="Se\x1b[31m", partners=(), grants=(grant,)))

    with pytest.raises(OptionsError) as refused:
        export_files(register, OpusOptions())

    assert "for grants: where" in refused.value.en
    assert "other_programmes = {" in refused.value.en


SIDE = {"art": "12345678"}


@pytest.mark.parametrize(
    ("debit", "credit", "told"),
    [
        ({"art": "1234567"}, SIDE, "accounts.x.debit.art: an art has 8 digits"),
        (SIDE, {"art": "12345678\n"}, "accounts.x.credit.art: an art has 8 digits"),
        (
            {**SIDE, "psp": "XG-1-1"},
            {**SIDE, "psp": "XG-0000000204-00001"},
            "accounts.x.debit.psp: a PSP element is written XG-0000000204-00001",
        ),
        (
            {**SIDE, "psp": "XG-0000000204-00001"},
            SIDE,
            "accounts.x: a PSP element is on both sides or neither",
        ),
        (
            {**SIDE, "cost_centre": "=1+1"},
            {**SIDE, "order": "a;b"},
            (
                "accounts.x.debit.cost_centre: write letters, digits and . _ / -, first a letter or digit; "
                "accounts.x.credit.order: write letters, digits and . _ / -, first a letter or digit"
            ),
        ),
        (
            {**SIDE, "psp": "XG-0000000204-00001", "cost_centre": "1"},
            {**SIDE, "psp": "XG-0000000204-00001", "profit_centre": "-1"},
            (
                "accounts.x.debit: give a cost centre or a PSP element; "
                "accounts.x.credit.profit_centre: write letters, digits and . _ / -, first a letter or digit"
            ),
        ),
    ],
)
def test_accounts_that_are_none_are_told_all_at_once(debit: Any, credit: Any, told: str) -> None:
    """Report every wrong account with its place in the file."""
    accounts = OpusAccounts(debit=OpusSide(**debit), credit=OpusSide(**credit))

    with pytest.raises(OptionsError) as refused:
        export_files(Register(), OpusOptions(accounts=Table({"x": accounts})))

    assert f"Options of opus-csv: {told}." == refused.value.en


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"text_width": 19}, "text_width: between 20 and 255 letters"),
        ({"recipient_code": "a"}, "recipient_code: 1 to 4 digits"),
        ({"lines_per_file": 1}, "lines_per_file: 2 at least: debit and credit belong together"),
        (
            {"other_programmes": OpusAccounts(debit=DEBIT, credit=OpusSide(art=""))},
            "other_programmes.credit.art: an art has 8 digits",
        ),
    ],
)
def test_options_that_cannot_be_are_refused(options: Any, told: str) -> None:
    """Name the allowed values of a wrong option."""
    with pytest.raises(OptionsError) as refused:
        export_files(Register(), OpusOptions(**{"other_programmes": OTHERS, **options}))

    assert f"Options of opus-csv: {told}." == refused.value.en


def test_without_grants_there_is_a_header() -> None:
    """Write an empty voucher."""
    assert {"omposteringsbilag.csv": f"{HEADER}\r\n".encode()} == export_files(Register(), OPTIONS)[0]


def test_it_says_what_it_carries() -> None:
    """Carry the text and the recipient where they are asked for."""
    grant = {"partnerships.grants.year", "partnerships.grants.amount"}
    other = OpusOptions(text="partnership", recipient="payee")

    assert grant | {"associations.name"} == Opus().carries(OPTIONS)
    assert grant | {"partnerships.id", "associations.cvr"} == Opus().carries(other)


@pytest.mark.parametrize("amount", [Decimal("0.005"), Decimal(-1)])
def test_what_is_no_amount_is_lost(amount: Decimal) -> None:
    """Report an amount that no file can hold; never round it."""
    grant = Grant(year=2024, amount=amount)
    register = Register().replace(Partnership(id="a", programme="x", partners=(), grants=(grant,)))

    files, (loss,) = export_files(register, OPTIONS)

    assert [] == rows(files["omposteringsbilag.csv"])
    assert ("grants", 0) == loss.path
