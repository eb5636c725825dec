from datetime import date
from decimal import Decimal, localcontext
from itertools import groupby
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import employment, partnership, programme, term
from strategies import DAY, days_from

from civic_partnership.model import Cancellation, Employment, Funding, Handover, Leave, Partnership
from civic_partnership.rules.employments import (
    employment_gap,
    employment_outside_term,
    full_time_exceeded,
    weekly_hours,
)
from civic_partnership.rules.handovers import handover_missing
from civic_partnership.values import Bounds, Days, Period

TWENTY = programme(min_weekly_hours=20)
ONE, ALL = ("employments", 0, "weekly_hours"), ("employments",)


def made(employments: list[Any], *terms: str) -> Partnership:
    """Make a partnership with some terms and with employments of so many hours."""
    people = [employment(*each) for each in employments]
    return partnership(terms=[term(each) for each in terms], employments=people)


def runs(employments: list[Any], terms: Any = ("2021/2024",), under: Any = TWENTY, on: date = ON) -> Any:
    """Return the runs of days that are found, each with its level, hours and what is required."""
    reported = findings(weekly_hours, made(employments, *terms), under, on=on)
    facts = [(finding.level, dict(finding.facts)) for finding in reported]
    return sorted((fact["days"], level, fact["hours"], fact["required"]) for level, fact in facts)


@pytest.mark.parametrize(
    ("employments", "terms", "expected"),
    [
        ([("2021/2024", 12), ("2021/2024", 7)], ["2021/2024"], broken(*ALL)),
        ([("2021/2022", 20), ("2023/2024", 18)], ["2021/2024"], broken("employments", 1, "weekly_hours")),
        ([("2021/2024", 20), ("2021~/2024", 18)], ["2021/2024"], HOLDS),
        ([("2022/2022", 18), ("2022~/2022", 0)], ["2021/2024"], broken(*ALL)),
        ([("2021/2024", None), ("2021/2024", 18)], ["2021/2024"], undecided(*ALL)),
    ],
)
def test_together_they_work_the_hours_on_every_day(
    employments: Any, terms: list[str], expected: Found
) -> None:
    """On each day that a term and an employment cover, all who are employed work at least 20 hours."""
    assert expected == find(weekly_hours, made(employments, *terms), TWENTY)


def test_each_run_of_days_is_told_once() -> None:
    """A change of people, of hours in force or of term makes a new run; within a run one finding says all."""
    employments = [("2020-07-01/2022-06-30", 12), ("2022/2023-06", 8), ("2023-07/2023", 25)]
    under = programme(min_weekly_hours={"2012": 20, "2023": 30})

    assert [
        (Days(date(2021, 1, 1), date(2021, 12, 31)), "error", Bounds(12, 12), (20,)),
        (Days(date(2022, 7, 1), date(2022, 12, 31)), "error", Bounds(8, 8), (20,)),
        (Days(date(2023, 1, 1), date(2023, 6, 30)), "error", Bounds(8, 8), (30,)),
        (Days(date(2023, 7, 1), date(2023, 12, 31)), "error", Bounds(25, 25), (30,)),
    ] == runs(employments, under=under)


def test_uncertain_terms_and_requirements_are_undecided() -> None:
    """Too few hours are undecided on days that may lie outside the term, or before a requirement came.

    Where it is not sure which of two requirements is in force, fewer hours than both ask for are an error.
    """
    days = Days(date(2024, 12, 2), date(2024, 12, 31))
    under = programme(min_weekly_hours={"2012": 18, "2024-12~": 20})

    assert (days, "undecided", Bounds(18, 18), (20,)) == runs([("2021/2024", 18)], ["2021/2024-12~"])[-1]
    assert [
        (Days(date(2024, 12, 1), date(2024, 12, 30)), "undecided", Bounds(18, 18), (18, 20)),
        (Days(date(2024, 12, 31), date(2024, 12, 31)), "error", Bounds(18, 18), (20,)),
    ] == runs([("2021/2024", 18)], under=under)
    assert ["error"] * 3 == [level for _, level, *_ in runs([("2021/2024", 17)], under=under)]


windows = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)


