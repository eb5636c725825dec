"""What the calendar says that no field's own label does, in Danish and English."""

from civic_partnership import Label

CALENDAR = Label("Årshjul", "Year's wheel")

MEETINGS = {
    "status": Label("statusmøde", "status meeting"),
    "network": Label("netværksmøde", "network meeting"),
    "theme": Label("temamøde", "theme meeting"),
    "study-trip": Label("studietur", "study trip"),
    "conference": Label("konference", "conference"),
    "alliance": Label("alliancemøde", "alliance meeting"),
}
TERMS = {
    "initial": Label("første periode", "initial"),
    "extension": Label("forlængelse", "extension"),
}
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
    """That something ends."""
    return Label(f"{thing.da} slutter", f"{thing.en} ends")
