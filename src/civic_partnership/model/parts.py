"""Parts that several kinds of record contain, such as parties and numbers of members."""

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Count, PartialDate

from .record import about


@frozen(kw_only=True)
class MemberCount:
    """The number of members on a day (medlemstal).

    Attributes:
        on: the day when the members were counted. / Dagen, hvor medlemmerne blev talt.
        under_25: the number of members under 25 years. / Medlemmer under 25 år.
        total: the number of all members. / Alle medlemmer.
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
        name: the name of the person; personal, and so normally left out of exports. / Personens navn;
            persondata, som ikke er med i en eksport.

    """

    name: str | None = field(default=None, repr=False, metadata=about("navn", "name", personal=True))


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
        since: when the member joined; a month or year means its first day. / Hvornår medlemmet kom med;
            gælder som begyndelse.
        until: when the member left; a month or year means its last day. / Hvornår medlemmet gik ud; gælder
            som slutning.

    """

    role: str | None = field(default=None, metadata=about("rolle", "role"))
    since: PartialDate | None = field(default=None, metadata=about("siden", "since"))
    until: PartialDate | None = field(default=None, metadata=about("til", "until"))


@frozen(kw_only=True)
class Commitment:
    """A promise of one or more parties to do something (forpligtelse).

    Attributes:
        by: the parties that made the promise. / Hvem der har forpligtet sig.
        text: what the parties have promised to do. / Hvad de har forpligtet sig til.
        due: the last day to keep the promise. / Fristen for at opfylde det.

    """

    by: tuple[Party, ...] = field(default=(), metadata=about("af", "by"))
    text: str = field(metadata=about("tekst", "text"))
    due: date | None = field(default=None, metadata=about("frist", "due"))
