"""Voluntary associations and their numbers of members."""

from datetime import date
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import Count, Cvr, Label, PartialDate

from .record import Record, about, optional

DeclarationKind = Literal["child-protection", "other"]
"""The kinds of declarations that an association makes."""
DECLARATION_KINDS = {
    "child-protection": ("børneattesterklæring", "child protection", "børneattest", "børneattester"),
    "other": ("anden", "other", "andet"),
}


@frozen(kw_only=True)
class MemberCount:
    """The number of members on a day (medlemstal).

    Attributes:
        on: the day when the members were counted. / Dagen, hvor medlemmerne blev talt.
        under_25: the number of members under 25 years. / Medlemmer under 25 år.
        total: the number of all members. / Alle medlemmer.
        approximate: whether the figures are rounded or estimated. / Om tallene er afrundede eller skønnede.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("on",)

    on: date = field(metadata=about("dato", "on"))
    under_25: Count | None = optional("under 25 år", "under 25")
    total: Count | None = optional("i alt", "total")
    approximate: bool = optional("omtrentligt", "approximate", default=False)


@frozen(kw_only=True)
class Declaration:
    """A declaration that an association has made (erklæring).

    Attributes:
        kind: the kind of declaration. / Hvilken slags erklæring det er.
        received_on: the day when the municipality received it. / Dagen, hvor kommunen modtog erklæringen.
        text: the subject of the declaration if its kind is other. / Hvad erklæringen handler om, hvor den er
            af en anden slags.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("kind", "received_on")

    kind: DeclarationKind = field(metadata=about("art", "kind", words=DECLARATION_KINDS))
    received_on: date = field(metadata=about("modtaget", "received on"))
    text: str | None = optional("tekst", "text")


@frozen(kw_only=True)
class FormerName:
    """A name or CVR number that an association had before (tidligere navn).

    Attributes:
        name: the former name. / Det tidligere navn.
        cvr: the former CVR number. / Det tidligere CVR-nummer.
        until: the last date with this name or number; a month or year means its last day. / Hvornår navnet
            eller nummeret sidst gjaldt; gælder som slutning.

    """

    AT_LEAST_ONE: ClassVar[tuple[str, ...]] = ("cvr", "name")
    ROW_KEY: ClassVar[tuple[str, ...]] = ("name", "cvr")

    name: str | None = optional("navn", "name")
    cvr: Cvr | None = optional("CVR-nummer", "CVR number")
    until: PartialDate | None = optional("til", "until")


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
        approved: whether the association is approved under the Folkeoplysning act; left out if nobody
            knows. / Om foreningen er godkendt som folkeoplysende; udelades, hvor det ikke vides.
        declarations: the declarations that the association has made. / Erklæringer, som foreningen har
            afgivet.
        former: names and CVR numbers that the association had before. / Navne og CVR-numre, som foreningen
            havde før.
        dissolved: the last date of the association; a month or year means its last day. / Hvornår foreningen
            blev opløst; gælder som slutning.
        succeeded_by: id of the association that carries on the work. / Id for foreningen, som fører arbejdet
            videre.
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
    approved: bool | None = optional("folkeoplysende", "approved")
    declarations: tuple[Declaration, ...] = optional("erklæringer", "declarations", default=())
    former: tuple[FormerName, ...] = optional("tidligere navne", "former names", default=())
    dissolved: PartialDate | None = optional("opløst", "dissolved")
    succeeded_by: str | None = optional("videreført af", "succeeded by", refers_to="associations")
    member_counts: tuple[MemberCount, ...] = optional("medlemstal", "member counts", default=())

    def possible_cvrs(self, day: date) -> tuple[str | None, ...]:
        """Return the CVR numbers that the association may have on a day; None stands for no number.

        A former number counts up to its `until`. One without `until` counts on no day.
        """
        numbers: list[str | None] = []
        ends = [(*each.until.as_end, each.cvr) for each in self.former if each.until and each.cvr]
        for earliest, latest, cvr in sorted(ends):
            if day <= latest:
                numbers.append(cvr)
            if day <= earliest:
                return tuple(numbers)
        return (*numbers, self.cvr)
