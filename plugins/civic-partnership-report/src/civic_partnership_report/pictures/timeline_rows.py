"""One partnership of a timeline: where its bars and signs stand."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from civic_partnership.model import Partnership
from civic_partnership.values import OPEN, Label
from civic_partnership_report.view import View

from .marks import LANES, Mark, find_marks
from .text_width import choose_labels
from .time_axis import TimeAxis, percent

MISSING = Label("Ikke registreret", "Not recorded")
_LACKING = {
    "terms": Label("aftaleperioder", "terms"),
    "grants": Label("tilskud", "grants"),
    "employments": Label("ansættelser", "employments"),
    "action_plans": Label("handleplaner", "action plans"),
}
_TOP, _PITCH, _GAP, _BOTTOM = 20, 20, 4, 3
"""Pixels: above the first bar, from bar to bar, between two lanes, and below the last.

The height of a bar stands in the stylesheet.
"""
_FONT = 12


class Bar(NamedTuple):
    """A mark with its place: the rectangles of its bar, its label, and the sign at its end or on its day.

    A rectangle has a place, a width and a class; `uncertain` ones are hatched.
    """

    mark: Mark
    y: int
    parts: list[tuple[str, str, str]]
    labels: list[tuple[str, str]]
    middle: str
    sign: str | None
    sign_x: str


class Row(NamedTuple):
    """A partnership: its picture, and the rows of its table."""

    name: str
    summary: str
    height: int
    lanes: list[tuple[str, int]]
    bars: list[Bar]
    missing: str
    facts: list[tuple[str, str, str, str]]


def make_row(view: View, partnership: Partnership, axis: TimeAxis) -> Row:
    """Place what is recorded of a partnership on a time axis, list below list."""
    name = view.name(partnership)
    effective = partnership.cancelled.effective if partnership.cancelled else None
    lanes: list[tuple[str, int]] = []
    bars: list[Bar] = []
    summary: list[str] = []
    y = _TOP
    for field, marks in find_marks(view, partnership).items():
        shown = [mark for mark in marks if axis.covers(mark.days)]
        if shown:
            lanes.append((view.say(LANES[field]), y))
            lines = [(mark, line) for mark, line in _stack(shown) if axis.covers(mark.days)]
            bars += [_make_bar(mark, y + line * _PITCH, axis, effective) for mark, line in lines]
            summary.append(f"{view.say(_LACKING[field])}: {sum(not each.is_sign for each in shown)}")
            y += (max(line for _, line in lines) + 1) * _PITCH + _GAP
    lacking = [label for field, label in _LACKING.items() if not getattr(partnership, field)]
    missing = ", ".join(map(view.say, lacking))
    facts = [(name, *bar.mark.words) for bar in bars]
    if missing:
        facts.append((name, view.say(MISSING), "", missing))
    return Row(name, "; ".join(summary), y + _BOTTOM, lanes, bars, missing, facts)


def _stack(marks: list[Mark]) -> Iterator[tuple[Mark, int]]:
    """Yield the marks with their lines: bars that share days stand below each other."""
    ends: list[date] = []
    for mark in sorted(marks, key=lambda each: (each.is_sign, each.days.earliest_start)):
        if mark.is_sign:
            yield mark, 0
            continue
        start = mark.days.earliest_start
        line = next((line for line, end in enumerate(ends) if end < start), len(ends))
        ends[line : line + 1] = [mark.days.latest_end]
        yield mark, line
        yield from ((attached, line) for attached in mark.attached)


def _make_bar(mark: Mark, y: int, axis: TimeAxis, effective: date | None) -> Bar:
    kind = mark.classes[0]
    if mark.is_sign:
        middle = percent(axis.find_middle(mark.days.earliest_start))
        return Bar(mark, y, [], [], middle, kind, middle)
    pieces = [(x, width, "" if sure else "uncertain") for x, width, sure in axis.cut(mark.days)]
    left, right = pieces[0][0], sum(pieces[-1][:2])
    if kind == "term" and effective is not None:
        pieces = list(_void(pieces, min(right, max(left, axis.place(effective.toordinal() + 1)))))
    sign = None
    if mark.days.latest_end == OPEN:
        sign = "open" if mark.days.earliest_end == mark.days.latest_end else "unknown-end"
    free = [(x, x + width) for x, width, part_class in pieces if part_class != "void"]
    left, end = _find_room(*max(free, key=_measure, default=(left, left)), mark, axis)
    labels = choose_labels(mark.labels, _FONT, end - left)
    parts = [(percent(x), percent(width), part_class) for x, width, part_class in pieces]
    return Bar(mark, y, parts, labels, percent((left + end) / 2), sign, percent(right))


def _find_room(left: float, right: float, mark: Mark, axis: TimeAxis) -> tuple[float, float]:
    """Return the widest place in a part of a bar that nothing else is drawn on."""
    room, best = left, (left, left)
    for days in sorted((each.days for each in mark.attached), key=lambda days: days.earliest_start):
        place = min(axis.place(days.earliest_start.toordinal()), right)
        best = max(best, (room, place), key=_measure)
        room = max(room, axis.place(days.latest_end.toordinal() + 1))
    return max(best, (room, right), key=_measure)


def _measure(place: tuple[float, float]) -> float:
    return place[1] - place[0]


def _void(pieces: list[tuple[float, float, str]], end: float) -> Iterator[tuple[float, float, str]]:
    """Yield the pieces of a cancelled term: those after the end are void."""
    for x, width, part_class in pieces:
        before, after = min(x + width, end), max(x, end)
        if x < before:
            yield x, before - x, part_class
        if after < x + width:
            yield after, x + width - after, "void"
