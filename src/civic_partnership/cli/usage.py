"""Wrong use of a command, told in Danish and English."""

import click


def tell(error: click.UsageError) -> None:
    """Say on standard error what is wrong with a command line, and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return
    command = error.ctx.command_path if error.ctx else "civic-partnership"
    message = error.format_message()
    click.echo(f"{_danish(error)} Se {command} --help.", err=True)
    click.echo(f"{message} See {command} --help.", err=True)


def _danish(error: click.UsageError) -> str:
    match error:
        case Wrong():
            return error.da
        case click.NoSuchOption():
            near = f" Mente du {error.possibilities[0]}?" if error.possibilities else ""
            return f"Tilvalget {error.option_name} findes ikke.{near}"
        case click.MissingParameter():
            return f"{_name(error)} mangler."
        case click.BadParameter():
            return f"{_name(error)} kan ikke have den værdi."
        case _:
            return "Kommandoen kan ikke forstås."


def _name(error: click.BadParameter) -> str:
    """The option as it is typed, or the argument as the help calls it."""
    parameter = error.param
    return parameter.opts[-1] if isinstance(parameter, click.Option) else parameter.human_readable_name  # type: ignore[union-attr] # click names it


class Wrong(click.UsageError):
    """Wrong use that this program itself found.

    Attributes:
        da: the sentence in Danish.

    """

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.da = da
