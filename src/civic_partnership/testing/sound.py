"""Strategies for whole registers in which nothing is wrong, made year by year from a programme's terms."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from civic_partnership.model import (
    ActionPlan,
    AgendaItem,
    Alliance,
    AnswerShare,
    Application,
    ApplicationRound,
    Appropriation,
    Area,
    Association,
    Contact,
    CooperationAgreement,
    CooperationFramework,
    Department,
    Employment,
    Evaluation,
    FeederChain,
    FocusArea,
    Funding,
    Goal,
    Grant,
    Handover,
    Hearing,
    Initiative,
    Meeting,
    Member,
    MemberCount,
    Municipality,
    Objective,
    Partnership,
    Party,
    Programme,
    Question,
    Record,
    Register,
    Response,
    Spending,
    Stage,
    SteeringGroup,
    Survey,
    Term,
)
from civic_partnership.rules.staffing import FULL_TIME
from civic_partnership.values import LAST_YEAR, Dated, PartialDate, Period, Range, Table, years_after

from .values import cvrs

DAY = timedelta(days=1)
FIRST, LAST = 2005, 2060
"""Years between which programmes begin and what belongs to them goes on."""
AMOUNT = Decimal(100_000)
"""What a grant is for a year for which the programme sets nothing."""
MEETINGS = 4
"""No programme asks for more meetings of a kind in a year."""

DEPARTMENT, AREA, PROGRAMME, APPROPRIATION = "culture", "havnekvarteret", "ordning", "vol-1"

_WORDS = st.builds("se {}".format, st.text("abdeginorstæøå ", max_size=12))
"""Words without a digit, an @ or a capital letter: nothing in them is taken for a number or a name."""


@st.composite
def programmes(draw: DrawFn) -> Programme:
    """Programmes whose terms fit together; the annual amount may change once."""
    begins = draw(st.integers(FIRST, 2030))
    years = draw(st.integers(1, 5))
    amount = st.integers(50, 300).map(lambda thousands: Decimal(1000 * thousands))
    changes = {str(begins): draw(amount)}
    if draw(st.booleans()):
        changes[str(begins + draw(st.integers(1, 8)))] = draw(amount)
    plans = draw(st.sets(st.integers(1, years), min_size=1))
    meetings = draw(st.integers(1, MEETINGS))
    least, members = draw(st.integers(1, MEETINGS)), draw(st.integers(1, 200))
    numbers = range(1, draw(st.integers(1, 4)) + 1)
    return Programme(
        id=PROGRAMME,
        name="Foreningspartnerskaber",
        department=DEPARTMENT,
        since=PartialDate(str(begins)),
        max_age=25,
        annual_amount=Dated.since(changes),
        min_weekly_hours=Dated.always(Decimal(draw(st.integers(1, 37)))),
        term_years=Dated.always(years),
        plan_years=Dated.always(tuple(sorted(plans))),
        min_youth_members=Dated.always(Range(members, members + draw(st.integers(0, 100)))),
        resource_person_share=Dated.always(Decimal(draw(st.integers(50, 100)))),
        status_meetings_per_year=Dated.always(meetings),
        status_meetings_with_board=Dated.always(draw(st.integers(1, meetings))),
        network_meetings_per_year=Dated.always(Range(least, draw(st.integers(least, MEETINGS)))),
        focus_areas=Table({f"area-{n}": _focus_area(n, begins) for n in numbers}),
        note=draw(st.none() | _WORDS),
    )


def _focus_area(number: int, begins: int) -> FocusArea:
    return FocusArea(
        id=f"area-{number}", number=number, name=f"Område {number}", since=PartialDate(str(begins))
    )


@st.composite
def registers(
    draw: DrawFn,
    *,
    partnerships: int | None = None,
    programme: Programme | SearchStrategy[Programme] | None = None,
    complete: bool = False,
) -> Register:
    """Whole registers without an error or a warning on any day.

    Every record of one hangs together with the others: amounts, hours, lengths and numbers of
    meetings are those that the programme sets on the day concerned.

    Args:
        partnerships: how many; one to three, unless told otherwise, or as few as the programme's
            annual budget pays for.
        programme: the programme that they stand under, or a strategy for it; one of `programmes()`,
            unless told otherwise. It begins with its `since`, or in 2005.
        complete: whether nothing is left out. Then nothing is undecided either, but for what the
            programme does not say itself, or only with `~`.

    Raises:
        InvalidArgument: the programme's annual budget does not pay for so many.

    """
    under = draw(programme if isinstance(programme, SearchStrategy) else _given(programme))
    number = _number(draw, under) if partnerships is None else partnerships
    if (most := _paid_for(under)) is not None and number > most:
        raise InvalidArgument(f"the programme's annual budget pays for {most} at most, not for {number}")
    department = under.department or DEPARTMENT
    agreed = [draw(_partnerships(under, n, complete=complete)) for n in range(number)]
    ids = list(dict.fromkeys(id for each in agreed for id in each.associations))
    numbers = draw(st.lists(cvrs(), min_size=len(ids) + 1, max_size=len(ids) + 1, unique=True))
    begins = min((each.terms[0].days.earliest_start for each in agreed), default=date(_since(under), 1, 1))
    counted = MemberCount(on=begins - DAY, under_25=_most(under), total=_most(under) + 30)
    associations = [
        Association(
            id=id,
            name=f"Forening {id.removeprefix('forening-')}",
            cvr=cvr,
            areas=() if (is_citywide := draw(st.booleans())) else (AREA,),
            citywide=is_citywide or None,
            member_counts=(counted,),
        )
        for id, cvr in zip([*ids, "forening-andet"], numbers, strict=True)
    ]
    return Register().replace(
        Municipality(name="Nordby Kommune"),
        Department(id=department, name="Kultur- og Fritidsforvaltningen"),
        Area(id=AREA, name="Havnekvarteret"),
        Contact(id="consultant", role="konsulent", department=department),
        Contact(id="chair", role="formand", association="forening-andet"),
        under,
        *_paid_from(under, begins, associations),
        *associations,
        *agreed,
        *_status_meetings(under, agreed),
        *_network_meetings(under, agreed),
        *(_chain(under, department) if agreed else ()),  # it ends in a programme with partnerships
        *_cooperation(under, department, begins, note=draw(st.none() | _WORDS)),
    )


def _given(programme: Programme | None) -> SearchStrategy[Programme]:
    return programmes() if programme is None else st.just(programme)


def _number(draw: DrawFn, programme: Programme) -> int:
    """How many partnerships stand under a programme that nobody says it of."""
    most = _paid_for(programme)
    number: int = draw(st.integers(1, 3))
    return number if most is None else min(number, most)


def _paid_for(programme: Programme) -> int | None:
    """How many partnerships the annual budget pays for at any time; none where there is no budget."""
    if programme.annual_budget is None:
        return None
    amounts = [amount for _, amount in programme.annual_amount.changes] if programme.annual_amount else []
    most = max(AMOUNT, *amounts) if amounts else AMOUNT
    return int(min(budget for _, budget in programme.annual_budget.changes) / most)


def _since(programme: Programme) -> int:
    """The year that a programme begins with."""
    return programme.since.latest.year if programme.since else FIRST


def _most(programme: Programme) -> int:
    """More members than a programme ever asks for."""
    asked = programme.min_youth_members
    return max((each.most for _, each in asked.changes), default=0) if asked else 0


def _set(parameter: Dated[Any] | None, day: date, otherwise: Any) -> Any:
    """What a parameter says on a day, or may say, where it says something."""
    values = () if parameter is None else parameter.possible(day, day)
    return next((value for value in values if value is not None), otherwise)


def _later(day: date, years: int) -> date:
    """The day so many years later."""
    later = years_after(day, years)
    assert later is not None  # noqa: S101 - far from the end of the calendar
    return later


def _period(first: date, last: date) -> Period:
    return Period(f"{first}/{last}")


@st.composite
def _partnerships(draw: DrawFn, programme: Programme, n: int, *, complete: bool) -> Partnership:
    """The nth partnership under a programme, whole; or without some of what may not be recorded."""
    year, month = _since(programme) + draw(st.integers(0, 3)), draw(st.sampled_from([1, 1, 1, 8, 10]))
    first = middle = date(year, month, 1)
    terms = []
    is_short = month > 1 and _set(programme.term_years, middle, 4) == 1  # a calendar year lies in the terms
    for k in range(draw(st.integers(2 if is_short else 1, 2))):
        years = _set(programme.term_years, middle, 4)
        following = _later(middle, years if k == 0 else draw(st.integers(1, years)))
        decided = middle - draw(st.integers(1, 200)) * DAY if k else None
        kind: Any = "extension" if k else "initial"
        terms.append(Term(period=_period(middle, following - DAY), kind=kind, decided_on=decided))
        middle = following
    last = middle - DAY
    names = [f"forening-{n}"] + [f"forening-{n}-b"] * draw(st.booleans())
    grants = tuple(_grants(draw, programme, first, last))
    lists: dict[str, Any] = {
        "grants": grants,
        "employments": tuple(_employments(draw, programme, first, last, min(each.amount for each in grants))),
        "action_plans": tuple(_plans(draw, programme, first, last)),
    }
    for name in [] if complete else draw(st.sets(st.sampled_from(sorted(lists)))):
        lists[name] = ()
    return Partnership(
        id=f"partnerskab-{n}",
        programme=programme.id,
        appropriation=APPROPRIATION,
        associations=tuple(names),
        consultant="consultant",
        terms=tuple(terms),
        note=draw(st.none() | _WORDS),
        **lists,
    )


def _grants(draw: DrawFn, programme: Programme, first: date, last: date) -> Iterator[Grant]:
    """A grant for each year from one day to another, all of it spent as the programme wants."""
    while first <= last:
        amount = _set(programme.annual_amount, first, AMOUNT)
        share = _set(programme.resource_person_share, first, Decimal(100))
        others = int(amount * (100 - share) / 100) if draw(st.booleans()) else 0
        spending = [Spending(purpose="resource-person", amount=amount - others)]
        if others:
            spending.append(Spending(purpose="materialer", amount=Decimal(others)))
        whole = first.strftime("%m%d") == "0101" and draw(st.booleans())
        days: Any = {"year": first.year} if whole else {"period": _period(first, _later(first, 1) - DAY)}
        yield Grant(**days, amount=amount, spending=tuple(spending))
        first = _later(first, 1)


def _employments(
    draw: DrawFn, programme: Programme, first: date, last: date, granted: Decimal
) -> Iterator[Employment]:
    """One resource person, or two of whom the second takes over from the first, on one day or the next.

    The grant pays for the whole of them, or nearly. Where more is asked for than full time, each is several.
    """
    asked = programme.min_weekly_hours.possible(first, last) if programme.min_weekly_hours else ()
    hours = max((each for each in asked if each is not None), default=Decimal(1))
    people = max(1, ceil(hours / FULL_TIME))
    paid = granted * draw(st.sampled_from([10, 9])) // 10 // people
    middle = first + draw(st.integers(0, (last - first).days)) * DAY
    for start, end in ((first, middle), (middle + DAY, last)):
        for _ in range(people if start <= end else 0):
            yield Employment(
                period=_period(start, end),
                weekly_hours=Decimal(draw(st.integers(ceil(hours / people), int(FULL_TIME)))),
                funding=(Funding(source="grant", annual_amount=paid),),
                handover=Handover(on=end) if end < last else None,
            )


def _plans(draw: DrawFn, programme: Programme, first: date, last: date) -> Iterator[ActionPlan]:
    """One plan after another, as long as the programme wants them, until the terms are over."""
    while first <= last:
        following = _later(first, draw(st.sampled_from(_set(programme.plan_years, first, ()) or (2,))))
        yield ActionPlan(
            period=_period(first, following - DAY),
            approved_on=first - draw(st.integers(0, 90)) * DAY,
            approved_by=programme.department,
            objectives=tuple(
                Objective(focus_area=area.id, goal="Flere er med", status="reached")
                for area in programme.focus_areas.values()
                if area.since is None or area.since.earliest <= first
            ),
        )
        first = following


def _paid_from(programme: Programme, begins: date, associations: list[Association]) -> list[Record]:
    """The appropriation that pays for all, and the round in which all applied and one got nothing."""
    applied = [
        Application(association=each.id, outcome="selected", received=begins - 50 * DAY)
        for each in associations
    ]
    applied[-1] = Application(association=associations[-1].id, outcome="declined", received=begins - 50 * DAY)
    money = Dated.always(Decimal(1_000_000_000))
    period = Period(f"{begins.year}/{LAST_YEAR}")
    return [
        Appropriation(
            id=APPROPRIATION, programme=programme.id, name="Vol. 1", period=period, annual_budget=money
        ),
        ApplicationRound(
            id="round-1",
            programme=programme.id,
            appropriation=APPROPRIATION,
            opens=begins - 90 * DAY,
            closes=begins - 40 * DAY,
            min_youth_members=_most(programme),
            areas=(AREA,),
            applications=tuple(applied),
        ),
    ]


def _whole_years(partnership: Partnership) -> list[int]:
    """The calendar years that lie wholly in the terms."""
    first, last = partnership.terms[0].days.earliest_start, partnership.terms[-1].days.latest_end
    return [y for y in range(first.year, last.year + 1) if first <= date(y, 1, 1) and date(y, 12, 31) <= last]


def _status_meetings(programme: Programme, agreed: list[Partnership]) -> Iterator[Meeting]:
    """As many as the programme wants, with the board every time."""
    for partnership in agreed:
        for year in _whole_years(partnership):
            for n in range(_set(programme.status_meetings_per_year, date(year, 1, 1), 0)):
                yield Meeting(
                    id=f"{partnership.id}-{year}-{n}",
                    on=date(year, 2 + n % 10, 10),
                    kind="status",
                    partnership=partnership.id,
                    participants=("resource-person", "consultant", "board"),
                )


def _network_meetings(programme: Programme, agreed: list[Partnership]) -> Iterator[Meeting]:
    """The most that the programme wants, in each year that a partnership ran throughout."""
    for year in sorted({year for each in agreed for year in _whole_years(each)}):
        for n in range(_set(programme.network_meetings_per_year, date(year, 1, 1), Range(0, 0)).most):
            yield Meeting(
                id=f"network-{year}-{n}", on=date(year, 3 + n % 9, 4), kind="network", programme=programme.id
            )


def _chain(programme: Programme, department: str) -> list[Record]:
    """The feeder chain, with one initiative on each of its steps, and one beside it."""
    steps: Any = ("introduction", "bridge-building", "economic-enabling", "retention")
    return [
        *(
            Initiative(
                id=f"initiative-{step}",
                name=f"Indsats {n}",
                department=department,
                programme=programme.id if step == "retention" else None,
            )
            for n, step in enumerate(steps)
        ),
        Initiative(id="beside", name="Ved siden af", department=department, beside_chain=True),
        FeederChain(
            id="chain",
            name="Fødekæden",
            stages=tuple(Stage(step=step, initiatives=(f"initiative-{step}",)) for step in steps),
        ),
    ]


def _cooperation(programme: Programme, department: str, begins: date, note: str | None) -> list[Record]:
    """What goes on beside the partnerships: an alliance, an agreement, goals with a hearing, a survey."""
    culture, club = Party(department=department), Party(association="forening-andet")
    opens = begins + 30 * DAY
    return [
        Alliance(
            id="alliance",
            name="Alliancen",
            members=(Member(association="forening-andet"), Member(department=department)),
            contacts=("consultant", "chair"),
        ),
        Meeting(
            id="alliance-meeting",
            on=opens,
            kind="alliance",
            alliance="alliance",
            starts=time(17),
            ends=time(20),
            agenda=(AgendaItem(at=time(17), item="Velkomst"), AgendaItem(at=time(18), item="Drøftelse")),
        ),
        CooperationAgreement(
            id="agreement",
            title="Aftalen",
            parties=(culture, club),
            period=Period(f"{begins}/.."),
            evaluations=(
                Evaluation(
                    planned=PartialDate.of(begins + 200 * DAY), held_on=begins + 200 * DAY, result="Gik godt"
                ),
            ),
        ),
        CooperationFramework(
            id="framework",
            title="Mål for samarbejde",
            steering_group=SteeringGroup(chair=culture, members=(culture, club)),
            goals=(Goal(number=1, name="Flere børn"), Goal(number=2, name="Flere frivillige")),
            hearing=Hearing(
                opens=opens,
                deadline=opens + 30 * DAY,
                consulted=(club,),
                responses=(Response(by=club, answered=True, answered_on=opens + 20 * DAY),),
            ),
            note=note,
        ),
        Survey(
            id="survey",
            title="Undersøgelsen",
            asked=PartialDate.of(opens),
            audience=programme.id,
            respondents=10,
            questions=(
                Question(
                    text="Går det godt?",
                    exclusive=True,
                    answers=(
                        AnswerShare(answer="Ja", share=Decimal(70)),
                        AnswerShare(answer="Nej", share=Decimal(30)),
                    ),
                ),
            ),
        ),
    ]