@given(
    st.lists(windows, min_size=1, max_size=2),
    st.lists(
        st.tuples(windows, st.sampled_from([None, *map(Decimal, ("0", "7.5", "12.5", "20"))])),
        min_size=1,
        max_size=3,
    ),
    st.integers(0, 12),
    st.integers(-1, 14),
)
def test_every_day_is_judged_by_those_who_are_there(terms: Any, people: Any, rises: int, until: int) -> None:
    """Day by day: where a term and someone stand, fewer hours than asked are told, and nothing else is."""
    first = date(2024, 2, 20)
    rise = first + rises * DAY
    expected = {}
    for n in range(until + 1):
        hours = [each for (start, end), each in people if start <= n <= end]
        required = bool(hours) and any(start <= n <= end for start, end in terms)
        if required and sum(each or 0 for each in hours) < (20 if n >= rises else 10):
            expected[first + n * DAY] = "undecided" if None in hours else "error"

    def period(window: Any) -> str:
        return f"{first + window[0] * DAY}/{first + window[1] * DAY}"

    with localcontext(prec=2):
        findings = runs(
            [(period(window), hours) for window, hours in people],
            map(period, terms),
            programme(min_weekly_hours={"2012": 10, rise.isoformat(): 20}),
            on=first + until * DAY,
        )

    assert expected == {day: level for days, level, *_ in findings for day in days_from(*days)}
    assert len(findings) >= len([*groupby(expected.values())])


PERIOD = ("employments", 0, "period")


@pytest.mark.parametrize(
    ("period", "hours", "total", "on", "expected"),
    [
        ("2021/2024", 37, None, ON, HOLDS),
        ("2021/2024", "37.01", None, ON, warned(*ONE)),
        ("2021/2024", 40, None, date(2021, 1, 1), warned(*ONE)),
        ("2021~/2024", 40, None, date(2020, 12, 31), HOLDS),
        ("2021~/2024", 40, None, date(2021, 1, 1), undecided(*ONE)),
        ("2021~/2024", 40, None, date(2021, 12, 31), warned(*ONE)),
        ("2021/2024", None, None, ON, undecided(*ONE)),
        ("2026/2029", None, None, ON, HOLDS),
        # with other tasks in the association, all hours together count
        ("2021/2024", 20, 37, ON, HOLDS),
        ("2021/2024", None, 38, ON, warned("employments", 0, "total_weekly_hours")),
    ],
)
def test_nobody_works_more_than_full_time(
    period: str, hours: Any, total: int | None, on: date, expected: Found
) -> None:
    """Once an employment has begun, more than 37 hours a week are told."""
    person = employment(period, hours, total_weekly_hours=Decimal(total) if total else None)

    assert expected == find(full_time_exceeded, partnership(employments=[person]), TWENTY, on=on)
    assert HOLDS == find(full_time_exceeded, partnership(employments=[employment(period)]), programme())


@pytest.mark.parametrize(
    ("terms", "people", "on", "expected"),
    [
        (["2021/2024"], ["2021/2022", "2022-07/2024"], ON, HOLDS),
        (["2021/2024"], ["2021-02/2022", "2023-02/2024-11"], ON, warned(*ALL) * 3),
        (["2021/2024"], ["2021/2021"], date(2022, 1, 1), warned(*ALL)),
        (["2021/2024"], ["2021/"], ON, undecided(*ALL)),
        (["2021/2022-06~"], ["2021/2022-06-15"], ON, undecided(*ALL)),
    ],
)
def test_there_is_always_a_resource_person(
    terms: list[str], people: list[str], on: date, expected: Found
) -> None:
    """Each run of days of the terms on which nobody is employed is told, up to the day of checking."""
    agreement = partnership(terms=map(term, terms), employments=map(employment, people))

    assert expected == find(employment_gap, agreement, on=on)


def funded(period: str, *sources: str) -> Employment:
    """Make an employment that some pay for."""
    lines = tuple(Funding(source=source, annual_amount=Decimal(1)) for source in sources)  # type: ignore[arg-type]
    return employment(period, funding=lines)


@pytest.mark.parametrize(
    ("person", "on", "expected"),
    [
        (funded("2020/2025", "get2sport", "grant"), ON, broken(*PERIOD) * 2),
        (funded("2020/2025", "get2sport"), ON, HOLDS),
        (funded("2021/2025", "grant"), date(2024, 12, 31), HOLDS),
        (funded("2021/2025", "grant"), date(2025, 1, 1), broken(*PERIOD)),
        (funded("2021/", "grant"), ON, undecided(*PERIOD)),
        (funded("2020-12~/2024", "grant"), ON, broken(*PERIOD) + undecided(*PERIOD)),
    ],
)
def test_the_grant_pays_nobody_outside_the_terms(person: Employment, on: date, expected: Found) -> None:
    """Each run of days outside the terms of one whom the grant pays is told, up to the day of checking."""
    agreement = partnership(terms=[term("2021/2024")], employments=[person])

    assert expected == find(employment_outside_term, agreement, on=on)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (funded("2021/2024", "grant"), undecided("terms")),
        (funded("2021/2024", "own"), HOLDS),
        (funded("2026/2027", "grant"), HOLDS),
    ],
)
def test_without_terms_it_cannot_be_told(person: Employment, expected: Found) -> None:
    """If no terms are recorded, nobody knows whether the grant pays for days outside them."""
    assert expected == find(employment_outside_term, partnership(employments=[person]))


