"""Strategies for the partners, the consultants and the resource persons of a valid partnership."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership import model
from civic_partnership.model import Programme
from civic_partnership.rules import FULL_TIME
from civic_partnership.values import PartialDate, Period

CONSULTANT = "consultant"
"""The contact who looks after all partnerships."""
SUCCESSOR = "-efter"
"""The end of the id of an association that carries on the association with the id before it."""

_DAY = timedelta(days=1)
_PARTNERS = ("one", "shared", "shares", "succeeded", "moved", "joined")
"""How the partners of a partnership may change."""
_QUARTER = 92
"""Days of work that the grant pays before others pay until further notice."""
_LEAVE = 30
"""A leave begins within so many days of the beginning, and ends within so many days more."""


def draw_partners(draw: DrawFn, n: int, first: date, last: date) -> tuple[model.Partner, ...]:
    """Draw the partners of the nth partnership: one or two at a time, who may change between two days."""
    one, other = f"forening-{n}", f"forening-{n}-b"
    half = Decimal(draw(st.integers(1, 99)))
    before, since = _draw_change(draw, first, last)
    match draw(st.sampled_from(_PARTNERS)):
        case "one":
            return (model.Partner(association=one),)
        case "shared":
            return (model.Partner(association=one), model.Partner(association=other))
        case "shares":
            return (
                model.Partner(association=one, share=half),
                model.Partner(association=other, share=100 - half),
            )
        case "joined":  # the second comes later, and the share of the first falls
            return (
                model.Partner(association=one, share=Decimal(100), until=before),
                model.Partner(association=one, share=half, since=since),
                model.Partner(association=other, share=100 - half, since=since),
            )
        case how:
            other = f"{one}{SUCCESSOR}" if how == "succeeded" else other
            return (
                model.Partner(association=one, until=before),
                model.Partner(association=other, since=since),
            )


def draw_consultants(draw: DrawFn, first: date, last: date) -> tuple[model.Consultant, ...]:
    """Draw the consultant, or one who stops and begins again the day after."""
    if not draw(st.booleans()):
        return (model.Consultant(contact=CONSULTANT),)
    before, since = _draw_change(draw, first, last)
    return (
        model.Consultant(contact=CONSULTANT, until=before),
        model.Consultant(contact=CONSULTANT, since=since),
    )


def _draw_change(draw: DrawFn, first: date, last: date) -> tuple[PartialDate, PartialDate]:
    """Draw two days, one after the other."""
    before = first + draw(st.integers(0, (last - first).days - 1)) * _DAY
    return PartialDate(before.isoformat()), PartialDate((before + _DAY).isoformat())


def draw_employments(
    draw: DrawFn, programme: Programme, first: date, last: date, granted: Decimal, agreed: Decimal
) -> Iterator[model.Employment]:
    """Yield one resource person, or two of whom the second takes over from the first.

    The grant pays for all of their pay, or nearly. Where the programme asks for more than full time, several
    work at once. The first may be on leave, with a substitute. The last may stay until further notice, if
    others pay. The second may be the first with other hours.

    Args:
        granted: the least amount of a year.
        agreed: the most weekly hours that a term sets itself.
    """
    required = programme.min_weekly_hours.possible(first, last) if programme.min_weekly_hours else ()
    least = max([agreed, *(each for each in required if each is not None)])
    people = max(1, ceil(least / FULL_TIME))
    pay = granted * draw(st.sampled_from([10, 9])) // 10 // people
    middle = last - draw(st.integers(0, (last - first).days)) * _DAY
    name = draw(st.sampled_from([None, None, "C. Eksempel"]))
    stays = draw(st.booleans())
    for start, end in ((first, middle), (middle + _DAY, last)):
        for _ in range(people if start <= end else 0):
            hours = Decimal(draw(st.integers(ceil(least / people), int(FULL_TIME))))
            leave = _draw_leave(draw, start, end)
            if leave:
                handover = model.Handover(on=leave.latest_end)
                own = model.Funding(source="own", annual_amount=Decimal(100_000))
                yield model.Employment(period=leave, weekly_hours=hours, funding=(own,), handover=handover)
            is_open = stays and people == 1 and end == last and (start - first).days > _QUARTER
            ends = ".." if is_open else end.isoformat()
            yield model.Employment(
                period=Period(f"{start}/{ends}"),
                weekly_hours=hours,
                total_weekly_hours=draw(st.none() | st.integers(ceil(hours), int(FULL_TIME)).map(Decimal)),
                leave=(model.Leave(period=leave, reason="Orlov"),) if leave else (),
                person=name,
                funding=(model.Funding(source="own" if is_open else "grant", annual_amount=pay),),
                handover=model.Handover(on=end) if end < last and name is None else None,
            )


def _draw_leave(draw: DrawFn, start: date, end: date) -> Period | None:
    """Draw some days of leave early in a long employment, or none."""
    if (end - start).days <= 4 * _LEAVE or not draw(st.booleans()):
        return None
    first = start + draw(st.integers(1, _LEAVE)) * _DAY
    return Period(f"{first}/{first + draw(st.integers(0, _LEAVE)) * _DAY}")
