"""Rules about the meetings that a programme asks for every year."""

from collections.abc import Callable, Iterable, Iterator

from civic_partnership.findings import Verdict, Wording, rule, verdict
from civic_partnership.model import Meeting, Partnership, Programme
from civic_partnership.values import Answer, Bounds, Interval, Label, Period, Range

from .context import Context
from .partnership_periods import PeriodSet, uncovered
from .requirements import on_first_day

BOARD = "board"
"""The participant that stands for the association's board."""

_ALL = Label("statusmøder", "status meetings")
_WITH_BOARD = Label("statusmøder med bestyrelsen", "status meetings with the board")
_NO_STATUS = Wording(
    Label(
        "Der er ikke registreret statusmøder i partnerskabet.",
        "No status meetings of the partnership are recorded.",
    ),
    Label("Tilføj de møder, der er holdt.", "Add the meetings that were held."),
    is_reason=True,
)
_NO_NETWORK = Wording(
    Label(
        "Der er ikke registreret netværksmøder i ordningen.",
        "No network meetings of the programme are recorded.",
    ),
    Label("Tilføj de møder, der er holdt.", "Add the meetings that were held."),
    is_reason=True,
)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Kommunens understøttelse af foreningerne",
    title="Hvert år holdes ordningens antal statusmøder, heraf det fastsatte antal med bestyrelsen.",
    da="""Antallet af {kind} holdt i {year} er {held}; ordningen kræver mindst {required}.
          Tilføj de møder, der mangler, eller aftal med foreningen at holde dem.""",
    en="""The number of {kind} held in {year} is {held}; the programme asks for at least {required}.
          Add the meetings that are missing, or agree with the association to hold them.""",
)
def status_meetings(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """Every year the programme's number of status meetings is held, so many of them with the board.

    ## What it checks
    In every calendar year that is over and lies wholly in the terms, the partnership has at least
    `status_meetings_per_year` meetings of the kind `status`. At least `status_meetings_with_board`
    of them have `board` among their participants. Both numbers are those in force on 1 January.

    ## Why
    The municipality's consultants and the association take stock of the action plan. The board is
    there at one of the meetings, so that the work takes root in the whole association.
    """
    programme = context.programme(partnership)
    asked = [(programme.status_meetings_per_year, _ALL), (programme.status_meetings_with_board, _WITH_BOARD)]
    if not any(parameter for parameter, _ in asked):
        return
    meetings = context.meetings("status", partnership)
    verdicts: list[Verdict] = []
    for year in _years([partnership], context):
        ran = _ran_throughout([partnership], year, context)
        for parameter, kind in asked:
            held = _held(meetings, year, context, with_board=kind is _WITH_BOARD)
            required = on_first_day(parameter, Period.of_year(year))
            enough = _if_it_ran(ran, required.evaluate(_reaches(held)))
            if enough is not Answer.HOLDS:
                verdicts.append(verdict(enough, held=held, kind=kind, year=year, required=required.known))
    yield from verdicts if meetings else _once(verdicts, _NO_STATUS)


@rule(
    about=Programme,
    level="warning",
    source="copenhagen-experience-report-2023, Kommunens understøttelse af foreningerne",
    title="Hvert år holdes ordningens antal netværksmøder.",
    da="""Antallet af netværksmøder holdt i {year} er {held}; ordningen fastsætter {required}.
          Tilføj de møder, der mangler, eller tilpas næste års møder.""",
    en="""The number of network meetings held in {year} is {held}; the programme sets {required}.
          Add the meetings that are missing, or plan the next year's accordingly.""",
)
def network_meetings(programme: Programme, context: Context) -> Iterator[Verdict]:
    """Every year the programme's number of network meetings is held.

    ## What it checks
    In every calendar year that is over and that one of the programme's partnerships ran throughout,
    the meetings of the kind `network` that name the programme are neither fewer nor more than
    `network_meetings_per_year`, as in force on 1 January.

    ## Why
    The resource persons are often alone in their association. Three or four times a year the
    municipality brings them together to learn from each other.
    """
    parameter = programme.network_meetings_per_year
    if parameter is None:
        return
    members = context.partnerships(programme)
    meetings = context.meetings("network", programme)
    verdicts: list[Verdict] = []
    for year in _years(members, context):
        held = _held(meetings, year, context)
        required = on_first_day(parameter, Period.of_year(year))
        right = required.evaluate(_lies_within(held))
        if right is not Answer.HOLDS:
            right = _if_it_ran(_ran_throughout(members, year, context), right)
        if right is not Answer.HOLDS:
            verdicts.append(verdict(right, held=held, year=year, required=required.known))
    yield from verdicts if meetings else _once(verdicts, _NO_NETWORK)


def _years(partnerships: Iterable[Partnership], context: Context) -> range:
    """The calendar years, as far as they are over, in which there may be a term."""
    days = [term.days for partnership in partnerships for term in partnership.terms]
    first = min((each.earliest_start.year for each in days), default=context.on.year)
    last = max((each.latest_end.year for each in days), default=context.on.year)
    return range(first, min(last, context.on.year - 1) + 1)


def _ran_throughout(partnerships: Iterable[Partnership], year: int, context: Context) -> Answer:
    """Whether some partnership had a term on every day of a calendar year."""
    days = PeriodSet([Period.of_year(year)])
    some = Answer.BROKEN
    for partnership in partnerships:
        gaps = {answer for _, answer in uncovered(days, PeriodSet(partnership.terms), until=context.on)}
        if not gaps:
            return Answer.HOLDS
        if Answer.BROKEN not in gaps:
            some = Answer.UNDECIDED
    return some


def _held(meetings: Iterable[Meeting], year: int, context: Context, *, with_board: bool = False) -> Bounds:
    """How many of some meetings were held in a year; there may be more where some could not be read."""
    held = [
        each for each in meetings if each.on.year == year and (not with_board or BOARD in each.participants)
    ]
    return Bounds(len(held), None if context.may_lack("meetings") else len(held))


def _reaches(held: Bounds) -> Callable[[Interval, int], Answer]:
    """Whether there were at least as many meetings as are asked for."""
    return lambda _, least: held.at_least(least)


def _lies_within(held: Bounds) -> Callable[[Interval, Range], Answer]:
    """Whether there were neither fewer nor more meetings than are asked for."""
    return lambda _, asked: Answer.every((held.at_least(asked.least), held.at_most(asked.most)))


def _if_it_ran(ran: Answer, answer: Answer) -> Answer:
    """An answer that is asked only of a year that a partnership ran throughout."""
    if ran is Answer.BROKEN:
        return Answer.HOLDS
    return answer if ran is Answer.HOLDS else Answer.agreed([answer, Answer.HOLDS])


def _once(verdicts: list[Verdict], words: Wording) -> Iterator[Verdict]:
    """One answer that cannot be told for all that is missing, where no meeting at all is recorded."""
    if verdicts:
        yield verdict(Answer.UNDECIDED)._replace(wording=words)
