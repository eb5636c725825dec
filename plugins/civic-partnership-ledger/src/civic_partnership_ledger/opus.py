"""The transfer voucher (omposteringsbilag) of KMD Opus as CSV."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.model import about
from civic_partnership.plugins import Artifact, FieldPath, Loss
from civic_partnership.values import Label, Table

from .accounts import Problem, find_accounts, places_of_accounts, refuse
from .grant_selection import Posting, Selection, write_ore
from .journal import Journal
from .posting_text import Room

HEADER: Final = (
    "Artskonto;Omkostningssted;PSP-element;Profitcenter;Ordre;Debet/kredit;Beløb;Næste agent;Tekst;"
    "Betalingsart;Påligningsår;Betalingsmodtagernr.;Betalingsmodtagernr.kode;Ydelsesmodtagernr.;"
    "Ydelsesmodtagernr.kode;Ydelsesperiode fra;Ydelsesperiode til;Oplysningspligtnr.;"
    "Oplysningspligtmodtagernr.kode;Oplysningspligtkode;Netværk;Operation;Mængde;Mængdeenhed;"
    "Referencenøgle"
)
_COLUMNS = HEADER.split(";")
_RECIPIENT = {"payee": "Betalingsmodtagernr.", "beneficiary": "Ydelsesmodtagernr."}
_INSTEAD = {ord(";"): ",", ord('"'): "'"}
"""Characters that need quotation marks in CSV -> their substitutes, because Opus may not read the marks."""
_EXAMPLE = (
    '{ debit = { art = "12345678", cost_centre = "1234567890" }, '
    'credit = { art = "87654321", cost_centre = "1234567890" } }'
)
_CODE_FORM = "[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå._/-]*"
_CODE = Label(
    "skriv bogstaver, cifre og . _ / -, først et bogstav eller ciffer",
    "write letters, digits and . _ / -, first a letter or digit",
)
_FORMS = {
    "art": ("[0-9]{8}", Label("en artskonto har 8 cifre", "an art has 8 digits")),
    "psp": (
        "[A-Z]{2}-[0-9]{10}-[0-9]{5}",
        Label(
            "et PSP-element skrives som XG-0000000204-00001", "a PSP element is written XG-0000000204-00001"
        ),
    ),
    "cost_centre": (_CODE_FORM, _CODE),
    "profit_centre": (_CODE_FORM, _CODE),
    "order": (_CODE_FORM, _CODE),
}
_BOTH_SIDES = Label(
    "et PSP-element står på begge sider eller ingen", "a PSP element is on both sides or neither"
)
_ONE_OF = Label("skriv omkostningssted eller PSP-element, ikke begge", "give a cost centre or a PSP element")
_MANY_WIDTH = Label("mellem 20 og 255 tegn", "between 20 and 255 letters")
_PAIRS = Label("mindst 2: debet og kredit hører sammen", "2 at least: debit and credit belong together")
_CODE_OF_KIND = Label("1 til 4 cifre", "1 to 4 digits")


@frozen(kw_only=True)
class OpusSide:
    """One side of a posting: the accounts in the first five columns of its line."""

    art: str = field(metadata=about("artskonto", "art"))
    cost_centre: str | None = field(default=None, metadata=about("omkostningssted", "cost centre"))
    psp: str | None = field(default=None, metadata=about("PSP-element", "PSP element"))
    profit_centre: str | None = field(default=None, metadata=about("profitcenter", "profit centre"))
    order: str | None = field(default=None, metadata=about("ordre", "order"))

    def problems(self, place: str) -> Iterator[Problem]:
        """Return the problems of the options."""
        for name, (pattern, rule) in _FORMS.items():
            value = getattr(self, name)
            if value is not None and not re.fullmatch(pattern, value):
                yield f"{place}.{name}", rule
        if self.cost_centre is not None and self.psp is not None:
            yield place, _ONE_OF

    @property
    def cells(self) -> dict[str, str]:
        """Return the first five columns."""
        values = (self.art, self.cost_centre, self.psp, self.profit_centre, self.order)
        return {column: value or "" for column, value in zip(_COLUMNS, values, strict=False)}


@frozen(kw_only=True)
class OpusAccounts:
    """The accounts of the grants of a programme: `debit` pays, `credit` is the counter account."""

    debit: OpusSide = field(metadata=about("debet", "debit"))
    credit: OpusSide = field(metadata=about("kredit", "credit"))

    def problems(self, place: str) -> Iterator[Problem]:
        """Return the problems of the options."""
        yield from self.debit.problems(f"{place}.debit")
        yield from self.credit.problems(f"{place}.credit")
        if (self.debit.psp is None) != (self.credit.psp is None):
            yield place, _BOTH_SIDES


@frozen(kw_only=True)
class OpusOptions(Selection):
    """Options of the format `opus-csv`; `accounts` has the id of a programme as its key."""

    accounts: Table[OpusAccounts] = field(
        default=Table(), metadata=about("konti for hver ordning", "accounts of each programme")
    )
    other_programmes: OpusAccounts | None = field(
        default=None, metadata=about("konti for alle andre ordninger", "accounts of all other programmes")
    )
    text_width: int = field(default=50, metadata=about("tegn i teksten, højst", "letters of a text, at most"))
    recipient: Literal["none", "payee", "beneficiary"] = field(
        default="none",
        metadata=about(
            "CVR-nummer som betalings- eller ydelsesmodtager", "CVR number as payee or beneficiary"
        ),
    )
    recipient_code: str = field(
        default="03", metadata=about("koden for CVR-nummer", "the code of CVR numbers")
    )
    lines_per_file: int | None = field(
        default=None, metadata=about("linjer i et bilag, højst", "lines of a voucher, at most")
    )

    def problems(self) -> Iterator[Problem]:
        """Return the problems of the options."""
        for place, accounts in places_of_accounts(self.accounts, self.other_programmes):
            yield from accounts.problems(place)
        if not 20 <= self.text_width <= 255:
            yield "text_width", _MANY_WIDTH
        if not re.fullmatch("[0-9]{1,4}", self.recipient_code):
            yield "recipient_code", _CODE_OF_KIND
        if self.lines_per_file is not None and self.lines_per_file < 2:
            yield "lines_per_file", _PAIRS


class Opus:
    """The transfer voucher of KMD Opus: two lines a grant."""

    name: Final = "opus-csv"
    title: Final = Label("KMD Opus, omposteringsbilag", "KMD Opus, transfer voucher")
    options: Final = OpusOptions

    def carries(self, options: OpusOptions, /) -> frozenset[FieldPath]:
        """Return year and amount of each grant, and its partnership and recipient."""
        whose = "associations.name" if options.text == "associations" else "partnerships.id"
        recipient = set() if options.recipient == "none" else {"associations.cvr"}
        return frozenset({"partnerships.grants.year", "partnerships.grants.amount", whose, *recipient})

    def export(self, register: Register, options: OpusOptions, /) -> Iterable[Artifact | Loss]:
        """Yield as many vouchers as the lines need; then what does not stand in them."""
        refuse(self.name, options.problems())
        room = Room(width=options.text_width, encoding="utf-8", instead=_INSTEAD)
        journal = Journal(register=register, selection=options, room=room)
        programmes = journal.programmes()
        accounts = find_accounts(
            self.name,
            options.accounts,
            options.other_programmes,
            used=programmes,
            known=register.programmes,
            example=_EXAMPLE,
        )
        yield from journal.files(
            ("omposteringsbilag", ".csv"),
            "text/csv; charset=utf-8",
            total=programmes.total(),
            most=None if options.lines_per_file is None else options.lines_per_file // 2,
            lines=lambda postings, _: _lines(postings, journal, options, accounts),
        )
        yield from journal.losses(self.carries(options))


def _lines(
    postings: Iterable[Posting],
    journal: Journal,
    options: OpusOptions,
    accounts: Callable[[str], OpusAccounts],
) -> Iterator[str]:
    """Yield the header, and two lines for each posting."""
    yield HEADER
    for posting in postings:
        booked = accounts(posting.partnership.programme)
        shared = {"Beløb": write_ore(posting.ore), "Tekst": journal.text(posting)}
        recipient = {}
        if options.recipient != "none" and (cvr := journal.cvr(posting)):
            column = _RECIPIENT[options.recipient]
            recipient = {column: cvr, f"{column}kode": options.recipient_code}
        yield row({**booked.debit.cells, "Debet/kredit": "Debet", **shared, **recipient})
        yield row({**booked.credit.cells, "Debet/kredit": "Kredit", **shared})


def row(cells: Mapping[str, str]) -> str:
    """Return a line of the voucher; what is not given stays empty."""
    return ";".join(cells.get(column, "") for column in _COLUMNS)
