"""The postings for Prisme: the place of each field, their balance, what they refuse and what they lose."""

import re
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings, strategies as st

from civic_partnership import Host, OptionsError, Register, parse, read
from civic_partnership.model import Grant, Municipality, Partnership, Payment, RecordKey
from civic_partnership.plugins import Artifact, Loss
from civic_partnership.testing import readable_registers, registers
from civic_partnership.values import Label
from civic_partnership_ledger import g69
from civic_partnership_ledger.g69 import G69, SAME_DAY, G69Accounts, G69Options
from civic_partnership_ledger.grant_rates import OVERPAID, REST_NO_DAY, REST_UNPAID
from civic_partnership_ledger.opus import Opus, OpusAccounts, OpusOptions, OpusSide
from civic_partnership_ledger.payment_shares import find_cvr, find_shares

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2024, 12, 31)
PAID = (Payment(on=DAY, amount=Decimal(1)),)
OTHERS = G69Accounts(debit="1" * 15, credit="2" * 15)
OPTIONS = G69Options(
    other_programmes=OTHERS, registration_place="012", machine_number=123, municipality="0999", posted_on=DAY
)
ACCOUNTS: dict[str, Any] = {
    "registration_place": "012",
    "machine_number": 123,
    "accounts": {"sociale": {"debit": "100000000000001", "credit": "900000000000001"}},
    "other_programmes": {"debit": "100000000000002", "credit": "900000000000001"},
}

ANY = readable_registers() | registers()
CHOICES = st.builds(
    lambda **chosen: evolve(OPTIONS, **chosen),
    year=st.none() | st.integers(2010, 2030),
    only=st.sampled_from(["all", "awarded", "paid"]),
    text=st.sampled_from(["associations", "partnership"]),
    encoding=st.sampled_from(["iso-8859-1", "utf-8"]),
    recipient=st.booleans(),
    fiscal_year_field=st.booleans(),
    posting=st.sampled_from(["NOR", "PRI", "SUP"]),
    first_number=st.integers(0, 1000),
    first_line=st.sampled_from(["", "Z300 Nordby"]),
    counted=st.sampled_from(["postings", "lines"]),
    line_end=st.sampled_from(["crlf", "lf"]),
)


@frozen
class Line:
    """A line of G69, taken apart by its places."""

    number: int
    municipality: str
    posting: str
    fields: dict[int, str]

    @property
    def ore(self) -> int:
        """Return the amount."""
        assert re.fullmatch(r"\d{12} ", self.fields[112])
        return int(self.fields[112][:12])


def take_apart(text: str) -> Line:
    """Take a line apart by its places, each field once and in ascending order."""
    assert "012G69" == text[:6]
    assert "01" == text[15:17]
    assert "FLYD" == text[20:24]
    head, *fields = text.split("&")
    codes = [int(field[:3]) for field in fields]
    assert sorted(set(codes)) == codes
    assert 24 == len(head)
    return Line(int(text[6:11]), text[11:15], text[17:20], {int(field[:3]): field[3:] for field in fields})


def export_files(register: Register, options: G69Options) -> tuple[dict[str, bytes], list[Loss]]:
    """Return the files by name, and the losses."""
    files, losses = {}, []
    for item in G69().export(register, options):
        if isinstance(item, Artifact):
            assert f"text/plain; charset={options.encoding}" == item.media_type
            files[item.name] = b"".join(item.chunks)
        else:
            losses.append(item)
    return files, losses


def lines(file: bytes, options: G69Options) -> list[str]:
    """Return the lines of a file; check that each ends correctly."""
    *rows, rest = file.decode(options.encoding).split(options.newline)
    assert "" == rest
    return rows


def one(grant: Grant, **more: Any) -> Register:
    """Make a register of one grant."""
    partnership = Partnership(id="a", programme="x", partners=(), grants=(grant,))
    return Register(**more).replace(partnership)


