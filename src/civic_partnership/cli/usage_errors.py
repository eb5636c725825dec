"""Wrong use of a command, told in one language."""

from collections.abc import Iterable

import click

from civic_partnership.values import Label, Language

from .streams import print_to_stderr


class WrongUse(click.UsageError):
    """Wrong use that this program itself found.

    Attributes:
        da: the sentence in Danish.

    """

    def __init__(self, da: str, en: str, context: click.Context | None = None) -> None:
        super().__init__(en, context)
        self.da = da


def suggest(name: str, known: Iterable[str]) -> Label:
    """Return a question that names the closest known name, after a blank; nothing where none is close."""
    from civic_partnership.findings import closest_match

    hint = closest_match(name, known, Label("", ""))
    return Label(f" {hint.da}".rstrip(), f" {hint.en}".rstrip())


def print_usage_error(error: click.UsageError, lang: Language) -> None:
    """Print what is wrong with a command line, and where help is, to standard error."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        print_to_stderr(*error.format_message().splitlines())
        return
    command = error.ctx.command_path if error.ctx else "civic-partnership"
    message = _format_in_danish(error) if lang == "da" else error.format_message()
    help_hint = Label(f"Se {command} --help.", f"See {command} --help.")
    print_to_stderr(f"{' '.join(message.split())} {help_hint.in_language(lang)}")


def _format_in_danish(error: click.UsageError) -> str:  # noqa: PLR0911 - a sentence for each kind of error
    """Say in Danish what click says in English."""
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
