"""Employments of resource persons: their hours, their leave, and what pays for them."""

from datetime import date
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import Hours, Label, Money, Period

from .record import Entry, about, optional

_SOURCES = {
    "grant": ("tilskud", "grant", "tilskuddet", "partnerskabstilskud"),
    "own": ("egne midler", "own means", "egenfinansiering", "foreningen"),
    "get2sport": ("get2sport", "get2sport", "get 2 sport"),
    "fund": ("fond", "fund", "fonde", "fondsmidler"),
    "municipality": ("kommunen", "municipality", "kommune", "kommunale midler"),
    "other": ("andet", "other", "anden", "øvrigt"),
}


@frozen(kw_only=True)
class Funding:
    """A source that pays for an employment, and the amount (finansiering).

    Attributes:
        source: the source of the money: `grant` for the partnership's grant, own, get2sport, fund,
            municipality or other. / Hvem der betaler: grant er partnerskabets tilskud.
        annual_amount: kroner a year. / Kroner om året.
        text: the source in plain words. / Kilden i fri tekst.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("source", "text")

    source: Literal["grant", "own", "get2sport", "fund", "municipality", "other"] = field(
        metadata=about("kilde", "source", words=_SOURCES)
    )
    annual_amount: Money = field(metadata=about("årligt beløb", "annual amount"))
    text: str | None = optional("tekst", "text")


@frozen(kw_only=True)
class Handover:
    """The handing over of the work to the next resource person (overlevering).

    Attributes:
        on: the day when the work was handed over. / Dagen, hvor arbejdet blev overleveret.
        note: how the work was handed over. / Hvordan arbejdet blev overleveret.

    """

    on: date | None = optional("dato", "on")
    note: str | None = optional("bemærkning", "note")


@frozen(kw_only=True)
class Leave:
    """Days on which a resource person is employed but does not work (orlov).

    Attributes:
        period: the days of the leave. / Dagene, som orloven varer.
        reason: the reason of the leave; personal. / Grunden til orloven; en personoplysning.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("period",)

    period: Period = field(metadata=about("periode", "period"))
    reason: str | None = optional("begrundelse", "reason", personal=True)

    @property
    def days(self) -> Period:
        """Return the days of the leave."""
        return self.period


@frozen(kw_only=True)
class Employment(Entry):
    """The employment of a resource person (ansættelse af ressourceperson).

    Attributes:
        period: the days from the first to the last day of the employment. / Fra første til sidste dag som
            ansat.
        weekly_hours: working hours a week for the partnership. / Timer om ugen for partnerskabet.
        total_weekly_hours: all working hours a week, with other tasks in the association. / Alle timer om
            ugen, med andre opgaver i foreningen.
        leave: the days on which the resource person does not work. / Orlov fra ansættelsen.
        person: the name of the resource person; personal. / Hvem der er ansat; en personoplysning.
        funding: the sources that pay for the employment. / Hvem der betaler for ansættelsen.
        handover: how the work was handed over when the employment ended. / Hvordan arbejdet blev overleveret,
            da ansættelsen sluttede.

    """

    LABEL: ClassVar[Label] = Label("ansættelse", "employment")
    ROW_KEY: ClassVar[tuple[str, ...]] = ("period",)
    KEPT_APART_BY: ClassVar[tuple[str, ...]] = ("person",)

    period: Period = field(metadata=about("periode", "period"))
    weekly_hours: Hours | None = optional("timer om ugen", "weekly hours")
    total_weekly_hours: Hours | None = optional("timer om ugen i alt", "total weekly hours")
    leave: tuple[Leave, ...] = optional("orlov", "leave", default=())
    person: str | None = optional("person", "person", personal=True)
    funding: tuple[Funding, ...] = optional("finansiering", "funding", default=())
    handover: Handover | None = optional("overlevering", "handover")

    @property
    def days(self) -> Period:
        """Return the days of the employment."""
        return self.period
