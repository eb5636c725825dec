"""The timeline: partnerships, each with its terms, grants, employments and action plans over the years."""

from collections.abc import Iterator
from datetime import date

from civic_partnership.model import Partnership, RecordKey
from civic_partnership.values import OPEN, Label
from civic_partnership_report.view import View

from .marks import find_marks
from .picture import Picture, draw
from .time_axis import TimeAxis, percent
from .timeline_rows import MISSING, Row, make_row

_TITLE = Label("Tidslinje", "Timeline")
_DESCRIPTION = Label(
    "Hvert partnerskab fra {first} til {last}: aftaleperioder, tilskud i 1.000 kr., ansættelser med timer om "
    "ugen, og handleplaner. Den lodrette streg er {on}.",
    "Each partnership from {first} to {last}: terms, grants in 1,000 kr., employments with hours a week, and "
    "action plans. The vertical line is {on}.",
)
_HEADINGS = (
    Label("Partnerskab", "Partnership"),
    Label("Hvad", "What"),
    Label("Periode", "Period"),
    Label("Oplysning", "Details"),
)
_KEY = {
    "term initial": Label("første periode", "initial term"),
    "term extension": Label("forlængelse", "extension"),
    "term provisional": Label("foreløbig periode", "provisional term"),
    "void": Label("bortfaldet ved opsigelse", "void by cancellation"),
    "cancellation": Label("opsigelse virker", "cancellation takes effect"),
    "grant": Label("tilskud i 1.000 kr.", "grant in 1,000 kr."),
    "employment": Label("ansættelse, timer om ugen", "employment, hours a week"),
    "leave": Label("orlov", "leave"),
    "handover": Label("overlevering", "handover"),
    "plan": Label("handleplan, godkendt", "action plan, approved"),
    "plan unapproved": Label(
        "handleplan, godkendelse ikke registreret", "action plan, approval not recorded"
    ),
    "uncertain": Label("usikre dage", "uncertain days"),
    "open": Label("indtil videre", "until further notice"),
    "unknown-end": Label("slutdato ikke oplyst", "end not recorded"),
}
"""What the key explains, if it occurs: the classes that are drawn -> their meaning."""
_SIGNS = {"open": 22, "unknown-end": 22, "cancellation": 15, "handover": 15}
"""What the key explains by a sign -> where the sign stands in it, in pixels."""


def make_timeline(view: View) -> Picture | None:
    """Draw the timeline of all partnerships, grouped by programme and appropriation.

    The day of the report is drawn as a line. Return None if there is no partnership.
    """
    groups: dict[tuple[str, str], list[Partnership]] = {}
    for partnership in view.register.partnerships.values():
        key = partnership.programme, partnership.appropriation or ""
        groups.setdefault(key, []).append(partnership)
    named = [(_name_group(view, *key), sorted(groups[key], key=_sort_key)) for key in sorted(groups)]
    return _draw(view, named, "timeline") if named else None


def make_status_timeline(view: View, partnership: Partnership) -> Picture:
    """Draw the timeline of one partnership, as `make_timeline` does for all of them."""
    return _draw(view, [("", [partnership])], "status")


def _name_group(view: View, programme: str, appropriation: str) -> str:
    """Return the names of a programme and an appropriation; the id of what the register lacks."""
    keys = [RecordKey("programmes", programme)]
    keys += [RecordKey("appropriations", appropriation)] if appropriation else []
    return ", ".join(str(getattr(view.register.get(key), "name", key.id)) for key in keys)


def _sort_key(partnership: Partnership) -> tuple[date, str]:
    return min((term.days.earliest_start for term in partnership.terms), default=OPEN), partnership.id


def _draw(view: View, groups: list[tuple[str, list[Partnership]]], name: str) -> Picture:
    axis = TimeAxis(view.years or _find_years(view, [each for _, members in groups for each in members]))
    rows = [(group, [make_row(view, each, axis) for each in members]) for group, members in groups]
    words = {"first": axis.years[0], "last": axis.years[-1], "on": view.tell(view.on)}
    shown = {each for _, members in rows for row in members for each in _find_drawn(row)}
    title = view.say(_TITLE)
    svg = draw(
        "timeline",
        name=name,
        title=title,
        groups=rows,
        ticks=axis.ticks(),
        today=percent(axis.find_middle(view.on)) if view.on.year in axis.years else None,
        on=words["on"],
        missing=view.say(MISSING),
        key=[(each, view.say(label)) for each, label in _KEY.items() if each in shown],
        signs=_SIGNS,
    )
    headings = tuple(view.say(each) for each in _HEADINGS)
    facts = tuple(fact for _, members in rows for row in members for fact in row.facts)
    return Picture(title, view.say(_DESCRIPTION, **words), svg, headings, facts)


def _find_drawn(row: Row) -> Iterator[str]:
    """Yield the classes of what is drawn, as the key names them."""
    for bar in row.bars:
        kind, *others = bar.mark.classes
        yield from (
            (f"{kind} {each}" for each in others or [""]) if kind == "term" else (" ".join(bar.mark.classes),)
        )
        yield from (part_class for _, _, part_class in bar.parts)
        yield bar.sign or ""


def _find_years(view: View, partnerships: list[Partnership]) -> range:
    """Return all years in which something begins or ends, and the year of the report."""
    marks = [mark for each in partnerships for some in find_marks(view, each).values() for mark in some]
    days = [each.days for mark in marks for each in (mark, *mark.attached)]
    ends = [day.year for each in days for day in (each.earliest_start, each.latest_end) if day != OPEN]
    return range(min([view.on.year, *ends]), max([view.on.year, *ends]) + 1)
