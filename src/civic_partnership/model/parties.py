"""Those who take part: contacts, persons, parties and members, and what parties promise."""

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Label, PartialDate

from .record import Record, about, optional


@frozen(kw_only=True)
class Contact(Record):
    """A person or office to contact in a department or an association (kontakt).

    Attributes:
        role: the role of the contact, such as `consultant` or `chair`. / Hvad kontakten er, fx consultant
            (konsulent) eller chair (formand).
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

    role: str | None = optional("rolle", "role")
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
            persondata, som ikke er med i en eksport.

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

    association: str | None = optional("forening", "association", refers_to="associations")
    department: str | None = optional("forvaltning", "department", refers_to="departments")
    name: str | None = optional("navn", "name")
    person: Person | None = optional("person", "person")


@frozen(kw_only=True)
class Member(Party):
    """A member of an alliance (medlem).

    Attributes:
        role: what the member does in the alliance. / Hvad medlemmet gør i alliancen.
        since: when the member joined; a month or year means its first day. / Hvornår medlemmet kom med;
            gælder som begyndelse.
        until: when the member left; a month or year means its last day. / Hvornår medlemmet gik ud; gælder
            som slutning.

    """

    role: str | None = optional("rolle", "role")
    since: PartialDate | None = optional("siden", "since")
    until: PartialDate | None = optional("til", "until")


@frozen(kw_only=True)
class Commitment:
    """A promise of one or more parties to do something (forpligtelse).

    Attributes:
        by: the parties that made the promise. / Hvem der har forpligtet sig.
        text: what the parties have promised to do. / Hvad de har forpligtet sig til.
        due: the last day to keep the promise. / Fristen for at opfylde det.

    """

    by: tuple[Party, ...] = optional("af", "by", default=())
    text: str = field(metadata=about("tekst", "text"))
    due: date | None = optional("frist", "due")
