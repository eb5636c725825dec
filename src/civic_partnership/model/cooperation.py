"""Alliances, cooperation agreements, and frameworks of goals with their hearings."""

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Count, Label, PartialDate, Period

from .parts import Commitment, Member, Party
from .record import Record, about


@frozen(kw_only=True)
class Alliance(Record):
    """Associations and departments that work together (alliance).

    Attributes:
        name: its name.
        members: who is in it.
        themes: what it works on.
        aims: what it wants to reach.
        contacts: ids of contacts, of both sides.
        commitments: what members have bound themselves to.

    """

    LABEL: ClassVar[Label] = Label("alliance", "alliance")

    name: str = field(metadata=about("navn", "name"))
    members: tuple[Member, ...] = field(default=(), metadata=about("medlemmer", "members"))
    themes: tuple[str, ...] = field(default=(), metadata=about("temaer", "themes"))
    aims: tuple[str, ...] = field(default=(), metadata=about("mål", "aims"))
    contacts: tuple[str, ...] = field(
        default=(), metadata=about("kontakter", "contacts", refers_to="contacts")
    )
    commitments: tuple[Commitment, ...] = field(default=(), metadata=about("forpligtelser", "commitments"))


@frozen(kw_only=True)
class Evaluation:
    """An evaluation of an agreement (evaluering).

    Attributes:
        planned: when it is to be; overdue after its last possible day.
        held_on: the day it was held.
        result: what came of it.

    """

    planned: PartialDate = field(metadata=about("planlagt", "planned"))
    held_on: date | None = field(default=None, metadata=about("afholdt", "held on"))
    result: str | None = field(default=None, metadata=about("resultat", "result"))


@frozen(kw_only=True)
class CooperationAgreement(Record):
    """An agreement on working together (samarbejdsaftale).

    Attributes:
        title: its title.
        parties: who agrees.
        purposes: what for.
        organisation: how the work is organised.
        obligations: what each party does.
        resources: what it is done with.
        period: the days it is in force.
        evaluations: planned and held.
        replaces: ids of agreements that it replaces.

    """

    LABEL: ClassVar[Label] = Label("samarbejdsaftale", "cooperation agreement")

    title: str = field(metadata=about("titel", "title"))
    parties: tuple[Party, ...] = field(default=(), metadata=about("parter", "parties"))
    purposes: tuple[str, ...] = field(default=(), metadata=about("formål", "purposes"))
    organisation: str | None = field(default=None, metadata=about("organisering", "organisation"))
    obligations: tuple[Commitment, ...] = field(default=(), metadata=about("forpligtelser", "obligations"))
    resources: str | None = field(default=None, metadata=about("ressourcer", "resources"))
    period: Period | None = field(default=None, metadata=about("periode", "period"))
    evaluations: tuple[Evaluation, ...] = field(default=(), metadata=about("evalueringer", "evaluations"))
    replaces: tuple[str, ...] = field(
        default=(), metadata=about("erstatter", "replaces", refers_to="agreements")
    )


@frozen(kw_only=True)
class SteeringGroup:
    """Those who steer (styregruppe).

    Attributes:
        chair: who leads it.
        members: the others.
        appointed: when it was appointed.

    """

    chair: Party = field(metadata=about("formand", "chair"))
    members: tuple[Party, ...] = field(default=(), metadata=about("medlemmer", "members"))
    appointed: PartialDate | None = field(default=None, metadata=about("nedsat", "appointed"))


@frozen(kw_only=True)
class Goal:
    """A numbered goal (mål).

    Attributes:
        number: from one.
        name: what it is called.

    """

    number: Count = field(metadata=about("nummer", "number"))
    name: str = field(metadata=about("navn", "name"))


@frozen(kw_only=True)
class Decision:
    """A decision (beslutning).

    Attributes:
        on: the day.
        by: who decided.
        text: what.

    """

    on: date | None = field(default=None, metadata=about("dato", "on"))
    by: Party | None = field(default=None, metadata=about("af", "by"))
    text: str = field(metadata=about("tekst", "text"))


@frozen(kw_only=True)
class Response:
    """An answer in a hearing, or that there was none (høringssvar).

    Attributes:
        by: who was asked.
        answered: whether they answered; None where only the answer itself is recorded.
        answered_on: the day of the answer.
        text: the answer.

    """

    by: Party = field(metadata=about("fra", "by"))
    answered: bool | None = field(default=None, metadata=about("besvaret", "answered"))
    answered_on: date | None = field(default=None, metadata=about("besvaret den", "answered on"))
    text: str | None = field(default=None, metadata=about("tekst", "text"))


@frozen(kw_only=True)
class Hearing:
    """A public hearing (høring).

    Attributes:
        opens: the first day.
        deadline: the last day to answer.
        consulted: who is asked.
        responses: what came in.

    """

    opens: date | None = field(default=None, metadata=about("åbner", "opens"))
    deadline: date | None = field(default=None, metadata=about("frist", "deadline"))
    consulted: tuple[Party, ...] = field(default=(), metadata=about("høringsparter", "consulted"))
    responses: tuple[Response, ...] = field(default=(), metadata=about("høringssvar", "responses"))


@frozen(kw_only=True)
class GoalReading:
    """How far a goal has come, taken at a conference (temperaturmåling).

    Attributes:
        goal: the number of the goal.
        text: how far.

    """

    goal: Count = field(metadata=about("mål", "goal"))
    text: str = field(metadata=about("tekst", "text"))


@frozen(kw_only=True)
class Conference:
    """A conference where the goals are looked at (samarbejdskonference).

    Attributes:
        on: the day.
        readings: how far each goal has come.

    """

    on: date | None = field(default=None, metadata=about("dato", "on"))
    readings: tuple[GoalReading, ...] = field(default=(), metadata=about("temperaturmålinger", "readings"))


@frozen(kw_only=True)
class CooperationFramework(Record):
    """Goals that several bind themselves to (mål for samarbejde).

    Attributes:
        title: its title.
        steering_group: who steers.
        goals: numbered from one.
        decisions: what was decided on it.
        hearing: the hearing on it.
        conferences: where it is followed up.

    """

    LABEL: ClassVar[Label] = Label("samarbejdsmål", "cooperation framework")

    title: str = field(metadata=about("titel", "title"))
    steering_group: SteeringGroup | None = field(
        default=None, metadata=about("styregruppe", "steering group")
    )
    goals: tuple[Goal, ...] = field(default=(), metadata=about("mål", "goals"))
    decisions: tuple[Decision, ...] = field(default=(), metadata=about("beslutninger", "decisions"))
    hearing: Hearing | None = field(default=None, metadata=about("høring", "hearing"))
    conferences: tuple[Conference, ...] = field(default=(), metadata=about("konferencer", "conferences"))
