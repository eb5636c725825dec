"""Programmes of partnerships, their budgets, and the rounds in which associations apply."""

from datetime import date
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import (
    Count,
    Dated,
    Hours,
    Kle,
    Label,
    Money,
    PartialDate,
    Percent,
    Period,
    Range,
    Table,
)

from .association import DECLARATION_KINDS, DeclarationKind, MemberCount
from .municipality import RULE_LEVEL_SYNONYMS, RuleLevel
from .parties import Decision
from .record import Record, Source, about, optional

_OUTCOMES = {
    "selected": ("udvalgt", "selected", "valgt", "tilsagn"),
    "declined": ("afslået", "declined", "afvist", "afslag"),
    "withdrawn": ("trukket tilbage", "withdrawn", "trukket"),
    "pending": ("ikke afgjort", "pending", "afventer"),
}


@frozen(kw_only=True)
class FocusArea(Record):
    """A subject that the associations of a programme work on (indsatsområde).

    Attributes:
        number: the number of the focus area in the programme. / Indsatsområdets nummer i ordningen.
        name: the name of the focus area. / Indsatsområdets navn.
        since: when the focus area was added; a month or year means its first day. / Hvornår det kom til;
            gælder som begyndelse.

    """

    LABEL: ClassVar[Label] = Label("indsatsområde", "focus area")

    number: Count = field(metadata=about("nummer", "number"))
    name: str = field(metadata=about("navn", "name"))
    since: PartialDate | None = optional("siden", "since")


@frozen(kw_only=True)
class Programme(Record):
    """A programme of partnerships and its demands (ordning). A field left out demands nothing.

    Attributes:
        name: the name of the programme. / Ordningens navn.
        department: id of the department in charge. / Id for forvaltningen, som har ansvaret.
        since: when the programme got this form; a month or year means its first day. / Siden hvornår
            ordningen har denne form; gælder som begyndelse.
        purpose: the purpose of the programme. / Hvad ordningen er til for.
        max_age: the highest age in years for which the programme is meant. / Til og med hvilken alder i år
            ordningen gælder.
        annual_amount: kroner a year to each partnership. / Kroner om året til hvert partnerskab.
        min_weekly_hours: the least number of hours a week for all resource persons of a partnership together.
            / Hvor mange timer om ugen ressourcepersonerne mindst har tilsammen.
        term_years: the length of an initial term in whole years. / Hvor mange hele år en første aftaleperiode
            varer.
        plan_years: the allowed lengths of an action plan in whole years. / Hvor mange hele år en handleplan
            kan vare.
        min_youth_members: the least number of members under 25; two numbers if the rounds differ. / Mindste
            antal medlemmer under 25 år; to tal, hvor det er forskelligt fra runde til runde.
        resource_person_share: the percentage of the grant that must pay the resource person. / Hvor mange
            procent af tilskuddet der skal gå til ressourcepersonen.
        status_meetings_per_year: least number of status meetings a year. / Mindste antal statusmøder om året.
        status_meetings_with_board: the least number of status meetings a year that the board attends. / Hvor
            mange af statusmøderne bestyrelsen mindst er med til.
        network_meetings_per_year: the least and the most network meetings a year. / Netværksmøder om året,
            mindst og højst.
        accounts_due_months: the number of months after the end of a grant until its accounts are due. / Hvor
            mange måneder efter tilskuddets tid regnskabet skal være der.
        declarations_required: the declarations that an association makes in every year in which it is
            paid. / Erklæringer, som en forening afgiver hvert år, hvor den får penge.
        parameter_sources: the document that demands a value of the programme: field -> source. / Dokumentet,
            som en af ordningens værdier står i: felt = kilde.
        annual_budget: kroner a year for all partnerships. / Kroner om året til alle partnerskaber.
        kle: the subject in the municipalities' journal plan (KLE), such as 18.15.05. / Emnet i KLE,
            kommunernes journalplan, fx 18.15.05.
        member_counts: numbers of members of all associations in the programme. / Medlemmer i alle ordningens
            foreninger.
        focus_areas: the focus areas of the programme: id -> focus area. / Ordningens indsatsområder, hvert
            med sit id.
        rule_levels: how strict each rule is for the programme and its records: rule name -> error, warning or
            off. / Hvor strengt en regel tages for det, der hører til ordningen: regelnavn = error (fejl),
            warning (advarsel) eller off (slået fra).

    """

    LABEL: ClassVar[Label] = Label("ordning", "programme")

    name: str = field(metadata=about("navn", "name"))
    department: str | None = optional("forvaltning", "department", refers_to="departments")
    since: PartialDate | None = optional("siden", "since")
    purpose: str | None = optional("formål", "purpose")
    max_age: Count | None = optional("aldersgrænse", "maximum age")
    annual_amount: Dated[Money] | None = optional("årligt beløb", "annual amount")
    min_weekly_hours: Dated[Hours] | None = optional("timer om ugen, mindst", "least weekly hours")
    term_years: Dated[Count] | None = optional("aftaleperiodens længde i år", "years of a term")
    plan_years: Dated[tuple[Count, ...]] | None = optional("handleplanens længde i år", "years of a plan")
    min_youth_members: Dated[Range] | None = optional(
        "børne- og ungemedlemmer, mindst", "least young members"
    )
    resource_person_share: Dated[Percent] | None = optional(
        "andel til ressourcepersonen i procent", "per cent for the resource person"
    )
    status_meetings_per_year: Dated[Count] | None = optional("statusmøder om året", "status meetings a year")
    status_meetings_with_board: Dated[Count] | None = optional(
        "statusmøder med bestyrelsen", "status meetings with the board"
    )
    network_meetings_per_year: Dated[Range] | None = optional(
        "netværksmøder om året", "network meetings a year"
    )
    accounts_due_months: Dated[Count] | None = optional(
        "måneder til regnskab", "months until accounts are due"
    )
    declarations_required: tuple[DeclarationKind, ...] = optional(
        "krævede erklæringer", "required declarations", default=(), words=DECLARATION_KINDS
    )
    parameter_sources: Table[Source] = optional("kilder til krav", "sources of requirements", default=Table())
    annual_budget: Dated[Money] | None = optional("årligt budget", "annual budget")
    kle: Kle | None = optional("KLE-nummer", "KLE number")
    member_counts: tuple[MemberCount, ...] = optional("medlemstal", "member counts", default=())
    focus_areas: Table[FocusArea] = optional("indsatsområder", "focus areas", default=Table())
    rule_levels: Table[RuleLevel] = optional(
        "regelniveauer", "rule levels", default=Table(), synonyms=RULE_LEVEL_SYNONYMS
    )


