"""The list of payments of a period as CSV, as a finance department takes it in."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from attrs import field, frozen

from civic_partnership import OptionsError, Register
from civic_partnership.findings import format_fact, sentence
from civic_partnership.model import Grant, Partnership, Payment, RecordKey, about
from civic_partnership.plugins import Artifact, FieldPath, Loss, guard_danish_cell
from civic_partnership.values import Answer, InvalidValue, Label, Period, danish_date

from .accounts import refuse
from .grant_selection import NO_AMOUNT, to_ore, write_ore
from .payment_shares import Part, split_payment

HEADER: Final = ("CVR-nummer", "Forening", "Beløb", "Dato", "Tekst", "Journalnummer")
NO_PAYMENT = Label("der er ikke registreret nogen udbetaling", "no payment is recorded")
OTHER_DAY = Label(
    "udbetalingen ligger uden for den valgte periode", "the payment lies outside the chosen period"
)
NOT_IN_LIST = Label("det står ikke i nogen udbetaling på listen", "it is in no payment of the list")

_MARK = "\ufeff"
"""The byte order mark, by which a Danish Excel sees that a file is UTF-8."""
_BATCH = 256
"""The number of lines in one chunk."""
_TOLD = 10
"""A refusal tells so many payments at most, and counts the others."""
_PERIOD = Label(
    'et år, en måned eller en periode, som period = "2025" eller period = "2025-01/2025-03"',
    'a year, a month or a period, such as period = "2025" or period = "2025-01/2025-03"',
)
_REFUSED = Label(
    "Partnerskabet {partnership}, tilskuddet for {period}, udbetalingen den {day}: {reason}.",
    "The partnership {partnership}, the grant for {period}, the payment of {day}: {reason}.",
)


@frozen(kw_only=True)
class PaymentsOptions:
    """Options of the format `payments-csv`."""

    period: str | None = field(
        default=None,
        metadata=about(
            "kun udbetalinger i dette tidsrum: 2025, 2025-01, 2025-01/2025-03",
            "only payments in this time: 2025, 2025-01, 2025-01/2025-03",
        ),
    )

    def read_period(self) -> Period | None:
        """Return the chosen days; None for all.

        Raises:
            OptionsError: `period` is no period, or its days are not certain.
        """
        if self.period is None:
            return None
        text = self.period if "/" in self.period else f"{self.period}/{self.period}"
        try:
            period = Period(text)
        except InvalidValue:
            period = None
        if period is None or not period.is_exact:
            refuse(PaymentsCsv.name, [("period", _PERIOD)])
        return period


@frozen
class Listed:
    """A payment of the list, with the grant that it is part of, and its partnership."""

    partnership: Partnership
    grant: Grant
    payment: Payment


class PaymentsCsv:
    """The list of payments: a row for each payment, or for each association that shares one."""

    name: Final = "payments-csv"
    title: Final = Label("Udbetalingsliste som CSV", "List of payments as CSV")
    options: Final = PaymentsOptions

    def carries(self, _: PaymentsOptions, /) -> frozenset[FieldPath]:
        """Return who is paid, how much, when and for what."""
        return frozenset(
            {
                "associations.cvr",
                "associations.name",
                "programmes.name",
                "partnerships.case",
                "partnerships.grants.year",
                "partnerships.grants.payments.on",
                "partnerships.grants.payments.amount",
            }
        )

    def export(self, register: Register, options: PaymentsOptions, /) -> Iterable[Artifact | Loss]:
        """Yield the list, and then what does not stand in it.

        Raises:
            OptionsError: it cannot be told who gets a payment, or a recipient has no CVR number.
        """
        period = options.read_period()
        _refuse_unclear(self.name, register, period)
        yield Artifact(
            name="udbetalinger.csv",
            media_type="text/csv; charset=utf-8",
            chunks=_write_chunks(register, period),
        )
        yield from _losses(register, period)


def _select(register: Register, period: Period | None) -> Iterator[Listed | Loss]:
    """Yield the payments of the list in the order of the register, and a loss for all else that is paid.

    A grant without any payment in the list is one loss.
    """
    for partnership in register.partnerships.values():
        key = RecordKey("partnerships", partnership.id)
        for i, grant in enumerate(partnership.grants):
            reasons = [_left_out(each, period) for each in grant.payments]
            if None not in reasons:
                yield Loss(record=key, path=("grants", i), reason=next(filter(None, reasons), NO_PAYMENT))
                continue
            for k, (payment, reason) in enumerate(zip(grant.payments, reasons, strict=True)):
                if reason is None:
                    yield Listed(partnership, grant, payment)
                else:
                    yield Loss(record=key, path=("grants", i, "payments", k), reason=reason)


def _left_out(payment: Payment, period: Period | None) -> Label | None:
    if period is not None and period.covers(payment.on) is not Answer.HOLDS:
        return OTHER_DAY
    return NO_AMOUNT if to_ore(payment.amount) <= 0 else None


def _split(register: Register, period: Period | None) -> Iterator[tuple[Listed, tuple[Part, ...] | Label]]:
    """Yield each payment of the list with its parts, or with the reason why it cannot be split."""
    for each in _select(register, period):
        if isinstance(each, Listed):
            yield each, split_payment(register, each.partnership, each.payment)


def _rows(register: Register, period: Period | None) -> Iterator[tuple[Listed, Part]]:
    """Yield each row of the list: a payment, and the part of an association."""
    for each, parts in _split(register, period):
        if not isinstance(parts, Label):
            yield from ((each, part) for part in parts)


def _refuse_unclear(name: str, register: Register, period: Period | None) -> None:
    """Raise an OptionsError that tells the payments whose recipient is unclear.

    It tells one payment for each partnership and reason, and counts the others.
    """
    first: dict[tuple[str, Label], Listed] = {}
    count = 0
    for each, reason in _split(register, period):
        if isinstance(reason, Label):
            first.setdefault((each.partnership.id, reason), each)
            count += 1
    if count:
        told = [_explain(each, reason) for (_, reason), each in islice(first.items(), _TOLD)]
        more = count - len(told)
        others = Label(
            f" Det samme eller lignende gælder {more} andre udbetalinger.",
            f" The same or the like is true of {more} other payments.",
        )
        raise OptionsError(
            f"{name} kan ikke skrive listen. {' '.join(each.da for each in told)}{others.da if more else ''}",
            f"{name} cannot write the list. {' '.join(each.en for each in told)}{others.en if more else ''}",
        )


def _explain(listed: Listed, reason: Label) -> Label:
    facts = {"partnership": listed.partnership.id, "period": listed.grant.days, "day": listed.payment.on}
    return sentence(_REFUSED, {**facts, "reason": reason})


def _write_chunks(register: Register, period: Period | None) -> Iterator[bytes]:
    """Yield the header and the rows as CSV for a Danish spreadsheet, in pieces."""
    cells = (_cells(register, *row) for row in _rows(register, period))
    first = f"{_MARK}{_write_lines([HEADER])}"
    yield first.encode()
    while batch := list(islice(cells, _BATCH)):
        yield _write_lines(batch).encode()


def _write_lines(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue()


def _cells(register: Register, listed: Listed, part: Part) -> Iterator[str]:
    """Yield the cells of a row, as HEADER names them."""
    programme = register.programmes.get(listed.partnership.programme)
    text = f"Tilskud {format_fact(listed.grant.days, 'da')}"
    yield guard_danish_cell(part.cvr)
    yield guard_danish_cell(part.association.name)
    yield write_ore(part.ore)
    yield danish_date(listed.payment.on)
    yield guard_danish_cell(f"{text}, {programme.name}" if programme else text)
    yield guard_danish_cell(listed.partnership.case or "")


def _losses(register: Register, period: Period | None) -> Iterator[Loss]:
    """Yield a loss for each value that the format carries and that stands in no row."""
    yield from (each for each in _select(register, period) if isinstance(each, Loss))
    partnerships, programmes, names, numbers = (set[str]() for _ in range(4))
    for listed, part in _rows(register, period):
        partnerships.add(listed.partnership.id)
        programmes.add(listed.partnership.programme)
        names.add(part.association.id)
        if part.cvr == part.association.cvr:
            numbers.add(part.association.id)
    shown = (
        ("associations", "name", names),
        ("associations", "cvr", numbers),
        ("programmes", "name", programmes),
        ("partnerships", "case", partnerships),
    )
    for kind, name, ids in shown:
        for id, record in getattr(register, kind).items():
            if id not in ids and getattr(record, name) is not None:
                yield Loss(record=RecordKey(kind, id), path=(name,), reason=NOT_IN_LIST)