HANDED = Handover(on=date(2022, 12, 15))


@pytest.mark.parametrize(
    ("people", "on", "expected"),
    [
        ([("2021/2022", HANDED), ("2023/2024", None)], ON, HOLDS),
        ([("2021/2022", Handover()), ("2023/2024", None)], ON, HOLDS),
        ([("2021/", None), ("2023/2024", None)], ON, undecided("employments", 0)),
        ([("2021/2022~", None), ("2022-07/2024", None)], ON, undecided("employments", 0)),
        ([("2021/2022", None), ("2023-01~/2024", None)], date(2023, 1, 15), undecided("employments", 0)),
    ],
)
def test_who_is_followed_by_another_hands_over(people: Any, on: date, expected: Found) -> None:
    """An employment after which another one has begun records a handover."""
    rows = [employment(period, handover=handover) for period, handover in people]

    assert expected == find(handover_missing, partnership(employments=rows), on=on)


ENDED = Cancellation(on=date(2022, 1, 31), effective=date(2022, 6, 30))
LEFT = ("2021/2022-06", 20)


@pytest.mark.parametrize(
    ("rule", "people"),
    [
        (weekly_hours, [("2021/2022-06", 20), ("2022-07/2024", 5)]),
        (full_time_exceeded, [LEFT, ("2022-07/2024", 40)]),
        (employment_gap, [LEFT]),
        (employment_outside_term, [("2021/2026", 20)]),
        (handover_missing, [LEFT, ("2022-07/2024", 20)]),
    ],
)
def test_nothing_is_asked_after_a_cancelled_agreement_ended(rule: Any, people: list[Any]) -> None:
    """After its last day, a partnership that was cancelled owes nothing; without that it does."""
    persons = [employment(*each, funding=funded("2021/2022", "grant").funding) for each in people]
    agreement = partnership(terms=[term("2021/2024")], employments=persons)

    assert HOLDS != find(rule, agreement, TWENTY, on=date(2026, 1, 1))
    assert HOLDS == find(rule, attrs.evolve(agreement, cancelled=ENDED), TWENTY, on=date(2026, 1, 1))


BEGINNERS = [full_time_exceeded, employment_gap, employment_outside_term, handover_missing]


@pytest.mark.parametrize("rule", [weekly_hours, *BEGINNERS])
def test_employments_are_missed_only_if_somebody_is_asked_for(rule: Any) -> None:
    """Without employments it cannot be told, unless neither the programme nor a term asks for a person."""
    agreement = partnership(terms=[term("2021/2024")])
    own = partnership(terms=[term("2021/2024", min_weekly_hours=Decimal(18))])
    later = partnership(terms=[term("2026/2029", min_weekly_hours=Decimal(18))])
    share = programme(resource_person_share=100)

    assert HOLDS == find(rule, agreement, programme()) == find(rule, later, programme())
    assert undecided("employments") == find(rule, agreement, TWENTY) == find(rule, own, programme())
    assert (HOLDS if rule is weekly_hours else undecided("employments")) == find(rule, agreement, share)


@pytest.mark.parametrize(
    ("own", "hours", "expected"),
    [(18, 18, HOLDS), (18, 17, broken(*ONE)), (25, 20, broken(*ONE)), (None, 20, HOLDS), (0, 0, HOLDS)],
)
@pytest.mark.parametrize("under", [TWENTY, programme()])
def test_the_hours_of_the_term_go_first(own: int | None, hours: int, expected: Found, under: Any) -> None:
    """An agreement with hours of its own asks for these; another one for those of the programme."""
    agreed = term("2021/2024", min_weekly_hours=own if own is None else Decimal(own))
    agreement = partnership(terms=[agreed], employments=[employment("2021/2024", hours)])

    assert expected == find(weekly_hours, agreement, under)


def test_each_term_asks_for_its_own_hours() -> None:
    """Where one term asks for more than another, only its days are told; where two meet, it is not known."""
    terms = [term("2021/2022"), term("2023/2024", min_weekly_hours=Decimal(30))]
    agreement = partnership(terms=terms, employments=[employment("2021/2024", 25)])
    (finding,) = findings(weekly_hours, agreement, programme())
    both = attrs.evolve(agreement, terms=(term("2021/2024"), terms[1]))

    assert (Days(date(2023, 1, 1), date(2024, 12, 31)), (30,)) == (
        dict(finding.facts)["days"],
        dict(finding.facts)["required"],
    )
    assert undecided(*ONE) == find(weekly_hours, both, programme())


