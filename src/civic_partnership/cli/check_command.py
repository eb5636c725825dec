"""The command `check`."""

import datetime
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from civic_partnership.errors import PathError
from civic_partnership.values import Label, Language

from .bilingual_commands import command, flag, option
from .completion import complete_rule
from .failures import WrongUse, status_of_findings
from .invocation import get_invocation
from .shared_arguments import LANG, ON, parse_rule, path_argument
from .streams import print_to_stderr, write_utf8

if TYPE_CHECKING:
    from civic_partnership.findings import Rule

_rule_option = partial(option, type=parse_rule, metavar="RULE", multiple=True, shell_complete=complete_rule)


@command(
    "check",
    label=Label(
        """Kontrollér registre, og skriv, hvad der er galt.

        Hver PATH er ét register: en mappe (TOML, CSV) eller en fil (TOML, JSON, NDJSON).
        Med --base er PATH én stor fil med et partnerskab i hver linje.

        \b
        0  intet galt
        1  fejl fundet
        2  forkert brug
        3  noget kunne ikke læses
        """,
        """Check registers, and print what is wrong.

        Each PATH is one register: a folder (TOML, CSV) or a file (TOML, JSON, NDJSON).
        With --base, PATH is one big file with a partnership in each line.

        \b
        0  nothing wrong
        1  errors found
        2  wrong use
        3  something could not be read
        """,
    ),
)
@path_argument("paths", metavar="PATH...", nargs=-1, required=True)
@ON
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "ndjson", "sarif", "github", "csv"]),
    default="text",
    label=Label(
        "text (ellers det) til mennesker, csv til den, der leverede posterne, de andre til programmer.",
        "text (the default) for people, csv for whoever delivered the records, the others for programs.",
    ),
)
@LANG
@_rule_option("--select", label=Label("Kun denne regel; kan gentages.", "Only this rule; repeatable."))
@_rule_option("--ignore", label=Label("Ikke denne regel; kan gentages.", "Not this rule; repeatable."))
@flag(
    "--strict", label=Label("Slut med status 1, hvis der findes noget.", "End with status 1 on any finding.")
)
@flag("--undecided", label=Label("Vis også det uafklarede.", "List the undecided too."))
@option(
    "--base",
    type=click.Path(),
    metavar="DIR",
    label=Label(
        "Registeret med ordninger og alt andet, som linjerne i den store NDJSON-fil nævner.",
        "The register of programmes and all else that the lines of the big NDJSON file name.",
    ),
)
@option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    label=Label("Kontrollér i så mange processer (med --base).", "Check in so many processes (with --base)."),
)
@flag(
    "--cache",
    label=Label(
        "Husk, hvad der er fundet, så kun det ændrede kontrolleres næste gang. Det gemmes i din egen "
        "cache-mappe, også personoplysninger, og slettes, når det ikke er brugt i 30 dage.",
        "Remember what was found, so that next time only what changed is checked. It is kept in your own "
        "cache folder, personal data too, and removed once it was not used for 30 days.",
    ),
)
def check_command(  # noqa: PLR0913 - the options of the command
    paths: Sequence[str],
    on: datetime.date,
    format_: str,
    lang: Language,
    select: "Sequence[Rule]",
    ignore: "Sequence[Rule]",
    base: str | None,
    jobs: int | None,
    *,
    strict: bool,
    undecided: bool,
    cache: bool,
) -> int:
    """Check registers; return the exit status."""
    from civic_partnership.checking import (
        CheckedRegister,
        CheckResult,
        check_files,
        make_unreadable_register,
    )
    from civic_partnership.findings import UNREADABLE_FILE

    from .screen import show_progress

    if jobs is not None and base is None:
        raise WrongUse("--jobs bruges kun sammen med --base.", "--jobs is used only together with --base.")
    if cache and base is not None:
        raise WrongUse(
            "--cache kan ikke bruges sammen med --base.", "--cache cannot be used together with --base."
        )
    invocation = get_invocation()
    host = invocation.host
    wanted = {rule.name for rule in (*(select or invocation.rules), UNREADABLE_FILE)}
    wanted -= {rule.name for rule in ignore}
    if base is not None:
        from .check_stream import check_one_stream

        return check_one_stream(
            paths, base, jobs or 1, format_, lang, on, wanted, strict=strict, undecided=undecided
        )
    registers: list[CheckedRegister] = []
    problems = [Label(each.da, each.en) for each in host.rule_problems]
    status = 0
    for path in paths:
        with show_progress(path, lang):
            try:
                checked = check_files(path, host, on, cache=cache)
            except PathError as error:
                registers.append(make_unreadable_register(path, error))
                status = 3
                continue
        findings = [each for each in checked.findings if each.rule in wanted]
        registers.append(CheckedRegister(checked.reading, findings))
        problems += [failure.message for failure in checked.failures if failure.rule in wanted]
        status = max(status, status_of_findings(findings, strict=strict))
    for problem in problems:
        print_to_stderr(problem.in_language(lang))
    result = CheckResult(registers, invocation.rules, problems)
    if format_ == "text":
        from .check_text import print_text

        print_text(result, on, lang, undecided=undecided)
    else:
        from civic_partnership.checking import FORMATS

        write_utf8(invocation.answer, FORMATS[format_](result, lang))
    return 3 if problems else status
