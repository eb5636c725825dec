"""Partnerships whose dates are exact, and the same with dates that are uncertain."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from model.places import map_fields, walk_record
from rules.partnerships import dated, employment, grant, partnership, plan, programme, term
from strategies import DAY

from civic_partnership.model import Appropriation, Association, Funding, MemberCount, Record
from civic_partnership.testing import set_in
from civic_partnership.testing.values import starts
from civic_partnership.values import Dated, InvalidValue, Period, Range, years_after

_WIDTH = {"day": 10, "month": 7, "year": 4}


def write_uncertain(day: date, unit: str) -> str:
    """Write a day of which only the month or the year is known."""
    return day.isoformat()[: _WIDTH[unit]] + "~" * (unit != "day")


@st.composite
def exact_records(draw: DrawFn) -> list[Record]:
    """Draw a partnership with exact dates, nearly as it should be, and the records that it names."""
    begin = draw(st.dates(date(2019, 6, 1), date(2021, 6, 1)))
    slip = st.sampled_from([0] * 6 + [1, -1, 30])
    terms, day = [], begin
    for n in range(draw(st.integers(1, 4))):
        last = day + draw(st.integers(0, 90) | st.sampled_from([364, 365, 730])) * DAY
        kind = "initial" if (n == 0) != (draw(st.integers(0, 9)) == 0) else "extension"
        decided = begin + draw(st.integers(-30, 900)) * DAY
        terms.append(attrs.evolve(term(f"{day}/{last}", kind), decided_on=decided))
        day = max(begin, last + (1 + draw(slip)) * DAY)

    def stretch(longest: int) -> str:
        first = begin + draw(st.integers(-30, 800)) * DAY
        return f"{first}/{first + draw(st.integers(0, longest)) * DAY}"

    def years() -> str:
        first = begin + draw(st.integers(-30, 800)) * DAY
        following = years_after(first, draw(st.integers(1, 2)))
        assert following is not None
        return f"{first}/{following + (draw(slip) - 1) * DAY}"

    def changing(values: st.SearchStrategy[Any]) -> Any:
        change = (begin + draw(st.integers(-20, 20)) * DAY).isoformat()
        always, then = draw(values), draw(values)
        return dated(draw(st.sampled_from([always, {change: then}, {"2012": always, change: then}])))

    hours, amounts = st.sampled_from([None, 8, 12, 20]), st.sampled_from([50, 100, 100, 200])
    people = [employment(stretch(400), draw(hours)) for _ in range(draw(st.integers(0, 3)))]
    paid = (Funding(source="grant", annual_amount=Decimal(draw(amounts))),)
    agreement = partnership(
        terms=draw(st.permutations(terms)),
        employments=[attrs.evolve(each, funding=paid) for each in people],
        grants=[grant(years(), draw(amounts), shirts=draw(amounts)) for _ in range(draw(st.integers(0, 2)))],
        action_plans=[plan(years()) for _ in range(draw(st.integers(0, 2)))],
    )
    counts = [
        MemberCount(on=begin + draw(st.integers(-60, 20)) * DAY, under_25=draw(st.sampled_from([50, 150])))
        for _ in range(draw(st.integers(0, 2)))
    ]
    parameters = {
        "term_years": st.integers(1, 2),
        "plan_years": st.sampled_from([(1,), (2,), (1, 2)]),
        "min_weekly_hours": st.sampled_from([12, 20]),
        "annual_amount": st.sampled_from([100, 200]),
        "resource_person_share": st.sampled_from([50, 100]),
        "min_youth_members": st.sampled_from([Range(40, 40), Range(100, 100)]),
    }
    return [
        attrs.evolve(agreement, appropriation="vol-1"),
        attrs.evolve(programme(), **{name: changing(values) for name, values in parameters.items()}),
        Appropriation(
            id="vol-1",
            programme="ordning",
            name="Vol. 1",
            period=Period(stretch(900)),
            annual_budget=changing(st.sampled_from([50, 200])),
        ),
        Association(id="nordby-boldklub", name="Nordby Boldklub", member_counts=tuple(counts)),
    ]


@st.composite
def make_uncertain(draw: DrawFn, record: Any) -> Any:
    """Draw the same record with some dates known only by month or year, and some ends not at all."""
    unit = st.sampled_from(["day"] * 6 + ["month"] * 3 + ["year"])

    def change(_: Any, value: Any) -> Any:
        if isinstance(value, Period):
            start = write_uncertain(value.earliest_start, draw(unit))
            is_open = draw(st.integers(0, 5)) == 0
            return Period(f"{start}/{'..' if is_open else write_uncertain(value.latest_end, draw(unit))}")
        if isinstance(value, Dated) and value.changes[0][0] is not None:
            keys = [key.earliest for key, _ in value.changes if key]
            texts = [write_uncertain(key, draw(unit)) for key in keys]
            apart = all(starts(one)[-1] < starts(two)[0] for one, two in pairwise(texts))
            texts = texts if apart else [key.isoformat() for key in keys]
            return Dated.since(dict(zip(texts, (each for _, each in value.changes), strict=True)))
        return value

    return map_fields(record, change)


def add_tilde(record: Any) -> Iterator[Any]:
    """Yield the record with a `~` added to one of its dates, once for each date that can take it."""
    for path, _, value in walk_record(record):
        if isinstance(value, Period):
            start, end = value.text.split("/")
            texts = [f"{start}~/{end}"] * ("~" not in start) + [f"{start}/{end}~"] * (end[-1] not in "~.")
            yield from (set_in(record, path, Period(text)) for text in texts)
        elif isinstance(value, Dated) and value.changes[0][0] is not None:
            keys, values = [str(key) for key, _ in value.changes], [each for _, each in value.changes]
            for n, key in enumerate(keys):
                new_keys = [*keys[:n], key.rstrip("~") + "~", *keys[n + 1 :]]
                try:
                    new: Dated[Any] = Dated.since(dict(zip(new_keys, values, strict=True)))
                except InvalidValue:  # it cannot be told which of two dates comes first
                    continue
                yield set_in(record, path, new)
