"""Meetings and the points of their agendas."""

from datetime import date, time
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import Label

from .record import Record, about, optional

_MEETING_KINDS = {
    "status": ("statusmøde", "status meeting", "opfølgningsmøde"),
    "network": ("netværksmøde", "network meeting", "netværk"),
    "theme": ("temamøde", "theme meeting", "tema", "temadag"),
    "study-trip": ("studietur", "study trip", "studiebesøg"),
    "conference": ("konference", "conference"),
    "alliance": ("alliancemøde", "alliance meeting"),
}


_PARTICIPANTS = {
    "resource-person": ("ressourceperson", "resource person", "ressourcepersonen", "ressourcepersoner"),
    "consultant": ("konsulent", "consultant", "konsulenten", "konsulenter", "idrætskonsulent"),
    "board": ("bestyrelse", "board", "bestyrelsen", "bestyrelsesmedlem", "formand"),
    "association": ("forening", "association", "foreningen", "foreninger"),
    "department": ("forvaltning", "department", "forvaltningen", "kommunen"),
    "volunteer": ("frivillig", "volunteer", "frivillige"),
    "other": ("andre", "other", "anden", "andet"),
}


@frozen(kw_only=True)
class AgendaItem:
    """A point of a meeting's agenda (punkt på dagsordenen).

    Attributes:
        at: the time when the point begins, such as 17:30:00. / Klokkeslættet, hvor punktet begynder, fx
            17:30:00.
        item: the subject of the point. / Hvad punktet handler om.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("at",)

    at: time = field(metadata=about("kl.", "at"))
    item: str = field(metadata=about("punkt", "item"))


@frozen(kw_only=True)
class Meeting(Record):
    """A meeting of a partnership, a programme, an alliance, an agreement or a framework (møde).

    Attributes:
        on: the day of the meeting. / Dagen, hvor mødet holdes.
        kind: the kind of meeting: status, network, theme, study-trip, conference or alliance. / Hvilken slags
            møde det er.
        cancelled: whether the meeting was called off. / Om mødet blev aflyst.
        partnership: id of the partnership, if the meeting belongs to one. / Id for partnerskabet, hvor mødet
            hører til et.
        programme: id of the programme, if the meeting belongs to one. / Id for ordningen, hvor mødet hører
            til en.
        alliance: id of the alliance, if the meeting belongs to one. / Id for alliancen, hvor mødet hører til
            en.
        agreement: id of the cooperation agreement, if the meeting belongs to one. / Id for samarbejdsaftalen,
            hvor mødet hører til en.
        framework: id of the cooperation framework, if the meeting belongs to one. / Id for samarbejdsmålene,
            hvor mødet hører til dem.
        participants: the roles of those who took part. / Hvem der var med, efter rolle.
        starts: the time when the meeting starts, such as 17:00:00. / Klokkeslættet, hvor mødet begynder, fx
            17:00:00.
        ends: the time when the meeting ends. / Klokkeslættet, hvor mødet slutter.
        place: the place of the meeting. / Hvor mødet holdes.
        subject: the subject of the meeting. / Hvad mødet handler om.
        agenda: the points of the agenda. / Dagsordenens punkter.

    """

    LABEL: ClassVar[Label] = Label("møde", "meeting")
    AT_MOST_ONE: ClassVar[tuple[str, ...]] = (
        "partnership",
        "programme",
        "alliance",
        "agreement",
        "framework",
    )

    on: date = field(metadata=about("dato", "on"))
    kind: Literal["status", "network", "theme", "study-trip", "conference", "alliance"] = field(
        metadata=about("art", "kind", words=_MEETING_KINDS)
    )
    cancelled: bool = optional("aflyst", "cancelled", default=False)
    partnership: str | None = optional("partnerskab", "partnership", refers_to="partnerships")
    programme: str | None = optional("ordning", "programme", refers_to="programmes")
    alliance: str | None = optional("alliance", "alliance", refers_to="alliances")
    agreement: str | None = optional("samarbejdsaftale", "agreement", refers_to="agreements")
    framework: str | None = optional("samarbejdsmål", "framework", refers_to="frameworks")
    participants: tuple[
        Literal["resource-person", "consultant", "board", "association", "department", "volunteer", "other"],
        ...,
    ] = optional("deltagere", "participants", default=(), words=_PARTICIPANTS)
    starts: time | None = optional("begynder", "starts")
    ends: time | None = optional("slutter", "ends")
    place: str | None = optional("sted", "place")
    subject: str | None = optional("emne", "subject")
    agenda: tuple[AgendaItem, ...] = optional("dagsorden", "agenda", default=())