def on_leave(period: str, hours: int, *leave: str) -> Employment:
    """Make an employment with days of leave."""
    return employment(period, hours, leave=tuple(Leave(period=Period(each)) for each in leave))


SUMMER = Days(date(2024, 3, 1), date(2024, 12, 31))
EVE = Days(date(2024, 12, 31), date(2024, 12, 31))
LEAVE = ("employments", 0, "leave")
AWAY = on_leave("2021/2024", 20, "2024-03/2024-12")


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([AWAY, employment("2024-03/2024-12", 20)], []),
        (
            [AWAY, employment("2024-03/2024-12", 12)],
            [(SUMMER, "error", Bounds(12, 12), ("employments", 1, "weekly_hours"))],
        ),
        ([AWAY], [(SUMMER, "error", Bounds(0, 0), LEAVE)]),
        ([AWAY, AWAY], [(SUMMER, "error", Bounds(0, 0), ALL)]),
        # a second leave begins where the first ends: the hours stay 0
        (
            [on_leave("2021/2024", 20, "2024-03/2024-06", "2024-07/2024-12")],
            [(SUMMER, "error", Bounds(0, 0), LEAVE)],
        ),
        # the first day of the leave is not known
        (
            [on_leave("2021/2024", 20, "2024-12~/2024")],
            [
                (Days(date(2024, 12, 1), date(2024, 12, 30)), "undecided", Bounds(0, 20), ONE),
                (EVE, "error", Bounds(0, 0), LEAVE),
            ],
        ),
        # nobody knows whether the one who is not on leave is still there
        (
            [on_leave("2021/", 20, "2024-03/2024-12"), employment("2021/2021", 20)],
            [(SUMMER, "undecided", Bounds(0, 0), LEAVE)],
        ),
    ],
)
def test_who_is_on_leave_does_not_work(people: list[Employment], expected: Any) -> None:
    """Days of leave count as no hours; whoever takes the work over counts."""
    agreement = partnership(terms=[term("2021/2024")], employments=people)
    reported = findings(weekly_hours, agreement, TWENTY)
    facts = [(dict(each.facts), each) for each in reported]

    assert expected == sorted((fact["days"], each.level, fact["hours"], each.path) for fact, each in facts)
    assert HOLDS == find(
        employment_gap, attrs.evolve(agreement, employments=tuple(people[:1])), on=date(2021, 1, 1)
    )


def named(*rows: tuple[str, str | None]) -> Partnership:
    """Make a partnership of employments, each with its person."""
    return partnership(employments=[employment(period, person=person) for period, person in rows])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # the same person goes on, however the name is written
        ([("2021/2022", "C. Eksempel"), ("2023/2024", "c.  eksempel")], HOLDS),
        # a day that is not known does not make another person of the same one
        ([("2021/2022-06~", "C"), ("2022-06~/2024", "C")], HOLDS),
        ([("2021/", "C"), ("2022-06~/2024", "C")], HOLDS),
        ([("2021/2022~", "C"), ("2023/2024", "D")], warned("employments", 0)),
        ([("2021/2022-06~", "C"), ("2022-06~/2024", "D")], undecided("employments", 0)),
        (
            [("2021/2021", "C"), ("2022-06~/2022", "D"), ("2022-06~/2024", "C")],
            undecided("employments", 0),
        ),
        # an employment that began long before the end of another does not follow it
        (
            [("2021/2022", "C"), ("2023/2023", "C"), ("2024~/2024", "D"), ("2019/2025", "D")],
            warned("employments", 1),
        ),
    ],
)
def test_whoever_goes_on_hands_nothing_over(rows: Any, expected: Found) -> None:
    """The same person in a new employment is no successor; a name that is not recorded is another person."""
    assert expected == find(handover_missing, named(*rows))


spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted)


@given(st.lists(st.tuples(spans, st.sampled_from(["C", "D", None])), max_size=5), st.integers(0, 10))
def test_a_handover_is_missed_where_the_next_to_begin_is_another(rows: Any, until: int) -> None:
    """A handover is due exactly if somebody else begins after the end, and the person is not there any more."""
    first = date(2024, 2, 20)
    people = [(f"{first + a * DAY}/{first + b * DAY}", person) for (a, b), person in rows]
    expected = []
    for i, ((_, end), person) in enumerate(rows):
        own = [each for n, each in enumerate(rows) if person and each[1] == person and n != i]
        goes_on = min([start for (start, last), _ in own if last > end], default=99)
        others = [each for n, each in enumerate(rows) if n != i and each not in own]
        if any(end < start <= until and start < goes_on for (start, _), _ in others):
            expected += warned("employments", i)

    assert expected == find(handover_missing, named(*people), programme(), on=first + until * DAY)
