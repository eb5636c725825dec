"""Rules about the meetings that a programme asks for every year."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set as AbstractSet
from functools import partial

from civic_partnership.findings import Verdict, Wording, rule, verdict, wording
from civic_partnership.model import Meeting, Partnership, Programme
from civic_partnership.values import Answer, Bounds, Interval, Label, Period, Range

from .context import Context
from .requirement import last_day_asked, on_first_day
from .runs_of_days import find_uncovered

_ONE = Bounds(1, 1)
_STATUS = Label("statusmøder", "status meetings were"), Label("statusmøde", "status meeting was")
_NETWORK = Label("netværksmøder", "network meetings were"), Label("netværksmøde", "network meeting was")

BOARD = "board"
"""The word for the board of the association as a participant."""

_WITH_BOARD = wording(
    da="""Der er holdt {held} {meetings} i {year}, {board} med bestyrelsen; krav: {required} og {with_board}.
          Tilføj de møder, der mangler, eller aftal med foreningen at holde dem.""",
    en="""{held} {meetings} held in {year}, {board} with the board; required: {required} and {with_board}.
          Add the meetings that are missing, or agree with the association to hold them.""",
)
_NO_STATUS = wording(
    da="""Der er ikke registreret statusmøder i partnerskabet.
          Tilføj de møder, der er holdt.""",
    en="""No status meetings of the partnership are recorded.
          Add the meetings that were held.""",
    is_reason=True,
)
_NO_NETWORK = wording(
    da="""Der er ikke registreret netværksmøder i ordningen.
          Tilføj de møder, der er holdt.""",
    en="""No network meetings of the programme are recorded.
          Add the meetings that were held.""",
    is_reason=True,
)


class MostMeetings(dict[int, tuple[int, int]]):
    """The most status meetings that a programme may ask for: calendar year -> all, those with the board."""

    def __init__(self, programme: Programme) -> None:
        super().__init__()
        self._numbers = programme.status_meetings_per_year, programme.status_meetings_with_board

    def __missing__(self, year: int) -> tuple[int, int]:
        """Find the numbers of a year that is asked for the first time, and keep them."""
        known = (on_first_day(each, Period.of_year(year)).known for each in self._numbers)
        all_meetings, with_board = (max(each, default=0) for each in known)
        self[year] = all_meetings, with_board
        return self[year]


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Kommunens understøttelse af foreningerne",
    title="Hvert år holdes ordningens antal statusmøder, heraf det fastsatte antal med bestyrelsen.",
    da="""Der er holdt {held} {meetings} i {year}; ordningen kræver mindst {required}.
          Tilføj de møder, der mangler, eller aftal med foreningen at holde dem.""",
    en="""{held} {meetings} held in {year}; the programme asks for at least {required}.
          Add the meetings that are missing, or agree with the association to hold them.""",
    parameters=("status_meetings_per_year", "status_meetings_with_board"),
)
def status_meetings(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Every year the programme's number of status meetings is held, so many of them with the board.

    ## What it checks
    The rule looks at every calendar year that is over and lies wholly in the terms, and not after a
    cancellation. In it the partnership has at least `status_meetings_per_year` meetings of the kind `status`,
    at least `status_meetings_with_board` of them with `board` among the participants. Both numbers are those
    in force on 1 January. Cancelled meetings do not count.

    ## Why
    Municipality and association take stock of the action plan, at one of the meetings with the board.
    """
    programme = context.programme(partnership)
    with_board = programme.status_meetings_with_board
    if not (programme.status_meetings_per_year or with_board):
        return
    meetings = context.meetings("status", partnership)
    years_held = [each.on.year for each in meetings if not each.cancelled]
    years_of_board = [each.on.year for each in meetings if not each.cancelled and BOARD in each.participants]
    most = context.of_record(MostMeetings, programme)
    verdicts: list[Verdict] = []
    for year in _years(partnership, context):
        most_held, most_of_board = most[year]
        if years_held.count(year) >= most_held and years_of_board.count(year) >= most_of_board:
            continue
        held, board = (_count_held(meetings, year, context, with_board=each) for each in (False, True))
        required = on_first_day(programme.status_meetings_per_year, Period.of_year(year))
        of_board = on_first_day(with_board, Period.of_year(year))
        enough = Answer.every(
            (required.evaluate(partial(_reaches, held)), of_board.evaluate(partial(_reaches, board)))
        )
        enough = _if_ran(enough, ran_all_year(partnership, year))
        if enough is not Answer.HOLDS:
            facts = {
                "held": held,
                "meetings": _STATUS[held == _ONE],
                "year": year,
                "required": required.known,
            }
            facts |= {"board": board, "with_board": of_board.known}
            words = _WITH_BOARD if of_board.known else None
            verdicts.append(verdict(enough, **facts)._replace(wording=words))
    yield from verdicts if meetings else _merge(verdicts, _NO_STATUS)


