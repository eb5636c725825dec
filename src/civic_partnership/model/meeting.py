"""Meetings and the points of their agendas."""

from datetime import date, time
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import Label

from .record import Record, about, optional

_MEETING_KINDS = {
    "status": Label("statusmøde", "status meeting"),
    "network": Label("netværksmøde", "network meeting"),
    "theme": Label("temamøde", "theme meeting"),
    "study-trip": Label("studietur", "study trip"),
    "conference": Label("konference", "conference"),
    "alliance": Label("alliancemøde", "alliance meeting"),
}


@frozen(kw_only=True)
class AgendaItem:
    """A point of a meeting's agenda (punkt på dagsordenen).

    Attributes:
        at: the time when the point begins, such as 17:30:00. / Klokkeslættet, hvor punktet begynder, fx
            17:30:00.
        item: the subject of the point. / Hvad punktet handler om.

    """

    at: time = field(metadata=about("kl.", "at"))
    item: str = field(metadata=about("punkt", "item"))


@frozen(kw_only=True)
class Meeting(Record):
    """A meeting of a partnership, a programme or an alliance (møde).

    Attributes:
        on: the day of the meeting. / Dagen, hvor mødet holdes.
        kind: the kind of meeting: status, network, theme, study-trip, conference or alliance. / Hvilken slags
            møde det er.
        partnership: id of the partnership, if the meeting belongs to one. / Id for partnerskabet, hvor mødet
            hører til et.
        programme: id of the programme, if the meeting belongs to one. / Id for ordningen, hvor mødet hører
            til en.
        alliance: id of the alliance, if the meeting belongs to one. / Id for alliancen, hvor mødet hører til
            en.
        participants: the roles of those who took part, such as `resource-person`, `consultant`, `board`. /
            Hvem der var med, efter rolle: resource-person (ressourceperson), consultant (konsulent), board
            (bestyrelse).
        starts: the time when the meeting starts, such as 17:00:00. / Klokkeslættet, hvor mødet begynder, fx
            17:00:00.
        ends: the time when the meeting ends. / Klokkeslættet, hvor mødet slutter.
        place: the place of the meeting. / Hvor mødet holdes.
        subject: the subject of the meeting. / Hvad mødet handler om.
        agenda: the points of the agenda. / Dagsordenens punkter.

    """

    LABEL: ClassVar[Label] = Label("møde", "meeting")
    AT_MOST_ONE: ClassVar[tuple[str, ...]] = ("partnership", "programme", "alliance")

    on: date = field(metadata=about("dato", "on"))
    kind: Literal["status", "network", "theme", "study-trip", "conference", "alliance"] = field(
        metadata=about("art", "kind", words=_MEETING_KINDS)
    )
    partnership: str | None = optional("partnerskab", "partnership", refers_to="partnerships")
    programme: str | None = optional("ordning", "programme", refers_to="programmes")
    alliance: str | None = optional("alliance", "alliance", refers_to="alliances")
    participants: tuple[str, ...] = optional("deltagere", "participants", default=())
    starts: time | None = optional("begynder", "starts")
    ends: time | None = optional("slutter", "ends")
    place: str | None = optional("sted", "place")
    subject: str | None = optional("emne", "subject")
    agenda: tuple[AgendaItem, ...] = optional("dagsorden", "agenda", default=())
