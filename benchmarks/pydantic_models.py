"""The records of a line as pydantic models: what a developer writes who knows pydantic and the file format."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_values import CaseNumber, Count, Cvr, Hours, Model, Money, Percent, Period, Year


class Source(Model):
    """A document that says so."""

    document: str
    place: str | None = None


class Entry(Model):
    """What can have sources, a note and exemptions."""

    sources: tuple[Source, ...] = ()
    note: str | None = None
    exempt: dict[str, str] = Field(default_factory=dict)


class MemberCount(Model):
    """The number of members on a day."""

    on: date
    under_25: Count | None = None
    total: Count | None = None
    approximate: bool = False


class Declaration(Model):
    """A declaration of an association."""

    kind: Literal["child-protection", "other"]
    received_on: date
    text: str | None = None


class FormerName(Model):
    """A name that an association had before."""

    name: str | None = None
    cvr: Cvr | None = None
    until: Period | None = None


class Association(Entry):
    """A voluntary association."""

    name: str
    aliases: tuple[str, ...] = ()
    cvr: Cvr | None = None
    activity: str | None = None
    areas: tuple[str, ...] = ()
    citywide: bool | None = None
    networks: tuple[str, ...] = ()
    approved: bool | None = None
    declarations: tuple[Declaration, ...] = ()
    former: tuple[FormerName, ...] = ()
    dissolved: Period | None = None
    succeeded_by: str | None = None
    member_counts: tuple[MemberCount, ...] = ()


class Party(Model):
    """Somebody who decides or takes part."""

    association: str | None = None
    department: str | None = None
    name: str | None = None


class Decision(Model):
    """A decision."""

    on: date | None = None
    by: Party | None = None
    text: str | None = None


class Partner(Model):
    """An association in a partnership."""

    association: str
    share: Percent | None = None
    since: Period | None = None
    until: Period | None = None


class Consultant(Model):
    """A contact in the municipality."""

    contact: str
    since: Period | None = None
    until: Period | None = None


class Cancellation(Model):
    """The end of an agreement before its time."""

    on: date
    effective: date
    by: Party | None = None
    reason: str | None = None


class Term(Entry):
    """A period of an agreement."""

    period: Period
    kind: Literal["initial", "extension"]
    decision: Decision | None = None
    provisional: bool = False
    signed_on: date | None = None
    document: str | None = None
    appropriation: str | None = None
    annual_amount: Money | None = None
    min_weekly_hours: Hours | None = None


class Payment(Model):
    """A sum that is paid."""

    on: date
    amount: Money
    to: str | None = None


class Spending(Model):
    """A sum that is spent."""

    purpose: Literal["resource-person", "activities", "administration", "other"]
    amount: Money
    text: str | None = None


class CarriedOver(Model):
    """What may be spent in the next grant's time."""

    amount: Money
    approved_on: date | None = None


class Repayment(Model):
    """A sum that is paid back."""

    on: date
    amount: Money


class Accounts(Model):
    """The accounts of a grant."""

    due: date | None = None
    received_on: date | None = None
    approved_on: date | None = None
    audited: bool | None = None


class Grant(Entry):
    """Money for a calendar year, or for another period."""

    year: Year | None = None
    period: Period | None = None
    amount: Money
    awarded_on: date | None = None
    payments: tuple[Payment, ...] = ()
    spending: tuple[Spending, ...] = ()
    carried_over: CarriedOver | None = None
    repayments: tuple[Repayment, ...] = ()
    accounts: Accounts | None = None

    @model_validator(mode="after")
    def has_one_time(self) -> "Grant":
        """Refuse a grant with both a year and a period, or with neither."""
        if (self.year is None) == (self.period is None):
            raise ValueError("a grant has either a year or a period")
        return self


class Funding(Model):
    """Who pays for an employment."""

    source: Literal["grant", "own", "get2sport", "fund", "municipality", "other"]
    annual_amount: Money
    text: str | None = None


class Handover(Model):
    """The handing over to the next person."""

    on: date | None = None
    note: str | None = None


class Leave(Model):
    """Days on leave."""

    period: Period
    reason: str | None = None


class Employment(Entry):
    """The employment of a resource person."""

    period: Period
    weekly_hours: Hours | None = None
    total_weekly_hours: Hours | None = None
    leave: tuple[Leave, ...] = ()
    person: str | None = None
    funding: tuple[Funding, ...] = ()
    handover: Handover | None = None


class Objective(Model):
    """An aim in a focus area."""

    focus_area: str
    goal: str
    activities: tuple[str, ...] = ()
    status: Literal["planned", "under-way", "reached", "given-up"] | None = None
    result: str | None = None


class ActionPlan(Entry):
    """A plan for some years."""

    period: Period
    submitted_on: date | None = None
    approved_on: date | None = None
    approved_by: str | None = None
    objectives: tuple[Objective, ...] = ()


class Partnership(Entry):
    """An agreement with associations."""

    programme: str
    appropriation: str | None = None
    partners: tuple[Partner, ...]
    consultants: tuple[Consultant, ...] = ()
    case: CaseNumber | None = None
    terms: tuple[Term, ...] = ()
    grants: tuple[Grant, ...] = ()
    employments: tuple[Employment, ...] = ()
    action_plans: tuple[ActionPlan, ...] = ()
    cancelled: Cancellation | None = None


class Meeting(Entry):
    """A meeting."""

    on: date
    kind: Literal["status", "network", "theme", "study-trip", "conference", "alliance"]
    cancelled: bool = False
    partnership: str | None = None
    programme: str | None = None
    alliance: str | None = None
    participants: tuple[
        Literal["resource-person", "consultant", "board", "association", "department", "volunteer", "other"],
        ...,
    ] = ()
    place: str | None = None
    subject: str | None = None


class Line(Model):
    """A line of the file: records by kind and id."""

    associations: dict[str, Association] = Field(default_factory=dict)
    partnerships: dict[str, Partnership] = Field(default_factory=dict)
    meetings: dict[str, Meeting] = Field(default_factory=dict)
