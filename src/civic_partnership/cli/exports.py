"""The commands around exports: `export` and `schema`."""

import contextlib
import datetime
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

import click
from rich.text import Text

from civic_partnership.errors import (
    CivicPartnershipError,
    LossError,
    PathError,
    RecordsError,
)
from civic_partnership.exporting import Progress, from_file, from_pairs
from civic_partnership.findings import UNREADABLE_FILE, Finding, printable, shown_path
from civic_partnership.storage import read, schema
from civic_partnership.values import Label, Language

from .commands import LANG, ON, cli as cli, host, path_given, status_of, tell_all  # noqa: PLC0414 - the group with all commands
from .screen import screen
from .streams import say_beside, write_utf8

PAIRS = click.option(
    "--option",
    "pairs",
    metavar="K=V",
    multiple=True,
    help="Et tilvalg til formatet; kan gentages. / An option of the format; repeatable.",
)
OPTIONS_FILE = click.option(
    "--options",
    "options_file",
    metavar="FILE",
    help="Tilvalg i en TOML-fil. / Options in a TOML file.",
)


@cli.command("export")
@click.argument("path", type=path_given, metavar="PATH")
@click.option(
    "--to",
    "format_",
    metavar="FORMAT",
    required=True,
    help="Formatet; se formats. / The format; see formats.",
)
@click.option(
    "--out",
    type=path_given,
    metavar="DIR",
    required=True,
    help="Mappen: ny, tom, eller en tidligere eksport. / The folder: new, empty, or an earlier export.",
)
@ON
@PAIRS
@OPTIONS_FILE
@click.option("--include-personal", is_flag=True, help="Tag persondata med. / Take personal data along.")
@click.option("--allow-errors", is_flag=True, help="Eksportér trods fejl. / Export in spite of errors.")
@click.option(
    "--fail-on-loss",
    is_flag=True,
    help="Skriv intet, hvis noget går tabt. / Write nothing where something is lost.",
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
    """Eksportér et register til en mappe: det hele eller intet.

    Export a register into a folder: all of it, or nothing.
    """
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
    click.echo(report.summary(lang))
    return 0


@cli.command("schema")
def schema_command() -> int:
    """Skriv JSON Schema (2020-12) for registre i JSON.

    Print the JSON Schema (2020-12) of registers in JSON.
    """
    write_utf8([json.dumps(schema(), indent=2), "\n"])
    return 0


def _refuse_overlap(path: str, out: str) -> None:
    """Refuse to write an export over the register that it is made of, around it or inside it.

    Raises:
        PathError: one of the two lies in the other.

    """
    source, target = (PurePath(os.path.realpath(each)) for each in (path, out))
    if source == target or source in target.parents or target in source.parents:
        shown = shown_path(out)
        raise PathError(
            f"{shown} kan ikke skrives: registeret selv ligger der. Vælg en mappe ved siden af.",
            f"{shown} cannot be written: the register itself is there. Choose a folder beside it.",
        )


def options_given(cls: type[Any], pairs: Sequence[str], file: str | None) -> dict[str, Any]:
    """The options of a format: from a file, and on top of these from the command line."""
    return {**(from_file(file) if file else {}), **from_pairs(cls, pairs)}


def _unread(findings: Sequence[Finding]) -> RecordsError:
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
    say_beside(printable(error.said(lang)))
    if isinstance(error, LossError):
        say_beside(error.report.summary(lang))
    if isinstance(error, RecordsError):
        shown = shown_path(path)
        hint = Label(
            f"Se alt med: civic-partnership check {shown}", f"See all: civic-partnership check {shown}"
        )
        say_beside(hint.said(lang))
        if any(finding.rule == UNREADABLE_FILE.name for finding in error.findings):
            return 3
    return status_of(error)


@contextlib.contextmanager
def _progress(lang: Language) -> Iterator[Progress | None]:
    """On a terminal show what is written; in a pipe nothing."""
    console = screen(stderr=True)
    if not console.is_terminal:
        yield None
        return
    begun = Label("Læser og kontrollerer", "Reading and checking").said(lang)
    writing = Label("Skriver", "Writing").said(lang)
    with console.status(begun) as status:
        yield lambda name, size: status.update(Text(f"{writing} {name}, {size / 1e6:.1f} MB"))
