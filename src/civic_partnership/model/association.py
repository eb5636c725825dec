"""Voluntary associations and their numbers of members."""

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Count, Cvr, Label

from .record import Record, about, optional


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
    under_25: Count | None = optional("under 25 år", "under 25")
    total: Count | None = optional("i alt", "total")
    approximate: bool = optional("omtrentligt", "approximate", default=False)


@frozen(kw_only=True)
class Association(Record):
    """A voluntary association (forening).

    Attributes:
        name: the association's name. / Foreningens navn.
        aliases: other names of the association. / Andre navne, som foreningen går under.
        cvr: the association's number in the business register (CVR), eight digits. / Foreningens CVR-nummer,
            otte cifre.
        activity: what the members do, such as football. / Hvad medlemmerne laver, fx fodbold.
        areas: ids of the vulnerable areas in or near which the association works. / Id'er for de udsatte
            byområder, som foreningen virker i eller ved.
        citywide: whether the association works in the whole town; left out if nobody knows. / Om foreningen
            virker i hele byen; udelades, hvor det ikke vides.
        networks: networks that the association belongs to, such as get2sport. / Netværk, som foreningen er
            med i, fx get2sport.
        member_counts: numbers of members on given days. / Foreningens medlemstal på bestemte dage.

    """

    LABEL: ClassVar[Label] = Label("forening", "association")

    name: str = field(metadata=about("navn", "name"))
    aliases: tuple[str, ...] = optional("andre navne", "other names", default=())
    cvr: Cvr | None = optional("CVR-nummer", "CVR number")
    activity: str | None = optional("aktivitet", "activity")
    areas: tuple[str, ...] = optional("byområder", "areas", default=(), refers_to="areas")
    citywide: bool | None = optional("bydækkende", "citywide")
    networks: tuple[str, ...] = optional("netværk", "networks", default=())
    member_counts: tuple[MemberCount, ...] = optional("medlemstal", "member counts", default=())
