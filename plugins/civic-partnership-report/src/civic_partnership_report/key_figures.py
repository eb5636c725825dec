"""The key figures of a year: what is paid, what is missing, and what ends."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from civic_partnership import Register
from civic_partnership.deadlines import Deadline
from civic_partnership.model import Employment, Partnership, Payment
from civic_partnership.rules import Report
from civic_partnership.values import Bounds, Label

from .cell_texts import DASH
from .figures import YearMoney, add_up_year, find_money, find_staff, may_be_in_force
from .finding_groups import count_findings
from .view import NOT_RECORDED, View

_ENDINGS = ("term", "cancellation", "appropriation", "agreement")
"""The kinds of deadlines that are ends of something."""


class KeyFigure(NamedTuple):
    """A figure with its name, such as `Budget 2025` and `1.200.000 kr.`, and perhaps a few words about it."""

    name: str
    value: str
    note: str = ""


class YearFigures(NamedTuple):
    """The figures of the year of a report.

    Attributes:
        paid: what was paid from the first of January until the day of the report, whatever year it was for.
        money: the money of all grants of the year.
        ending: what ends from the day of the report until the end of the year.
        ending_later: what else ends among the deadlines.
        others: further figures.
    """

    paid: str
    money: YearMoney
    ending: list[Deadline]
    ending_later: list[Deadline]
    others: list[KeyFigure]


def find_year_figures(view: View, report: Report, deadlines: Sequence[Deadline]) -> YearFigures:
    """Return the figures of the year of a report; the deadlines are those of at least that year."""
    year = view.on.year
    grants = [grant for each in view.register.partnerships.values() for grant in each.grants]
    ends = [each for each in deadlines if _is_end(each, view.register)]
    return YearFigures(
        paid=_add_up_paid(view, [payment for grant in grants for payment in grant.payments]),
        money=add_up_year(year, grants, on=view.on),
        ending=[each for each in ends if each.first.year == year],
        ending_later=[each for each in ends if each.first.year > year],
        others=[*_list_others(view, report)],
    )


def _add_up_paid(view: View, payments: list[Payment]) -> str:
    """Return what was paid in the year of the day until then; that is not known without any payments."""
    if not payments:
        return view.say(NOT_RECORDED)
    new_year = date(view.on.year, 1, 1)
    paid = [each.amount for each in payments if new_year <= each.on <= view.on]
    return view.write_kroner(sum(paid, Decimal()))


def _is_end(deadline: Deadline, register: Register) -> bool:
    """Tell whether a deadline is an end, and of a partnership the last one."""
    if deadline.kind != "term":
        return deadline.kind in _ENDINGS
    terms = register.partnerships[str(deadline.record.id)].terms
    return terms[int(deadline.path[1])].days.latest_end == max(each.days.latest_end for each in terms)


def _add_budgets(register: Register, year: int) -> Bounds | None:
    """Return the budgets of a year of all programmes; where one has none, those of its appropriations."""
    payers = find_money(register, on=date(year, 12, 31), years=range(year, year + 1))
    own: dict[str, Bounds] = {}
    parts: dict[str, list[Bounds]] = {}
    for payer in payers:
        budgets = [row.budget for row in payer.years if row.budget is not None]
        if payer.key.kind == "programmes":
            own |= {str(payer.key.id): each for each in budgets}
        elif (appropriation := register.appropriations.get(str(payer.key.id))) and (
            appropriation.period.earliest_start.year <= year <= appropriation.period.latest_end.year
        ):
            parts.setdefault(appropriation.programme, []).extend(budgets)
    every = [*own.values(), *(each for id, several in parts.items() if id not in own for each in several)]
    if not every:
        return None
    most = [each.possible for each in every]
    return Bounds(
        sum((each.certain for each in every), Decimal()),
        None if None in most else sum((each for each in most if each is not None), Decimal()),
    )


def _list_others(view: View, report: Report) -> Iterator[KeyFigure]:
    on, known = view.on, view.register.partnerships.values()
    budget = _add_budgets(view.register, on.year)
    yield KeyFigure(f"Budget {on.year}", view.write_kroner(budget))
    running = [each for each in known if may_be_in_force(each, on)]
    yield KeyFigure(
        view.say(Label("Partnerskaber i gang", "Partnerships running")),
        str(len(running)),
        view.say(Label(f"af {len(known)} i registeret", f"of {len(known)} in the register")),
    )
    yield _count_hours(view, running)
    counts = report.counts
    yield KeyFigure(
        view.say(Label("Fejl og advarsler", "Errors and warnings")),
        view.count(counts["error"] + counts["warning"]),
        f"{view.say(Label('og', 'and'))} {count_findings(view, 'undecided', counts['undecided'])}",
    )


def _count_hours(view: View, running: Iterable[Partnership]) -> KeyFigure:
    """Return the weekly hours of those who are, or may be, employed on the day and not on leave."""
    name = view.say(Label("Timer om ugen", "Hours a week"))
    employments = [each for partnership in running for each in partnership.employments]
    if not employments:
        return KeyFigure(name, view.say(NOT_RECORDED))
    staff = find_staff(employments, view.on)
    counts = (
        (staff.employed, _EMPLOYMENTS if staff.employed != 1 else Employment.LABEL),
        (staff.unknown, Label("uden timer", "without hours")),
        (staff.away, Label("på orlov", "on leave")),
    )
    notes = [f"{number} {view.say(label)}" for number, label in counts if number or label is _EMPLOYMENTS]
    return KeyFigure(name, DASH if staff.hours is None else view.tell(staff.hours), ", ".join(notes))


_EMPLOYMENTS = Label("ansættelser", "employments")
