"""What is asked for in every calendar year: meetings, conferences and declarations.

It is due on 31 December. When the year is over, nobody can make up for it: a rule finds it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from civic_partnership.findings import Path, sentence
from civic_partnership.model import (
    CooperationFramework,
    Declaration,
    Meeting,
    Partnership,
    Programme,
    word_label,
)
from civic_partnership.rules import (
    BOARD,
    Context,
    MostMeetings,
    begins_after_end,
    find_paid,
    find_unpaid,
    group_by_year,
    most_certain,
    on_first_day,
    ran_all_year,
)
from civic_partnership.values import Answer, Label, Period

from .deadline import Due

_LACKING = Label("{number} {meetings} mangler i {year}", "{number} {meetings} to be held in {year}")
_LACKING_WITH_BOARD = Label(
    "{number} {meetings} mangler i {year}, heraf {board} med bestyrelsen",
    "{number} {meetings} to be held in {year}, {board} with the board",
)
_ALL_WITH_BOARD = Label(
    "{number} {meetings} med bestyrelsen mangler i {year}",
    "{number} {meetings} with the board to be held in {year}",
)
_STATUS = Label("statusmøde", "status meeting"), Label("statusmøder", "status meetings")
_NETWORK = Label("netværksmøde", "network meeting"), Label("netværksmøder", "network meetings")
_CONFERENCES = Label("konference", "conference"), Label("konferencer", "conferences")
_DECLARATION = Label("Erklæring for {year}: {kind}", "Declaration for {year}: {kind}")
_DECLARATION_OF = Label(
    "Erklæring for {year} fra {association}: {kind}", "Declaration for {year} from {association}: {kind}"
)


def find_status_meetings(partnership: Partnership, context: Context, years: range) -> Iterator[Due]:
    """Yield the status meetings that are neither held nor planned, for each year wholly in the terms."""
    programme = context.register.programmes.get(partnership.programme)
    if programme is None:
        return
    meetings = context.meetings("status", partnership)
    most = context.of_record(MostMeetings, programme)
    for year in years:
        asked, asked_with_board = most[year]
        held = _meetings_in(meetings, year)
        with_board = asked_with_board - sum(BOARD in each.participants for each in held)
        number = max(asked - len(held), with_board)
        if number > 0 and ran_all_year(partnership, year) is not Answer.BROKEN:
            text = _write(number, _STATUS, year, with_board)
            yield _in_year("status-meetings", year, (), text, "status-meetings")


def find_network_meetings(programme: Programme, context: Context, years: range) -> Iterator[Due]:
    """Yield the network meetings that are neither held nor planned, while a partnership runs all year."""
    meetings = context.meetings("network", programme)
    for year in years:
        asked = on_first_day(programme.network_meetings_per_year, Period.of_year(year)).known
        number = max([each.least for each in asked], default=0) - len(_meetings_in(meetings, year))
        ran = (ran_all_year(each, year) for each in context.partnerships(programme))
        if number > 0 and any(answer is not Answer.BROKEN for answer in ran):
            yield _in_year("network-meetings", year, (), _write(number, _NETWORK, year), "network-meetings")


def find_conferences(framework: CooperationFramework, context: Context, years: range) -> Iterator[Due]:
    """Yield the conferences that are neither held nor planned, from the year after the decision on."""
    decided = min([each.on.year for each in framework.decisions if each.on], default=None)
    if decided is None or not framework.conferences_per_year:
        return
    days = {each.on for each in framework.conferences if each.on}
    days |= {meeting.on for meeting in context.conferences(framework)}
    for year in years:
        number = framework.conferences_per_year - sum(day.year == year for day in days)
        if number > 0 and year > decided:
            text = _write(number, _CONFERENCES, year)
            yield _in_year("conferences", year, ("conferences",), text, "framework-conference")


def find_declarations(partnership: Partnership, context: Context, years: range) -> Iterator[Due]:
    """Yield the declarations that did not come from the associations that are paid in a year, or will be."""
    programme = context.register.programmes.get(partnership.programme)
    required = programme.declarations_required if programme else ()
    if not required or not years:
        return
    end = date(years[-1], 12, 31)
    template = _DECLARATION if len(partnership.partners) == 1 else _DECLARATION_OF
    asked = [
        each
        for each in (*find_paid(partnership, end), *find_unpaid(partnership, end))
        if not begins_after_end(partnership.grants[int(each.path[1])], partnership)
    ]
    for (id, year), paid in group_by_year(asked).items():
        association = context.register.associations.get(id)
        declarations = association.declarations if association else ()
        made = {each.kind for each in declarations if each.received_on.year == year}
        for kind in required if year in years else ():
            if kind not in made:
                facts = {"year": year, "kind": word_label(Declaration, "kind", kind)}
                text = sentence(template, {**facts, "association": context.name_of("associations", id)})
                yield _in_year("declaration", year, most_certain(paid).path, text, "declaration-missing")


def _meetings_in(meetings: Iterable[Meeting], year: int) -> list[Meeting]:
    """Return the meetings in a year that were not cancelled, those to come included."""
    return [each for each in meetings if each.on.year == year and not each.cancelled]


def _write(number: int, words: tuple[Label, Label], year: int, with_board: int = 0) -> Label:
    facts = {"number": number, "meetings": words[number > 1], "year": year, "board": with_board}
    with_words = _ALL_WITH_BOARD if with_board == number else _LACKING_WITH_BOARD
    return sentence(with_words if with_board > 0 else _LACKING, facts)


def _in_year(kind: str, year: int, path: Path, text: Label, rule: str) -> Due:
    day = date(year, 12, 31)
    return Due(kind, day, day, path, text, rule=rule, concerned=year)
