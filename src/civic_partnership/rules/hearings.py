"""Rules about hearings."""

from collections.abc import Iterator

from civic_partnership.findings import Verdict, Wording, as_warning, broken, missing, rule, verdict, wording
from civic_partnership.model import CooperationFramework, Hearing, Response
from civic_partnership.values import Answer

from .agreements import PartyKey, party_key
from .context import Context

_LATE = wording(
    da="""Svaret kom den {answered}, efter fristen den {deadline}.
          Ret datoen, eller skriv i exempt, hvorfor svaret er taget med.""",
    en="""The answer came on {answered}, after the deadline on {deadline}.
          Correct the date, or say in exempt why the answer is counted.""",
)


@rule(
    about=CooperationFramework,
    level="error",
    source="copenhagen-binding-cooperation-goals-2012, Høring",
    title="Høringsfristen ligger efter høringens åbning, og svar kommer senest på fristen.",
    da="""Høringsfristen den {deadline} ligger ikke efter åbningen den {opens}.
          Ret den dato, der er forkert.""",
    en="""The deadline of the hearing, {deadline}, does not lie after its opening, {opens}.
          Correct the date that is wrong.""",
)
def hearing_dates(framework: CooperationFramework, context: Context) -> Iterator[Verdict]:
    """The deadline of a hearing lies after its opening, and answers come no later.

    ## What it checks
    The `deadline` of a `hearing` is a later day than `opens`. An answer that came after the deadline, but no
    later than the day of checking, gives a warning.

    ## Why
    Those who are consulted need time to answer. The municipality decides whether a late answer still counts.
    """
    hearing = framework.hearing
    if hearing is None:
        return
    for field in ("opens", "deadline"):
        if getattr(hearing, field) is None:
            yield missing("hearing", field)
    if hearing.opens and hearing.deadline and hearing.deadline <= hearing.opens:
        yield broken("hearing", "deadline", opens=hearing.opens, deadline=hearing.deadline)
    yield from _late_answers(hearing, context)


def _late_answers(hearing: Hearing, context: Context) -> Iterator[Verdict]:
    if hearing.deadline is None or hearing.deadline >= context.on:
        return
    for i, response in enumerate(hearing.responses):
        path = ("hearing", "responses", i, "answered_on")
        if response.answered_on is None:
            if response.answered or response.text:
                yield missing(*path)
        elif hearing.deadline < response.answered_on <= context.on:
            late = broken(*path, answered=response.answered_on, deadline=hearing.deadline)
            yield as_warning(late._replace(wording=_LATE))


@rule(
    about=CooperationFramework,
    level="warning",
    source="copenhagen-binding-cooperation-goals-2012, Mere information",
    title="Når høringsfristen er udløbet, har alle høringsparter svaret, eller det står, at de ikke svarede.",
    da="""Høringsfristen, {deadline}, er udløbet, og det er ikke registreret, om en høringspart har svaret.
          Tilføj svaret, eller skriv answered = false.""",
    en="""The deadline, {deadline}, has passed, and whether one of those consulted answered is not recorded.
          Add the answer, or write answered = false.""",
)
def hearing_responses(framework: CooperationFramework, context: Context) -> Iterator[Verdict]:
    """Once the deadline of a hearing has passed, all consulted answered, or are recorded as not answering.

    ## What it checks
    When the `deadline` of a `hearing` has passed, each party that was `consulted` is among the `responses`,
    with an answer or with `answered = false`.

    ## Why
    Those who decide are shown all the answers. No answer is not the same as a lost answer.
    """
    hearing = framework.hearing
    if hearing is None or (hearing.deadline and hearing.deadline >= context.on):
        return
    for i, answer in find_unanswered(hearing):
        if hearing.deadline is None:
            yield missing("hearing", "deadline")
            return
        own = Wording(hearing_responses.sentence, hearing_responses.remedy, is_reason=True)
        words = own if answer is Answer.UNDECIDED else None
        yield verdict(answer, "hearing", "consulted", i, deadline=hearing.deadline)._replace(wording=words)


def find_unanswered(hearing: Hearing) -> Iterator[tuple[int, Answer]]:
    """Yield the index of each consulted party that did not answer, or of which that is not known."""
    answers = _find_answers(hearing.responses)
    for i, party in enumerate(hearing.consulted):
        answer = answers.get(party_key(party), Answer.BROKEN)
        if answer is not Answer.HOLDS:
            yield i, answer


def _find_answers(responses: tuple[Response, ...]) -> dict[PartyKey, Answer]:
    """Return for each party whether its answer, or that it did not answer, is recorded."""
    answers: dict[PartyKey, Answer] = {}
    for each in responses:
        party = party_key(each.by)
        is_open = each.answered is None and each.answered_on is None and each.text is None
        answer = Answer.UNDECIDED if is_open or party is None else Answer.HOLDS
        answers[party] = Answer.some([answers.get(party, Answer.BROKEN), answer])
    return answers
