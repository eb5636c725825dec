"""Grants: how they are paid, spent, carried over, paid back and accounted for."""

from datetime import date
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import OPEN, Count, Dated, Label, Money, Period, Year, months_after

from .record import Entry, about, optional

_PURPOSES = {
    "resource-person": (
        "ressourceperson",
        "resource person",
        "løn",
        "lønninger",
        "lønudgift",
        "lønudgifter",
        "aflønning",
    ),
    "activities": ("aktiviteter", "activities", "aktivitet"),
    "administration": ("administration", "administration", "adm.", "administrationsudgifter"),
    "other": ("andet", "other", "diverse", "øvrigt"),
}


@frozen(kw_only=True)
class Payment:
    """A sum that is paid from a grant (udbetaling).

    Attributes:
        on: the day of the payment. / Dagen, hvor beløbet blev udbetalt.
        amount: the amount in kroner. / Beløbet i kroner.
        to: id of the association that got the money, if the partnership has several. / Id for foreningen, som
            fik beløbet, hvor flere deles om partnerskabet.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("on", "to")

    on: date = field(metadata=about("dato", "on"))
    amount: Money = field(metadata=about("beløb", "amount"))
    to: str | None = optional("til", "to", refers_to="associations")


@frozen(kw_only=True)
class Spending:
    """A sum from a grant, and the purpose on which it was spent (forbrug).

    Attributes:
        purpose: the use of the money: resource-person, activities, administration or other. / Hvad pengene
            gik til.
        amount: the amount in kroner. / Beløbet i kroner.
        text: the purpose in plain words. / Formålet i fri tekst.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("purpose", "text")

    purpose: Literal["resource-person", "activities", "administration", "other"] = field(
        metadata=about("formål", "purpose", words=_PURPOSES)
    )
    amount: Money = field(metadata=about("beløb", "amount"))
    text: str | None = optional("tekst", "text")


@frozen(kw_only=True)
class CarriedOver:
    """The part of a grant that may be spent in the next grant's time (overførsel).

    Attributes:
        amount: the amount in kroner. / Beløbet i kroner.
        approved_on: the day when the municipality agreed. / Dagen, hvor kommunen godkendte overførslen.

    """

    amount: Money = field(metadata=about("beløb", "amount"))
    approved_on: date | None = optional("godkendt", "approved on")


@frozen(kw_only=True)
class Repayment:
    """A sum that the association paid back (tilbagebetaling).

    Attributes:
        on: the day of the repayment. / Dagen, hvor beløbet blev betalt tilbage.
        amount: the amount in kroner. / Beløbet i kroner.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("on",)

    on: date = field(metadata=about("dato", "on"))
    amount: Money = field(metadata=about("beløb", "amount"))


@frozen(kw_only=True)
class Accounts:
    """The association's accounts of a grant (regnskab).

    Attributes:
        due: the last day to send the accounts, if it is not the programme's. / Fristen for regnskabet, hvor
            den er en anden end ordningens.
        received_on: the day when the accounts came in. / Dagen, hvor regnskabet kom.
        approved_on: the day when the accounts were approved. / Dagen, hvor regnskabet blev godkendt.
        audited: whether an auditor has checked the accounts; left out if nobody knows. / Om regnskabet er
            revideret; udelades, hvor det ikke vides.

    """

    due: date | None = optional("frist", "due")
    received_on: date | None = optional("modtaget", "received on")
    approved_on: date | None = optional("godkendt", "approved on")
    audited: bool | None = optional("revideret", "audited")


@frozen(kw_only=True)
class Grant(Entry):
    """Money for a calendar year, or for some other period (tilskud).

    Attributes:
        year: the calendar year of the grant, unless the grant has a period. / Kalenderåret, som tilskuddet
            gælder, hvor det ikke har en periode.
        period: the days of the grant, unless the grant has a year. / Dagene, som tilskuddet gælder, hvor det
            ikke har et år.
        amount: the amount in kroner. / Tilskuddets beløb i kroner.
        awarded_on: the day it was awarded. / Dagen, hvor tilsagnet blev givet.
        payments: the sums that were paid. / Udbetalingerne af tilskuddet.
        spending: how the grant was spent. / Hvad tilskuddet blev brugt til.
        carried_over: the part that may be spent in the next grant's time. / Det, som er overført til næste
            tilskud.
        repayments: the sums that the association paid back. / Hvad foreningen har betalt tilbage.
        accounts: the accounts of the grant. / Regnskabet for tilskuddet.

    """

    LABEL: ClassVar[Label] = Label("tilskud", "grant")
    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ("year", "period")
    ROW_KEY: ClassVar[tuple[str, ...]] = ("year", "period")

    year: Year | None = optional("år", "year")
    period: Period | None = optional("periode", "period")
    amount: Money = field(metadata=about("beløb", "amount"))
    awarded_on: date | None = optional("tilsagn givet", "awarded on")
    payments: tuple[Payment, ...] = optional("udbetalinger", "payments", default=())
    spending: tuple[Spending, ...] = optional("forbrug", "spending", default=())
    carried_over: CarriedOver | None = optional("overført", "carried over")
    repayments: tuple[Repayment, ...] = optional("tilbagebetalinger", "repayments", default=())
    accounts: Accounts | None = optional("regnskab", "accounts")

    @property
    def days(self) -> Period:
        """Return the days of the grant: its period, or all days of its year.

        Raises:
            ValueError: the grant has neither a period nor a year.

        """
        if self.period is not None:
            return self.period
        if self.year is None:
            raise ValueError("a grant has a year or a period")
        return Period.of_year(self.year)

    def accounts_due(self, months: Dated[Count] | None) -> tuple[date | None, ...]:
        """Return the days on which the accounts may be due; None stands for no day.

        That is their own deadline, else so many months after the last day of the grant.

        Args:
            months: the `accounts_due_months` of the programme; those of the grant's first day count.

        """
        if self.accounts and self.accounts.due:
            return (self.accounts.due,)
        if months is None:
            return (None,)
        days = self.days
        dues = {
            OPEN if number is None or end == OPEN else months_after(end, number)
            for number in months.possible(days.earliest_start, days.latest_start)
            for end in (days.earliest_end, days.latest_end)
        }
        return tuple(None if due == OPEN else due for due in sorted(dues))
