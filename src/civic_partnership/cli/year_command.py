"""The command `year`."""

import datetime

import click

from civic_partnership.values import Label, Language

from .bilingual_commands import command, option
from .failures import LEFT_OUT, WrongUse, refuse_wrong_input, status_of_findings
from .invocation import get_invocation
from .shared_arguments import LANG, day_option, path_argument
from .streams import print_to_stderr, write_utf8


def _parse_year(text: str) -> int:
    from civic_partnership.values import FIRST_YEAR, LAST_YEAR

    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    raise WrongUse(
        f"YEAR er et år som 2026, fra {FIRST_YEAR} til {LAST_YEAR}, ikke {text}.",
        f"YEAR is a year such as 2026, from {FIRST_YEAR} to {LAST_YEAR}, not {text}.",
    )


@command(
    "year",
    label=Label(
        """Vis årshjulet: hvad der skal ske hvornår, måned for måned.

        Det overskredne står først, også fra tidligere år: udbetalinger, regnskaber, handleplaner,
        evalueringer og løfter. Møder og aftaler, hvis dag er gået, er ikke med. Personoplysninger vises ikke.
        """,
        """Show the year's wheel: what is due when, month by month.

        What is overdue stands first, from earlier years too: payments, accounts, action plans, evaluations
        and promises. Meetings and ends of agreements that have passed are not shown, nor are personal data.
        """,
    ),
)
@path_argument("path", metavar="PATH")
@click.argument("year", type=_parse_year, required=False, metavar="[YEAR]")
@day_option(
    label=Label("Hvad der mangler pr. denne dag (ellers i dag).", "What is due as of this day (else today).")
)
@option(
    "--consultant",
    metavar="ID",
    label=Label("Kun det, som denne kontakt tager sig af.", "Only what this contact looks after."),
)
@option(
    "--partnership",
    metavar="ID",
    label=Label("Kun dette partnerskab.", "Only this partnership."),
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    label=Label(
        "text (ellers det) til mennesker, json til programmer, csv til regneark.",
        "text (the default) for people, json for programs, csv for spreadsheets.",
    ),
)
@LANG
def year_command(
    path: str,
    year: int | None,
    on: datetime.date,
    consultant: str | None,
    partnership: str | None,
    format_: str,
    lang: Language,
) -> int:
    """Show what is due in a year; return the exit status."""
    from civic_partnership.deadlines import find_deadlines
    from civic_partnership.model import RecordKey
    from civic_partnership.storage import read, unknown_record

    from .year_formats import FORMATS
    from .year_text import YearWheel, print_wheel

    shown = on.year if year is None else year
    reading = read(path)
    register = reading.register
    for kind, id in (("contacts", consultant), ("partnerships", partnership)):
        if id is not None and id not in getattr(register, kind) and not register.may_hold(kind, id):
            with refuse_wrong_input():
                raise unknown_record(register, RecordKey(kind, id))
    if register.left_out:
        print_to_stderr(LEFT_OUT.in_language(lang))
    since, until = datetime.date(shown, 1, 1), datetime.date(shown, 12, 31)
    found = find_deadlines(register, on=on, since=since, until=until, consultant=consultant)
    deadlines = [each for each in found if partnership in (None, each.partnership)]
    if format_ == "text":
        print_wheel(YearWheel(shown, on, deadlines), lang)
    else:
        write_utf8(get_invocation().answer, FORMATS[format_](YearWheel(shown, on, deadlines), lang))
    return status_of_findings(reading.findings)
