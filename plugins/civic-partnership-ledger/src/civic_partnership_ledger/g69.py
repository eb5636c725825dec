"""Finance postings for Prisme in the format G69."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import count
from typing import Any, Final, Literal

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.model import RecordKey, about
from civic_partnership.plugins import Artifact, FieldPath, Loss
from civic_partnership.values import Count, Label, MunicipalityCode, Table

from .accounts import Problem, find_accounts, places_of_accounts, refuse
from .g69_line import FIELDS, LAST_RUNNING_NUMBER, PostingType, line
from .grant_rates import NO_DAY, split_grant
from .grant_selection import Posting, Selection
from .journal import NO_POSTING, Journal
from .posting_text import Room

SAME_DAY = Label(
    "udbetalingsdatoen er den samme som posted_on, så udbetalingen ikke kan skelnes fra resten",
    "the day of payment is the same as posted_on, so that the payment cannot be told from the rest",
)

MOST_POSTINGS = 49_998
"""Postings in one file: two lines each, an envelope around them, and five digits to number the lines."""
_CVR = 3
"""The kind of a recipient that is a CVR number."""
_INSTEAD = {ord("&"): "+"}
_EXAMPLE = '{{ debit = "{}", credit = "{}" }}'
_PLACE = Label('3 cifre, som registration_place = "012"', '3 digits, such as registration_place = "012"')
_MACHINE = Label("højst 5 cifre, som machine_number = 123", "5 digits at most, such as machine_number = 123")
_WIDTH = Label("10 eller 15", "10 or 15")
_FIRST = Label("en linje, der begynder med Z300", "a line that begins with Z300")
_MUNICIPALITY = Label(
    'registeret har ingen kommunekode; skriv den som municipality = "0101"',
    'the register has no municipality code; write it as municipality = "0101"',
)
_POSTED_ON = Label(
    "ingen af tilskuddene har en udbetalingsdato; skriv dagen, som de skal posteres på, som "
    "posted_on = 2024-12-31",
    "none of the grants has a day of payment; write the day to post them on as posted_on = 2024-12-31",
)


@frozen(kw_only=True)
class G69Accounts:
    """The accounts of the grants of a programme: `debit` pays, `credit` is the counter account."""

    debit: str = field(metadata=about("debet", "debit"))
    credit: str = field(metadata=about("kredit", "credit"))

    def problems(self, place: str, width: int) -> Iterator[Problem]:
        """Return the problems of the options."""
        rule = Label(
            f"en konto har {width} cifre (account_width)", f"an account has {width} digits (account_width)"
        )
        for side in ("debit", "credit"):
            if not re.fullmatch(f"[0-9]{{{width}}}", getattr(self, side)):
                yield f"{place}.{side}", rule


@frozen(kw_only=True)
class G69Options(Selection):
    """Options of the format `prisme-g69`; `accounts` has the id of a programme as its key.

    The file has an envelope of two lines around the postings if `first_line` is given.
    """

    accounts: Table[G69Accounts] = field(
        default=Table(), metadata=about("konti for hver ordning", "accounts of each programme")
    )
    other_programmes: G69Accounts | None = field(
        default=None, metadata=about("konti for alle andre ordninger", "accounts of all other programmes")
    )
    account_width: int = field(
        default=15, metadata=about("cifre i en konto, 10 eller 15", "digits of an account")
    )
    registration_place: str | None = field(
        default=None, metadata=about("registreringssted, 3 cifre", "registration place, 3 digits")
    )
    machine_number: Count | None = field(
        default=None, metadata=about("maskinnummer, højst 5 cifre", "machine number, 5 digits at most")
    )
    municipality: MunicipalityCode | None = field(
        default=None,
        metadata=about("kommunekode, ellers registerets", "municipality code, else the register's"),
    )
    first_number: Count = field(default=1, metadata=about("første løbenummer", "first running number"))
    posting: PostingType = field(default="NOR", metadata=about("posteringstype", "posting type"))
    posted_on: date | None = field(
        default=None,
        metadata=about("dag for det, der ikke er udbetalt", "day for what is not paid"),
    )
    fiscal_year_field: bool = field(
        default=False, metadata=about("regnskabsår i felt 114", "fiscal year in field 114")
    )
    recipient: bool = field(
        default=True, metadata=about("CVR-nummer i felt 132 og 133", "CVR number in fields 132 and 133")
    )
    encoding: Literal["iso-8859-1", "utf-8"] = field(
        default="iso-8859-1", metadata=about("tegnsæt", "encoding")
    )
    first_line: str = field(
        default="", metadata=about("kuvertens første linje, Z300…", "envelope's first line, Z300…")
    )
    counted: Literal["postings", "lines"] = field(
        default="postings",
        metadata=about("hvad kuvertens sidste linje tæller", "what the envelope's last line counts"),
    )

    def problems(self) -> Iterator[Problem]:
        """Return the problems of the options."""
        if self.account_width not in {10, 15}:
            yield "account_width", _WIDTH
            return
        for place, accounts in places_of_accounts(self.accounts, self.other_programmes):
            yield from accounts.problems(place, self.account_width)
        if not re.fullmatch("[0-9]{3}", self.registration_place or ""):
            yield "registration_place", _PLACE
        if self.machine_number is None or self.machine_number >= 10 ** FIELDS[103].width:
            yield "machine_number", _MACHINE
        if not re.fullmatch("(Z300[ -~]*)?", self.first_line):
            yield "first_line", _FIRST


class G69:
    """Finance postings of Prisme: two lines a payment, which share a running number."""

    name: Final = "prisme-g69"
    title: Final = Label("Prisme, finansposteringer G69", "Prisme, finance postings G69")
    options: Final = G69Options

    def carries(self, options: G69Options, /) -> frozenset[FieldPath]:
        """Return year, amount and payments of each grant, and its partnership and recipient."""
        names = ("year", "amount", "payments.on", "payments.amount")
        carried = {f"partnerships.grants.{name}" for name in names}
        carried.add("associations.name" if options.text == "associations" else "partnerships.id")
        if options.recipient:
            carried.add("associations.cvr")
        if options.municipality is None:
            carried.add("municipality.code")
        return frozenset(carried)

    def export(self, register: Register, options: G69Options, /) -> Iterable[Artifact | Loss]:
        """Yield as many files as the numbers of the lines need; then what does not stand in them."""
        municipality = options.municipality or _code(register)
        refuse(self.name, [*options.problems(), *([] if municipality else [("municipality", _MUNICIPALITY)])])
        journal = Journal(
            register=register,
            selection=options,
            room=Room(width=FIELDS[153].width, encoding=options.encoding, instead=_INSTEAD),
            split=lambda grant: split_grant(
                grant, posted_on=options.posted_on, paid_only=options.only == "paid"
            ),
        )
        programmes = journal.programmes()
        total = programmes.total()
        refuse(self.name, _impossible(journal, total, options))
        accounts = find_accounts(
            self.name,
            options.accounts,
            options.other_programmes,
            used=programmes,
            known=register.programmes,
            example=_EXAMPLE.format("1" * options.account_width, "2" * options.account_width),
        )
        lines = partial(
            line,
            place=options.registration_place or "",
            municipality=municipality,
            posting=options.posting,
        )
        yield from journal.files(
            ("g69", ".txt"),
            f"text/plain; charset={options.encoding}",
            total=total,
            most=MOST_POSTINGS,
            lines=lambda postings, before: _add_envelope(
                map(lines, count(1), _values(postings, before, journal, options, accounts)), options
            ),
        )
        yield from journal.losses(self.carries(options))
        if total == 0 and register.municipality is not None and options.municipality is None:
            yield Loss(record=RecordKey("municipality", None), path=("code",), reason=NO_POSTING)
        if options.posted_on is not None:
            yield from (
                each.loss(SAME_DAY, "payments", each.rate)
                for each in journal.postings()
                if each.rate is not None and _day(each, options) == options.posted_on
            )


def _code(register: Register) -> str:
    """Return the code of the municipality; an empty text if none is recorded."""
    return (register.municipality and register.municipality.code) or ""


def _day(posting: Posting, options: G69Options) -> date | None:
    return posting.payment.on if posting.payment else options.posted_on


def _impossible(journal: Journal, total: int, options: G69Options) -> Iterator[Problem]:
    """Yield the problems of options that do not fit the postings."""
    if total == 0 and any(
        isinstance(each, Loss) and each.reason == NO_DAY for each in journal.postings_and_losses()
    ):
        yield "posted_on", _POSTED_ON
    if options.first_number + total - 1 > LAST_RUNNING_NUMBER:
        most = LAST_RUNNING_NUMBER - total + 1
        yield (
            "first_number",
            Label(
                f"højst {most}, for et løbenummer har 7 cifre",
                f"{most} at most, for a running number has 7 digits",
            ),
        )


def _values(
    postings: Iterable[Posting],
    before: int,
    journal: Journal,
    options: G69Options,
    accounts: Callable[[str], G69Accounts],
) -> Iterator[dict[int, Any]]:
    """Yield the fields of each line: the debit of a posting, then its credit."""
    for number, posting in enumerate(postings, options.first_number + before):
        booked = accounts(posting.partnership.programme)
        values = {
            103: options.machine_number,
            104: number,
            110: _day(posting, options),
            112: posting.ore,
            153: journal.text(posting),
        }
        if options.fiscal_year_field:
            values[114] = posting.year
        if options.recipient and (cvr := journal.cvr(posting)) is not None:
            values |= {132: _CVR, 133: int(cvr)}
        yield values | {111: booked.debit, 113: "D"}
        yield values | {111: booked.credit, 113: "K"}


def _add_envelope(lines: Iterable[str], options: G69Options) -> Iterator[str]:
    """Yield the lines, with the envelope around them if the options ask for an envelope."""
    if not options.first_line:
        yield from lines
        return
    counted = 0 if options.counted == "postings" else 2
    yield options.first_line
    for each in lines:
        yield each
        counted += 1
    yield f"SLUTD{counted:05}"
