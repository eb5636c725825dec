"""Failures of a run: exit statuses, and the messages for wrong use of the command."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NoReturn

import click

from civic_partnership.errors import (
    CivicPartnershipError,
    ConflictError,
    LossError,
    MappingError,
    OptionsError,
    RecordsError,
)
from civic_partnership.values import Label, Language

from .streams import print_to_stderr

if TYPE_CHECKING:
    from civic_partnership.findings import Finding

_STATUSES: dict[type[CivicPartnershipError], int] = {
    RecordsError: 1,
    LossError: 1,
    ConflictError: 1,
    OptionsError: 2,
    MappingError: 2,
}


LEFT_OUT = Label(
    "Noget kunne ikke læses. Se hvad med: civic-partnership check STI",
    "Something could not be read. See what with: civic-partnership check PATH",
)
"""The sentence of a command that shows a register without the records that could not be built."""
_LISTED = 20
"""The number of findings that are listed at most."""


def status_of_error(error: CivicPartnershipError) -> int:
    """Return the exit status of an error: 3 if a file cannot be read or written, or a plugin fails."""
    findings = error.findings if isinstance(error, RecordsError) else ()
    return max(_STATUSES.get(type(error), 3), status_of_findings(findings))


def status_of_findings(findings: "Iterable[Finding]", *, strict: bool = False) -> int:
    """Return 3 if a file could not be read, 1 if there are errors or, if strict, any findings, else 0."""
    from civic_partnership.findings import UNREADABLE_FILE

    findings = list(findings)
    if any(finding.rule == UNREADABLE_FILE.name for finding in findings):
        return 3
    return int(any(strict or finding.level == "error" for finding in findings))


def print_error(error: CivicPartnershipError, lang: Language) -> int:
    """Print to standard error why nothing was done, with the findings in files; return the exit status."""
    findings = error.findings if isinstance(error, RecordsError) else ()
    lines = error.in_language(lang).splitlines()
    lines += [_format_finding(each, lang) for each in findings[:_LISTED]]
    if (more := len(findings) - _LISTED) > 0:
        lines.append(Label(f"  … og {more} til", f"  … and {more} more").in_language(lang))
    print_to_stderr(*lines)
    return status_of_error(error)


def _format_finding(finding: "Finding", lang: Language) -> str:
    """Return a finding as one line, with the file, line and column as far as they are known."""
    from civic_partnership.findings import format_path

    where = ":".join([*filter(None, [format_path(finding.file or "")]), *map(str, finding.at or ())])
    return f"  {where}: {finding.message.in_language(lang)}"


@contextlib.contextmanager
def refuse_wrong_input() -> Iterator[None]:
    """Turn an error about records in the block into wrong use: what was typed is wrong, not the register."""
    try:
        yield
    except RecordsError as error:
        raise WrongUse(error.da, error.en) from None


class WrongUse(click.UsageError):
    """Wrong use that this program itself found, with a sentence in each language."""

    def __init__(self, da: str, en: str, context: click.Context | None = None) -> None:
        super().__init__(en, context)
        self.da = da


def refuse_name(
    what: Label, name: str, known: Iterable[str], context: click.Context | None = None
) -> NoReturn:
    """Raise `WrongUse` for an unknown name of a command or rule, with the closest known name."""
    from civic_partnership.findings import closest_match

    hint = closest_match(name, known, Label("", ""))
    raise WrongUse(
        f"Der findes ingen {what.da} {name}. {hint.da}", f"There is no {what.en} {name}. {hint.en}", context
    )


def print_usage_error(error: click.UsageError, lang: Language) -> None:
    """Print to standard error what is wrong with a command line, and which command shows help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        print_to_stderr(*error.format_message().splitlines())
        return
    command = error.ctx.command_path if error.ctx else "civic-partnership"
    message = _format_in_danish(error) if lang == "da" else error.format_message()
    help_hint = Label(f"Se {command} --help.", f"See {command} --help.")
    print_to_stderr(f"{' '.join(message.split())} {help_hint.in_language(lang)}")


def _format_in_danish(error: click.UsageError) -> str:  # noqa: PLR0911 - a sentence for each kind of error
    match error:
        case WrongUse():
            return error.da
        case click.NoSuchOption():
            hint = f" Mente du {error.possibilities[0]}?" if error.possibilities else ""
            return f"Tilvalget {error.option_name} findes ikke.{hint}"
        case click.BadOptionUsage():
            return f"Tilvalget {error.option_name} mangler en værdi, eller har en, som det ikke kan have."
        case click.MissingParameter():
            return f"{_name_parameter(error)} mangler."
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            *most, last = map(str, choices)
            return f"{_name_parameter(error)} skal være {', '.join(most)} eller {last}."
        case click.UsageError(message=message) if message.startswith("Got unexpected extra argument"):
            return f"Der står for meget: {message.partition('(')[2].removesuffix(')')}."
    return "Kommandoen kan ikke forstås."


def _name_parameter(error: click.BadParameter) -> str:
    """Return an option as it is typed, or an argument as the help calls it."""
    parameter = error.param
    return parameter.opts[-1] if isinstance(parameter, click.Option) else parameter.human_readable_name  # type: ignore[union-attr] # click names it
