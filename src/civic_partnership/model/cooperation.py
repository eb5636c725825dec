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
        name: its name. / Alliancens navn.
        members: who is in it. / Hvem der er med i alliancen.
        themes: what it works on. / Hvad alliancen arbejder med.
        aims: what it wants to reach. / Hvad alliancen vil nå.
        contacts: ids of contacts, of both sides. / Id'er for kontakter på begge sider.
        commitments: what members have bound themselves to. / Hvad medlemmerne har forpligtet sig til.

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
        planned: when it is to be; overdue after its last possible day. / Hvornår evalueringen skal være;
            overskredet efter den sidste mulige dag.
        held_on: the day it was held. / Dagen, hvor evalueringen blev holdt.
        result: what came of it. / Hvad evalueringen viste.

    """

    planned: PartialDate = field(metadata=about("planlagt", "planned"))
    held_on: date | None = field(default=None, metadata=about("afholdt", "held on"))
    result: str | None = field(default=None, metadata=about("resultat", "result"))


@frozen(kw_only=True)
class CooperationAgreement(Record):
    """An agreement on working together (samarbejdsaftale).

    Attributes:
        title: its title. / Aftalens titel.
        parties: who agrees. / Parterne i aftalen.
        purposes: what the cooperation is for. / Hvad samarbejdet skal gøre godt for.
        organisation: how the work is organised. / Hvordan samarbejdet er organiseret.
        obligations: what each party does. / Hvad parterne har forpligtet sig til.
        resources: what it is done with. / Hvilke ressourcer der er til samarbejdet.
        period: the days it is in force. / Dagene, hvor aftalen gælder.
        evaluations: its evaluations, planned and held. / Evalueringer af aftalen, planlagte og afholdte.
        replaces: ids of agreements that it replaces. / Id'er for de aftaler, som denne afløser.

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
        chair: who leads it. / Hvem der leder styregruppen.
        members: the others. / De andre i styregruppen.
        appointed: when it was appointed. / Hvornår styregruppen blev nedsat.

    """

    chair: Party = field(metadata=about("formand", "chair"))
    members: tuple[Party, ...] = field(default=(), metadata=about("medlemmer", "members"))
    appointed: PartialDate | None = field(default=None, metadata=about("nedsat", "appointed"))


@frozen(kw_only=True)
class Goal:
    """A numbered goal (mål).

    Attributes:
        number: its number, from one. / Målets nummer, fra 1.
        name: what it is called. / Hvad målet hedder.

    """

    number: Count = field(metadata=about("nummer", "number"))
    name: str = field(metadata=about("navn", "name"))


@frozen(kw_only=True)
class Decision:
    """A decision (beslutning).

    Attributes:
        on: the day it was taken. / Dagen, hvor det blev besluttet.
        by: who decided. / Hvem der besluttede.
        text: what was decided. / Hvad der blev besluttet.

    """

    on: date | None = field(default=None, metadata=about("dato", "on"))
    by: Party | None = field(default=None, metadata=about("af", "by"))
    text: str = field(metadata=about("tekst", "text"))


@frozen(kw_only=True)
class Response:
    """An answer in a hearing, or that there was none (høringssvar).

    Attributes:
        by: who was asked. / Hvem der blev hørt.
        answered: whether they answered; left out where only the answer itself is recorded. / Om de svarede;
            udelades, hvor kun selve svaret er noteret.
        answered_on: the day of the answer. / Dagen, hvor svaret kom.
        text: the answer. / Selve svaret.

    """

    by: Party = field(metadata=about("fra", "by"))
    answered: bool | None = field(default=None, metadata=about("besvaret", "answered"))
    answered_on: date | None = field(default=None, metadata=about("besvaret den", "answered on"))
    text: str | None = field(default=None, metadata=about("tekst", "text"))


@frozen(kw_only=True)
class Hearing:
    """A public hearing (høring).

    Attributes:
        opens: the first day. / Høringens første dag.
        deadline: the last day to answer. / Den sidste dag at svare.
        consulted: who is asked. / Hvem der høres.
        responses: the answers that came in. / De høringssvar, der kom.

    """

    opens: date | None = field(default=None, metadata=about("åbner", "opens"))
    deadline: date | None = field(default=None, metadata=about("frist", "deadline"))
    consulted: tuple[Party, ...] = field(default=(), metadata=about("høringsparter", "consulted"))
    responses: tuple[Response, ...] = field(default=(), metadata=about("høringssvar", "responses"))


@frozen(kw_only=True)
class GoalReading:
    """How far a goal has come, as noted at a conference (temperaturmåling).

    Attributes:
        goal: the number of the goal. / Målets nummer.
        text: how far the goal has come. / Hvor langt målet er nået.

    """

    goal: Count = field(metadata=about("mål", "goal"))
    text: str = field(metadata=about("tekst", "text"))


@frozen(kw_only=True)
class Conference:
    """A conference where the goals are looked at (samarbejdskonference).

    Attributes:
        on: the day it was held. / Dagen, hvor konferencen blev holdt.
        readings: how far each goal has come. / Hvor langt hvert mål er nået.

    """

    on: date | None = field(default=None, metadata=about("dato", "on"))
    readings: tuple[GoalReading, ...] = field(default=(), metadata=about("temperaturmålinger", "readings"))


@frozen(kw_only=True)
class CooperationFramework(Record):
    """Goals that several bind themselves to (mål for samarbejde).

    Attributes:
        title: its title. / Samarbejdsmålenes titel.
        steering_group: who steers. / Hvem der styrer arbejdet.
        goals: its goals, numbered from one. / Målene, nummereret fra 1.
        decisions: what was decided on it. / Hvad der er besluttet om samarbejdsmålene.
        hearing: the hearing on it. / Høringen om samarbejdsmålene.
        conferences: where it is followed up. / Konferencerne, hvor der følges op.

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
