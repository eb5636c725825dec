"""The columns of a programme or an appropriation: how high they are, and where they stand."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from civic_partnership.values import Label
from civic_partnership_report.figures import AMOUNTS, Amount, Payer, YearMoney
from civic_partnership_report.view import View

from .text_width import choose_labels
from .time_axis import TimeAxis, percent

BUDGET = Label("budget", "budget")
KINDS = {"programmes": Label("Ordning", "Programme"), "appropriations": Label("Bevilling", "Appropriation")}
"""The kinds of records that pay, and their names."""
ALWAYS = ("awarded", "paid", "spent")
"""The kinds of amounts that each grant should have: what is not recorded of them is drawn as such."""
TOP, HEIGHT, BOTTOM = 26, 110, 20
"""Pixels: above the highest column, the highest column, and below the columns."""
BASE = TOP + HEIGHT
"""Pixels from above to the foot of the columns."""
_MILLIONS = Label("mio. kr.", "mio. kr.")
_THOUSANDS = Label("1.000 kr.", "1,000 kr.")
_FONT, _ABOVE = 12, 5
"""Pixels: the letters, and the space below them."""
_LINES = 4
"""The most lines across the columns, besides that of zero."""
_MILLION = Decimal(1_000_000)
_SPREAD = 1.35
"""A label may be so many times as wide as the columns of its year, for there is space beside them."""


class Column(NamedTuple):
    """A column: its class, its place, what is said of it, and its parts from below, each with a class."""

    kind: str
    title: str
    x: str
    width: str
    parts: list[tuple[float, float, str]]


class Line(NamedTuple):
    """The budget of a year, as a line across its columns, or as a strip if it is uncertain."""

    title: str
    x: str
    width: str
    y: float
    height: float


class Chart(NamedTuple):
    """The columns of a programme or an appropriation."""

    kind: str
    name: str
    unit: str
    now: str
    scale: list[tuple[str, float]]
    columns: list[Column]
    budgets: list[Line]
    labels: list[tuple[str, str, float, str]]


def make_chart(view: View, payer: Payer, kinds: list[str], axis: TimeAxis) -> Chart:
    """Place the columns, the budgets and the labels of each year, and the lines of a scale behind them."""
    most = max(max(_find_top(row), _find_budget(row)) for row in payer.years)
    step = _choose_step(most)
    count = max(1, ceil(most / step))
    top = step * count
    is_large = most >= _MILLION
    unit = _MILLION if is_large else Decimal(1000)
    now = next((row for row in payer.years if row.year == view.on.year), None)
    return Chart(
        view.say(KINDS[payer.key.kind]),
        payer.name,
        view.say(_MILLIONS if is_large else _THOUSANDS),
        _say_year(view, now) if now else "",
        [(view.write_number(step * n / unit), _find_y(step * n, top)) for n in range(1, count + 1)],
        [column for row in payer.years for column in _make_columns(view, row, kinds, axis, top)],
        [_make_line(view, row, axis, top) for row in payer.years if row.budget],
        [label for row in payer.years for label in _make_labels(view, row, len(kinds), axis, top, unit)],
    )


def _make_columns(
    view: View, row: YearMoney, kinds: list[str], axis: TimeAxis, top: Decimal
) -> Iterator[Column]:
    left, right = _place_year(axis, row.year)
    width = (right - left) / len(kinds)
    for number, kind in enumerate(kinds):
        amount: Amount = getattr(row, kind)
        if amount.recorded or (kind in ALWAYS and amount.unrecorded):
            title = f"{row.year}, {view.say(AMOUNTS[kind])}: {amount.in_language(view.language)}"
            parts = list(_stack(amount, kind, top))
            yield Column(kind, title, percent(left + number * width), percent(width * 0.92), parts)


def _make_line(view: View, row: YearMoney, axis: TimeAxis, top: Decimal) -> Line:
    """Draw the budget of a year that has one."""
    left, right = _place_year(axis, row.year)
    title = f"{row.year}, {view.say(BUDGET)}: {view.write_kroner(row.budget)}"
    upper, lower = (_find_y(Decimal(each or 0), top) for each in reversed(row.budget or ()))
    return Line(title, percent(left), percent(right - left), upper - 1.5, round(lower - upper + 3, 1))


def _make_labels(
    view: View, row: YearMoney, kinds: int, axis: TimeAxis, top: Decimal, unit: Decimal
) -> Iterator[tuple[str, str, float, str]]:
    """Yield what was awarded in a year, above its columns; above the budget, if that is in the way."""
    if not row.awarded.recorded:
        return
    left, right = _place_year(axis, row.year)
    text = view.write_number(_round(Decimal(row.awarded.kroner.possible or 0) / unit))
    y, line = _find_y(_find_top(row), top), _find_y(_find_budget(row), top)
    y = min(y, line) if y - _FONT - _ABOVE < line else y
    middle = left + (right - left) * len(ALWAYS) / kinds / 2
    for label, label_class in choose_labels((text,), _FONT, (right - left) * _SPREAD):
        yield label, percent(middle), round(y - _ABOVE, 1), label_class


def _say_year(view: View, row: YearMoney) -> str:
    """Return the budget and the amounts of a year as a sentence."""
    amounts = {kind: getattr(row, kind) for kind in AMOUNTS}
    said = [f"{view.say(BUDGET)} {view.write_kroner(row.budget)}"]
    said += [
        f"{view.say(AMOUNTS[kind])} {amount.in_language(view.language)}"
        for kind, amount in amounts.items()
        if kind in ALWAYS or amount.recorded
    ]
    return f"{row.year}: {', '.join(said)}"


def _find_top(row: YearMoney) -> Decimal:
    """Return the highest amount that a column of a year reaches."""
    tops = [
        Decimal(amount.kroner.possible or 0) + (amount.unrecorded if kind in ALWAYS else 0)
        for kind in AMOUNTS
        for amount in [getattr(row, kind)]
    ]
    return max(tops)


def _choose_step(most: Decimal) -> Decimal:
    """Return the distance of the lines: 1, 2 or 5 with zeros, so that there are a few of them."""
    step = Decimal(1000)
    while most / step > _LINES:
        leading = step.as_tuple().digits[0]
        step *= Decimal("2.5") if leading == 2 else 2
    return step


def _find_budget(row: YearMoney) -> Decimal:
    """Return the highest possible budget of a year; 0 if none is recorded."""
    return Decimal((row.budget and row.budget.possible) or 0)


def _find_y(amount: Decimal, top: Decimal) -> float:
    """Return the pixels from above to where a column of an amount from the foot of the columns ends."""
    return round(BASE - float(amount / top * HEIGHT), 1)


def _round(number: Decimal) -> Decimal:
    places = Decimal("0.01") if number < 1 else Decimal("0.1") if number < 10 else Decimal(1)
    return number.quantize(places)


def _place_year(axis: TimeAxis, year: int) -> tuple[float, float]:
    """Return where the columns of a year begin and end, with some space beside them."""
    first, after = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
    left, right = axis.place(first), axis.place(after)
    margin = (right - left) * 0.09
    return left + margin, right - margin


def _stack(amount: Amount, kind: str, top: Decimal) -> Iterator[tuple[float, float, str]]:
    """Yield the parts of a column from below: what is certain, what is possible, what is not recorded."""
    least, most = (Decimal(each or 0) for each in amount.kroner)
    heights = [(least, ""), (most - least, "uncertain")]
    heights += [(amount.unrecorded, "unrecorded")] if kind in ALWAYS else []
    total = Decimal(0)
    for height, part_class in heights:
        if height or (amount.recorded and not part_class):
            below, total = _find_y(total, top), total + height
            y = _find_y(total, top)
            yield y, round(below - y, 1), part_class
