"""The commands."""

import datetime
import difflib
from collections.abc import Callable, Iterable, Sequence

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
from civic_partnership.findings import SHAPE_RULES, UNREADABLE_FILE, Finding, Rule, printable
from civic_partnership.hosting import Host
from civic_partnership.storage import read
from civic_partnership.values import Label, Language, PartialDate

from .streams import say_beside, write_utf8
from .usage import Commands, Wrong

LANG = click.option(
    "--lang",
    type=click.Choice(["da", "en"]),
    default="da",
    envvar="CIVIC_PARTNERSHIP_LANG",
    show_default=True,
    show_envvar=True,
    help="Sprog. / Language.",
)


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


ON = click.option(
    "--on",
    type=day,
    metavar="DAY",
    help="Kontrollér pr. denne dag (ellers i dag). / Check as of this day (else today).",
)


def host() -> Host:
    """The host of this command, with the plugins that are installed."""
    root = click.get_current_context().find_root()
    if root.obj is None:
        root.obj = Host()
    return root.obj  # type: ignore[no-any-return] # made here and nowhere else


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
    for problem in problems:
        say_beside(printable(problem.said(lang)))


def all_rules() -> tuple[Rule, ...]:
    """The rules about the shape of files, those of the package, and those of plugins."""
    return (*SHAPE_RULES, *host().rules)


def rule_named(name: str) -> Rule:
    """The rule of a name."""
    rules = {rule.name: rule for rule in all_rules()}
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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="civic-partnership")
def cli() -> None:
    """Kommunale partnerskaber med foreninger i almindelige filer.

    Municipal partnerships with voluntary associations in plain files.
    """


@cli.command("check")
@click.argument("paths", type=path_given, metavar="PATH...", nargs=-1, required=True)
@ON
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "ndjson", "sarif", "github", "csv"]),
    default="text",
    show_default=True,
    help="Tekst til mennesker, csv til den, der leverede posterne, de andre til programmer. / "
    "Text for people, csv for whoever delivered the records, the others for programs.",
)
@LANG
@click.option(
    "--select",
    type=rule_named,
    metavar="RULE",
    multiple=True,
    help="Kun denne regel; kan gentages. / Only this rule; repeatable.",
)
@click.option(
    "--ignore",
    type=rule_named,
    metavar="RULE",
    multiple=True,
    help="Ikke denne regel; kan gentages. / Not this rule; repeatable.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Slut med status 1, hvis der findes noget. / End with status 1 on any finding.",
)
@click.option("--undecided", is_flag=True, help="Vis også det uafklarede. / List the undecided too.")
def check_command(
    paths: Sequence[str],
    on: datetime.date | None,
    format_: str,
    lang: Language,
    select: Sequence[Rule],
    ignore: Sequence[Rule],
    *,
    strict: bool,
    undecided: bool,
) -> int:
    """Kontrollér registre: hver PATH er ét register, en mappe (TOML, CSV) eller en fil (TOML, JSON, NDJSON).

    Check registers: each PATH is one register, a folder (TOML, CSV) or a file (TOML, JSON, NDJSON).

    \b
    0  intet galt / nothing wrong
    1  fejl fundet / errors found
    2  forkert brug / wrong use
    3  noget kunne ikke læses / something could not be read
    """  # noqa: D301 - the escape tells click to keep the lines
    from .diagnostics import FORMATS  # noqa: PLC0415 - rich, where it is used
    from .report import Checked, as_text, told_failure, unread  # noqa: PLC0415 - the same
    from .screen import working  # noqa: PLC0415 - the same

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
        problems += [told_failure(failure) for failure in report.failures if wanted(failure.rule)]
        status = max(status, _status(findings, strict=strict))
    for problem in problems:
        say_beside(printable(problem.said(lang)))
    if format_ == "text":
        as_text(checked, as_of, all_rules(), lang, undecided=undecided)
    else:
        write_utf8(FORMATS[format_](checked, all_rules(), problems, lang))
    return 3 if problems else status


@cli.command("show")
@click.argument("path", type=path_given, metavar="PATH")
@LANG
def show_command(path: str, lang: Language) -> int:
    """Vis, hvad registeret rummer, som tabeller. Persondata vises ikke.

    Show what the register holds, as tables. Personal data are not shown.
    """
    from .overview import show  # noqa: PLC0415 - rich, only where it is used

    try:
        reading = read(path)
    except PathError as error:
        say_beside(printable(error.said(lang)))
        return 3
    show(reading, lang)
    return _status(reading.findings, strict=False)


@cli.command("rules")
@LANG
def rules_command(lang: Language) -> int:
    """Vis alle regler efter emne.

    List all rules by subject.
    """
    from .pages import list_rules  # noqa: PLC0415 - rich, only where it is used

    list_rules(all_rules(), lang)
    return 0


@cli.command("explain")
@click.argument("rule", type=rule_named, metavar="RULE")
@LANG
def explain_command(rule: Rule, lang: Language) -> int:
    """Vis en regels side: hvad den kræver, hvorfor, og eksempler (på engelsk).

    Show the page of a rule: what it checks, why, and examples.
    """
    from .pages import explain  # noqa: PLC0415 - rich, only where it is used

    explain(rule, lang)
    return 0


def _wanted(select: Sequence[Rule], ignore: Sequence[Rule]) -> Callable[[str], bool]:
    """Which rules are told; what could not be read is told unless it is ignored by name."""
    chosen = {rule.name for rule in (*(select or all_rules()), UNREADABLE_FILE)} - {
        rule.name for rule in ignore
    }
    return chosen.__contains__


def _status(findings: Iterable[Finding], *, strict: bool) -> int:
    """0, 1 for what is wrong, 3 for what could not be read."""
    findings = list(findings)
    if any(finding.rule == UNREADABLE_FILE.name for finding in findings):
        return 3
    return int(any(strict or finding.level == "error" for finding in findings))
