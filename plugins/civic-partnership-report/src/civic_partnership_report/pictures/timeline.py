"""The timeline: partnerships, each with its terms, grants, employments and action plans over the years."""

from collections.abc import Iterator
from datetime import date

from civic_partnership.findings import format_fact
from civic_partnership.model import Partnership, RecordKey, Register
from civic_partnership.values import OPEN, Interval, Label, Language

from .marks import Mark, find_marks
from .picture import Picture, Table, draw
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


def make_timeline(
    register: Register, *, on: date, years: range | None = None, language: Language
) -> Picture | None:
    """Draw the timeline of all partnerships, grouped by programme and appropriation.

    Args:
        register: the register.
        on: the day of the report, which is drawn as a line.
        years: the years to show; None shows all that the register has dates in.
        language: the language.

    Returns:
        The picture; None if there is no partnership.
    """
    groups: dict[tuple[str, str], list[Partnership]] = {}
    for partnership in register.partnerships.values():
        key = partnership.programme, partnership.appropriation or ""
        groups.setdefault(key, []).append(partnership)
    named = [(_name_group(register, *key), sorted(groups[key], key=_sort_key)) for key in sorted(groups)]
    return _draw(register, named, on, years, language, "timeline") if named else None


def make_status_timeline(
    register: Register, partnership: Partnership, *, on: date, years: range | None = None, language: Language
) -> Picture:
    """Draw the timeline of one partnership, as `make_timeline` does for all of them."""
    return _draw(register, [("", [partnership])], on, years, language, "status")


def _name_group(register: Register, programme: str, appropriation: str) -> str:
    """Return the names of a programme and an appropriation; the id of what the register lacks."""
    keys = [RecordKey("programmes", programme)]
    keys += [RecordKey("appropriations", appropriation)] if appropriation else []
    return ", ".join(str(getattr(register.get(key), "name", key.id)) for key in keys)


def _sort_key(partnership: Partnership) -> tuple[date, str]:
    return min((term.days.earliest_start for term in partnership.terms), default=OPEN), partnership.id


def _draw(
    register: Register,
    groups: list[tuple[str, list[Partnership]]],
    on: date,
    years: range | None,
    language: Language,
    name: str,
) -> Picture:
    partnerships = [partnership for _, group in groups for partnership in group]
    axis = TimeAxis(years or _find_years(partnerships, on, language))
    rows = [
        (group, [make_row(register, each, axis, on, language) for each in members])
        for group, members in groups
    ]
    words = {"first": axis.years[0], "last": axis.years[-1], "on": format_fact(on, language)}
    title, description = _TITLE.in_language(language), _DESCRIPTION.in_language(language).format_map(words)
    shown = {each for _, members in rows for row in members for each in _find_drawn(row)}
    svg = draw(
        "timeline",
        name=name,
        title=title,
        groups=rows,
        ticks=axis.ticks(),
        today=percent(axis.find_middle(on)) if on.year in axis.years else None,
        on=words["on"],
        missing=MISSING.in_language(language),
        key=[(each, label.in_language(language)) for each, label in _KEY.items() if each in shown],
        signs=_SIGNS,
    )
    facts = tuple(fact for _, members in rows for row in members for fact in row.facts)
    return Picture(
        title, description, svg, Table(tuple(each.in_language(language) for each in _HEADINGS), facts)
    )


def _find_drawn(row: Row) -> Iterator[str]:
    """Yield the classes of what is drawn, as the key names them."""
    for bar in row.bars:
        kind, *others = bar.mark.classes
        yield from (
            (f"{kind} {each}" for each in others or [""]) if kind == "term" else (" ".join(bar.mark.classes),)
        )
        yield from (part.part_class for part in bar.parts)
        yield bar.sign or ""


def _find_years(partnerships: list[Partnership], on: date, language: Language) -> range:
    """Return all years in which something begins or ends, and the year of the report."""
    days = [days for each in partnerships for days in _find_days(find_marks(each, language))]
    years = [
        on.year,
        *(day.year for each in days for day in (each.earliest_start, each.latest_end) if day != OPEN),
    ]
    return range(min(years), max(years) + 1)


def _find_days(marks: dict[str, list[Mark]]) -> Iterator[Interval]:
    for mark in (mark for of_list in marks.values() for mark in of_list):
        yield mark.days
        yield from (attached.days for attached in mark.attached)
