"""The selection of grants: each grant becomes a posting with an amount, or a loss with a reason."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from civic_partnership import Register
from civic_partnership.model import Grant, Partnership, Payment, RecordKey, about
from civic_partnership.plugins import Loss
from civic_partnership.values import Label, Year

OTHER_YEAR = Label("tilskuddet hører til et andet regnskabsår", "the grant is of another fiscal year")
NOT_AWARDED = Label("tilskuddet har ingen bevillingsdato", "the grant has no day of award")
NOT_PAID = Label("tilskuddet har ingen udbetalingsdato", "the grant has no day of payment")
NO_AMOUNT = Label("et beløb på 0 kr. kan ikke posteres", "an amount of 0 kr. cannot be posted")


@frozen(kw_only=True)
class Selection:
    """The options that the formats `opus-csv` and `prisme-g69` share."""

    year: Year | None = field(default=None, metadata=about("kun dette regnskabsår", "this fiscal year only"))
    only: Literal["all", "awarded", "paid"] = field(
        default="all",
        metadata=about("kun tilskud med bevillings- eller udbetalingsdato", "only grants awarded, or paid"),
    )
    text: Literal["associations", "partnership"] = field(
        default="associations",
        metadata=about("posteringens tekst: navne eller id", "text of a posting: names or id"),
    )
    line_end: Literal["crlf", "lf"] = field(default="crlf", metadata=about("linjeskift", "line end"))

    @property
    def newline(self) -> str:
        """Return the end of a line."""
        return "\r\n" if self.line_end == "crlf" else "\n"


@frozen
class Posting:
    """A grant, or a payment of it, that is posted: one line of debit, and one line of credit.

    Attributes:
        partnership: the partnership that gets the grant.
        place: the index of the grant in the grants of the partnership.
        grant: the grant.
        year: the fiscal year of the grant; for a grant with a period, the year in which it begins.
        ore: the amount in øre; 0 if the amount is no whole number of øre.
        rate: the index of the payment in the payments of the grant; None for no payment.
    """

    partnership: Partnership
    place: int
    grant: Grant
    year: int
    ore: int
    rate: int | None = None

    @property
    def payment(self) -> Payment | None:
        """Return the payment that is posted; None if the posting is of no payment."""
        return None if self.rate is None else self.grant.payments[self.rate]

    def loss(self, reason: Label, *path: str | int) -> Loss:
        """Return the loss of the grant, or of a field in the grant."""
        return Loss(
            record=RecordKey("partnerships", self.partnership.id),
            path=("grants", self.place, *path),
            reason=reason,
        )


def to_ore(amount: Decimal) -> int:
    """Return kroner in øre; 0 if that is no whole number."""
    numerator, denominator = amount.as_integer_ratio()
    ore, rest = divmod(numerator * 100, denominator)
    return 0 if rest else ore


def write_ore(ore: int) -> str:
    """Return an amount in øre as kroner with a decimal comma: `200000,00`."""
    return f"{ore // 100},{ore % 100:02}"


def select_grants(register: Register, selection: Selection) -> Iterator[Posting | Loss]:
    """Yield a posting or a loss for every grant, in the order of the partnerships' ids."""
    for partnership in register.partnerships.values():
        for place, grant in enumerate(partnership.grants):
            year = grant.days.earliest_start.year
            posting = Posting(partnership, place, grant, year, to_ore(grant.amount))
            reason = _left_out(posting, selection)
            yield posting if reason is None else posting.loss(reason)


def _left_out(posting: Posting, selection: Selection) -> Label | None:
    if selection.year is not None and selection.year != posting.year:
        return OTHER_YEAR
    if selection.only == "awarded" and posting.grant.awarded_on is None:
        return NOT_AWARDED
    if selection.only == "paid" and not posting.grant.payments:
        return NOT_PAID
    return NO_AMOUNT if posting.ore <= 0 else None
