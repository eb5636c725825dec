"""Coverage: what each area has of partnerships, associations, young members and money."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from civic_partnership.model import MemberCount, Partnership
from civic_partnership.values import Answer, Label
from civic_partnership_report.figures import add_up_year, may_be_in_force
from civic_partnership_report.view import NOT_RECORDED, View

from .picture import Picture, draw
from .time_axis import percent

_TITLE = Label("Dækning", "Coverage")
_DESCRIPTION = Label(
    "Hvert udsat byområde {on}: partnerskaber, der gælder eller kan gælde, foreninger, deres medlemmer under "
    "25 år, og hvad partnerskaberne er tildelt i {year}. En forening i to områder tæller med i begge.",
    "Each vulnerable area on {on}: partnerships that are or may be in force, associations, their members "
    "under 25, and what the partnerships are awarded in {year}. An association in two areas counts in both.",
)
_AREA = Label("Område", "Area")
_HEADINGS = (
    Label("Partnerskaber", "Partnerships"),
    Label("Foreninger", "Associations"),
    Label("Unge under 25 år", "Members under 25"),
    Label("Tildelt {year}", "Awarded {year}"),
)
_NONE = Label("ingen", "none")
_ABOUT = Label("ca. ", "about ")
_PART = Label(" ({counted} af {all} foreninger)", " ({counted} of {all} associations)")
_GROUPS = {
    True: Label("Hele byen", "The whole town"),
    False: Label("Uden for områderne", "Outside the areas"),
    None: Label("Område ikke registreret", "Area not recorded"),
}
"""Whether associations without an area are of the whole town -> the name of their group."""


class Figure(NamedTuple):
    """A number of an area: its text, and its size; None for one that is not recorded."""

    text: str
    size: Decimal | None


class Bar(NamedTuple):
    """A number of an area with its heading, and its bar, of which the widest is 100 %."""

    heading: str
    text: str
    width: str | None
    bar_class: str


def make_coverage(view: View) -> Picture | None:
    """Draw what each area has on the day of the report; return None if the register has no areas."""
    groups = _group_associations(view)
    if not any(is_area for _, is_area, _ in groups):
        return None
    words = {"on": view.tell(view.on), "year": view.on.year}
    headings = [view.say(each, **words) for each in _HEADINGS]
    figures = [_count(view, members) for _, _, members in groups]
    widest = [max(each.size or Decimal(0) for each in column) for column in zip(*figures, strict=True)]
    areas = [
        (name, is_area, [*map(_make_bar, headings, of_area, widest)])
        for (name, is_area, _), of_area in zip(groups, figures, strict=True)
    ]
    return Picture(
        view.say(_TITLE),
        view.say(_DESCRIPTION, **words),
        draw("coverage", areas=areas),
        (view.say(_AREA), *headings),
        tuple((name, *(bar.text for bar in bars)) for name, _, bars in areas),
    )


def _group_associations(view: View) -> list[tuple[str, bool, list[str]]]:
    """Return each area, or group of associations without one: name, whether it is an area, and members.

    An association in two areas counts in both. Those of the whole town, of no area, and of an area that
    nobody has recorded are groups of their own at the end; a group of these without associations is left out.
    """
    known = view.register.areas
    areas: dict[str, list[str]] = {id: [] for id in known}
    loose: dict[bool | None, list[str]] = {is_citywide: [] for is_citywide in _GROUPS}
    for id, association in view.register.associations.items():
        if association.dissolved is None or association.dissolved.latest >= view.on:
            for area in association.areas:
                areas.setdefault(area, []).append(id)
            if not association.areas:
                loose[association.citywide].append(id)
    groups = [(known[id].name if id in known else id, True, members) for id, members in areas.items()]
    return groups + [(view.say(_GROUPS[each]), False, members) for each, members in loose.items() if members]


def _count(view: View, members: list[str]) -> list[Figure]:
    """Return the figures of some associations, in the order of the headings."""
    nothing = Figure(view.say(_NONE), Decimal(0))
    partnerships = [
        each
        for each in view.register.partnerships.values()
        if may_be_in_force(each, view.on) and not set(members).isdisjoint(_partners_on(each, view.on))
    ]
    grants = [grant for partnership in partnerships for grant in partnership.grants]
    awarded = add_up_year(view.on.year, grants, on=view.on).awarded
    most = Decimal(awarded.kroner.possible or 0) if awarded.recorded else None
    numbers = [Figure(str(n), Decimal(n)) if n else nothing for n in (len(partnerships), len(members))]
    return [
        *numbers,
        _count_young(view, members) if members else nothing,
        Figure(awarded.in_language(view.language), most) if partnerships else nothing,
    ]


def _count_young(view: View, members: list[str]) -> Figure:
    """Return the members under 25 years of some associations, as they were last counted."""
    known = (_find_last_count(view.register.associations[id].member_counts, view.on) for id in members)
    counts = [each for each in known if each is not None]
    if not counts:
        return Figure(view.say(NOT_RECORDED), None)
    number = sum(each.under_25 or 0 for each in counts)
    text = view.say(_ABOUT) * any(each.approximate for each in counts) + view.count(number)
    if len(counts) < len(members):
        text += view.say(_PART, counted=len(counts), all=len(members))
    return Figure(text, Decimal(number))


def _partners_on(partnership: Partnership, on: date) -> Iterator[str]:
    return (each.association for each in partnership.partners if each.days.covers(on) is not Answer.BROKEN)


def _find_last_count(counts: Iterable[MemberCount], on: date) -> MemberCount | None:
    """Return the last count of members under 25 years up to a day; None if there is none."""
    known = [count for count in counts if count.on <= on and count.under_25 is not None]
    return max(known, key=lambda count: count.on, default=None)


def _make_bar(heading: str, figure: Figure, widest: Decimal) -> Bar:
    if figure.size is None:
        return Bar(heading, figure.text, None, "unrecorded")
    width = percent(float(figure.size / (widest or 1) * 100))
    return Bar(heading, figure.text, width, "some" if figure.size else "none")
