"""The rule about the handing over of the work from one resource person to the next."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from civic_partnership.findings import Verdict, rule, verdict, wording
from civic_partnership.model import Employment, Partnership
from civic_partnership.values import Answer

from .context import Context
from .requirement import last_day_asked
from .resource_persons import missing_employments

_YEAR = timedelta(days=366)
"""An uncertain first day lies between two days that are not farther apart."""
_UNSURE = wording(
    da="""Ressourcepersonen blev udskiftet senest den {changed}, men overleveringen er ikke registreret.
          Tilføj overlevering (handover), eller de nøjagtige datoer, når de kendes.""",
    en="""The resource person was replaced by {changed}, but no handover is recorded.
          Add the handover, or the exact dates once they are known.""",
)


@rule(
    about=Partnership,
    level="warning",
    source="copenhagen-experience-report-2023, Ressourcepersonen",
    title="Når en ressourceperson følger efter en anden, er overleveringen registreret.",
    da="""Ressourcepersonen blev udskiftet den {changed}, men overleveringen er ikke registreret.
          Tilføj overlevering (handover); registrér en dispensation (exempt), hvis der ikke var nogen.""",
    en="""The resource person was replaced on {changed}, but no handover is recorded.
          Add the handover; record an exemption (exempt) if there was none.""",
)
def handover_missing(partnership: Partnership, context: Context) -> Iterator[Verdict]:
    """When one resource person follows another, a handover is recorded.

    ## What it checks
    If another employment begins after the last day of an employment, the earlier employment has a `handover`.
    This is not asked if the same `person` goes on in another employment, nor after the last day of a
    cancelled agreement. Employments that overlap do not follow one another. A substitute whose employment
    lies inside that of a person with `leave` hands nothing over. Two employments whose `person` is not
    recorded are those of two people.

    ## Why
    Resource persons change often. A good handover keeps the work from hanging on one person.
    """
    yield from missing_employments(partnership, context)
    until = last_day_asked(partnership, context.on)
    begun = [each for each in partnership.employments if each.days.earliest_start <= until]
    last_start = max([each.days.latest_start for each in begun], default=date.min)
    leaving = [
        (i, each)
        for i, each in enumerate(partnership.employments)
        if each.handover is None and each.days.earliest_end < last_start
    ]
    if not leaving:
        return
    followers = _Followers(partnership.employments, begun, until)
    with_leave = [each for each in partnership.employments if each.leave]
    for i, employment in leaving:
        others = [each.days for each in with_leave if each is not employment]
        is_substitute = Answer.some(days.contains(employment.days) for days in others)
        if is_substitute is not Answer.HOLDS:
            certain = followers.find_certain(employment)
            if is_substitute is Answer.BROKEN and certain is not None:
                yield verdict(Answer.BROKEN, "employments", i, changed=certain.days.latest_start)
            elif (possible := certain or followers.find_possible(employment)) is not None:
                changed = possible.days.latest_start
                unsure = verdict(Answer.UNDECIDED, "employments", i, changed=changed)
                yield unsure._replace(wording=_UNSURE)


class _Followers:
    """The employments of a partnership that have begun by a day, for the search for the next person."""

    def __init__(self, employments: Sequence[Employment], begun: Sequence[Employment], until: date) -> None:
        self.until = until
        self.by_earliest = sorted(begun, key=lambda each: each.days.earliest_start)
        self.by_latest = sorted(begun, key=lambda each: each.days.latest_start)
        self.by_person: dict[str, list[Employment]] = defaultdict(list)
        for each in employments:
            if each.person:
                self.by_person[_fold(each.person)].append(each)

    def find_certain(self, employment: Employment) -> Employment | None:
        """Return an employment of another person that certainly follows, while the first one is gone."""
        own = self._others_of_person(employment)
        goes_on = min(
            (each.days.earliest_start for each in own if each.days.latest_end > employment.days.earliest_end),
            default=date.max,
        )
        ended = employment.days.latest_end
        first = bisect_right(self.by_earliest, ended, key=lambda each: each.days.earliest_start)
        for each in islice(self.by_earliest, first, None):
            if each.days.earliest_start >= goes_on:
                break
            if each.days.latest_start < goes_on and each.days.latest_start <= self.until:
                return each
        return None

    def find_possible(self, employment: Employment) -> Employment | None:
        """Return an employment of another person that may follow, while the first one may be gone."""
        own = self._others_of_person(employment)
        goes_on = min(
            (each.days.latest_start for each in own if each.days.earliest_end > employment.days.latest_end),
            default=date.max,
        )
        ended = employment.days.earliest_end
        first = bisect_right(self.by_latest, ended, key=lambda each: each.days.latest_start)
        for each in islice(self.by_latest, first, None):
            if each.days.latest_start - _YEAR > goes_on:
                break
            is_own = each is employment or any(each is other for other in own)
            if not is_own and each.days.earliest_start < goes_on:
                return each
        return None

    def _others_of_person(self, employment: Employment) -> list[Employment]:
        rows = self.by_person[_fold(employment.person)] if employment.person else []
        return [each for each in rows if each is not employment]


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
