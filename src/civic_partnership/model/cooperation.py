"""Alliances, cooperation agreements, and cooperation goals with their hearings and conferences."""

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Count, Label, PartialDate, Period

from .parties import Commitment, Decision, Member, Party
from .record import Record, about, optional


@frozen(kw_only=True)
class Alliance(Record):
    """A group of associations and departments that work together (alliance).

    Attributes:
        name: the name of the alliance. / Alliancens navn.
        members: the members of the alliance. / Hvem der er med i alliancen.
        themes: the subjects that the alliance works on. / Hvad alliancen arbejder med.
        aims: the aims of the alliance. / Hvad alliancen vil nå.
        contacts: ids of contacts in the associations and departments. / Id'er for kontakter på begge sider.
        commitments: what the members have promised to do. / Hvad medlemmerne har forpligtet sig til.

    """

    LABEL: ClassVar[Label] = Label("alliance", "alliance")

    name: str = field(metadata=about("navn", "name"))
    members: tuple[Member, ...] = optional("medlemmer", "members", default=())
    themes: tuple[str, ...] = optional("temaer", "themes", default=())
    aims: tuple[str, ...] = optional("mål", "aims", default=())
    contacts: tuple[str, ...] = optional("kontakter", "contacts", default=(), refers_to="contacts")
    commitments: tuple[Commitment, ...] = optional("forpligtelser", "commitments", default=())


@frozen(kw_only=True)
class Evaluation:
    """A review of a cooperation agreement, planned or done (evaluering).

    Attributes:
        planned: the planned date; the evaluation is overdue after the last possible day. / Hvornår
            evalueringen skal være; overskredet efter den sidste mulige dag.
        held_on: the day of the evaluation. / Dagen, hvor evalueringen blev holdt.
        result: the result of the evaluation. / Hvad evalueringen viste.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("planned",)

    planned: PartialDate = field(metadata=about("planlagt", "planned"))
    held_on: date | None = optional("afholdt", "held on")
    result: str | None = optional("resultat", "result")


@frozen(kw_only=True)
class CooperationAgreement(Record):
    """An agreement on working together (samarbejdsaftale).

    Attributes:
        title: the title of the agreement. / Aftalens titel.
        parties: the parties of the agreement. / Parterne i aftalen.
        purposes: the purposes of the cooperation. / Hvad samarbejdet skal gøre godt for.
        organisation: how the cooperation is organised. / Hvordan samarbejdet er organiseret.
        obligations: what the parties have promised to do. / Hvad parterne har forpligtet sig til.
        resources: the resources for the cooperation, such as money. / Hvilke ressourcer der er til
            samarbejdet.
        period: the days on which the agreement is in force. / Dagene, hvor aftalen gælder.
        evaluations: evaluations of the agreement, planned and held. / Evalueringer af aftalen, planlagte og
            afholdte.
        replaces: ids of the agreements that this agreement replaces. / Id'er for de aftaler, som denne
            afløser.

    """

    LABEL: ClassVar[Label] = Label("samarbejdsaftale", "cooperation agreement")

    title: str = field(metadata=about("titel", "title"))
    parties: tuple[Party, ...] = optional("parter", "parties", default=())
    purposes: tuple[str, ...] = optional("formål", "purposes", default=())
    organisation: str | None = optional("organisering", "organisation")
    obligations: tuple[Commitment, ...] = optional("forpligtelser", "obligations", default=())
    resources: str | None = optional("ressourcer", "resources")
    period: Period | None = optional("periode", "period")
    evaluations: tuple[Evaluation, ...] = optional("evalueringer", "evaluations", default=())
    replaces: tuple[str, ...] = optional("erstatter", "replaces", default=(), refers_to="agreements")


@frozen(kw_only=True)
class SteeringGroup:
    """The group that leads the cooperation (styregruppe).

    Attributes:
        chair: the chair of the group. / Hvem der leder styregruppen.
        members: the members besides the chair. / De andre i styregruppen.
        appointed: when the group was appointed. / Hvornår styregruppen blev nedsat.

    """

    chair: Party = field(metadata=about("formand", "chair"))
    members: tuple[Party, ...] = optional("medlemmer", "members", default=())
    appointed: PartialDate | None = optional("nedsat", "appointed")


@frozen(kw_only=True)
class Goal:
    """A numbered goal (mål).

    Attributes:
        number: the number of the goal, from 1. / Målets nummer, fra 1.
        name: the name of the goal. / Hvad målet hedder.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("number",)

    number: Count = field(metadata=about("nummer", "number"))
    name: str = field(metadata=about("navn", "name"))


