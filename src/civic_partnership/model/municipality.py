"""The municipality, its departments and vulnerable areas."""

from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import Gln, Label, MunicipalityCode, Table

from .record import Entry, Record, about, optional

RuleLevel = Literal["error", "warning", "off"]
"""The levels that a municipality or a programme can give a rule; `off` turns the rule off."""
RULE_LEVEL_SYNONYMS = {
    "fejl": "error",
    "advarsel": "warning",
    "fra": "off",
    "slået fra": "off",
}


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

    code: MunicipalityCode | None = optional("kommunekode", "code")
    name: str = field(metadata=about("navn", "name"))
    rule_levels: Table[RuleLevel] = optional(
        "regelniveauer", "rule levels", default=Table(), synonyms=RULE_LEVEL_SYNONYMS
    )


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
    unit: str | None = optional("enhed", "unit")
    gln: Gln | None = optional("GLN-nummer", "GLN")


@frozen(kw_only=True)
class Area(Record):
    """A vulnerable urban area (udsat byområde).

    Attributes:
        name: the name of the area. / Byområdets navn.

    """

    LABEL: ClassVar[Label] = Label("byområde", "area")

    name: str = field(metadata=about("navn", "name"))
