"""The page of a report."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import localcontext
from typing import Any

from attrs import frozen
from markupsafe import Markup

from civic_partnership import Register
from civic_partnership.checking import format_record
from civic_partnership.deadlines import Deadline, find_deadlines
from civic_partnership.exporting import count_personal
from civic_partnership.findings import find_missing_facts, format_fact
from civic_partnership.model import RecordKey
from civic_partnership.plugins import Artifact, Loss
from civic_partnership.rules import EXACT, Report
from civic_partnership.values import OPEN, Days, Label, Language

from .finding_groups import count_findings, group_findings
from .key_figures import find_year_figures
from .options import Options
from .pictures import (
    STYLESHEET,
    Picture,
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

_PICTURES = (
    ("timeline", make_timeline),
    ("money", make_money),
    ("feeder-chain", make_feeder_chain),
    ("coverage", make_coverage),
)
"""The anchor of each picture, and the function that makes it."""


@frozen
class ShownPicture:
    """A picture of the page: its anchor, and the picture with its markup."""

    anchor: str
    picture: Picture
    svg: Markup


@frozen
class ShownDeadline:
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
    language: Language = options.lang
    on = report.on
    deadlines = find_deadlines(register, on=on, since=on, until=_a_year_after(on))

    def show_deadlines(some: Iterable[Deadline]) -> list[ShownDeadline]:
        return [_show_deadline(each, on, language) for each in some]

    facts: dict[str, Any] = {
        "say": lambda da, en: Label(da, en).in_language(language),
        "lang": language,
        "on": format_fact(on, language),
        "picture_style": Markup(STYLESHEET),  # noqa: S704 - a file of this package
        "year": on.year,
        "until": format_fact(_a_year_after(on), language),
        "register": register,
        "options": options,
        "records": len([*register]),
        "left_out": _list_left_out(register, language),
        "failures": [each.message.in_language(language) for each in report.failures],
        "is_personal": bool(count_personal(register)),
        "counted": [count_findings(level, number, language) for level, number in report.counts.items()],
        "groups": [*group_findings(register, report.findings, on, language)],
        "to_fill_in": [each.label.in_language(language) for each in find_missing_facts(report.findings)],
        "deadlines": show_deadlines(deadlines),
        "show_deadlines": show_deadlines,
    }
    if options.partnership is not None:
        partnership = register.partnerships[options.partnership]
        picture = make_status_timeline(
            register, partnership, on=on, years=options.year_range, language=language
        )
        return (
            load_templates(__package__ or "")
            .get_template("status.html")
            .render(
                facts,
                status=find_status(register, partnership, on, language),
                timeline=ShownPicture("timeline", picture, Markup(picture.svg)),  # noqa: S704 - as below
            )
        )
    return (
        load_templates(__package__ or "")
        .get_template("report.html")
        .render(
            facts,
            figures=find_year_figures(register, report, deadlines, language),
            pictures=[*_make_pictures(register, on, options)],
            tables=[*list_tables(register, language)],
        )
    )


def _a_year_after(on: date) -> date:
    """Return the same day of the next year; 28 February after 29 February."""
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=on.year + 1, day=day)


def _make_pictures(register: Register, on: date, options: Options) -> Iterator[ShownPicture]:
    for anchor, make in _PICTURES:
        picture = make(register, on=on, years=options.year_range, language=options.lang)
        if picture is not None:
            yield ShownPicture(anchor, picture, Markup(picture.svg))  # noqa: S704 - from templates of this package


def _show_deadline(deadline: Deadline, on: date, language: Language) -> ShownDeadline:
    now = Label("nu", "now").in_language(language)
    is_open = deadline.last == OPEN  # no record says until when it must be done
    day = deadline.first if is_open else deadline.last
    order, month = (day.year, day.month), format_fact(day, language).partition(" ")[2]
    if deadline.is_overdue:
        order, month = (0, 0), Label("overskredet", "overdue").in_language(language)
    elif is_open and deadline.first <= on:
        order, month = (0, 1), now
    days = format_fact(day, language)
    if is_open:
        days = now if order[0] == 0 else Label(f"fra {days}", f"from {days}").in_language(language)
    elif deadline.first != deadline.last:
        days = format_fact(Days(deadline.first, deadline.last), language)
    return ShownDeadline(
        days=days,
        month=f"{month[:1].upper()}{month[1:]}",
        order=order,
        is_late=order[0] == 0,
        may_be_overdue=deadline.may_be_overdue,
        owner=deadline.owner,
        text=deadline.text.in_language(language),
    )


def _list_left_out(register: Register, language: Language) -> list[str]:
    """Return the records that could not be read, by kind and id."""
    unknown = Label("en ukendt post", "an unknown record").in_language(language)
    return sorted(
        format_record(RecordKey(kind, id), language) if kind else unknown for kind, id in register.left_out
    )
