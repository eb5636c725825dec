"""What a programme asks for, on which days: the questions that several rules begin with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Generic, NamedTuple, TypeVar

from civic_partnership.model import Partnership
from civic_partnership.values import Answer, Dated, Interval

from .context import Context

T = TypeVar("T")


class Requirement(NamedTuple, Generic[T]):
    """What a programme asks for: one value, or several where it is not sure which is in force.

    Attributes:
        values: each value that may be in force, None for nothing asked, with the days that are
            asked about, as far as they can be when it is.

    """

    values: tuple[tuple[T | None, Interval], ...]

    @property
    def known(self) -> tuple[T, ...]:
        """The values, for a sentence."""
        return tuple(value for value, _ in self.values if value is not None)

    def evaluate(self, question: Callable[[Interval, T], Answer]) -> Answer:
        """What a question comes to, whichever value is in force; nothing asked holds."""
        return Answer.agreed(
            Answer.HOLDS if value is None else question(days, value) for value, days in self.values
        )


def on_first_day(parameter: Dated[T] | None, days: Interval) -> Requirement[T]:
    """What is asked by the value in force on the first of some days."""
    if parameter is None:
        return Requirement(())
    if days.earliest_start == days.latest_start:
        in_force = parameter.possible(days.earliest_start, days.earliest_start)
        return Requirement(tuple((value, days) for value in in_force))
    end = (days.earliest_end, days.latest_end)
    asked: list[tuple[T | None, Interval]] = []
    before = parameter.entries[0].days.latest_start
    if days.earliest_start < before:
        last = min(days.latest_start, before - timedelta(1))
        asked.append((None, Interval((days.earliest_start, last), end)))
    for entry in parameter.entries:
        first = max(days.earliest_start, entry.days.earliest_start)
        last = min(days.latest_start, entry.days.latest_end)
        if first <= last:
            asked.append((entry.value, Interval((first, last), end)))
    return Requirement(tuple(asked))


def is_owed(parameter: Dated[T] | None, partnership: Partnership, context: Context) -> bool:
    """Whether the programme may ask for something on a day that the partnership has seen so far.

    A partnership that records no terms may have run on any day. An empty list asks for nothing.
    """
    if parameter is None:
        return False
    starts = [term.days.earliest_start for term in partnership.terms]
    first = min(starts, default=context.on)
    if first > context.on:
        return False
    last = min(max((term.days.latest_end for term in partnership.terms), default=context.on), context.on)
    return any(value not in (None, ()) for value in parameter.possible(first, last))
