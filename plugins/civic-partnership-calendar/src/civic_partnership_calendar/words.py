"""The calendar's own words in Danish and English, and the texts that it can hold."""

import re

import attrs

from civic_partnership.model import Meeting, Term, info
from civic_partnership.values import Label

CALENDAR = Label("Årshjul", "Year's wheel")

MEETINGS = info(attrs.fields_dict(Meeting)["kind"]).words
TERMS = info(attrs.fields_dict(Term)["kind"]).words
ROUND_OPENS = Label("ansøgningsrunde åbner", "application round opens")
ROUND_CLOSES = Label("ansøgningsfrist", "application deadline")
HEARING = Label("høring", "hearing")
HEARING_OPENS = Label("høring åbner", "hearing opens")
HEARING_DEADLINE = Label("høringsfrist", "hearing deadline")
EVALUATION = Label("evaluering", "evaluation")
CONFERENCE = Label("samarbejdskonference", "cooperation conference")
CANCELLATION = Label("opsigelsen træder i kraft", "the cancellation takes effect")
ACCOUNTS = Label("regnskab", "accounts")
ACCOUNTS_DUE = Label("frist for regnskab", "accounts due")
TO_APPROVE = Label("handleplan mangler godkendelse", "action plan to be approved")
COMMITMENT = Label("forpligtelse", "commitment")
DUE = Label("frist", "due")
NOT_RECORDED = Label("ikke registreret", "not recorded")

OPEN_END = Label("der er ingen slutdato", "there is no end date")
UNKNOWN_END = Label("slutdatoen er ikke oplyst", "the end date is not recorded")
UNCERTAIN = Label("dagen er ikke kendt nøjagtigt", "the exact day is not known")
NO_DAY = Label("der er ingen dato", "there is no date")
HELD = Label("evalueringen er afholdt", "the evaluation was held")
CANCELLED = Label("aftalen er opsagt før den dag", "the agreement is cancelled before that day")
CALLED_OFF = Label("mødet er aflyst", "the meeting is called off")
RECEIVED = Label("regnskabet er modtaget", "the accounts are received")
OTHER_CONSULTANT = Label("en anden konsulent har partnerskabet", "another consultant has the partnership")
OUTSIDE = Label("dagen ligger uden for det valgte tidsrum", "the day lies outside the time that was chosen")
APART = Label("posten står ikke i nogen begivenhed", "the record stands in no event")
CHANGED = Label(
    "teksten har tegn, som en kalender ikke kan gengive eller skelne fra andre",
    "the text has characters that a calendar cannot hold, or cannot tell from others",
)

_BREAK = re.compile(r"\r\n?|\\N")
r"""The signs that iCalendar reads as a line break: it writes a break as `\n`, and takes `\N` for the same."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def ends(thing: Label) -> Label:
    """Return the words for the end of a thing."""
    return Label(f"{thing.da} slutter", f"{thing.en} ends")


def to_printable(text: str) -> str:
    """Return a text as iCalendar can hold it (RFC 5545, 3.3.11).

    Each line break becomes a line feed. Control characters except the tab become U+FFFD. A byte order mark
    at the beginning is left out, because `icalendar` drops it too.
    """
    return _CONTROL.sub("\ufffd", _BREAK.sub("\n", text)).lstrip("\ufeff")
