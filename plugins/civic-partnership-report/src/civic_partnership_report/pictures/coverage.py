"""Coverage: what each area has of partnerships, associations, young members and money."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from civic_partnership.findings import format_fact
from civic_partnership.model import Register
from civic_partnership.values import Label, Language
from civic_partnership_report.area_figures import AreaFigures, find_coverage
from civic_partnership_report.figures import NOT_RECORDED

from .picture import Picture, Table, draw
from .time_axis import percent

_TITLE = Label("Dækning", "Coverage")
_DESCRIPTION = Label(
    "Hvert udsat byområde {on}: partnerskaber, der gælder eller kan gælde, foreninger, deres medlemmer under "
    "25 år, og hvad partnerskaberne er tildelt i {year}. En forening i to områder tæller med i begge.",
    "Each vulnerable area on {on}: partnerships that are or may be in force, associations, their members "
    "under 25, and what the partnerships are awarded in {year}. An association in two areas counts in both.",
)
_AREA = Label("Område", "Area")
_PARTNERSHIPS = Label("Partnerskaber", "Partnerships")
_ASSOCIATIONS = Label("Foreninger", "Associations")
_YOUNG = Label("Unge under 25 år", "Members under 25")
_AWARDED = Label("Tildelt {year}", "Awarded {year}")
_NONE = Label("ingen", "none")
_ABOUT = Label("ca. ", "about ")
_PART = Label("{counted} af {all} foreninger", "{counted} of {all} associations")


class Bar(NamedTuple):
    """A number of an area: its heading, its text, and its bar, of which the widest is 100 %."""

    heading: str
    text: str
    width: str | None
    bar_class: str


def make_coverage(
    register: Register,
    *,
    on: date,
    years: range | None = None,  # noqa: ARG001 - all pictures are asked for alike
    language: Language,
) -> Picture | None:
    """Draw what each area has on the day of the report.

    Args:
        register: the register.
        on: the day of the report.
        years: the years of the report; it is the year of the day that is shown.
        language: the language.

    Returns:
        The picture; None if the register has no areas.
    """
    areas = find_coverage(register, on=on, language=language)
    if not any(each.is_area for each in areas):
        return None
    words = {"on": format_fact(on, language), "year": on.year}
    columns = (_PARTNERSHIPS, _ASSOCIATIONS, _YOUNG, _AWARDED)
    headings = [each.in_language(language).format_map(words) for each in columns]
    sizes = [_find_sizes(each) for each in areas]
    widest = [
        max((size[n] or Decimal(0) for size in sizes), default=Decimal(0)) or Decimal(1)
        for n in range(len(headings))
    ]
    rows = [(each.name, *_say(each, language)) for each in areas]
    bars = [
        [
            Bar(heading, text, None if size is None else percent(float(size / most * 100)), _find_class(size))
            for heading, text, size, most in zip(headings, texts, of_area, widest, strict=True)
        ]
        for (_, *texts), of_area in zip(rows, sizes, strict=True)
    ]
    title, description = _TITLE.in_language(language), _DESCRIPTION.in_language(language).format_map(words)
    named = [(each.name, each.is_area, of_area) for each, of_area in zip(areas, bars, strict=True)]
    svg = draw("coverage", name="coverage", areas=named)
    return Picture(title, description, svg, Table((_AREA.in_language(language), *headings), tuple(rows)))


def _find_class(size: Decimal | None) -> str:
    if size is None:
        return "unrecorded"
    return "some" if size else "none"


def _find_sizes(area: AreaFigures) -> list[Decimal | None]:
    """Return the numbers of an area; None for one that is not recorded."""
    awarded = area.awarded
    return [
        Decimal(len(area.partnerships)),
        Decimal(len(area.associations)),
        Decimal(area.young_members or 0) if area.counted or not area.associations else None,
        Decimal(awarded.kroner.possible or 0) if awarded.recorded or not area.partnerships else None,
    ]


def _say(area: AreaFigures, language: Language) -> list[str]:
    """Return the numbers of an area as texts."""
    none = _NONE.in_language(language)
    counts = [str(len(ids)) if ids else none for ids in (area.partnerships, area.associations)]
    young = _say_young(area, language) if area.associations else none
    return [*counts, young, area.awarded.in_language(language) if area.partnerships else none]


def _say_young(area: AreaFigures, language: Language) -> str:
    if area.young_members is None:
        return NOT_RECORDED.in_language(language)
    text = format_fact(area.young_members, language, grouped=True)
    if area.is_approximate:
        text = f"{_ABOUT.in_language(language)}{text}"
    if area.counted < len(area.associations):
        part = _PART.in_language(language).format(counted=area.counted, all=len(area.associations))
        text += f" ({part})"
    return text
