"""Strategies for whole registers in which nothing is wrong, made year by year from a programme's terms."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from civic_partnership import model
from civic_partnership.model import Partnership, Programme, Register
from civic_partnership.values import OPEN, Dated, Period, Range

from .valid_cooperation import (
    OTHER_ASSOCIATION,
    make_agreement,
    make_alliance,
    make_chain,
    make_framework,
    make_survey,
)
from .valid_partners import CONSULTANT, SUCCESSOR
from .valid_partnerships import APPROPRIATION, NEXT_APPROPRIATION, valid_partnerships
from .valid_programmes import (
    AMOUNT,
    DAY,
    DEPARTMENT,
    choose,
    enough_members,
    first_year,
    parameter_on,
    programmes,
)
from .values import cvrs

AREA = "havnekvarteret"

_SUBJECTS = ("associations", "round", "meetings", "chain", "alliance", "agreement", "framework", "survey")
"""What a register may hold beside its partnerships, and details of its associations."""


@st.composite
def registers(
    draw: DrawFn,
    *,
    partnerships: int | None = None,
    programme: Programme | SearchStrategy[Programme] | None = None,
    complete: bool = False,
) -> Register:
    """Draw a register without an error or a warning on any day.

    Its records fit together: amounts, hours, lengths and numbers of meetings are those that the
    programme sets on the day concerned. The smallest has a programme and a partnership with an initial term.

    Args:
        partnerships: how many; by default one to three, or fewer where the annual budget of the programme
            pays for no more.
        programme: the programme that they stand under, or a strategy for it; by default one of
            `programmes()`. It begins with its `since`, or in 2005.
        complete: whether everything is recorded. Then nothing is undecided either, but for what the
            programme leaves open, or sets only with `~`.

    Raises:
        InvalidArgument: the programme's annual budget does not pay for so many.
    """
    if programme is None:
        programme = programmes(complete=complete)
    if isinstance(programme, SearchStrategy):
        programme = draw(programme)
    affordable = _count_affordable(programme)
    if partnerships is None:
        partnerships = min(draw(st.integers(1, 3)), 3 if affordable is None else affordable)
    elif affordable is not None and partnerships > affordable:
        raise InvalidArgument(
            f"the programme's annual budget pays for {affordable} at most, not for {partnerships}"
        )
    subjects = choose(draw, _SUBJECTS, complete=complete)
    agreed = [
        draw(
            valid_partnerships(
                programme,
                n,
                complete=complete,
                paid="round" in subjects,
                with_payments="associations" in subjects,
            )
        )
        for n in range(partnerships)
    ]
    starts = [each.terms[0].days.earliest_start for each in agreed]
    begins = min(starts, default=date(first_year(programme), 1, 1))
    department = programme.department or DEPARTMENT
    ids = list(dict.fromkeys(partner.association for each in agreed for partner in each.partners))
    ids += [OTHER_ASSOCIATION] * bool(subjects)
    years = {year for each in agreed for year in _years_around(each)}
    area = model.Area(id=AREA, name="Havnekvarteret")
    has_details = "associations" in subjects
    others: dict[str, Iterable[model.Record]] = {
        "associations": [area],
        "round": [area, *_appropriations_and_round(programme, begins, ids)],
        "meetings": [*_status_meetings(programme, agreed), *_network_meetings(programme, agreed)],
        "chain": make_chain(programme, department) if agreed else (),  # it ends in partnerships
        "alliance": make_alliance(department, begins),
        "agreement": [make_agreement(department, begins)],
        "framework": [make_framework(department, begins)],
        "survey": [make_survey(programme, begins)],
    }
    return Register().replace(
        model.Municipality(name="Nordby Kommune"),
        model.Department(id=department, name="Kultur- og Fritidsforvaltningen"),
        model.Contact(id=CONSULTANT, role="consultant", department=department),
        programme,
        *agreed,
        *_associations(draw, ids, enough_members(programme), begins, sorted(years) if has_details else None),
        *(record for subject in sorted(subjects) for record in others[subject]),
    )


def _count_affordable(programme: Programme) -> int | None:
    """Return how many partnerships the annual budget pays for at any time; None without a budget."""
    if programme.annual_budget is None:
        return None
    amounts = [amount for _, amount in programme.annual_amount.changes] if programme.annual_amount else []
    return int(min(budget for _, budget in programme.annual_budget.changes) / max([AMOUNT, *amounts]))


def _days_recorded(partnership: Partnership) -> tuple[date, date]:
    """Return the first and the last day of the terms; for an open-ended one, the day of its cancellation."""
    first, last = partnership.terms[0].days.earliest_start, partnership.terms[-1].days.latest_end
    if last < OPEN:
        return first, last
    return first, partnership.cancelled.effective if partnership.cancelled else first


def _years_around(partnership: Partnership) -> range:
    """Return the calendar years of the terms, with the year before and the year after."""
    first, last = _days_recorded(partnership)
    return range(first.year - 1, last.year + 2)


def _associations(
    draw: DrawFn, ids: list[str], members: int, begins: date, years: list[int] | None
) -> Iterator[model.Association]:
    """Yield the associations; with `years`, give each a CVR number, counts, declarations and an area."""
    is_known = years is not None
    numbers = draw(st.lists(cvrs(), min_size=len(ids), max_size=len(ids), unique=True)) if is_known else []
    for n, id in enumerate(ids):
        successor = f"{id}{SUCCESSOR}"
        details: dict[str, Any] = {"succeeded_by": successor if successor in ids else None}
        if years is not None:
            counted = model.MemberCount(on=begins - DAY, under_25=members, total=members + 30)
            declared = tuple(
                model.Declaration(kind="child-protection", received_on=date(year, 1, 20)) for year in years
            )
            details |= {"cvr": numbers[n], "member_counts": (counted,), "declarations": declared}
            details |= {"citywide": True} if draw(st.booleans()) else {"areas": (AREA,)}
        yield model.Association(id=id, name=f"Forening {id.removeprefix('forening-')}", **details)


def _appropriations_and_round(programme: Programme, begins: date, ids: list[str]) -> list[model.Record]:
    """Return the appropriations, and the round of the first one, in which all associations applied."""
    budget = Dated.always(Decimal(1_000_000_000))
    return [
        *(
            model.Appropriation(
                id=id,
                programme=programme.id,
                name=id,
                period=Period(f"{begins.year}/.."),
                annual_budget=budget,
            )
            for id in (APPROPRIATION, NEXT_APPROPRIATION)
        ),
        model.ApplicationRound(
            id="round-1",
            programme=programme.id,
            appropriation=APPROPRIATION,
            opens=begins - 90 * DAY,
            closes=begins - 40 * DAY,
            min_youth_members=enough_members(programme),
            areas=(AREA,),
            applications=tuple(
                model.Application(
                    association=id,
                    outcome="declined" if id == OTHER_ASSOCIATION else "selected",
                    received=begins - 50 * DAY,
                )
                for id in ids
            ),
        ),
    ]


def _calendar_years(partnership: Partnership) -> list[int]:
    """Return the calendar years that lie wholly in the terms."""
    first, last = _days_recorded(partnership)
    return [y for y in range(first.year, last.year + 1) if first <= date(y, 1, 1) and date(y, 12, 31) <= last]


def _status_meetings(programme: Programme, agreed: list[Partnership]) -> Iterator[model.Meeting]:
    """Yield as many status meetings as the programme asks for, all with the board."""
    for partnership in agreed:
        for year in _calendar_years(partnership):
            for n in range(parameter_on(programme.status_meetings_per_year, date(year, 1, 1), 0)):
                yield model.Meeting(
                    id=f"{partnership.id}-{year}-{n}",
                    on=date(year, 2 + n % 10, 10),
                    kind="status",
                    partnership=partnership.id,
                    participants=("resource-person", "consultant", "board"),
                )


def _network_meetings(programme: Programme, agreed: list[Partnership]) -> Iterator[model.Meeting]:
    """Yield the most network meetings that the programme allows in each year that a partnership ran."""
    for year in sorted({year for each in agreed for year in _calendar_years(each)}):
        for n in range(parameter_on(programme.network_meetings_per_year, date(year, 1, 1), Range(0, 0)).most):
            yield model.Meeting(
                id=f"network-{year}-{n}", on=date(year, 3 + n % 9, 4), kind="network", programme=programme.id
            )
