"""Meetings."""

from datetime import date, time
from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import Label

from .record import Record, about


@frozen(kw_only=True)
class AgendaItem:
    """A point of a meeting's agenda (punkt på dagsordenen).

    Attributes:
        at: when it begins.
        item: what it is about.

    """

    at: time = field(metadata=about("kl.", "at"))
    item: str = field(metadata=about("punkt", "item"))


@frozen(kw_only=True)
class Meeting(Record):
    """A meeting of a partnership, a programme or an alliance (møde).

    Attributes:
        on: the day.
        kind: status, network, theme, study-trip, conference or alliance.
        partnership: the partnership it belongs to, or
        programme: the programme, or
        alliance: the alliance.
        participants: who took part, by role: `resource-person`, `consultant`, `board`.
        starts: when it starts.
        ends: when it ends.
        place: where.
        subject: what about.
        agenda: its points.

    """

    LABEL: ClassVar[Label] = Label("møde", "meeting")
    AT_MOST_ONE: ClassVar[tuple[str, ...]] = ("partnership", "programme", "alliance")

    on: date = field(metadata=about("dato", "on"))
    kind: Literal["status", "network", "theme", "study-trip", "conference", "alliance"] = field(
        metadata=about(
            "art",
            "kind",
            words={
                "status": Label("statusmøde", "status meeting"),
                "network": Label("netværksmøde", "network meeting"),
                "theme": Label("temamøde", "theme meeting"),
                "study-trip": Label("studietur", "study trip"),
                "conference": Label("konference", "conference"),
                "alliance": Label("alliancemøde", "alliance meeting"),
            },
        )
    )
    partnership: str | None = field(
        default=None, metadata=about("partnerskab", "partnership", refers_to="partnerships")
    )
    programme: str | None = field(
        default=None, metadata=about("ordning", "programme", refers_to="programmes")
    )
    alliance: str | None = field(default=None, metadata=about("alliance", "alliance", refers_to="alliances"))
    participants: tuple[str, ...] = field(default=(), metadata=about("deltagere", "participants"))
    starts: time | None = field(default=None, metadata=about("begynder", "starts"))
    ends: time | None = field(default=None, metadata=about("slutter", "ends"))
    place: str | None = field(default=None, metadata=about("sted", "place"))
    subject: str | None = field(default=None, metadata=about("emne", "subject"))
    agenda: tuple[AgendaItem, ...] = field(default=(), metadata=about("dagsorden", "agenda"))
