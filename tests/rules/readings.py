"""Partnerships and programmes with uncertain dates, and their readings: the same with every date exact."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise, product
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from model.places import mapped, walked
from rules.partnerships import employment, grant, partnership, plan, programme, term
from strategies import DAY, days_from

from civic_partnership.findings import Path, Rule, Verdict
from civic_partnership.model import Partnership, Programme, Register, Term
from civic_partnership.rules import check
from civic_partnership.rules.terms import term_sequence
from civic_partnership.testing import set_in
from civic_partnership.testing.values import ends, starts
from civic_partnership.values import Answer, Dated, Interval, InvalidValue, Period
from civic_partnership.values.immutable import fill

FAR = date(2199, 12, 31)
"""Stands for all days long after everything else."""

T = TypeVar("T")


def year_later(day: date, years: int) -> date:
    """The same day so many years later, 1 March for 29 February."""
    return (
        day.replace(year=day.year + years) if day.strftime("%m%d") != "0229" else date(day.year + years, 3, 1)
    )


def exact(first: date, last: date) -> str:
    """The text of a period from one day to another."""
    return f"{first}/{last}"


def period_readings(period: Period, horizon: date) -> list[Period]:
    """Every exact period that one may be; of an open end the days up to a horizon, and one far away."""
    start, end = period.text.split("/")
    if end == "..":
        pairs = [(a, b) for a in starts(start) for b in [*days_from(a, horizon), FAR]]
    else:
        pairs = [(a, b) for a in starts(start) for b in ends(end) if a <= b]
    return [Period(exact(*pair)) for pair in pairs]


def dated_readings(value: "Dated[Any]") -> "list[Dated[Any]]":
    """Every exact reading of a value that changes on dates."""
    keys = [[day.isoformat() for day in starts(str(key))] for key, _ in value.changes if key is not None]
    values = [each for _, each in value.changes]
    return (
        [Dated.since(dict(zip(chosen, values, strict=True))) for chosen in product(*keys)]
        if keys
        else [value]
    )


def readings(record: Any, horizon: date) -> Iterator[Any]:
    """Every reading of a record: each combination of those of its periods and dated values."""
    places = [
        (path, period_readings(value, horizon) if isinstance(value, Period) else dated_readings(value))
        for path, _, value in walked(record)
        if isinstance(value, Period | Dated)
    ]
    for chosen in product(*(values for _, values in places)):
        reading = record
        for (path, _), value in zip(places, chosen, strict=True):
            reading = set_in(reading, path, value)
        yield reading


def answers(rule: Rule, agreement: Partnership, under: Programme) -> Mapping[Path, Answer]:
    """What a rule says of the uncertain partnership, by place."""
    report = check(Register().replace(agreement, under), on=FAR, rules=(rule,))
    assert report.failures == ()
    levels = {"error": Answer.BROKEN, "undecided": Answer.UNDECIDED}
    return {finding.path: levels[finding.level] for finding in report.findings}


def broken_in_readings(
    rule: Rule, agreement: Partnership, under: Programme, horizon: date
) -> list[set[Path]]:
    """For each exact reading of a partnership and of its programme the places where a rule is broken."""
    unders = [attrs.evolve(each, id=f"p-{n}") for n, each in enumerate(readings(under, horizon))]
    agreements = [
        attrs.evolve(each, id=f"{n}-{of.id}", programme=of.id)
        for n, each in enumerate(readings(agreement, horizon))
        for of in unders
    ]
    report = check(Register().replace(*agreements, *unders), on=FAR, rules=(rule,))
    assert report.failures == ()
    assert {"error"} >= {finding.level for finding in report.findings}
    places: dict[str | None, set[Path]] = {each.id: set() for each in agreements}
    for finding in report.findings:
        assert finding.record is not None
        places[finding.record.id].add(finding.path)
    return list(places.values())


def together(broken: Sequence[set[T]]) -> Mapping[T, Answer]:
    """What all readings say together, by place: all of them are broken there, or some are."""
    counted = Counter(place for places in broken for place in places)
    return {
        place: Answer.BROKEN if number == len(broken) else Answer.UNDECIDED
        for place, number in counted.items()
    }


# Uncertain rows, of which all readings can be asked


_WIDTH = {"day": 10, "month": 7, "year": 4}
_FEW_READINGS = [
    *[("month", "day", "day"), ("day", "month", "day"), ("day", "day", "month")] * 3,
    *[("month", "month", "day"), ("month", "day", "month"), ("day", "month", "month")],
    *[("year", "day", "day"), ("day", "year", "day"), ("day", "day", "year"), ("day", "open", "day")],
]
"""How uncertain a start, an end and the date of a change are, so that there are at most a thousand readings."""


def blurred(day: date, unit: str) -> str:
    """A day of which only the unit that it lies in is known."""
    if unit == "open":
        return ".."
    return day.isoformat()[: _WIDTH[unit]] + "~" * (unit != "day")


@st.composite
def changing(draw: DrawFn, near: date, unit: str, values: "st.SearchStrategy[Any]") -> Any:
    """A value that is always the same, or that comes or changes about a day."""
    change = blurred(near + draw(st.integers(-20, 20)) * DAY, unit)
    always, then = draw(values), draw(values)
    return draw(st.sampled_from([always, {change: then}, {"2012": always, change: then}]))


@st.composite
def one_row(draw: DrawFn, amounts: "st.SearchStrategy[Any]") -> tuple[str, Any, date]:
    """A period about whole years long, perhaps uncertain, a value that changes about its start, and a horizon."""
    start_unit, end_unit, key_unit = draw(st.sampled_from(_FEW_READINGS))
    first = draw(st.dates(date(2023, 12, 1), date(2024, 3, 10)) | st.just(date(2024, 2, 29)))
    years = draw(st.integers(1, 2))
    last = year_later(first, years) + draw(st.sampled_from([0] * 6 + [1, -1, 25, -150])) * DAY - DAY
    parameter = draw(changing(first, key_unit, amounts))
    return (
        f"{blurred(first, start_unit)}/{blurred(last, end_unit)}",
        parameter,
        year_later(first, 2) + 40 * DAY,
    )


@st.composite
def two_terms(draw: DrawFn) -> tuple[Partnership, date]:
    """Two terms of a few weeks one after the other, or nearly so, of whose four ends at most two are uncertain."""
    first = date(2024, 1, 1) + draw(st.integers(0, 40)) * DAY
    middle = first + draw(st.integers(0, 40)) * DAY
    second = middle + draw(st.sampled_from([1, 1, 1, 2, 0, -20])) * DAY
    last = max(second, middle) + draw(st.integers(0, 40)) * DAY
    uncertain = draw(st.sets(st.integers(0, 3), max_size=2))
    units = ["month" if n in uncertain else "day" for n in range(4)]
    if draw(st.booleans()) and len(uncertain) < 2:
        units[draw(st.sampled_from([1, 3]))] = "open"
    a, b, c, d = (blurred(day, unit) for day, unit in zip((first, middle, second, last), units, strict=True))
    kind = st.sampled_from(["initial", "extension"])
    terms = [term(f"{a}/{b}", draw(kind)), term(f"{c}/{d}", draw(kind))]
    return partnership(terms=draw(st.permutations(terms))), last + 40 * DAY


@st.composite
def fitting_terms(draw: DrawFn) -> Partnership:
    """Three or four terms that follow one another, in any order, with some of their ends uncertain."""
    day, terms = date(2024, 1, 1) + draw(st.integers(0, 40)) * DAY, []
    unit = st.sampled_from(["day", "day", "month", "year"])
    for n in range(draw(st.integers(3, 4))):
        last = day + draw(st.integers(0, 60)) * DAY
        text = f"{blurred(day, draw(unit))}/{blurred(last, draw(unit))}"
        terms.append(term(text, "extension" if n else "initial"))
        day = last + DAY
    return partnership(terms=draw(st.permutations(terms)))


@st.composite
def exact_terms(draw: DrawFn) -> Partnership:
    """Up to four terms with exact days, close to each other, of any kinds, in any order."""
    near = st.integers(0, 6).map(lambda n: date(2024, 2, 26) + n * DAY)
    ends = st.lists(st.tuples(near, near).map(sorted), max_size=4)
    kind = st.sampled_from(["initial", "extension", "extension"])
    return partnership(terms=[term(exact(*each), draw(kind)) for each in draw(ends)])


# Terms of a few days, of which all readings can be tried, whatever a text could say

Vague = tuple[Any, tuple[int, int], tuple[int, int]]
"""The kind of a term, the first and last day it may begin on, and the same for its end."""


@st.composite
def few_days(draw: DrawFn) -> list[Vague]:
    """Up to four terms within three weeks, near each other, each end within a few days."""
    rows, day = [], 3
    for n in range(draw(st.integers(1, 4))):
        last = day + draw(st.integers(0, 4))
        spread = st.sampled_from([0, 0, 1, 2])
        first_day, last_day = day - draw(spread), last - draw(spread)
        kind = "initial" if (n == 0) != (draw(st.integers(0, 9)) == 0) else "extension"
        start = first_day, first_day + draw(spread)
        rows.append((kind, start, (max(last_day, start[0]), max(last_day, start[0]) + draw(spread))))
        day = last + draw(st.sampled_from([1, 1, 1, 1, 0, 2, -3]))
        day = max(day, 3)
    return draw(st.permutations(rows))


def exact_rows(rows: list[Vague]) -> Iterator[list[tuple[Any, int, int]]]:
    """Every choice of exact days for terms."""
    each = [
        [(kind, a, b) for a in range(s[0], s[1] + 1) for b in range(e[0], e[1] + 1) if a <= b]
        for kind, s, e in rows
    ]
    yield from map(list, product(*each))


def fits(rows: list[tuple[Any, int, int]]) -> bool:
    """Whether exact terms follow one another in some order, the first alone initial."""
    ordered = sorted(rows, key=lambda row: row[1])
    follow = all(one[2] + 1 == other[1] for one, other in pairwise(ordered))
    return follow and [row[0] == "initial" for row in ordered] == [n == 0 for n in range(len(rows))]


def sequence(rows: list[Vague]) -> list[Verdict]:
    """What is said of the sequence of such terms."""

    def days(ends: tuple[int, int]) -> tuple[date, date]:
        return date(2024, 1, 10) + ends[0] * DAY, date(2024, 1, 10) + ends[1] * DAY

    terms = [Term(period=Blur(days(start), days(end)), kind=kind) for kind, start, end in rows]
    assert term_sequence.ask is not None
    return list(term_sequence.ask(partnership(terms=terms), None))


class Blur(Period):
    """A period whose ends may lie between any two days, though no text says so."""

    def __init__(self, start: tuple[date, date], end: tuple[date, date]) -> None:
        Interval.__init__(self, start, end)
        fill(self, "text", "?")


# Whole partnerships, exact and blurred


@st.composite
def agreements(draw: DrawFn) -> tuple[Partnership, Programme]:
    """An exact partnership with all its lists, nearly as it should be, and its programme."""
    begin = draw(st.dates(date(2019, 6, 1), date(2021, 6, 1)))
    slip = st.sampled_from([0] * 6 + [1, -1, 30])
    terms, day = [], begin
    for n in range(draw(st.integers(1, 4))):
        last = day + draw(st.integers(0, 90) | st.sampled_from([364, 365, 730])) * DAY
        kind = "initial" if (n == 0) != (draw(st.integers(0, 9)) == 0) else "extension"
        terms.append(term(exact(day, last), kind))
        day = max(begin, last + (1 + draw(slip)) * DAY)

    def window(longest: int) -> str:
        first = begin + draw(st.integers(-30, 800)) * DAY
        return exact(first, first + draw(st.integers(0, longest)) * DAY)

    def year() -> str:
        first = begin + draw(st.integers(-30, 800)) * DAY
        return exact(first, year_later(first, draw(st.integers(1, 2))) + (draw(slip) - 1) * DAY)

    hours, sums = st.sampled_from([None, 8, 12, 20]), st.sampled_from([50, 100, 100, 200])
    lists = {
        "terms": draw(st.permutations(terms)),
        "employments": [employment(window(400), draw(hours)) for _ in range(draw(st.integers(0, 3)))],
        "grants": [
            grant(
                year(),
                draw(sums),
                **draw(st.dictionaries(st.sampled_from(["shirts", "resource_person"]), sums)),
            )
            for _ in range(draw(st.integers(0, 2)))
        ],
        "action_plans": [plan(year()) for _ in range(draw(st.integers(0, 2)))],
    }
    parameters = {
        "term_years": st.integers(1, 2),
        "plan_years": st.sampled_from([(1,), (2,), (1, 2)]),
        "min_weekly_hours": st.sampled_from([12, 20]),
        "annual_amount": st.sampled_from([100, 200]),
        "resource_person_share": st.sampled_from([50, 100]),
    }
    return partnership(**lists), programme(
        **{name: draw(changing(begin, "day", values)) for name, values in parameters.items()}
    )


@st.composite
def blurs(draw: DrawFn, record: Any) -> Any:
    """The same record with some of its exact dates known only by month or year, and some ends not at all."""
    unit = st.sampled_from(["day"] * 6 + ["month"] * 3 + ["year"])

    def change(_: Any, value: Any) -> Any:
        if isinstance(value, Period):
            start, end = value.earliest_start, value.latest_end
            end_unit = draw(st.just("open") | unit) if draw(st.booleans()) else "day"
            return Period(f"{blurred(start, draw(unit))}/{blurred(end, end_unit)}")
        if isinstance(value, Dated) and value.changes[0][0] is not None:
            keys = [key.earliest for key, _ in value.changes if key]
            texts = [blurred(key, draw(unit)) for key in keys]
            apart = all(starts(one)[-1] < starts(two)[0] for one, two in pairwise(texts))
            texts = texts if apart else [key.isoformat() for key in keys]
            return Dated.since(dict(zip(texts, (each for _, each in value.changes), strict=True)))
        return value

    return mapped(record, change)


def tildes(record: Any) -> Iterator[Any]:
    """The record with a `~` added to one of its dates, once for each date where the result can be read."""
    for path, _, value in walked(record):
        if isinstance(value, Period):
            start, end = value.text.split("/")
            texts = [f"{start}~/{end}"] * ("~" not in start) + [f"{start}/{end}~"] * (end[-1] not in "~.")
            yield from (set_in(record, path, Period(text)) for text in texts)
        elif isinstance(value, Dated) and value.changes[0][0] is not None:
            keys = [str(key) for key, _ in value.changes]
            for n, key in enumerate(keys):
                marked = [*keys[:n], key.rstrip("~") + "~", *keys[n + 1 :]]
                try:
                    new: Dated[Any] = Dated.since(
                        dict(zip(marked, (each for _, each in value.changes), strict=True))
                    )
                except InvalidValue:  # it cannot be told which of two dates comes first
                    continue
                yield set_in(record, path, new)
