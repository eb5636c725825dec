"""The commands."""

import datetime
import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from civic_partnership.errors import (
    CivicPartnershipError,
    ConflictError,
    LossError,
    MappingError,
    OptionsError,
    PathError,
    PluginError,
    RecordsError,
)
from civic_partnership.values import Label, Language, PartialDate

from .completion import complete_file, complete_rule
from .help import LANG, LANG_OF_ALL, VERSION, option
from .invocation import invocation
from .streams import say_beside, write_utf8
from .usage import Commands, Wrong

if TYPE_CHECKING:
    from civic_partnership.findings import Finding, Rule
    from civic_partnership.hosting import Host


def day(text: str) -> datetime.date:
    """A day as `2025-03-01`."""
    try:
        read = PartialDate(text)
    except ValueError:
        read = None
    if read is None or read.approximate or read.earliest != read.latest:
        raise Wrong(
            f"--on kræver en dag som 2025-03-01, ikke {text}.",
            f"--on takes a day such as 2025-03-01, not {text}.",
        )
    return read.earliest


ON = option(
    "--on",
    type=day,
    metavar="DAY",
    label=Label("Kontrollér pr. denne dag (ellers i dag).", "Check as of this day (else today)."),
)


def host() -> "Host":
    """The host of this command, with the plugins that are installed."""
    return invocation().host


_STATUSES: dict[type[CivicPartnershipError], int] = {
    RecordsError: 1,
    LossError: 1,
    ConflictError: 1,
    OptionsError: 2,
    MappingError: 2,
}


def status_of(error: CivicPartnershipError) -> int:
    """The exit status that an error gives: 3 where a file cannot be read or written, or a plugin fails."""
    return _STATUSES.get(type(error), 3)


def tell_all(problems: Iterable[PluginError], lang: Language) -> None:
    """Tell in what plugins failed."""
    from civic_partnership.findings import remove_control_characters

    for problem in problems:
        say_beside(remove_control_characters(problem.in_language(lang)))


def rule_named(name: str) -> "Rule":
    """The rule of a name."""
    rules = {rule.name: rule for rule in invocation().rules}
    if name not in rules:
        near = difflib.get_close_matches(name, rules, n=1)
        raise Wrong(
            f"Der findes ingen regel {name}.{f' Mente du {near[0]}?' if near else ''}",
            f"There is no rule {name}.{f' Did you mean {near[0]}?' if near else ''}",
        )
    return rules[name]


def path_given(text: str) -> str:
    """A path to read; an empty one is a variable that was not set, not this folder."""
    if not text:
        raise Wrong("En sti er tom; skriv en fil eller mappe.", "A path is empty; name a file or folder.")
    return text


@click.group(
    cls=Commands,
    invoke_without_command=True,
    no_args_is_help=True,
    label=Label(
        "Kommunale partnerskaber med foreninger i almindelige filer.",
        "Municipal partnerships with voluntary associations in plain files.",
    ),
)
@LANG_OF_ALL
@VERSION
def cli() -> None:
    """Take the options that stand before the command, which must follow."""
    if click.get_current_context().invoked_subcommand is None:
        raise Wrong("Kommandoen mangler.", "The command is missing.")


