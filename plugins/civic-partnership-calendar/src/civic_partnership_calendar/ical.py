"""The format `ical`."""

from collections.abc import Iterable

from civic_partnership import Register
from civic_partnership.plugins import Artifact, Loss
from civic_partnership.values import Label

from .options import Options
from .wheel import CARRIES, events, losses


class Ical:
    """An iCalendar file: an event for each meeting, deadline, and end of a term, employment or plan."""

    name = "ical"
    title = Label("iCalendar, årshjulet som kalender", "iCalendar, the year's wheel as a calendar")
    options = Options

    def carries(self, _: Options, /) -> frozenset[str]:
        """Return the days, and what is said of them."""
        return CARRIES

    def export(self, register: Register, options: Options, /) -> Iterable[Artifact | Loss]:
        """Yield one file, and a loss for each fact that is in no event."""
        options.check(register.contacts)
        from .ical_writer import Writer  # noqa: PLC0415 - it takes a while, and whoever lists formats need not wait

        writer = Writer(register.municipality, options)
        yield Artifact(
            name="calendar.ics",
            media_type="text/calendar; charset=utf-8",
            chunks=writer.chunks(events(register, options)),
        )
        yield from losses(register, options)
