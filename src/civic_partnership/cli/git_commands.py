"""The group `git`: set up a repository, and the drivers that git itself runs in it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from civic_partnership.errors import PathError
from civic_partnership.values import Label, Language

from .bilingual_commands import CommandGroup, command, flag
from .failures import WrongUse
from .invocation import get_invocation
from .shared_arguments import LANG, path_argument
from .streams import print_to_stderr, write_utf8

if TYPE_CHECKING:
    from civic_partnership.merging import GitSetup

_DRY_RUN = flag("--dry-run", label=Label("Vis kun, hvad der ville ske.", "Only show what would happen."))
_NOT_MERGED = Label("fletningen er ikke færdig", "the merge is not finished")
_SAME = Label(
    "Kun rækkefølge, bemærkninger eller opsætning er ændret.",
    "Only order, comments or layout have changed.",
)
_repository_argument = path_argument("repository", metavar="[REPOSITORY]", default=".")


@command(
    "install",
    label=Label(
        "Lad git flette og sammenligne registerets filer efter poster og felter.",
        "Let git merge and compare the files of a register by records and fields.",
    ),
)
@_repository_argument
@_DRY_RUN
@LANG
def install_command(repository: str, lang: Language, *, dry_run: bool) -> int:
    """Set up a repository, after telling what is written; return the exit status."""
    from pathlib import Path

    from civic_partnership.merging import install, plan_install

    setup = plan_install(Path(repository))
    folders = ", ".join(folder or "." for folder in setup.folders)
    _print(Label(f"Registre: {folders}", f"Registers: {folders}").in_language(lang))
    if not _print_changes(setup, "+", lang):
        _print(Label("Alt er sat op i forvejen.", "All is set up already.").in_language(lang))
    if not dry_run:
        install(setup)
    return 0


@command(
    "uninstall",
    label=Label("Fjern det, som git install har skrevet.", "Take out what git install has written."),
)
@_repository_argument
@_DRY_RUN
@LANG
def uninstall_command(repository: str, lang: Language, *, dry_run: bool) -> int:
    """Take out of a repository what was set up; return the exit status."""
    from pathlib import Path

    from civic_partnership.merging import plan_uninstall, uninstall

    setup = plan_uninstall(Path(repository))
    if not _print_changes(setup, "-", lang):
        _print(Label("Der er intet at fjerne.", "There is nothing to take out.").in_language(lang))
    if not dry_run:
        uninstall(setup)
    return 0


def _print_changes(setup: "GitSetup", sign: str, lang: Language) -> bool:
    """Print the lines and settings that are written or taken out; tell whether there are any."""
    from civic_partnership.merging import ATTRIBUTES

    parts = {
        ATTRIBUTES: setup.lines,
        Label("indstillinger (git config --local)", "settings (git config --local)").in_language(lang): [
            f"{name} = {value}" for name, value in setup.settings.items()
        ],
    }
    for heading, lines in parts.items():
        if lines:
            _print(f"{heading}:", *(f"  {sign} {line}" for line in lines))
    return any(parts.values())


def _print(*lines: str) -> None:
    from civic_partnership.findings import remove_control_characters

    answer = get_invocation().answer
    answer.writelines(f"{remove_control_characters(line)}\n" for line in lines)
    answer.flush()


@command(
    "merge-file",
    hidden=True,
    label=Label("Flet en fil for git.", "Merge a file for git."),
)
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("name")
@flag("--ancestors", label=Label("Versionerne er fælles forfædre.", "The versions are common ancestors."))
def merge_file_command(base: str, ours: str, theirs: str, name: str, *, ancestors: bool) -> int:
    """Merge three versions of a file in place of git; return the exit status that git asks for."""
    from pathlib import Path

    from civic_partnership.merging import run_merge_driver

    try:
        result = run_merge_driver(Path(base), Path(ours), Path(theirs), name, ancestors=ancestors)
    except OSError as error:
        raise _cannot_use(name, error) from None
    for message in result.messages:
        print_to_stderr(*message.in_language(get_invocation().lang).split("\n"))
    return result.status


_FOR_BOTH = 6
"""The arguments with which git describes two versions of a file."""


@command("diff-file", hidden=True, label=Label("Sammenlign en fil for git.", "Compare a file for git."))
@click.argument("name")
@click.argument("versions", nargs=-1)
def diff_file_command(name: str, versions: tuple[str, ...]) -> int:
    """Print the differences between two versions of a file for git; return the exit status.

    The versions are a file, its hash and its mode, twice; none for a file in which a merge is open.
    """
    from pathlib import Path

    from civic_partnership.findings import format_path
    from civic_partnership.merging import compare_by_lines, compare_records, read_version

    from .diff_text import print_record
    from .screen import open_screen

    invocation = get_invocation()
    screen = open_screen()
    if not versions:
        screen.print_lines(f"{format_path(name)}: {_NOT_MERGED.in_language(invocation.lang)}")
        return 0
    if len(versions) < _FOR_BOTH:
        raise WrongUse("git kalder kommandoen selv.", "Git itself calls this command.")
    old, _, _, new, *_ = map(Path, versions)
    try:
        before, after = read_version(old), read_version(new)
    except OSError as error:
        raise _cannot_use(name, error) from None
    if before is None or after is None:
        _write([compare_by_lines(old, new)])
        return 0
    screen.print_lines(format_path(name))
    records = compare_records(before, after).records
    for changed in records:
        print_record(screen, before, changed, invocation.lang)
    if not records:
        screen.print_lines(f"  {_SAME.in_language(invocation.lang)}")
        screen.print()
    return 0


@command("list-file", hidden=True, label=Label("Vis en fil for git.", "Show a file for git."))
@click.argument("file")
def list_file_command(file: str) -> int:
    """Print the values in a file as lines that git compares; return the exit status."""
    from pathlib import Path

    from civic_partnership.merging import list_file

    try:
        _write(list_file(Path(file)))
    except OSError as error:
        raise _cannot_use(file, error) from None
    return 0


def _cannot_use(name: str, error: OSError) -> PathError:
    """Return the error to show if the system refuses to read or write a version of a file."""
    from civic_partnership.files import os_reason
    from civic_partnership.findings import format_path

    shown, reason = format_path(name), os_reason(error)
    return PathError(
        f"{shown} kan ikke læses eller skrives ({reason.da}).",
        f"{shown} cannot be read or written ({reason.en}).",
    )


def _write(parts: Iterable[bytes]) -> None:
    """Write an answer that git reads, or that it would have given itself."""
    write_utf8(get_invocation().answer, (part.decode(errors="surrogateescape") for part in parts))


@click.group(
    "git",
    cls=CommandGroup,
    commands=[
        install_command,
        uninstall_command,
        merge_file_command,
        diff_file_command,
        list_file_command,
    ],
    no_args_is_help=True,
    subcommand_metavar="COMMAND [ARGS]...",
    label=Label(
        "Lad git flette og sammenligne et register efter poster og felter.",
        "Let git merge and compare a register by records and fields.",
    ),
)
def git_group() -> None:
    """Hold the commands; each of them does its own work."""
