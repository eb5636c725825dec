"""The facts under the picture of the areas: who is there, and what is awarded."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from civic_partnership.model import Association, MemberCount, Partnership, Register
from civic_partnership.values import Answer, Label, Language

from .figures import Amount, add_up_year, may_be_in_force


class AreaFigures(NamedTuple):
    """What there is in an area on a day.

    Attributes:
        name: the name of the area, or of a group of associations without one.
        is_area: whether it is an area.
        partnerships: the ids of the partnerships that are, or may be, in force.
        associations: the ids of the associations.
        young_members: the members under 25 years, as last counted; None if none of the associations has
            counted them.
        counted: how many of the associations have counted them.
        is_approximate: whether one of these counts is approximate.
        awarded: what the partnerships are awarded in the year of the day.

    """

    name: str
    is_area: bool
    partnerships: tuple[str, ...]
    associations: tuple[str, ...]
    young_members: int | None
    counted: int
    is_approximate: bool
    awarded: Amount


def find_coverage(register: Register, *, on: date, language: Language) -> tuple[AreaFigures, ...]:
    """Return the figures of each area, then of the associations without one.

    An association in two areas counts in both. Those of the whole town, of no area, and of an area that
    nobody has recorded are groups of their own at the end; a group of these without associations is left out.
    """
    groups: dict[str, list[str]] = {id: [] for id in register.areas}
    loose: dict[Label, list[str]] = {}
    for id, association in register.associations.items():
        if association.dissolved is None or association.dissolved.latest >= on:
            for area in association.areas:
                groups.setdefault(area, []).append(id)
            if not association.areas:
                loose.setdefault(_find_group(association), []).append(id)
    areas = register.areas
    named = [(areas[id].name if id in areas else id, True, members) for id, members in groups.items()]
    named += [(label.in_language(language), False, loose[label]) for label in _GROUPS if label in loose]
    return tuple(_make_area(register, name, is_area, members, on) for name, is_area, members in named)


_CITYWIDE = Label("Hele byen", "The whole town")
_OUTSIDE = Label("Uden for områderne", "Outside the areas")
_UNKNOWN = Label("Område ikke registreret", "Area not recorded")
_GROUPS = (_CITYWIDE, _OUTSIDE, _UNKNOWN)


def _find_group(association: Association) -> Label:
    if association.citywide is None:
        return _UNKNOWN
    return _CITYWIDE if association.citywide else _OUTSIDE


def _make_area(
    register: Register,
    name: str,
    is_area: bool,  # noqa: FBT001 - as in AreaFigures
    members: list[str],
    on: date,
) -> AreaFigures:
    present = [
        partnership
        for partnership in register.partnerships.values()
        if may_be_in_force(partnership, on) and not set(members).isdisjoint(_partners_on(partnership, on))
    ]
    counts = [
        count for id in members if (count := _find_last_count(register.associations[id].member_counts, on))
    ]
    grants = [grant for partnership in present for grant in partnership.grants]
    return AreaFigures(
        name,
        is_area,
        tuple(partnership.id for partnership in present),
        tuple(members),
        sum(count.under_25 or 0 for count in counts) if counts else None,
        len(counts),
        any(count.approximate for count in counts),
        add_up_year(on.year, grants, on=on).awarded,
    )


def _partners_on(partnership: Partnership, on: date) -> Iterator[str]:
    return (each.association for each in partnership.partners if each.days.covers(on) is not Answer.BROKEN)


def _find_last_count(counts: Iterable[MemberCount], on: date) -> MemberCount | None:
    """Return the last count of members under 25 years up to a day; None if there is none."""
    known = [count for count in counts if count.on <= on and count.under_25 is not None]
    return max(known, key=lambda count: count.on, default=None)
