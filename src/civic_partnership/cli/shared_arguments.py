"""Arguments and options that several commands take."""

import datetime
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from civic_partnership._version import __version__
from civic_partnership.values import Label, Language, PartialDate

from .bilingual_commands import option
from .completion import complete_file, complete_folder
from .invocation import get_invocation
from .language import LANGUAGES, VARIABLE
from .usage_errors import WrongUse, suggest

if TYPE_CHECKING:
    from civic_partnership.findings import Rule


def parse_day(text: str) -> datetime.date:
    """Read a day such as `2025-03-01`."""
    try:
        date = PartialDate(text)
    except ValueError:
        date = None
    if date is None or date.approximate or date.earliest != date.latest:
        raise WrongUse(
            f"--on kræver en dag som 2025-03-01, ikke {text}.",
            f"--on takes a day such as 2025-03-01, not {text}.",
        )
    return date.earliest


def parse_path(text: str) -> str:
    """Read a path; refuse an empty one, which is a variable that was not set and not this folder."""
    if not text:
        raise WrongUse("En sti er tom; skriv en fil eller mappe.", "A path is empty; name a file or folder.")
    return text


def parse_rule(name: str) -> "Rule":
    """Find the rule of a name."""
    rules = {rule.name: rule for rule in get_invocation().rules}
    if name not in rules:
        hint = suggest(name, rules)
        raise WrongUse(f"Der findes ingen regel {name}.{hint.da}", f"There is no rule {name}.{hint.en}")
    return rules[name]


def read_format_options(cls: type[Any], pairs: Sequence[str], file: str | None) -> dict[str, Any]:
    """Read the options of a format from a file and from the command line, which goes before the file."""
    from civic_partnership.exporting import parse_option_pairs, read_options_file

    return {**(read_options_file(file) if file else {}), **parse_option_pairs(cls, pairs)}


def _current_language() -> Language:
    return get_invocation().lang


def _show_version(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click hands it in
    if asked and not context.resilient_parsing:
        click.echo(f"{context.info_name}, version {__version__}", file=get_invocation(context).answer)
        context.exit()


path_argument = partial(click.argument, type=parse_path, shell_complete=complete_file)
"""Declares a path that is read."""

file_option = partial(option, type=parse_path, metavar="FILE", shell_complete=complete_file)
"""Declares an option that names a file."""

folder_option = partial(option, type=parse_path, metavar="DIR", shell_complete=complete_folder)
"""Declares an option that names a folder."""

ON = option(
    "--on",
    type=parse_day,
    metavar="DAY",
    label=Label("Kontrollér pr. denne dag (ellers i dag).", "Check as of this day (else today)."),
)
LANG = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=_current_language,
    label=Label(
        f"Sprog; ellers det i {VARIABLE}, ellers dansk. Kan også stå før kommandoen.",
        f"Language; else that in {VARIABLE}, else Danish. It may stand before the command too.",
    ),
)
GROUP_LANG = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    envvar=VARIABLE,
    expose_value=False,
    label=Label(
        f"Sprog; ellers det i {VARIABLE}, ellers dansk.", f"Language; else that in {VARIABLE}, else Danish."
    ),
)
VERSION = option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    label=Label("Vis programmets version.", "Show the version and exit."),
)
PAIRS = option(
    "--option",
    "pairs",
    metavar="K=V",
    multiple=True,
    label=Label("Et tilvalg til formatet; kan gentages.", "An option of the format; repeatable."),
)
OPTIONS_FILE = option(
    "--options",
    "options_file",
    metavar="FILE",
    shell_complete=complete_file,
    label=Label("Tilvalg i en TOML-fil.", "Options in a TOML file."),
)
