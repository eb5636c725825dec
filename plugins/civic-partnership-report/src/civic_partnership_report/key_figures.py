"""The key figures of a year: what is paid, what is missing, and what ends."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from civic_partnership import Register
from civic_partnership.deadlines import Deadline
from civic_partnership.findings import format_fact
from civic_partnership.model import Partnership
from civic_partnership.rules import Report
from civic_partnership.values import Bounds, Label, Language

from .cell_texts import DASH
from .figures import (
    NOT_RECORDED,
    YearMoney,
    add_up_year,
    find_money,
    find_staff,
    format_kroner,
    may_be_in_force,
)
from .finding_groups import count_findings

_ENDINGS = ("term", "cancellation", "appropriation", "agreement")
"""The kinds of deadlines that are ends of something."""


@frozen
class KeyFigure:
    """A figure with its name, and what it is a part of.

    Attributes:
        name: its name, such as `Tildelt i 2025`.
        value: the figure, such as `1.200.000 kr.`.
        note: a few words about it; may be empty.
    """

    name: str
    value: str
    note: str = ""


@frozen
class YearFigures:
    """The figures of the year of a report.

    Attributes:
        year: the year.
        paid: what was paid from the first of January until the day of the report, whatever year it was for.
        money: the money of all grants of the year.
        ending: what ends from the day of the report until the end of the year.
        ending_later: what else ends among the deadlines.
        others: further figures.
    """

    year: int
    paid: str
    money: YearMoney
    ending: tuple[Deadline, ...]
    ending_later: tuple[Deadline, ...]
    others: tuple[KeyFigure, ...]


def find_year_figures(
    register: Register, report: Report, deadlines: Sequence[Deadline], language: Language
) -> YearFigures:
    """Return the figures of the year of a report; the deadlines are those of at least that year."""
    on = report.on
    partnerships = register.partnerships.values()
    money = add_up_year(on.year, (grant for each in partnerships for grant in each.grants), on=on)
    budget = _add_budgets(register, on.year)
    ends = [each for each in deadlines if _is_end(each, register)]
    last = date(on.year, 12, 31)
    return YearFigures(
        year=on.year,
        paid=_add_up_paid(register, on, language),
        money=money,
        ending=tuple(each for each in ends if each.first <= last),
        ending_later=tuple(each for each in ends if each.first > last),
        others=tuple(_list_others(register, report, budget, language)),
    )


def _add_up_paid(register: Register, on: date, language: Language) -> str:
    """Return what was paid in the year of a day until then; a register without payments does not tell it."""
    grants = [grant for each in register.partnerships.values() for grant in each.grants]
    payments = [payment for grant in grants for payment in grant.payments]
    if not payments:
        return NOT_RECORDED.in_language(language)
    paid = [each.amount for each in payments if date(on.year, 1, 1) <= each.on <= on]
    return format_kroner(sum(paid, Decimal()), language)


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


def _list_others(
    register: Register, report: Report, budget: Bounds | None, language: Language
) -> Iterable[KeyFigure]:
    def say(da: str, en: str) -> str:
        return Label(da, en).in_language(language)

    on, known = report.on, register.partnerships.values()
    yield KeyFigure(
        say(f"Budget {on.year}", f"Budget {on.year}"),
        format_kroner(budget, language) if budget is not None else NOT_RECORDED.in_language(language),
    )
    running = [each for each in known if may_be_in_force(each, on)]
    yield KeyFigure(
        say("Partnerskaber i gang", "Partnerships running"),
        str(len(running)),
        say(f"af {len(known)} i registeret", f"of {len(known)} in the register"),
    )
    yield _count_hours(running, on, language)
    counts = report.counts
    yield KeyFigure(
        say("Fejl og advarsler", "Errors and warnings"),
        format_fact(counts["error"] + counts["warning"], language, grouped=True),
        f"{say('og', 'and')} {count_findings('undecided', counts['undecided'], language)}",
    )


def _count_hours(running: Iterable[Partnership], on: date, language: Language) -> KeyFigure:
    """Return the weekly hours of those who are, or may be, employed on the day and not on leave."""
    name = Label("Timer om ugen", "Hours a week").in_language(language)
    employments = [each for partnership in running for each in partnership.employments]
    if not employments:
        return KeyFigure(name, NOT_RECORDED.in_language(language))
    staff = find_staff(employments, on)
    number = staff.employed
    notes = [Label(*(f"{number} {word}" for word in _EMPLOYMENTS[number != 1]))]
    notes += [Label(f"{staff.unknown} uden timer", f"{staff.unknown} without hours")] * bool(staff.unknown)
    notes += [Label(f"{staff.away} på orlov", f"{staff.away} on leave")] * bool(staff.away)
    return KeyFigure(
        name,
        DASH if staff.hours is None else format_fact(staff.hours, language),
        ", ".join(each.in_language(language) for each in notes),
    )


_EMPLOYMENTS = (("ansættelse", "employment"), ("ansættelser", "employments"))
