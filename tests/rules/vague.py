"""Things that last a few days, of which all readings can be tried, whatever a text could say."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from rules.partnerships import HOLDS, said
from rules.readings import Blur
from strategies import DAY, Span, readings

from civic_partnership.findings import Rule
from civic_partnership.model import Partnership
from civic_partnership.values import OPEN, Answer
from civic_partnership.values.immutable import fill

NEW_YEAR = date(2024, 1, 1)
"""Everything vague happens about this day."""
LAST = NEW_YEAR + 8 * DAY
"""The last day on which anything vague happens; it stands for all later ones but `OPEN`."""

Bounds = tuple[Span, Span]
"""Between which days something starts, and between which it ends."""


@st.composite
def vague_bounds(draw: DrawFn, *, open_too: bool = True) -> Bounds:
    """Bounds of a first day and of a last day about New Year: each up to three days wide, or open at the end."""
    width = st.sampled_from([0, 0, 1, 2])
    first = NEW_YEAR + draw(st.integers(-6, 4)) * DAY
    last = first + draw(st.integers(0, 4)) * DAY
    end = (last - draw(width) * DAY, last)
    ends = [end] * 6 + [(first, OPEN)] * open_too
    return (first, first + draw(width) * DAY), draw(st.sampled_from(ends))


somedays = st.integers(-8, 8).map(lambda n: NEW_YEAR + n * DAY)


def blur(bounds: Bounds) -> Blur:
    """The period with such bounds; its text says only that it is about New Year, for a sentence."""
    period = Blur(*bounds)
    fill(period, "text", "2023-12~/2024-01~")
    return period


def choices(rows: Sequence[Bounds]) -> Iterator[tuple[Span, ...]]:
    """Every choice of a first and a last day for each row."""
    yield from product(*(readings(start, end, horizon=LAST) for start, end in rows))


def by_readings(rows: Sequence[Bounds], holds: Callable[[tuple[Span, ...]], bool]) -> Answer:
    """What all readings of rows say together."""
    return Answer.agreed(Answer.of(holds(choice)) for choice in choices(rows))


def by_rule(rule: Rule, agreement: Partnership, *more: Any, on: date) -> Answer:
    """What a rule says in all of a partnership, whatever its level."""
    found = said(rule, agreement, None, *more, on=on)
    answers = {rule.level: Answer.BROKEN, "undecided": Answer.UNDECIDED}
    return Answer.every(answers[level] for level, _ in found) if found != HOLDS else Answer.HOLDS
