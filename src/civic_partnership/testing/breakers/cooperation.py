"""Breakers of the rules about alliances, agreements, frameworks, hearings, surveys and the feeder chain."""

from datetime import date, time
from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import (
    AnswerShare,
    Commitment,
    CooperationFramework,
    Decision,
    Evaluation,
    Hearing,
    Initiative,
    Partnership,
    Party,
    RecordKey,
    Register,
)
from civic_partnership.testing.breaker import FAR, RegisterChange, breaks, change_field, draw_row
from civic_partnership.testing.valid_cooperation import OTHER_ASSOCIATION
from civic_partnership.testing.valid_programmes import DAY
from civic_partnership.values import PartialDate


@breaks("agreement-parties")
def name_one_party_only(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Leave one party of an agreement, named once or twice."""
    agreement = register.agreements["agreement"]
    party = draw(st.sampled_from(agreement.parties))
    return change_field(register, agreement, ("parties",), (party,) * draw(st.integers(1, 2)))


@breaks("agreement-evaluation")
def plan_no_evaluation(_: DrawFn, register: Register, __: Partnership) -> RegisterChange:
    """Remove the evaluations of an agreement without an end."""
    return change_field(register, register.agreements["agreement"], ("evaluations",), ())


@breaks("evaluation-overdue")
def leave_evaluation_without_result(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Add an evaluation that is planned in the past and has no result."""
    planned = Evaluation(planned=PartialDate(str(draw(st.integers(2061, 2100)))))
    return change_field(register, register.agreements["agreement"], ("evaluations", 1), planned)


@breaks("alliance-members")
def name_member_twice(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Name a member twice at a time."""
    alliance = register.alliances["alliance"]
    return change_field(register, alliance, ("members", 2), draw(st.sampled_from(alliance.members)))


@breaks("alliance-agenda")
def move_agenda_item(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Move the last item of an agenda before the first, or after the meeting."""
    hour = draw(st.sampled_from([7, 16, 21, 23]))
    return change_field(register, register.meetings["alliance-meeting"], ("agenda", 1, "at"), time(hour))


@breaks("alliance-contacts")
def keep_one_contact(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Keep the contact of one side only."""
    alliance = register.alliances["alliance"]
    return change_field(register, alliance, ("contacts",), (draw(st.sampled_from(alliance.contacts)),))


@breaks("commitment-overdue")
def forget_commitment(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Promise something for a day, and do not do it."""
    due = FAR - draw(st.integers(1, 999)) * DAY
    promised = Commitment(by=(Party(association=OTHER_ASSOCIATION),), text="Fælles dag", due=due)
    path = ("commitments", 0)
    return change_field(register, register.alliances["alliance"], path, promised, at=(*path, "done_on"))


@breaks("framework-conference")
def hold_no_conference(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Decide on a conference every year, and hold none in the first year."""
    framework, year = register.frameworks["framework"], draw(st.integers(2005, 2060))
    decided = attrs.evolve(framework, decisions=(Decision(on=date(year, draw(st.integers(1, 12)), 1)),))
    on = date(year + 2, 1, 1)
    return change_field(register, decided, ("conferences_per_year",), 1, at=("conferences",), on=on)


@breaks("framework-goals")
def number_goal_wrongly(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Give the second goal a number that leaves a gap, or that another goal has."""
    number = draw(st.sampled_from([1, 3, 4, 7]))
    return change_field(register, register.frameworks["framework"], ("goals", 1, "number"), number)


@breaks("framework-chair")
def remove_steering_members(_: DrawFn, register: Register, __: Partnership) -> RegisterChange:
    """Leave a steering group with a chair and no members."""
    return change_field(register, register.frameworks["framework"], ("steering_group", "members"), ())


def _hearing(register: Register) -> tuple[CooperationFramework, Hearing]:
    """Return the framework with a hearing, and the hearing."""
    framework = register.frameworks["framework"]
    assert framework.hearing is not None  # noqa: S101 - every complete register has one
    return framework, framework.hearing


@breaks("hearing-dates")
def answer_hearing_late(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Record an answer after the deadline."""
    framework, hearing = _hearing(register)
    assert hearing.deadline is not None  # noqa: S101 - the same
    late = hearing.deadline + draw(st.integers(1, 30)) * DAY
    return change_field(register, framework, ("hearing", "responses", 0, "answered_on"), late)


@breaks("hearing-responses")
def remove_responses(_draw: DrawFn, register: Register, __: Partnership) -> RegisterChange:
    """Remove the responses of a hearing."""
    framework, _ = _hearing(register)
    return change_field(register, framework, ("hearing", "responses"), (), at=("hearing", "consulted", 0))


@breaks("survey-shares")
def exceed_all_respondents(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Give two answers that exclude each other shares of more than 100 together."""
    yes = draw(st.integers(1, 100))
    shares = (("Ja", yes), ("Nej", draw(st.integers(101 - yes, 100))))
    answers = tuple(AnswerShare(answer=answer, share=Decimal(share)) for answer, share in shares)
    return change_field(register, register.surveys["survey"], ("questions", 0, "answers"), answers)


@breaks("chain-order")
def swap_stages(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Swap two stages of the feeder chain."""
    chain = register.feeder_chains["chain"]
    i, j = sorted(draw(st.sets(st.integers(0, 3), min_size=2, max_size=2)))
    stages = list(chain.stages)
    stages[i], stages[j] = stages[j], stages[i]
    return change_field(register, chain, ("stages",), tuple(stages), at=("stages", i, "step"))


@breaks("chain-stage-empty", also=["chain-retention", "initiative-unplaced"])
def empty_stage(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Remove the only initiative of a stage from the chain."""
    chain = register.feeder_chains["chain"]
    i, _stage = draw_row(draw, chain.stages)
    return change_field(register, chain, ("stages", i, "initiatives"), ())


@breaks("chain-retention")
def remove_programme_of_last_stage(_: DrawFn, register: Register, __: Partnership) -> RegisterChange:
    """Make the initiative of the last stage one without a programme."""
    initiative = register.initiatives["initiative-retention"]
    change = change_field(register, initiative, ("programme",), None, at=("stages", 3, "initiatives"))
    return change._replace(record=RecordKey("feeder_chains", "chain"))


@breaks("chain-owner")
def remove_department(draw: DrawFn, register: Register, _: Partnership) -> RegisterChange:
    """Remove the department of an initiative."""
    initiative = draw(st.sampled_from(list(register.initiatives.values())))
    return change_field(register, initiative, ("department",), None, at=())


@breaks("initiative-unplaced")
def add_initiative_outside_chain(_: DrawFn, register: Register, __: Partnership) -> RegisterChange:
    """Add an initiative that stands neither in a chain nor beside it."""
    owner = register.initiatives["beside"].department
    initiative = Initiative(id="unplaced", name="Uden plads", department=owner)
    return RegisterChange(register.replace(initiative), RecordKey("initiatives", "unplaced"), ())
