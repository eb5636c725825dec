"""Rules about alliances and their meetings."""

from collections.abc import Iterator
from datetime import date, time

from civic_partnership.findings import Verdict, broken, missing, rule, verdict, wording
from civic_partnership.model import Alliance, Meeting, Member
from civic_partnership.values import OPEN, Answer, Interval, Label

from .agreements import party_key
from .context import Context
from .runs_of_days import find_repeats

_SIDES = {
    "association": Label("en forening", "an association"),
    "department": Label("en forvaltning", "a department"),
}
"""Field of a member -> the name of its side of the alliance."""

_TWICE = wording(
    da="""Medlemmet står mere end én gang for den samme tid.
          Skriv since og until, så tiderne ikke overlapper, eller slet gentagelsen.""",
    en="""The member stands more than once for the same time.
          Write since and until, so that the times do not overlap, or delete the repetition.""",
)
_BACKWARD = wording(
    da="""Punktet kl. {at} står efter punktet kl. {before}.
          Ret tidspunktet, eller flyt punktet.""",
    en="""The item at {at} stands below the one at {before}.
          Correct the time, or move the item.""",
)


@rule(
    about=Alliance,
    level="error",
    source="aarhus-children-and-youth-alliance-2018, Børne- og ungealliancens deltagere",
    title="En alliance har mindst to medlemmer, heriblandt en forening og en forvaltning, og ingen to gange.",
    da="""Alliancen har intet medlem, der er {side}.
          Tilføj de medlemmer, der mangler.""",
    en="""The alliance has no member that is {side}.
          Add the members that are missing.""",
)
def alliance_members(alliance: Alliance, context: Context) -> Iterator[Verdict]:
    """An alliance has two or more members, an association and a department among them, none twice at a time.

    ## What it checks
    Among the `members` of an alliance, of whatever time, are an `association` and a `department`. On no day
    up to the day of checking is a member listed twice. A member without `since` was there from the beginning.
    When a member without `until` leaves is not known.

    ## Why
    Associations and the municipality work together as equals. A member who left may come back.
    """
    for side, label in _SIDES.items():
        if not any(getattr(member, side) for member in alliance.members):
            yield broken("members", side=label)
    rows = [
        (i, party_key(member), days)
        for i, member in enumerate(alliance.members)
        if (days := _days_of_membership(member))
    ]
    for i, repeated in find_repeats(rows, context.on).items():
        answer = Answer.UNDECIDED if alliance.members[i].person else repeated  # two persons may be one
        yield verdict(answer, "members", i)._replace(wording=_TWICE)


def _days_of_membership(member: Member) -> Interval | None:
    """Return the days of a member; None if the member left before it joined."""
    start = member.since.as_start if member.since else (date.min, date.min)
    end = member.until.as_end if member.until else (start[0], OPEN)
    return None if end[1] < start[0] else Interval(start, end)


@rule(
    about=Meeting,
    level="error",
    source="aarhus-children-and-youth-alliance-2018, Program",
    title="Et mødes dagsorden går fremad og ligger inden for mødet.",
    da="""Punktet kl. {at} ligger uden for mødet (kl. {starts} til {ends}).
          Ret tidspunktet, eller flyt punktet.""",
    en="""The item at {at} lies outside the meeting ({starts} to {ends}).
          Correct the time, or move the item.""",
)
def alliance_agenda(meeting: Meeting, _: Context) -> Iterator[Verdict]:
    """A meeting's agenda runs forward inside the meeting.

    ## What it checks
    No item of an `agenda` is earlier than the item before it, earlier than `starts`, or later than `ends`. If
    `starts` or `ends` is not recorded, it cannot be told whether all items lie inside.

    ## Why
    People come from work and go home to their families. They are told what happens when.
    """
    if not meeting.agenda:
        return
    starts, ends = meeting.starts, meeting.ends
    facts = {}
    for field, moment in (("starts", starts), ("ends", ends)):
        facts[field] = _clock(moment) if moment else None
        if moment is None:
            yield missing(field)
    for i, item in enumerate(meeting.agenda):
        before = meeting.agenda[i - 1].at if i else None
        wrong = broken("agenda", i, "at", at=_clock(item.at), **facts)
        if (starts and item.at < starts) or (ends and item.at > ends):
            yield wrong
        elif before and item.at < before:
            wrong.facts["before"] = _clock(before)
            yield wrong._replace(wording=_BACKWARD)


def _clock(moment: time) -> Label:
    return Label(f"{moment:%H.%M}", f"{moment:%H:%M}")


@rule(
    about=Alliance,
    level="warning",
    source="aarhus-children-and-youth-alliance-2018, Kontakt",
    title="Begge sider af en alliance har en kontakt.",
    da="""Blandt alliancens kontakter er der ingen fra {side}.
          Tilføj en kontakt, så begge sider har en.""",
    en="""None of the contacts of the alliance belongs to {side}.
          Add a contact, so that both sides have one.""",
)
def alliance_contacts(alliance: Alliance, context: Context) -> Iterator[Verdict]:
    """Both sides of an alliance have a contact.

    ## What it checks
    Among the `contacts` of an alliance, one belongs to an `association` and one to a `department`. A contact
    with neither may belong to either side.

    ## Why
    One contact knows the associations, and one the municipality.
    """
    for side, label in _SIDES.items():
        answer = Answer.some(context.contact_belongs(id, side) for id in alliance.contacts)
        if answer is not Answer.HOLDS:
            yield verdict(answer, "contacts", side=label)


@rule(
    about=Alliance,
    level="warning",
    source="aarhus-children-and-youth-alliance-2018, Børne- og ungealliancens deltagere",
    title="Det, som en alliance har lovet til en bestemt dag, er gjort den dag.",
    da="""Alliancens løfte skulle være indfriet den {due}, men er ikke registreret som indfriet.
          Skriv i done_on, hvornår det blev gjort, eller aftal en ny frist (due).""",
    en="""What the alliance has promised was due on {due}, but is not recorded as done.
          Say in done_on when it was done, or agree on another day (due).""",
)
def commitment_overdue(alliance: Alliance, context: Context) -> Iterator[Verdict]:
    """What an alliance promised for a day is done by then.

    ## What it checks
    In each of the `commitments` whose day `due` has passed, `done_on` says when it was done. A promise that
    was kept late is kept.

    ## Why
    An alliance has no money and no boss. It lives by what its members do for each other.
    """
    for i, commitment in enumerate(alliance.commitments):
        is_done = commitment.done_on is not None and commitment.done_on <= context.on
        if commitment.due and commitment.due < context.on and not is_done:
            yield broken("commitments", i, "done_on", due=commitment.due)
