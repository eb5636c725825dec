"""Voluntary associations."""

from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Cvr, Label

from .parts import MemberCount
from .record import Record, about


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
    aliases: tuple[str, ...] = field(default=(), metadata=about("andre navne", "other names"))
    cvr: Cvr | None = field(default=None, metadata=about("CVR-nummer", "CVR number"))
    activity: str | None = field(default=None, metadata=about("aktivitet", "activity"))
    areas: tuple[str, ...] = field(default=(), metadata=about("byområder", "areas", refers_to="areas"))
    citywide: bool | None = field(default=None, metadata=about("bydækkende", "citywide"))
    networks: tuple[str, ...] = field(default=(), metadata=about("netværk", "networks"))
    member_counts: tuple[MemberCount, ...] = field(default=(), metadata=about("medlemstal", "member counts"))
