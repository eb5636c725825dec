"""Those who take part: contacts, persons, parties and members, and what parties promise."""

from datetime import date
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import Label, PartialDate

from .record import Record, about, optional

_CONTACT_ROLES = {
    "consultant": ("konsulent", "consultant", "idrætskonsulent", "foreningskonsulent", "konsulenten"),
    "chair": ("formand", "chair", "forperson", "forkvinde", "formanden", "bestyrelsesformand"),
    "treasurer": ("kasserer", "treasurer", "kassereren"),
    "board": ("bestyrelse", "board", "bestyrelsen", "bestyrelsesmedlem"),
    "resource-person": ("ressourceperson", "resource person", "ressourcepersonen"),
    "coordinator": ("koordinator", "coordinator", "koordinatoren", "tovholder"),
    "head-of-department": ("leder", "head of department", "afdelingsleder", "kontorchef", "chef"),
    "other": ("anden", "other", "andet"),
}
_MEMBER_ROLES = {
    "member": ("medlem", "member"),
    "lead": ("leder", "lead", "tovholder"),
    "convener": ("indkalder", "convener", "mødeindkalder"),
    "observer": ("observatør", "observer"),
}


@frozen(kw_only=True)
class Contact(Record):
    """A person or office to contact in a department or an association (kontakt).

    Attributes:
        role: the role of the contact, such as `consultant` or `chair`. / Hvad kontakten er, fx consultant
            (konsulent) eller chair (formand).
        title: the name of the role at the place of work. / Hvad rollen hedder, der hvor kontakten arbejder.
        name: the person's name; personal. / Kontaktens navn; en personoplysning.
        email: the person's mail address; personal. / Kontaktens mailadresse; en personoplysning.
        phone: the person's phone number; personal. / Kontaktens telefonnummer; en personoplysning.
        department: id of the department, if the contact belongs to one. / Id for forvaltningen, som kontakten
            hører til.
        association: id of the association, if the contact belongs to one. / Id for foreningen, som kontakten
            hører til.

    """

    LABEL: ClassVar[Label] = Label("kontakt", "contact")
    AT_MOST_ONE: ClassVar[tuple[str, ...]] = ("department", "association")

    role: (
        Literal[
            "consultant",
            "chair",
            "treasurer",
            "board",
            "resource-person",
            "coordinator",
            "head-of-department",
            "other",
        ]
        | None
    ) = optional("rolle", "role", words=_CONTACT_ROLES)
    title: str | None = optional("titel", "title")
    name: str | None = optional("navn", "name", personal=True)
    email: str | None = optional("mail", "email", personal=True)
    phone: str | None = optional("telefon", "phone", personal=True)
    department: str | None = optional("forvaltning", "department", refers_to="departments")
    association: str | None = optional("forening", "association", refers_to="associations")


@frozen(kw_only=True)
class Person:
    """A person (person).

    Attributes:
        name: the name of the person; personal, and so normally left out of exports. / Personens navn;
            personoplysninger, som ikke er med i en eksport.

    """

    name: str | None = optional("navn", "name", personal=True)


@frozen(kw_only=True)
class Party:
    """An association, department or person that takes part, or only the name of one (part).

    Attributes:
        association: id of the association, if the party is one. / Id for foreningen, hvor det er en forening.
        department: id of the department, if the party is one. / Id for forvaltningen, hvor det er en
            forvaltning.
        name: the name, if the party has no record in the register and is no person. / Navnet, hvor parten
            ikke har sin egen post og ikke er en person.
        person: the person, if the party is one: `{ person = { name = "B. Eksempel" } }`. / Personen, hvor
            det er en person.

    """

    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ("association", "department", "name", "person")
    ROW_KEY: ClassVar[tuple[str, ...]] = ("association", "department", "name", "person")

    association: str | None = optional("forening", "association", refers_to="associations")
    department: str | None = optional("forvaltning", "department", refers_to="departments")
    name: str | None = optional("navn", "name")
    person: Person | None = optional("person", "person")


@frozen(kw_only=True)
class Member(Party):
    """A member of an alliance (medlem).

    Attributes:
        role: the role of the member: member, lead, convener or observer. / Hvad medlemmet er i alliancen.
        since: when the member joined; a month or year means its first day. / Hvornår medlemmet kom med;
            gælder som begyndelse.
        until: when the member left; a month or year means its last day. / Hvornår medlemmet gik ud; gælder
            som slutning.

    """

    KEPT_APART_BY: ClassVar[tuple[str, ...]] = ("since",)

    role: Literal["member", "lead", "convener", "observer"] | None = optional(
        "rolle", "role", words=_MEMBER_ROLES
    )
    since: PartialDate | None = optional("siden", "since")
    until: PartialDate | None = optional("til", "until")


@frozen(kw_only=True)
class Commitment:
    """A promise of one or more parties to do something (forpligtelse).

    Attributes:
        by: the parties that made the promise. / Hvem der har forpligtet sig.
        text: what the parties have promised to do. / Hvad de har forpligtet sig til.
        due: the last day to keep the promise. / Fristen for at opfylde det.
        done_on: the day when the promise was kept. / Dagen, hvor det blev opfyldt.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("text",)

    by: tuple[Party, ...] = optional("af", "by", default=())
    text: str = field(metadata=about("tekst", "text"))
    due: date | None = optional("frist", "due")
    done_on: date | None = optional("opfyldt", "done on")


@frozen(kw_only=True)
class Decision:
    """A decision (beslutning).

    Attributes:
        on: the day of the decision. / Dagen, hvor det blev besluttet.
        by: the party that decided. / Hvem der besluttede.
        text: what was decided. / Hvad der blev besluttet.

    """

    AT_LEAST_ONE: ClassVar[tuple[str, ...]] = ("on", "by", "text")
    ROW_KEY: ClassVar[tuple[str, ...]] = ("on",)

    on: date | None = optional("dato", "on")
    by: Party | None = optional("af", "by")
    text: str | None = optional("tekst", "text")
