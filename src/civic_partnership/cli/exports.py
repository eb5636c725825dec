"""The commands around exports: `export` and `schema`."""

import contextlib
import datetime
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from civic_partnership.errors import (
    CivicPartnershipError,
    LossError,
    PathError,
    RecordsError,
)
from civic_partnership.values import Label, Language

from .commands import ON, cli as cli, host, path_given, status_of, tell_all  # noqa: PLC0414 - the group with all commands
from .completion import complete_exporter, complete_file, complete_folder
from .help import LANG, option
from .invocation import invocation
from .streams import say_beside, write_utf8

if TYPE_CHECKING:
    from civic_partnership.exporting import Progress
    from civic_partnership.findings import Finding

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


@cli.command(
    "export",
    label=Label(
        "Eksportér et register til en mappe: det hele eller intet.",
        "Export a register into a folder: all of it, or nothing.",
    ),
)
@click.argument("path", type=path_given, metavar="PATH", shell_complete=complete_file)
@option(
    "--to",
    "format_",
    metavar="FORMAT",
    required=True,
    shell_complete=complete_exporter,
    label=Label("Formatet; se formats. Skal gives.", "The format; see formats. Required."),
)
@option(
    "--out",
    type=path_given,
    metavar="DIR",
    required=True,
    shell_complete=complete_folder,
    label=Label(
        "Mappen: ny, tom, eller en tidligere eksport. Skal gives.",
        "The folder: new, empty, or an earlier export. Required.",
    ),
)
@ON
@PAIRS
@OPTIONS_FILE
@option("--include-personal", is_flag=True, label=Label("Tag persondata med.", "Take personal data along."))
@option("--allow-errors", is_flag=True, label=Label("Eksportér trods fejl.", "Export in spite of errors."))
@option(
    "--fail-on-loss",
    is_flag=True,
    label=Label("Skriv intet, hvis noget går tabt.", "Write nothing where something is lost."),
)
@LANG
def export_command(
    path: str,
    format_: str,
    out: str,
    on: datetime.date | None,
    pairs: Sequence[str],
    options_file: str | None,
    lang: Language,
    **how: bool,
) -> int:
    """Export a register; the exit status."""
    from civic_partnership.storage import read

    from .screen import screen

    try:
        provided = host().exporter(format_)
        given = options_given(provided.exporter.options, pairs, options_file)
        options = provided.read_options(given)
        _refuse_overlap(path, out)
        with _progress(lang) as progress:
            reading = read(path)
            if reading.register.left_out:
                raise _unread(reading.findings)
            report = host().export(
                reading.register,
                format_,
                out,
                on=on or datetime.date.today(),  # noqa: DTZ011 - the user's own day
                options=options,
                progress=progress,
                **how,
            )
    except CivicPartnershipError as error:
        return _refused(error, path, lang)
    tell_all(host().unasked, lang)
    screen().say_lines(report.summary(lang))
    return 0


@cli.command(
    "schema",
    label=Label(
        "Skriv JSON Schema (2020-12) for registre i JSON.",
        "Print the JSON Schema (2020-12) of registers in JSON.",
    ),
)
def schema_command() -> int:
    """Print the JSON Schema; the exit status."""
    from civic_partnership.storage import schema

    write_utf8(invocation().answer, [json.dumps(schema(), indent=2), "\n"])
    return 0


def _refuse_overlap(path: str, out: str) -> None:
    """Refuse to write an export over the register that it is made of, around it or inside it.

    Raises:
        PathError: one of the two lies in the other.

    """
    from civic_partnership.findings import shown_path

    source, target = (PurePath(os.path.realpath(each)) for each in (path, out))
    if source == target or source in target.parents or target in source.parents:
        shown = shown_path(out)
        raise PathError(
            f"{shown} kan ikke skrives: registeret selv ligger der. Vælg en mappe ved siden af.",
            f"{shown} cannot be written: the register itself is there. Choose a folder beside it.",
        )


def options_given(cls: type[Any], pairs: Sequence[str], file: str | None) -> dict[str, Any]:
    """The options of a format: from a file, and on top of these from the command line."""
    from civic_partnership.exporting import parse_option_pairs, read_options_file

    return {**(read_options_file(file) if file else {}), **parse_option_pairs(cls, pairs)}


def _unread(findings: "Sequence[Finding]") -> RecordsError:
    """Why a register with records left out is not exported."""
    number = len(findings)
    return RecordsError(
        f"Registeret er ikke eksporteret: {number} fejl i filerne, så noget ville mangle.",
        f"The register was not exported: {number} {'error' if number == 1 else 'errors'} in the files, "
        "so something would be missing.",
        findings,
    )


def _refused(error: CivicPartnershipError, path: str, lang: Language) -> int:
    """Tell why nothing was written; the exit status."""
    from civic_partnership.findings import UNREADABLE_FILE, printable, shown_path

    say_beside(printable(error.in_language(lang)))
    if isinstance(error, LossError):
        say_beside(error.report.summary(lang))
    if isinstance(error, RecordsError):
        shown = shown_path(path)
        hint = Label(
            f"Se alt med: civic-partnership check {shown}", f"See all: civic-partnership check {shown}"
        )
        say_beside(hint.in_language(lang))
        if any(finding.rule == UNREADABLE_FILE.name for finding in error.findings):
            return 3
    return status_of(error)


@contextlib.contextmanager
def _progress(lang: Language) -> "Iterator[Progress | None]":
    """On a terminal show what is written; in a pipe nothing."""
    from rich.text import Text

    from .screen import Screen

    console = Screen(sys.stderr)
    if not console.is_terminal:
        yield None
        return
    begun = Label("Læser og kontrollerer", "Reading and checking").in_language(lang)
    writing = Label("Skriver", "Writing").in_language(lang)
    with console.status(begun) as status:
        yield lambda name, size: status.update(Text(f"{writing} {name}, {size / 1e6:.1f} MB"))
