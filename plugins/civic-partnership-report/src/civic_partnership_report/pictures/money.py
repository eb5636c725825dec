"""The money: year by year against the budget, for each programme and each appropriation."""

from datetime import date

from civic_partnership.findings import format_fact
from civic_partnership.model import Register
from civic_partnership.values import Label, Language
from civic_partnership_report.figures import AMOUNTS, NOT_RECORDED, Payer, YearMoney, find_money

from .money_charts import ALWAYS, BASE, BOTTOM, BUDGET, KINDS, TOP, make_chart, say_budget
from .picture import Picture, Table, draw
from .time_axis import TimeAxis

_TITLE = Label("Penge år for år", "Money year by year")
_DESCRIPTION = Label(
    "For hver ordning og bevilling fra {first} til {last}: hvad der er tildelt af budgettet, og hvad der "
    "heraf er udbetalt til og med {on}, brugt, tilbagebetalt og overført. Beløbene hører til årets tilskud; "
    "et tilskud over to år er delt efter dage. Stiplet er tilskud, hvor beløbet ikke er registreret.",
    "For each programme and appropriation from {first} to {last}: what was awarded of the budget, and what "
    "of it was paid until {on}, spent, repaid and carried over. The amounts are those of the grants of the "
    "year; a grant over two years is divided by its days. A dashed column is grants of which the amount is "
    "not recorded.",
)
_PAYER = Label("Ordning eller bevilling", "Programme or appropriation")
_YEAR = Label("År", "Year")
_KEY = {"unrecorded": NOT_RECORDED, "uncertain": Label("højst", "at most"), "budget": BUDGET}
"""What the key explains beside the kinds of amounts, if it occurs."""


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
        if kind in ALWAYS or any(getattr(row, kind).recorded for payer in payers for row in payer.years)
    ]
    charts = [make_chart(payer, kinds, axis, on, language) for payer in payers]
    parts = {each for chart in charts for column in chart.columns for _, _, each in column.parts}
    key = [(kind, AMOUNTS[kind].in_language(language)) for kind in kinds]
    parts |= {"budget"} if any(chart.budgets for chart in charts) else set()
    key += [(part, label.in_language(language)) for part, label in _KEY.items() if part in parts]
    words = {"first": shown[0], "last": shown[-1], "on": format_fact(on, language)}
    title, description = _TITLE.in_language(language), _DESCRIPTION.in_language(language).format_map(words)
    svg = draw(
        "money",
        name="money",
        charts=charts,
        ticks=axis.ticks(),
        key=key,
        top=TOP,
        base=BASE,
        height=BASE + BOTTOM,
    )
    headings = (_PAYER, _YEAR, BUDGET, *AMOUNTS.values())
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
    return f"{KINDS[payer.key.kind].in_language(language)}: {payer.name}"


def _list_row(payer: Payer, row: YearMoney, language: Language) -> tuple[str, ...]:
    amounts = (getattr(row, kind).in_language(language) for kind in AMOUNTS)
    return _name(payer, language), str(row.year), say_budget(row, language), *amounts
