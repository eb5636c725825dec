"""What the calendar says that no field's own label does, in Danish and English."""

import attrs

from civic_partnership.model import Meeting, Term, info
from civic_partnership.values import Label

CALENDAR = Label("Årshjul", "Year's wheel")

MEETINGS = info(attrs.fields_dict(Meeting)["kind"]).words
TERMS = info(attrs.fields_dict(Term)["kind"]).words
ROLES = {
    "resource-person": Label("ressourceperson", "resource person"),
    "consultant": Label("konsulent", "consultant"),
    "board": Label("bestyrelse", "board"),
}
"""How the roles that the rules know of are said; any other stands as it is."""

ROUND_OPENS = Label("ansøgningsrunde åbner", "application round opens")
ROUND_CLOSES = Label("ansøgningsfrist", "application deadline")
HEARING = Label("høring", "hearing")
HEARING_OPENS = Label("høring åbner", "hearing opens")
HEARING_DEADLINE = Label("høringsfrist", "hearing deadline")
EVALUATION = Label("evaluering", "evaluation")
CONFERENCE = Label("samarbejdskonference", "cooperation conference")
COMMITMENT = Label("forpligtelse", "commitment")
DUE = Label("frist", "due")
NOT_RECORDED = Label("ikke registreret", "not recorded")

OPEN_END = Label("der er ingen slutdato", "there is no end date")
UNCERTAIN = Label("dagen er ikke kendt nøjagtigt", "the exact day is not known")
NO_DAY = Label("der er ingen dato", "there is no date")
HELD = Label("evalueringen er afholdt", "the evaluation was held")
OUTSIDE = Label("dagen ligger uden for det valgte tidsrum", "the day lies outside the time that was chosen")
APART = Label("posten står ikke i nogen begivenhed", "the record stands in no event")
CHANGED = Label(
    "teksten har tegn, som en kalender ikke kan gengive eller skelne fra andre",
    "the text has characters that a calendar cannot hold, or cannot tell from others",
)
SAME_ROLE = Label(
    "rollen skrives som en af de kendte", "the role is written like one of those that are known"
)


def ends(thing: Label) -> Label:
    """Return the words for an end."""
    return Label(f"{thing.da} slutter", f"{thing.en} ends")
