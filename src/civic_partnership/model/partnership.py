"""Partnerships and their parts: terms, grants, employments and action plans."""

from datetime import date
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import CaseNumber, Hours, Label, Money, Period, Year

from .record import Entry, Record, about, optional

_TERM_KINDS = {
    "initial": Label("første periode", "initial"),
    "extension": Label("forlængelse", "extension"),
}
_OBJECTIVE_STATUSES = {
    "planned": Label("planlagt", "planned"),
    "under-way": Label("i gang", "under way"),
    "reached": Label("nået", "reached"),
    "given-up": Label("opgivet", "given up"),
}


@frozen(kw_only=True)
class Term(Entry):
    """A period for which the agreement of a partnership is made (aftaleperiode).

    Attributes:
        period: the days of the term. / Aftaleperiodens dage.
        kind: the kind of term, initial or extension. / Om det er den første periode eller en forlængelse.
        decided_on: the day when the term was decided. / Dagen for den beslutning, som perioden hviler på.
        decision: the decision to make the term. / Beslutningen, som perioden hviler på.

    """

    LABEL: ClassVar[Label] = Label("aftaleperiode", "term")

    period: Period = field(metadata=about("periode", "period"))
    kind: Literal["initial", "extension"] = field(metadata=about("art", "kind", words=_TERM_KINDS))
    decided_on: date | None = optional("besluttet", "decided on")
    decision: str | None = optional("beslutning", "decision")

    @property
    def days(self) -> Period:
        """Return the days of the term."""
        return self.period


@frozen(kw_only=True)
class Spending:
    """A sum from a grant, and the purpose on which it was spent (forbrug).

    Attributes:
        purpose: the use of the money: `resource-person`, or any other purpose. / Hvad pengene gik til:
            resource-person (ressourcepersonen) eller et andet formål.
        amount: the amount in kroner. / Beløbet i kroner.

    """

    purpose: str = field(metadata=about("formål", "purpose"))
    amount: Money = field(metadata=about("beløb", "amount"))


@frozen(kw_only=True)
class Grant(Entry):
    """Money for a calendar year, or for some other period (tilskud).

    Attributes:
        year: the calendar year of the grant, unless the grant has a period. / Kalenderåret, som tilskuddet
            gælder, hvor det ikke har en periode.
        period: the days of the grant, unless the grant has a year. / Dagene, som tilskuddet gælder, hvor det
            ikke har et år.
        amount: the amount in kroner. / Tilskuddets beløb i kroner.
        awarded_on: the day it was awarded. / Dagen, hvor tilskuddet blev bevilget.
        paid_on: the day when the grant was paid. / Dagen, hvor tilskuddet blev udbetalt.
        spending: how the grant was spent. / Hvad tilskuddet blev brugt til.

    """

    LABEL: ClassVar[Label] = Label("tilskud", "grant")
    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ("year", "period")

    year: Year | None = optional("år", "year")
    period: Period | None = optional("periode", "period")
    amount: Money = field(metadata=about("beløb", "amount"))
    awarded_on: date | None = optional("bevilget", "awarded on")
    paid_on: date | None = optional("udbetalt", "paid on")
    spending: tuple[Spending, ...] = optional("forbrug", "spending", default=())

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


@frozen(kw_only=True)
class Funding:
    """A source that pays for an employment, and the amount (finansiering).

    Attributes:
        source: the source of the money: `grant` for the partnership's grant, or any other source. / Hvem der
            betaler: grant (partnerskabets tilskud) eller en anden kilde.
        annual_amount: kroner a year. / Kroner om året.

    """

    source: str = field(metadata=about("kilde", "source"))
    annual_amount: Money = field(metadata=about("årligt beløb", "annual amount"))


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
class Employment(Entry):
    """The employment of a resource person (ansættelse af ressourceperson).

    Attributes:
        period: the days from the first to the last day of the employment. / Fra første til sidste dag som
            ansat.
        weekly_hours: working hours a week. / Timer om ugen.
        person: the name of the resource person; personal. / Hvem der er ansat; en personoplysning.
        funding: the sources that pay for the employment. / Hvem der betaler for ansættelsen.
        handover: how the work was handed over when the employment ended. / Hvordan arbejdet blev overleveret,
            da ansættelsen sluttede.

    """

    LABEL: ClassVar[Label] = Label("ansættelse", "employment")

    period: Period = field(metadata=about("periode", "period"))
    weekly_hours: Hours | None = optional("timer om ugen", "weekly hours")
    person: str | None = optional("person", "person", personal=True)
    funding: tuple[Funding, ...] = optional("finansiering", "funding", default=())
    handover: Handover | None = optional("overlevering", "handover")

    @property
    def days(self) -> Period:
        """Return the days of the employment."""
        return self.period


