"""Partnerships and their parts: partners, consultants, terms, action plans, and how they are cancelled."""

from datetime import date
from functools import lru_cache
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import (
    OPEN,
    CaseNumber,
    Hours,
    Interval,
    Label,
    Money,
    PartialDate,
    Percent,
    Period,
)

from .employment import Employment
from .grant import Grant
from .parties import Decision, Party
from .record import Entry, Record, about, optional

_TERM_KINDS = {
    "initial": ("første periode", "initial", "første", "første aftale"),
    "extension": ("forlængelse", "extension", "forlænget"),
}
_OBJECTIVE_STATUSES = {
    "planned": ("planlagt", "planned", "ikke begyndt"),
    "under-way": ("i gang", "under way", "igangværende", "påbegyndt"),
    "reached": ("nået", "reached", "opnået", "indfriet", "gennemført"),
    "given-up": ("opgivet", "given up", "droppet"),
}


@lru_cache
def _days_between(since: PartialDate | None, until: PartialDate | None) -> Interval:
    """Return the days from one date to another; a missing date is no limit.

    If the second date lies before the first, only the first day is left.
    """
    start = since.as_start if since else (date.min, date.min)
    end = until.as_end if until else (OPEN, OPEN)
    return Interval(start, (max(end[0], start[0]), max(end[1], start[0])))


@frozen(kw_only=True)
class Partner:
    """An association that takes part in a partnership (partner).

    Attributes:
        association: id of the association. / Id for foreningen.
        share: the percentage of the grant, if the grant is shared. / Hvor mange procent af tilskuddet
            foreningen får, hvor det deles.
        since: when the association joined, if not at the start; a month or year means its first day. /
            Hvornår foreningen kom med, hvor det ikke var fra begyndelsen; gælder som begyndelse.
        until: when the association left; a month or year means its last day. / Hvornår foreningen gik ud;
            gælder som slutning.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("association",)
    KEPT_APART_BY: ClassVar[tuple[str, ...]] = ("since",)

    association: str = field(metadata=about("forening", "association", refers_to="associations"))
    share: Percent | None = optional("andel i procent", "share")
    since: PartialDate | None = optional("siden", "since")
    until: PartialDate | None = optional("til", "until")

    @property
    def days(self) -> Interval:
        """Return the days on which the association is a partner."""
        return _days_between(self.since, self.until)


@frozen(kw_only=True)
class Consultant:
    """A contact in the municipality who looks after a partnership (konsulent).

    Attributes:
        contact: id of the contact. / Id for kontakten.
        since: when the contact began; a month or year means its first day. / Hvornår kontakten begyndte;
            gælder som begyndelse.
        until: when the contact stopped; a month or year means its last day. / Hvornår kontakten holdt op;
            gælder som slutning.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("contact",)
    KEPT_APART_BY: ClassVar[tuple[str, ...]] = ("since",)

    contact: str = field(metadata=about("kontakt", "contact", refers_to="contacts"))
    since: PartialDate | None = optional("siden", "since")
    until: PartialDate | None = optional("til", "until")

    @property
    def days(self) -> Interval:
        """Return the days on which the contact looks after the partnership."""
        return _days_between(self.since, self.until)


@frozen(kw_only=True)
class Cancellation:
    """The end of an agreement before its time (opsigelse).

    Attributes:
        on: the day when the agreement was cancelled. / Dagen, hvor aftalen blev opsagt.
        effective: the last day of the agreement. / Aftalens sidste dag.
        by: the party that cancelled. / Hvem der opsagde aftalen.
        reason: the reason. / Hvorfor aftalen blev opsagt.

    """

    on: date = field(metadata=about("dato", "on"))
    effective: date = field(metadata=about("med virkning til", "effective"))
    by: Party | None = optional("af", "by")
    reason: str | None = optional("begrundelse", "reason")