@frozen(kw_only=True)
class Response:
    """The answer of one party in a hearing, or a note that the party gave none (høringssvar).

    Attributes:
        by: the party that was asked. / Hvem der blev hørt.
        answered: whether the party answered; left out if only the answer itself is recorded. / Om de
            svarede; udelades, hvor kun selve svaret er noteret.
        answered_on: the day of the answer. / Dagen, hvor svaret kom.
        text: the answer itself. / Selve svaret.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("by",)

    by: Party = field(metadata=about("fra", "by"))
    answered: bool | None = optional("besvaret", "answered")
    answered_on: date | None = optional("besvaret den", "answered on")
    text: str | None = optional("tekst", "text")


@frozen(kw_only=True)
class Hearing:
    """A public hearing: parties are asked for their opinion (høring).

    Attributes:
        opens: the first day of the hearing. / Høringens første dag.
        deadline: the last day to answer. / Den sidste dag at svare.
        consulted: the parties that are asked. / Hvem der høres.
        responses: the answers that came in. / De høringssvar, der kom.

    """

    opens: date | None = optional("åbner", "opens")
    deadline: date | None = optional("frist", "deadline")
    consulted: tuple[Party, ...] = optional("høringsparter", "consulted", default=())
    responses: tuple[Response, ...] = optional("høringssvar", "responses", default=())


@frozen(kw_only=True)
class GoalReading:
    """The progress of one goal, as noted at a conference (temperaturmåling).

    Attributes:
        goal: the number of the goal. / Målets nummer.
        text: how far the goal has come. / Hvor langt målet er nået.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("goal",)

    goal: Count = field(metadata=about("mål", "goal"))
    text: str = field(metadata=about("tekst", "text"))


@frozen(kw_only=True)
class Conference:
    """A conference that looks at the progress of the goals (samarbejdskonference).

    Attributes:
        on: the day of the conference. / Dagen, hvor konferencen blev holdt.
        readings: how far each goal has come. / Hvor langt hvert mål er nået.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("on",)

    on: date | None = optional("dato", "on")
    readings: tuple[GoalReading, ...] = optional("temperaturmålinger", "readings", default=())


@frozen(kw_only=True)
class CooperationFramework(Record):
    """Goals for cooperation that several parties agree on (mål for samarbejde).

    Attributes:
        title: the title of the goals. / Samarbejdsmålenes titel.
        steering_group: the group that leads the work. / Hvem der styrer arbejdet.
        goals: the goals, numbered from 1. / Målene, nummereret fra 1.
        decisions: the decisions about the goals. / Hvad der er besluttet om samarbejdsmålene.
        hearing: the hearing about the goals. / Høringen om samarbejdsmålene.
        organiser: the party that holds the conferences. / Hvem der holder konferencerne.
        conferences_per_year: the number of conferences in every year. / Hvor mange konferencer der skal
            holdes om året.
        conferences: the conferences about the progress. / Konferencerne, hvor der følges op.

    """

    LABEL: ClassVar[Label] = Label("samarbejdsmål", "cooperation framework")

    title: str = field(metadata=about("titel", "title"))
    steering_group: SteeringGroup | None = optional("styregruppe", "steering group")
    goals: tuple[Goal, ...] = optional("mål", "goals", default=())
    decisions: tuple[Decision, ...] = optional("beslutninger", "decisions", default=())
    hearing: Hearing | None = optional("høring", "hearing")
    organiser: Party | None = optional("arrangør", "organiser")
    conferences_per_year: Count | None = optional("konferencer om året", "conferences a year")
    conferences: tuple[Conference, ...] = optional("konferencer", "conferences", default=())