def test_the_golden_postings(tmp_path: Path, golden_file: Callable[[Path, str], None]) -> None:
    """Post difficult grants, and give the reasons for all others."""
    register = read(GOLDEN / "register.toml").register
    options = {
        **ACCOUNTS,
        "posted_on": date(2023, 12, 31),
        "fiscal_year_field": True,
        "first_line": "Z300",
        "first_number": 77,
    }

    report = Host().export(
        register, "prisme-g69", tmp_path / "out", on=date(2024, 3, 1), options=options, allow_errors=True
    )

    content = (tmp_path / "out" / "g69.txt").read_bytes()
    golden_file(GOLDEN / "g69.txt", "\n".join([*lines(content, OPTIONS), ""]))
    assert [
        ("partnerships.a-boldklub", ("grants", 2), "an amount of 0 kr. cannot be posted"),
        ("partnerships.c-lang", ("grants", 0), "the amount is too large for its field"),
        ("associations.boldklub", ("name",), "the text of the posting is too short for all of it"),
        ("associations.boldklub", ("cvr",), "a shared grant has no single recipient"),
        ("associations.dans", ("name",), "the text of the posting cannot hold every letter"),
        ("associations.lang", ("name",), "the text of the posting is too short for all of it"),
        ("associations.uden-tilskud", ("name",), "there is no posting"),
        ("associations.uden-tilskud", ("cvr",), "there is no posting"),
        (
            "partnerships.b-dans",
            ("grants", 0, "payments", 0),
            "the day of payment is the same as posted_on, so that the payment cannot be told from the rest",
        ),
    ] == [(".".join(map(str, loss.record)), loss.path, loss.reason.en) for loss in report.losses]


def parts(grant: Grant, lost: Label | None) -> Iterator[tuple[int | None, date, Decimal]]:
    """Yield number, day and amount of each payment of a grant, and of the rest, but for what is lost."""
    if lost not in {None, REST_NO_DAY, REST_UNPAID, OVERPAID, SAME_DAY}:
        return
    rest = grant.amount
    for rate, each in enumerate(grant.payments):
        yield rate, each.on, each.amount
        rest -= each.amount
    if rest and lost in {None, SAME_DAY}:
        yield None, DAY, rest


def cvr_of(register: Register, partnership: Partnership, grant: Grant, rate: int | None) -> str | None:
    """Return the CVR number of the only association that gets a payment, or that gets the rest."""
    ids: Collection[str] = {partner.association for partner in partnership.partners}
    if rate is not None:
        shares = find_shares(register, partnership, grant.payments[rate])
        ids = () if isinstance(shares, Label) else shares
    association = register.associations.get(*ids) if len(ids) == 1 else None
    if association is None or rate is None:
        return association.cvr if association else None
    cvr = find_cvr(association, grant.payments[rate].on)
    return cvr if isinstance(cvr, str) else None


@settings(deadline=None)
@given(ANY, CHOICES)
def test_every_field_stands_in_its_place_and_every_day_balances(
    register: Register, options: G69Options
) -> None:
    """Write two numbered lines a payment, equal in debit and credit for each machine number and day."""
    files, losses = export_files(register, options)
    body = lines(files["g69.txt"], options)
    if options.first_line:
        first, *body, last = body
        count = len(body) + (2 if options.counted == "lines" else 0)
        assert (options.first_line, f"SLUTD{count:05}") == (first, last)
    postings = [take_apart(each) for each in body]
    lost = {(loss.record.id, loss.path[1]): loss.reason for loss in losses if loss.path[:1] == ("grants",)}
    posted = [
        (partnership, grant, day, paid, cvr_of(register, partnership, grant, rate))
        for partnership in register.partnerships.values()
        for place, grant in enumerate(partnership.grants)
        for rate, day, paid in parts(grant, lost.get((partnership.id, place)))
    ]

    assert list(range(1, 2 * len(posted) + 1)) == [each.number for each in postings]
    assert {(options.posting, "0999")} >= {(each.posting, each.municipality) for each in postings}
    for number, (_, grant, day, paid, cvr) in enumerate(posted):
        debit, credit = postings[2 * number], postings[2 * number + 1]
        year = grant.days.earliest_start.year
        expected = {
            103: "00123",
            104: f"{options.first_number + number:07}",
            110: f"{day.year:04}{day.month:02}{day.day:02}",
            112: f"{int(paid * 100):012} ",
            **({114: f"{year:04}"} if options.fiscal_year_field else {}),
            **({132: "03", 133: f"00{cvr}"} if cvr and options.recipient else {}),
        }
        assert {111: "1" * 15, 113: "D", **expected} == {c: v for c, v in debit.fields.items() if c != 153}
        assert {111: "2" * 15, 113: "K", **expected} == {c: v for c, v in credit.fields.items() if c != 153}
        assert debit.fields[153] == credit.fields[153]
        assert f"{year} " == debit.fields[153][:5]
        assert 35 >= len(debit.fields[153])
    balance: dict[tuple[str, str], int] = defaultdict(int)
    for each in postings:
        balance[each.fields[103], each.fields[110]] += each.ore if each.fields[113] == "D" else -each.ore
    assert {0} >= set(balance.values())


