"""Small parts that several kinds of record hold."""

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Count, PartialDate

from .record import about


@frozen(kw_only=True)
class MemberCount:
    """How many members there were on a day (medlemstal).

    Attributes:
        on: the day it was counted. / Dagen, hvor medlemmerne blev talt.
        under_25: members under 25 years. / Medlemmer under 25 år.
        total: all members. / Alle medlemmer.
        approximate: whether the figures are rounded or estimated. / Om tallene er afrundede eller skønnede.

    """

    on: date = field(metadata=about("dato", "on"))
    under_25: Count | None = field(default=None, metadata=about("under 25 år", "under 25"))
    total: Count | None = field(default=None, metadata=about("i alt", "total"))
    approximate: bool = field(default=False, metadata=about("omtrentligt", "approximate"))


@frozen(kw_only=True)
class Person:
    """A person (person).

    Attributes:
        name: the name of the person; personal, and so left out of exports. / Personens navn; persondata, som
            ikke er med i en eksport.

    """

    name: str | None = field(default=None, repr=False, metadata=about("navn", "name", personal=True))


@frozen(kw_only=True)
class Party:
    """An association, a department, a person, or just a name (part).

    Attributes:
        association: id of the association, where it is one. / Id for foreningen, hvor det er en forening.
        department: id of the department, where it is one. / Id for forvaltningen, hvor det er en forvaltning.
        name: the name of a party that has no record of its own and is no person. / Navnet, hvor parten ikke
            har sin egen post og ikke er en person.
        person: the person, where it is one: `{ person = { name = "B. Eksempel" } }`. / Personen, hvor det er
            en person.

    """

    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ("association", "department", "name", "person")

    association: str | None = field(
        default=None, metadata=about("forening", "association", refers_to="associations")
    )
    department: str | None = field(
        default=None, metadata=about("forvaltning", "department", refers_to="departments")
    )
    name: str | None = field(default=None, metadata=about("navn", "name"))
    person: Person | None = field(default=None, metadata=about("person", "person"))


@frozen(kw_only=True)
class Member(Party):
    """A member of an alliance (medlem).

    Attributes:
        role: what the member does in the alliance. / Hvad medlemmet gør i alliancen.
        since: when it joined; counts as a start. / Hvornår medlemmet kom med; gælder som begyndelse.
        until: when it left; counts as an end. / Hvornår medlemmet gik ud; gælder som slutning.

    """

    role: str | None = field(default=None, metadata=about("rolle", "role"))
    since: PartialDate | None = field(default=None, metadata=about("siden", "since"))
    until: PartialDate | None = field(default=None, metadata=about("til", "until"))


@frozen(kw_only=True)
class Commitment:
    """What parties have bound themselves to (forpligtelse).

    Attributes:
        by: who is bound by it. / Hvem der har forpligtet sig.
        text: what they are bound to. / Hvad de har forpligtet sig til.
        due: the day by which it is to be done. / Fristen for at opfylde det.

    """

    by: tuple[Party, ...] = field(default=(), metadata=about("af", "by"))
    text: str = field(metadata=about("tekst", "text"))
    due: date | None = field(default=None, metadata=about("frist", "due"))
