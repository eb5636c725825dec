"""The deadlines of a year as text for people: the overdue first, then month by month, the like together."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import frozen

from civic_partnership.deadlines import Deadline
from civic_partnership.findings import format_fact, format_text, sentence
from civic_partnership.values import OPEN, Label, Language, PartialDate

from .screen import open_screen

OVERDUE = Label("overskredet", "overdue")
MAY_BE_OVERDUE = Label("måske overskredet", "may be overdue")
_HEADING = Label("Årshjul {year} pr. {on}: {number}", "The year {year} as of {on}: {number}")
_DEADLINES = Label("{number} frister, {overdue} overskredet", "{number} deadlines, {overdue} overdue")
_ONE_DEADLINE = Label("1 frist, {overdue} overskredet", "1 deadline, {overdue} overdue")
_NOTHING = Label("intet forfalder", "nothing is due")
_WITHOUT_DAY = Label("Uden kendt frist", "Without a known day")
_AT_THE_LATEST = Label("senest {day}", "by {day}")
_AT_THE_EARLIEST = Label("tidligst {day}", "not before {day}")
_PARTNERSHIPS = Label("partnerskaber", "partnerships")
_RECORDS = Label("poster", "records")


@frozen
class YearWheel:
    """The deadlines of a year, as of a day.

    Attributes:
        year: the year.
        on: the day.
        deadlines: the deadlines, in the order in which `find_deadlines` returns them.
    """

    year: int
    on: datetime.date
    deadlines: Sequence[Deadline]

    @property
    def counts(self) -> dict[str, int]:
        """The number of all deadlines, and of those that are or may be overdue."""
        return {
            "all": len(self.deadlines),
            "overdue": sum(each.is_overdue for each in self.deadlines),
            "may_be_overdue": sum(each.may_be_overdue for each in self.deadlines),
        }


def print_wheel(wheel: YearWheel, lang: Language) -> None:
    """Print what is overdue, then what is due month by month, then what has no known day."""
    screen = open_screen()
    counts = wheel.counts
    template = _ONE_DEADLINE if counts["all"] == 1 else _DEADLINES if counts["all"] else _NOTHING
    number = sentence(template, {"number": counts["all"], "overdue": counts["overdue"]})
    facts = {"year": wheel.year, "on": wheel.on, "number": number}
    screen.print_wrapped(sentence(_HEADING, facts).in_language(lang), style="bold")
    with_contacts = len({each.contacts for each in wheel.deadlines if each.partnership}) > 1
    for section, deadlines in groupby(wheel.deadlines, _find_section):
        rows = _group_alike(deadlines)
        screen.print()
        screen.print_wrapped(
            f"{section.capitalized.in_language(lang)} ({sum(map(len, rows))})",
            style="bold red" if section is OVERDUE else "bold",
        )
        days = [_format_day(alike[0], lang) for alike in rows]
        width = max(map(len, days))
        for day, alike in zip(days, rows, strict=True):
            first = f"  {day:<{width}}  " if width else "  "
            rest = " " * len(first)
            what = _describe(alike[0], wheel.on, lang)
            owner, *below = _list_owners(alike, lang, with_contacts=with_contacts)
            screen.print_wrapped(f"{what} · {owner}", first, rest)
            for line in below:
                screen.print_wrapped(line, rest, f"{rest}  " if with_contacts else rest)


def _find_section(deadline: Deadline) -> Label:
    """Return the heading under which a deadline stands."""
    if deadline.is_overdue:
        return OVERDUE
    if deadline.last == OPEN:
        return _WITHOUT_DAY
    month = PartialDate(f"{deadline.last:%Y-%m}")
    return Label(format_fact(month, "da"), format_fact(month, "en"))


def _group_alike(deadlines: Iterable[Deadline]) -> list[list[Deadline]]:
    """Put together the deadlines that differ only in whom they concern."""
    groups: dict[object, list[Deadline]] = defaultdict(list)
    for each in deadlines:
        groups[each.first, each.last, each.kind, each.text].append(each)
    return list(groups.values())


def _format_day(deadline: Deadline, lang: Language) -> str:
    """Return the day of a deadline, without the year if the year stands in the heading."""
    if deadline.last == OPEN:
        return ""
    day = format_fact(deadline.last, lang)
    if not deadline.is_overdue:
        day = day.rpartition(" ")[0]
    if deadline.first == deadline.last:
        return day
    return sentence(_AT_THE_LATEST, {"day": day}).in_language(lang)


def _describe(deadline: Deadline, on: datetime.date, lang: Language) -> str:
    """Return what is due, and what is not certain about its day."""
    what = deadline.text.in_language(lang)
    if deadline.may_be_overdue:
        what += f" ({MAY_BE_OVERDUE.in_language(lang)})"
    elif on < deadline.first < deadline.last:
        what += f" ({sentence(_AT_THE_EARLIEST, {'day': deadline.first}).in_language(lang)})"
    return what


def _list_owners(alike: Sequence[Deadline], lang: Language, *, with_contacts: bool) -> list[str]:
    """Return whom deadlines concern; if these are several, how many they are, then a line for each contact.

    A name that has several of the deadlines stands once, with their number.
    """
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for each in alike:
        contacts = each.contacts if with_contacts and each.partnership else ()
        names[", ".join(map(format_text, contacts))][each.owner] += 1
    lines = {
        contacts: ", ".join(f"{name} ({number})" if number > 1 else name for name, number in counted.items())
        for contacts, counted in names.items()
    }
    number = len({each.partnership or each.record for each in alike})
    if number == 1:
        return [f"{line} ({contacts})" if contacts else line for contacts, line in lines.items()]
    word = _PARTNERSHIPS if all(each.partnership for each in alike) else _RECORDS
    below = [f"{contacts}: {line}" if contacts else line for contacts, line in lines.items()]
    return [f"{number} {word.in_language(lang)}", *below]