@rule(
    about=Programme,
    level="warning",
    source="copenhagen-experience-report-2023, Kommunens understøttelse af foreningerne",
    title="Hvert år holdes mindst ordningens antal netværksmøder.",
    da="""Der er holdt {held} {meetings} i {year}; ordningen kræver mindst {required}.
          Tilføj de møder, der mangler, eller planlæg flere møder næste år.""",
    en="""{held} {meetings} held in {year}; the programme asks for at least {required}.
          Add the meetings that are missing, or plan more meetings for the next year.""",
    parameters=("network_meetings_per_year",),
)
def network_meetings(programme: Programme, context: Context) -> Iterator[Verdict]:
    """Every year at least the programme's number of network meetings is held.

    ## What it checks
    The rule looks at each calendar year that is over and in which at least one partnership of the programme
    ran all year. At least the lower number of `network_meetings_per_year`, as in force on 1 January, of
    `network` meetings name the programme. More than the higher number is no fault. Cancelled meetings do not
    count.

    ## Why
    The resource persons are often alone in their association. They meet to learn from each other.
    """
    parameter = programme.network_meetings_per_year
    if not parameter:
        return
    ran = context.of_check(_find_years_run).get(programme.id, {})
    meetings = context.meetings("network", programme)
    verdicts: list[Verdict] = []
    for year, answers in sorted(ran.items()):
        held = _count_held(meetings, year, context)
        required = on_first_day(parameter, Period.of_year(year))
        right = _if_ran(required.evaluate(partial(_reaches_least, held)), Answer.some(answers))
        if right is not Answer.HOLDS:
            least = tuple(each.least for each in required.known)
            facts = {"held": held, "meetings": _NETWORK[held == _ONE], "year": year, "required": least}
            verdicts.append(verdict(right, **facts))
    yield from verdicts if meetings else _merge(verdicts, _NO_NETWORK)


def years_run(partnership: Partnership, context: Context) -> AbstractSet[str]:
    """Return the programme of a partnership with the years that are over, in which it may have run all year.

    It is JSON, with the `Answer` for each year. Only a programme that asks for network meetings has any.
    """
    programme = context.register.programmes.get(partnership.programme)
    if programme is None or not programme.network_meetings_per_year:
        return frozenset()
    answers = ((year, ran_all_year(partnership, year)) for year in _years(partnership, context))
    years = [(year, ran.value) for year, ran in answers if ran is not Answer.BROKEN]
    return {json.dumps([programme.id, *years])} if years else frozenset()


def _find_years_run(context: Context) -> dict[str, dict[int, list[Answer]]]:
    """Return programme -> year -> the answers to whether its partnerships ran all year."""
    found: dict[str, dict[int, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for text, _ in context.counts("partnerships", years_run):
        id, *years = json.loads(text)
        for year, answer in years:
            found[id][year].append(Answer(answer))
    return found


def _years(partnership: Partnership, context: Context) -> range:
    """Return the calendar years that are over and in which there may be a term."""
    days = [term.days for term in partnership.terms]
    first = min([each.earliest_start for each in days], default=context.on)
    last = max([each.latest_end for each in days], default=context.on)
    return range(first.year, min(last.year, context.on.year - 1) + 1)


def _reaches(held: Bounds, _: Interval, least: int) -> Answer:
    return held.at_least(least)


def _reaches_least(held: Bounds, _: Interval, required: Range) -> Answer:
    return held.at_least(required.least)


def _count_held(
    meetings: Iterable[Meeting], year: int, context: Context, *, with_board: bool = False
) -> Bounds:
    """Count the meetings held in a year; records that could not be read may be more meetings."""
    held = [
        each
        for each in meetings
        if each.on.year == year and not each.cancelled and (not with_board or BOARD in each.participants)
    ]
    return Bounds(len(held), None if context.may_lack("meetings") else len(held))


def ran_all_year(partnership: Partnership, year: int) -> Answer:
    """Answer whether a partnership has a term on every day of a year and is not cancelled before that."""
    days = Period.of_year(year)
    if last_day_asked(partnership, days.latest_end) < days.latest_end:
        return Answer.BROKEN
    return Answer.every(
        answer for _, answer in find_uncovered([days], partnership.terms, until=days.latest_end)
    )


def _if_ran(answer: Answer, ran: Answer) -> Answer:
    """Return the answer for a year, if a partnership ran all year, else `HOLDS`.

    If it is uncertain whether one did, an answer other than `HOLDS` becomes undecided.
    """
    if ran is Answer.BROKEN:
        return Answer.HOLDS
    return answer if ran is Answer.HOLDS else Answer.agreed([answer, Answer.HOLDS])


def _merge(verdicts: list[Verdict], words: Wording) -> Iterator[Verdict]:
    """Yield one undecided verdict for several, because no meeting at all is recorded."""
    if verdicts:
        yield verdict(Answer.UNDECIDED)._replace(wording=words)
