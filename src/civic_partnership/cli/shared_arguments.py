"""Arguments and options that several commands take."""

import contextlib
import datetime
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from civic_partnership.values import Label

from .bilingual_commands import flag, option
from .failures import WrongUse, refuse_name
from .invocation import LANGUAGE_VARIABLE, LANGUAGES, get_invocation

if TYPE_CHECKING:
    from civic_partnership.findings import Rule


class _Path(click.Path):
    """A path that the shell completes; an empty text, as from an unset variable, is refused."""

    def convert(self, value: Any, *_: Any) -> Any:
        if not value:
            raise WrongUse(
                "En sti er tom; skriv en fil eller mappe.", "A path is empty; name a file or folder."
            )
        return value


def parse_day(text: str) -> datetime.date:
    """Read a day such as `2025-03-01`; refuse a month, a year and an approximate day."""
    from civic_partnership.values import PartialDate

    with contextlib.suppress(ValueError):
        date = PartialDate(text)
        if not date.approximate and date.earliest == date.latest:
            return date.earliest
    raise WrongUse(
        f"--on kræver en dag som 2025-03-01, ikke {text}.",
        f"--on takes a day such as 2025-03-01, not {text}.",
    )


def _today() -> str:
    return str(datetime.date.today())  # noqa: DTZ011 - the user's own day


def parse_rule(name: str) -> "Rule":
    """Return the rule with a name; refuse an unknown name."""
    rules = {rule.name: rule for rule in get_invocation().rules}
    if name not in rules:
        refuse_name(Label("regel", "rule"), name, rules)
    return rules[name]


def read_format_options(cls: type[Any], pairs: Sequence[str], file: str | None) -> dict[str, Any]:
    """Return the options of a format from a file and from the command line, which wins over the file."""
    from civic_partnership.exporting import parse_option_pairs, read_options_file

    return {**(read_options_file(file) if file else {}), **parse_option_pairs(cls, pairs)}


path_argument = partial(click.argument, type=_Path())
"""Declares an argument that is the path of a file or folder to read."""

file_option = partial(option, type=_Path(), metavar="FILE")
"""Declares an option that names a file."""

folder_option = partial(option, type=_Path(file_okay=False), metavar="DIR")
"""Declares an option that names a folder."""

day_option = partial(option, "--on", type=parse_day, metavar="DAY", default=_today)
"""Declares the option that names a day."""

ON = day_option(label=Label("Kontrollér pr. denne dag (ellers i dag).", "Check as of this day (else today)."))
DRY_RUN = flag("--dry-run", label=Label("Skriv intet; vis, hvad der ville ske.", "Write nothing; tell."))
REGISTER = option(
    "--register",
    type=_Path(),
    metavar="PATH",
    default=".",
    label=Label(
        "Registerets mappe eller TOML-fil; ellers den mappe, du står i.",
        "The register's folder or TOML file; else the current folder.",
    ),
)
LANGUAGE_HELP = Label(
    f"Sprog; ellers det i {LANGUAGE_VARIABLE}, ellers dansk.",
    f"Language; else that in {LANGUAGE_VARIABLE}, else Danish.",
)
LANG = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=lambda: get_invocation().lang,
    label=Label(
        f"{LANGUAGE_HELP.da} Kan også stå før kommandoen.",
        f"{LANGUAGE_HELP.en} It may stand before the command too.",
    ),
)
FORMAT = option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    label=Label("text (ellers det) til mennesker, json til programmer.", "text (the default) or json."),
)
PAIRS = option(
    "--option",
    "pairs",
    metavar="K=V",
    multiple=True,
    label=Label("Et tilvalg til formatet; kan gentages.", "An option of the format; repeatable."),
)
OPTIONS_FILE = file_option(
    "--options",
    "options_file",
    label=Label("Tilvalg i en TOML-fil.", "Options in a TOML file."),
)