@frozen(kw_only=True)
class Objective:
    """An aim of an action plan in one focus area (målsætning).

    Attributes:
        focus_area: the id of a focus area of the programme. / Id for et af ordningens indsatsområder.
        goal: the result to be reached. / Hvad der skal nås.
        activities: the activities to reach the goal. / Hvad der gøres for at nå det.
        status: how far it is: planned, under-way, reached or given-up. / Hvor langt målsætningen er.

    """

    focus_area: str = field(metadata=about("indsatsområde", "focus area", refers_to="focus_areas"))
    goal: str = field(metadata=about("mål", "goal"))
    activities: tuple[str, ...] = optional("aktiviteter", "activities", default=())
    status: Literal["planned", "under-way", "reached", "given-up"] | None = optional(
        "status", "status", words=_OBJECTIVE_STATUSES
    )


@frozen(kw_only=True)
class ActionPlan(Entry):
    """A plan for the work of an association in the next years (handleplan).

    Attributes:
        period: the days of the plan. / Dagene, som handleplanen gælder.
        approved_on: the day when the plan was approved. / Dagen, hvor handleplanen blev godkendt.
        approved_by: id of the department that approved the plan. / Id for forvaltningen, som godkendte
            handleplanen.
        objectives: the aims of the plan. / Hvad handleplanen skal nå.

    """

    LABEL: ClassVar[Label] = Label("handleplan", "action plan")

    period: Period = field(metadata=about("periode", "period"))
    approved_on: date | None = optional("godkendt", "approved on")
    approved_by: str | None = optional("godkendt af", "approved by", refers_to="departments")
    objectives: tuple[Objective, ...] = optional("målsætninger", "objectives", default=())

    @property
    def days(self) -> Period:
        """Return the days of the action plan."""
        return self.period


@frozen(kw_only=True)
class Partnership(Record):
    """An agreement of the municipality with one or more associations (partnerskab).

    Attributes:
        programme: id of the programme of the partnership. / Id for ordningen, som partnerskabet hører under.
        appropriation: id of the appropriation that pays for the partnership. / Id for bevillingen, som
            betaler for partnerskabet.
        associations: ids of its associations; two or more where it is shared. / Id'er for foreningerne; to
            eller flere, hvor de deles om partnerskabet.
        consultant: id of the municipality's consultant among the contacts (konsulent). / Id for kommunens
            konsulent blandt kontakterne.
        case: the journal number of the case, such as 18.15.05-P20-1-21. / Sagens journalnummer, fx
            18.15.05-P20-1-21.
        terms: the terms of the agreement: the initial one and its extensions. / Aftalens perioder: den første
            og forlængelserne.
        grants: the grants to the partnership. / Tilskuddene til partnerskabet.
        employments: the employments of resource persons. / Ansættelserne af ressourcepersoner.
        action_plans: the association's action plans. / Foreningens handleplaner.

    """

    LABEL: ClassVar[Label] = Label("partnerskab", "partnership")

    programme: str = field(metadata=about("ordning", "programme", refers_to="programmes"))
    appropriation: str | None = optional("bevilling", "appropriation", refers_to="appropriations")
    associations: tuple[str, ...] = field(
        metadata=about("foreninger", "associations", refers_to="associations")
    )
    consultant: str | None = optional("konsulent", "consultant", refers_to="contacts")
    case: CaseNumber | None = optional("journalnummer", "case")
    terms: tuple[Term, ...] = optional("aftaleperioder", "terms", default=())
    grants: tuple[Grant, ...] = optional("tilskud", "grants", default=())
    employments: tuple[Employment, ...] = optional("ansættelser", "employments", default=())
    action_plans: tuple[ActionPlan, ...] = optional("handleplaner", "action plans", default=())