def test_the_accounts_may_be_ten_digits_wide() -> None:
    """Write accounts of ten digits without padding."""
    accounts = G69Accounts(debit="0123456789", credit="9876543210")
    options = evolve(OPTIONS, account_width=10, other_programmes=accounts)

    files, _ = export_files(one(Grant(year=2024, amount=Decimal(1))), options)

    assert ["0123456789", "9876543210"] == [
        take_apart(each).fields[111] for each in lines(files["g69.txt"], options)
    ]


def test_the_code_is_the_municipalitys_own() -> None:
    """Take the code from the options, else the register; refuse to export without one."""
    options = evolve(OPTIONS, municipality=None)
    register = one(Grant(year=2024, amount=Decimal(1)), municipality=Municipality(name="Nordby", code="0321"))

    files, losses = export_files(register, options)

    assert {"0321"} == {take_apart(each).municipality for each in lines(files["g69.txt"], options)}
    assert [] == losses
    empty, (loss,) = export_files(Register(municipality=register.municipality), options)
    assert {"g69.txt": b""} == empty
    assert (RecordKey("municipality", None), ("code",)) == (loss.record, loss.path)
    for unknown in (Register(), Register(municipality=Municipality(name="Nordby"))):
        with pytest.raises(
            OptionsError, match="municipality: the register has no municipality code; write it as"
        ):
            export_files(unknown, options)


def test_a_grant_without_a_day_is_lost_and_where_all_are_nothing_is_made() -> None:
    """Name the option to set in the refusal."""
    options = evolve(OPTIONS, posted_on=None)
    undated = Grant(year=2024, amount=Decimal(1))
    paid = Partnership(id="b", programme="x", partners=(), grants=(evolve(undated, payments=PAID),))

    files, losses = export_files(one(undated).replace(paid), options)

    assert 2 == len(lines(files["g69.txt"], options))
    assert [("a", ("grants", 0), "the grant has no day to be posted on")] == [
        (loss.record.id, loss.path, loss.reason.en) for loss in losses if loss.path[0] == "grants"
    ]
    with pytest.raises(OptionsError, match="write the day to post them on as posted_on = 2024-12-31"):
        export_files(one(undated), options)


