"""The command `export`."""

import datetime
import os
from collections.abc import Sequence

from civic_partnership.errors import LossError, PathError, RecordsError
from civic_partnership.values import Label, Language

from .bilingual_commands import command, flag, option
from .completion import complete_exporter
from .failures import status_of_error
from .invocation import get_invocation
from .shared_arguments import LANG, ON, OPTIONS_FILE, PAIRS, folder_option, path_argument, read_format_options
from .streams import print_to_stderr


@command(
    "export",
    label=Label(
        "Eksportér et register til en mappe: det hele eller intet.",
        "Export a register into a folder: all of it, or nothing.",
    ),
)
@path_argument("path", metavar="PATH")
@option(
    "--to",
    "format_",
    metavar="FORMAT",
    required=True,
    shell_complete=complete_exporter,
    label=Label("Formatet; se formats. Skal gives.", "The format; see formats. Required."),
)
@folder_option(
    "--out",
    required=True,
    label=Label(
        "Mappen: ny, tom, eller en tidligere eksport. Skal gives.",
        "The folder: new, empty, or an earlier export. Required.",
    ),
)
@ON
@PAIRS
@OPTIONS_FILE
@flag("--include-personal", label=Label("Tag personoplysninger med.", "Take personal data along."))
@flag("--allow-errors", label=Label("Eksportér trods fejl.", "Export in spite of errors."))
@flag(
    "--fail-on-loss",
    label=Label("Skriv intet, hvis noget går tabt.", "Write nothing where something is lost."),
)
@LANG
def export_command(
    path: str,
    format_: str,
    out: str,
    on: datetime.date,
    pairs: Sequence[str],
    options_file: str | None,
    lang: Language,
    **choices: bool,
) -> int:
    """Export a register; return the exit status."""
    from civic_partnership.checking import ensure_exportable
    from civic_partnership.findings import format_path
    from civic_partnership.storage import read

    from .screen import open_screen, show_progress

    host = get_invocation().host
    writing = Label("Skriver", "Writing").in_language(lang)
    try:
        exporter = host.exporter(format_)
        options = exporter.read_options(read_format_options(exporter.format.options, pairs, options_file))
        _refuse_overlap(path, out)
        with show_progress(path, lang) as show:
            register = ensure_exportable(read(path), allow_errors=choices["allow_errors"])
            report = host.export(
                register,
                format_,
                out,
                on=on,
                options=options,
                progress=show and (lambda name, size: show(f"{writing} {name}, {size / 1e6:.1f} MB")),
                **choices,
            )
    except LossError as error:
        print_to_stderr(error.in_language(lang), *error.report.summary(lang).splitlines())
        return status_of_error(error)
    except RecordsError as error:
        hint = Label("Se alt med", "See all").in_language(lang)
        print_to_stderr(error.in_language(lang), f"{hint}: civic-partnership check {format_path(path)}")
        return status_of_error(error)
    for problem in host.rule_problems:
        print_to_stderr(problem.in_language(lang))
    open_screen().print_lines(report.summary(lang))
    return 0


def _refuse_overlap(path: str, out: str) -> None:
    """Refuse to export to the folder of the register itself, to one inside it or to one around it."""
    from pathlib import PurePath

    from civic_partnership.findings import format_path

    source, target = (PurePath(os.path.realpath(each)) for each in (path, out))
    if source.is_relative_to(target) or target.is_relative_to(source):
        name = format_path(out)
        raise PathError(
            f"{name} kan ikke skrives: registeret selv ligger der. Vælg en mappe ved siden af.",
            f"{name} cannot be written: the register itself is there. Choose a folder beside it.",
        )
