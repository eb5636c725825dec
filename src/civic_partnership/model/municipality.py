"""The municipality, its departments and vulnerable areas, and contacts."""

from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import Gln, Label, MunicipalityCode, Table

from .record import Entry, Record, about

RuleLevel = Literal["error", "warning", "off"]
"""The levels that a municipality or a programme can give a rule; `off` turns the rule off."""


@frozen(kw_only=True)
class Municipality(Entry):
    """The municipality whose register this is (kommune).

    Attributes:
        code: the municipality code, four digits, such as `0101`. / Kommunens fire cifre, fx 0101.
        name: the name of the municipality. / Kommunens navn.
        rule_levels: how strict each rule is: rule name -> error, warning or off. / Hvor strengt en regel
            tages: regelnavn = error (fejl), warning (advarsel) eller off (slået fra).

    """

    LABEL: ClassVar[Label] = Label("kommune", "municipality")

    code: MunicipalityCode | None = field(default=None, metadata=about("kommunekode", "code"))
    name: str = field(metadata=about("navn", "name"))
    rule_levels: Table[RuleLevel] = field(default=Table(), metadata=about("regelniveauer", "rule levels"))


@frozen(kw_only=True)
class Department(Record):
    """A department of the municipality (forvaltning).

    Attributes:
        name: the name of the department. / Forvaltningens navn.
        unit: the unit in the department that is in charge (enhed). / Enheden i forvaltningen, som har
            ansvaret.
        gln: the department's location number for electronic invoices (GLN), 13 digits. / Forvaltningens
            GLN-nummer (EAN) til elektroniske fakturaer, 13 cifre.

    """

    LABEL: ClassVar[Label] = Label("forvaltning", "department")

    name: str = field(metadata=about("navn", "name"))
    unit: str | None = field(default=None, metadata=about("enhed", "unit"))
    gln: Gln | None = field(default=None, metadata=about("GLN-nummer", "GLN"))


@frozen(kw_only=True)
class Area(Record):
    """A vulnerable urban area (udsat byområde).

    Attributes:
        name: the name of the area. / Byområdets navn.

    """

    LABEL: ClassVar[Label] = Label("byområde", "area")

    name: str = field(metadata=about("navn", "name"))


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

    role: str | None = field(default=None, metadata=about("rolle", "role"))
    name: str | None = field(default=None, repr=False, metadata=about("navn", "name", personal=True))
    email: str | None = field(default=None, repr=False, metadata=about("mail", "email", personal=True))
    phone: str | None = field(default=None, repr=False, metadata=about("telefon", "phone", personal=True))
    department: str | None = field(
        default=None, metadata=about("forvaltning", "department", refers_to="departments")
    )
    association: str | None = field(
        default=None, metadata=about("forening", "association", refers_to="associations")
    )
