"""The page of a report."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import localcontext
from typing import Any, NamedTuple

from markupsafe import Markup

from civic_partnership import Register
from civic_partnership.checking import format_record
from civic_partnership.deadlines import Deadline, find_deadlines
from civic_partnership.exporting import count_personal
from civic_partnership.findings import find_missing_facts
from civic_partnership.model import RecordKey
from civic_partnership.plugins import Artifact, Loss
from civic_partnership.rules import EXACT, Report
from civic_partnership.values import OPEN, Days, Label

from .cell_texts import capitalize
from .finding_groups import count_findings, group_findings
from .key_figures import find_year_figures
from .options import Options
from .pictures import (
    STYLESHEET,
    make_coverage,
    make_feeder_chain,
    make_money,
    make_status_timeline,
    make_timeline,
)
from .record_tables import list_tables
from .rendering import load_templates
from .scope import find_losses, find_scope, restrict_register, restrict_report
from .status_page import find_status
from .view import View

_PICTURES = (
    ("timeline", make_timeline),
    ("money", make_money),
    ("feeder-chain", make_feeder_chain),
    ("coverage", make_coverage),
)
"""The anchor of each picture, and the function that makes it."""
_NOW = Label("nu", "now")


class ShownDeadline(NamedTuple):
    """A deadline in words.

    Attributes:
        days: the days on which it falls.
        month: the month under which it is listed: `Overskredet` or `Nu` for what is, or may be, late.
        order: the place of the month among others.
        is_late: whether it is overdue, or to be done now.
        may_be_overdue: whether it may be overdue.
        owner: whom it concerns.
        text: what is due.
    """

    days: str
    month: str
    order: tuple[int, int]
    is_late: bool
    may_be_overdue: bool
    owner: str
    text: str


def write_page(
    register: Register, report: Report, options: Options, kinds: Collection[str]
) -> Iterator[Artifact | Loss]:
    """Yield the page, and a loss for each record of some kinds that it is not about."""
    scope = find_scope(register, options)
    with localcontext(EXACT):
        page = _render(restrict_register(register, scope), restrict_report(report, scope, options), options)
    yield Artifact(name="report.html", media_type="text/html; charset=utf-8", chunks=[page.encode()])
    yield from find_losses(register, scope, kinds)


def _render(register: Register, report: Report, options: Options) -> str:
    on = report.on
    view = View(register, on, options.lang, options.year_range)
    until = _a_year_after(on)
    deadlines = find_deadlines(register, on=on, since=on, until=until)

    def show_deadlines(some: Iterable[Deadline]) -> list[ShownDeadline]:
        return [_show_deadline(view, each) for each in some]

    facts: dict[str, Any] = {
        "say": lambda da, en: view.say(Label(da, en)),
        "lang": view.language,
        "on": view.tell(on),
        "picture_style": Markup(STYLESHEET),  # noqa: S704 - a file of this package
        "year": on.year,
        "until": view.tell(until),
        "register": register,
        "options": options,
        "records": len([*register]),
        "left_out": _list_left_out(view),
        "failures": [view.say(each.message) for each in report.failures],
        "is_personal": bool(count_personal(register)),
        "counted": [count_findings(view, level, number) for level, number in report.counts.items()],
        "groups": [*group_findings(view, report.findings)],
        "to_fill_in": [view.say(each.label) for each in find_missing_facts(report.findings)],
        "deadlines": show_deadlines(deadlines),
        "show_deadlines": show_deadlines,
    }
    if options.partnership is not None:
        partnership = register.partnerships[options.partnership]
        template = "status.html"
        facts["status"] = find_status(view, partnership)
        facts["timeline"] = make_status_timeline(view, partnership)
    else:
        template = "report.html"
        facts["figures"] = find_year_figures(view, report, deadlines)
        made = [(anchor, make(view)) for anchor, make in _PICTURES]
        facts["pictures"] = [(anchor, picture) for anchor, picture in made if picture]
        facts["tables"] = [*list_tables(view)]
    return load_templates(__package__ or "").get_template(template).render(facts)


def _a_year_after(on: date) -> date:
    """Return the same day of the next year; 28 February after 29 February."""
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=on.year + 1, day=day)


def _show_deadline(view: View, deadline: Deadline) -> ShownDeadline:
    is_open = deadline.last == OPEN  # no record says until when it must be done
    day = deadline.first if is_open else deadline.last
    days = view.tell(day)
    order, month = (day.year, day.month), days.partition(" ")[2]
    if deadline.is_overdue:
        order, month = (0, 0), view.say(Label("overskredet", "overdue"))
    elif is_open and deadline.first <= view.on:
        order, month = (0, 1), view.say(_NOW)
    is_late = order[0] == 0
    if is_open:
        days = view.say(_NOW if is_late else Label(f"fra {days}", f"from {days}"))
    elif deadline.first != deadline.last:
        days = view.tell(Days(deadline.first, deadline.last))
    return ShownDeadline(
        days,
        capitalize(month),
        order,
        is_late,
        deadline.may_be_overdue,
        deadline.owner,
        view.say(deadline.text),
    )


def _list_left_out(view: View) -> list[str]:
    """Return the records that could not be read, by kind and id."""
    unknown = view.say(Label("en ukendt post", "an unknown record"))
    return sorted(
        format_record(RecordKey(kind, id), view.language) if kind else unknown
        for kind, id in view.register.left_out
    )