@pytest.mark.parametrize(
    ("paid", "changed", "posted", "lost"),
    [
        ([100, 100], {}, [("20240115", 100), ("20240715", 100)], []),
        ([100, 50], {}, [("20240115", 100), ("20240715", 50), ("20241231", 50)], []),
        ([], {}, [("20241231", 200)], []),
        (
            [100],
            {"posted_on": None},
            [("20240115", 100)],
            ["the rest of the grant has no day to be posted on"],
        ),
        ([100], {"only": "paid"}, [("20240115", 100)], ["the rest of the grant is not paid"]),
        (
            [150, 100],
            {},
            [("20240115", 150), ("20240715", 100)],
            ["more is paid than the grant"],
        ),
        ([0, 100], {}, [], ["an amount of 0 kr. cannot be posted"]),
        ([Decimal("0.001"), 100], {}, [], ["an amount of 0 kr. cannot be posted"]),
        ([Decimal(10**10), 1], {}, [], ["the amount is too large for its field"]),
        (
            [Decimal("199.999")],
            {},
            [],
            ["an amount of 0 kr. cannot be posted"],
        ),
    ],
)
def test_each_payment_is_posted_on_its_day_and_the_rest_on_its_own(
    paid: list[Any], changed: dict[str, Any], posted: list[tuple[str, int]], lost: list[str]
) -> None:
    """Post what is not paid on `posted_on`; with a payment that cannot be posted, nothing of the grant."""
    days = [date(2024, 1, 15), date(2024, 7, 15)]
    payments = tuple(Payment(on=day, amount=Decimal(kr)) for day, kr in zip(days, paid, strict=False))
    grant = Grant(year=2024, amount=Decimal(200), payments=payments)
    options = evolve(OPTIONS, **changed)

    files, losses = export_files(one(grant), options)

    found = [take_apart(each) for each in lines(files["g69.txt"], options)][::2]
    assert posted == [(each.fields[110], each.ore // 100) for each in found]
    assert [(("grants", 0), reason) for reason in lost] == [
        (loss.path, loss.reason.en) for loss in losses if loss.path[0] == "grants"
    ]


@pytest.mark.parametrize(
    ("day", "expected", "lost"),
    [
        (date(2023, 6, 1), "22222222", {"first": "no posting", "second": None}),
        (date(2022, 6, 1), "11111111", {"first": "on the day of payment", "second": "no posting"}),
    ],
)
def test_the_recipient_is_the_partner_of_the_day_with_the_number_of_the_day(
    day: date, expected: str, lost: dict[str, str | None]
) -> None:
    """Report the number of an association that was paid under another one, or not at all."""
    register = parse("""
[associations.first]
name = "Første"
cvr = "12345674"
former = [{ cvr = "11111111", until = "2022" }]
[associations.second]
name = "Anden"
cvr = "22222222"
[partnerships.a]
programme = "x"
partners = [{ association = "first", until = "2022" }, { association = "second", since = "2023" }]
""").register
    grant = Grant(year=day.year, amount=Decimal(1), payments=(Payment(on=day, amount=Decimal(1)),))
    register = register.replace(evolve(register.partnerships["a"], grants=(grant,)))

    files, losses = export_files(register, OPTIONS)

    assert {f"00{expected}"} == {take_apart(each).fields[133] for each in lines(files["g69.txt"], OPTIONS)}
    told = {loss.record.id: loss.reason.en for loss in losses if loss.path == ("cvr",)}
    assert {id for id, reason in lost.items() if reason} == set(told)
    assert all(part in told[id] for id, part in lost.items() if part)


def test_letters_that_the_encoding_lacks_are_lost_or_kept() -> None:
    """Keep a dash in UTF-8, and lose it in ISO 8859-1."""
    register = read(GOLDEN / "register.toml").register
    key = RecordKey("associations", "dans")
    texts = {}
    for encoding in ("iso-8859-1", "utf-8"):
        options = evolve(OPTIONS, encoding=encoding)
        files, losses = export_files(register, options)
        texts[encoding] = [take_apart(each).fields[153] for each in lines(files["g69.txt"], options)][4]
        assert [("name",)] == [loss.path for loss in losses if loss.record == key]

    assert {
        "iso-8859-1": '2023 Dans; "Ø" + Bevægelse ? Nordby',
        "utf-8": '2023 Dans; "Ø" + Bevægelse \N{EN DASH} Nordby',
    } == texts


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"registration_place": None, "machine_number": None},
            (
                'registration_place: 3 digits, such as registration_place = "012"; '
                "machine_number: 5 digits at most, such as machine_number = 123"
            ),
        ),
        ({"registration_place": "12"}, 'registration_place: 3 digits, such as registration_place = "012"'),
        ({"machine_number": 100_000}, "machine_number: 5 digits at most, such as machine_number = 123"),
        ({"account_width": 12}, "account_width: 10 or 15"),
        (
            {"account_width": 10},
            (
                "other_programmes.debit: an account has 10 digits (account_width); "
                "other_programmes.credit: an account has 10 digits (account_width)"
            ),
        ),
        (
            {"other_programmes": G69Accounts(debit="1" * 15, credit="1&2")},
            "other_programmes.credit: an account has 15 digits (account_width)",
        ),
        ({"first_line": "Z30"}, "first_line: a line that begins with Z300"),
        ({"first_line": "Z300\n"}, "first_line: a line that begins with Z300"),
        ({"first_number": 10**7}, "first_number: 9999999 at most, for a running number has 7 digits"),
    ],
)
def test_options_that_cannot_be_are_told_all_at_once(changed: dict[str, Any], told: str) -> None:
    """Report every wrong option with its place and the allowed values."""
    with pytest.raises(OptionsError) as refused:
        export_files(one(Grant(year=2024, amount=Decimal(1))), evolve(OPTIONS, **changed))

    assert f"Options of prisme-g69: {told}." == refused.value.en


