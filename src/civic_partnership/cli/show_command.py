"""The command `show`."""

import click

from civic_partnership.values import Label, Language

from .bilingual_commands import command, option
from .failures import LEFT_OUT, WrongUse, refuse_wrong_input, status_of_findings
from .shared_arguments import LANG, path_argument
from .streams import print_to_stderr


@command(
    "show",
    label=Label(
        """Vis registerets indhold som tabeller, eller én post helt: KIND.ID.

        --select viser en del på tværs af posterne: 'partnerships.*.grants', med beløbene lagt sammen.
        Personoplysninger vises ikke.
        """,
        """Show what the register holds, as tables, or one record whole: KIND.ID.

        --select shows a part across the records: 'partnerships.*.grants', with the amounts summed.
        Personal data are not shown.
        """,
    ),
)
@path_argument("path", metavar="PATH")
@click.argument("record", required=False, metavar="[KIND.ID]")
@option(
    "--select",
    "pattern",
    metavar="PATTERN",
    label=Label(
        "Kun disse steder; * står for alle bogstaver.", "Only these places; * stands for any letters."
    ),
)
@LANG
def show_command(path: str, record: str | None, pattern: str | None, lang: Language) -> int:
    """Show a register, a record or a part; return the exit status."""
    from civic_partnership.storage import read, split_address, unknown_record

    from .record_page import print_record
    from .register_tables import print_register
    from .selection import print_selection

    if record and pattern:
        raise WrongUse("Giv enten KIND.ID eller --select.", "Give either KIND.ID or --select.")
    reading = read(path)
    if reading.register.left_out:
        print_to_stderr(LEFT_OUT.in_language(lang))
    if record:
        with refuse_wrong_input():
            key, rest = split_address(record.replace("/", ".", 1))
            shown = reading.register.get(key)
            if shown is None:
                raise unknown_record(reading.register, key)
        if not rest:
            print_record(key, shown, lang)
        pattern = rest and record
    if pattern and not print_selection(reading.register, pattern, lang):
        raise WrongUse(
            f"Der står intet i {pattern}. Skriv det som 'partnerships.*.grants'.",
            f"There is nothing in {pattern}. Write it as 'partnerships.*.grants'.",
        )
    if not record and not pattern:
        print_register(reading.register, lang)
    return status_of_findings(reading.findings)
