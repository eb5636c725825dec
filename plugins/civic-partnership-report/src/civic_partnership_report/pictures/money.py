"""The money: year by year against the budget, for each programme and each appropriation."""

from civic_partnership.values import Label
from civic_partnership_report.cell_texts import capitalize
from civic_partnership_report.figures import AMOUNTS, Payer, YearMoney, find_money
from civic_partnership_report.view import NOT_RECORDED, View

from .money_charts import ALWAYS, BASE, BOTTOM, BUDGET, KINDS, TOP, make_chart
from .picture import Picture, draw
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


def make_money(view: View) -> Picture | None:
    """Draw the money of each programme and each appropriation, year by year.

    Without chosen years these are the years that have grants, and that of the report. Return None if no grant
    and no budget is recorded in these years.
    """
    payers = [payer for payer in find_money(view.register, on=view.on, years=view.years) if payer.years]
    if not payers:
        return None
    found = {view.on.year, *(row.year for payer in payers for row in payer.years)}
    shown = view.years or range(min(found), max(found) + 1)
    axis = TimeAxis(shown)
    kinds = [
        kind
        for kind in AMOUNTS
        if kind in ALWAYS or any(getattr(row, kind).recorded for payer in payers for row in payer.years)
    ]
    charts = [make_chart(view, payer, kinds, axis) for payer in payers]
    parts = {each for chart in charts for column in chart.columns for _, _, each in column.parts}
    parts |= {"budget"} if any(chart.budgets for chart in charts) else set()
    key = [(kind, view.say(AMOUNTS[kind])) for kind in kinds]
    key += [(part, view.say(label)) for part, label in _KEY.items() if part in parts]
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
    return Picture(
        view.say(_TITLE),
        view.say(_DESCRIPTION, first=shown[0], last=shown[-1], on=view.tell(view.on)),
        svg,
        tuple(capitalize(view.say(each)) for each in (_PAYER, _YEAR, BUDGET, *AMOUNTS.values())),
        tuple(_list_row(view, payer, row) for payer in payers for row in payer.years),
    )


def _list_row(view: View, payer: Payer, row: YearMoney) -> tuple[str, ...]:
    name = f"{view.say(KINDS[payer.key.kind])}: {payer.name}"
    amounts = (getattr(row, kind).in_language(view.language) for kind in AMOUNTS)
    return name, str(row.year), view.write_kroner(row.budget), *amounts