@frozen(kw_only=True)
class Appropriation(Record):
    """Money set aside in the budget for some of a programme's partnerships (bevilling).

    Attributes:
        programme: id of the programme that the money is for. / Id for ordningen, som bevillingen betaler for.
        name: the name of the appropriation, such as `Vol. 1`. / Bevillingens navn, fx Vol. 1.
        period: the days that the money is for. / Dagene, som bevillingen betaler for.
        annual_budget: kroner a year. / Bevillingens kroner om året.
        decision: the decision to set the money aside. / Beslutningen om bevillingen.

    """

    LABEL: ClassVar[Label] = Label("bevilling", "appropriation")

    programme: str = field(metadata=about("ordning", "programme", refers_to="programmes"))
    name: str = field(metadata=about("navn", "name"))
    period: Period = field(metadata=about("periode", "period"))
    annual_budget: Dated[Money] | None = optional("årligt budget", "annual budget")
    decision: Decision | None = optional("beslutning", "decision")


@frozen(kw_only=True)
class Application:
    """An association's application in a round (ansøgning).

    Attributes:
        association: id of the association that applied. / Id for foreningen, som har søgt.
        received: the day when the application came in. / Dagen, hvor ansøgningen kom.
        outcome: the answer: selected, declined, withdrawn or pending. / Hvad der blev svaret.
        experience: the experience of the association with such work. / Foreningens erfaring med sådant
            arbejde.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("association",)

    association: str = field(metadata=about("forening", "association", refers_to="associations"))
    received: date | None = optional("modtaget", "received")
    outcome: Literal["selected", "declined", "withdrawn", "pending"] | None = optional(
        "udfald", "outcome", words=_OUTCOMES
    )
    experience: str | None = optional("erfaring", "experience")


@frozen(kw_only=True)
class ApplicationRound(Record):
    """A round in which associations apply for a partnership (ansøgningsrunde).

    Attributes:
        programme: id of the programme that associations apply for. / Id for ordningen, der søges om.
        appropriation: id of the appropriation that associations apply for. / Id for bevillingen, der søges
            om.
        opens: the first day of the round. / Ansøgningsrundens første dag.
        closes: the last day of the round. / Ansøgningsrundens sidste dag.
        min_youth_members: the least number of members under 25 in this round. / Mindste antal medlemmer under
            25 år i denne runde.
        areas: ids of the areas where the round looks for associations. / Id'er for de byområder, hvor runden
            søger foreninger.
        applications: the applications that came in. / Ansøgningerne, der kom.

    """

    LABEL: ClassVar[Label] = Label("ansøgningsrunde", "application round")
    AT_LEAST_ONE: ClassVar[tuple[str, ...]] = ("opens", "closes")

    programme: str = field(metadata=about("ordning", "programme", refers_to="programmes"))
    appropriation: str | None = optional("bevilling", "appropriation", refers_to="appropriations")
    opens: date | None = optional("åbner", "opens")
    closes: date | None = optional("lukker", "closes")
    min_youth_members: Count | None = optional("børne- og ungemedlemmer, mindst", "least young members")
    areas: tuple[str, ...] = optional("byområder", "areas", default=(), refers_to="areas")
    applications: tuple[Application, ...] = optional("ansøgninger", "applications", default=())
