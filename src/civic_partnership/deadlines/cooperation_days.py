"""What is due outside partnerships: rounds, meetings, alliances, agreements, hearings, appropriations."""

from collections.abc import Iterable, Iterator
from datetime import date

from civic_partnership.findings import Path, holds_phone_number, sentence
from civic_partnership.model import (
    Alliance,
    ApplicationRound,
    Appropriation,
    Commitment,
    CooperationAgreement,
    CooperationFramework,
    Meeting,
    word_label,
)
from civic_partnership.rules import Context, find_unanswered
from civic_partnership.values import OPEN, Answer, Label

from .deadline import Due
from .owners import name_of_party
from .partnership_days import ends

_ROUND_OPENS = Label("Ansøgningsrunden åbner", "The application round opens")
_ROUND_CLOSES = Label("Ansøgningsrunden lukker", "The application round closes")
_APPROPRIATION_ENDS = Label("Bevillingen {name} slutter", "The appropriation {name} ends")
_AGREEMENT_ENDS = Label("Samarbejdsaftalen slutter", "The cooperation agreement ends")
_EVALUATION = Label("Evaluering af samarbejdsaftalen", "Evaluation of the cooperation agreement")
_RESULT = Label("Evalueringen den {held} har ikke noget resultat", "The evaluation on {held} has no result")
_HEARING_OPENS = Label("Høringen åbner", "The hearing opens")
_HEARING_CLOSES = Label("Høringsfrist", "Deadline of the hearing")
_ANSWER = Label("Høringssvar fra {party}", "Answer in the hearing from {party}")
_CONFERENCE = Label("Konference", "Conference")
_COMMITMENT = Label("Forpligtelse", "Commitment")
_ABOUT = Label("{what}: {text}", "{what}: {text}")


def find_in_round(record: ApplicationRound, _: Context) -> Iterator[Due]:
    """Yield the first and the last day of a round."""
    yield from _day("round", record.opens, ("opens",), _ROUND_OPENS)
    yield from _day("round", record.closes, ("closes",), _ROUND_CLOSES)


def find_in_appropriation(record: Appropriation, _: Context) -> Iterator[Due]:
    """Yield the last day of an appropriation."""
    text = sentence(_APPROPRIATION_ENDS, {"name": record.name})
    yield ends("appropriation", ("period",), record.period, text)


def find_in_meeting(record: Meeting, _: Context) -> Iterator[Due]:
    """Yield the day of a meeting that is not called off."""
    if not record.cancelled:
        text = _write_about(word_label(Meeting, "kind", record.kind).capitalized, record.subject)
        yield Due("meeting", record.on, record.on, (), text)


def find_in_alliance(record: Alliance, context: Context) -> Iterator[Due]:
    """Yield what the members of an alliance have promised and not done."""
    yield from _commitments("commitments", record.commitments, context)


def find_in_agreement(record: CooperationAgreement, context: Context) -> Iterator[Due]:
    """Yield the end of an agreement, its evaluations without a result, and what its parties promised."""
    if record.period:
        yield ends("agreement", ("period",), record.period, _AGREEMENT_ENDS)
    for i, each in enumerate(record.evaluations):
        if each.result is None:
            planned, is_held = each.planned, (each.held_on or OPEN) <= context.on
            text = sentence(_RESULT, {"held": each.held_on}) if is_held else _EVALUATION
            due = Due("evaluation", planned.earliest, planned.latest, ("evaluations", i), text)
            yield due._replace(rule="evaluation-overdue", concerned=planned)
    yield from _commitments("obligations", record.obligations, context)


def find_in_framework(record: CooperationFramework, context: Context) -> Iterator[Due]:
    """Yield the days of a hearing, the answers that are missing, and the conferences with a day."""
    meetings = {meeting.on for meeting in context.conferences(record)}
    for i, conference in enumerate(record.conferences):
        if conference.on not in meetings:
            yield from _day("meeting", conference.on, ("conferences", i, "on"), _CONFERENCE)
    hearing = record.hearing
    if hearing is None:
        return
    yield from _day("hearing", hearing.opens, ("hearing", "opens"), _HEARING_OPENS)
    yield from _day("hearing", hearing.deadline, ("hearing", "deadline"), _HEARING_CLOSES)
    if hearing.deadline:
        for i, answer in find_unanswered(hearing):
            text = sentence(_ANSWER, {"party": name_of_party(hearing.consulted[i], context)})
            due = Due("hearing-answer", hearing.deadline, hearing.deadline, ("hearing", "consulted", i), text)
            yield due._replace(rule="hearing-responses", is_known=answer is Answer.BROKEN)


def _commitments(name: str, rows: Iterable[Commitment], context: Context) -> Iterator[Due]:
    for i, each in enumerate(rows):
        if each.due and (each.done_on or OPEN) > context.on:
            text = _write_about(_COMMITMENT, each.text)
            due = Due("commitment", each.due, each.due, (name, i, "done_on"), text)
            yield due._replace(rule="commitment-overdue", concerned=each.due)


def _day(kind: str, day: date | None, path: Path, text: Label) -> Iterator[Due]:
    if day:
        yield Due(kind, day, day, path, text)


def _write_about(what: Label, text: str | None) -> Label:
    """Return what is due with a free text about it, unless that holds a phone number."""
    if text is None or holds_phone_number(text):
        return what
    return sentence(_ABOUT, {"what": what, "text": text})
