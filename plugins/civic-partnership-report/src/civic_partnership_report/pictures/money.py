"""The money: year by year against the budget, for each programme and each appropriation."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from civic_partnership.model import Register
from civic_partnership.values import Label, Language, danish_number, plain_number
from civic_partnership_report.figures import (
    AMOUNTS,
    NOT_RECORDED,
    Amount,
    Payer,
    YearMoney,
    find_money,
    format_kroner,
)

from .picture import Picture, Table, draw
from .text_width import choose_label
from .time_axis import TimeAxis, percent

_TITLE = Label("Penge år for år", "Money year by year")
_DESCRIPTION = Label(
    "For hver ordning og bevilling fra {first} til {last}: hvad der er tildelt af budgettet, udbetalt, "
    "brugt, tilbagebetalt og overført. Beløbene hører til årets tilskud; et tilskud over to år er delt efter "
    "dage. En stiplet søjle er tilskud, hvor beløbet ikke er registreret.",
    "For each programme and appropriation from {first} to {last}: what was awarded of the budget, paid, "
    "spent, repaid and carried over. The amounts are those of the grants of the year; a grant over two years "
    "is divided by its days. A dashed column is grants of which the amount is not recorded.",
)
_PAYER = Label("Ordning eller bevilling", "Programme or appropriation")
_YEAR = Label("År", "Year")
_BUDGET = Label("budget", "budget")
_MILLIONS = Label("mio. kr.", "mio. kr.")
_THOUSANDS = Label("1.000 kr.", "1,000 kr.")
_KINDS = {"programmes": Label("Ordning", "Programme"), "appropriations": Label("Bevilling", "Appropriation")}
_KEY_OF_UNRECORDED = Label("ikke registreret", "not recorded")
_KEY_OF_UNCERTAIN = Label("højst", "at most")
_ALWAYS = ("awarded", "paid", "spent")
_TOP, _HEIGHT, _BOTTOM = 26, 110, 20
"""Pixels: above the highest column, the highest column, and below the columns."""
_FONT = 12
_LINES = 4
"""The most lines across the columns, besides that of zero."""


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


def make_money(
    register: Register, *, on: date, years: range | None = None, language: Language
) -> Picture | None:
    """Draw the money of each programme and each appropriation, year by year.

    Args:
        register: the register.
        on: the day of the report.
        years: the years to show; None shows those that have grants, and the year of the report.
        language: the language.

    Returns:
        The picture; None if no grant and no budget is recorded in these years.
    """
    payers = [payer for payer in find_money(register, on=on, years=years) if payer.years]
    if not payers:
        return None
    shown = years or _find_years(payers, on)
    axis = TimeAxis(shown)
    kinds = [
        kind
        for kind in AMOUNTS
        if kind in _ALWAYS or any(getattr(row, kind).recorded for payer in payers for row in payer.years)
    ]
    charts = [_make_chart(payer, kinds, axis, on, language) for payer in payers]
    parts = {each for chart in charts for column in chart.columns for _, _, each in column.parts}
    key = [(kind, AMOUNTS[kind].in_language(language)) for kind in kinds]
    key += [("unrecorded", _KEY_OF_UNRECORDED.in_language(language))] if "unrecorded" in parts else []
    key += [("uncertain", _KEY_OF_UNCERTAIN.in_language(language))] if "uncertain" in parts else []
    has_budget = any(chart.budgets for chart in charts)
    key += [("budget", _BUDGET.in_language(language))] if has_budget else []
    words = {"first": shown[0], "last": shown[-1]}
    title, description = _TITLE.in_language(language), _DESCRIPTION.in_language(language).format_map(words)
    svg = draw(
        "money",
        name="money",
        charts=charts,
        ticks=axis.ticks(),
        key=key,
        top=_TOP,
        base=_TOP + _HEIGHT,
        height=_TOP + _HEIGHT + _BOTTOM,
    )
    headings = (_PAYER, _YEAR, _BUDGET, *AMOUNTS.values())
    rows = tuple(_list_row(payer, row, language) for payer in payers for row in payer.years)
    return Picture(
        title,
        description,
        svg,
        Table(tuple(_capitalize(each.in_language(language)) for each in headings), rows),
    )


def _find_years(payers: list[Payer], on: date) -> range:
    years = [on.year, *(row.year for payer in payers for row in payer.years)]
    return range(min(years), max(years) + 1)


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(payer: Payer, language: Language) -> str:
    return f"{_KINDS[payer.key.kind].in_language(language)}: {payer.name}"


def _list_row(payer: Payer, row: YearMoney, language: Language) -> tuple[str, ...]:
    amounts = (getattr(row, kind).in_language(language) for kind in AMOUNTS)
    return _name(payer, language), str(row.year), _say_budget(row, language), *amounts


def _say_budget(row: YearMoney, language: Language) -> str:
    return format_kroner(row.budget, language) if row.budget else NOT_RECORDED.in_language(language)


def _make_chart(payer: Payer, kinds: list[str], axis: TimeAxis, on: date, language: Language) -> Chart:
    budgeted = [Decimal(row.budget.possible or 0) for row in payer.years if row.budget]
    most = max([*map(_find_top, payer.years), *budgeted])
    step = _choose_step(most)
    top = step * max(1, ceil(most / step))
    unit, name_of_unit = (Decimal(1_000_000), _MILLIONS) if most >= 1_000_000 else (Decimal(1000), _THOUSANDS)
    columns: list[Column] = []
    budgets: list[Line] = []
    labels: list[tuple[str, str, float, str]] = []
    for row in payer.years:
        left, right = _place_year(axis, row.year)
        width = (right - left) / len(kinds)
        columns += [
            _make_column(kind, row, left + number * width, width, top, language)
            for number, kind in enumerate(kinds)
            if getattr(row, kind).recorded or (kind in _ALWAYS and getattr(row, kind).unrecorded)
        ]
        if row.budget:
            least, upper = (_scale(Decimal(amount or 0), top) for amount in row.budget)
            text = f"{row.year}, {_BUDGET.in_language(language)}: {_say_budget(row, language)}"
            y = _TOP + _HEIGHT - upper
            budgets.append(
                Line(
                    text, percent(left), percent(right - left), round(y - 1.5, 1), round(upper - least + 3, 1)
                )
            )
        if row.awarded.recorded:
            amount = Decimal(row.awarded.kroner.possible or 0)
            label = _write(_round(amount / unit), language)
            text, label_class = choose_label((label,), _FONT, (right - left) * _SPREAD)
            if label_class is not None:
                y = _TOP + _HEIGHT - _scale(_find_top(row), top)
                line = _TOP + _HEIGHT - _scale(Decimal((row.budget and row.budget.possible) or 0), top)
                y = min(y, line) if y - _FONT - 5 < line else y
                middle = left + width * len(_ALWAYS) / 2
                labels.append((text, percent(middle), round(y - 5, 1), label_class))
    count = int(top // step)
    scale = [
        (
            _write(step * n / unit, language),
            round(_TOP + _HEIGHT - _scale(step * n, top), 1),
        )
        for n in range(1, count + 1)
    ]
    now = next((row for row in payer.years if row.year == on.year), None)
    return Chart(
        _KINDS[payer.key.kind].in_language(language),
        payer.name,
        name_of_unit.in_language(language),
        _say_year(now, language) if now else "",
        scale,
        columns,
        budgets,
        labels,
    )


_SPREAD = 1.35
"""A label may be this much wider than the columns of its year, for there is space beside them."""


def _say_year(row: YearMoney, language: Language) -> str:
    """Return the budget and the amounts of a year as a sentence."""
    amounts = {kind: getattr(row, kind) for kind in AMOUNTS}
    said = [f"{_BUDGET.in_language(language)} {_say_budget(row, language)}"]
    said += [
        f"{AMOUNTS[kind].in_language(language)} {amount.in_language(language)}"
        for kind, amount in amounts.items()
        if kind in _ALWAYS or amount.recorded
    ]
    return f"{row.year}: {', '.join(said)}"


def _find_top(row: YearMoney) -> Decimal:
    """Return the highest amount that a column of a year reaches."""
    tops = [
        Decimal(amount.kroner.possible or 0) + (amount.unrecorded if kind in _ALWAYS else 0)
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


def _scale(amount: Decimal, top: Decimal) -> float:
    """Return an amount in pixels."""
    return float(amount / top * _HEIGHT)


def _round(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1") if number < 10 else Decimal(1))


def _write(number: Decimal, language: Language) -> str:
    return danish_number(number) if language == "da" else plain_number(number)


def _place_year(axis: TimeAxis, year: int) -> tuple[float, float]:
    """Return where the columns of a year begin and end, with some space beside them."""
    first, after = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
    left, right = axis.place(first), axis.place(after)
    margin = (right - left) * 0.09
    return left + margin, right - margin


def _make_column(
    kind: str, row: YearMoney, x: float, width: float, top: Decimal, language: Language
) -> Column:
    amount: Amount = getattr(row, kind)
    title = f"{row.year}, {AMOUNTS[kind].in_language(language)}: {amount.in_language(language)}"
    return Column(kind, title, percent(x), percent(width * 0.92), list(_stack(amount, kind, top)))


def _stack(amount: Amount, kind: str, top: Decimal) -> Iterator[tuple[float, float, str]]:
    """Yield the parts of a column from below: what is certain, what is possible, what is not recorded."""
    least, most = (Decimal(each or 0) for each in amount.kroner)
    heights = [(least, ""), (most - least, "uncertain")]
    heights += [(amount.unrecorded, "unrecorded")] if kind in _ALWAYS else []
    y = float(_TOP + _HEIGHT)
    for height, part_class in heights:
        pixels = _scale(height, top)
        if height or (amount.recorded and part_class == ""):
            y -= pixels
            yield round(y, 1), round(pixels, 1), part_class