@frozen(kw_only=True)
class Term(Entry):
    """A period for which the agreement of a partnership is made (aftaleperiode).

    Attributes:
        period: the days of the term. / Aftaleperiodens dage.
        kind: the kind of term, initial or extension. / Om det er den første periode eller en forlængelse.
        decision: the decision to make the term. / Beslutningen, som perioden hviler på.
        provisional: whether the term may still change. / Om perioden er foreløbig.
        signed_on: the day when the agreement of the term was signed. / Dagen, hvor aftalen for perioden blev
            underskrevet.
        document: the number or name of the agreement in the archive. / Aftalens nummer eller navn i arkivet.
        appropriation: id of the appropriation that pays for the term, if it is not the partnership's. / Id
            for bevillingen, som betaler for perioden, hvor det ikke er partnerskabets.
        annual_amount: kroner a year, if the agreement sets another amount than the programme. / Kroner om
            året, hvor aftalen har et andet beløb end ordningen.
        min_weekly_hours: the least number of hours a week, if the agreement sets another number than the
            programme. / Timer om ugen, mindst, hvor aftalen har et andet tal end ordningen.

    """

    LABEL: ClassVar[Label] = Label("aftaleperiode", "term")
    ROW_KEY: ClassVar[tuple[str, ...]] = ("period",)

    period: Period = field(metadata=about("periode", "period"))
    kind: Literal["initial", "extension"] = field(metadata=about("art", "kind", words=_TERM_KINDS))
    decision: Decision | None = optional("beslutning", "decision")
    provisional: bool = optional("foreløbig", "provisional", default=False)
    signed_on: date | None = optional("underskrevet", "signed on")
    document: str | None = optional("dokument", "document")
    appropriation: str | None = optional("bevilling", "appropriation", refers_to="appropriations")
    annual_amount: Money | None = optional("årligt beløb", "annual amount")
    min_weekly_hours: Hours | None = optional("timer om ugen, mindst", "least weekly hours")

    @property
    def days(self) -> Period:
        """Return the days of the term."""
        return self.period


@frozen(kw_only=True)
class Objective:
    """An aim of an action plan in one focus area (målsætning).

    Attributes:
        focus_area: the id of a focus area of the programme. / Id for et af ordningens indsatsområder.
        goal: the result to be reached. / Hvad der skal nås.
        activities: the activities to reach the goal. / Hvad der gøres for at nå det.
        status: how far it is: planned, under-way, reached or given-up. / Hvor langt målsætningen er.
        result: the result of the work. / Hvad arbejdet førte til.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("focus_area", "goal")

    focus_area: str = field(metadata=about("indsatsområde", "focus area", refers_to="focus_areas"))
    goal: str = field(metadata=about("mål", "goal"))
    activities: tuple[str, ...] = optional("aktiviteter", "activities", default=())
    status: Literal["planned", "under-way", "reached", "given-up"] | None = optional(
        "status", "status", words=_OBJECTIVE_STATUSES
    )
    result: str | None = optional("resultat", "result")


@frozen(kw_only=True)
class ActionPlan(Entry):
    """A plan for the work of an association in the next years (handleplan).

    Attributes:
        period: the days of the plan. / Dagene, som handleplanen gælder.
        submitted_on: the day when the plan came in. / Dagen, hvor handleplanen kom.
        approved_on: the day when the plan was approved. / Dagen, hvor handleplanen blev godkendt.
        approved_by: id of the department that approved the plan. / Id for forvaltningen, som godkendte
            handleplanen.
        objectives: the aims of the plan. / Hvad handleplanen skal nå.

    """

    LABEL: ClassVar[Label] = Label("handleplan", "action plan")
    ROW_KEY: ClassVar[tuple[str, ...]] = ("period",)

    period: Period = field(metadata=about("periode", "period"))
    submitted_on: date | None = optional("indsendt", "submitted on")
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
        partners: the associations, each with its share and its time; two or more at a time if they share the
            partnership. / Foreningerne, hver med sin andel og sin tid; to eller flere ad gangen, hvor de
            deles om partnerskabet.
        consultants: the contacts in the municipality, each with their time (konsulenter). / Kontakterne i
            kommunen, hver med sin tid.
        case: the journal number of the case, such as 18.15.05-P20-1-21. / Sagens journalnummer, fx
            18.15.05-P20-1-21.
        terms: the terms of the agreement: the initial one and its extensions. / Aftalens perioder: den første
            og forlængelserne.
        grants: the grants to the partnership. / Tilskuddene til partnerskabet.
        employments: the employments of resource persons. / Ansættelserne af ressourcepersoner.
        action_plans: the association's action plans. / Foreningens handleplaner.
        cancelled: how the agreement ended before its time. / Hvordan aftalen blev opsagt før tid.

    """

    LABEL: ClassVar[Label] = Label("partnerskab", "partnership")

    programme: str = field(metadata=about("ordning", "programme", refers_to="programmes"))
    appropriation: str | None = optional("bevilling", "appropriation", refers_to="appropriations")
    partners: tuple[Partner, ...] = field(metadata=about("partnere", "partners"))
    consultants: tuple[Consultant, ...] = optional("konsulenter", "consultants", default=())
    case: CaseNumber | None = optional("journalnummer", "case")
    terms: tuple[Term, ...] = optional("aftaleperioder", "terms", default=())
    grants: tuple[Grant, ...] = optional("tilskud", "grants", default=())
    employments: tuple[Employment, ...] = optional("ansættelser", "employments", default=())
    action_plans: tuple[ActionPlan, ...] = optional("handleplaner", "action plans", default=())
    cancelled: Cancellation | None = optional("opsagt", "cancelled")