def test_without_an_account_it_refuses() -> None:
    """Name accounts of the width that is asked for."""
    with pytest.raises(OptionsError) as refused:
        export_files(
            one(Grant(year=2024, amount=Decimal(1))), evolve(OPTIONS, other_programmes=None, account_width=10)
        )

    assert (
        "prisme-g69 kender ingen konti til tilskud under x: hvor der bogføres, vælger kommunen selv. Skriv det i en "
        'TOML-fil, og giv den med --options: accounts.x = { debit = "1111111111", credit = "2222222222" } '
        "(other_programmes er alle andre ordninger)."
    ) == refused.value.da


def test_it_says_what_it_carries() -> None:
    """Carry text, recipient and municipality where the options ask for them."""
    grant = {f"partnerships.grants.{name}" for name in ("year", "amount", "payments.on", "payments.amount")}
    other = evolve(OPTIONS, municipality=None, text="partnership", recipient=False)

    assert grant | {"associations.name", "associations.cvr"} == G69().carries(OPTIONS)
    assert grant | {"partnerships.id", "municipality.code"} == G69().carries(other)


def many(number: int) -> Register:
    """Make a register of so many grants."""
    grant = Grant(year=2024, amount=Decimal(200_000), payments=PAID)
    return Register().replace(Partnership(id="a", programme="x", partners=(), grants=(grant,) * number))


def test_more_lines_than_can_be_numbered_make_a_second_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Number its lines anew and its postings on, and keep both lines of a grant together."""
    assert 99_999 >= 2 * g69.MOST_POSTINGS + 2
    monkeypatch.setattr(g69, "MOST_POSTINGS", 3)
    options = evolve(OPTIONS, posted_on=None, first_line="Z300")

    files, _ = export_files(many(4), options)

    assert ["g69-1.txt", "g69-2.txt"] == list(files)
    assert 8 == len(lines(files["g69-1.txt"], options))
    first, debit, credit, last = lines(files["g69-2.txt"], options)
    assert ("Z300", "SLUTD00002") == (first, last)
    assert [(1, "0000004"), (2, "0000004")] == [
        (each.number, each.fields[104]) for each in map(take_apart, (debit, credit))
    ]


SIDE = OpusSide(art="12345678")
OPUS = OpusOptions(other_programmes=OpusAccounts(debit=SIDE, credit=SIDE))


@pytest.mark.parametrize(("exporter", "options"), [(Opus(), OPUS), (G69(), OPTIONS)])
def test_it_streams(exporter: Any, options: Any) -> None:
    """Hold little memory, whatever the number of grants."""
    register = many(2000)
    tracemalloc.start()
    size = sum(
        len(chunk)
        for item in exporter.export(register, options)
        if isinstance(item, Artifact)
        for chunk in item.chunks
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < size / 2