@cli.command(
    "check",
    label=Label(
        """Kontrollér registre, og skriv, hvad der er galt.

        Hver PATH er ét register: en mappe (TOML, CSV) eller en fil (TOML, JSON, NDJSON).

        \b
        0  intet galt
        1  fejl fundet
        2  forkert brug
        3  noget kunne ikke læses
        """,
        """Check registers, and print what is wrong.

        Each PATH is one register: a folder (TOML, CSV) or a file (TOML, JSON, NDJSON).

        \b
        0  nothing wrong
        1  errors found
        2  wrong use
        3  something could not be read
        """,
    ),
)
@click.argument(
    "paths",
    type=path_given,
    metavar="PATH...",
    nargs=-1,
    required=True,
    shell_complete=complete_file,
)
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
@option(
    "--select",
    type=rule_named,
    metavar="RULE",
    multiple=True,
    shell_complete=complete_rule,
    label=Label("Kun denne regel; kan gentages.", "Only this rule; repeatable."),
)
@option(
    "--ignore",
    type=rule_named,
    metavar="RULE",
    multiple=True,
    shell_complete=complete_rule,
    label=Label("Ikke denne regel; kan gentages.", "Not this rule; repeatable."),
)
@option(
    "--strict",
    is_flag=True,
    label=Label("Slut med status 1, hvis der findes noget.", "End with status 1 on any finding."),
)
@option("--undecided", is_flag=True, label=Label("Vis også det uafklarede.", "List the undecided too."))
def check_command(
    paths: Sequence[str],
    on: datetime.date | None,
    format_: str,
    lang: Language,
    select: "Sequence[Rule]",
    ignore: "Sequence[Rule]",
    *,
    strict: bool,
    undecided: bool,
) -> int:
    """Check registers; the exit status."""
    from civic_partnership.findings import remove_control_characters
    from civic_partnership.storage import read

    from .diagnostics import FORMATS
    from .report import Checked, as_text, unread
    from .screen import working

    as_of = on or datetime.date.today()  # noqa: DTZ011 - the user's own day
    wanted = _wanted(select, ignore)
    checked: list[Checked] = []
    problems = [Label(each.da, each.en) for each in host().unasked]
    status = 0
    for path in paths:
        with working(path, lang):
            try:
                reading = read(path)
            except PathError as error:
                checked.append(unread(path, error))
                status = 3
                continue
            report = host().check(reading.register, on=as_of)
        findings = [each for each in (*reading.findings, *report.findings) if wanted(each.rule)]
        checked.append(Checked(reading, tuple(findings)))
        problems += [failure.message for failure in report.failures if wanted(failure.rule)]
        status = max(status, _status(findings, strict=strict))
    for problem in problems:
        say_beside(remove_control_characters(problem.in_language(lang)))
    if format_ == "text":
        as_text(checked, as_of, invocation().rules, lang, undecided=undecided)
    else:
        write_utf8(invocation().answer, FORMATS[format_](checked, invocation().rules, problems, lang))
    return 3 if problems else status


@cli.command(
    "show",
    label=Label(
        "Vis, hvad registeret rummer, som tabeller. Persondata vises ikke.",
        "Show what the register holds, as tables. Personal data are not shown.",
    ),
)
@click.argument("path", type=path_given, metavar="PATH", shell_complete=complete_file)
@LANG
def show_command(path: str, lang: Language) -> int:
    """Show a register; the exit status."""
    from civic_partnership.findings import remove_control_characters
    from civic_partnership.storage import read

    from .overview import show

    try:
        reading = read(path)
    except PathError as error:
        say_beside(remove_control_characters(error.in_language(lang)))
        return 3
    show(reading, lang)
    return _status(reading.findings, strict=False)


@cli.command("rules", label=Label("Vis alle regler efter emne.", "List all rules by subject."))
@LANG
def rules_command(lang: Language) -> int:
    """List the rules; the exit status."""
    from .pages import list_rules

    list_rules(invocation().rules, lang)
    return 0


@cli.command(
    "explain",
    label=Label(
        "Vis en regels side: hvad den kræver, hvorfor, og eksempler (på engelsk).",
        "Show the page of a rule: what it checks, why, and examples.",
    ),
)
@click.argument("rule", type=rule_named, metavar="RULE", shell_complete=complete_rule)
@LANG
def explain_command(rule: "Rule", lang: Language) -> int:
    """Show the page of a rule; the exit status."""
    from .pages import explain

    explain(rule, lang)
    return 0


def _wanted(select: "Sequence[Rule]", ignore: "Sequence[Rule]") -> Callable[[str], bool]:
    """Which rules are told; what could not be read is told unless it is ignored by name."""
    from civic_partnership.findings import UNREADABLE_FILE

    chosen = {rule.name for rule in (*(select or invocation().rules), UNREADABLE_FILE)} - {
        rule.name for rule in ignore
    }
    return chosen.__contains__


def _status(findings: "Iterable[Finding]", *, strict: bool) -> int:
    """0, 1 for what is wrong, 3 for what could not be read."""
    from civic_partnership.findings import UNREADABLE_FILE

    findings = list(findings)
    if any(finding.rule == UNREADABLE_FILE.name for finding in findings):
        return 3
    return int(any(strict or finding.level == "error" for finding in findings))
