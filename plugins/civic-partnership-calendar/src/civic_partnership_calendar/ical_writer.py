"""A calendar as iCalendar (RFC 5545), one event after the other."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

from civic_partnership.model import Municipality, RecordKey
from civic_partnership.values import Label

from . import words
from .occasions import Occasion
from .options import Options
from .subjects import TextOrLabel

ZONE = "Europe/Copenhagen"
_LENGTH = timedelta(hours=1)
"""The length of a meeting in the calendar if its end is not recorded."""
_MORNING = timedelta(hours=8)
"""The time of the reminder for an event that lasts a whole day."""
_GLANCE = 120
"""The largest number of characters of a name in a summary; the description has the whole name."""
_CLOSING = b"END:VCALENDAR"


class Writer:
    """A writer of the calendar of a municipality, which may be None if it is not recorded."""

    def __init__(self, municipality: Municipality | None, options: Options) -> None:
        self.municipality = municipality
        self.options = options

    def chunks(self, events: Iterable[tuple[RecordKey, Occasion]]) -> Iterator[bytes]:
        """Yield the bytes before the events, the bytes of each event, and the end."""
        opening, closing, rest = self._calendar().to_ical(sorted=False).rpartition(_CLOSING)
        yield opening
        for key, occasion in events:
            yield self._event(key, occasion).to_ical(sorted=False)
        yield closing + rest

    def _calendar(self) -> Calendar:
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//civic-partnership//ical//EN")
        name = self._text(words.CALENDAR)
        if self.municipality is not None:
            calendar.add("uid", self._uid("calendar"))
            name = f"{name}: {self._text(self.municipality.name)}"
        # The standard (RFC 7986) has the first name; most programs read the second.
        for property_name in ("name", "x-wr-calname"):
            calendar.add(property_name, vText(name))
        calendar.add_component(_zone())
        return calendar

    def _event(self, key: RecordKey, occasion: Occasion) -> Event:
        about = occasion.about
        summary = _glance(self._text(occasion.title), self._text(about.name))
        event = Event()
        event.add("uid", self._uid(key.kind, str(key.id), *map(str, occasion.tail)))
        event.add("dtstamp", datetime.combine(self.options.stamp, datetime.min.time(), UTC))
        _set_time(event, occasion)
        event.add("summary", summary)
        if occasion.place is not None:
            event.add("location", self._text(occasion.place))
        event.add("categories", [_capital(self._text(occasion.category))])
        facts = ((self._text(label), tuple(map(self._text, values))) for label, values in about.facts)
        if lines := [line for label, values in facts for line in _lines(_capital(label), values)]:
            event.add("description", "\n".join(lines))
        for days in sorted(set(self.options.alarm_days), reverse=True):
            event.add_component(_alarm(summary, days, whole_day=occasion.starts is None))
        return event

    def _uid(self, *parts: str) -> str:
        code = None if self.municipality is None else self.municipality.code
        return f"{'.'.join(parts)}@{'.'.join(filter(None, (code, 'civic-partnership')))}"

    def _text(self, text_or_label: TextOrLabel) -> str:
        text = (
            text_or_label.in_language(self.options.lang)
            if isinstance(text_or_label, Label)
            else text_or_label
        )
        return words.to_printable(text)


def _set_time(event: Event, occasion: Occasion) -> None:
    """Mark a whole day as free, and give each event an end, which Exchange needs."""
    if occasion.starts is None:
        event.add("dtstart", occasion.day)
        event.add("dtend", occasion.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    starts = datetime.combine(occasion.day, occasion.starts)
    ends = starts + _LENGTH if occasion.ends is None else datetime.combine(occasion.day, occasion.ends)
    event.add("dtstart", starts, parameters={"TZID": ZONE})
    event.add("dtend", ends, parameters={"TZID": ZONE})


def _alarm(summary: str, days: int, *, whole_day: bool) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", (_MORNING if whole_day else timedelta()) - timedelta(days=days))
    alarm.add("description", summary)
    return alarm


def _zone() -> Timezone:
    """Return Danish time by the rule in force since 1996, whatever the machine knows of time zones."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, begins, month, before, after, name in (
        (TimezoneDaylight(), datetime(1970, 3, 29, 2), 3, winter, summer, "CEST"),  # noqa: DTZ001 - local
        (TimezoneStandard(), datetime(1970, 10, 25, 3), 10, summer, winter, "CET"),  # noqa: DTZ001 - local
    ):
        part.add("dtstart", begins)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone


def _lines(label: str, values: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a fact; the later lines of a text are indented and look like no other fact."""
    texts = [value.replace("\n", "\n  ") for value in values]
    if len(texts) == 1:
        yield f"{label}: {texts[0]}"
    else:
        yield f"{label}:"
        yield from (f"- {text}" for text in texts)


def _glance(title: str, name: str) -> str:
    text = " ".join(name.split())
    shown = text if len(text) <= _GLANCE else f"{text[: _GLANCE - 1]}…"
    return f"{_capital(title)}: {shown}" if shown else _capital(title)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
